"""A table as a grid: every position knows the cell that covers it, also where a table runs over several pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.document import Passage
from disclosure_rules.sources.block import Cell, Table

__all__ = ["Grid", "GridCell", "continued", "grid_of"]

_NUMERAL = re.compile(r"[-+]?\d+(?:\.\d+)?%?")
_BELOW_NIL = re.compile(r"(?:（-?(\d+\.\d+|\d{3,})）|[△▲](\d+(?:\.\d+)?))(%?)")  # as accountants write -12.34
_MOST_COLUMNS = 400  # no printed table is wider; what a spreadsheet calls a row may be


@dataclass(slots=True, eq=False)
class GridCell:
    """A non-empty cell with its passage and the positions it covers, 0-based."""

    cell: Cell
    passage: Passage
    text: str  # normalised, without blanks
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def is_numeral(self) -> bool:
        return bool(self.numeral)

    @property
    def numeral(self) -> str:
        """The number that the cell is, with a minus sign where it is below nil; empty if it is none."""
        if _NUMERAL.fullmatch(self.text):
            return self.text
        found = _BELOW_NIL.fullmatch(self.text)
        return f"-{found[1] or found[2]}{found[3]}" if found else ""


@dataclass(slots=True, eq=False)
class Grid:
    """Rows of positions; None where nothing is written. `block` is that of the first part of the table."""

    block: int
    width: int
    rows: list[list[GridCell | None]] = field(default_factory=list)
    last: int = -1  # the block of the last part that was added

    @property
    def end(self) -> int:
        """The block that the table ends with."""
        return max(self.block, self.last)

    def cells(self, row: int) -> Iterator[GridCell]:
        """The cells that cover a row, each once, from left to right."""
        before = None
        for cell in self.rows[row]:
            if cell is not None and cell is not before:
                yield cell
                before = cell

    def texts(self, row: int) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells(row))

    def at(self, row: int, column: int) -> GridCell | None:
        return self.rows[row][column] if column < self.width else None

    def cut(self, rows: Sequence[int]) -> Iterator[Grid]:
        """The tables that stand in one block, each of which begins at one of these rows."""
        bounds = [0, *rows, len(self.rows)]
        for start, end in itertools.pairwise(bounds):
            part = Grid(self.block, self.width, self.rows[start:end])
            for cell in {id(cell): cell for row in part.rows for cell in row if cell is not None}.values():
                cell.row -= start
            yield part

    def append(self, other: Grid, skip: int) -> None:
        """Add the rows of a continuation from row `skip`; where it is narrower, its columns are the rightmost ones."""
        start, shift = len(self.rows) - skip, self.width - other.width
        self.last = other.end
        for cell in {id(cell): cell for row in other.rows for cell in row if cell is not None}.values():
            if shift and cell.column == 0:
                cell.column_span += shift
            elif shift:
                cell.column += shift
            cell.row += start
        for row in other.rows[skip:]:
            first = row[0] if row else None
            self.rows.append([first] * shift + row)


def grid_of(table: Table, passages: Sequence[Passage | None], block: int) -> Grid:
    """The grid of one table block; `passages` are those of its cells in order, None for empty ones."""
    cells = [cell for row in table.rows for cell in row]
    placed = [(cell, *_position(cell)) for cell in cells]
    first_row = min((row for _, row, _ in placed), default=0)
    first_column = min((column for _, _, column in placed), default=0)
    width = max((column - first_column + cell.column_span for cell, _, column in placed), default=0)
    grid = Grid(block, min(width, _MOST_COLUMNS))
    numbers = {row: number for number, row in enumerate(_rows(placed, first_row))}
    grid.rows = [[None] * grid.width for _ in numbers]
    for (cell, row, column), passage in zip(placed, passages, strict=True):
        if passage is None:
            continue
        text = passage.text.replace(" ", "").replace("\n", "")
        at, left = numbers[row], column - first_column
        placed_cell = GridCell(cell, passage, text, at, left, cell.row_span, cell.column_span)
        for covered in range(at, min(at + cell.row_span, len(grid.rows))):
            for position in range(left, min(left + cell.column_span, grid.width)):
                if grid.rows[covered][position] is None:
                    grid.rows[covered][position] = placed_cell
    return grid


def _position(cell: Cell) -> tuple[int, int]:
    return cell.place.row or 1, cell.place.column or 1


def _rows(placed: Iterable[tuple[Cell, int, int]], first: int) -> list[int]:
    """The rows that hold or are covered by a cell, in order; a spreadsheet may skip thousands."""
    rows: set[int] = set()
    for cell, row, _ in placed:
        rows.update(range(row, row + min(cell.row_span, 1000)))
    return sorted(row for row in rows if row >= first)


def continued(grid: Grid, other: Grid, header: int, values: Collection[int]) -> int | None:
    """How many rows at the top of `other` repeat the header of `grid`; None if it is no continuation of it.

    `header` is the number of rows of `grid` before its first figure, `values` its columns of figures. A continuation
    repeats the header or has none (no text in a column of figures above its first figure), and has the columns of the
    table or, where code cells are merged, fewer.
    """
    if other.width > grid.width or not other.rows:
        return None
    top = [texts for number in range(header) if (texts := grid.texts(number))]
    repeated = 0
    for number in range(min(len(other.rows), header + 1)):
        texts = other.texts(number)
        if texts and texts in top:
            repeated = number + 1
    if repeated:
        return repeated if other.width == grid.width else None
    shift = grid.width - other.width
    for number in range(len(other.rows)):
        cells = list(other.cells(number))
        if any(cell.is_numeral for cell in cells):
            break
        if len(cells) > 1 and any(cell.column + shift in values for cell in cells):
            return None
    return 0
