"""How fast PDF files are read, and with how much memory, beside pdfplumber where it is installed.

python benchmarks/reading.py FILE... measures the files one after the other, in processor time, both readers in turn;
the best of some rounds counts.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from disclosure_rules.sources.pdf import read

ROUNDS = 5


def measured(reader: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    reader(data)
    return time.process_time() - start


def with_pdfplumber() -> Callable[[bytes], int] | None:
    try:
        import pdfplumber
    except ImportError:
        return None

    def extract(data: bytes) -> int:
        with pdfplumber.open(BytesIO(data)) as document:
            for page in document.pages:
                page.extract_tables()
                page.extract_text()
                page.close()
            return len(document.pages)

    return extract


def main(paths: list[str]) -> None:
    if not paths:
        raise SystemExit(__doc__)
    files = {path: Path(path).read_bytes() for path in paths}
    for data in files.values():
        read(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process after reading all files once: {peak:.0f} MB")
    other = with_pdfplumber()
    totals = [0.0, 0.0]
    for path, data in files.items():
        blocks, _ = read(data)
        pages = max(block.place.page or 0 for block in blocks)
        own, theirs = [], []
        for _ in range(ROUNDS if len(data) < 20_000_000 else 1):
            own.append(measured(read, data))
            if other is not None and len(theirs) < 2:
                theirs.append(measured(other, data))
        line = f"{Path(path).name}: {pages} pages, {pages / min(own):.0f} pages/s"
        if theirs:
            line += f"; pdfplumber {pages / min(theirs):.1f} pages/s; ratio {min(theirs) / min(own):.1f}"
        print(line)
        totals = [total + min(one) for total, one in zip(totals, (own, theirs or [0.0]), strict=True)]
    if other is not None:
        print(f"all files together: ratio {totals[1] / totals[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
