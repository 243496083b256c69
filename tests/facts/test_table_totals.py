"""What the totals of tables are totals of: of all lists, of scores, of what is carried over with the year's own."""

from disclosure_rules import load_rulebook
from disclosure_rules.checks.written import as_document
from disclosure_rules.facts import Document
from disclosure_rules.facts.extract import extract
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()
BASIC = """<html><body><p>某局2023年度部门决算</p>
<p>一般公共预算财政拨款基本支出决算表</p><p>单位：万元</p>
<table>
<tr><td colspan="3">人员经费</td><td colspan="3">公用经费</td></tr>
<tr><td>科目编码</td><td>科目名称</td><td>决算数</td><td>科目编码</td><td>科目名称</td><td>决算数</td></tr>
<tr><td>301</td><td>工资福利支出</td><td>210.00</td><td>302</td><td>商品和服务支出</td><td>64.00</td></tr>
<tr><td>30101</td><td>基本工资</td><td>130.00</td><td>30201</td><td>办公费</td><td>44.00</td></tr>
<tr><td>30102</td><td>津贴补贴</td><td>80.00</td><td>30202</td><td>印刷费</td><td>20.00</td></tr>
<tr><td colspan="2">人员经费合计</td><td>210.00</td><td colspan="2">公用经费合计</td><td>{operating}</td></tr>
<tr><td colspan="5">合计</td><td>{all}</td></tr>
</table>
<h2>六、基本支出情况</h2>
<p>2023年度一般公共预算财政拨款基本支出274.00万元。其中：人员经费210.00万元，公用经费64.00万元。</p>
</body></html>"""
SCORES = """<html><body><p>某局2024年度部门决算</p><p>项目绩效自评结果汇总表</p><p>单位：万元</p>
<table><tr><td>序号</td><td>项目名称</td><td>全年预算数</td><td>自评得分</td></tr>
<tr><td>1</td><td>校舍维修</td><td>31.00</td><td>95.5</td></tr>
<tr><td>2</td><td>设备更新</td><td>22.00</td><td>92</td></tr>
<tr><td>3</td><td>教师培训</td><td>7.00</td><td>98</td></tr>
<tr><td colspan="2">合计</td><td>{money}</td><td>{score}</td></tr></table></body></html>"""


def document(text: str) -> Document:
    return extract(read_bytes("a.html", text.encode()), CHECKER.rulebook.vocabulary)


def accused(text: str) -> set[str]:
    findings = [finding for finding in CHECKER.check(document(text)).findings if finding.severity != "note"]
    return {figure.text for finding in findings for figure in finding.figures}


def test_a_total_whose_label_spans_both_lists_is_of_both() -> None:
    text = BASIC.format(operating="64.00", all="274.00")
    assert accused(text) == set()
    (total,) = [fact for fact in document(text).facts if fact.text == "274.00"]
    assert total.coordinates["nature"] == "basic"


def test_the_totals_below_two_lists_are_held_against_their_lines() -> None:
    assert "46.00" in accused(BASIC.format(operating="46.00", all="274.00"))
    assert "247.00" in accused(BASIC.format(operating="64.00", all="247.00"))


def test_below_scores_stands_their_average() -> None:
    assert accused(SCORES.format(money="60.00", score="95.17")) == set()
    (score,) = [fact for fact in document(SCORES.format(money="60.00", score="95.17")).facts if fact.text == "95.17"]
    assert (score.quantity.unit.symbol, score.measure) == ("分", "score")


def test_below_scores_may_stand_their_sum() -> None:
    assert accused(SCORES.format(money="60.00", score="285.5")) == set()
    assert "258.5" in accused(SCORES.format(money="60.00", score="258.5"))


def test_money_beside_scores_is_added_up() -> None:
    assert "6.00" in accused(SCORES.format(money="6.00", score="95.17"))


LISTS = """某县水利局2022年度部门决算
一般公共预算财政拨款基本支出决算表
单位：万元
人员经费\t\t\t公用经费\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t450.25\t302\t商品和服务支出\t130.05
30101\t基本工资\t450.25\t30201\t办公费\t130.05
人员经费合计\t\t450.25\t公用经费合计\t\t130.05
合计\t\t{all}\t\t\t
"""


def test_a_total_alone_below_those_of_the_lists_is_of_all_lists() -> None:
    def checked(figure: str) -> set[str]:
        read = as_document(LISTS.format(all=figure), CHECKER.rulebook.vocabulary)
        (total,) = [fact for fact in read.facts if fact.text == figure]
        assert total.coordinates["nature"] == "basic"
        return {one.text for finding in CHECKER.check(read).findings for one in finding.figures}

    assert checked("580.30") == set()
    assert "508.30" in checked("508.30")
