"""What every reader hands on: a source and its blocks, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_rules.place import Place

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Paragraph",
    "Point",
    "Problem",
    "Series",
    "Source",
    "SourceError",
    "Strip",
    "Table",
    "narrowed",
]


class SourceError(Exception):
    """An input that cannot be read; the message is one sentence that says what, where and what to do.

    `message` carries it in every language the tool speaks.
    """

    def __init__(self, message: dict[str, str]) -> None:
        super().__init__(message["en"])
        self.message = message


def _line_at(lines: tuple[tuple[int, int], ...], offset: int, first: int | None) -> int | None:
    position = bisect_right(lines, offset, key=lambda pair: pair[0])
    return lines[position - 1][1] if position else first


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the reader could not do although the file as a whole was read."""

    severity: str  # "error" | "warning" | "note"
    message: dict[str, str]
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Characters of a text that stand in one row on a page, beginning at `offset` of the text.

    `edges` holds the left and the right edge of each of them, in turn; lengths are in hundredths of a point.
    """

    offset: int
    page: int
    bottom: int
    top: int
    edges: Sequence[int]

    def box(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """The box of the characters from `start` to `end` of the text that stand in this strip."""
        first, last = max(start - self.offset, 0), min(end - self.offset, len(self.edges) // 2)
        return (self.edges[2 * first], self.bottom, self.edges[2 * last - 1], self.top) if first < last else None


def narrowed(place: Place, strips: Sequence[Strip], start: int, end: int, excerpt: str) -> Place:
    """The place of a text, narrowed to its characters from `start` to `end`, and to the page and the box where these
    begin."""
    for strip in strips:
        if (box := strip.box(start, end)) is not None:
            return place.narrowed((start, end), excerpt, strip.page, box)
    return place.at(start, end, excerpt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph as written. `level` is the heading level the format declares, if any (1 is the highest).

    `number` is an automatic list or heading number that the format draws and the text does not hold (`第二部分`).
    `lines` are pairs (offset in `text`, line) for a paragraph that stands on several lines; empty means one line.
    `strips` say where its characters stand on the pages of a paged format, in order.
    """

    text: str
    place: Place
    level: int | None = None
    number: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    strips: tuple[Strip, ...] = ()

    def line_at(self, offset: int) -> int | None:
        """Return the line on which the character at `offset` of the text stands."""
        return _line_at(self.lines, offset, self.place.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; a merged cell appears once, at its top-left position, with its spans.

    `lines` and `strips` are as in `Paragraph`.
    """

    text: str
    place: Place  # row and column are set
    row_span: int = 1
    column_span: int = 1
    lines: tuple[tuple[int, int], ...] = ()
    strips: tuple[Strip, ...] = ()

    def line_at(self, offset: int) -> int | None:
        """Return the line on which the character at `offset` of the text stands."""
        return _line_at(self.lines, offset, self.place.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid. `rows` hold the cells that begin in that row, in order; positions are in each cell's place."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a chart series; `value` is the number as stored (a share may be stored as 0.5923)."""

    category: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    name: str
    points: tuple[Point, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart's title and cached data. `unit_line` is a unit written inside the chart (单位：万元), else empty."""

    title: str
    series: tuple[Series, ...]
    place: Place
    unit_line: str = ""


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file as read. Blocks are in reading order; `sha256` is of the file's bytes."""

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = field(default=())
