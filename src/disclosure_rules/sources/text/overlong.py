"""Lines that hold a whole report, as a copy from a web page may: cut where a paragraph can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["cut"]

_LONGEST = 4_000  # characters of a line that an author may have meant as one paragraph
_NO_TEXT = 200_000  # characters of a line that nobody wrote: it is not worth cutting
_BEFORE_MARK = re.compile(
    r"(?<=[。！？；])\s*(?=第[一二三四五六七八九十]{1,3}部分|[（(]?[一二三四五六七八九十]{1,3}[、）)]|\d{1,2}[、．.](?!\d))"
)
_SENTENCE_END = re.compile(r"(?<=[。！？])(?![）)”’》])")


def cut(line: str) -> Iterator[str]:
    """Yield the pieces of a line, one in most cases: before list marks first, at the end of sentences where need be."""
    if not _LONGEST < len(line) <= _NO_TEXT:
        yield line
        return
    for piece in _BEFORE_MARK.split(line):
        if len(piece) <= _LONGEST:
            yield piece
        else:
            yield from _SENTENCE_END.split(piece)
