"""One sheet of a legacy workbook: its records gathered by rows, then shown like those of a newer one."""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.xls.book import BEGIN, END, Book
from disclosure_rules.sources.xls.records import Record, packed, records, text_at, unpacked_double
from disclosure_rules.sources.xlsx.numbers import stored
from disclosure_rules.sources.xlsx.rendering import render_number, render_text
from disclosure_rules.sources.xlsx.shown import Area, Collector, Sheet, bits

__all__ = ["read_sheet"]

_ROW, _COLUMNS, _MERGED = 0x208, 0x7D, 0xE5
_SHARED, _NUMBER, _PACKED, _ROW_OF_PACKED, _FORMULA = 0xFD, 0x203, 0x27E, 0xBD, 0x06
_LABELS = frozenset({0x204, 0xD6})
_TRUTH, _BLANK, _ROW_OF_BLANKS, _RESULT, _OBJECT = 0x205, 0x201, 0xBE, 0x207, 0x5D
_HEAD = struct.Struct("<HHH")  # row, column and style of a cell
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MOST_CELLS = 2_000_000  # those without content too
# Kinds of drawn objects to what they are counted as.
_DRAWN = {8: "picture", 5: "chart", 6: "box"}
Content = str | Decimal | None


@dataclass(slots=True)
class _Gathered:
    """Cells by row as (column, style, content); where a content is a formula's text, it comes with a later record."""

    rows: dict[int, list[tuple[int, int, Content]]] = field(default_factory=lambda: defaultdict(list))
    hidden: set[int] = field(default_factory=set)
    hidden_columns: int = 0
    merges: list[Area] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    waiting: tuple[int, int, int] | None = None
    count: int = 0

    def add(self, row: int, column: int, style: int, content: Content) -> None:
        self.count += 1
        refuse_more_than(self.count, _MOST_CELLS)
        self.rows[row].append((column, style, content))


def read_sheet(stream: bytes, start: int, book: Book, unread: Counter[str]) -> Sheet:
    """Read the sheet whose records begin at `start`. Raises SourceError where there are too many cells."""
    gathered = _Gathered()
    depth = 0  # charts stand within a sheet like sheets of their own
    for record in records(stream, start):
        if record.kind == BEGIN:
            depth += 1
        elif record.kind == END:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            _take(record, gathered, book, unread)
    sheet = Sheet()
    for row, column in gathered.errors:
        sheet.note("error", row + 1, column + 1)
    collector = Collector(sheet, gathered.merges, gathered.hidden_columns)
    for row in sorted(gathered.rows.keys() | gathered.hidden):
        collector.begin_row(row + 1, hidden=row in gathered.hidden)
        for column, index, content in gathered.rows.get(row, ()):
            style = book.style(index)
            if content is None:
                collector.blank(style)
            elif isinstance(content, str):
                collector.add(column + 1, render_text(content, style.code), style, number=False)
            else:
                number = stored(str(content))
                shown = str(content) if number is None else None
                if number is not None:
                    shown = render_number(number, style.code, since_1904=book.since_1904)
                collector.add(column + 1, shown or "", style, number=True)
        collector.end_row()
    return sheet


def _take(record: Record, gathered: _Gathered, book: Book, unread: Counter[str]) -> None:
    kind, data = record.kind, record.data
    if kind == _RESULT:
        if gathered.waiting is not None:
            gathered.add(*gathered.waiting, text_at(record.parts, 0))
            gathered.waiting = None
    elif kind == _MERGED:
        for at in range(2, len(data) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", data, at)
            gathered.merges.append((top + 1, left + 1, bottom + 1, right + 1))
    elif kind == _ROW and len(data) >= 16:
        if struct.unpack_from("<I", data, 12)[0] & 0x20:
            gathered.hidden.add(struct.unpack_from("<H", data)[0])
    elif kind == _COLUMNS and len(data) >= 10:
        first, last, width, options = struct.unpack_from("<HHH2xH", data)
        if options & 1 or width == 0:
            gathered.hidden_columns |= bits(first + 1, last + 1)
    elif kind == _OBJECT and len(data) >= 6:
        counted = _DRAWN.get(struct.unpack_from("<H", data, 4)[0])
        if counted:
            unread[counted] += 1
    elif len(data) >= _HEAD.size:
        _take_cell(record, gathered, book)


def _take_cell(record: Record, gathered: _Gathered, book: Book) -> None:
    kind, data = record.kind, record.data
    row, column, style = _HEAD.unpack_from(data)
    if kind == _SHARED and len(data) >= 10:
        (index,) = struct.unpack_from("<I", data, 6)
        gathered.add(row, column, style, book.texts[index] if index < len(book.texts) else None)
    elif kind == _NUMBER and len(data) >= 14:
        gathered.add(row, column, style, unpacked_double(data[6:14]))
    elif kind == _PACKED and len(data) >= 10:
        gathered.add(row, column, style, packed(struct.unpack_from("<I", data, 6)[0]))
    elif kind == _ROW_OF_PACKED:
        for number, at in enumerate(range(4, len(data) - 7, 6)):
            index, value = struct.unpack_from("<HI", data, at)
            gathered.add(row, column + number, index, packed(value))
    elif kind == _FORMULA and len(data) >= 14:
        _take_formula(data, gathered)
    elif kind in _LABELS:
        gathered.add(row, column, style, text_at(record.parts, 6))
    elif kind == _TRUTH and len(data) >= 8:
        _add_truth(gathered, (row, column, style), data[6], error=bool(data[7]))
    elif kind == _BLANK:
        gathered.add(row, column, style, None)
    elif kind == _ROW_OF_BLANKS:
        for number, at in enumerate(range(4, len(data) - 3, 2)):
            gathered.add(row, column + number, struct.unpack_from("<H", data, at)[0], None)


def _take_formula(data: bytes, gathered: _Gathered) -> None:
    """Take the stored result of a formula: a number, or a mark of what else it is."""
    cell = _HEAD.unpack_from(data)
    row, column, style = cell
    if data[12:14] != b"\xff\xff":
        gathered.add(row, column, style, unpacked_double(data[6:14]))
    elif data[6] == 0:
        gathered.waiting = (row, column, style)
    elif data[6] in (1, 2):
        _add_truth(gathered, (row, column, style), data[8], error=data[6] == 2)


def _add_truth(gathered: _Gathered, cell: tuple[int, int, int], value: int, *, error: bool) -> None:
    row, column, style = cell
    if error:
        gathered.errors.append((row, column))
    gathered.add(row, column, style, _ERRORS.get(value, "#N/A") if error else ("TRUE" if value else "FALSE"))
