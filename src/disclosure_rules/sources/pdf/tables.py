"""Characters go into the cells of the grids; what is left over is text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from disclosure_rules.sources.pdf.characters import Glyph
from disclosure_rules.sources.pdf.frames import Box
from disclosure_rules.sources.pdf.grids import Grid, Span
from disclosure_rules.sources.pdf.joining import Passage, in_cell
from disclosure_rules.sources.pdf.lines import Line, build_lines

__all__ = ["CellDraft", "Filled", "TableDraft", "drafted", "fill"]


class CellDraft(NamedTuple):
    """A cell on a page; row and column are counted from 0."""

    span: Span
    box: Box
    content: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """The cells of a table in reading order, as many `rows` as it has, and where it stands."""

    cells: tuple[CellDraft, ...]
    rows: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A grid and the lines in each of its cells."""

    grid: Grid
    lines: list[list[Line]]


_MANY = 20  # grids of one page; with more it is not looked whether any stand within another
_EMPTY = Passage.of((), in_cell)


def fill(grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[Filled], list[Glyph]]:
    """Sort characters into the grids by the middle of their ink; also return those that stand in none.

    Of grids within one another the innermost has them.
    """
    if not grids:
        return [], list(glyphs)
    ordered = sorted(grids, key=lambda grid: (grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1]))
    cells: list[list[list[Glyph]]] = [[[] for _ in grid.spans] for grid in ordered]
    outside: list[Glyph] = []
    targets = [
        (*grid.box, grid.across, [-y for y in grid.down], len(grid.across) - 1, grid.owner, cells[number])
        for number, grid in enumerate(ordered)
    ]
    apart = all(_apart(one.box, other.box) for one, other in combinations(ordered[:_MANY], 2)) and len(ordered) < _MANY
    near = far = low = high = 0  # the sides of the position that the character before went into
    cell: list[Glyph] = []
    for glyph in glyphs:
        _, start, end, _, below, above, _ = glyph
        x, y = (start + end) >> 1, (below + above) >> 1
        if near <= x < far and low < y <= high:
            cell.append(glyph)
            continue
        for left, bottom, right, top, across, down, columns, owner, content in targets:
            if left <= x < right and bottom < y <= top:
                row, column = bisect_right(down, -y) - 1, bisect_right(across, x) - 1
                cell = content[owner[row * columns + column]]
                cell.append(glyph)
                if apart:
                    near, far, low, high = across[column], across[column + 1], -down[row + 1], -down[row]
                break
        else:
            outside.append(glyph)
    filled = [
        Filled(grid=grid, lines=[build_lines(cell) if cell else [] for cell in content])
        for grid, content in zip(ordered, cells, strict=True)
    ]
    return filled, outside


def _apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def drafted(filled: Filled) -> TableDraft:
    """The table of a grid and its lines."""
    grid = filled.grid
    return TableDraft(
        cells=tuple(
            CellDraft(span=span, box=grid.cell_box(span), content=Passage.of(lines, in_cell) if lines else _EMPTY)
            for span, lines in zip(grid.spans, filled.lines, strict=True)
        ),
        rows=len(grid.down) - 1,
        box=grid.box,
    )
