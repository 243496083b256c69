"""The tree of a web page as blocks: tables that only lay out the page are read as the text and tables in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_rules.sources.assembly import Assembly, CellDraft, Strand
from disclosure_rules.sources.html.grid import place_cells
from disclosure_rules.sources.html.nodes import CellNode, Flow, ParagraphNode, TableNode

__all__ = ["lay_out"]

_FEWEST_ROWS = 2  # with two filled cells or more, for a table that holds others to be one itself
_PASSAGE = 5  # paragraphs of a cell that is a passage of the page
_PASSAGE_LENGTH = 400  # characters of it
_FIGURE = re.compile(r"\s*[-+−(（]?[\d,，.]+[)）]?\s*[%％]?\s*")


def lay_out(flow: Flow, assembly: Assembly) -> None:
    """Add paragraphs and tables to the blocks, in order."""
    for node in flow:
        if isinstance(node, ParagraphNode):
            assembly.paragraph(node.content, level=node.level)
            continue
        lay_out(node.before, assembly)
        cells = node.cells()
        if not any(cell.filled() for cell in cells):
            continue
        if _is_layout(node, cells):
            for cell in cells:
                lay_out(cell.flow, assembly)
        else:
            _add_table(node, assembly)


def _is_layout(table: TableNode, cells: list[CellNode]) -> bool:
    rows = [[cell for cell in row.cells if cell.displayed and cell.filled()] for row in table.rows()]
    filled = [row for row in rows if row]
    widest = max(len(row) for row in filled)
    if widest < 2:
        return max(sum(cell.displayed for cell in row.cells) for row in table.rows()) < 2 or len(filled) == 1
    inside = [node for cell in cells for node in cell.flow if isinstance(node, TableNode)]
    passage = any(_is_passage(cell) for cell in cells)
    if inside:
        tabular = sum(1 for row in rows if sum(not _holds_table(cell) for cell in row) > 1)
        return passage or tabular < _FEWEST_ROWS or any(node.is_grid() for node in inside)
    if len(rows) == 1:  # a title and a unit side by side, unless there is a figure
        return not any(_FIGURE.fullmatch(strand.text) for cell in cells for strand in _strands(cell.flow))
    return passage and len(filled) <= _FEWEST_ROWS


def _is_passage(cell: CellNode) -> bool:
    paragraphs = [node for node in cell.flow if isinstance(node, ParagraphNode)]
    if any(node.level is not None for node in paragraphs) and len(paragraphs) > 1:
        return True
    return len(paragraphs) >= _PASSAGE and sum(len(node.content.text) for node in paragraphs) >= _PASSAGE_LENGTH


def _holds_table(cell: CellNode) -> bool:
    return any(isinstance(node, TableNode) for node in cell.flow)


def _add_table(table: TableNode, assembly: Assembly) -> None:
    groups = [
        [[cell for cell in row.cells if cell.displayed] for row in group if row.displayed] for group in table.groups
    ]
    slots = place_cells([[[(cell.row_span, cell.column_span) for cell in row] for row in group] for group in groups])
    rows = []
    for cells, places in zip((row for group in groups for row in group), slots, strict=True):
        drafts = []
        for cell, (row, column, row_span, column_span) in zip(cells, places, strict=True):
            content = _joined(_strands(cell.flow), cell.line)
            drafts.append(
                CellDraft(content=content, row=row, column=column, row_span=row_span, column_span=column_span)
            )
        rows.append(drafts)
    assembly.table(rows, line=next(draft.content.line for drafts in rows for draft in drafts))


def _strands(flow: Flow) -> list[Strand]:
    """The texts of a flow, those in tables included."""
    return list(_walk(flow))


def _walk(flow: Flow) -> Iterator[Strand]:
    for node in flow:
        if isinstance(node, ParagraphNode):
            yield node.content
        else:
            yield from _walk(node.before)
            for cell in node.cells():
                yield from _walk(cell.flow)


def _joined(strands: list[Strand], line: int) -> Strand:
    if len(strands) == 1:
        return strands[0]
    pairs: list[tuple[int, int]] = []
    offset = 0
    for strand in strands:
        pairs += [(offset + start, number) for start, number in strand.lines if not pairs or pairs[-1][1] != number]
        offset += len(strand.text) + 1
    return Strand(text="\n".join(strand.text for strand in strands), lines=tuple(pairs) or ((0, line),))
