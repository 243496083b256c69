"""The automatic numbers that Word draws before headings and list items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    paragraph_style: str = ""  # the style whose paragraphs stand at this level


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of the document: the definition whose counters it shares, its levels, and those it starts anew."""

    abstract: str
    levels: tuple[_Level, ...]
    restarted: tuple[int, ...] = ()


class Numbering:
    """The lists of a document and how far each has counted. Ask once for every numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, style_lists: Mapping[str, str] | None = None) -> None:
        """`root` is that of the numbering part; `style_lists` maps a numbering style to the id of its list."""
        self._style_lists = style_lists or {}
        self._abstracts = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        self._numbers = {} if root is None else _by_id(root, "num", "numId")
        self._levels: dict[str, tuple[_Level, ...]] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """Return the level (0-based) that a list reserves for a paragraph style, or None."""
        entry = self._list(list_id)
        levels = () if entry is None else entry.levels
        return next((index for index, level in enumerate(levels) if level.paragraph_style == style), None)

    def next(self, list_id: str, level: int) -> str:
        """Count the next item of a list at a level (0-based) and return its number, empty for a bullet."""
        entry = self._list(list_id)
        if entry is None or not 0 <= level < _LEVELS:
            return ""
        levels = entry.levels
        counters = self._counters.setdefault(entry.abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for index in entry.restarted:
                counters[index] = None
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

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        number = self._numbers.get(list_id)
        if number is None:
            return None
        abstract = value(number, "abstractNumId") or ""
        linked = value(self._abstracts.get(abstract), "numStyleLink")
        if linked is not None:
            target = self._numbers.get(self._style_lists.get(linked, ""))
            abstract = value(target, "abstractNumId") or abstract
        if abstract not in self._levels:
            self._levels[abstract] = tuple(_read_levels(self._abstracts.get(abstract), [_Level()] * _LEVELS))
        levels = list(self._levels[abstract])
        restarted = []
        for override in number.iterchildren(W + "lvlOverride"):
            levels = _read_levels(override, levels)
            start, index = integer(override, "startOverride"), _index(override)
            if start is not None and index is not None:
                restarted.append(index)
                levels[index] = replace(levels[index], start=start)
        return _List(abstract=abstract, levels=tuple(levels), restarted=tuple(restarted))


def _by_id(root: etree._Element, name: str, key: str) -> dict[str, etree._Element]:
    return {element.get(W + key, ""): element for element in root.iterchildren(W + name)}


def _read_levels(parent: etree._Element | None, levels: list[_Level]) -> list[_Level]:
    """Return the levels with those that `parent` defines in their place."""
    levels = list(levels)
    for element in () if parent is None else parent.iterchildren(W + "lvl"):
        index = _index(element)
        if index is not None:
            levels[index] = _Level(
                start=integer(element, "start") or 0,
                style=value(element, "numFmt") or "decimal",
                template=(value(element, "lvlText") or "")[:_LONGEST],
                restart=integer(element, "lvlRestart"),
                legal=bool(flag(element, "isLgl")),
                paragraph_style=value(element, "pStyle") or "",
            )
    return levels


def _index(element: etree._Element) -> int | None:
    text = element.get(W + "ilvl", "")
    return int(text) if len(text) == 1 and "0" <= text <= "8" else None


def _drawn(levels: Sequence[_Level], counters: list[int | None], level: int) -> str:
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
