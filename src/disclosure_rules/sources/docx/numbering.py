"""The automatic numbers that Word draws before headings and list items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from disclosure_rules.sources.docx.names import W, flag, integer, value
from disclosure_rules.sources.docx.numerals import write_counter

__all__ = ["Numbering"]

_LEVELS = 9
_SLOT = re.compile(r"%([1-9])")
_LONGEST = 64  # characters of a number; longer templates are no numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    template: str = ""
    restart: int | None = None  # restarts after a level above this one (1-based); 0 never; None any level above
    legal: bool = False  # every counter in it is written in digits


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of the document: its levels, the counters it shares, and the levels it starts anew."""

    abstract: str
    levels: tuple[_Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has counted. Ask once for every numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, style_lists: Mapping[str, str] | None = None) -> None:
        """`root` is that of the numbering part; `style_lists` maps a numbering style to the id of its list."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._style_levels: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root, style_lists or {})

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level (0-based) that a list reserves for a paragraph style."""
        return self._style_levels.get((list_id, style), 0)

    def next(self, list_id: str, level: int) -> str:
        """Count the next item of a list at a level (0-based) and return its number, empty for a bullet."""
        entry = self._lists.get(list_id)
        if entry is None or not 0 <= level < _LEVELS:
            return ""
        counters = self._counters.setdefault(entry.abstract, [None] * _LEVELS)
        levels = list(entry.levels)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden in entry.starts:
                counters[overridden] = None
        for index, start in entry.starts.items():
            levels[index] = replace(levels[index], start=start)
        for index in range(level):
            if counters[index] is None:
                counters[index] = levels[index].start
        current = counters[level]
        counters[level] = levels[level].start if current is None else current + 1
        for index in range(level + 1, _LEVELS):
            restart = levels[index].restart
            if level < (index if restart is None else restart):
                counters[index] = None
        return _drawn(levels, counters, level)

    def _read(self, root: etree._Element, style_lists: Mapping[str, str]) -> None:
        abstracts = {entry.get(W + "abstractNumId", ""): entry for entry in root.iterchildren(W + "abstractNum")}
        numbers = {entry.get(W + "numId", ""): entry for entry in root.iterchildren(W + "num")}
        for list_id, number in numbers.items():
            abstract_id = value(number, "abstractNumId") or ""
            abstract = abstracts.get(abstract_id)
            linked = value(abstract, "numStyleLink")
            if linked is not None and linked in style_lists:
                target = numbers.get(style_lists[linked])
                abstract_id = (value(target, "abstractNumId") or abstract_id) if target is not None else abstract_id
                abstract = abstracts.get(abstract_id)
            levels = [_Level()] * _LEVELS
            starts: dict[int, int] = {}
            self._read_levels(abstract, list_id, levels)
            for override in number.iterchildren(W + "lvlOverride"):
                self._read_levels(override, list_id, levels)
                start = integer(override, "startOverride")
                index = _index(override)
                if start is not None and index is not None:
                    starts[index] = start
            self._lists[list_id] = _List(abstract=abstract_id, levels=tuple(levels), starts=starts)

    def _read_levels(self, parent: etree._Element | None, list_id: str, levels: list[_Level]) -> None:
        for element in () if parent is None else parent.iterchildren(W + "lvl"):
            index = _index(element)
            if index is None:
                continue
            start = integer(element, "start")
            levels[index] = _Level(
                start=0 if start is None else start,
                style=value(element, "numFmt") or "decimal",
                template=(value(element, "lvlText") or "")[:_LONGEST],
                restart=integer(element, "lvlRestart"),
                legal=bool(flag(element, "isLgl")),
            )
            style = value(element, "pStyle")
            if style is not None:
                self._style_levels[list_id, style] = index


def _index(element: etree._Element) -> int | None:
    text = element.get(W + "ilvl", "")
    return int(text) if len(text) == 1 and "0" <= text <= "8" else None


def _drawn(levels: list[_Level], counters: list[int | None], level: int) -> str:
    own = levels[level]
    if own.style == "bullet":
        return ""

    def counter(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        count = counters[index]
        if count is None:
            return ""
        return write_counter(count, "decimal" if own.legal else levels[index].style)

    return _SLOT.sub(counter, own.template).strip()
