"""Web pages: what a browser shows, in order, each with its line; and what was not read is said."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from disclosure_rules.sources import Block, Paragraph, Problem, SourceError, Table, read_bytes
from disclosure_rules.sources.html import read

CORPUS = Path(os.environ.get("DISCLOSURE_CORPUS") or Path(__file__).parents[3] / "shared") / "corpus"


def blocks(page: str | bytes) -> tuple[Block, ...]:
    return read(page if isinstance(page, bytes) else page.encode())[0]


def problems(page: str | bytes) -> tuple[Problem, ...]:
    return read(page if isinstance(page, bytes) else page.encode())[1]


def shown(page: str | bytes) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks(page)
        if isinstance(block, Paragraph | Table)
    ]


def grid(page: str) -> list[list[tuple[str, int | None, int | None, int, int]]]:
    (table,) = [block for block in blocks(page) if isinstance(block, Table)]
    return [
        [(cell.text, cell.place.row, cell.place.column, cell.row_span, cell.column_span) for cell in row]
        for row in table.rows
    ]


def test_text_in_and_outside_of_paragraphs_in_order():
    page = "<h2>概况</h2>甲<div>乙<span>丙</span></div><p>丁<p>戊<ul><li>己<li>庚</ul><b>辛"
    assert shown(page) == ["概况", "甲", "乙丙", "丁", "戊", "己", "庚", "辛"]
    assert [block.level for block in blocks(page) if isinstance(block, Paragraph)] == [2, *[None] * 7]


def test_blanks_collapse_and_lines_are_kept():
    (block,) = blocks("<html>\n\n<p>\n收入\n合计  12\n345 万\n元</p>")
    assert isinstance(block, Paragraph)
    assert block.text == "收入合计 12 345 万元"
    assert block.place.line == 4
    assert [block.line_at(block.text.index(text)) for text in ("收", "合", "12", "345", "元")] == [4, 5, 5, 6, 7]


def test_the_line_of_a_cell_is_where_its_text_begins():
    (table,) = blocks("<table>\n<tr>\n<td>甲</td>\n<td>\n1\n</td><td></td></tr><tr><td>乙<td>2</table>")
    assert isinstance(table, Table)
    assert [[cell.place.line for cell in row] for row in table.rows] == [[3, 5, 6], [6, 6]]


def test_a_break_ends_a_paragraph_unless_the_sentence_goes_on():
    assert shown("<p>一、概况<br>　　收入1万元。<br>　　支出1万元。<br><br>附件") == [
        "一、概况",
        "　　收入1万元。",
        "　　支出1万元。",
        "附件",
    ]
    first, second = (
        "本年度收入总计一百二十三万四千五百六十七元，比上年",
        "增加二十三万元，主要原因是本年度新增项目，支出增加，",
    )
    assert shown(f"<p>{first}<br>{second}<br>百分之五。") == [first + second + "百分之五。"]


def test_entities_and_raised_digits():
    assert shown("<p>收入12.5<sup>1</sup>&nbsp;&lt;5&gt; &#20803;&amp;</p>") == ["收入12.5¹\xa0<5> 元&"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('<p>9</p>')</script>",
        "<style>p{}</style>",
        "<!-- 9 -->",
        "<!--[if gte mso 9]><p>9</p><![endif]-->",
        "<nav>首页 9</nav>",
        "<div role=navigation>9</div>",
        "<select><option>9</select>",
        "<div style='DISPLAY: none'>9<table><tr><td>9</table><p>9</div>",
        "<p hidden>9",
        "<span style='visibility:hidden'>9<b>9</b></span>",
        "<del>9</del>",
        "<title>9</title>",
        "<svg><text>9</text></svg>",
        "<?xml:namespace prefix=o />",
    ],
)
def test_what_is_not_displayed_is_no_text(hidden: str):
    assert shown(f"<div>甲{hidden}<p>乙") == ["甲", "乙"]


def test_hidden_text_is_told_once_for_each_part():
    (problem,) = problems("<p>甲\n<p hidden>9<b>9</b><p>乙<div style='display:none'>9</div><i hidden> &nbsp;</i>")
    assert problem.severity == "note"
    assert "2 parts" in problem.message["en"] and "line 2" in problem.message["en"]


def test_word_and_its_conditions():
    page = "<p class=MsoNormal><![if !supportLists]>（一）<![endif]><span lang=EN-US>2025</span>年<o:p></o:p></p>"
    assert shown(page) == ["（一）2025年"]


def test_spans_are_resolved():
    page = "<table><tr><th rowspan=2>项<th colspan=2>数<tr><td>1<td>2<tr><td colspan=3>合"
    assert grid(page) == [
        [("项", 1, 1, 2, 1), ("数", 1, 2, 1, 2)],
        [("1", 2, 2, 1, 1), ("2", 2, 3, 1, 1)],
        [("合", 3, 1, 1, 3)],
    ]


def test_malformed_spans():
    page = (
        "<table><tr><td rowspan=99999999>甲<td colspan=9999999999>乙<td rowspan=x>丙</tr>"
        "<tr><td rowspan=0 colspan=-1>丁<td>戊</tr></table>"
    )
    assert grid(page) == [
        [("甲", 1, 1, 2, 1), ("乙", 1, 2, 1, 1000), ("丙", 1, 1002, 1, 1)],
        [("丁", 2, 2, 1, 1), ("戊", 2, 3, 1, 1)],
    ]


def test_overlapping_spans_are_cut_and_later_cells_stay():
    page = "<table><tr><td rowspan=2>1<td>2<td rowspan=2>3<tr><td colspan=3>甲<td>乙</table>"
    assert grid(page)[1] == [("甲", 2, 2, 1, 1), ("乙", 2, 5, 1, 1)]


def test_a_title_wider_than_the_table():
    page = "<table><tr><td colspan=256>表<tr><td>甲<td>1<tr><td>乙<td>2</table>"
    assert grid(page)[0] == [("表", 1, 1, 1, 2)]


def test_row_groups_end_row_spans():
    page = "<table><thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>丙<td>1</tbody></table>"
    assert grid(page) == [[("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)], [("丙", 2, 1, 1, 1), ("1", 2, 2, 1, 1)]]


def test_rows_and_cells_that_are_not_displayed():
    page = (
        "<table><tr style='display:none'><td>9<td>9<tr><td hidden>9<td>甲<td>1"
        "<tr><td style='visibility:hidden'>9<td>2</table>"
    )
    assert grid(page) == [[("甲", 1, 1, 1, 1), ("1", 1, 2, 1, 1)], [("", 2, 1, 1, 1), ("2", 2, 2, 1, 1)]]


def test_unclosed_and_misnested_tags():
    assert shown("<p>甲<td>乙</td></p></table><span><p>丙</span>丁</p><table><tr><td>戊<td>1<tr><td>己<td>2") == [
        "甲",
        "乙",
        "丙丁",
        [["戊", "1"], ["己", "2"]],
    ]


def test_paragraphs_in_a_cell_are_lines_of_it():
    page = "<table><tr><td><p>项</p><p>目</p><td>金<br>额<tr><td>甲<td><p class=MsoNormal>1.00<o:p></o:p></p></table>"
    assert shown(page) == [[["项\n目", "金\n额"], ["甲", "1.00"]]]


DATA = "<table><tr><td>项目<td>金额<tr><td>收入<td>1.00</table>"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td><p>第一段。</p>{DATA}<p>第二段。</table>",
        f"<table><tr><td>第一段。{DATA}第二段。<td></table>",
        f"<table><tr><td>第一段。<tr><td><table><tr><td>{DATA}</table><tr><td>第二段。</table>",
        f"<table><tr><td><table><tr><td><h1>第一段。</h1><p>{DATA}</table><tr><td>第二段。</table>",
        f"<table><caption>第一段。</caption><tr><td>{DATA}</table><section><section>第二段。",
        f"<table>第一段。<tr><td>{DATA}</table>第二段。",
    ],
)
def test_tables_that_lay_out_the_page_are_descended(page: str):
    assert shown(page) == ["第一段。", [["项目", "金额"], ["收入", "1.00"]], "第二段。"]


def test_a_unit_beside_a_title_is_no_table():
    assert shown(f"<table><tr><td>编制单位：甲局<td>单位：万元</table>{DATA}")[:2] == ["编制单位：甲局", "单位：万元"]


def test_a_form_with_a_small_table_inside_stays_one():
    inner = "<table><tr><td>5</table>"
    assert shown(f"<table><tr><td>甲<td>{inner}<tr><td>乙<td>1<tr><td>丙<td>2</table>") == [
        [["甲", "5"], ["乙", "1"], ["丙", "2"]]
    ]


def test_an_excel_page_shows_what_is_displayed():
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table x:str>"
        "<tr><td colspan=2 x:str='表'>表<tr><td>甲<td x:num='594.73000000000002'>594.73</td></tr>"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=9></td></tr><![endif]></table>"
    )
    assert shown(page) == [[["表"], ["甲", "594.73"]]]


CHINESE = "二〇二五年度部门决算公开说明"


@pytest.mark.parametrize(
    ("declared", "encoding", "said"),
    [
        ("utf-8", "utf-8", ""),
        ("gb2312", "gb18030", ""),
        ("GBK", "gb18030", ""),
        ("gb2312", "utf-8", "it was read as utf-8"),
        ("utf-8", "gb18030", "it was read as gb18030"),
        ("iso-8859-1", "gb18030", "it was read as gb18030"),
        ("big5", "big5hkscs", ""),
        ("", "utf-8-sig", ""),
        ("", "utf-16", ""),
        ("", "gb18030", ""),
        ("no-such-code", "utf-8", ""),
    ],
)
def test_encodings(declared: str, encoding: str, said: str):
    text = CHINESE if encoding != "big5hkscs" else "中華民國部門決算公開說明"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    source = read_bytes("page.html", f"<html>{meta}<p>{text}</p></html>".encode(encoding))
    assert source.format == "html"
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [text]
    assert [problem.message["en"] for problem in source.problems if said not in problem.message["en"]] == []
    assert bool(source.problems) == bool(said)


def test_bytes_that_cannot_be_restored_are_told():
    data = b"<meta charset=gb2312>\n<p>" + CHINESE.encode("gb18030") + b"\xff\xff</p>"
    (problem,) = problems(data)
    assert problem.severity == "warning" and "line 2" in problem.message["en"]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>甲",
        "\n<!-- 甲 --><html><p>甲",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><head><title/><script src="a"/></head><p>甲</p></html>',
        "<table><tr><td>甲</td></tr></table>",
        "<div class=a>甲</div>",
        "<BODY>甲",
    ],
)
def test_pages_are_told_by_what_they_hold(page: str):
    source = read_bytes("report.xls", page.encode())
    assert source.format == "html"
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["甲"]


def test_text_with_angle_brackets_is_text():
    assert read_bytes("a.txt", "<附件> 甲".encode()).format == "text"
    assert shown("<p>收入<3万元，<附件>") == ["收入<3万元，<附件>"]


def test_a_web_archive():
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>=E7=94=B2</p>\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\n"
        b"Content-Type: text/html\r\n\r\n<html><p>b</p>\r\n--b--\r\n"
    )
    source = read_bytes("report.mht", data)
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["甲", "b"]
    assert source.problems == ()
    with pytest.raises(SourceError, match="holds no page"):
        read_bytes("report.mht", data.replace(b"text/html", b"text/htm1").replace(b"related;", b"related ;"))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><frameset><frame src=a.htm><frame src=b.htm></frameset></html>", "2 frames"),
        ("<html><iframe src=a.htm></iframe>", "1 frames"),
        ("<html><img src=a.jpg width=800 height=600>", "1 pictures"),
        ("<html><canvas></canvas>", "1 drawings"),
        ("<html><script>load()</script>", "no text"),
        ("<html><script>load()", "never end"),
        ("<html><!-- 甲", "never end"),
    ],
)
def test_a_page_without_text_is_refused_with_the_reason(page: str, reason: str):
    with pytest.raises(SourceError, match=reason):
        read_bytes("page.html", page.encode())


@pytest.mark.parametrize(
    ("page", "is_cut"),
    [
        ("<html><body><table><tr><td>合计<td>12", True),
        ("<html><body><p>支出12", True),
        ("<html><body><table><tr><td>合计<td>12</body></html>", False),
        ("<p>支出12", False),
    ],
)
def test_a_page_that_breaks_off_is_said(page: str, is_cut: bool):
    said = [problem for problem in problems(page) if "breaks off" in problem.message["en"]]
    assert [problem.severity for problem in said] == ["warning"] * is_cut


def test_pictures_of_the_size_of_icons_do_not_count():
    page = (
        "<p>甲<img src=a.gif width=16 height=16><img src=b.png style='width:20px'><img src='data:image/png;base64,aa'>"
    )
    assert problems(page) == ()
    (problem,) = problems(page + "<img src=c.jpg>" + DATA)
    assert problem.severity == "note"
    (problem,) = problems(page + "<img src=c.jpg>")
    assert problem.severity == "warning"


def test_attachments_are_named_once():
    page = (
        "<p>甲<a href='/a/%E8%A1%A8.xls?id=1'>附件</a><a href=/a/%E8%A1%A8.xls>下载</a><a href=b.html>乙</a><a>丙</a>"
    )
    (problem,) = problems(page)
    assert problem.severity == "note"
    assert "1 attachments" in problem.message["en"] and "表.xls" in problem.message["en"]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 15_000 + "甲",
        "<b>" * 200_000 + "甲",
        "甲" + "<" * 500_000,
        "甲" + "<!-" * 300_000,
        "甲" + '<a b="' * 300_000,
        "甲" + "<a b='\"" * 300_000,
        "甲<a " + "b=1 " * 300_000 + ">",
        "甲<a" + " " * 1_000_000,
        "甲" + "</div>" * 200_000,
        "<span hidden>" * 15_000 + "</span>" * 100_000 + "甲",
        "<table><tr><td>" * 39 + "甲",
        "<table><tr>" + "<td colspan=1000 rowspan=65534>" * 16 + "甲" + "<tr><td>1" * 20_000,
    ],
    ids=range(12),
)
def test_hostile_pages_cost_little(page: str):
    assert blocks(page)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 20_001, "too deeply"),
        ("<table><tr><td>" * 41, "too deeply"),
        ("<p>甲" * 100_001, "too many"),
        ("<table><tr>" + "<td colspan=1000>甲" * 17 + "<tr><td>1<td>2", "columns"),
        (" " * (32 * 1024 * 1024 + 1), "MB"),
    ],
    ids=range(5),
)
def test_pages_beyond_all_measure_are_refused(page: str, reason: str):
    with pytest.raises(SourceError, match=reason):
        blocks(page)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.html")), ids=lambda path: path.stem)
def test_every_cell_of_real_pages(path: Path):
    """These pages have one element a line and one line an element, so that they can be taken apart by a pattern."""
    page = path.read_text("utf-8")
    found = read_bytes(path.name, path.read_bytes())
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert len(tables) == page.count("<table")
    body = page[page.index("<body") :]

    def texts(pattern: str, source: str) -> list[str]:
        return [re.sub(r"<[^>]+>", "", re.sub("<br/?>", "\n", text)) for text in re.findall(pattern, source, re.DOTALL)]

    for table, written in zip(tables, re.findall(r"<table.*?</table>", body, re.DOTALL), strict=True):
        rows = [texts(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr.*?</tr>", written, re.DOTALL)]
        assert [[cell.text for cell in row] for row in table.rows] == rows
    lines = [re.sub(r"<[^>]+>", "", line) for line in page.split("\n")]
    for block in found.blocks:
        if isinstance(block, Paragraph):
            assert block.text.split("\n")[0] in lines[(block.place.line or 0) - 1]
