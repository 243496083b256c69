"""Paragraph and character styles: which are headings, which are numbered, which are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from disclosure_rules.sources.docx.names import W, child, flag, integer, value

__all__ = ["Styles"]

_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9  # the outline level of body text
_LONGEST_CHAIN = 16  # a style based on a style based on … ; Word allows 11


class Styles:
    """The styles of a document, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if root is None else root.iterchildren(W + "style"):
            identifier = style.get(W + "styleId", "")
            self._styles[identifier] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = identifier
        self._levels: dict[str, int | None] = {}
        self._hidden: dict[str, bool] = {}

    def numbering_styles(self) -> Mapping[str, str]:
        """Return the id of the list that each numbering style stands for."""
        pairs = ((identifier, self.numbering(identifier)) for identifier, style in self._styles.items())
        return MappingProxyType({identifier: found[0] for identifier, found in pairs if found})

    def paragraph_style(self, properties: etree._Element | None) -> str:
        """Return the style of a paragraph with these properties."""
        return value(properties, "pStyle") or self._default

    def heading_level(self, properties: etree._Element | None) -> int | None:
        """Return the heading level (1 is the highest) of a paragraph with these properties, or None for body text."""
        level = integer(properties, "outlineLvl")
        if level is not None:
            return _heading(level)
        style = self.paragraph_style(properties)
        if style not in self._levels:
            self._levels[style] = self._style_level(style)
        return self._levels[style]

    def numbering(self, style: str) -> tuple[str, str] | None:
        """Return the list id of a style and the style of its chain that names it, or None."""
        for identifier, element in self._chain(style):
            number = child(child(element, "pPr"), "numPr")
            list_id = value(number, "numId")
            if list_id is not None:
                return list_id, identifier
        return None

    def style_list_level(self, style: str) -> int | None:
        """Return the list level (0-based) that a style states itself, or None."""
        for _, element in self._chain(style):
            level = integer(child(child(element, "pPr"), "numPr"), "ilvl")
            if level is not None:
                return level
        return None

    def is_hidden(self, run_properties: etree._Element | None, paragraph_style: str) -> bool:
        """Tell whether a run with these properties in a paragraph of this style is hidden text."""
        direct = flag(run_properties, "vanish")
        if direct is not None:
            return direct
        run_style = value(run_properties, "rStyle")
        if run_style is not None and self._style_hides(run_style):
            return True
        return self._style_hides(paragraph_style)

    def _style_hides(self, style: str) -> bool:
        if style not in self._hidden:
            flags = (flag(child(element, "rPr"), "vanish") for _, element in self._chain(style))
            self._hidden[style] = next((found for found in flags if found is not None), False)
        return self._hidden[style]

    def _style_level(self, style: str) -> int | None:
        for _, element in self._chain(style):
            level = integer(child(element, "pPr"), "outlineLvl")
            if level is not None:
                return _heading(level)
            named = _HEADING.fullmatch((value(element, "name") or "").strip())
            if named:
                return int(named.group(1))
        return None

    def _chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield a style and what it is based on, nearest first."""
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(element, "basedOn") or ""


def _heading(outline_level: int) -> int | None:
    return outline_level + 1 if 0 <= outline_level < _BODY_LEVEL else None
