"""Lines that list what a file holds: tables of contents and lists of annexed tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure_rules.facts.marks import Mark

__all__ = ["Entry", "Line", "contents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph that is not blank: its block, its normalised text and its mark."""

    block: int
    raw: str
    text: str
    mark: Mark | None
    drawn: bool = False  # the mark is not in the text
    level: int | None = None  # heading level the format declares

    @property
    def title(self) -> str:
        """The text after the mark."""
        return self.text if self.mark is None or self.drawn else self.text[self.mark.length :].lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading announced in a table of contents."""

    title: str
    mark: Mark | None


def contents(lines: Sequence[Line], data: Mapping[str, Any]) -> tuple[frozenset[int], tuple[Entry, ...]]:
    """Return the indices of lines that belong to a table of contents or a list of tables, and the former's entries."""
    rules = data.get("contents", {})
    if not rules:
        return frozenset(), ()
    found: set[int] = set()
    entries: list[Entry] = []
    for index, line in enumerate(lines):
        if line.text in rules["titles"] and index not in found:
            members = _entries(lines, index, rules)
            found.update((index, *members))
            entries += [Entry(title=_key(lines[at], rules["leaders"])[1], mark=lines[at].mark) for at in members]
    return frozenset(found | _table_lists(lines, rules)), tuple(entries)


def _entries(lines: Sequence[Line], heading: int, rules: Mapping[str, Any]) -> list[int]:
    members: list[int] = []
    first: tuple[int | None, str] | None = None
    for index in range(heading + 1, len(lines)):
        line = lines[index]
        key = _key(line, rules["leaders"])
        has_leader = not line.text.endswith(key[1]) or (line.drawn and line.text != key[1])
        if len(key[1]) > rules["longest"] or line.text.endswith("。") or key == first:
            break
        if line.mark is None and not has_leader:
            break
        first = first or key
        members.append(index)
    return members


def _key(line: Line, leaders: str) -> tuple[int | None, str]:
    title = line.title.rstrip(leaders + " ")
    return (line.mark.ordinal if line.mark else None), title or line.title


def _table_lists(lines: Sequence[Line], rules: Mapping[str, Any]) -> set[int]:
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, None]):
        is_title = line is not None and line.mark is not None and line.title.endswith(rules["table"])
        # Blank paragraphs may stand between entries; a table (another block) may not.
        if is_title and line is not None and (not run or line.block - lines[run[-1]].block <= 2):
            run.append(index)
            continue
        if len(run) >= rules["fewest_tables"]:
            found.update(run)
        run = [index] if is_title else []
    return found
