"""PDF files: what stands on paper is read where it stands, and what cannot be read is said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from disclosure_rules.sources import Block, Paragraph, Problem, SourceError, Table, read_bytes
from disclosure_rules.sources.block import Cell
from disclosure_rules.sources.pdf import read
from pdf_files import Pdf, Sheet

ACROSS = (72, 222, 322, 422)
DOWN = (700, 680, 660, 640)
CELLS = (("项目", "预算数", "决算数"), ("基本支出", "1,234.50", "1,200.00"), ("项目支出", "10.00", "9.80"))
FULL = "一二三四五六七八九十" * 4  # a line of 40 characters that fills the page from 60 to 540


def blocks(pdf: Pdf) -> tuple[Block, ...]:
    return read(pdf.to_bytes())[0]


def problems(pdf: Pdf) -> tuple[Problem, ...]:
    return read(pdf.to_bytes())[1]


def texts(pdf: Pdf) -> list[str]:
    return [block.text for block in blocks(pdf) if isinstance(block, Paragraph)]


def tables(pdf: Pdf) -> list[Table]:
    return [block for block in blocks(pdf) if isinstance(block, Table)]


def content(table: Table) -> list[list[tuple[str, int, int, int]]]:
    return [
        [(cell.text, cell.place.column or 0, cell.column_span, cell.row_span) for cell in row] for row in table.rows
    ]


def where(text: Paragraph | Cell, start: int, end: int) -> tuple[int, tuple[int, int, int, int]]:
    """The page, and the box on it, where the characters from `start` to `end` begin."""
    return next((strip.page, box) for strip in text.strips if (box := strip.box(start, end)) is not None)


def plain(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def filled(sheet: Sheet) -> Sheet:
    for y, row in zip(DOWN, CELLS, strict=False):
        sheet.row(ACROSS, y - 14, row)
    return sheet


def expected() -> list[list[str]]:
    return [list(row) for row in CELLS]


# Tables with rulings


def test_a_ruled_table_is_read_with_its_places():
    pdf = Pdf()
    filled(pdf.sheet().text(200, 760, "支出决算表").text(360, 710, "单位：万元", size=10).grid(ACROSS, DOWN))
    found = blocks(pdf)
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["支出决算表", "单位：万元"]
    (table,) = tables(pdf)
    assert plain(table) == expected()
    assert (table.place.page, table.place.block, table.place.table) == (1, 2, 1)
    cell = table.rows[1][1]
    assert (cell.place.row, cell.place.column, cell.place.page) == (2, 2, 1)
    assert cell.place.box == (22200, 66000, 32200, 68000)
    _, box = where(cell, 0, 5)
    assert box[0] == 22400 and abs(box[2] - 22400 - 5 * 500) < 200
    assert 66000 < box[1] < box[3] < 68000


def test_merged_cells_appear_once_with_their_spans():
    sheet = Pdf().sheet()
    pdf = Pdf([sheet])
    sheet.line(72, 700, 422, 700).line(72, 640, 422, 640).line(72, 660, 422, 660).line(222, 680, 422, 680)
    for x in (72, 222, 422):
        sheet.line(x, 700, x, 640)
    sheet.line(322, 680, 322, 640)
    sheet.text(100, 676, "项目", size=10).text(300, 686, "合计", size=10)
    sheet.row(ACROSS, 666, ("", "收入", "支出")).row(ACROSS, 646, ("甲", "1.00", "2.00"))
    (table,) = tables(pdf)
    assert content(table) == [
        [("项目", 1, 1, 2), ("合计", 2, 2, 1)],
        [("收入", 2, 1, 1), ("支出", 3, 1, 1)],
        [("甲", 1, 1, 1), ("1.00", 2, 1, 1), ("2.00", 3, 1, 1)],
    ]


@pytest.mark.parametrize("missing", ["left", "right", "both", "top", "bottom"])
def test_outer_borders_may_be_missing(missing: str):
    sheet = Pdf().sheet()
    pdf = Pdf([filled(sheet)])
    for x in ACROSS:
        if not (missing in ("left", "both") and x == 72) and not (missing in ("right", "both") and x == 422):
            sheet.line(x, 700, x, 640)
    for y in DOWN:
        if not (missing == "top" and y == 700) and not (missing == "bottom" and y == 640):
            sheet.line(72, y, 422, y)
    (table,) = tables(pdf)
    assert plain(table) == expected()


@pytest.mark.parametrize("style", ["boxes", "pieces", "rectangles", "one path", "form", "scaled form"])
def test_rulings_are_drawn_in_many_ways(style: str):
    pdf = Pdf()
    sheet = filled(pdf.sheet())
    left, right, top, bottom = ACROSS[0], ACROSS[-1], DOWN[0], DOWN[-1]
    if style == "boxes":
        for x in ACROSS:
            sheet.raw(f"{x - 0.4} {bottom} 0.8 {top - bottom} re f")
        for y in DOWN:
            sheet.raw(f"{left} {y - 0.4} {right - left} 0.8 re f")
    elif style == "pieces":
        for x in ACROSS:
            for y in range(bottom, top, 5):
                sheet.line(x, y, x, y + 4)
        for y in DOWN:
            for x in range(left, right, 5):
                sheet.line(x, y, x + 5, y)
    elif style == "rectangles":
        for x, to_x in pairwise(ACROSS):
            for to_y, y in pairwise(DOWN):
                sheet.raw(f"0.5 w {x} {y} {to_x - x} {to_y - y} re S")
    elif style == "one path":
        steps = [f"{x} {bottom} m {x} {top} l" for x in ACROSS] + [f"{left} {y} m {right} {y} l" for y in DOWN]
        sheet.raw(f"0.5 w {' '.join(steps)} S")
    elif style == "form":
        pdf.form = "\n".join(Sheet().grid(ACROSS, DOWN).content)
        sheet.raw("/X Do")
    else:
        pdf.form = "\n".join(Sheet().grid([x * 10 for x in ACROSS], [y * 10 for y in DOWN]).content)
        pdf.form_entries = "/Matrix [0.1 0 0 0.1 0 0]"
        pdf.form = pdf.form.replace("0.5 w", "5 w")
        sheet.raw("/X Do")
    (table,) = tables(pdf)
    assert plain(table) == expected()


def test_fields_of_colour_and_white_lines_are_no_rulings():
    pdf = Pdf()
    sheet = pdf.sheet().raw("0.9 0.9 1 rg 72 680 350 20 re f 0 g")
    filled(sheet.grid(ACROSS, DOWN)).raw("1 1 1 RG 0.5 w 150 700 m 150 640 l S 0 0 0 RG")
    (table,) = tables(pdf)
    assert plain(table) == expected()


def test_a_ruling_outside_the_clip_path_is_not_seen():
    pdf = Pdf()
    filled(pdf.sheet().grid(ACROSS, DOWN)).raw("q 0 0 50 50 re W n 0.5 w 150 700 m 150 640 l S Q")
    assert plain(tables(pdf)[0]) == expected()


def test_empty_rows_and_columns_are_kept():
    pdf = Pdf()
    pdf.sheet().grid(ACROSS, (700, 680, 660, 640, 620)).row(ACROSS, 686, ("项目", "金额"))
    assert plain(tables(pdf)[0]) == [["项目", "金额", ""], ["", "", ""], ["", "", ""], ["", "", ""]]


def test_wrapped_labels_are_joined_and_two_numbers_are_not():
    pdf = Pdf()
    sheet = pdf.sheet().grid((72, 142, 242), (700, 660, 620))
    sheet.text(75, 686, "机关事业单", size=10).text(75, 670, "位缴费", size=10)
    sheet.text(145, 686, "12.00", size=10).text(145, 670, "13.00", size=10)
    sheet.text(75, 640, "Gross", size=10).text(75, 626, "total", size=10)
    assert plain(tables(pdf)[0]) == [["机关事业单位缴费", "12.00\n13.00"], ["Gross total", ""]]


def test_columns_three_points_apart_stay_apart():
    pdf = Pdf()
    sheet = pdf.sheet().grid((72, 132, 182, 232), (700, 680))
    sheet.text(83.5, 686, "1,234.50", size=12).text(133.5, 686, "1,234.50", size=12)
    assert plain(tables(pdf)[0]) == [["1,234.50", "1,234.50", ""]]


def test_a_frame_around_text_is_no_table():
    pdf = Pdf()
    pdf.sheet().raw("0.5 w 50 600 400 100 re S").text(72, 660, "这一段文字外面有一个框。")
    assert tables(pdf) == []
    assert texts(pdf) == ["这一段文字外面有一个框。"]


def test_a_grid_in_a_cell_is_a_table_of_its_own():
    pdf = Pdf()
    sheet = pdf.sheet().grid((50, 300, 550), (800, 500, 400)).text(60, 770, "外", size=10)
    sheet.grid((100, 150, 200), (700, 680, 660)).text(110, 686, "内", size=10)
    outer, inner = sorted(tables(pdf), key=lambda table: -(table.place.box or (0, 0, 0, 0))[3])
    assert (plain(outer)[0][0], plain(inner)[0][0]) == ("外", "内")


# Tables without some or all rulings


def test_columns_without_vertical_rulings():
    pdf = Pdf()
    sheet = filled(pdf.sheet())
    for y in DOWN:
        sheet.line(72, y, 422, y)
    assert plain(tables(pdf)[0]) == expected()


def test_rules_above_and_below_only():
    pdf = Pdf()
    sheet = filled(pdf.sheet())
    for y in (DOWN[0], DOWN[1], DOWN[-1]):
        sheet.line(72, y, 422, y)
    assert plain(tables(pdf)[0]) == expected()


def test_a_box_with_horizontal_rulings_only():
    pdf = Pdf()
    sheet = filled(pdf.sheet()).line(72, 700, 72, 640).line(422, 700, 422, 640)
    for y in DOWN:
        sheet.line(72, y, 422, y)
    assert plain(tables(pdf)[0]) == expected()


def test_rows_without_horizontal_rulings():
    pdf = Pdf()
    filled(pdf.sheet().grid(ACROSS, (DOWN[0], DOWN[1], DOWN[-1])))
    assert plain(tables(pdf)[0]) == expected()


def test_no_rulings_at_all():
    pdf = Pdf()
    sheet = filled(pdf.sheet()).row(ACROSS, 626, ("合计", "1,244.50", "1,209.80"))
    sheet.text(72, 760, "下表没有线。")
    assert plain(tables(pdf)[0]) == [*expected(), ["合计", "1,244.50", "1,209.80"]]
    assert texts(pdf) == ["下表没有线。"]


def test_prose_and_contents_are_no_tables():
    pdf = Pdf()
    sheet = pdf.sheet()
    for number in range(6):
        sheet.text(72, 700 - 20 * number, f"第{'一二三四五六'[number]}部分").text(
            400, 700 - 20 * number, str(3 + number)
        )
    for number in range(5):
        sheet.text(72, 500 - 20 * number, "收入 12 支出 34 结余" + "……" * 5 + f"{number + 7}")
    sheet.lines(60, 300, [FULL, FULL, FULL, "2024年 1,234.50万元 比上年"])
    assert tables(pdf) == []
    assert texts(pdf)[:2] == ["第一部分 3", "第二部分 4"]
    assert len(texts(pdf)) == 12


# Paragraphs


def test_soft_wraps_are_joined_also_inside_a_number():
    pdf = Pdf()
    pdf.sheet().text(84, 700, FULL[:38]).text(60, 682, FULL[:37] + "123").text(60, 664, "4.56万元。").text(
        84, 646, "另起。"
    )
    assert texts(pdf) == [FULL[:38] + FULL[:37] + "1234.56万元。", "另起。"]


def test_a_long_heading_in_the_middle_is_joined_and_two_headings_are_not():
    pdf = Pdf()
    sheet = (
        pdf.sheet()
        .text(63, 780, "某某市某某区某某某局二〇二四年度部门决算情况的", size=20)
        .text(280, 756, "说明", size=20)
    )
    sheet.lines(60, 700, [FULL, FULL, FULL])
    pdf.sheet().text(220, 500, "某某市某局", size=30).text(160, 450, "二〇二四年部门决算", size=30)
    assert texts(pdf) == [
        "某某市某某区某某某局二〇二四年度部门决算情况的说明",
        FULL * 3,
        "某某市某局",
        "二〇二四年部门决算",
    ]


def test_a_line_that_ends_early_ends_its_paragraph():
    pdf = Pdf()
    pdf.sheet().lines(60, 700, [FULL, "收入合计一千元。", FULL, "支出合计一千元。"])
    assert texts(pdf) == [FULL + "收入合计一千元。", FULL + "支出合计一千元。"]


def test_marks_of_lists_begin_paragraphs():
    pdf = Pdf()
    pdf.sheet().text(60, 700, "一、收入情况").text(60, 682, "（一）" + FULL[:36] + "。").text(60, 664, "（二）支出情况")
    assert texts(pdf) == ["一、收入情况", "（一）" + FULL[:36] + "。", "（二）支出情况"]


def test_a_mark_of_a_list_does_not_glue_to_a_number():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "1.").text(88, 700, "2025年收入12.5万元")
    assert texts(pdf) == ["1. 2025年收入12.5万元"]


def test_digits_on_another_baseline_are_in_their_line():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "收入").text(96, 697.5, "1,234.50").text(144, 700, "万元").text(72, 684, "支出")
    assert texts(pdf) == ["收入1,234.50万元", "支出"]


def test_headings_in_the_middle_and_units_stand_alone():
    pdf = Pdf()
    sheet = (
        pdf.sheet().text(240, 760, "部门决算说明", size=16).text(60, 730, "编制部门：某局").text(480, 730, "单位：元")
    )
    sheet.text(84, 700, FULL[:38]).text(60, 682, "完。")
    assert texts(pdf) == ["部门决算说明", "编制部门：某局 单位：元", FULL[:38] + "完。"]


def test_a_paragraph_runs_over_a_page_break_and_page_numbers_are_dropped():
    pdf = Pdf()
    for number in range(1, 4):
        sheet = pdf.sheet().text(250, 800, "某局部门决算", size=9).text(285, 30, f"- {number} -", size=9)
        sheet.lines(60, 700, [FULL, FULL])
    pdf.sheets[-1].text(60, 664, "终。")
    (paragraph,) = blocks(pdf)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == FULL * 6 + "终。"
    assert where(paragraph, 80, 84)[0] == 2


def test_plain_page_numbers_are_dropped_and_figures_at_the_foot_are_not():
    pdf = Pdf()
    for number in (4, 5, 6):
        pdf.sheet().text(84, 700, f"第{number}段。").text(290, 40, str(number))
    assert texts(pdf) == ["第4段。", "第5段。", "第6段。"]
    other = Pdf()
    other.sheet().text(84, 700, "金额").text(290, 40, "17")
    assert texts(other) == ["金额", "17"]


def test_units_at_the_head_of_every_page_are_kept():
    pdf = Pdf()
    for _ in range(4):
        filled(pdf.sheet(height=720).grid(ACROSS, DOWN)).text(360, 706, "单位：万元", size=10)
    assert texts(pdf) == ["单位：万元"] * 4


# What can be seen


def test_what_is_drawn_twice_is_read_once():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "合计11.00").text(72.4, 700, "合计11.00").text(72, 650, "甲甲11")
    assert texts(pdf) == ["合计11.00", "甲甲11"]


@pytest.mark.parametrize(
    "hidden",
    [
        Sheet().text(72, 900, "隐藏").content[0],
        Sheet().text(72, 600, "隐藏", extra="3 Tr").content[0] + " BT 0 Tr ET",
        "q 0 0 50 50 re W n " + Sheet().text(72, 600, "隐藏").content[0] + " Q",
        "q 0 620 400 400 re W n " + Sheet().text(72, 600, "隐藏").content[0] + " Q",
    ],
    ids=["outside the page", "without ink", "outside the clip path", "below the clip path"],
)
def test_what_cannot_be_seen_is_not_read(hidden: str):
    pdf = Pdf()
    pdf.sheet().text(72, 700, "可见").raw(hidden)
    assert texts(pdf) == ["可见"]


def test_text_that_flows_out_of_its_clip_path_is_cut_where_the_paper_cuts_it():
    pdf = Pdf()
    text = Sheet().text(72, 700, "一二三四五六").content[0]
    pdf.sheet().raw(f"q 72 690 36 30 re W n {text} Q").text(110, 700, "12.00")
    assert texts(pdf) == ["一二三12.00"]


def test_only_the_crop_box_is_seen_and_boxes_are_from_its_corner():
    pdf = Pdf()
    pdf.sheet(crop=(50, 50, 500, 750)).text(72, 700, "里面").text(72, 760, "外面")
    (block,) = blocks(pdf)
    assert isinstance(block, Paragraph)
    assert block.text == "里面"
    assert (block.place.box or (0,))[0] == 2200


def test_text_in_a_form_is_read():
    pdf = Pdf(form="q 0 0 300 300 re W n " + Sheet().text(10, 10, "表单里").content[0] + " Q")
    pdf.sheet().raw("q 1 0 0 1 100 500 cm /X Do Q")
    (block,) = blocks(pdf)
    assert isinstance(block, Paragraph)
    assert block.text == "表单里"
    assert (block.place.box or (0,))[0] == 11000


# Turned pages


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(rotate: int):
    turn = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[rotate]
    corner = {0: (0, 0), 90: (842, 0), 180: (842, 595), 270: (0, 595)}[rotate]
    wide, high = (842, 595) if rotate % 180 == 0 else (595, 842)
    corner = {0: (0, 0), 90: (595, 0), 180: (842, 595), 270: (0, 842)}[rotate]
    upright = filled(Sheet().text(200, 400, "支出决算表").raw("").grid(ACROSS, DOWN))
    content = "\n".join(upright.content)
    for turned in (rotate, 0):  # the page says that it is turned when shown, or is only drawn so
        pdf = Pdf()
        pdf.sheet(wide, high, rotate=turned).raw(f"q {turn} {corner[0]} {corner[1]} cm 1 0 0 1 0 -150 cm {content} Q")
        (table,) = tables(pdf)
        assert plain(table) == expected()
        cell = table.rows[1][1]
        assert cell.place.box is not None
        if turned == rotate:
            assert cell.place.box == (22200, 51000, 32200, 53000)
        outer, inner = cell.place.box, where(cell, 0, 1)[1]
        assert outer[0] <= inner[0] < inner[2] <= outer[2] and outer[1] <= inner[1] < inner[3] <= outer[3]


def test_a_page_number_that_runs_up_the_side_is_dropped():
    pdf = Pdf()
    pdf.sheet(842, 595).text(84, 400, "正文在这里。").text(20, 300, "- 7 -", matrix="0 1 -1 0")
    assert texts(pdf) == ["正文在这里。"]


# What cannot be read


def test_a_scan_is_refused():
    pdf = Pdf()
    pdf.sheet().raw("q 595 0 0 842 0 0 cm /I Do Q")
    with pytest.raises(SourceError, match="scanned"):
        read(pdf.to_bytes())
    with pytest.raises(SourceError) as caught:
        read_bytes("report.pdf", pdf.to_bytes())
    assert "扫描" in caught.value.message["zh"]


def test_scanned_pages_among_others_are_told_in_one_sentence():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文")
    for _ in range(3):
        pdf.sheet().raw("q 595 0 0 842 0 0 cm /I Do Q")
    pdf.sheet().text(72, 700, "正文").raw("q 200 0 0 200 0 0 cm /I Do Q")
    scanned, pictures = problems(pdf)
    assert scanned.severity == "warning"
    assert scanned.message["en"].startswith("Pages 2-4 hold pictures only")
    assert scanned.place is not None and scanned.place.page == 2
    assert (pictures.severity, pictures.message["en"][:18]) == ("note", "Page 5 holds pictu")


def test_text_recognised_below_a_picture_is_told():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文")
    pdf.sheet().raw("q 595 0 0 842 0 0 cm /I Do Q").text(72, 700, "识别出来的字", extra="3 Tr")
    assert texts(pdf) == ["正文"]
    assert "识别" in problems(pdf)[0].message["zh"]


@pytest.mark.parametrize("font", ["/N 12 Tf 72 600 Td <010101>", "/D 12 Tf 72 600 Td <004100420043>"])
def test_characters_without_a_name_are_told_and_never_guessed(font: str):
    pdf = Pdf()
    pdf.sheet().text(72, 700, "收入").raw(f"BT {font} Tj ET")
    assert texts(pdf) == ["收入", "\ufffd\ufffd\ufffd"]
    (problem,) = problems(pdf)
    assert "does not name its characters" in problem.message["en"]


def test_slanted_text_is_told():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文").text(200, 300, "内部资料", size=40, matrix="0.7 0.7 -0.7 0.7")
    assert texts(pdf) == ["正文"]
    assert "watermark" in problems(pdf)[0].message["en"]


def test_blank_pages_are_no_trouble():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文")
    pdf.sheet()
    assert problems(pdf) == ()
    with pytest.raises(SourceError, match="no text"):
        read(Pdf([Sheet()]).to_bytes())


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"]
)
def test_damaged_files_are_refused(data: bytes):
    with pytest.raises(SourceError, match="damaged or cut off"):
        read_bytes("report.pdf", data)


def test_a_password_is_told():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文")
    entries = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"11" * 32,
        b"22" * 32,
    )
    with pytest.raises(SourceError, match="password"):
        read(pdf.to_bytes().replace(b"/Root", entries))


def test_a_line_before_the_mark_of_the_format_does_not_matter():
    pdf = Pdf()
    pdf.sheet().text(72, 700, "正文")
    assert read_bytes("report.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + pdf.to_bytes()).format == "pdf"


def test_more_pages_than_any_report_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("disclosure_rules.sources.pdf.MAX_PAGES", 2)
    pdf = Pdf([Sheet().text(72, 700, "正文") for _ in range(3)])
    with pytest.raises(SourceError, match="over the limit"):
        read(pdf.to_bytes())


def test_a_page_that_holds_too_much_is_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("disclosure_rules.sources.pdf.rulings.MAX_OBJECTS", 50)
    crowded = Sheet()
    for x in range(60):
        crowded.line(x, 0, x, 100)
    pdf = Pdf([Sheet().text(72, 700, "正文"), crowded, Sheet().text(72, 700, "又一页")])
    assert texts(pdf) == ["正文", "又一页"]
    assert problems(pdf)[0].message["en"].startswith("Page 2 was not read")


def test_a_grid_of_very_many_cells_is_no_trouble():
    crowded = Sheet()
    for step in range(400):
        crowded.line(step * 1.4, 0, step * 1.4, 560).line(0, step * 1.4, 560, step * 1.4)
    pdf = Pdf([Sheet().text(72, 700, "正文"), crowded])
    assert texts(pdf) == ["正文"]
