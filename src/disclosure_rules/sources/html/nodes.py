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

    def rows(self) -> list[RowNode]:
        """The rows that are displayed."""
        return [row for group in self.groups for row in group if row.displayed]


Flow = list[ParagraphNode | TableNode]
