"""Text files: encodings, lines, wrapped paragraphs, tables and charts written out."""

from __future__ import annotations

import pytest

from disclosure_rules.sources import Chart, Paragraph, SourceError, Table, read_bytes
from disclosure_rules.sources.text import MAX_TEXT

SENTENCE = "2023年度收入合计1204.50万元，其中：财政拨款收入1100.20万元，占91.34%。"


def blocks(text: str):
    return read_bytes("report.txt", text.encode()).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])
def test_an_encoding_that_is_sure_is_read_without_a_remark(encoding):
    source = read_bytes("report.txt", SENTENCE.encode(encoding))
    assert [block.text for block in source.blocks] == [SENTENCE]
    assert source.problems == ()


def test_utf16_of_the_other_byte_order_is_read():
    source = read_bytes("report.txt", b"\xfe\xff" + SENTENCE.encode("utf-16-be"))
    assert source.blocks[0].text == SENTENCE


def test_an_encoding_that_is_guessed_is_said_to_be_guessed():
    text = "二零二三年度收入合計一千二百萬元，其中財政撥款收入一千一百萬元，較上年增長百分之五。" * 5
    source = read_bytes("report.txt", text.encode("big5"))
    assert source.blocks[0].text == text
    assert [problem.severity for problem in source.problems] == ["warning"]


@pytest.mark.parametrize(
    "data",
    [
        f"第一行\n{SENTENCE}".encode() + b"\xff\xfe\xfd",
        "これは日本語のテキストです。収入は五百万円でした。".encode("shift_jis") * 5,
        b"\xef\xbb\xbf\xff",
        b"\xff\xfea",
    ],
)
def test_an_unknown_encoding_is_refused_with_the_line(data):
    with pytest.raises(SourceError) as caught:
        read_bytes("report.txt", data)
    assert "UTF-" in caught.value.message["en"]
    assert "行" in caught.value.message["zh"]


def test_the_line_of_bad_bytes_is_counted_from_one():
    with pytest.raises(SourceError, match="Line 2 "):
        read_bytes("report.txt", f"第一行\n{SENTENCE}".encode() + b"\xff\xfe\xfd")


def test_lost_characters_are_reported_with_their_line():
    source = read_bytes("report.txt", "收入5万元\n支出\ufffd万元".encode())
    (problem,) = source.problems
    assert "line 2" in problem.message["en"]


def test_too_much_text_is_refused():
    with pytest.raises(SourceError, match="split it"):
        read_bytes("report.txt", b"1" * (MAX_TEXT + 1))
    with pytest.raises(SourceError, match="too many"):
        read_bytes("report.txt", b"a\n" * 200_000)


def test_every_line_is_a_paragraph_with_its_number_and_all_its_marks():
    found = blocks("[bookmark: _Toc1]一、总体情况\r\n\r\n  \r\n收入5万元。\r支出5万元。\n")
    assert [(block.text, block.place.line, block.place.block) for block in found] == [
        ("[bookmark: _Toc1]一、总体情况", 1, 0),
        ("收入5万元。", 4, 1),
        ("支出5万元。", 5, 2),
    ]


WRAPPED = """\
一、收入决算情况
2023年度收入合计 2,204.50 万元,比上年增加 104.30 万元,
增长 4.97 %。其中财政拨款收入 2,100.20 万元,占收入合计
95.27 %;其他收入 104.30 万元,占收入合计 4.73 %,全部是利息
。
(一)基本支出 1,847.53 万元,比上年增加 88.20 万元,增
12.05 %。
(二)项目支出 356.97 万元,占支出合计 16.19 %,同比增加 48100
元。
"""


def test_lines_broken_at_the_margin_are_joined():
    found = blocks(WRAPPED)
    assert [block.place.line for block in found] == [1, 2, 6, 8]
    assert found[0].text == "一、收入决算情况"
    assert "万元,增长 4.97 %" in found[1].text
    assert "收入合计95.27 %" in found[1].text
    assert found[1].text.endswith("利息。")
    assert found[2].text.endswith("增12.05 %。")
    assert found[3].text.endswith("48100元。")


def test_a_joined_paragraph_knows_the_line_of_every_figure():
    paragraph = blocks(WRAPPED)[1]
    lines = {figure: paragraph.line_at(paragraph.text.index(figure)) for figure in ("104.30", "4.97", "95.27", "4.73")}
    assert lines == {"104.30": 2, "4.97": 3, "95.27": 4, "4.73": 4}
    assert blocks(WRAPPED)[0].lines == ()
    assert blocks(WRAPPED)[0].line_at(3) == 1


def test_latin_words_are_joined_with_a_blank_and_numbers_without():
    text = (
        "Total revenue of the department came to 1,204.50 million yuan in the year,\n"
        "an increase of 3.2 % over the year before, of which the appropriations are\n"
        "1,100.20 million and all other revenue of the department and its offices 104.\n"
        "30 million.\n"
    )
    (paragraph,) = blocks(text)
    assert "year, an increase" in paragraph.text
    assert "are 1,100.20 million" in paragraph.text
    assert "104.30 million" in paragraph.text


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款收入支出决算总表说明\n一般公共预算财政拨款基本支出决算明细表格\n政府性基金预算财政拨款收入支出决算表说明\n",
        "县财政局\n县民政局\n县水利局\n",
        "（一）人员经费支出\n（二）公用经费支出\n1.办公费\n2.印刷费\n",
        f"{SENTENCE * 4}\n没有句号的一行\n另一行没有句号\n{SENTENCE * 4}\n",
    ],
)
def test_lines_that_were_not_broken_stay_apart(text):
    assert texts(text) == text.splitlines()


def test_in_a_wrapped_file_a_sentence_goes_on_after_a_short_line():
    text = (
        WRAPPED
        + "本单位不属于行政单位，2023年度无\n此项支出。\n（注：以上口径一致。含结转资金）\n全年无公务接待，没有变化\n"
    )
    assert texts(text)[-3:] == [
        "本单位不属于行政单位，2023年度无此项支出。",
        "（注：以上口径一致。含结转资金）",
        "全年无公务接待，没有变化",
    ]


def test_in_a_wrapped_file_the_rows_of_a_table_stay_apart():
    rows = [
        "项目名称 年初预算数 全年预算数 全年决算数 结转结余数",
        "办公费 3.48 3.50 3.48 0.02",
        "住房公积金 21.69 21.69 21.69 0",
    ]
    assert texts(WRAPPED + "\n".join(rows))[-3:] == rows


def test_a_heading_is_never_joined_to_a_wrapped_line():
    text = WRAPPED.replace("(二)项目支出", "二、支出决算情况\n(二)项目支出")
    assert "二、支出决算情况" in texts(text)


FORM = """\
附件：绩效目标自评表
\t
\t项目预算
执行情况
\t预算数：
\t88.5

\t其中：
财政拨款
\t
\t88,5
 [bookmark: _Toc9]八、基本支出决算表
九、项目支出决算表
"""


def test_a_form_becomes_a_table():
    before, table, *after = blocks(FORM)
    assert before.text == "附件：绩效目标自评表"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "项目预算\n执行情况", "预算数：", "88.5"],
        ["其中：\n财政拨款", "", "88,5"],
    ]
    places = [(cell.place.row, cell.place.column, cell.place.line) for row in table.rows for cell in row]
    assert places == [(1, 1, 2), (1, 2, 3), (1, 3, 5), (1, 4, 6), (2, 1, 8), (2, 2, 10), (2, 3, 11)]
    assert table.rows[0][1].line_at(6) == 4
    assert {cell.place.table for row in table.rows for cell in row} == {1}
    assert [block.text for block in after] == [" [bookmark: _Toc9]八、基本支出决算表", "九、项目支出决算表"]


def test_a_numbered_list_in_a_cell_stays_in_it_and_a_heading_after_a_full_row_does_not():
    _, table, heading = blocks("标题\n\t目标\n\t完成情况\n\n\t1.窗口\n2.大厅\n\t3.热线\n\n\t合计\n\t98\n十、说明\n")
    assert table.rows[1][0].text == "1.窗口\n2.大厅"
    assert table.rows[2][1].text == "98"
    assert heading.text == "十、说明"


def test_indented_prose_is_no_form():
    text = f"\t{SENTENCE}\n\t{SENTENCE}\n\n\t{SENTENCE}\n"
    assert texts(text) == [f"\t{SENTENCE}"] * 3


def test_a_form_after_indented_prose_is_found():
    prose, form = blocks(f"\t{SENTENCE}\n\t项目\n\t预算数\n\n\t合计\n\t5\n")
    assert prose.text == f"\t{SENTENCE}"
    assert [[cell.text for cell in row] for row in form.rows] == [["项目", "预算数"], ["合计", "5"]]


def test_a_chart_after_lines_that_end_with_a_tab_is_found():
    *before, chart = blocks("一、概况\t\n二、情况\t\n列1\t\n基本支出\t项目支出\t0.6\t0.4\t\n")
    assert [block.text for block in before] == ["一、概况\t", "二、情况\t"]
    assert drawn(chart) == ("", "", {"列1": [("基本支出", "0.6"), ("项目支出", "0.4")]})


def test_lines_with_the_same_number_of_tabs_are_a_table():
    table, last = blocks("项目\t预算数\t决算数\n基本支出\t5\t6\n\t7\t8\n完\n")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["项目", "预算数", "决算数"],
        ["基本支出", "5", "6"],
        ["", "7", "8"],
    ]
    assert table.rows[2][1].place.line == 3
    assert last.place.block == 1


def test_a_wide_table_may_have_lost_the_blanks_at_its_ends():
    table, last = blocks("收入\t预算数\t支出\t预算数\n拨款\t5\t服务\t6\n其他\t1\n合计\t6\t合计\t6\n完\n")
    assert [cell.text for cell in table.rows[2]] == ["其他", "1", "", ""]
    assert len(table.rows) == 4
    assert last.text == "完"


@pytest.mark.parametrize(
    "text",
    [
        "一、部门概况\t1\n二、决算说明\t4\n三、名词解释\t12\n",
        "三、目标完成情况\t\n（一）任务完成。\n",
        "编制单位\t县局\n完。\n",
    ],
)
def test_contents_and_single_tabs_are_no_table(text):
    assert all(isinstance(block, Paragraph) for block in blocks(text))


CHARTS = """\
收入结构图
销售额\t
财政拨款收入\t其他收入\t0.9\t0.1\t
支出结构图
列1\t
基本支出\t项目支出\t经营支出\t0.6\t0.4\t

收支变动图
2022年\t
收入总计\t支出总计\t120\t130\t2023年\t
收入总计\t支出总计\t140.5\t141\t单位：万元


三公经费图

出国费\t车辆费\t接待费\t0\t0\t1\t
收支图
2022年\t
收入\t支出\t1\t2\t2023年\t
收入\t支出\t3\t4\t
收入\t支出\t单位：万元
"""


def drawn(chart: Chart):
    return chart.title, chart.unit_line, {s.name: [(p.category, p.value) for p in s.points] for s in chart.series}


def test_charts_written_out_are_read_back():
    found = blocks(CHARTS)
    assert [drawn(chart) for chart in found] == [
        ("收入结构图", "", {"销售额": [("财政拨款收入", "0.9"), ("其他收入", "0.1")]}),
        ("支出结构图", "", {"列1": [("基本支出", "0.6"), ("项目支出", "0.4")]}),
        (
            "收支变动图",
            "单位：万元",
            {
                "2022年": [("收入总计", "120"), ("支出总计", "130")],
                "2023年": [("收入总计", "140.5"), ("支出总计", "141")],
            },
        ),
        ("三公经费图", "", {"": [("出国费", "0"), ("车辆费", "0"), ("接待费", "1")]}),
        (
            "收支图",
            "单位：万元",
            {"2022年": [("收入", "1"), ("支出", "2")], "2023年": [("收入", "3"), ("支出", "4")]},
        ),
    ]


def test_a_chart_value_has_the_line_it_stands_on():
    chart = blocks(CHARTS)[2]
    assert chart.place.line == 8
    assert [(s.place.line, {p.place.line for p in s.points}) for s in chart.series] == [(9, {10}), (10, {11})]
    assert {p.place.block for s in chart.series for p in s.points} == {2}


def test_a_sentence_before_a_chart_is_no_title():
    sentence, chart = blocks(f"{SENTENCE}\n列1\t\n基本支出\t项目支出\t0.6\t0.4\t\n")
    assert (sentence.text, chart.title, chart.place.line) == (SENTENCE, "", 2)


def test_years_can_be_the_categories_of_a_chart():
    (chart,) = blocks("支出趋势图\n支出\t\n2021\t2022\t2023\t5.1\t5.2\t5.3\t\n")
    assert drawn(chart)[2] == {"支出": [("2021", "5.1"), ("2022", "5.2"), ("2023", "5.3")]}
