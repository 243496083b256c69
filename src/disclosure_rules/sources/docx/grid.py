"""The grid of a Word table, with its merged cells."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from disclosure_rules.sources.assembly import CellDraft, Strand
from disclosure_rules.sources.docx.names import W, child, integer

__all__ = ["Grid", "TableContent"]

_WIDEST = 1000  # columns; Word allows 63


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """The rows of a table and the order of its first paragraph."""

    rows: tuple[tuple[CellDraft, ...], ...]
    line: int


@dataclass(slots=True, kw_only=True)
class _Open:
    """A cell that later cells may still be merged into."""

    content: Strand
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    def draft(self) -> CellDraft:
        return CellDraft(
            content=self.content,
            row=self.row,
            column=self.column,
            row_span=self.row_span,
            column_span=self.column_span,
        )


class Grid:
    """Collects the cells of a table row by row; a merged cell is kept once, at its top-left position."""

    def __init__(self) -> None:
        self._rows: list[list[_Open]] = []
        self._column = 1
        self._vertical: dict[int, _Open] = {}  # first column to the cell that a merge may go on from
        self._last: _Open | None = None  # the cell to the left

    def begin_row(self, columns_before: int) -> None:
        """Begin a row that leaves `columns_before` columns of the grid free."""
        self._rows.append([])
        self._column = 1 + min(max(0, columns_before), _WIDEST)
        self._last = None

    def add(self, element: etree._Element, content: Strand) -> None:
        """Add a `w:tc`."""
        properties = child(element, "tcPr")
        span = min(max(1, integer(properties, "gridSpan") or 1), _WIDEST)
        row, column = len(self._rows), self._column
        self._column = min(column + span, 1_000_000)
        vertical, horizontal = _merge(properties, "vMerge"), _merge(properties, "hMerge")
        above = self._vertical.get(column)
        if vertical == "continue" and above is not None:
            above.row_span = row - above.row + 1
            self._last = None
            return
        if horizontal == "continue" and self._last is not None:
            self._last.column_span += span
            return
        cell = _Open(content=content, row=row, column=column, column_span=span)
        self._rows[-1].append(cell)
        self._last = cell
        if vertical is None:
            self._vertical.pop(column, None)
        else:
            self._vertical[column] = cell

    def finish(self) -> TableContent | None:
        """Return the table, or None where it has no cells."""
        cells = [cell for row in self._rows for cell in row]
        if not cells:
            return None
        rows = tuple(tuple(cell.draft() for cell in row) for row in self._rows)
        return TableContent(rows=rows, line=cells[0].content.line)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """Return `restart` or `continue` where the cell is part of a merge in that direction, else None."""
    element = child(properties, name)
    if element is None:
        return None
    return "restart" if element.get(W + "val") == "restart" else "continue"
