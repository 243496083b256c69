"""Where a figure stands in its file: all that readers, findings and annotators share."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address in a source, enough to find the figure again and to annotate it.

    `line` is 1-based: the line of a text file, or the paragraph order of a DOCX. `page` is 1-based and only known
    for paged formats. `block` is the index of the block in the source. `table`, `row` and `column` are 1-based; where
    `sheet`, the name of a sheet of a workbook, is set, row and column are those of the sheet. `span` is the half-open
    range of characters in the block's (or cell's) original text; `excerpt` is the text around it, as written;
    `section` is the outline number, such as `二（二）`, once the outline is known. `box` is left, bottom, right and
    top on the page, in hundredths of a point from its lower left corner. `document` names the file where several are
    held against one another and it is not the first of them.
    """

    line: int | None = None
    page: int | None = None
    block: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    section: str | None = None
    span: tuple[int, int] | None = None
    excerpt: str = ""
    box: tuple[int, int, int, int] | None = None
    sheet: str | None = None
    document: str = ""

    def at(self, start: int, end: int, excerpt: str) -> Place:
        """Return the same address narrowed to the characters from `start` to `end`."""
        return self.narrowed((start, end), excerpt, self.page, self.box)

    def narrowed(
        self, span: tuple[int, int] | None, excerpt: str, page: int | None, box: tuple[int, int, int, int] | None
    ) -> Place:
        """Return the same address narrowed to some characters and where they stand on a page."""
        return Place(
            line=self.line, page=page, block=self.block, table=self.table, sheet=self.sheet, row=self.row,
            column=self.column, section=self.section, span=span, excerpt=excerpt, box=box,
            document=self.document,
        )  # fmt: skip
