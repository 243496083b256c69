"""Lines become one text: a wrap is soft, and leaves a blank only where words of an alphabet meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from disclosure_rules.sources.pdf.lines import Line

__all__ = ["Passage", "in_cell", "in_paragraph", "starts_item"]

_ITEM = re.compile(
    r"(?:第[一二三四五六七八九十百]+(?:部分|章|节|条|款)|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十百\d]+[）)]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?![\d,])|[①-⑳]|[注附]\s*[：:]|备注\s*[：:])"
)
_SENTENCE_ENDS = tuple("。；：！？;:")


class Passage(NamedTuple):
    """A text and its lines, each with the offset at which it begins in the text."""

    text: str
    lines: tuple[tuple[int, Line], ...]

    @classmethod
    def of(cls, lines: Sequence[Line], separator: Callable[[Line, Line], str]) -> Passage:
        """Join lines; `separator` says what stands between one and the next."""
        if len(lines) == 1:
            return cls(lines[0].text, ((0, lines[0]),))
        texts: list[str] = []
        placed: list[tuple[int, Line]] = []
        offset = 0
        before: Line | None = None
        for line in lines:
            if before is not None:
                between = separator(before, line)
                texts.append(between)
                offset += len(between)
            placed.append((offset, line))
            texts.append(line.text)
            offset += len(line.text)
            before = line
        return cls(text="".join(texts), lines=tuple(placed))


def starts_item(text: str) -> bool:
    """Whether a text begins with the mark of a list, a heading or a note."""
    return _ITEM.match(text) is not None


def in_paragraph(before: Line, after: Line) -> str:
    """What stands between two lines of a paragraph: words, not numbers, are parted where the line was."""
    last, first = before.text[-1], after.text[0]
    if not (last.isascii() and first.isascii()):
        return ""
    words = (last.isalpha() or last in ",.;:)") and (first.isalpha() or first == "(")
    return " " if words or before.open_ended else ""


def in_cell(before: Line, after: Line) -> str:
    """What stands between two lines of a cell: no number wraps there, so two of them are two numbers."""
    last, first = before.text[-1], after.text[0]
    if last.isdigit() and first.isdigit():
        return "\n"
    if starts_item(after.text) and before.text.endswith(_SENTENCE_ENDS):
        return "\n"
    return in_paragraph(before, after)
