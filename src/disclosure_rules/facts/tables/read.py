"""All tables of a source: joined over pages, with their titles and units, read to facts and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from disclosure_rules.facts.cells import CellContext, cell_passage
from disclosure_rules.facts.document import Passage, TableRead, Unread
from disclosure_rules.facts.fact import Fact, Relation
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.normalise import NormaliseData
from disclosure_rules.facts.outline import Outline
from disclosure_rules.facts.tables.changes import changes_of
from disclosure_rules.facts.tables.figures import TableFacts, list_of, read_list, tell_apart
from disclosure_rules.facts.tables.grid import Grid, continued, grid_of
from disclosure_rules.facts.tables.layout import header_rows, layout_of
from disclosure_rules.facts.tables.lines import Line, lines_of
from disclosure_rules.facts.tables.meaning import Meaning
from disclosure_rules.facts.tables.structure import (
    below_codes,
    by_class_name,
    by_code,
    by_label,
    by_member,
    over_all_lists,
)
from disclosure_rules.facts.tables.sums import sums_of
from disclosure_rules.facts.tables.titles import title_among
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.facts.tree import Trees
from disclosure_rules.sources.block import Paragraph, Source, Table

__all__ = ["TablesRead", "read_tables"]

_ABOVE = 6  # paragraphs above a table among which its title and unit line stand


@dataclass(slots=True)
class TablesRead:
    """What all tables gave. `blocks` are the blocks that were read as tables; other tables may be forms."""

    passages: list[Passage] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)

    def carried(self, vocabulary: Mapping[str, Any]) -> list[Decimal]:
        """The amounts that the tables print of money of another year, or of money kept back; some may be nil."""
        concepts = vocabulary.get("tables", {}).get("of_other_years", ())
        return [fact.quantity.value for fact in self.facts if fact.coordinates["concept"] in concepts]


@dataclass(slots=True)
class _Reader:
    source: Source
    outline: Outline
    lexicon: Lexicon
    meaning: Meaning
    marks: NormaliseData
    basis: str
    year: int | None
    trees: Trees
    read: TablesRead = field(default_factory=TablesRead)
    texts: dict[int, str] = field(default_factory=dict)  # normalised paragraphs by block

    def run(self) -> None:
        self.texts = {
            block: self.outline.passages[at].text.replace(" ", "")
            for block, at in enumerate(self.outline.passage_of)
            if at is not None
        }
        for grid in self._joined():
            self._table(grid)

    # ------------------------------------------------------------------ grids

    def _joined(self) -> Iterator[Grid]:
        """The grids of the source, continuations added to what they continue."""
        grid: Grid | None = None
        header, values = 0, set[int]()
        for block, content in enumerate(self.source.blocks):
            if isinstance(content, Paragraph):
                text = self.texts.get(block, "")
                if text and not self._is_between(text):
                    if grid is not None:
                        yield grid
                    grid = None
            elif isinstance(content, Table) and not self._is_form(content):
                for other in self._cut(self._grid(content, block)):
                    skip = continued(grid, other, header, values) if grid is not None else None
                    if grid is not None and skip is not None and not self._begins_anew(grid, other):
                        grid.append(other, skip)
                        continue
                    if grid is not None:
                        yield grid
                    grid, header = other, header_rows(other, self.meaning.words)
                    lanes = layout_of(other, self.meaning.words).lanes
                    values = {column for lane in lanes for column in lane.values}
        if grid is not None:
            yield grid

    def _cut(self, grid: Grid) -> Iterator[Grid]:
        """The tables of a block: a row that holds a title and nothing else, below figures, begins another one."""
        rows: list[int] = []
        seen_figures = False
        for number in range(len(grid.rows)):
            cells = list(grid.cells(number))
            seen_figures = seen_figures or any(cell.is_numeral for cell in cells)
            if seen_figures and self._is_new(grid, number):
                rows.append(number)
                seen_figures = False
        return grid.cut(rows)

    def _is_new(self, grid: Grid, row: int) -> bool:
        """Whether a row is the title of another table, or a header other than the one at the top."""
        words, texts = self.meaning.words, grid.texts(row)
        if len(texts) == 1:
            return bool(title_among(texts, words))
        return len(texts) > 1 and all(map(words.is_header, texts)) and texts not in map(grid.texts, range(row))

    def _is_between(self, text: str) -> bool:
        """Whether a paragraph may stand between two parts of one table: a unit line, 续表."""
        words = self.meaning.words
        return bool(words.unit_line.match(text)) or text.strip("（）()") in words.list("continued")

    def _begins_anew(self, grid: Grid, other: Grid) -> bool:
        """Whether a table says in its first rows that it is another one, though it has the same columns."""
        words = self.meaning.words
        own = title_among(layout_of(other, words).captions, words)
        return bool(own) and own.strip("（）") not in title_among(layout_of(grid, words).captions, words)

    def _is_form(self, table: Table) -> bool:
        words = {name: tuple(values) for name, values in self.lexicon.vocabulary.get("forms", {}).items()}
        texts = [cell.text.strip() for row in table.rows for cell in row]
        target = any(text.endswith(words.get("target", ("\0",))) for text in texts if text)
        result = any(text.startswith(words.get("result", ("\0",))) for text in texts if text)
        marks = tuple(
            f"{word}{colon}" for name in ("budget", "final") for word in words.get(name, ()) for colon in "：:"
        )
        return (target and result) or any(text.endswith(marks) for text in texts if text and marks)

    def _grid(self, table: Table, block: int) -> Grid:
        context = CellContext(
            lexicon=self.lexicon,
            labeller=self.meaning.labeller,
            marks=self.marks,
            first=len(self.outline.passages) + len(self.read.passages),
            report=self.outline.report_of[block],
            section=self.outline.section_of[block],
            year=self.year,
            default_basis=self.basis,
        )
        passages: list[Passage | None] = []
        number = 0
        for row in table.rows:
            for cell in row:
                if not cell.text.strip():
                    passages.append(None)
                    continue
                passages.append(cell_passage(cell.text, cell.place, context, number, strips=cell.strips))
                number += 1
        self.read.passages += [passage for passage in passages if passage is not None]
        self.read.blocks.add(block)
        return grid_of(table, passages, block)

    # ------------------------------------------------------------------ one table

    def _table(self, grid: Grid) -> None:
        words = self.meaning.words
        layout = layout_of(grid, words)
        above = [*reversed(self._above(grid.block)), *layout.captions]
        title = self.meaning.title(above)
        data = self.lexicon.vocabulary.get("tables", {})
        table = TableFacts(
            self.meaning, self.trees, title, self._unit(above), title.basis or self.basis,
            self.outline.report_of[grid.block], title.year or self.year, len(self.read.facts),
            "" if title.text else f"#{grid.block}",
        )  # fmt: skip
        lined = [lines_of(grid, layout, lane, words, data.get("codes", {})) for lane in layout.lanes]
        over_all_lists(lined, words)
        by_class_name(lined, data.get("class_names", {}))
        by_code([line for lines in lined for line in lines])
        for lines in lined:
            if any(line.code for line in lines):
                below_codes(lines)
            else:
                by_label(lines, words)
        lists = [list_of(layout, lane, lines, table) for lane, lines in zip(layout.lanes, lined, strict=True)]
        for found in lists:
            by_member(found.lines, self.trees)
            read_list(found, table)
        tell_apart(lists, table)
        self.read.facts += table.facts
        self.read.relations += sums_of(lists, words, data.get("classes", {}), self.trees)
        for found in lists:
            self.read.relations += changes_of(found)
        self.read.unread += [
            Unread(text=cell.text, place=cell.passage.locate(0, len(cell.passage.text)), passage=cell.passage.index)
            for cell in table.unread
        ]
        self.read.tables.append(self._told(grid, table, [line for found in lists for line in found.lines]))

    def _told(self, grid: Grid, table: TableFacts, lines: Sequence[Line]) -> TableRead:
        place = self.source.blocks[grid.block].place
        names = {line.code: line.label for line in lines if line.code}
        systems = {line.code: line.system for line in lines if line.code}
        return TableRead(
            title=table.title.text,
            place=replace(place, section=None),
            facts=tuple(fact.id for fact in table.facts),
            names={code: name for code, name in names.items() if name},
            systems=systems,
            broken=tuple(line.broken.passage.index for line in lines if line.broken is not None),
            notes=(*self._notes_inside(grid), *self._notes(grid.end)),
            figures=len(table.facts) + len(table.unread),
        )

    def _above(self, block: int) -> list[str]:
        """The paragraphs between a table and the one before it, the nearest first."""
        texts: list[str] = []
        for number in range(block - 1, max(-1, block - 1 - _ABOVE), -1):
            if isinstance(self.source.blocks[number], Table):
                break
            if text := self.texts.get(number, ""):
                texts.append(text)
        return texts

    def _notes_inside(self, grid: Grid) -> tuple[int, ...]:
        """The notes that stand in the last rows of a table itself."""
        found: list[int] = []
        for number in range(len(grid.rows) - 1, -1, -1):
            cells = list(grid.cells(number))
            if cells and not (len(cells) == 1 and cells[0].text.startswith(self.meaning.words.list("notes"))):
                break
            found[:0] = [cell.passage.index for cell in cells]
        return tuple(found)

    def _notes(self, block: int) -> tuple[int, ...]:
        """The passages right below a table that are notes to it."""
        found: list[int] = []
        for number in range(block + 1, min(block + 1 + _ABOVE, len(self.source.blocks))):
            text, passage = self.texts.get(number, ""), self.outline.passage_of[number]
            if isinstance(self.source.blocks[number], Table):
                break
            if not text or passage is None:
                continue
            if not text.startswith(self.meaning.words.list("notes")):
                break
            found.append(passage)
        return tuple(found)

    def _unit(self, above: Sequence[str]) -> str:
        for text in reversed(above):
            if found := self.meaning.words.unit_line.search(text):
                return found["symbol"]
        return ""


def read_tables(
    source: Source, outline: Outline, lexicon: Lexicon, labeller: Labeller, *,
    basis: str, year: int | None,
) -> TablesRead:  # fmt: skip
    """Read every table of a source that is no form; passages are numbered on from the outline's, facts from 0."""
    data = lexicon.vocabulary.get("tables", {})
    if not data or not any(isinstance(block, Table) for block in source.blocks):
        return TablesRead()
    marks = NormaliseData.of(lexicon.vocabulary.get("normalise", {}))
    meaning = Meaning(lexicon, labeller, TableWords(data), year)
    reader = _Reader(source, outline, lexicon, meaning, marks, basis, year, Trees(lexicon.dimensions))
    reader.run()
    return reader.read
