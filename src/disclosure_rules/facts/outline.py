"""The outline of a source: its passages, its headings, and the reports it holds.

Number continuity decides first, style second: word processors draw `4、` where the author wrote `四、`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure_rules.facts.contents import Entry, Line, contents
from disclosure_rules.facts.document import Passage, Section
from disclosure_rules.facts.headings import Headings
from disclosure_rules.facts.marks import Mark, mark_styles, read_mark
from disclosure_rules.facts.normalise import NormaliseData, normalise
from disclosure_rules.sources.block import Chart, Paragraph, Source, Table

__all__ = ["Outline", "outline"]

_LONGEST = 10_000  # characters of a passage; nobody writes longer ones, and to read them would take very long
_ITEM_LEVEL = 3  # marks of this level and below may number running text as well as headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Passages and sections in reading order.

    `reports` are the titles of the reports in the file; report 0 is the main one. `section_of`, `report_of` and
    `passage_of` say it for every block of the source, tables and charts included.
    """

    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]
    reports: tuple[str, ...]
    section_of: tuple[int | None, ...]
    report_of: tuple[int, ...]
    passage_of: tuple[int | None, ...]


@dataclass(slots=True)
class _Progress:
    """What is open while the blocks are walked through."""

    passages: list[Passage] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    open: list[Section] = field(default_factory=list)
    reports: list[str] = field(default_factory=lambda: [""])
    report: int = 0
    is_form: bool = False
    last: dict[int, int] = field(default_factory=dict)  # level -> last ordinal of the list open there
    items: set[int] = field(default_factory=set)  # levels whose list began with running text, not headings
    terms: Section | None = None

    @property
    def section(self) -> int | None:
        return self.open[-1].index if self.open else None

    def begin_report(self, title: str, *, is_form: bool) -> None:
        self.reports.append(title)
        self.report = len(self.reports) - 1
        self.is_form = is_form
        self._leave()

    def end_report(self) -> None:
        self.report = 0
        self.is_form = False
        self._leave()

    def _leave(self) -> None:
        self.open.clear()
        self.terms = None
        self.last = {level: number for level, number in self.last.items() if level == 1}

    def descend(self, level: int, number: int | None) -> None:
        """Close everything at or below a level and note the number that stands there now."""
        self.last = {at: value for at, value in self.last.items() if at < level or (at == level and number is None)}
        self.items = {at for at in self.items if at in self.last}
        if number is not None:
            self.last[level] = number
        while self.open and self.open[-1].level >= level:
            self.open.pop()


def outline(source: Source, vocabulary: Mapping[str, Any]) -> Outline:
    """Read the outline of a source; `vocabulary` holds the data of outline.yaml and normalise.yaml by file stem."""
    data = vocabulary.get("outline", {})
    lines, offsets = _lines(source, data, NormaliseData.of(vocabulary.get("normalise", {})))
    listed, entries = contents(lines, data)
    headings = Headings(lines, listed, entries, data, tables=_tables(source))
    by_block = {line.block: index for index, line in enumerate(lines)}
    progress = _Progress()
    section_of: list[int | None] = []
    report_of: list[int] = []
    passage_of: list[int | None] = []
    for block, content in enumerate(source.blocks):
        at = by_block.get(block)
        if at is not None and isinstance(content, Paragraph):
            _walk(progress, headings, at, content, offsets[at])
        elif isinstance(content, Chart) and progress.is_form:
            progress.end_report()
        section_of.append(progress.section)
        report_of.append(progress.report)
        passage_of.append(at)
    return Outline(
        passages=tuple(progress.passages),
        sections=tuple(progress.sections),
        reports=tuple(progress.reports),
        section_of=tuple(section_of),
        report_of=tuple(report_of),
        passage_of=tuple(passage_of),
    )


def _tables(source: Source) -> frozenset[int]:
    return frozenset(block for block, content in enumerate(source.blocks) if isinstance(content, Table))


def _lines(source: Source, data: Mapping[str, Any], marks: NormaliseData) -> tuple[list[Line], list[tuple[int, ...]]]:
    styles = mark_styles(data)
    lines: list[Line] = []
    offsets: list[tuple[int, ...]] = []
    for block, content in enumerate(source.blocks):
        if not isinstance(content, Paragraph):
            continue
        text, places = normalise(content.text, marks)
        if not text:
            continue
        mark = read_mark(text, styles)
        drawn = mark is None and bool(content.number)
        if drawn:
            mark = read_mark(normalise(content.number, marks)[0], styles)
        lines.append(Line(block=block, raw=content.text, text=text, mark=mark, drawn=drawn, level=content.level))
        offsets.append(places)
    return lines, offsets


def _walk(progress: _Progress, headings: Headings, at: int, paragraph: Paragraph, offsets: tuple[int, ...]) -> None:
    """Add the passage of one line, after what it opens or closes."""
    line = headings.lines[at]
    role = "body"
    if len(line.text) > _LONGEST:
        role = "overlong"
    elif at in headings.listed:
        role = "contents"
        if progress.is_form or progress.terms:
            progress.end_report()
    elif headings.is_caption(line):
        role = "caption"
        if progress.is_form:
            progress.end_report()
    elif title := headings.report_title(at):
        role = "heading"
        if headings.is_form(at):
            progress.begin_report(title, is_form=True)
        elif progress.sections:
            progress.begin_report(title, is_form=False)
            _take_entity_line(progress, headings, at)
        else:
            progress.reports[0] = progress.reports[0] or title
    elif line.mark is not None:
        role = _marked(progress, headings, at, line.mark)
    elif entry := headings.announced(at):
        _announced(progress, headings, entry)
        role = "heading"
    elif (level := headings.declared_level(line)) is not None:
        progress.descend(level, None)
        _add_section(progress, level=level, title=line.text, mark=None, passage=len(progress.passages))
        role = "heading"
    if role == "body" and progress.terms is not None:
        role = "terms"
    path = progress.open[-1].path if progress.open else None
    progress.passages.append(
        Passage(
            index=len(progress.passages),
            raw=line.raw,
            text=line.text,
            offsets=offsets,
            place=replace(paragraph.place, section=path),
            role=role,
            section=progress.section,
            report=progress.report,
            number=line.mark.written if line.mark else "",
            strips=paragraph.strips,
        )
    )


def _take_entity_line(progress: _Progress, headings: Headings, at: int) -> None:
    """The name above a report's title belongs to that report."""
    if headings.entity_line(at) is not None:
        above = progress.passages[-1]
        progress.passages[-1] = replace(
            above, report=progress.report, section=None, role="heading", place=replace(above.place, section=None)
        )


def _marked(progress: _Progress, headings: Headings, at: int, mark: Mark) -> str:
    line = headings.lines[at]
    title, inline = headings.title(line)
    level = headings.level(mark, progress.last, is_heading=bool(title) and not inline)
    if progress.terms is not None and level > progress.terms.level:
        title = title if inline else ""  # a term, not a heading of the outline
    if level >= _ITEM_LEVEL and level in progress.items and progress.last.get(level) == mark.ordinal - 1:
        title = ""  # a short item among items of running text
    if not title:
        progress.descend(level, mark.ordinal)
        progress.items.add(level)
        return "body"
    if level == 1 or (progress.is_form and level == 2):
        progress.end_report()
    progress.descend(level, mark.ordinal)
    if progress.terms is not None and level <= progress.terms.level:
        progress.terms = None
    section = _add_section(progress, level=level, title=title, mark=mark, passage=len(progress.passages))
    if headings.opens_terms(title):
        progress.terms = section
    return "body" if inline else "heading"


def _announced(progress: _Progress, headings: Headings, entry: Entry) -> None:
    """Open the section of an unnumbered heading that the table of contents announces."""
    level = entry.mark.style.level if entry.mark else 2
    if level == 1:
        progress.end_report()
    progress.descend(level, entry.mark.ordinal if entry.mark else None)
    progress.terms = None
    section = _add_section(progress, level=level, title=entry.title, mark=None, passage=len(progress.passages))
    if headings.opens_terms(entry.title):
        progress.terms = section


def _add_section(progress: _Progress, *, level: int, title: str, mark: Mark | None, passage: int) -> Section:
    parent = progress.open[-1] if progress.open else None
    number = mark.written if mark else ""
    own = number.rstrip("、.")
    section = Section(
        index=len(progress.sections),
        level=level,
        title=title,
        number=number,
        ordinal=mark.ordinal if mark else None,
        style=mark.style.name if mark else "",
        passage=passage,
        parent=parent.index if parent else None,
        report=progress.report,
        path=parent.path + own if parent and parent.level > 1 else own,
    )
    progress.sections.append(section)
    progress.open.append(section)
    return section
