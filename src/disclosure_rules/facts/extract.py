"""Blocks become one document: outline, statements, lists, facts and the relations the text states."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from disclosure_rules.facts.build import build_facts
from disclosure_rules.facts.carried import tell_carried
from disclosure_rules.facts.cells import CellContext
from disclosure_rules.facts.charts import read_chart
from disclosure_rules.facts.clauses import read_passage
from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.document import Document, Passage, Unread
from disclosure_rules.facts.forms import read_form
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.lists import adopt_basis, join_paragraph_lists, leading
from disclosure_rules.facts.names import name_lists
from disclosure_rules.facts.normalise import NormaliseData
from disclosure_rules.facts.outline import Outline, outline
from disclosure_rules.facts.periods import period_mentions
from disclosure_rules.facts.profile import Profile, profile, speaks_of
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.relations import stated_relations
from disclosure_rules.facts.splits import sides_of
from disclosure_rules.facts.state import Setting
from disclosure_rules.facts.statement import Frame, Label, Statement
from disclosure_rules.facts.tables import TablesRead, read_tables
from disclosure_rules.facts.tables.linking import Linker
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise
from disclosure_rules.facts.tree import Trees
from disclosure_rules.facts.unsaid import tree_lists
from disclosure_rules.sources.block import Chart, Problem, Source, Table

__all__ = ["extract"]

_UNREAD_ROLES = ("contents", "terms", "caption")
_NUMERAL = re.compile(r"\d[\d,.]*")


def extract(source: Source, vocabulary: Mapping[str, Any]) -> Document:
    """Read every figure of a source by one vocabulary (the merged data of a rulebook's packs)."""
    found = outline(source, vocabulary)
    about = profile(found, vocabulary)
    extraction = _Extraction(source, found, about, vocabulary)
    extraction.read_tables()
    extraction.read_passages()
    extraction.read_blocks()
    return extraction.document()


@dataclass(slots=True)
class _Extraction:
    """One source on its way to a document."""

    source: Source
    outline: Outline
    profile: Profile
    vocabulary: Mapping[str, Any]
    lexicon: Lexicon = field(init=False)
    labeller: Labeller = field(init=False)
    trees: Trees = field(init=False)
    closed_year: bool = False
    passages: list[Passage] = field(init=False)
    readings: dict[int, Reading] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)
    topics: dict[int, Label | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    tables: TablesRead = field(default_factory=TablesRead)

    def __post_init__(self) -> None:
        self.lexicon = Lexicon(self.vocabulary)
        self.labeller = Labeller(self.lexicon, self.profile.entity)
        self.trees = Trees(self.lexicon.dimensions)
        self.passages = list(self.outline.passages)

    # ------------------------------------------------------------------ tables

    def read_tables(self) -> None:
        self.tables = self._tables()
        carried = self.tables.carried(self.vocabulary)
        spoken = speaks_of(self.outline, self.lexicon.grammar.carried)
        if not any(carried) and (carried or not spoken):
            self.labeller.without = tuple(self.lexicon.dimensions.get("unless_carried", ()))
            if any(axis in fact.coordinates for fact in self.tables.facts for axis in self.labeller.without):
                self.tables = self._tables()
        self.passages += self.tables.passages
        # A budget that speaks of nothing carried over, and prints none: its revenue is all its income.
        self.closed_year = self.profile.kind == "budget" and not (spoken or any(carried))

    def _tables(self) -> TablesRead:
        return read_tables(
            self.source,
            self.outline,
            self.lexicon,
            self.labeller,
            basis=self.profile.default_basis,
            year=self.profile.period,
        )

    # ------------------------------------------------------------------ prose

    def read_passages(self) -> None:
        lead: Statement | None = None
        scope = span = ""
        for passage in self.outline.passages:
            if passage.role == "heading":
                lead, scope, span = None, "", self._heading_span(passage.section)
            if passage.role in _UNREAD_ROLES or passage.role == "heading":
                continue
            reading = self._read(passage, lead, span)
            span = span if reading.span is None else reading.span
            if reading.statements or reading.unread:
                self.readings[passage.index] = reading
            scope = reading.scope or scope
            for statement in reading.statements:
                statement.scope = scope
            first = leading(reading)
            if first is not None and not self._belongs_to(first, lead):
                lead = first
        self.frames += [frame for reading in self.readings.values() for frame in reading.frames if frame.items]
        self.frames += join_paragraph_lists(self.outline.passages, self.readings, self.lexicon.grammar.summary)
        for frame in self.frames:
            adopt_basis(frame)
        unsaid = tree_lists(self.outline.passages, self.readings, self.frames, self.trees)
        for frame in unsaid:
            adopt_basis(frame)
        self.frames += unsaid
        for frame in self.frames:
            tell_carried(frame, self.vocabulary.get("tables", {}).get("of_other_years", ()), self.labeller)

    @staticmethod
    def _belongs_to(first: Statement, lead: Statement | None) -> bool:
        """Whether a passage's first statement is a part of the lead, which then goes on leading."""
        return lead is not None and first.frame is not None and first.frame.parent is lead

    def _read(self, passage: Passage, lead: Statement | None, span: str) -> Reading:
        if passage.role == "overlong":
            return self._left(passage)
        near = lead if lead is not None and lead.report == passage.report else None
        return read_passage(
            Setting(
                lexicon=self.lexicon,
                labeller=self.labeller,
                passage=passage,
                year=self.profile.year_of(passage.report),
                default_basis=self.profile.default_basis,
                closed_year=self.closed_year,
                span=span,
                topic=self._topic(passage.section),
                lead=near,
                leads=self._leads(passage),
                elsewhere=self._elsewhere(passage),
            )
        )

    def _left(self, passage: Passage) -> Reading:
        """A passage nobody would write: all its numbers stay unread, and it is said so."""
        reading = Reading()
        for number in _NUMERAL.finditer(passage.text):
            reading.leave(Token(TokenKind.NUMBER, number[0], number.start(), number.end()))
        size = len(passage.text)
        message = {
            "zh": f"一段文字长达{size}字，其中的{reading.figures}个数字没有解读；请分段。",
            "en": f"a paragraph of {size} characters: its {reading.figures} numbers were not read; split it.",
        }
        self.problems.append(Problem(severity="warning", message=message, place=passage.place))
        return reading

    def _leads(self, passage: Passage) -> list[Statement]:
        """Statements with figures of the last passages before this one in its report."""
        recent = list(self.readings.values())[-3:]
        return [
            s for reading in recent for s in reading.statements if s.report == passage.report and s.level() is not None
        ]

    def _elsewhere(self, passage: Passage) -> Callable[[Label], Statement | None]:
        """Finds the latest statement with a figure about a label, in the report's passages before this one."""

        def find(label: Label) -> Statement | None:
            for index in reversed(self.readings):
                for statement in reversed(self.readings[index].statements):
                    if (
                        statement.report == passage.report
                        and statement.coordinates == label.coordinates
                        and statement.level()
                    ):
                        return statement
            return None

        return find

    def _heading_span(self, section: int | None) -> str:
        """The part of the year that the nearest heading names which names one: 1-7月预算执行情况."""
        while section is not None:
            found = self.outline.sections[section]
            for token in tokenise(found.title, self.lexicon):
                if "span" in token.data:
                    return token.data["span"]
            section = found.parent
        return ""

    def _topic(self, section: int | None) -> Label | None:
        """What the nearest heading that names a figure's subject is about."""
        while section is not None:
            if section not in self.topics:
                title = self.outline.sections[section].title
                label = self.labeller.topic(title, tokenise(title, self.lexicon))
                self.topics[section] = label if label is not None and label.known else None
            if (topic := self.topics[section]) is not None:
                return topic
            section = self.outline.sections[section].parent
        return None

    # ------------------------------------------------------------------ forms and charts

    def read_blocks(self) -> None:
        marks = NormaliseData.of(self.vocabulary.get("normalise", {}))
        for number, block in enumerate(self.source.blocks):
            if isinstance(block, Table | Chart) and number not in self.tables.blocks:
                context = CellContext(
                    lexicon=self.lexicon, labeller=self.labeller, marks=marks, first=len(self.passages),
                    report=self.outline.report_of[number], section=self.outline.section_of[number],
                    year=self.profile.year_of(self.outline.report_of[number]), default_basis=self.profile.default_basis,
                )  # fmt: skip
                reading, passages = (
                    read_form(block, context) if isinstance(block, Table) else read_chart(block, context)
                )
                self.passages += passages
                if passages:
                    self.readings[passages[0].index] = reading
                self.frames += reading.frames

    # ------------------------------------------------------------------ the document

    def document(self) -> Document:
        statements = [s for index in sorted(self.readings) for s in self.readings[index].statements]
        discourse = Discourse(statements, self.passages)
        frames = [part for frame in self.frames for part in sides_of(frame, discourse, self.lexicon.grammar)]
        year = self.profile.period
        own = self.tables.facts
        settle = Linker.of(self.tables.tables, own).settle if own else None
        facts = (
            *own,
            *build_facts(statements, self.passages, self.trees, year=year, first=len(own), settle=settle),
        )
        return Document(
            name=self.source.name,
            format=self.source.format,
            sha256=self.source.sha256,
            entity=self.profile.entity,
            period=year,
            kind=self.profile.kind,
            region=self.profile.region,
            language=self.profile.language,
            facts=facts,
            relations=(
                *self.tables.relations,
                *stated_relations(
                    statements,
                    frames,
                    facts,
                    self.passages,
                    discourse=discourse,
                    trees=self.trees,
                    lexicon=self.lexicon,
                ),
            ),
            names=name_lists(self.outline, self.vocabulary, facts),
            periods=period_mentions(self.outline, self.profile, self.vocabulary),
            unread=(*self._unread(), *self.tables.unread),
            passages=tuple(self.passages),
            sections=self.outline.sections,
            tables=tuple(self.tables.tables),
            reports=self.outline.reports,
            report_periods=self.profile.report_periods,
            problems=(*self.source.problems, *self.problems),
        )

    def _unread(self) -> Sequence[Unread]:
        return [
            Unread(text=token.text, place=self.passages[index].locate(token.start, token.end), passage=index)
            for index in sorted(self.readings)
            for token in self.readings[index].unread
        ]
