"""Dates and times of a spreadsheet: days since the end of 1899, shown as their format says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from disclosure_rules.sources.xlsx.codes import Token
from disclosure_rules.sources.xlsx.numbers import EXACT

__all__ = ["render_date"]

_LAST_DAY = 2_958_465  # 31 December 9999
_SECONDS = 86_400
_LEAP_BUG = 60  # spreadsheets count a 29 February 1900 that never was
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def render_date(number: Decimal, tokens: Sequence[Token], *, since_1904: bool) -> str | None:
    """Return a stored date as these tokens show it, or None where it is none."""
    if not 0 <= number <= _LAST_DAY:
        return None
    seconds = int(EXACT.multiply(number, _SECONDS).quantize(Decimal(1), ROUND_HALF_UP, EXACT))
    days, rest = divmod(seconds, _SECONDS)
    if since_1904:
        first = datetime(1904, 1, 1)
    else:
        first = datetime(1899, 12, 31) if days < _LEAP_BUG else datetime(1899, 12, 30)
    try:
        moment = first + timedelta(days=days, seconds=rest)
    except OverflowError:
        return None
    halves = any(kind == "half" for kind, _ in tokens)
    pieces = []
    for position, (kind, text) in enumerate(tokens):
        if kind == "date":
            pieces.append(_part(text.lower(), moment, tokens, position, halves=halves))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            pieces.append(f"{seconds // unit:0{len(text)}d}")
        elif kind == "half":
            pieces.append(("下午" if moment.hour >= 12 else "上午") if "上" in text else moment.strftime("%p"))
        elif kind in ("literal", "comma"):
            pieces.append(text)
    return "".join(pieces).strip()


def _part(code: str, moment: datetime, tokens: Sequence[Token], position: int, *, halves: bool) -> str:
    width = len(code)
    if code[0] in "ye":
        return f"{moment.year % 100:02d}" if code[0] == "y" and width <= 2 else f"{moment.year:04d}"
    if code[0] == "m":
        if width <= 2 and _is_minute(tokens, position):
            return f"{moment.minute:0{width}d}"
        return f"{moment.month:0{width}d}" if width <= 2 else _MONTHS[moment.month - 1]
    if code[0] == "d" and width <= 2:
        return f"{moment.day:0{width}d}"
    if code[0] in "da":
        return ("" if code == "aaa" else "星期") + _WEEKDAYS[moment.weekday()]
    if code[0] == "h":
        hour = (moment.hour % 12 or 12) if halves else moment.hour
        return f"{hour:0{min(width, 2)}d}"
    return f"{moment.second:0{min(width, 2)}d}" if code[0] == "s" else ""


def _is_minute(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether an `m` is of minutes: it follows hours or precedes seconds."""
    before = [text.lower() for kind, text in tokens[:position] if kind in ("date", "elapsed")]
    after = [text.lower() for kind, text in tokens[position + 1 :] if kind in ("date", "elapsed")]
    return bool((before and before[-1][0] == "h") or (after and after[0][0] == "s"))
