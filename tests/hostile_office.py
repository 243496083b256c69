"""Word files and workbooks that nobody means well with, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hostile import SENTENCE, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHARED, _STYLED = ' t="s"', ' s="1"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def _relations(*targets: tuple[str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="r{i}" Type="{_R}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{told}</Relationships>'.encode()


# ------------------------------------------------------------------ Word


def _text(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def _cell(inside: str, properties: str = "") -> str:
    return f"<w:tc>{properties}{inside}</w:tc>"


def word(body: str, more: dict[str, bytes] | None = None, declared: str = "") -> bytes:
    more = more or {}
    known = {"word/styles.xml": "styles", "word/numbering.xml": "numbering", "word/charts/chart1.xml": "chart"}
    named = [(kind, part.removeprefix("word/")) for part, kind in known.items() if part in more]
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(*named),
            "word/document.xml": (
                f'{declared}<w:document {_W} xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'.encode()
            ),
            **more,
        }
    )


def documents(size: int) -> Iterator[tuple[str, bytes]]:
    """Word files; `size` is how often they do it."""
    said = _text("支出5万元")
    depth = size // 100
    nested = f"<w:tbl><w:tr><w:tc>{said}" * depth + "</w:tc></w:tr></w:tbl>" * depth
    shallow = f"<w:tbl><w:tr><w:tc>{said}" * 60 + "</w:tc></w:tr></w:tbl>" * 60
    row = f"<w:tr>{_cell(said) * 20}</w:tr>"
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    wide = '<w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge/></w:tcPr>'
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1000000000"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1"/>'
    level += "</w:lvl>"
    numbering = f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    yield "tables-nested.docx", word(said + nested)
    yield "tables-in-tables.docx", word(said + shallow)
    yield "containers.docx", word("<w:sdt><w:sdtContent>" * depth + said + "</w:sdtContent></w:sdt>" * depth)
    yield "paragraphs.docx", word(said * (size // 2))
    yield "cells.docx", word(f"<w:tbl>{row * (size // 40)}</w:tbl>")
    yield "tables.docx", word(f"<w:tbl><w:tr>{_cell(said)}</w:tr></w:tbl>" * (size // 20))
    yield "span.docx", word(f"<w:tbl><w:tr>{_cell(said, wide) * 50}</w:tr>{row * 9}</w:tbl>")
    yield "entities.docx", word(_text("&j;"), declared=laughs + "]>")
    yield "outside.docx", word(_text("&j;"), declared='<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>')
    yield "bomb.docx", word(_text("5" + " " * (size * 25)))
    yield "bomb-part.docx", word(said, {"word/styles.xml": b" " * (size * 200)})
    yield (
        "styles-loop.docx",
        word(_text("支出5万元", '<w:pPr><w:pStyle w:val="a"/></w:pPr>'), {"word/styles.xml": styles.encode()}),
    )
    yield "levels.docx", word(_text("支出5万元", numbered) * 99, {"word/numbering.xml": numbering.encode()})
    counted = numbered.replace("1000000000", "0")
    yield "numbers.docx", word(_text("支出5万元", counted) * 99, {"word/numbering.xml": numbering.encode()})
    yield "members.docx", word(said, {f"word/x{i}.xml": b"" for i in range(size // 50)})
    yield "runs.docx", word("<w:p>" + "<w:r><w:t>7</w:t></w:r>" * size + "</w:p>")
    yield "prose.docx", word(_text(SENTENCE * 50) * (size // 2000))


# ------------------------------------------------------------------ workbooks


def workbook(sheet: str, more: dict[str, bytes] | None = None, sheets: int = 1, declared: str = "") -> bytes:
    more = more or {}
    known = {"xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    named = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, sheets + 1)]
    named += [(kind, part.removeprefix("xl/")) for part, kind in known.items() if part in more]
    listed = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, sheets + 1))
    told = f"{declared}<worksheet {_S}>{sheet}</worksheet>".encode()
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _relations(*named),
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>'.encode(),
            **{f"xl/worksheets/sheet{i}.xml": told for i in range(1, sheets + 1)},
            **more,
        }
    )


def _value(place: str, value: str, attributes: str = "") -> str:
    return f'<c r="{place}"{attributes}><v>{value}</v></c>'


def _words(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def _rows(number: int) -> str:
    return "".join(
        f'<row r="{i}">{_words(f"A{i}", f"项目{i}")}{_value(f"B{i}", f"{i}.5")}{_value(f"C{i}", "7")}</row>'
        for i in range(1, number + 1)
    )


@lru_cache
def plain_workbook() -> bytes:
    """A workbook to mutate."""
    strings = f"<sst {_S}>" + "".join(f"<si><t>项目{i}</t></si>" for i in range(30)) + "</sst>"
    shared = "".join(
        f'<row r="{i}">{_value(f"A{i}", str(i % 30), _SHARED)}{_value(f"B{i}", f"{i}.5")}</row>' for i in range(1, 60)
    )
    styles = f'<styleSheet {_S}><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
    styles += '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    more = {"xl/sharedStrings.xml": strings.encode(), "xl/styles.xml": styles.encode()}
    return workbook(f'<sheetData>{shared}</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>', more)


def workbooks(size: int) -> Iterator[tuple[str, bytes]]:
    """Workbooks; `size` is how often they do it."""
    few = _rows(5)
    corners = f'<row r="1">{_words("A1", "支出合计")}</row><row r="1048576">{_value("XFD1048576", "5.5")}</row>'
    yield "corners.xlsx", workbook(f'<dimension ref="A1:XFD1048576"/><sheetData>{corners}</sheetData>')
    beyond = f'<row r="9999999999">{_value("ZZZZZZZ9999999999", "5")}</row><row r="-3">{_value("A-3", "6")}</row>'
    yield "beyond.xlsx", workbook(f"<sheetData>{few}{beyond}{_value('', '7')}</sheetData>")
    merged = '<mergeCell ref="A1:XFD1048576"/>'
    yield "merged.xlsx", workbook(f"<sheetData>{few}</sheetData><mergeCells>{merged}</mergeCells>")
    many = "".join(f'<mergeCell ref="A{i}:XFD{i + 9}"/>' for i in range(1, size // 10))
    yield "merges.xlsx", workbook(f"<sheetData>{few}</sheetData><mergeCells>{many}</mergeCells>")
    odd = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("", "A1", "B2:A1", "A0:B0", "$A$1:$B$2", "A1:B2:C3", "A:A"))
    yield "merges-odd.xlsx", workbook(f"<sheetData>{few}</sheetData><mergeCells>{odd}</mergeCells>")
    yield "rows.xlsx", workbook(f"<sheetData>{_rows(size // 4)}</sheetData>")
    wide = "".join(_value(f"{a}{b}{c}1", "7") for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ" for c in "ABCDEFGHIJ")
    yield "columns.xlsx", workbook(f'<sheetData><row r="1">{wide}</row></sheetData>')
    again = f'<row r="1">{_value("A1", "7") * (size // 4)}</row>'
    yield "same-cell.xlsx", workbook(f"<sheetData>{again}</sheetData>")
    strings = f"<sst {_S}>{'<si><t>支出</t></si>' * size}</sst>".encode()
    first = f'<row r="1">{_value("A1", "3", _SHARED)}{_value("B1", "5")}</row>'
    yield "strings.xlsx", workbook(f"<sheetData>{first}</sheetData>", {"xl/sharedStrings.xml": strings})
    astray = first.replace(">3<", ">99999999999<").replace(">5<", ">-1<")
    yield "strings-astray.xlsx", workbook(f"<sheetData>{astray}</sheetData>", {"xl/sharedStrings.xml": strings[:60]})
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    yield "entities.xlsx", workbook(f"<sheetData>{_words('A1', '&j;')}</sheetData>", declared=laughs + "]>")
    yield "bomb.xlsx", workbook(f"<sheetData>{few}{' ' * (size * 25)}</sheetData>")
    yield "bomb-strings.xlsx", workbook(f"<sheetData>{few}</sheetData>", {"xl/sharedStrings.xml": b" " * (size * 200)})
    for name, value in (
        ("exponent", "1E+999999999"),
        ("digits", "9" * size),
        ("small", "1E-999999999"),
        ("nan", "NaN"),
    ):
        dated = _value("C1", value, _STYLED)
        row = f'<row r="1">{_words("A1", "支出")}{_value("B1", value)}{dated}</row>'
        styles = f'<styleSheet {_S}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
        yield f"number-{name}.xlsx", workbook(f"<sheetData>{row}</sheetData>", {"xl/styles.xml": styles.encode()})
    for name, code in (
        ("long", "#" * size),
        ("zeros", "0." + "0" * size),
        ("brackets", "[" * size),
        ("parts", ";" * size),
    ):
        styles = f'<styleSheet {_S}><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        styles += '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
        row = f'<row r="1">{_words("A1", "支出")}{_value("B1", "5", _STYLED)}</row>'
        yield f"format-{name}.xlsx", workbook(f"<sheetData>{row}</sheetData>", {"xl/styles.xml": styles.encode()})
    yield "sheets.xlsx", workbook(f"<sheetData>{few}</sheetData>", sheets=size // 500)
    yield "nested.xlsx", workbook("<sheetData>" + "<row>" * (size // 100) + "</row>" * (size // 100) + "</sheetData>")
