"""Number formats taken apart: `#,##0.00_);[Red](#,##0.00);"-"` is three sections of placeholders and literals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

__all__ = ["BUILT_IN", "Section", "Token", "sections_of"]

_LONGEST = 500  # characters of a format; a spreadsheet allows 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|aaaa?|e+|g+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<end>;)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,20}(?:\.\d{1,20})?)")
_COLOUR = re.compile(r"red|红色|颜色\s?\d{1,2}|color\s?\d{1,2}|magenta|洋红色?|blue|蓝色", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
Token = tuple[str, str]
"""Kind and text: literal, digit, point, comma, percent, exponent, general, text, date, half, elapsed."""

_YEAR_MONTH, _YEAR_MONTH_DAY, _MONTH_DAY = 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', 'm"月"d"日"'
_HOUR_MINUTE, _HALF_DAY = 'h"时"mm"分"', '上午/下午h"时"mm"分"'
# Formats that a workbook names by number only, as they are in China.
# fmt: off
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _YEAR_MONTH_DAY, 32: _HOUR_MINUTE,
    33: 'h"时"mm"分"ss"秒"', 34: _HALF_DAY, 35: '上午/下午h"时"mm"分"ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY,
    52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _HALF_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a format, for which numbers it is meant where it says so itself, and whether it is in colour."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    coloured: bool = False

    def has(self, *kinds: str) -> bool:
        """Tell whether there is a token of one of these kinds."""
        return any(kind in kinds for kind, _ in self.tokens)


@lru_cache(maxsize=2048)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a format, at least one; one that is too long to be meant is General."""
    if len(code) > _LONGEST:
        code = "General"
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    coloured = False
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind == "end":
            sections.append(Section(tokens=tuple(tokens), condition=condition, coloured=coloured))
            tokens, condition, coloured = [], None, False
        elif kind == "bracket":
            condition = _bracket(text, tokens) or condition
            coloured = coloured or _COLOUR.fullmatch(text.strip()) is not None
        elif kind == "blank":
            tokens.append(("literal", " "))
        elif kind in ("quoted", "escaped"):
            tokens.append(("literal", text))
        elif kind != "fill":
            tokens.append((kind, text))
    return (*sections, Section(tokens=tuple(tokens), condition=condition, coloured=coloured))


def _bracket(text: str, tokens: list[Token]) -> tuple[str, Decimal] | None:
    """Add what a bracket stands for to the tokens, or return the condition it is; colours and scripts are neither."""
    found = _CONDITION.fullmatch(text.strip())
    if found is not None:
        try:
            return found.group(1), Decimal(found.group(2))
        except InvalidOperation:
            return None
    if text.startswith("$"):
        tokens.append(("literal", text[1:].partition("-")[0]))
    elif _ELAPSED.fullmatch(text):
        tokens.append(("elapsed", text.lower()))
    return None
