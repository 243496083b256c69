"""Workbooks: what each sheet shows, with the numbers as they are printed, and what of it was not read."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

import pytest

from builders import chart_part, package
from disclosure_rules.sources import Chart, Paragraph, Problem, Source, SourceError, Table, read_bytes
from disclosure_rules.sources.xlsx.numbers import stored
from disclosure_rules.sources.xlsx.rendering import render_number, render_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
FRAME = 1  # the style of a cell with lines around it; 2 and following are the codes of `book`


def relations(*entries: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def book(
    *sheets: str,
    names: Sequence[str] = ("收入表", "支出表", "附表"),
    states: Sequence[str] = (),
    codes: Sequence[str] = (),
    texts: str = "",
    properties: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets, each the inside of its worksheet element."""
    entries = "".join(
        f'<sheet name="{names[index]}" sheetId="{index + 1}" r:id="s{index}"'
        + (f' state="{states[index]}"' if index < len(states) and states[index] else "")
        + "/>"
        for index in range(len(sheets))
    )
    formats = "".join(f"<numFmt numFmtId='{200 + at}' formatCode='{code}'/>" for at, code in enumerate(codes))
    styles = "".join(f"<xf numFmtId='{200 + at}' borderId='1'/>" for at in range(len(codes)))
    frame = "".join(f"<{side} style='thin'/>" for side in ("left", "right", "top", "bottom"))
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
            f"<sheets>{entries}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                *((f"s{index}", "worksheet", f"worksheets/sheet{index}.xml") for index in range(len(sheets))),
                ("t", "sharedStrings", "sharedStrings.xml"),
                ("y", "styles", "styles.xml"),
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><borders><border/>'
            f"<border>{frame}</border></borders><cellXfs><xf/><xf borderId='1'/>{styles}</cellXfs></styleSheet>",
            **{
                f"xl/worksheets/sheet{index}.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet}</worksheet>'
                for index, sheet in enumerate(sheets)
            },
            **(parts or {}),
        }
    )


def cell(reference: str, content: str | int = "", style: int = 0) -> str:
    if isinstance(content, int) or content.replace(".", "").replace("-", "").isdecimal():
        return f'<c r="{reference}" s="{style}"><v>{content}</v></c>'
    inside = f'<is><t xml:space="preserve">{content}</t></is>' if content else ""
    return f'<c r="{reference}" s="{style}" t="inlineStr">{inside}</c>'


def rows(*texts: Sequence[str], first: int = 1, style: int = 0) -> str:
    """Rows of cells from column A on; "" is a cell without content, None no cell."""
    return "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + at)}{number}", text, style) for at, text in enumerate(row) if text is not None)
        + "</row>"
        for number, row in enumerate(texts, start=first)
    )


def data(*content: str) -> str:
    return f"<sheetData>{''.join(content)}</sheetData>"


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


def source(*sheets: str, **options: object) -> Source:
    return read_bytes("book.xlsx", book(*sheets, **options))  # type: ignore[arg-type]


def shown(found: Source) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found.blocks
        if isinstance(block, Paragraph | Table)
    ]


def tables(found: Source) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def said(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.severity, problem.message["en"]) for problem in problems]


ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("594.73000000000002", "0.00", "594.73"),
        ("594.73000000000002", "General", "594.73"),
        ("594.7289999", "G/通用格式", "594.7289999"),
        ("4393.78999999998", "General", "4393.79"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234567890123", "General", "1234567890123"),
        ("1E-3", "General", "0.001"),
        ("2.6749999999999998", "0.00", "2.68"),
        ("-0.125", "0.00", "-0.13"),
        ("1234567.5", "#,##0.00_);(#,##0.00)", "1,234,567.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00;[Red]#,##0.00", "-1,234.50"),
        ("-5", "0;0", "5"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", "0.00;-0.00;;@", ""),
        ("0", "#,###", ""),
        ("0.5", "#.##", ".5"),
        ("12", "0_ ", "12"),
        ("0.12345", "0.00%", "12.35%"),
        ("1", "0%", "100%"),
        ("1234567", "#,##0,", "1,235"),
        ("123456", "0!.0000", "12.3456"),
        ("1234567", '0!.0,"万元"', "123.5万元"),
        ("12", '0.00" 万元"', "12.00 万元"),
        ("1234", "[$¥-804]#,##0.00", "¥1,234.00"),
        ("-1", '"¥"0', "-¥1"),
        ("7", "000", "007"),
        ("1234567", "000-0000", "123-4567"),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("999.999", "0.00E+00", "1.00E+03"),
        ("0.5", "# ?/?", "0.5"),
        ("3", 'General"元"', "3元"),
        ("5", '[>=100]0;[<10]0.0"少";0.00', "5.0少"),
        ("50", '[>=100]0;[<10]0.0"少";0.00', "50.00"),
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657", "yyyy/mm/dd", "2024/12/31"),
        ("45657.75", "[$-804]yyyy-m-d hh:mm:ss", "2024-12-31 18:00:00"),
        ("45657.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("45657", "aaaa", "星期二"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("1.5", "[h]:mm", "36:00"),
        ("-1", "yyyy", "-1"),
        ("1", "0" * 600, "1"),
        ("1", '0"元', "1元"),
        ("1", "0;", "1"),
        ("-1", "0;", ""),
        ("1", "", "1"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, expected: str):
    number = stored(value)
    assert number is not None
    assert render_number(number, code) == expected


def test_dates_may_count_from_1904():
    assert render_number(Decimal(44195), "yyyy-mm-dd", since_1904=True) == "2024-12-31"


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [("甲", "@", "甲"), ("  甲", ACCOUNTING, "  甲"), ("甲", '@"元"', "甲元"), ("甲", ";;;", ""), ("甲", "0.00", "甲")],
)
def test_a_text_is_shown_as_its_format_says(text: str, code: str, expected: str):
    assert render_text(text, code) == expected


@pytest.mark.parametrize("text", ["", "甲", "1e99", "NaN", "Infinity", "1" * 500, "0x1"])
def test_what_is_no_amount_is_no_number(text: str):
    assert stored(text) is None


REPORT = data(
    rows(["甲局收入决算表"], ["编制单位：甲局", None, "单位：万元"]),
    rows(["项目", "金额", ""], ["", "本年", "上年"], ["收入", "594.73", "0"], ["合计", "1.5", ""], first=3, style=2),
    rows(["注：本表反映收入。"], first=7),
) + merged("A1:C1", "A3:A4", "B3:C3")


def test_a_sheet_is_titles_a_table_and_notes_with_the_places_of_the_sheet():
    found = source(REPORT, codes=[ACCOUNTING])
    assert found.format == "xlsx"
    assert shown(found) == [
        "甲局收入决算表",
        "编制单位：甲局",
        "单位：万元",
        [["项目", "金额"], ["本年", "上年"], ["收入", "594.73", "-"], ["合计", "1.50"]],
        "注：本表反映收入。",
    ]
    (table,) = tables(found)
    assert (table.place.block, table.place.table, table.place.sheet) == (3, 1, "收入表")
    assert [(c.place.row, c.place.column, c.row_span, c.column_span) for row in table.rows for c in row] == [
        (3, 1, 2, 1),
        (3, 2, 1, 2),
        (4, 2, 1, 1),
        (4, 3, 1, 1),
        (5, 1, 1, 1),
        (5, 2, 1, 1),
        (5, 3, 1, 1),
        (6, 1, 1, 1),
        (6, 2, 1, 1),
    ]
    assert [block.place.row for block in found.blocks] == [1, 2, 2, 3, 7]
    assert {block.place.sheet for block in found.blocks} == {"收入表"}
    assert found.problems == ()


def test_tables_one_under_another():
    sheet = data(
        rows(["表一"], first=1),
        rows(["甲", "1"], ["乙", "2"], first=2, style=FRAME),
        rows(["表二"], first=4),
        rows(["甲", "3"], ["", ""], ["一、", ""], ["乙", "4"], first=5, style=FRAME),
        rows(["丙", "5"], ["丁", "6"], first=11, style=FRAME),
    )
    assert shown(source(sheet)) == [
        "表一",
        [["甲", "1"], ["乙", "2"]],
        "表二",
        [["甲", "3"], ["一、"], ["乙", "4"]],
        [["丙", "5"], ["丁", "6"]],
    ]


def test_a_table_without_lines():
    sheet = data(
        rows(
            ["收入表"], ["单位名称：甲", "单位：元"], ["项目", "本年", "上年"], ["一、"], ["甲", "1", "2"], ["合计：无"]
        )
    )
    assert shown(source(sheet)) == [
        "收入表",
        "单位名称：甲",
        "单位：元",
        [["项目", "本年", "上年"], ["一、"], ["甲", "1", "2"]],
        "合计：无",
    ]


def test_a_sheet_of_text_is_paragraphs():
    assert shown(source(data(rows(["目录"], ["一、收入"], ["二、支出"])))) == ["目录", "一、收入", "二、支出"]


def test_the_name_of_a_sheet_stands_above_it_where_no_title_does():
    sheet = data(rows(["甲", "1"], ["乙", "2"]))
    assert shown(source(sheet, sheet)) == ["收入表", [["甲", "1"], ["乙", "2"]], "支出表", [["甲", "1"], ["乙", "2"]]]
    assert [table.place.table for table in tables(source(sheet, sheet))] == [1, 2]


def test_texts_of_all_kinds():
    texts = (
        "<si><t>共享</t></si><si><r><t>富</t></r><r><rPr/><t>文本</t></r><rPh sb='0' eb='1'><t>fu</t></rPh></si>"
        "<si><t>甲_x000D_\n乙_x0041_</t></si>"
    )
    sheet = data(
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
        "<row><c t='b'><v>1</v></c><c t='str'><f>A1</f><v>文</v></c><c><f>1+1</f><v>2</v></c></row>"
        "<row><c t='d'><v>2024-12-31</v></c><c t='e'><v>#REF!</v></c><c t='s'><v>9</v></c></row>"
    )
    found = source(sheet, texts=texts)
    assert shown(found)[1] == [["共享", "富文本", "甲\n乙A"], ["TRUE", "文", "2"], ["2024-12-31", "#REF!"]]
    assert said(found.problems) == [
        ("warning", "Sheet '收入表' has 1 cells that show an error (first in B3); correct their formulas."),
        ("warning", "Sheet '收入表' has 1 cells whose text is missing (first in C3): the file is damaged."),
    ]
    place = found.problems[0].place
    assert place is not None and (place.sheet, place.row, place.column) == ("收入表", 3, 2)


def test_a_formula_without_a_value_is_told():
    found = source(data(rows(["甲", "1"]), "<row r='2'><c r='A2'><f>B1</f></c><c r='AB2'><f>B1</f><v/></c></row>"))
    assert said(found.problems) == [
        (
            "warning",
            "Sheet '收入表' has 2 formulas without stored results (first in A2); open it in Excel and save it.",
        )
    ]


def test_what_is_hidden_is_not_read_but_told():
    hidden = (
        '<cols><col min="2" max="2" hidden="1"/></cols>'
        + data(
            rows(["甲", "9", "1"]),
            '<row r="2" hidden="1"><c r="A2"><v>9</v></c></row>',
            rows(["乙", "9", "2"], first=3),
        )
        + merged("B4:C4")
    )
    found = source(hidden, data(rows(["丙"])), names=["一", "二"], states=["", "veryHidden"])
    assert shown(found) == ["一", [["甲", "1"], ["乙", "2"]]]
    assert said(found.problems) == [
        ("note", "Sheet '一' has 3 cells in hidden rows or columns, which were not read (first in B1)."),
        ("note", "1 hidden sheets were not read (二)."),
    ]


def test_merged_cells_show_their_first_cell_even_where_a_part_is_hidden():
    sheet = (
        '<cols><col min="1" max="1" hidden="1"/></cols>'
        + data(rows(["甲", "9", "1"], ["乙", "2", "3"]))
        + merged("A1:B1", "A9", "XFD9:A9", "?")
    )
    found = source(sheet)
    (table,) = tables(found)
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "1"], ["2", "3"]]
    assert [message for _, message in said(found.problems)] == [
        "Sheet '收入表' has 1 cells in hidden rows or columns, which were not read (first in A2).",
        "Sheet '收入表' has 1 cells covered by merged cells, which were not read (first in B1).",
    ]


def test_far_corners_cost_nothing():
    sheet = data('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    begun = time.perf_counter()
    assert shown(source(sheet + merged("A1:XFC1048575"))) == ["1", "2"]
    assert time.perf_counter() - begun < 1


def test_hundreds_of_thousands_of_empty_cells_are_nothing():
    empty = "".join(f'<row r="{row}">' + '<c s="1"/>' * 500 + "</row>" for row in range(3, 603))
    assert shown(source(data(rows(["甲", "1"], ["乙", "2"], style=FRAME), empty)))[1] == [["甲", "1"], ["乙", "2"]]


def drawing(inside: str, row: int = 0) -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006/"
    return (
        f'<xdr:wsDr xmlns:xdr="{space}spreadsheetDrawing" xmlns:a="{space}main" xmlns:c="{space}chart"'
        f' xmlns:r="{OFFICE}">'
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>{row}</xdr:row></xdr:from>{inside}"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )


def drawn(inside: str, row: int = 0, sheet: str = "", **parts: str) -> Source:
    own = {
        "xl/worksheets/_rels/sheet0.xml.rels": relations(("d", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing(inside, row),
        "xl/drawings/_rels/drawing1.xml.rels": relations(("c", "chart", "../charts/chart1.xml")),
    }
    return source(data(sheet or rows(["甲", "1"], ["乙", "2"])), parts={**own, **parts})


def test_text_boxes_stand_where_they_are_drawn():
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>说</a:t></a:r><a:r><a:t>明</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp>"
    assert shown(drawn(box)) == ["收入表", [["甲", "1"], ["乙", "2"]], "说明"]
    assert shown(drawn(box, row=9))[-1] == "说明"


def test_charts_are_read():
    chart = chart_part("图", {"收入": [("甲", "1.5")]})
    found = drawn('<xdr:graphicFrame><c:chart r:id="c"/></xdr:graphicFrame>', **{"xl/charts/chart1.xml": chart})
    (block,) = [block for block in found.blocks if isinstance(block, Chart)]
    assert (block.title, block.series[0].points[0].value, block.place.sheet) == ("图", "1.5", "收入表")
    missing = drawn('<xdr:graphicFrame><c:chart r:id="c"/></xdr:graphicFrame>')
    assert said(missing.problems) == [("warning", "1 charts have no data that can be read.")]


def test_a_workbook_of_pictures_says_so():
    found = drawn("<xdr:pic/>" * 10)
    assert said(found.problems) == [
        ("warning", "The workbook has 4 cells and 10 pictures; figures in the pictures are unchecked.")
    ]
    many = rows(*(["甲", "1"] for _ in range(50)))
    assert said(drawn("<xdr:pic/>", sheet=many).problems)[0][0] == "note"


def test_pictures_in_cells_are_pictures():
    sheet = data(rows(["甲", "1"]), '<row r="2"><c r="A2" t="str"><f>x</f><v>=DISPIMG("ID_1",1)</v></c></row>')
    assert "1 pictures" in said(source(sheet).problems)[0][1]


def test_a_strict_workbook():
    content = book(data(rows(["甲", "1"], ["乙", "2"])))
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for common, other in strict.items():
        parts = {name: text.replace(common, other) for name, text in parts.items()}
    assert shown(read_bytes("book.xlsx", package(parts)))[1] == [["甲", "1"], ["乙", "2"]]


def test_a_damaged_sheet_does_not_lose_the_others():
    found = source(data(rows(["甲"])), "<sheetData><row>", names=["一", "二"])
    assert shown(found) == ["甲"]
    (problem,) = found.problems
    assert problem.severity == "warning" and problem.place is not None and problem.place.sheet == "二"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (package({"xl/workbook.xml": "<a/>"}), "without a list of its sheets"),
        (package({"xl/workbook.bin": ""}), "binary Excel workbook"),
        (book(data()), "no text"),
        (book(data(), names=["一"], states=["hidden"]), "hidden sheets"),
        (book(data("<row>" + "<c><v>1</v></c>" * 100_001 + "</row>")), "too many"),
    ],
)
def test_what_is_no_workbook_with_content_is_refused(content: bytes, reason: str):
    with pytest.raises(SourceError, match=reason):
        read_bytes("book.xlsx", content)


def test_malformed_references_and_numbers_do_not_stop_reading():
    sheet = data(
        "<row r='x'><c r='?'><v>甲</v></c><c r='ZZZ1'><v>1</v></c><c s='99999'><v>1e999</v></c></row>"
        "<row r='99999999'><c r='A1'><v>2</v></c><c t='s'><v>-1</v></c></row>"
    )
    found = source(sheet)
    assert {text for block in tables(found) for row in block.rows for text in (cell.text for cell in row)} >= {
        "甲",
        "1",
    }
