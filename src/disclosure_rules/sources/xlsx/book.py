"""What the sheets of a workbook share: their names and order, the texts, the number formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from disclosure_rules.sources.package import Package
from disclosure_rules.sources.xlsx.codes import BUILT_IN

__all__ = ["DOCUMENT", "Book", "S", "SheetEntry", "Style", "rich_text", "unescaped"]

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it; `kind` is worksheet, chartsheet or another."""

    name: str
    part: str
    kind: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the style of a cell says of what is printed."""

    code: str = "General"
    framed: bool = False


class Book:
    """The parts of a workbook that all sheets need."""

    def __init__(self, package: Package, part: str, root: etree._Element) -> None:
        relations = package.relationships(part)
        properties = root.find(S + "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in _TRUE
        self.sheets = tuple(_sheets(root, relations))
        parts = dict(relations.values())
        self.texts = _texts(package.xml(parts.get("sharedStrings", "")))
        self.styles = _styles(package.xml(parts.get("styles", "")))

    def style(self, index: str | None) -> Style:
        """Return the style of a cell by its index as written."""
        number = int(index) if index and index.isdecimal() and len(index) < 7 else 0
        return self.styles[number] if number < len(self.styles) else _PLAIN


_PLAIN = Style()


def rich_text(element: etree._Element) -> str:
    """Return a text that may have runs; what tells its pronunciation is left out."""
    pieces = []
    for child in element.iterchildren(S + "t", S + "r"):
        texts = (child,) if child.tag == S + "t" else child.iterchildren(S + "t")
        pieces += [text.text or "" for text in texts]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Undo what stands for control characters (`_x000D_`), and end all lines alike."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    if code < 32:
        return chr(code) if code in (9, 10, 13) else ""
    return match.group() if 0xD800 <= code <= 0xDFFF else chr(code)


def _sheets(root: etree._Element, relations: dict[str, tuple[str, str]]) -> Iterator[SheetEntry]:
    for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
        kind, part = relations.get(sheet.get(DOCUMENT + "id", ""), ("", ""))
        hidden = sheet.get("state") in ("hidden", "veryHidden")
        yield SheetEntry(name=sheet.get("name", ""), part=part, kind=kind, hidden=hidden)


def _texts(root: etree._Element | None) -> tuple[str, ...]:
    return () if root is None else tuple(rich_text(item) for item in root.iterchildren(S + "si"))


def _styles(root: etree._Element | None) -> tuple[Style, ...]:
    if root is None:
        return ()
    codes = dict(BUILT_IN)
    for entry in root.iterfind(f"{S}numFmts/{S}numFmt"):
        number = entry.get("numFmtId", "")
        if number.isdecimal() and len(number) < 7:
            codes[int(number)] = entry.get("formatCode") or "General"
    framed = [_is_frame(border) for border in root.iterfind(f"{S}borders/{S}border")]
    found = []
    for entry in root.iterfind(f"{S}cellXfs/{S}xf"):
        number, border = entry.get("numFmtId", "0"), entry.get("borderId", "0")
        code = codes.get(int(number), "General") if number.isdecimal() else "General"
        index = int(border) if border.isdecimal() and len(border) < 7 else 0
        found.append(Style(code=code, framed=index < len(framed) and framed[index]))
    return tuple(found)


def _is_frame(border: etree._Element) -> bool:
    """Tell whether a border has two sides or more: a line under a title makes no table."""
    sides = [border.find(S + side) for side in _SIDES]
    return sum(side is not None and side.get("style") not in (None, "none") for side in sides) > 1
