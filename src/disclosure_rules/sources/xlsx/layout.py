"""The sheets of a workbook as blocks, each with its place in its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure_rules.place import Place
from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.block import Block, Cell, Chart, Paragraph, Point, Series, Table
from disclosure_rules.sources.xlsx.drawing import Drawn
from disclosure_rules.sources.xlsx.regions import Region, regions_of
from disclosure_rules.sources.xlsx.shown import Sheet, Shown

__all__ = ["SheetBlocks"]


@dataclass(slots=True)
class SheetBlocks:
    """The blocks so far, over all sheets; `cells` counts those that show something."""

    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    cells: int = 0

    def add(self, name: str, sheet: Sheet, drawn: Sequence[Drawn]) -> None:
        """Add a sheet. Its name stands above it where no text does."""
        self.cells += sum(len(row) for row in sheet.rows.values())
        refuse_more_than(self.cells)
        parts = _in_order(regions_of(sheet), drawn)
        for position, part in enumerate(parts):
            is_text = part.text if isinstance(part, Drawn) else not part.is_table
            if position == 0 and not is_text and name:
                self._paragraph(name, Place(sheet=name, block=len(self.blocks)))
            if isinstance(part, Drawn):
                self._drawn(name, part)
            elif part.is_table:
                self._table(name, part)
            else:
                cell = part.rows[0][0]
                self._paragraph(cell.text, self._place(name, cell))

    def _place(self, name: str, cell: Shown, table: int | None = None) -> Place:
        return Place(sheet=name, block=len(self.blocks), table=table, row=cell.row, column=cell.column)

    def _paragraph(self, text: str, place: Place) -> None:
        self.blocks.append(Paragraph(text=text, place=place))

    def _table(self, name: str, region: Region) -> None:
        self.tables += 1
        bottom = max(cell.row for row in region.rows for cell in row)
        right = max(cell.column for row in region.rows for cell in row)

        def placed(cell: Shown) -> Cell:
            # Where nothing is shown there are no rows and columns to be covered.
            return Cell(
                text=cell.text,
                place=self._place(name, cell, self.tables),
                row_span=min(cell.row_span, bottom - cell.row + 1),
                column_span=min(cell.column_span, right - cell.column + 1),
            )

        rows = tuple(tuple(placed(cell) for cell in row) for row in region.rows)
        self.blocks.append(Table(rows=rows, place=self._place(name, region.rows[0][0], self.tables)))

    def _drawn(self, name: str, drawn: Drawn) -> None:
        place = Place(sheet=name, block=len(self.blocks), row=drawn.row, column=drawn.column)
        if drawn.chart is None:
            self._paragraph(drawn.text, place)
            return
        series = tuple(
            Series(
                name=entry.name,
                points=tuple(Point(category=category, value=value, place=place) for category, value in entry.points),
                place=place,
            )
            for entry in drawn.chart.series
        )
        title, unit_line = drawn.chart.title, drawn.chart.unit_line
        self.blocks.append(Chart(title=title, series=series, place=place, unit_line=unit_line))


def _in_order(regions: Iterator[Region], drawn: Sequence[Drawn]) -> list[Region | Drawn]:
    """Put what is drawn between the regions by the row in which it begins."""
    found: list[tuple[int, Region | Drawn]] = [(region.rows[0][0].row, region) for region in regions]
    found += [(entry.row, entry) for entry in drawn]
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]
