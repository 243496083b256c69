"""What a web page is made of before it has places: paragraphs, and tables of cells that hold both."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_rules.sources.assembly import Strand

__all__ = ["CellNode", "Flow", "ParagraphNode", "RowNode", "TableNode"]


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    content: Strand
    level: int | None = None


@dataclass(slots=True)
class CellNode:
    """A cell that begins on `line`. A cell that is not displayed takes no part in the grid."""

    line: int
    row_span: int = 1
    column_span: int = 1
    displayed: bool = True
    flow: Flow = field(default_factory=list)
    _filled: bool | None = None

    def filled(self) -> bool:
        """Whether there is any text in it; asked when it is complete."""
        if self._filled is None:
            self._filled = any(isinstance(node, ParagraphNode) or node.filled() for node in self.flow)
        return self._filled


@dataclass(slots=True)
class RowNode:
    displayed: bool = True
    cells: list[CellNode] = field(default_factory=list)


@dataclass(slots=True)
class TableNode:
    """A table that begins on `line`. `before` holds its caption and what stands in it outside of all cells."""

    line: int
    groups: list[list[RowNode]] = field(default_factory=list)
    before: Flow = field(default_factory=list)
    _grid: bool | None = None

    def filled(self) -> bool:
        """Whether there is any text in it."""
        return bool(self.before) or any(cell.filled() for cell in self.cells())

    def is_grid(self) -> bool:
        """Whether it, or a table in it, has two rows of two filled cells or more; asked when it is complete."""
        if self._grid is None:
            own = sum(1 for row in self.rows() if sum(cell.displayed and cell.filled() for cell in row.cells) > 1)
            self._grid = own > 1 or any(
                node.is_grid() for cell in self.cells() for node in cell.flow if isinstance(node, TableNode)
            )
        return self._grid

    def cells(self) -> list[CellNode]:
        """The cells that are displayed."""
        return [cell for row in self.rows() for cell in row.cells if cell.displayed]

    def rows(self) -> list[RowNode]:
        """The rows that are displayed."""
        return [row for group in self.groups for row in group if row.displayed]


Flow = list[ParagraphNode | TableNode]
