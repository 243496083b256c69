"""How much of each table and section was read and checked, and which figures nothing checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from disclosure_rules.facts import Document, Fact, Unread
from disclosure_rules.place import Place

__all__ = ["Coverage", "coverage_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One table, or the text of one section.

    `title` is that of the table or the heading; `section` the outline number of a section, None for a table. Of all
    its `figures`, `read` were attributed and `checked` took part in a check with an answer; `unchecked` are those that
    were read and did not.
    """

    title: str
    section: str | None
    place: Place
    figures: int
    read: int
    checked: int
    unchecked: tuple[Fact, ...] = ()


def coverage_of(document: Document, checked: Collection[int]) -> tuple[Coverage, ...]:
    """The tables that hold figures, in order, then the sections whose text does."""
    return (*_tables(document, checked), *_sections(document, checked))


def _tables(document: Document, checked: Collection[int]) -> Iterator[Coverage]:
    facts = {fact.id: fact for fact in document.facts}
    for table in document.tables:
        own = [facts[number] for number in table.facts if number in facts]
        if table.figures:
            yield _of(table.title, None, table.place, own, table.figures - len(own), checked)


def _sections(document: Document, checked: Collection[int]) -> Iterator[Coverage]:
    """Figures outside tables by the section they stand in; those before any heading are a part of their own."""
    in_tables = {number for table in document.tables for number in table.facts}
    groups: dict[tuple[int, int | None], list[Fact | Unread]] = {}
    items: list[Fact | Unread] = [*document.facts, *document.unread]
    for item in items:
        if item.place.document or (isinstance(item, Fact) and item.id in in_tables):
            continue
        passage = document.passages[item.passage] if item.passage < len(document.passages) else None
        if isinstance(item, Unread) and passage is not None and passage.role == "cell":
            continue  # counted with its table
        key = (passage.report, passage.section) if passage is not None else (0, None)
        groups.setdefault(key, []).append(item)
    for (report, section), group in sorted(groups.items(), key=lambda entry: min(one.passage for one in entry[1])):
        heading = document.sections[section] if section is not None else None
        titles = document.reports[report] if report < len(document.reports) else ""
        facts = [one for one in group if isinstance(one, Fact)]
        title, path = (heading.title, heading.path) if heading is not None else (titles, "")
        yield _of(title, path, group[0].place, facts, len(group) - len(facts), checked)


def _of(
    title: str, section: str | None, place: Place, facts: Sequence[Fact], unread: int, checked: Collection[int]
) -> Coverage:
    unchecked = tuple(fact for fact in facts if fact.id not in checked)
    return Coverage(
        title=title,
        section=section,
        place=place,
        figures=len(facts) + unread,
        read=len(facts),
        checked=len(facts) - len(unchecked),
        unchecked=unchecked,
    )
