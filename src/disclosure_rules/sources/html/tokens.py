"""The tokens of a web page, each with where it begins; the time is linear in the page, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

__all__ = ["Close", "Open", "Scanner", "Text", "Token"]

# Elements whose content is not markup. That of `title` and `textarea` is text, that of the others is not.
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "title", "textarea"))
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>=][^\s/>=]*+|=[^\s/>=]*+)(?:\s*+=\s*+(?:([\"'])|([^\s>]*+)))?")
_TAG_END = re.compile(r"[\s/]*+>")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters between tags. `raw` is as written, `escaped` tells whether it may hold entities."""

    start: int
    raw: str
    escaped: bool = True


@dataclass(frozen=True, slots=True)
class Open:
    """A start tag; the names are in lower case. `closed` tells that it ends with a slash."""

    start: int
    name: str
    attributes: dict[str, str]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    start: int
    name: str


Token = Text | Open | Close


@dataclass(slots=True)
class Scanner:
    """Cuts a page into tokens. `unended` holds where a comment or a script begins that never ends.

    `missing` remembers what does not occur any more in the rest of the page, so that nothing is searched for twice.
    """

    page: str
    unended: list[int] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens. What a browser would not show because it never ends is left out and noted in `unended`."""
        page, position, end = self.page, 0, len(self.page)
        begun = 0  # of the text not yet yielded
        while (mark := page.find("<", position)) >= 0:
            token, after = self._markup(mark)
            if after == mark:  # an angle bracket that is none
                position = mark + 1
                continue
            if begun < mark:
                yield Text(begun, page[begun:mark])
            begun = position = after
            if token is None:
                continue
            yield token
            if isinstance(token, Open) and token.name in _RAW and not token.closed:
                begun = position = self._raw_end(token.name, after)
                if after < begun:
                    yield Text(after, page[after:begun], token.name in ("title", "textarea"))
        if begun < end:
            yield Text(begun, page[begun:end])

    def _markup(self, mark: int) -> tuple[Token | None, int]:
        """Return the token that begins at an angle bracket and where it ends; `mark` itself where there is none."""
        page = self.page
        following = page[mark + 1 : mark + 2]
        if following == "!":
            return self._declaration(mark)
        if following == "?":
            return None, self._after(">", mark)
        closing = following == "/"
        name = _NAME.match(page, mark + 1 + closing)
        if name is None:
            return (None, self._after(">", mark)) if closing and mark + 2 < len(page) else (None, mark)
        attributes, after, closed = self._attributes(name.end())
        lowered = name.group().lower()
        return (Close(mark, lowered) if closing else Open(mark, lowered, attributes, closed)), after

    def _declaration(self, mark: int) -> tuple[Token | None, int]:
        page = self.page
        if page.startswith("<!--", mark):
            for empty in ("<!-->", "<!--->"):
                if page.startswith(empty, mark):
                    return None, mark + len(empty)
            return None, self._after("-->", mark)
        if page.startswith("<![CDATA[", mark):
            end = self._find("]]>", mark)
            if end >= 0:
                return Text(mark + 9, page[mark + 9 : end], False), end + 3
        return None, self._after(">", mark)

    def _attributes(self, position: int) -> tuple[dict[str, str], int, bool]:
        """Return the attributes from `position` on, where the tag ends, and whether it ends with a slash."""
        page = self.page
        attributes: dict[str, str] = {}
        while True:
            end = _TAG_END.match(page, position)
            if end is not None:
                return attributes, end.end(), "/" in end.group()
            found = _ATTRIBUTE.match(page, position)
            if found is None:
                return attributes, len(page), False
            name, quote, value = found.groups()
            position = found.end()
            if quote:
                closing = self._find(quote, position)
                if closing < 0:  # a quotation that never ends would swallow the page: the tag ends where it can
                    return attributes, self._after(">", position), False
                value = page[position:closing]
                position = closing + 1
            attributes.setdefault(name.lower(), unescape(value or ""))

    def _find(self, what: str, position: int) -> int:
        found = -1 if what in self.missing else self.page.find(what, position)
        if found < 0:
            self.missing.add(what)
        return found

    def _after(self, what: str, mark: int) -> int:
        found = self._find(what, mark)
        if found < 0:
            self.unended.append(mark)
            return len(self.page)
        return found + len(what)

    def _raw_end(self, name: str, position: int) -> int:
        """Return where the content of a raw element ends: at its end tag, or at the end of the page."""
        found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.page, position)
        if found is None:
            self.unended.append(position)
            return len(self.page)
        return found.start()
