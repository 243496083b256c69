"""Characters become lines: grouped by baseline, in the order of the paper, blanks where the paper has gaps."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from disclosure_rules.sources.pdf.characters import WIDE, Glyph

__all__ = ["Line", "Piece", "build_lines", "pieces"]

_SAME_LINE = 40  # percent of an em by which baselines of one line may differ: digits often stand lower or higher
_SAME_PLACE = 30  # percent of its width by which a character drawn twice is moved
_LOOK_BACK = 3
_LEFT, _BASE = itemgetter(1), itemgetter(3)
# From which gap on, in percent of an em, there is a blank: between two characters of an alphabet, two ideographs, or
# one of each (where Word leaves a quarter of an em by itself).
_GAP_NARROW, _GAP_WIDE, _GAP_MIXED = 15, 22, 40
_BLANKS = frozenset(" \u00a0\u3000\t\r\n\u2002\u2003\u2009\u200b")
_SPECIAL = _BLANKS | frozenset("\u00ad\x02")  # and hyphens that only a wrap shows


class Line(NamedTuple):
    """Characters on one baseline; `edges` are left and right of each, `em` is the size of the type.

    `open_ended` says that a blank was written after the last of them, `turned` that it runs up or down the page.
    """

    text: str
    left: int
    right: int
    base: int
    bottom: int
    top: int
    em: int
    edges: array[int]
    open_ended: bool = False
    turned: bool = False


class Piece(NamedTuple):
    """A part of a line between wide gaps, from `start` to `end` of its text."""

    text: str
    start: int
    end: int
    left: int
    right: int


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of characters that stand in one cell or one column of text, from top to bottom."""
    lines: list[Line] = []
    group: list[Glyph] = []
    base = reach = 0
    for glyph in sorted(glyphs, key=_BASE, reverse=True):
        below, em = glyph[3], glyph[6]
        if group and (base - below) * 100 > _SAME_LINE * (reach if reach > em else em):
            lines += _line(group)
            group = []
        if not group:
            base, reach = below, em
        elif em > reach:
            reach = em
        group.append(glyph)
    lines += _line(group)
    return lines


def _line(group: list[Glyph]) -> list[Line]:
    """The line of a group of characters, or nothing where all of them are blanks."""
    group.sort(key=_LEFT)
    kept: list[Glyph] = []
    texts: list[str] = []
    edges: list[int] = []
    blank = False
    start = end = 0  # of the character before
    for glyph in group:
        text, left, right = glyph[:3]
        if text in _SPECIAL:
            blank = blank or (text in _BLANKS and bool(kept))
            continue
        if kept:
            if left < end and _is_double(glyph, kept):
                continue
            if blank or (left > end and left - end > _least_gap(kept[-1], glyph)):
                texts.append(" ")
                edges += (end, left if left > end else end)
        blank = False
        start, end = left, right
        kept.append(glyph)
        texts.append(text)
        edges += (start, end)
    if not kept:
        return []
    _, lefts, rights, bases, bottoms, tops, ems = zip(*kept, strict=True)
    return [
        Line(
            text="".join(texts),
            left=lefts[0],
            right=max(rights[-2:]),
            base=sorted(bases)[len(bases) // 2],
            bottom=min(bottoms),
            top=max(tops),
            em=sorted(ems)[len(ems) * 3 // 4],
            edges=array("i", edges),
            open_ended=blank,
        )
    ]


def _is_double(glyph: Glyph, kept: Sequence[Glyph]) -> bool:
    """Whether the character was drawn before at nearly the same place, to look bold."""
    text, left = glyph[:2]
    return any(
        text == other and (left - start) * 100 < (end - start) * _SAME_PLACE
        for other, start, end, *_ in kept[-_LOOK_BACK:]
    )


def _least_gap(before: Glyph, after: Glyph) -> int:
    wide = (before[0] > WIDE) + (after[0] > WIDE)
    share = _GAP_WIDE if wide == 2 else _GAP_MIXED if wide else _GAP_NARROW
    return max(before[6], after[6]) * share // 100


def pieces(line: Line, gap: int) -> list[Piece]:
    """The parts of a line between gaps of at least `gap`."""
    text, edges = line.text, line.edges
    if " " not in text:
        return [Piece(text=text, start=0, end=len(text), left=line.left, right=edges[-1])]
    cuts = [
        (index, index + 1)
        for index, character in enumerate(text)
        if character == " " and edges[2 * index + 1] - edges[2 * index] >= gap
    ]
    bounds = [(0, 0), *cuts, (len(text), len(text))]
    return [
        Piece(text=text[start:end], start=start, end=end, left=edges[2 * start], right=edges[2 * end - 1])
        for (_, start), (end, _) in pairwise(bounds)
        if start < end
    ]
