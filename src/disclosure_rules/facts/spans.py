"""Parts of a year: 1-6月, 上半年, 一季度 and 6月 are the spans `1-6`, `1-6`, `1-3` and `6`.

The period of a figure is written as the year and, where it is for a part of it, the span behind a stroke: `2024/1-6`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["SpanReader", "before", "period_of", "year_of"]

_NUMERIC = (
    r"\d{1,2}月?份?(?:[-—–~～至到]|至)\d{1,2}月份?(?!\d*日)(?:当月|累计)?"
    r"|前\d{1,2}个?月"
    r"|\d{1,2}月份?(?:当月)?(?![底末初\d]|份?\d)"
)
_DIGITS = re.compile(r"\d+")


class SpanReader:
    """Reads spans as they are written; `words` lists those without numerals by the span they name."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {word: span for span, names in words.items() for word in names}
        longest = sorted(self._words, key=len, reverse=True)
        self.pattern = "|".join([*map(re.escape, longest), _NUMERIC])
        self._compiled = re.compile(self.pattern)

    def match(self, text: str, position: int) -> tuple[str, int] | None:
        """The span written at a position, and where it ends."""
        found = self._compiled.match(text, position)
        return (self.span(found[0]), found.end()) if found else None

    def span(self, written: str) -> str:
        """The span of a text that is one."""
        if written in self._words:
            return self._words[written]
        numbers = [str(int(digits)) for digits in _DIGITS.findall(written)]
        if len(numbers) == 1:
            return f"1-{numbers[0]}" if written.startswith("前") else numbers[0]
        return "-".join(numbers[:2])


def period_of(year: str, span: str) -> str:
    """The period of a year, or of a part of it."""
    return f"{year}/{span}" if span else year


def year_of(period: str) -> str:
    """The year of a period."""
    return period.partition("/")[0]


def before(period: str, years: int = 1) -> str:
    """The same period so many years before; `prior` where the year is not known."""
    year, _, span = period.partition("/")
    return period_of(str(int(year) - years) if year.isdigit() else "prior", span)
