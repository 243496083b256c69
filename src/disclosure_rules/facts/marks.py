"""The marks before headings and list items: how they are written and which number they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Mark", "MarkStyle", "mark_styles", "ordinal", "read_mark"]

_HAN = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_LONGEST = 4  # characters of a numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStyle:
    """One way to write a mark; `level` counts from 1 (the highest), `upper` is the level it may be lifted to."""

    name: str
    level: int
    open: str
    close: tuple[str, ...]
    numerals: frozenset[str]
    upper: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark as written, with its number and the length it takes of the text."""

    style: MarkStyle
    ordinal: int
    written: str

    @property
    def length(self) -> int:
        return len(self.written)


def mark_styles(data: Mapping[str, Any]) -> tuple[MarkStyle, ...]:
    """Read the `marks` of outline.yaml."""
    entries = data.get("marks", ())
    levels = {entry["style"]: level for level, entry in enumerate(entries, start=1)}
    return tuple(
        MarkStyle(
            name=entry["style"],
            level=level,
            open=entry["open"],
            close=tuple(entry["close"]),
            numerals=frozenset(entry["numerals"]),
            upper=levels[entry["upper"]] if "upper" in entry else None,
        )
        for level, entry in enumerate(entries, start=1)
    )


def ordinal(numeral: str) -> int | None:
    """The number a numeral says (`十二`, `12`, `⑫`), or None where it is no numeral."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral) if len(numeral) <= 3 else None
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    tens, ten, units = numeral.partition("十")
    if not ten:
        return _HAN.get(numeral)
    if (tens and tens not in _HAN) or (units and units not in _HAN):
        return None
    return _HAN.get(tens, 1) * 10 + _HAN.get(units, 0)


def read_mark(text: str, styles: tuple[MarkStyle, ...]) -> Mark | None:
    """The mark at the start of a normalised text, if there is one."""
    for style in styles:
        if not text.startswith(style.open):
            continue
        start = len(style.open)
        end = start
        while end < len(text) and end - start < _LONGEST and _kind(text[end]) in style.numerals:
            end += 1
        number = ordinal(text[start:end]) if end > start else None
        if not number:
            continue
        for close in style.close:
            if text.startswith(close, end) and not _is_figure(text, end + len(close), close):
                return Mark(style=style, ordinal=number, written=text[: end + len(close)])
    return None


def _kind(character: str) -> str:
    if character.isascii() and character.isdigit():
        return "arabic"
    if character in _CIRCLED:
        return "circled"
    return "han" if character in _HAN or character == "十" else ""


def _is_figure(text: str, at: int, close: str) -> bool:
    """Whether the would-be mark is the start of a number (`1.13`, `3、5人`) and not of a year (`4.2026年`)."""
    following = text[at : at + 5]
    if not following[:1].isdigit() or not close or close not in ".、":
        return False
    return not (following[:4].isdigit() and following[4:] == "年")
