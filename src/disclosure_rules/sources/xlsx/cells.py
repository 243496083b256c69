"""The cells of a sheet that show something, however far apart they stand."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.xlsx.book import Book, S, Style, rich_text, unescaped
from disclosure_rules.sources.xlsx.numbers import stored
from disclosure_rules.sources.xlsx.rendering import render_number, render_text

__all__ = ["MAX_COLUMN", "MAX_ROW", "Sheet", "Shown", "letters"]

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_MOST_MERGES = 100_000
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_TRUE = ("1", "true", "on")
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cell that shows a text. Rows and columns are those of the sheet; `framed` tells of lines around it."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    framed: bool
    number: bool


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, by rows; what it holds besides is counted by kind, with where the first of it stands.

    `framed` are the rows that show nothing but have lines around their cells; `hidden` are the rows that are hidden.
    """

    rows: dict[int, list[Shown]] = field(default_factory=dict)
    framed: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[int, int]] = field(default_factory=dict)

    def note(self, kind: str, row: int, column: int) -> None:
        """Count a cell that is to be told of."""
        self.counts[kind] += 1
        self.first.setdefault(kind, (row, column))

    @classmethod
    def read(cls, root: etree._Element, book: Book) -> Sheet:
        """Read a worksheet part. Raises SourceError where there are too many cells."""
        sheet = cls()
        _Reader(sheet, root, book).run(root)
        return sheet


def letters(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Reader:
    def __init__(self, sheet: Sheet, root: etree._Element, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._hidden_columns = _hidden_columns(root)
        self._merges = _Merges(root)
        self._pieces = 0

    def run(self, root: etree._Element) -> None:
        row_number = 0
        for row in root.iterfind(f"{S}sheetData/{S}row"):
            written = row.get("r", "")
            row_number = int(written) if written.isdecimal() and 0 < len(written) <= 7 else row_number + 1
            hidden = row.get("hidden") in _TRUE or row.get("ht") == "0"
            if hidden:
                self._sheet.hidden.append(row_number)
            self._row(row, row_number, hidden=hidden)
        self._sheet.hidden.sort()
        self._sheet.framed.sort()

    def _row(self, row: etree._Element, number: int, *, hidden: bool) -> None:
        self._merges.go_to(number)
        shown: list[Shown] = []
        framed = False
        column = 0
        for cell in row.iterchildren(S + "c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            style = self._book.style(cell.get("s"))
            framed = framed or (style.framed and not hidden)
            if len(cell) == 0:
                continue
            text, number_kind = self._text(cell, style, number, column)
            if not text.strip():
                continue
            rows, columns = self._merges.span(number, column)
            if (hidden and rows == 1) or self._hides(column, column + columns - 1):
                self._sheet.note("hidden", number, column)
            elif self._merges.covers(number, column):
                self._sheet.note("covered", number, column)
            else:
                self._pieces += 1
                shown.append(
                    Shown(
                        text=text,
                        row=number,
                        column=column,
                        row_span=rows,
                        column_span=columns,
                        framed=style.framed,
                        number=number_kind,
                    )
                )
        refuse_more_than(self._pieces)
        if shown:
            self._sheet.rows.setdefault(number, []).extend(shown)
        elif framed:
            self._sheet.framed.append(number)

    def _hides(self, first: int, last: int) -> bool:
        """Tell whether all these columns are hidden."""
        columns = (1 << (last - first + 1)) - 1
        return self._hidden_columns >> first & columns == columns

    def _text(self, cell: etree._Element, style: Style, row: int, column: int) -> tuple[str, bool]:
        """Return what a cell shows, and whether it is a number."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return ("" if inline is None else render_text(rich_text(inline), style.code)), False
        value = cell.findtext(S + "v")
        if value is None or (value == "" and kind != "str"):
            if cell.find(S + "f") is not None:
                self._sheet.note("uncomputed", row, column)
            return "", False
        if kind == "s":
            texts = self._book.texts
            index = int(value) if value.strip().isdecimal() and len(value) < 9 else len(texts)
            if index >= len(texts):
                self._sheet.note("lost", row, column)
                return "", False
            return render_text(texts[index], style.code), False
        if kind == "b":
            return ("TRUE" if value.strip() in _TRUE else "FALSE"), False
        if kind == "e":
            self._sheet.note("error", row, column)
            return value.strip(), False
        if kind in ("str", "d"):
            if _PICTURE.match(value):
                self._sheet.note("picture", row, column)
                return "", False
            return render_text(unescaped(value), style.code), False
        number = stored(value)
        if number is None:
            return value.strip(), False
        return render_number(number, style.code, since_1904=self._book.since_1904), True


class _Merges:
    """Which cell shows what, where cells are merged; rows are gone through from top to bottom."""

    def __init__(self, root: etree._Element) -> None:
        found = []
        for element in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
            area = _area(element.get("ref", ""))
            if area is not None and area[:2] != area[2:]:
                found.append(area)
        refuse_more_than(len(found), _MOST_MERGES)
        self._spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in found}
        self._waiting = sorted(found, reverse=True)
        self._ends: list[tuple[int, int]] = []
        self._taken = 0  # bits of the columns that merged cells cover in this row

    def go_to(self, row: int) -> None:
        while self._waiting and self._waiting[-1][0] <= row:
            _, left, bottom, right = self._waiting.pop()
            columns = ((1 << (right - left + 1)) - 1) << left
            if bottom >= row:
                heapq.heappush(self._ends, (bottom, columns))
                self._taken |= columns
        while self._ends and self._ends[0][0] < row:
            self._taken &= ~heapq.heappop(self._ends)[1]

    def span(self, row: int, column: int) -> tuple[int, int]:
        return self._spans.get((row, column), (1, 1))

    def covers(self, row: int, column: int) -> bool:
        """Tell whether another cell is shown in place of this one."""
        return bool(self._taken >> column & 1) and (row, column) not in self._spans


def _hidden_columns(root: etree._Element) -> int:
    """Return the hidden columns as bits."""
    hidden = 0
    for column in root.iterfind(f"{S}cols/{S}col"):
        low, high = column.get("min", ""), column.get("max", "")
        if (column.get("hidden") in _TRUE or column.get("width") == "0") and low.isdecimal() and high.isdecimal():
            first, last = min(int(low[:6]), MAX_COLUMN), min(int(high[:6]), MAX_COLUMN)
            hidden |= ((1 << max(0, last - first + 1)) - 1) << first
    return hidden


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom and right of a range such as A1:C2."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    rows = sorted(min(int(match.group(2)), MAX_ROW) for match in (start, end))
    columns = sorted(_column(match.group(1)) for match in (start, end))
    return rows[0], columns[0], rows[1], columns[1]


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return min(number, MAX_COLUMN)
