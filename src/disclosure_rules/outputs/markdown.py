"""The report as Markdown, short enough for the comment of a pull request.

Nothing that a document says is markup, a link or a mention in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from disclosure_rules.outputs.entries import (
    Entry,
    clean,
    entries_of,
    path_of,
    problem_words,
    speech_of,
    suppression_words,
)
from disclosure_rules.outputs.evidence import Speech, nothing_open
from disclosure_rules.outputs.options import Options
from disclosure_rules.report import DocumentReport, Report

__all__ = ["MOST", "escaped", "write"]

MOST = 65_536  # characters, as UTF-16 counts them, that GitHub takes for a comment; GitLab takes more
_FOR_THE_END = 400  # of these, kept for the sentence on what was left out
_SEVERITIES = ("error", "warning", "note")
_LONGEST_CELL = 600

# What begins a mention, a reference or an emoji, where a name follows it; and the inside of links that need no mark.
_REFERENCE = re.compile(r"[@#!&%~$^:](?=[0-9A-Za-z_\"{+-])|(?i:(?<=:)/(?=/)|ww(?=w\.)|\bgh-(?=\d))")
_MARKUP = re.compile(r"[\\`*_\[\]|~$!#^]")
_UNSEEN = "\u200b"  # a space without width, as the bots that write such comments use it


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write a summary, then for each file its problems and a table of its findings; the suppressed ones are folded.

    What would make the text longer than `MOST` is left out, the last files first, and a sentence says so.
    """
    speech = speech_of(report, options)
    text = [f"## disclosure-rules\n\n**{_totals(report, speech)}**\n"]
    room = MOST - _FOR_THE_END - sum(map(_length, text))
    lost = Counter[str]()
    for item in report.documents:
        for block in _blocks(item, speech, options):
            room = block.put(text, room, lost)
    if lost:
        text.append(f"\n{speech.word('left_out', findings=lost['rows'], documents=lost['documents'])}\n")
    stream.write("".join(text))


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it is, on one line."""
    text = _REFERENCE.sub(rf"\g<0>{_UNSEEN}", clean(text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\g<0>", text)


class _Block:
    """A part of the text that is left out as a whole, or loses its last rows, where there is no room for it."""

    def __init__(self, counted_as: str, head: str, rows: Sequence[str] = (), foot: str = "") -> None:
        self._counted_as, self._head, self._rows, self._foot = counted_as, head, rows, foot

    def put(self, text: list[str], room: int, lost: Counter[str]) -> int:
        """Add to the text what there is room for; returns the room that is left, and counts what is lost."""
        first = self._rows[0] if self._rows else ""
        if _length(self._head) + _length(first) + _length(self._foot) > room:
            lost[self._counted_as] += max(1, len(self._rows))
            return 0
        room -= _length(self._head) + _length(self._foot)
        kept = []
        for row in self._rows:
            if _length(row) > room:
                break
            kept.append(row)
            room -= _length(row)
        text += [self._head, *kept, self._foot]
        if len(kept) < len(self._rows):
            lost["rows"] += len(self._rows) - len(kept)
            return 0
        return room


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _totals(report: Report, speech: Speech) -> str:
    """The numbers of the run; a file that could not be read is told first."""
    counts = Counter(finding.severity for finding in report.findings if finding.suppression is None)
    suppressed = sum(finding.suppression is not None for finding in report.findings)
    unreadable = sum(item.document is None for item in report.documents)
    said = [speech.word("unreadable_files", count=unreadable)] if unreadable else []
    said.append(speech.word("total", documents=len(report.documents), **{one: counts[one] for one in _SEVERITIES}))
    said += [speech.word("suppressed", count=suppressed)] if suppressed else []
    return " · ".join(said)


def _blocks(item: DocumentReport, speech: Speech, options: Options) -> Iterator[_Block]:
    summary = item.summary
    if item.document is None:
        coverage = f"**{speech.word('unreadable')}**"
    else:
        coverage = speech.word("coverage", figures=summary.figures, read=summary.read, checked=summary.checked)
        left = speech.word("not_covered", unread=len(item.unread), unchecked=len(item.unchecked))
        coverage = f"{coverage} · {left}"
    if item.document is not None and all(one.severity == "note" or one.suppression for one in item.findings):
        coverage = f"{coverage}\n\n{nothing_open(item, speech)}"
    yield _Block("documents", f"\n### {escaped(path_of(item, options))}\n\n{coverage}\n")
    if item.problems:
        problems = [f"- **{speech.word(one.severity)}** {_cell(problem_words(one, speech))}\n" for one in item.problems]
        yield _Block("rows", "\n", problems)
    told: list[Entry] = []
    notes: list[Entry] = []
    suppressed: list[Entry] = []
    for entry in sorted(entries_of(item, speech, options), key=lambda one: _SEVERITIES.index(one.finding.severity)):
        kept = suppressed if entry.suppression else notes if entry.finding.severity == "note" else told
        kept.append(entry)
    if told:
        yield _Block("rows", _table_head(speech), [_row(entry, speech) for entry in told])
    if notes:
        yield _folded(speech.word("notes"), _table_head(speech), [_row(entry, speech) for entry in notes])
    if suppressed:
        rows = [_row(entry, speech, with_reason=True) for entry in suppressed]
        yield _folded(speech.word("suppressed_list"), _table_head(speech, with_reason=True), rows)


def _folded(title: str, head: str, rows: Sequence[str]) -> _Block:
    start = f"\n<details><summary>{title} ({len(rows)})</summary>\n{head}"
    return _Block("rows", start, rows, "\n</details>\n")


def _table_head(speech: Speech, *, with_reason: bool = False) -> str:
    keys = ["severity", "place", "what", "stated_figure", "expected_figure", "difference", "rule"]
    names = [speech.word(key) for key in (*keys, "reason")[: 8 if with_reason else 7]]
    return f"\n{_line(names)}{_line(['---'] * len(names))}"


def _row(entry: Entry, speech: Speech, *, with_reason: bool = False) -> str:
    finding = entry.finding
    follows = "↳ " if finding.root != finding.id else ""
    stated = " ".join(part for part in (entry.label, entry.stated) if part) if entry.expected else entry.stated
    cells = [f"{follows}{speech.word(finding.severity)}"]
    cells += map(_cell, (entry.where, entry.message, stated, entry.expected, entry.gap, finding.rule))
    if with_reason and entry.suppression is not None:
        cells.append(_cell(suppression_words(entry.suppression, speech)))
    return _line(cells)


def _cell(text: str) -> str:
    return escaped(text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
