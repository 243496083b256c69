"""The facts of one disclosure with its outline: what the rules see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure_rules.facts.fact import Fact, Relation
from disclosure_rules.facts.index import FactIndex
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Problem, Strip, narrowed

__all__ = ["Document", "NameList", "Other", "Passage", "PeriodMention", "Section", "TableRead", "Unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph or a cell, as written (`raw`) and normalised (`text`).

    `offsets[i]` is where normalised character i stands in `raw`; `role` is `body`, `heading`, `caption`, `contents`
    (a table of contents entry), `terms` (definitions of terms), `overlong` (nobody writes such a paragraph: it is left
    unread), `cell` or `chart`. `number` is the mark of a heading or list item, whether the text holds it or the format
    draws it. `strips` say where the characters of `raw` stand on pages.
    """

    index: int
    raw: str
    text: str
    offsets: tuple[int, ...]
    place: Place
    role: str = "body"
    section: int | None = None
    report: int = 0
    number: str = ""
    strips: tuple[Strip, ...] = ()

    def locate(self, start: int, end: int, margin: int = 24) -> Place:
        """Return the place of normalised characters `start` to `end`, with an excerpt of the original around them."""
        first = self.offsets[start] if start < len(self.offsets) else len(self.raw)
        last = self.offsets[end - 1] + 1 if end > start and end - 1 < len(self.offsets) else first
        excerpt = self.raw[max(0, first - margin) : last + margin].strip()
        return narrowed(self.place, self.strips, first, last, excerpt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading. `ordinal` is its number, `style` how it is written (`part`, `一、`, `（一）`, `1.`, `（1）`)."""

    index: int
    level: int
    title: str
    number: str
    ordinal: int | None
    style: str
    passage: int
    parent: int | None
    report: int
    path: str  # 二（二）


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """Names listed in a row, with the number of them the text states, if it does.

    `stated` is the fact that gives the number, `count` the number as read in place; `open` is true where the list ends
    in 等 without closing.
    """

    names: tuple[str, ...]
    head: str  # what they are: 股室, 乡镇
    stated: Fact | None
    open: bool
    place: Place
    passage: int
    report: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMention:
    """A year in the text. `role`: `as_of` (截至…年底), `report` (subject of a statement), `title`, `comparison`,
    `plan`, `reason`, `other`."""

    year: int
    role: str
    place: Place
    passage: int
    report: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A number that is a figure but could not be attributed."""

    text: str
    place: Place
    passage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """A table as read. `facts` are the ids of its figures that were attributed, `figures` the number of all of them;
    `names` the names that its lines give to codes, `systems` what the codes are of; `broken` the passages of code cells
    that lost a digit, `notes` those of the notes below it."""

    title: str
    place: Place
    facts: tuple[int, ...] = ()
    figures: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    systems: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A document that another is held against. `name` is what the places of its figures call it."""

    name: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One disclosure as read. `period` is the year reported, `kind` such as `final-accounts` or `budget`.

    `relation` says how the `others` stand to it where they are held against one another (see `beside`).
    """

    name: str
    format: str
    sha256: str
    entity: str = ""
    period: int | None = None
    kind: str = ""
    region: str = ""
    language: str = "zh"
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    names: tuple[NameList, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    unread: tuple[Unread, ...] = ()
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[TableRead, ...] = ()
    reports: tuple[str, ...] = ()  # titles of the reports in the file; report 0 is the main one
    report_periods: Mapping[int, int] | None = None
    problems: tuple[Problem, ...] = ()
    relation: str = ""
    others: tuple[Other, ...] = ()
    _index: FactIndex | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def index(self) -> FactIndex:
        """The facts by their coordinates; made when first asked for."""
        if self._index is None:
            object.__setattr__(self, "_index", FactIndex(self.facts))
        assert self._index is not None
        return self._index
