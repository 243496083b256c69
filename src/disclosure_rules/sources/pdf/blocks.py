"""Paragraphs and tables of pages become blocks, with the places of all their characters."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Cell, Paragraph, Strip, Table
from disclosure_rules.sources.pdf.flow import FlowTable, FlowText
from disclosure_rules.sources.pdf.joining import Passage
from disclosure_rules.sources.pdf.lines import Line
from disclosure_rules.sources.pdf.pages import Page
from disclosure_rules.sources.pdf.tables import CellDraft

__all__ = ["assembled"]


def assembled(flow: Iterable[FlowText | FlowTable]) -> tuple[Block, ...]:
    """The blocks of a document; every block gets the next index, every table the next number."""
    blocks: list[Block] = []
    tables = 0
    for item in flow:
        if isinstance(item, FlowText):
            blocks.append(_paragraph(item, len(blocks)))
        else:
            tables += 1
            blocks.append(_table(item, len(blocks), tables))
    return tuple(blocks)


def _paragraph(item: FlowText, block: int) -> Paragraph:
    strips = _strips(item.passage, item.pages)
    first, page = item.passage.lines[0][1], item.pages[0]
    place = Place(
        page=page.number, block=block, box=page.frame.on_page((first.left, first.bottom, first.right, first.top))
    )
    return Paragraph(text=item.passage.text, place=place, strips=strips)


def _table(item: FlowTable, block: int, table: int) -> Table:
    page = item.page
    rows: list[list[Cell]] = [[] for _ in range(item.table.rows)]
    for draft in item.table.cells:
        rows[draft.span.row].append(_cell(draft, page, block, table))
    place = Place(page=page.number, block=block, table=table, box=page.frame.on_page(item.table.box))
    return Table(rows=tuple(map(tuple, rows)), place=place)


def _cell(draft: CellDraft, page: Page, block: int, table: int) -> Cell:
    span, content = draft.span, draft.content
    place = Place(
        page=page.number,
        block=block,
        table=table,
        row=span.row + 1,
        column=span.column + 1,
        box=page.frame.on_page(draft.box),
    )
    return Cell(
        text=content.text,
        place=place,
        row_span=span.rows,
        column_span=span.columns,
        strips=_strips(content, [page] * len(content.lines)) if content.lines else (),
    )


def _strips(passage: Passage, pages: Sequence[Page]) -> tuple[Strip, ...]:
    strips: list[Strip] = []
    for (offset, line), page in zip(passage.lines, pages, strict=True):
        if page.frame.is_as_shown and not line.turned:
            strips.append(Strip(offset=offset, page=page.number, bottom=line.bottom, top=line.top, edges=line.edges))
        else:
            strips += _upright(offset, line, page)
    return tuple(strips)


def _upright(offset: int, line: Line, page: Page) -> Iterable[Strip]:
    """A strip for each character of a line that does not run to the right on the page as it is shown."""
    for index in range(len(line.text)):
        left, right = line.edges[2 * index : 2 * index + 2]
        box = page.frame.on_page((left, line.bottom, right, line.top))
        yield Strip(
            offset=offset + index, page=page.number, bottom=box[1], top=box[3], edges=array("i", (box[0], box[2]))
        )
