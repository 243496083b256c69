"""Word documents: text as its reader sees it, numbers, tables, charts."""

from __future__ import annotations

import pytest

from builders import CellXml, Docx, Level, cell, package, paragraph, run, table
from disclosure_rules.sources import Chart, Paragraph, Table, read_bytes


def read(document: Docx):
    return read_bytes("report.docx", document.to_bytes())


def texts(document: Docx) -> list[str]:
    return [block.text for block in read(document).blocks if isinstance(block, Paragraph)]


def rows(block: Table) -> list[list[tuple[str, int, int, int, int]]]:
    return [[(c.text, c.place.row, c.place.column, c.row_span, c.column_span) for c in row] for row in block.rows]


def box(content: str) -> str:
    return f"<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"


def field_of(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{run(result)}{mark('end')}"


def test_a_number_split_over_runs_is_one_text():
    assert texts(Docx().paragraph("收入合计5", "94", ".73万", "元")) == ["收入合计594.73万元"]


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (f"<w:ins>{run('5')}</w:ins><w:del><w:r><w:delText>6</w:delText></w:r></w:del>", "收入5"),
        (f"<w:moveTo>{run('5')}</w:moveTo><w:moveFrom>{run('6')}</w:moveFrom>", "收入5"),
        (f"<w:del>{run('6')}</w:del>", "收入"),
        (run("6", properties="<w:vanish/>") + run("5", properties='<w:vanish w:val="0"/>'), "收入5"),
        (run("6", properties='<w:rStyle w:val="Hidden"/>'), "收入"),
        (f'<w:hyperlink r:id="x">{run("5")}</w:hyperlink>', "收入5"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('5')}</w:sdtContent></w:sdt>", "收入5"),
        (f'<w:fldSimple w:instr="REF a">{run("5")}</w:fldSimple>', "收入5"),
        (field_of("= SUM(B2:B3)", "5"), "收入5"),
        ("<w:r><w:footnoteReference w:id='2'/></w:r>", "收入"),
        ("<w:r><w:t>5</w:t><w:tab/><w:t>6</w:t><w:br/><w:t>7</w:t><w:noBreakHyphen/></w:r>", "收入5\t6\n7-"),
        ("<w:r><w:br w:type='page'/><w:t>5</w:t></w:r>", "收入5"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "收入☑"),
        (f"<w:ruby><w:rt>{run('shōu')}</w:rt><w:rubyBase>{run('5')}</w:rubyBase></w:ruby>", "收入5"),
    ],
)
def test_a_paragraph_reads_as_it_is_shown(inside, seen):
    hidden = '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert texts(Docx(styles=hidden).paragraph("收入", inside)) == [seen]


def test_a_field_inside_the_code_of_a_field_is_not_shown():
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field_of("REF x", "7")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("5")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run("万元")
    )
    assert texts(Docx().paragraph(nested)) == ["5万元"]


def test_a_field_left_open_hides_nothing_in_the_next_paragraph():
    document = Docx().paragraph("甲", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>').paragraph("收入5万元")
    assert texts(document) == ["甲", "收入5万元"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    document = Docx().raw(paragraph("收入合计59", properties="<w:rPr><w:del/></w:rPr>")).paragraph("4.73万元")
    (block,) = read(document).blocks
    assert block.text == "收入合计594.73万元"
    assert (block.place.line, block.line_at(0), block.line_at(6)) == (1, 1, 2)


def test_lines_count_every_paragraph():
    document = Docx().paragraph("甲").paragraph().table([["乙", "丙\n丁"]]).paragraph("戊")
    first, grid, last = read(document).blocks
    assert (first.place.line, last.place.line) == (1, 6)
    assert [c.place.line for c in grid.rows[0]] == [3, 4]
    assert grid.rows[0][1].line_at(2) == 5
    assert [block.place.block for block in (first, grid, last)] == [0, 1, 2]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="Chapter"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>
"""


def test_heading_levels_come_from_styles_and_outline_levels():
    document = Docx(styles=STYLES)
    for style, level in (("1", None), ("2", None), ("x", None), ("a", None), ("", 3), ("1", 10), ("loop", None)):
        document.paragraph("标题", style=style, level=level)
    assert [block.level for block in read(document).blocks] == [1, 2, 2, None, 3, None, None]


PARTS = (
    Level("chineseCounting", "第%1部分"),
    Level("chineseCountingThousand", "%2、"),
    Level("chineseCounting", "（%3）"),
    Level("decimal", "%4."),
)


def numbers(document: Docx) -> list[str]:
    return [block.number for block in read(document).blocks]


def test_numbers_are_drawn_and_restart_below_a_higher_level():
    document = Docx(lists=[PARTS])
    for level in (0, 1, 2, 2, 3, 1, 2, 0, 1):
        document.paragraph("标题", number=(1, level))
    assert numbers(document) == ["第一部分", "一、", "（一）", "（二）", "1.", "二、", "（一）", "第二部分", "一、"]


def test_numbers_of_several_levels_start_where_the_list_says():
    levels = (
        Level("decimal", "%1", start=3),
        Level("upperRoman", "%1.%2"),
        Level("decimal", "%2-%3", more="<w:isLgl/>"),
    )
    document = Docx(lists=[levels])
    for level in (0, 1, 1, 2):
        document.paragraph("标题", number=(1, level))
    assert numbers(document) == ["3", "3.I", "3.II", "2-1"]


def test_a_level_can_refuse_to_restart():
    levels = (Level("decimal", "%1"), Level("decimal", "%2", more='<w:lvlRestart w:val="0"/>'))
    document = Docx(lists=[levels])
    for level in (0, 1, 0, 1):
        document.paragraph("标题", number=(1, level))
    assert numbers(document) == ["1", "1", "2", "2"]


def test_a_list_with_a_start_of_its_own_starts_anew_and_one_without_goes_on():
    override = '<w:abstractNumId w:val="1"/>'
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = Docx(lists=[(Level("decimal", "%1、"),)] * 3, list_overrides={2: override, 3: override + start})
    for number in (1, 1, 2, 3, 3):
        document.paragraph("标题", number=(number, 0))
    assert numbers(document) == ["1、", "2、", "3、", "5、", "6、"]


def test_a_style_brings_its_number_and_zero_takes_it_away():
    levels = (Level("decimal", "%1"), Level("chineseCounting", "%2、", paragraph_style="2"))
    document = Docx(lists=[levels], styles=STYLES)
    document.paragraph("甲", style="2").paragraph("乙", style="2", number=(0, 0)).paragraph("丙", style="x")
    assert numbers(document) == ["一、", "", "二、"]


def test_bullets_and_unknown_lists_have_no_number():
    document = Docx(lists=[(Level("bullet", "●"),)]).paragraph("甲", number=(1, 0)).paragraph("乙", number=(9, 0))
    assert numbers(document) == ["", ""]


def test_an_empty_numbered_paragraph_counts():
    document = (
        Docx(lists=[PARTS]).paragraph("甲", number=(1, 0)).paragraph(number=(1, 0)).paragraph("丙", number=(1, 0))
    )
    assert numbers(document) == ["第一部分", "第三部分"]


def test_a_numbered_cell_holds_its_number():
    numbered = CellXml(paragraph(number=(1, 0)))
    document = Docx(lists=[(Level("decimal", "%1"),)]).table([[numbered, "办公费"], [numbered, "印刷费"]])
    assert [[c.text for c in row] for row in read(document).blocks[0].rows] == [["1", "办公费"], ["2", "印刷费"]]


def test_merged_cells_appear_once_with_their_spans():
    document = Docx().table(
        [
            [cell("项目", merge="restart"), cell("2023年", span=2), "备注"],
            [cell("", merge="continue"), "预算", "决算", ""],
            [cell("", merge="continue"), "5", "6", "无"],
            [cell("合计", span=2), "6", "无"],
        ]
    )
    assert rows(read(document).blocks[0]) == [
        [("项目", 1, 1, 3, 1), ("2023年", 1, 2, 1, 2), ("备注", 1, 4, 1, 1)],
        [("预算", 2, 2, 1, 1), ("决算", 2, 3, 1, 1), ("", 2, 4, 1, 1)],
        [("5", 3, 2, 1, 1), ("6", 3, 3, 1, 1), ("无", 3, 4, 1, 1)],
        [("合计", 4, 1, 1, 2), ("6", 4, 3, 1, 1), ("无", 4, 4, 1, 1)],
    ]


def test_rows_may_begin_late_and_deleted_rows_are_gone():
    properties = {1: "<w:del/>", 2: '<w:gridBefore w:val="1"/>'}
    document = Docx().raw(table([["甲", "乙"], ["丙", "丁"], ["戊"]], row_properties=properties))
    assert rows(read(document).blocks[0]) == [[("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)], [("戊", 2, 2, 1, 1)]]


def test_a_nested_table_follows_the_table_it_stands_in():
    inner = table([["内", "5"]])
    document = Docx().table([[CellXml(paragraph("外") + inner + paragraph()), "6"]]).paragraph("后")
    outer, nested, after = read(document).blocks
    assert [c.text for c in outer.rows[0]] == ["外", "6"]
    assert [c.text for c in nested.rows[0]] == ["内", "5"]
    assert (outer.place.table, nested.place.table, after.text) == (1, 2, "后")


def test_a_text_box_is_read_once():
    shape = box(paragraph("框内5万元") + table([["甲", "乙"]]))
    both = (
        f"<mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    document = Docx().paragraph("前", f"<w:r>{both}</w:r>").paragraph("后")
    blocks = read(document).blocks
    assert [b.text if isinstance(b, Paragraph) else "表" for b in blocks] == ["前", "框内5万元", "表", "后"]
    assert [b.place.line for b in blocks] == [1, 2, 3, 5]


def test_a_text_box_with_only_a_fallback_is_read():
    old = f"<w:pict><v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></w:pict>"
    both = f"<mc:AlternateContent><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert texts(Docx().paragraph(f"<w:r>{both}</w:r>")) == ["旧框"]


def test_charts_stand_where_they_are_drawn_with_their_cached_data():
    document = Docx().paragraph("前")
    points = [("基本支出", "0.58430000000000004"), ("项目支出", "0.41570000000000001")]
    document.chart("支出结构图", {"列1": points}, text="图2")
    document.chart("", {"2022年": [("收入", "5")], "2023年": [("收入", "6.50")], "空": []}, unit_line="单位：万元")
    _, caption, first, second = read(document).blocks
    assert caption.text == "图2"
    assert (first.title, first.place.line) == ("支出结构图", 2)
    assert [(p.category, p.value, p.place.line) for p in first.series[0].points] == [
        ("基本支出", "0.5843", 2),
        ("项目支出", "0.4157", 2),
    ]
    assert isinstance(second, Chart)
    assert (second.title, second.unit_line) == ("", "单位：万元")
    assert [(s.name, [p.value for p in s.points]) for s in second.series] == [("2022年", ["5"]), ("2023年", ["6.50"])]


def test_categories_of_several_levels_are_joined_the_outermost_first():
    part = Docx().chart("图", {"列1": [("收入", "1"), ("支出", "2"), ("收入", "3")]}).package_parts()
    inner = "".join(f'<c:pt idx="{i}"><c:v>{text}</c:v></c:pt>' for i, text in enumerate(("收入", "支出", "收入")))
    outer = '<c:pt idx="0"><c:v>2022年</c:v></c:pt><c:pt idx="2"><c:v>2023年</c:v></c:pt>'
    levels = f"<c:multiLvlStrRef><c:lvl>{inner}</c:lvl><c:lvl>{outer}</c:lvl></c:multiLvlStrRef>"
    name = "word/charts/chart1.xml"
    content = str(part[name])
    start, end = content.index("<c:cat>") + len("<c:cat>"), content.index("</c:cat>")
    (chart,) = read_bytes("report.docx", package({**part, name: content[:start] + levels + content[end:]})).blocks
    assert [point.category for point in chart.series[0].points] == ["2022年收入", "2022年支出", "2023年收入"]


def test_a_list_linked_to_a_numbering_style_counts_as_its_list():
    style = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    document = Docx(lists=[(), (Level("chineseCounting", "%1、"),)], styles=style)
    document.paragraph("甲", number=(1, 0))
    parts = document.package_parts()
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/>'
    name = "word/numbering.xml"
    parts[name] = str(parts[name]).replace('<w:abstractNum w:abstractNumId="1">', link)
    assert [block.number for block in read_bytes("report.docx", package(parts)).blocks] == ["一、"]


def test_a_chart_that_is_broken_or_empty_is_a_problem_and_not_the_end():
    document = Docx().chart("甲", {"列1": [("a", "1")]}).chart("乙", {}).paragraph("后")
    source = read_bytes("report.docx", package({**document.package_parts(), "word/charts/chart1.xml": "<c:chart"}))
    assert [block.text for block in source.blocks] == ["后"]
    assert [problem.severity for problem in source.problems] == ["warning", "warning"]
    assert source.problems[0].place.line == 1


def test_what_was_passed_over_is_said():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    note = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    source = read(Docx().paragraph("收入5万元", picture, picture, note))
    assert [problem.message["en"].split()[:2] for problem in source.problems] == [["2", "pictures"], ["1", "footnotes"]]


def test_the_strict_variant_is_read():
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, content in Docx().paragraph("收入5万元").chart("图", {"a": [("b", "1")]}).package_parts().items()
    }
    assert [type(block) for block in read_bytes("report.docx", package(strict)).blocks] == [Paragraph, Chart]


def test_content_controls_around_blocks_rows_and_cells_are_seen_through():
    row = f"<w:tr><w:sdt><w:sdtContent><w:tc>{paragraph('甲')}</w:tc></w:sdtContent></w:sdt></w:tr>"
    grid = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    first, second = read(Docx().raw(f"<w:sdt><w:sdtContent>{paragraph('前')}{grid}</w:sdtContent></w:sdt>")).blocks
    assert (first.text, second.rows[0][0].text) == ("前", "甲")
