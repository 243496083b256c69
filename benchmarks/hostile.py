"""What becomes of files nobody means well with: hundreds of mutated ones of every format, and every bad idea at size.

    python benchmarks/hostile.py [--only FORMAT] [--mutations N] [--size N] [--timeout SECONDS] [--memory MB]

Every file is checked as the command line checks it. Prints for every format how many files were read, how many with a
problem, how many were refused, and how many no worker survived; the worst seconds and memory. Fails where a file
gave nothing and no problem says so, where the tool itself failed, or where a good file after it got another result.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

import hostile  # noqa: E402
import hostile_office  # noqa: E402
import hostile_pdf  # noqa: E402
from disclosure_rules.api import Checker, load_rulebook  # noqa: E402
from disclosure_rules.report import DocumentReport  # noqa: E402
from disclosure_rules.sources.isolation import Limits, copy_this_process, end_workers  # noqa: E402

FORMATS = ("pdf", "docx", "xlsx", "html", "text", "structured")
GOOD = hostile.fixture("service-centre-2021-consistent.docx")
STOPPED = {"and was stopped": "stopped", "crashed": "crashed", "killed": "killed", "of memory": "stopped"}


def files(name: str, size: int, mutations: int) -> Iterator[tuple[str, bytes]]:
    """The files of one format: mutated ones, then those of one bad idea each."""
    if name == "pdf":
        return chain(hostile.mutated(hostile_pdf.document(), mutations), hostile_pdf.files(size))
    if name == "docx":
        return chain(hostile.mutated_package(GOOD, mutations), hostile_office.documents(size))
    if name == "xlsx":
        return chain(
            hostile.mutated_package(hostile_office.plain_workbook(), mutations), hostile_office.workbooks(size)
        )
    if name == "html":
        return chain(hostile.mutated(hostile.page(), mutations), hostile.pages(size))
    if name == "text":
        return chain(hostile.mutated(hostile.SENTENCE.encode() * 50, mutations), hostile.texts(size))
    return hostile.structured(size)


def outcome(document: DocumentReport) -> str:
    """In one word what became of a file."""
    if document.document is None:
        if not document.problems:
            return "SILENT"
        message = document.problems[0].message["en"]
        return next((word for words, word in STOPPED.items() if words in message), "refused")
    if document.problems:
        return "problem"
    read = document.document
    return "read" if read.passages or read.tables or read.facts else "SILENT"


@dataclass
class Tally:
    """The files of one format so far."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    bad: list[str] = field(default_factory=list)

    def add(self, name: str, word: str, seconds: float) -> None:
        self.counts[word] += 1
        self.slowest = max(self.slowest, (seconds, name))
        if word in ("SILENT", "FAILED", "LOST"):
            self.bad.append(f"{name}: {word}")


def run(name: str, folder: Path, checker: Checker, limits: Limits, args: argparse.Namespace) -> Tally:
    """Check every file of a format, and a good one after each that a worker did not survive."""
    good = folder / "good.docx"
    good.write_bytes(GOOD)
    expected = checker.check(good, limits=limits).documents[0].summary
    tally = Tally()
    for label, data in files(name, args.size, args.mutations):
        path = folder / (label if "." in label else f"{label}.{name}")
        path.write_bytes(data)
        del data
        started = time.perf_counter()
        try:
            word = outcome(checker.check(path, limits=limits).documents[0])
        except Exception as error:
            word = "FAILED"
            print(f"  {label}: {type(error).__name__}: {error}")
        seconds = time.perf_counter() - started
        path.unlink()
        tally.add(label, word, seconds)
        if args.list:
            print(f"  {label}: {word}, {seconds:.2f} s", flush=True)
        if (
            word in ("stopped", "crashed", "killed")
            and checker.check(good, limits=limits).documents[0].summary != expected
        ):
            tally.add(label, "LOST", 0)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", choices=FORMATS)
    parser.add_argument("--mutations", type=int, default=240, help="mutated files of every format")
    parser.add_argument("--size", type=int, default=1_000_000, help="how often a bad idea is had in one file")
    parser.add_argument("--timeout", type=int, default=20)
    parser.add_argument("--memory", type=int, default=1024)
    parser.add_argument("--list", action="store_true", help="print every file")
    args = parser.parse_args()
    if args.only is None:  # a process for each, so that the memory of one is not that of another
        runs = [
            subprocess.run([sys.executable, __file__, "--only", name, *sys.argv[1:]], check=False) for name in FORMATS
        ]
        raise SystemExit(max(abs(done.returncode) for done in runs))
    copy_this_process()
    limits = Limits(seconds=args.timeout, megabytes=args.memory)
    with tempfile.TemporaryDirectory() as folder:
        tally = run(args.only, Path(folder), load_rulebook(), limits, args)
    end_workers()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = ", ".join(f"{count} {word}" for word, count in sorted(tally.counts.items()))
    slowest = f"slowest {tally.slowest[0]:.1f} s ({tally.slowest[1]})"
    print(
        f"{args.only}: {sum(tally.counts.values())} files: {told}; {slowest}; at most {peak} MB in a worker, {own} here"
    )
    for line in tally.bad:
        print(f"  {line}")
    raise SystemExit(1 if tally.bad else 0)


if __name__ == "__main__":
    main()
