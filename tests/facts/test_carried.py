"""What is appropriated in the year and what is carried over into it are told apart where there is any to carry."""

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.facts.extract import extract
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()
BUDGET = """某市某局2025年部门预算
财政拨款收支总表
单位：万元
项目	预算数	项目	预算数
一、本年收入	{year}	一、本年支出	{total}
一般公共预算拨款	{year}	教育支出	{total}
二、上年结转	{carried}	二、结转下年
收入总计	{total}	支出总计	{total}
一般公共预算支出表
单位：万元
科目编码	科目名称	合计	当年财政拨款安排	上年结转安排
	合计	{total}	{year}	{carried}
205	教育支出	{total}	{year}	{carried}
20502	普通教育	{total}	{year}	{carried}
2050202	小学教育	{total}	{year}	{carried}
一、一般公共预算当年拨款情况说明
（一）一般公共预算当年拨款规模
某局2025年一般公共预算当年拨款{year}万元，比上年减少20万元。
（二）一般公共预算当年拨款具体使用情况
1.教育支出（类）普通教育（款）小学教育（项）2025年预算数为{item}万元，主要用于小学日常运转。
"""


def accused(**figures: str) -> set[str]:
    document = extract(read_bytes("a.txt", BUDGET.format(**figures).encode()), CHECKER.rulebook.vocabulary)
    findings = [finding for finding in CHECKER.check(document).findings if finding.severity != "note"]
    return {figure.text for finding in findings for figure in finding.figures}


@pytest.mark.parametrize("carried", ["35.00", "0.00"])
def test_what_is_appropriated_this_year_may_be_less_than_the_whole(carried: str) -> None:
    total = "335.00" if carried == "35.00" else "300.00"
    assert accused(year="300.00", carried=carried, total=total, item="300.00") == set()


def test_what_is_appropriated_this_year_is_held_against_its_own_column() -> None:
    assert "310.00万元" in accused(year="300.00", carried="35.00", total="335.00", item="310.00")


def test_where_nothing_is_carried_over_it_is_all_there_is() -> None:
    assert "310.00万元" in accused(year="300.00", carried="0.00", total="300.00", item="310.00")
