from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_rules import load_rulebook
from disclosure_rules.facts.extract import extract
from disclosure_rules.facts.outline import outline
from disclosure_rules.facts.periods import period_mentions, years_in
from disclosure_rules.facts.profile import Profile, profile
from disclosure_rules.place import Place
from disclosure_rules.sources import read_bytes
from disclosure_rules.sources.block import Paragraph, Source

RULES = Path(__file__).parents[2] / "rules/zh"
VOCABULARY: dict[str, Any] = {
    stem: yaml.safe_load((RULES / f"{stem}.yaml").read_text(encoding="utf-8"))
    for stem in ("normalise", "outline", "profile")
}
YEARS = VOCABULARY["profile"]["years"]


def read(*lines: str) -> Profile:
    blocks = tuple(Paragraph(text=line, place=Place(line=number)) for number, line in enumerate(lines, start=1))
    return profile(outline(Source(name="t", format="txt", sha256="", blocks=blocks), VOCABULARY), VOCABULARY)


def test_the_cover_decides() -> None:
    found = read("某市某局2022年度部门决算", "一、收入说明", "2021年收入5万元。", "2021年支出5万元。")
    assert (found.period, found.kind, found.entity) == (2022, "final-accounts", "某市某局")


def test_headings_decide_before_sentences() -> None:
    found = read("第二部分 2023年度单位决算情况说明", "2022年收入1万元，2022年支出1万元，2022年结余0万元。")
    assert (found.period, found.kind) == (2023, "final-accounts")


def test_a_budget_is_not_taken_for_final_accounts() -> None:
    found = read("2026年部门预算编制说明", "2026年收入预算5万元，比2025年预算少1万元。")
    assert (found.period, found.kind) == (2026, "budget")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016年“三公”经费决算9万元，较2015年下降3%。", 2016),
        ("与2019年相比，2020年决算减少3万元。", 2020),
        ("依据《2018年办法》，2020年决算3万元。", 2020),
        ("决算3万元，比上年下降。", None),
    ],
)
def test_the_subject_year_of_an_excerpt(text: str, year: int | None) -> None:
    assert read(text).period == year


def test_a_report_has_the_year_of_its_own_statements() -> None:
    found = read(
        "第二部分 2021年度决算说明", "一、收入", "2021年收入5万元。", "2022年整体支出绩效评价报告", "一、概况",
        "2021年支出4万元。", "2021年完成任务。",
    )  # fmt: skip
    assert dict(found.report_periods) == {0: 2021, 1: 2021}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2021年收入5万元", "report"),
        ("与2021年相比，减少", "comparison"),
        ("与2021年决算数持平", "comparison"),
        ("截至2021年底，共有", "as_of"),
        ("2021年末共有职工9人", "as_of"),
        ("2021年力争完成3次", "plan"),
        ("主要原因是2021年拨入保证金", "reason"),
        ("依据《2021年若干规定》执行", "other"),
        ("自2021年以来逐年下降", "other"),
        ("2021年4月调入2人", "other"),
    ],
)
def test_the_part_a_year_plays(text: str, role: str) -> None:
    assert [mention.role for mention in years_in(text, YEARS)] == [role]


def test_digits_of_a_longer_run_are_no_year() -> None:
    assert not list(years_in("编号12021年，金额3.2021年", YEARS))


def test_years_in_headings_are_titles() -> None:
    found = outline(
        Source(name="t", format="txt", sha256="", blocks=(Paragraph(text="一、2021年工作情况", place=Place(line=1)),)),
        VOCABULARY,
    )
    mentions = period_mentions(found, profile(found, VOCABULARY), VOCABULARY)
    assert [(m.year, m.role, m.place.span) for m in mentions] == [(2021, "title", (2, 7))]


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("四川省某县水务局2021年度部门决算", "四川"),
        ("通江县水务局2021年度部门决算", "四川"),
        ("南京市上海路小学2021年度单位决算", "江苏"),  # the place that comes first
        ("海南藏族自治州水利局2021年度部门决算", "青海"),  # the longer of two names
        ("海南省水务厅2021年度部门决算", "海南"),
        ("普陀区水务局2021年度部门决算", ""),  # there are two
        ("某县水务局2021年度部门决算", ""),
    ],
)
def test_the_region_is_that_of_the_place_in_the_title(title: str, region: str) -> None:
    assert region_of(title, "支出5万元。") == region


def test_a_place_in_a_sentence_is_no_region() -> None:
    assert region_of("某县水务局2021年度部门决算", "一、概况", "与成都市、通江县结对帮扶，支出5万元。") == ""


def region_of(*lines: str) -> str:
    vocabulary = load_rulebook().rulebook.vocabulary
    return extract(read_bytes("a.txt", "\n".join(lines).encode()), vocabulary).region
