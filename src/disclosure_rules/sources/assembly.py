"""Put the blocks of one source in order and give each its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Cell, Chart, Paragraph, Point, Series, SourceError, Table

__all__ = ["MAX_PIECES", "Assembly", "CellDraft", "SeriesDraft", "Strand", "refuse_more_than"]

# Paragraphs and cells of one source. A page of tables has about 100 cells: this is a document of 1000 such pages.
MAX_PIECES = 100_000


def refuse_more_than(pieces: int, limit: int = MAX_PIECES) -> None:
    """Raise SourceError where a source has more paragraphs and cells than can be one disclosure."""
    if pieces > limit:
        raise SourceError(
            {
                "zh": f"文件的段落和单元格超过 {limit} 个，不像一份公开报告，请拆分后再检查。",
                "en": f"The file has more than {limit} paragraphs and cells, too many for one disclosure; split it.",
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A text that may stand on several lines: pairs (offset in `text`, line), at least one."""

    text: str
    lines: tuple[tuple[int, int], ...]

    @classmethod
    def joined(cls, parts: Iterable[tuple[str, int]], separator: str = "\n") -> Strand:
        """Join parts given as (text, line)."""
        texts: list[str] = []
        lines: list[tuple[int, int]] = []
        offset = 0
        for text, line in parts:
            if texts:
                offset += len(separator)
            lines.append((offset, line))
            texts.append(text)
            offset += len(text)
        return cls(text=separator.join(texts), lines=tuple(lines))

    @property
    def line(self) -> int:
        """The first line."""
        return self.lines[0][1]

    @property
    def further_lines(self) -> tuple[tuple[int, int], ...]:
        """The pairs, or nothing where the text stands on one line."""
        return self.lines if len(self.lines) > 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDraft:
    """A cell before its table has a place; `row` and `column` are 1-based."""

    content: Strand
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDraft:
    """A series before its chart has a place: its points are pairs (category, value), all on `value_line`."""

    name: str
    line: int
    value_line: int
    points: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Assembly:
    """The blocks so far; every block added gets the next index, every table the next table number."""

    blocks: list[Block] = field(default_factory=list)
    tables: int = 0

    def paragraph(self, content: Strand, *, level: int | None = None, number: str = "") -> None:
        """Add a paragraph."""
        place = Place(line=content.line, block=len(self.blocks))
        lines = content.further_lines
        self.blocks.append(Paragraph(text=content.text, place=place, level=level, number=number, lines=lines))

    def table(self, rows: Sequence[Sequence[CellDraft]], *, line: int) -> None:
        """Add a table; `line` is the line of its first cell."""
        self.tables += 1
        block, table = len(self.blocks), self.tables

        def placed(draft: CellDraft) -> Cell:
            content = draft.content
            place = Place(line=content.line, block=block, table=table, row=draft.row, column=draft.column)
            return Cell(
                text=content.text,
                place=place,
                row_span=draft.row_span,
                column_span=draft.column_span,
                lines=content.further_lines,
            )

        cells = tuple(tuple(placed(draft) for draft in row) for row in rows)
        self.blocks.append(Table(rows=cells, place=Place(line=line, block=block, table=table)))

    def chart(self, title: str, series: Iterable[SeriesDraft], *, line: int, unit_line: str = "") -> None:
        """Add a chart."""
        block = len(self.blocks)
        drawn = []
        for draft in series:
            place = Place(line=draft.value_line, block=block)
            points = tuple(Point(category=category, value=value, place=place) for category, value in draft.points)
            drawn.append(Series(name=draft.name, points=points, place=Place(line=draft.line, block=block)))
        self.blocks.append(
            Chart(title=title, series=tuple(drawn), place=Place(line=line, block=block), unit_line=unit_line)
        )
