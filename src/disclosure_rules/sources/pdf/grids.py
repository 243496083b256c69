"""Rulings become grids: snapped and merged, grouped where they touch, cells united where no ruling parts them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from disclosure_rules.sources.pdf.frames import Box
from disclosure_rules.sources.pdf.limits import MAX_CROSSINGS, MAX_UNITS, PageError
from disclosure_rules.sources.pdf.unions import Unions, rectangles

__all__ = ["Grid", "Ruling", "Span", "find_grids"]

_SNAP = 250  # rulings no further apart than this are one
_JOIN = 350  # pieces of a ruling with no larger gap between them are one
_TOUCH = 300  # how near a ruling must come to another to touch it
_SHORTEST = 500  # what is shorter is a dot or a stroke of a drawing
_OUTSIDE = 800  # how far rulings must reach beyond the last one across for a border to be missing there
_COVERED = 6  # tenths of the side of a cell that a ruling must cover to be its border


class Ruling(NamedTuple):
    """A straight line: where it stands across its direction, and from where to where it runs."""

    at: int
    start: int
    end: int


class Span(NamedTuple):
    """A cell: its first row and column, counted from 0, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The lines between columns from left to right and between rows from top to bottom, and the cells.

    `owner` says for every position, row by row, which of the `spans` covers it.
    """

    across: tuple[int, ...]
    down: tuple[int, ...]
    spans: tuple[Span, ...]
    owner: tuple[int, ...]

    @property
    def box(self) -> Box:
        return self.across[0], self.down[-1], self.across[-1], self.down[0]

    def cell_box(self, span: Span) -> Box:
        """The box of a cell."""
        return (
            self.across[span.column],
            self.down[span.row + span.rows],
            self.across[span.column + span.columns],
            self.down[span.row],
        )


def find_grids(boxes: Sequence[Box]) -> tuple[list[Grid], list[Ruling]]:
    """The grids of a page, and the horizontal rulings that no vertical one touches."""
    level, upright = _split(boxes)
    groups, alone = _grouped(level, upright)
    grids = [grid for group in groups if (grid := _grid(*group)) is not None]
    return grids, alone


def _split(boxes: Sequence[Box]) -> tuple[list[Ruling], list[Ruling]]:
    level, upright = [], []
    for left, bottom, right, top in boxes:
        width, height = right - left, top - bottom
        if width >= height:
            level.append(Ruling((bottom + top) // 2, left, right))
        if height >= width:
            upright.append(Ruling((left + right) // 2, bottom, top))
    return _merged(level), _merged(upright)


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """One ruling for all that stand at nearly the same place and follow one another."""
    rulings.sort()
    merged: list[Ruling] = []
    first = 0
    while first < len(rulings):
        last = first
        while last < len(rulings) and rulings[last].at - rulings[first].at <= _SNAP:
            last += 1
        group = rulings[first:last]
        length = sum(one.end - one.start + 1 for one in group)
        at = sum(one.at * (one.end - one.start + 1) for one in group) // length
        group.sort(key=lambda one: one.start)
        start, end = group[0].start, group[0].end
        for one in group[1:]:
            if one.start - end > _JOIN:
                merged.append(Ruling(at, start, end))
                start, end = one.start, one.end
            end = max(end, one.end)
        merged.append(Ruling(at, start, end))
        first = last
    return [one for one in merged if one.end - one.start >= _SHORTEST]


def _grouped(
    level: list[Ruling], upright: list[Ruling]
) -> tuple[list[tuple[list[Ruling], list[Ruling]]], list[Ruling]]:
    """The rulings that hang together, and the horizontal ones that stand alone."""
    if len(level) * len(upright) > MAX_CROSSINGS:
        raise PageError
    unions = Unions(len(level) + len(upright))
    for index, one in enumerate(level):
        begin = bisect_left(upright, one.start - _TOUCH, key=lambda other: other.at)
        for position in range(begin, len(upright)):
            other = upright[position]
            if other.at > one.end + _TOUCH:
                break
            if other.start - _TOUCH <= one.at <= other.end + _TOUCH:
                unions.unite(index, len(level) + position)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, one in enumerate(level + upright):
        groups.setdefault(unions.root(index), ([], []))[index >= len(level)].append(one)
    whole = [group for group in groups.values() if group[0] and group[1]]
    return whole, [one for group in groups.values() if not group[1] for one in group[0]]


def _grid(level: list[Ruling], upright: list[Ruling]) -> Grid | None:
    across, down = _positions(upright, level), _positions(level, upright)
    if len(across) < 2 or len(down) < 2 or (len(across) - 1) * (len(down) - 1) > MAX_UNITS:
        return None
    borders_across = _borders(upright, across, down)
    across, borders_across = _needed(across, borders_across)
    borders_down = _borders(level, down, across)
    down, borders_down = _needed(down, borders_down)
    if len(across) < 2 or len(down) < 2:
        return None
    if len(borders_across[0]) != len(down) - 1:
        borders_across = _borders(upright, across, down)
    return make_grid(across, down, borders_across, borders_down)


def make_grid(
    across: Sequence[int], down: Sequence[int], borders_across: list[list[bool]], borders_down: list[list[bool]]
) -> Grid:
    """A grid of lines given from left to right and from the bottom up, and which sides of cells are drawn."""
    columns, rows = len(across) - 1, len(down) - 1
    unions = Unions(rows * columns)
    for row in range(rows):  # from the top
        for column in range(columns):
            here = row * columns + column
            if column and not borders_across[column][rows - 1 - row]:
                unions.unite(here - 1, here)
            if row and not borders_down[rows - row][column]:
                unions.unite(here - columns, here)
    spans, owner = rectangles(unions, rows, columns)
    return Grid(
        across=tuple(across),
        down=tuple(reversed(down)),
        spans=tuple(Span(*span) for span in spans),
        owner=tuple(owner),
    )


def _positions(rulings: list[Ruling], others: list[Ruling]) -> list[int]:
    """Where rulings stand, and where the ends of those across stand out beyond a border that is missing."""
    positions = sorted({one.at for one in rulings})
    starts, ends = sorted(one.start for one in others), sorted(one.end for one in others)
    first, last = starts[len(starts) // 2], ends[len(ends) // 2]
    if first < positions[0] - _OUTSIDE:
        positions.insert(0, first)
    if last > positions[-1] + _OUTSIDE:
        positions.append(last)
    return positions


def _borders(rulings: list[Ruling], positions: list[int], steps: list[int]) -> list[list[bool]]:
    """For every position and every step across it, whether a ruling is drawn there."""
    drawn = [[False] * (len(steps) - 1) for _ in positions]
    numbers = {position: number for number, position in enumerate(positions)}
    for one in rulings:
        number = numbers.get(one.at)
        if number is None:
            continue
        for index in range(max(bisect_right(steps, one.start) - 1, 0), len(steps) - 1):
            begin, end = steps[index], steps[index + 1]
            if begin > one.end:
                break
            if (min(one.end, end) - max(one.start, begin)) * 10 >= (end - begin) * _COVERED:
                drawn[number][index] = True
    return drawn


def _needed(positions: list[int], drawn: list[list[bool]]) -> tuple[list[int], list[list[bool]]]:
    """Without the inner positions at which nothing parts two cells."""
    last = len(positions) - 1
    kept = [index for index in range(last + 1) if index in (0, last) or any(drawn[index])]
    return [positions[index] for index in kept], [drawn[index] for index in kept]
