"""What the sheets of a legacy workbook share: names, texts, number formats, lines around cells."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.xls.records import Record, Texts, records, short_text, text_at
from disclosure_rules.sources.xlsx.book import Style
from disclosure_rules.sources.xlsx.codes import BUILT_IN

__all__ = ["BEGIN", "END", "Book", "SheetEntry", "read_book"]

BEGIN, END = 0x809, 0x0A
_SHEET, _TEXTS, _FORMAT, _STYLE, _1904, _LOCKED = 0x85, 0xFC, 0x41E, 0xE0, 0x22, 0x2F
_BIFF8 = 0x0600
_WORKSHEET = 0
_SIDES = (0, 4, 8, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it; its records begin at `start`."""

    name: str
    start: int
    hidden: bool
    is_worksheet: bool


@dataclass(slots=True)
class Book:
    """The parts of a workbook that all sheets need."""

    sheets: list[SheetEntry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    since_1904: bool = False
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    formats: list[tuple[int, bool]] = field(default_factory=list)

    def style(self, index: int) -> Style:
        """Return the style of a cell by its index."""
        return self.styles[index] if index < len(self.styles) else _PLAIN


_PLAIN = Style()


def read_book(stream: bytes) -> Book:
    """Read the first part of a workbook stream. Raises SourceError for an older or a protected workbook."""
    if len(stream) < 8 or struct.unpack_from("<H", stream)[0] != BEGIN:
        raise too_old()
    if struct.unpack_from("<H", stream, 4)[0] != _BIFF8:
        raise too_old()
    book = Book()
    for record in records(stream):
        if record.kind == END:
            break
        _take(record, book)
    book.styles = [Style(code=book.codes.get(code, "General"), framed=framed) for code, framed in book.formats]
    return book


def _take(record: Record, book: Book) -> None:
    data = record.data
    if record.kind == _LOCKED:
        raise _locked()
    if record.kind == _SHEET and len(data) >= 8:
        start, state, kind = struct.unpack_from("<IBB", data)
        entry = SheetEntry(
            name=short_text(data, 6), start=start, hidden=bool(state & 3), is_worksheet=kind == _WORKSHEET
        )
        book.sheets.append(entry)
    elif record.kind == _TEXTS:
        texts = Texts(record.parts, 0, 8)
        while True:
            text = texts.next()
            if texts.done:
                break
            book.texts.append(text.replace("\r\n", "\n").replace("\r", "\n"))
    elif record.kind == _FORMAT and len(data) >= 5:
        book.codes[struct.unpack_from("<H", data)[0]] = text_at(record.parts, 2)
    elif record.kind == _STYLE and len(data) >= 14:
        code, border = struct.unpack_from("<2xH6xH", data)
        book.formats.append((code, sum(bool(border >> side & 15) for side in _SIDES) > 1))
    elif record.kind == _1904 and len(data) >= 2:
        book.since_1904 = data[0] == 1


def too_old() -> SourceError:
    """What is said of a workbook of Excel 95 or before."""
    return SourceError(
        {
            "zh": "文件是 Excel 95 或更早的工作簿，不能读取，请用 Excel 或 WPS 另存为 .xlsx 后再检查。",
            "en": "The file is a workbook of Excel 95 or earlier, which cannot be read; save it as .xlsx.",
        }
    )


def _locked() -> SourceError:
    return SourceError(
        {
            "zh": "文件设有密码，无法读取，请去掉密码后另存再检查。",
            "en": "The file is protected by a password; remove the password, save it and check it again.",
        }
    )
