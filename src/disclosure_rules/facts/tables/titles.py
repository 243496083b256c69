"""The title of a table: which line it is, and how much of what it says is known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.tables.words import TableWords

__all__ = ["Title", "rest_of", "title_among", "year_of"]

_LONGEST = 60
_BRACKETS = re.compile(r"（[^（）]{1,40}）$")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?|财政年度)")
_RANK = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})?[、.．：]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """`text` as written; `year` and `basis` as it names them; `scope` the level of government it is about. `plain` if
    all that it says of its figures is known: a table of another kind is only compared with itself."""

    text: str = ""
    year: int | None = None
    basis: str = ""
    scope: str = ""
    plain: bool = False
    coordinates: Mapping[str, str] = field(default_factory=dict)


def title_among(above: Sequence[str], words: TableWords) -> str:
    """The nearest line above that names a table; `above` goes from top to bottom. 公开01表 is a number, no name."""
    ends = words.list("title_ends")
    for text in reversed(above):
        bare = words.unit_line.split(text, 1)[0] if words.unit_line.search(text) else text
        bare = words.without_number(bare).strip("：")
        stem = bare
        while (bracket := _BRACKETS.search(stem)) is not None and bracket.start() > 0:
            stem = stem[: bracket.start()]
        if 2 < len(bare) <= _LONGEST and stem.endswith(ends):
            return bare
    return ""


def year_of(text: str) -> int | None:
    """The one year that a title names."""
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def rest_of(text: str, words: TableWords, known: Sequence[str]) -> str:
    """What a title says that no word explains, from the first word on that says what the table is about.

    What stands before (the name of the author, the year) is about the whole document. `known` are terms in the title.
    """
    text = _YEAR.sub("", text)
    start = words.start_of(text)
    if start == len(text):
        return text
    text = text[start:]
    for word in sorted({*known, *words.list("neutral", "titles")}, key=len, reverse=True):
        text = text.replace(word, " ")
    return "".join(text.split()).strip('（）()、，及和与“”"·-—.')
