"""The cells of a worksheet part: their references, their values, and what they show of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from disclosure_rules.sources.xlsx.book import Book, S, Style, rich_text, unescaped
from disclosure_rules.sources.xlsx.numbers import stored
from disclosure_rules.sources.xlsx.rendering import render_number, render_text
from disclosure_rules.sources.xlsx.shown import MAX_COLUMN, MAX_ROW, Area, Collector, Sheet, bits

__all__ = ["read_sheet"]

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_TRUE = ("1", "true", "on")
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)


def read_sheet(root: etree._Element, book: Book) -> Sheet:
    """Read a worksheet part. Raises SourceError where there are too many cells."""
    sheet = Sheet()
    collector = Collector(sheet, list(_merges(root)), _hidden_columns(root))
    for number, row in sorted(_rows(root), key=lambda pair: pair[0]):
        collector.begin_row(number, hidden=row.get("hidden") in _TRUE or row.get("ht") == "0")
        column = 0
        for cell in row.iterchildren(S + "c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            style = book.style(cell.get("s"))
            if len(cell) == 0:
                collector.blank(style)
                continue
            text, is_number = _value(cell, style, sheet, book, (number, column))
            collector.add(column, text, style, number=is_number)
        collector.end_row()
    return sheet


def _rows(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the rows with their numbers; one that does not tell its own follows the row before."""
    number = 0
    for row in root.iterfind(f"{S}sheetData/{S}row"):
        written = row.get("r", "")
        number = int(written) if written.isdecimal() and 0 < int(written[:9]) <= MAX_ROW else number + 1
        yield number, row


def _value(cell: etree._Element, style: Style, sheet: Sheet, book: Book, place: tuple[int, int]) -> tuple[str, bool]:
    """Return what a cell shows, and whether it is a number."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        return ("" if inline is None else render_text(rich_text(inline), style.code)), False
    value = cell.findtext(S + "v")
    if value is None or (value == "" and kind != "str"):
        if cell.find(S + "f") is not None:
            sheet.note("uncomputed", *place)
        return "", False
    if kind == "s":
        index = int(value) if value.strip().isdecimal() and len(value) < 9 else len(book.texts)
        if index < len(book.texts):
            return render_text(book.texts[index], style.code), False
        sheet.note("lost", *place)
        return "", False
    if kind == "b":
        return ("TRUE" if value.strip() in _TRUE else "FALSE"), False
    if kind == "e":
        sheet.note("error", *place)
        return value.strip(), False
    if kind in ("str", "d"):
        if _PICTURE.match(value):
            sheet.note("picture", *place)
            return "", False
        return render_text(unescaped(value), style.code), False
    number = stored(value)
    if number is None:
        return value.strip(), False
    return render_number(number, style.code, since_1904=book.since_1904), True


def _merges(root: etree._Element) -> Iterator[Area]:
    for element in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = element.get("ref", "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start is not None and end is not None:
            rows = sorted(min(int(match.group(2)), MAX_ROW) for match in (start, end))
            columns = sorted(_column(match.group(1)) for match in (start, end))
            yield rows[0], columns[0], rows[1], columns[1]


def _hidden_columns(root: etree._Element) -> int:
    hidden = 0
    for column in root.iterfind(f"{S}cols/{S}col"):
        low, high = column.get("min", ""), column.get("max", "")
        if (column.get("hidden") in _TRUE or column.get("width") == "0") and low.isdecimal() and high.isdecimal():
            hidden |= bits(int(low[:9]), int(high[:9]))
    return hidden


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return min(number, MAX_COLUMN)
