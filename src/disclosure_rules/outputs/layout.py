"""Lines for a terminal: words marked, and text of wide characters broken where a reader would break it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

__all__ = ["flowed", "indented", "marked", "wrapped"]

# What stays together: a number with its unit, a Latin word, or one character, with the punctuation around it that must
# not end or begin a line.
_PIECE = re.compile(
    r"[（《「“‘【\[(]{0,3}(?:[0-9A-Za-z.,%+\-/_]+(?:万|亿)?元?|[^\n])[，。；：、！？）》」”’】\])…·%％]*[ \t]*|\n"
)
_OF_NUMBERS = frozenset("0123456789.,")
_SPACE = re.compile(r"\s+")


def wrapped(text: Text, width: int) -> list[Text]:
    """Break styled text into lines of at most `width` cells; a figure is never broken."""
    breaks, used = [], 0
    for piece in _PIECE.finditer(text.plain):
        cells, bare = cell_len(piece[0]), cell_len(piece[0].rstrip())
        if piece[0] == "\n":
            used = width
            continue
        if used and used + bare > width:
            breaks.append(piece.start())
            used = 0
        used += cells
    lines = text.divide(breaks) if breaks else [text]
    for line in lines:
        line.rstrip()
    return list(lines)


def indented(text: Text, width: int, *, first: str = "") -> list[Text]:
    """Wrap text with a prefix before its first line, and as many blanks before the others."""
    return flowed([text], width, first=first)


def flowed(parts: Iterable[Text], width: int, *, first: str = "", gap: str = "  ") -> list[Text]:
    """Set parts side by side as far as they fit; what does not fit begins a line of its own, and is never split at its
    start as running text would be."""
    room = max(20, width - cell_len(first))
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + cell_len(gap) + part.cell_len <= room:
            lines[-1] = Text.assemble(lines[-1], gap, part)
        else:
            lines += wrapped(part, room)
    rest = " " * cell_len(first)
    return [Text.assemble(rest if number else first, line) for number, line in enumerate(lines)]


def marked(
    raw: str, spans: Sequence[tuple[int, int, str]], *, marks: str = "", margin: int = 24, joint: str = "…"
) -> Text:
    """Return `raw` around the spans (start, end, style), each in its style and between the two `marks`.

    What lies further than `margin` characters from every span is left out; white space is closed up.
    """
    text = Text()
    left, right = (marks[0], marks[1]) if marks else ("", "")
    for low, high, inside in _windows(raw, sorted(spans), margin):
        if low > 0 and not text:
            text.append(joint)
        at = low
        for start, end, style in inside:
            text.append(_closed_up(raw[at:start]))
            text.append(f"{left}{_closed_up(raw[start:end])}{right}", style=style)
            at = end
        text.append(_closed_up(raw[at:high]))
        if high < len(raw):
            text.append(joint)
    return text


def _windows(
    raw: str, spans: Iterable[tuple[int, int, str]], margin: int
) -> list[tuple[int, int, list[tuple[int, int, str]]]]:
    windows: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    for start, end, style in spans:
        if not start < end <= len(raw):
            continue
        low, high = _whole(raw, max(0, start - margin), min(len(raw), end + margin))
        if windows and low <= windows[-1][1]:
            before = windows[-1]
            if start < before[2][-1][1]:
                continue  # the same words serve twice
            windows[-1] = (before[0], max(high, before[1]), [*before[2], (start, end, style)])
        else:
            windows.append((low, high, [(start, end, style)]))
    return windows


def _whole(raw: str, low: int, high: int) -> tuple[int, int]:
    """Widen a window that would cut a number in two."""
    while low > 0 and raw[low - 1] in _OF_NUMBERS and raw[low] in _OF_NUMBERS:
        low -= 1
    while high < len(raw) and raw[high - 1] in _OF_NUMBERS and raw[high] in _OF_NUMBERS:
        high += 1
    return low, high


def _closed_up(raw: str) -> str:
    return _SPACE.sub(" ", raw)
