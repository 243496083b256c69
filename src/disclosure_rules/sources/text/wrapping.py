"""Lines broken at the margin become paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from disclosure_rules.sources.assembly import Strand

__all__ = ["join_wrapped", "margin_of"]

# Display columns: a Chinese character takes two. A page holds 20 to 60 Chinese characters a line.
_NARROWEST = 40
_WIDEST = 140
_BEYOND = _WIDEST + 1  # widths are not counted further

_JUDGED = 1_000  # lines from which the margin is told
_FEWEST_FULL = 2
_MOST_WIDER = 2  # lines wider than the margin in a short file

_CLOSES_SENTENCE = "。！？；：!?;:"
_CLOSES = "）)”》"  # may end a paragraph, after a full stop within
_CLAUSE = "，；。"
_COLUMN_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=\d) (?=\d)")
_ROW_GAPS = 2  # gaps in a line without a clause: the cells of a row
_NEVER_LAST = "，、,（(《“‘—"  # a paragraph does not end with one of these
_NEVER_FIRST = "，。、；：！？）》”’％,;!?)%"  # nor begin with one of these
_MARK = re.compile(
    r"\s*(?:"
    r"第[一二三四五六七八九十百\d]{1,4}[部章节条编篇项]"
    r"|[（(][一二三四五六七八九十百\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、．.，]"
    r"|\d{1,2}(?:[、)）]|[．.](?!\d)|[．.](?=(?:19|20)\d\d年))"
    r"|[①-⑳⑴-⒇㈠-㈩●■◆▪•·○□*]"
    r"|[图表]\s?\d{1,3}|附[件表录]\s?[\d一二三四五六七八九十]{0,2}[：:]?\s*$|[-—–]\s?\d{1,4}\s?[-—–]\s*$"
    r"|(?:单位|注|备注|金额单位|附注)[：:]|\[bookmark"
    r")"
)
_MARK_ALONE = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、．.])\s*$"
)
_UNBREAKABLE = re.compile(r"[!-~]{1,40}")
_NUMBER_TAIL = re.compile(r"[\d.]\s?$")
_UNIT_HEAD = re.compile(r"\s?(?:[万亿]?元|[%％]|个百分点|[\d.]+\s?(?:[万亿]?元|[%％]))")

_FIGURE_HEAD = re.compile(r"[\d.,]{1,30}\s?(?:[万亿]?元|[%％])[，；。、]")  # no paragraph begins with 75.90%；


def margin_of(lines: Sequence[str]) -> int | None:
    """Return the display width at which the lines of a file are broken, or None where they are not.

    A file counts as broken at a margin where few lines are much wider (a line may have been added later), several
    lines end near the margin without ending a sentence, and at least one break stands where no author breaks: after a
    comma, before a closing mark, between a number and its unit.
    """
    lines = lines[:_JUDGED]
    widths = [width for width in (_width(line) for line in lines if "\t" not in line) if width]
    best: tuple[int, int | None] = (_FEWEST_FULL - 1, None)
    for margin in sorted({width for width in widths if _NARROWEST <= width <= _WIDEST}, reverse=True):
        wider = sum(1 for width in widths if width > margin + _slack(margin))
        if wider * 20 > len(widths) and (wider * 8 > len(widths) or wider > _MOST_WIDER):
            break
        full = sure = 0
        for line, following in pairwise(lines):
            if following.strip() and _width(line) <= margin + _slack(margin) and _continues(line, following, margin):
                full += 1
                sure += _breaks_a_phrase(line, following)
        if sure and full > best[0]:
            best = (full, margin)
    return best[1]


def join_wrapped(lines: Sequence[tuple[str, int]], margin: int | None) -> list[Strand]:
    """Join lines (text, line number), none of them blank or with a tab, to paragraphs."""
    paragraphs: list[list[tuple[str, int]]] = []
    previous, prose = "", False
    for text, number in lines:
        if margin is not None and paragraphs and _continues(previous, text, margin, prose=prose):
            tail, tail_line = paragraphs[-1][-1]
            paragraphs[-1][-1] = (tail.rstrip() + _seam(tail, text), tail_line)
            paragraphs[-1].append((text.lstrip(), number))
        else:
            paragraphs.append([(text, number)])
            prose = False
        previous, prose = text, prose or _has_clause(text)
    return [Strand.joined(parts, "") for parts in paragraphs]


def _continues(line: str, following: str, margin: int, *, prose: bool = False) -> bool:
    """Tell whether `following` goes on with the sentence that `line` breaks off at the margin.

    `prose` says that the paragraph so far has a clause: then its last line has ended a sentence, or is not the last.
    """
    bare = line.rstrip()
    if not bare or "\t" in line or "\t" in following:
        return False
    head = following.lstrip()
    if _MARK_ALONE.match(bare):
        return not _MARK.match(following)
    if head[:1] and head[0] in _NEVER_FIRST:
        return _is_full(bare, head, margin)
    if bare[-1] in _CLOSES_SENTENCE or _MARK.match(following) or _indent(following) > _indent(line) + 1:
        return False
    if bare[-1] in _NEVER_LAST or _is_full(bare, head, margin):
        return True
    return prose and bare[-1] not in _CLOSES and _width(bare) * 2 >= margin


def _has_clause(line: str) -> bool:
    """Tell whether a clause ends within the line, as in no heading and no item."""
    return any(mark in line for mark in _CLAUSE)


def _is_full(line: str, following: str, margin: int) -> bool:
    """Tell whether the first piece of `following` that cannot be broken had no room left on `line`."""
    if not _has_clause(line) and len(_COLUMN_GAP.findall(line[:_BEYOND])) >= _ROW_GAPS:
        return False
    word = _UNBREAKABLE.match(following)
    need = len(word.group()) if word else 2
    return _width(line) + need > margin - _slack(margin)


def _slack(margin: int) -> int:
    """How much short of the margin a full line may end: an indent, a mark that may not begin a line, narrow digits."""
    return margin // 8


def _breaks_a_phrase(line: str, following: str) -> bool:
    bare, head = line.rstrip(), following.lstrip()
    if bare[-1] in _NEVER_LAST or head[0] in _NEVER_FIRST:
        return True
    if _FIGURE_HEAD.match(head[:40]) and bare[-1] not in _CLOSES:
        return True
    return bool(_NUMBER_TAIL.search(bare[-3:]) and _UNIT_HEAD.match(head[:40]))


def _seam(line: str, following: str) -> str:
    """What stands between two joined lines: a blank between Latin words, nothing elsewhere."""
    before, after = line.rstrip()[-1], following.lstrip()[0]
    if before > "\x7f" or after > "\x7f" or after in _NEVER_FIRST:
        return ""
    numeric = "0123456789.,"
    return "" if before in numeric and after in numeric else " "


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())][:40])


def _width(text: str) -> int:
    """Display width of the line in columns, counted to a little beyond the widest margin."""
    width = 0
    for character in text.rstrip() if text.strip() else text:
        width += 2 if east_asian_width(character) in "WFA" else 1
        if width > _BEYOND:
            break
    return width
