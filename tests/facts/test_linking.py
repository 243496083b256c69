"""Figures of items in prose are held against the lines of the tables that print them."""

from disclosure_rules import load_rulebook
from disclosure_rules.checks.finding import Finding
from disclosure_rules.facts import Document
from disclosure_rules.facts.extract import extract
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()
TABLES = """<html><head><meta charset="utf-8"></head><body>
<p>某局2024年度部门决算</p>
<p>支出决算表</p><p>单位：万元</p>
<table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>205</td><td>教育支出</td><td>50.00</td><td>20.00</td><td>30.00</td></tr>
<tr><td>20502</td><td>普通教育</td><td>50.00</td><td>20.00</td><td>30.00</td></tr>
<tr><td>2050202</td><td>小学教育</td><td>50.00</td><td>20.00</td><td>30.00</td></tr>
<tr><td></td><td>合计</td><td>50.00</td><td>20.00</td><td>30.00</td></tr>
</table>
<p>一般公共预算财政拨款支出决算表</p><p>单位：元</p>
<table>
<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>205</td><td>教育支出</td><td>300,000</td><td>200,000</td><td>100,000</td></tr>
<tr><td>20502</td><td>普通教育</td><td>300,000</td><td>200,000</td><td>100,000</td></tr>
<tr><td>2050202</td><td>小学教育</td><td>300,000</td><td>200,000</td><td>100,000</td></tr>
<tr><td></td><td>合计</td><td>300,000</td><td>200,000</td><td>100,000</td></tr>
</table>
<h2>一、支出情况</h2>
<p>1.教育支出（类）普通教育（款）小学教育（项）支出决算为{amount}万元。</p>
</body></html>"""


def document(amount: str) -> Document:
    return extract(read_bytes("a.html", TABLES.replace("{amount}", amount).encode()), CHECKER.rulebook.vocabulary)


def errors(amount: str) -> list[Finding]:
    return [finding for finding in CHECKER.check(document(amount)).findings if finding.severity == "error"]


def test_a_path_is_the_code_of_the_documents_own_table() -> None:
    (fact,) = [fact for fact in document("30.00").facts if "table" not in fact.flags]
    assert fact.coordinates["function"] == "2050202"
    assert fact.coordinates["fund"] == "general"


def test_a_figure_may_be_that_of_any_table_that_prints_the_line() -> None:
    assert errors("30.00") == []
    assert errors("50.00") == []


def test_a_figure_that_no_table_prints_is_told() -> None:
    (finding,) = errors("35.00")
    assert finding.kind == "restated"
    assert "35.00万元" in {figure.text for figure in finding.figures}
