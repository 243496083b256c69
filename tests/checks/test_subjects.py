"""Names of subjects: those of the year and the code, with nothing said of what is not known."""

from collections.abc import Mapping
from typing import Any

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.checks.finding import Finding
from disclosure_rules.checks.subjects import Subjects, bare
from disclosure_rules.facts.extract import extract
from disclosure_rules.quantity import Verdict
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()
WRITTEN: Mapping[str, Mapping[str, Any]] = CHECKER.rulebook.vocabulary["subjects"]
HEAD = "{year}年度部门决算\n支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\n"


def told(text: str) -> list[Finding]:
    document = extract(read_bytes("a.txt", text.encode()), CHECKER.rulebook.vocabulary)
    return [finding for finding in CHECKER.check(document).findings if finding.rule == "subjects.name-of-year"]


def in_table(year: int, code: str, name: str) -> list[Finding]:
    return told(HEAD.format(year=year) + f"{code}\t{name}\t10")


@pytest.mark.parametrize(
    ("year", "code", "name", "wrong"),
    [
        (2018, "207", "文化体育与传媒支出", False),
        (2019, "207", "文化体育与传媒支出", True),
        (2018, "207", "文化旅游体育与传媒支出", True),
        (2023, "210", "医疗卫生与计划生育支出", True),
        (2023, "210", "卫生健康", False),  # 支出 left out
        (2023, "20103", "政府办公厅(室)及相关机构事务", False),  # other brackets
        (2023, "20103", "政府办公厅及相关机构事务", False),  # a name nobody knows
        (2023, "2080505", "机关事业单位基本养老保险", False),  # cut off
        (2023, "2080505", "机关事业单位职业年金缴费支出", True),
        (2023, "20701", "文化", True),
        (2023, "21305", "扶贫", True),
        (2022, "21305", "扶贫", False),  # the year in which it changed
        (2023, "2999999", "行政运行", False),  # a code nobody knows
    ],
)
def test_a_name_in_a_table_is_that_of_the_code_and_the_year(year: int, code: str, name: str, wrong: bool) -> None:
    findings = in_table(year, code, name)
    assert bool(findings) is wrong
    for finding in findings:
        assert (finding.severity, finding.figures[0].text) == ("warning", name)
        assert finding.figures[0].place.row == 2
        assert str(year) in finding.message["zh"] and finding.message["zh"] != finding.message["en"]
        assert finding.expected


def test_an_economic_item_that_moved_is_told() -> None:
    text = "2021年度部门决算\n一般公共预算财政拨款基本支出决算表\n单位：万元\n经济分类科目编码\t科目名称\t决算数\n"
    (finding,) = told(text + "303\t对个人和家庭的补助\t5\n30311\t住房公积金\t5")
    assert finding.expected == "代缴社会保险费"
    assert told(text + "301\t工资福利支出\t5\n30113\t住房公积金\t5") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("文化体育与传媒支出（类）文物（款）文物保护（项）", True),
        ("文化旅游体育与传媒支出（类）文物（款）文物保护（项）", False),
        ("社会保障和就业（类）行政事业单位离退休（款）事业单位离退休（项）", True),
        ("社会保障和就业（类）行政事业单位养老（款）事业单位离退休（项）", False),
        ("社会保障和就业（类）行政事业单位养老（款）归口管理的行政单位离退休（项）", True),
        ("住房保障支出（类）住房保障支出（款）住房公积金（项）", True),
        ("其他支出（类）其他支出（款）其他支出（项）", False),
        ("某项支出（类）某事（款）某物（项）", False),
        ("行政事业单位离退休（款）事业单位离退休（项）", False),  # of which 类, it does not say
    ],
)
def test_a_path_in_the_text_is_that_of_the_year(text: str, wrong: bool) -> None:
    assert bool(told(f"2022年度部门决算\n{text}支出5万元。")) is wrong


def test_without_a_year_nothing_is_told() -> None:
    assert told("部门决算\n文化体育与传媒支出（类）文物（款）文物保护（项）支出5万元。") == []


@pytest.mark.parametrize("system", sorted(WRITTEN))
def test_the_list_is_of_one_mind(system: str) -> None:
    """Every name stands under its code in each of its years; no code has no name in a year between two."""
    subjects = Subjects(WRITTEN[system])
    lengths = {"function": (3, 5, 7), "economic": (3, 5)}[system]
    for code, names in subjects.names.items():
        assert len(code) in lengths and code.isdigit()
        assert len({bare(name.text) for name in names}) == len(names)
        first, last = min(name.first for name in names), min(max(name.last for name in names), 2026)
        for year in range(max(first, 2007), last + 1):
            assert any(name.stands_in(year) for name in names), (code, year)
        for name in names:
            assert subjects.judge(code, name.text, max(name.first, 2007))[0] is Verdict.HOLDS
        assert len(code) == 3 or any(code.startswith(parent) for parent in subjects.names if len(parent) < len(code))


def test_a_span_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no span of years"):
        Subjects({"201": {"一般公共服务": "2014-2018"}})
