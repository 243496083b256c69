"""How much of each table and section was read and checked."""

import json
from io import StringIO

from disclosure_rules import load_rulebook
from disclosure_rules.facts.extract import extract
from disclosure_rules.outputs import Options, write
from disclosure_rules.report import DocumentReport
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()
PAGE = """<html><head><meta charset="utf-8"></head><body>
<p>某局2024年度部门决算</p>
<p>支出决算表</p><p>单位：万元</p>
<table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>205</td><td>教育支出</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>
<tr><td>20502</td><td>普通教育</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>
<tr><td></td><td>合计</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>
</table>
<h2>一、支出情况</h2>
<p>本年支出合计30.00万元。阅览室藏书5.2万册。</p>
</body></html>"""


def report() -> DocumentReport:
    document = extract(read_bytes("a.html", PAGE.encode()), CHECKER.rulebook.vocabulary)
    (item,) = CHECKER.check(document).documents
    return item


def test_every_table_and_section_has_its_figures_counted() -> None:
    table, section = report().coverage
    assert (table.title, table.section) == ("支出决算表", None)
    assert (table.figures, table.read, table.checked) == (9, 9, 9)
    assert (section.title, section.section) == ("支出情况", "一")
    assert (section.figures, section.read, section.checked) == (2, 2, 1)
    assert [fact.text for fact in section.unchecked] == ["5.2万册"]


def test_the_report_names_the_figures_that_nothing_checks() -> None:
    stream = StringIO()
    write(CHECKER.check(report().document), stream, format="json", options=Options())  # type: ignore[arg-type]
    table, section = json.loads(stream.getvalue())["documents"][0]["coverage"]
    assert table["table"] == "支出决算表" and table["unchecked"] == []
    assert section["section"] == "一" and [one["text"] for one in section["unchecked"]] == ["5.2万册"]
    assert section["unchecked"][0]["line"] == section["line"] == 11
