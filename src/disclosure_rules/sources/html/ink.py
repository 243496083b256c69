"""The visible text of one paragraph as it is gathered: blanks collapsed, breaks kept, every line remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from unicodedata import east_asian_width

from disclosure_rules.sources.assembly import Strand
from disclosure_rules.sources.text.wrapping import join_wrapped, margin_of

__all__ = ["Ink"]

_BLANKS = re.compile(r"[ \t\f\r]+")
_Lines = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Segment:
    """Text between two line breaks of a page, and pairs (offset, line)."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[tuple[int, int]] = field(default_factory=list)
    blank: str = ""  # what stands before the next word, where there is one

    def add(self, text: str, line: int) -> None:
        if self.blank and self.pieces:
            last, first = self.pieces[-1][-1], text[0]
            if self.blank == " " or not (_is_wide(last) and _is_wide(first)):
                self.pieces.append(" ")
                self.length += 1
        self.blank = ""
        if not self.lines or self.lines[-1][1] != line:
            self.lines.append((self.length, line))
        self.pieces.append(text)
        self.length += len(text)

    def strand(self, line: int) -> Strand:
        return Strand(text="".join(self.pieces), lines=tuple(self.lines) or ((0, line),))


@dataclass(slots=True)
class Ink:
    """Gathers text until it is taken as the content of a cell or as paragraphs."""

    segments: list[_Segment] = field(default_factory=lambda: [_Segment()])

    def write(self, raw: str, line: int, *, escaped: bool, kept: bool = False) -> None:
        """Add characters of the page that begin on `line`; `kept` says that their line breaks count."""
        for number, part in enumerate(raw.split("\n"), start=line):
            segment = self.segments[-1]
            if number > line:
                if kept:
                    self.line_break()
                    segment = self.segments[-1]
                elif not segment.blank:
                    segment.blank = "\n"
            text = _BLANKS.sub(" ", part)
            if escaped and "&" in text:
                text = _BLANKS.sub(" ", unescape(text).replace("\n", " "))
            bare = text.strip(" ")
            if text[:1] == " ":
                segment.blank = " " if segment.blank != "\n" else "\n"
            if bare:
                segment.add(bare, number)
                segment.blank = " " if text[-1] == " " else ""

    def line_break(self) -> None:
        """Add a line break."""
        self.segments.append(_Segment())

    def take_paragraphs(self) -> list[Strand]:
        """Take what was gathered as paragraphs: a line break ends one unless a sentence goes on after it."""
        segments = self.segments
        if len(segments) == 1 and not segments[0].pieces:
            segments[0].blank = ""
            return []
        self.segments = [_Segment()]
        runs: list[list[Strand]] = [[]]
        for segment in segments:
            strand = segment.strand(0)
            if strand.text.strip():
                runs[-1].append(strand)
            else:
                runs.append([])
        if all(len(run) < 2 for run in runs):
            return [run[0] for run in runs if run]
        margin = margin_of([strand.text for run in runs for strand in (*run, Strand(text="", lines=((0, 0),)))])
        return [joined for run in runs if run for joined in _rejoined(run, margin)]


def _rejoined(run: list[Strand], margin: int | None) -> list[Strand]:
    joined = join_wrapped([(strand.text, index) for index, strand in enumerate(run)], margin)
    return [Strand(text=strand.text, lines=_source_lines(strand.lines, run)) for strand in joined]


def _source_lines(parts: _Lines, run: list[Strand]) -> _Lines:
    """Turn pairs (offset, index of a strand) into pairs (offset, line)."""
    found: list[tuple[int, int]] = []
    for start, index in parts:
        for offset, line in run[index].lines:
            if not found or found[-1][1] != line:
                found.append((start + offset, line))
    return tuple(found)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
