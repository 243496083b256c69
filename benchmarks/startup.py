"""How long a whole run takes, against a Python that only imports what the run needs.

    python benchmarks/startup.py [FILE] [--rounds N]

Both are whole processes, run by turns so that what else the machine does falls on both; the ratio of the medians is
what to compare between versions. Both find their modules compiled, as those of an installed package are. FILE is the
Word fixture if not given.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "service-centre-2021.docx"
IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
        print(name)
    except ImportError:
        pass
"""
IMPORT_ALL = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
PROBE = """
import atexit, sys
before = set(sys.modules)
def tell():
    own = {m for m in sys.modules if m.split('.')[0] in ('disclosure_rules', '__main__', '__mp_main__')}
    print('modules', *sorted(set(sys.modules) - before - own), file=sys.stderr)
atexit.register(tell)
from disclosure_rules.cli import main
sys.argv = ['disclosure-rules', *sys.argv[1:]]
main()
"""


def modules(arguments: list[str]) -> list[str]:
    """The names of every module a run imports that is not the package's own."""
    run = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False)
    told = [line for line in run.stderr.splitlines() if line.startswith("modules ")]
    if not told:
        raise SystemExit(f"the run failed: {run.stderr.strip()[-600:]}")
    return told[-1].split()[1:]


def importable(names: list[str]) -> list[str]:
    """Those of the names that can be imported by themselves (some are made by others while they load)."""
    run = subprocess.run([sys.executable, "-c", IMPORT_EACH, *names], capture_output=True, text=True, check=True)
    return run.stdout.split()


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FIXTURE)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as compiled:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        compare(args.file, args.rounds)


def compare(file: Path, rounds: int) -> None:
    arguments = ["check", str(file), "--format", "json"]
    names = importable(modules(arguments))
    run = [sys.executable, "-c", "from disclosure_rules.cli import main; main()", *arguments]
    imports = [sys.executable, "-c", IMPORT_ALL, *names]
    subprocess.run(imports, check=True)
    seconds(run), seconds(imports)  # the first of each fills the caches
    pairs = [(seconds(run), seconds(imports)) for _ in range(rounds)]
    whole, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    times = f"whole run {whole * 1000:.0f} ms, imports alone {bare * 1000:.0f} ms ({len(names)} modules)"
    print(f"{file.name}: {times}, ratio {whole / bare:.2f}")


if __name__ == "__main__":
    main()
