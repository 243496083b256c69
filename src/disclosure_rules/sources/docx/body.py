"""The body of a Word document in reading order: paragraphs, tables and charts before they have a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from disclosure_rules.sources.assembly import Strand, refuse_more_than
from disclosure_rules.sources.docx.grid import Grid, TableContent
from disclosure_rules.sources.docx.inline import alternative, read_inline
from disclosure_rules.sources.docx.names import MC, W, child, flag, integer, value
from disclosure_rules.sources.docx.numbering import Numbering
from disclosure_rules.sources.docx.styles import Styles

__all__ = ["Body", "ChartHere", "ParagraphHere"]

# Elements around blocks that a reader does not see.
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphHere:
    """A paragraph with its heading level and its automatic number."""

    content: Strand
    level: int | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartHere:
    """A chart stands here: the id of its relationship and the order of the paragraph it hangs on."""

    relation: str
    line: int


Draft = ParagraphHere | ChartHere | TableContent


class Body:
    """Reads the blocks of a document; `unread` counts what was passed over, by kind."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._order = 0
        self.unread: Counter[str] = Counter()

    def read(self, body: etree._Element) -> list[Draft]:
        """Return the blocks of a `w:body`; paragraphs are counted from 1 wherever they stand.

        Raises SourceError where there are too many of them.
        """
        refuse_more_than(sum(1 for _ in body.iter(W + "p")))
        refuse_more_than(sum(1 for _ in body.iter(W + "tc")))
        found: list[Draft] = []
        self._walk(body, found.append, found)
        return found

    def _walk(self, container: etree._Element, own: Callable[[ParagraphHere], None], after: list[Draft]) -> None:
        """Hand the paragraphs of a container to `own`, and append what else stands in it to `after`."""
        carried: list[tuple[str, int]] = []  # paragraphs whose end mark was deleted
        for block in _blocks(container):
            if block.tag == W + "tbl":
                self._table(block, after)
            elif block.tag == W + "altChunk":
                self.unread["import"] += 1
            else:
                self._paragraph(block, own, after, carried)
        if carried:
            own(ParagraphHere(content=Strand.joined(carried, ""), level=None, number=""))

    def _paragraph(
        self,
        paragraph: etree._Element,
        own: Callable[[ParagraphHere], None],
        after: list[Draft],
        carried: list[tuple[str, int]],
    ) -> None:
        self._order += 1
        order = self._order
        properties = child(paragraph, "pPr")
        style = self._styles.paragraph_style(properties)
        inline = read_inline(paragraph, self._styles, style, self.unread)
        mark = child(properties, "rPr")
        text = inline.text
        has_text = bool(text.strip())
        if child(mark, "del") is not None:
            if has_text:
                carried.append((text, order))
        else:
            hidden = not has_text and flag(mark, "vanish")
            number = "" if hidden else self._number(properties, style)
            if has_text or carried:
                content = Strand.joined([*carried, (text, order)], "")
                carried.clear()
                own(ParagraphHere(content=content, level=self._styles.heading_level(properties), number=number))
            elif number:
                own(ParagraphHere(content=Strand(text="", lines=((0, order),)), level=None, number=number))
        for box in inline.boxes:
            self._walk(box, after.append, after)
        after.extend(ChartHere(relation=relation, line=order) for relation in inline.charts)

    def _number(self, properties: etree._Element | None, style: str) -> str:
        direct = child(properties, "numPr")
        list_id, level = value(direct, "numId"), integer(direct, "ilvl")
        if list_id is None:
            inherited = self._styles.numbering(style)
            if inherited is None:
                return ""
            list_id, owner = inherited
            if level is None:
                level = self._styles.style_list_level(style)
            if level is None:
                level = self._numbering.level_of_style(list_id, style)
            if level is None:
                level = self._numbering.level_of_style(list_id, owner)
        return self._numbering.next(list_id, level or 0)

    def _table(self, table: etree._Element, out: list[Draft]) -> None:
        """Append a table, then the tables, boxes and charts inside it."""
        grid = Grid()
        inside: list[Draft] = []
        for row in _descend(table, W + "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            grid.begin_row(integer(properties, "gridBefore") or 0)
            for cell in _descend(row, W + "tc"):
                paragraphs: list[ParagraphHere] = []
                first = self._order + 1
                self._walk(cell, paragraphs.append, inside)
                grid.add(cell, _cell_content(paragraphs, first))
        content = grid.finish()
        if content is not None:
            out.append(content)
        out.extend(inside)


def _cell_content(paragraphs: list[ParagraphHere], first: int) -> Strand:
    """Join the paragraphs of a cell, with their automatic numbers; `first` is the order of an empty cell."""
    if len(paragraphs) == 1 and not paragraphs[0].number:
        return paragraphs[0].content
    parts = []
    for paragraph in paragraphs:
        shift = len(paragraph.number)
        lines = [(offset + shift if offset else 0, line) for offset, line in paragraph.content.lines]
        parts.append(Strand(text=paragraph.number + paragraph.content.text, lines=tuple(lines)))
    if not parts:
        return Strand(text="", lines=((0, first),))
    text = "\n".join(part.text for part in parts)
    pairs, offset = [], 0
    for part in parts:
        pairs += [(offset + start, line) for start, line in part.lines]
        offset += len(part.text) + 1
    return Strand(text=text, lines=tuple(pairs))


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, those inside content controls and the like included."""
    for element in container.iterchildren("*"):
        if element.tag in (W + "p", W + "tbl", W + "altChunk"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _blocks(element)
        elif element.tag == MC + "AlternateContent":
            for branch in alternative(element):
                if branch.tag in (W + "p", W + "tbl"):
                    yield branch
                elif branch.tag in _WRAPPERS:
                    yield from _blocks(branch)


def _descend(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those inside content controls included."""
    for element in parent.iterchildren("*"):
        if element.tag == name:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _descend(element, name)
