"""Which files go to a worker: all but small ones that this program reads without a library or unpacking."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.formats import FORMATS, sniff
from disclosure_rules.sources.isolation.pool import start_worker

__all__ = ["SMALL", "expect", "needs_worker"]

SMALL = 64 * 1024  # bytes; a text of this size takes seconds even where its author wished it took hours

_ZIP = b"PK"


def needs_worker(data: bytes, *, plain: bool = False) -> bool:
    """Whether a file's bytes are to be left to a worker; `plain` ones, of no format of ours, only for their size."""
    if len(data) > SMALL or data.startswith(_ZIP):  # what the package holds is found out by the worker
        return True
    try:
        return not plain and FORMATS[sniff(data)].isolated
    except SourceError:  # refused for its first bytes
        return False


def expect(paths: Iterable[str | os.PathLike[str]], *modules: str) -> None:
    """Start a worker where the files at paths look as if they need one; it imports the modules, and their readers."""
    readers = [entry for path in paths for entry in _readers(Path(path))]
    if readers:
        start_worker(*modules, *dict.fromkeys(readers))


def _readers(path: Path) -> list[str]:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        return []
    known = [entry for entry in FORMATS.values() if path.suffix.lower() in entry.suffixes]
    return [entry.reader.partition(":")[0] for entry in known if entry.isolated or size > SMALL]
