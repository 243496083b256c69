from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure_rules.facts.marks import mark_styles, ordinal, read_mark
from disclosure_rules.facts.outline import Outline, outline
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Chart, Paragraph, Source, Table

RULES = Path(__file__).parents[2] / "rules/zh"
VOCABULARY: dict[str, Any] = {
    stem: yaml.safe_load((RULES / f"{stem}.yaml").read_text(encoding="utf-8")) for stem in ("normalise", "outline")
}
STYLES = mark_styles(VOCABULARY["outline"])


def read(*lines: str | Block) -> Outline:
    blocks = tuple(
        Paragraph(text=line, place=Place(line=number)) if isinstance(line, str) else line
        for number, line in enumerate(lines, start=1)
    )
    return outline(Source(name="t", format="txt", sha256="", blocks=blocks), VOCABULARY)


def paths(found: Outline) -> list[tuple[str, str]]:
    return [(section.path, section.title) for section in found.sections]


@pytest.mark.parametrize(
    ("numeral", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("12", 12), ("⑫", 12)]
)
def test_both_scripts_are_read_as_numbers(numeral: str, number: int) -> None:
    assert ordinal(numeral) == number


@pytest.mark.parametrize(
    "text", ["1.13%住房", "3、5人", "2021年收入", "一是政务", "十分", "（2021）", "1.2万元", "（万元）"]
)
def test_not_a_mark(text: str) -> None:
    assert read_mark(text, STYLES) is None


@pytest.mark.parametrize(
    ("text", "written"), [("4.2026年收支", "4."), ("1. 2025年", "1."), ("2、2021年", "2、"), ("①收入", "①")]
)
def test_a_mark_before_a_year(text: str, written: str) -> None:
    mark = read_mark(text, STYLES)
    assert mark is not None
    assert mark.written == written


def test_arabic_marks_stand_in_for_chinese_ones_by_continuity() -> None:
    found = read(
        "第2部分 决算说明", "1、 收入说明", "本年收入9万元。", "2、 支出说明", "三、三公说明", "（一）总体",
        "1.出国费0万元，无变化。", "2.接待费1万元，持平。", "4、 其他说明", "（一）采购", "（2） 资产",
    )  # fmt: skip
    assert [(s.level, s.ordinal) for s in found.sections] == [
        (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (2, 4), (3, 1), (3, 2),
    ]  # fmt: skip
    assert found.sections[-1].path == "4（2）"


def test_arabic_items_below_a_chinese_heading_stay_below() -> None:
    found = read("一、职能", "（一）概况", "1、职责", "（1）制定办法，组织实施。", "2．机构。", "二、工作")
    assert paths(found) == [
        ("一", "职能"), ("一（一）", "概况"), ("一（一）1", "职责"), ("一（一）2", "机构"), ("二", "工作"),
    ]  # fmt: skip
    assert found.passages[3].number == "（1）"
    assert found.passages[3].role == "body"


def test_numbers_the_format_draws_count_as_written() -> None:
    found = read(
        Paragraph(text="收入说明", place=Place(line=1), number="一、"),
        Paragraph(text="支出说明", place=Place(line=2), number="二、"),
    )
    assert paths(found) == [("一", "收入说明"), ("二", "支出说明")]
    assert found.passages[1].text == "支出说明"
    assert found.passages[1].number == "二、"


def test_a_heading_with_its_sentence_on_the_line() -> None:
    found = read("二、资金", "（一）资金使用。全年开支5万元，合规。", "1.教育（类）普教（款）小学（项）：支出3元。")
    assert paths(found) == [("二", "资金"), ("二（一）", "资金使用")]
    assert [p.role for p in found.passages] == ["heading", "body", "body"]
    assert found.passages[2].section == 1


def test_a_report_inside_the_file_begins_at_its_title() -> None:
    found = read(
        "第一部分 说明", "一、收入", "收入8万元。", "二、支出", "某某中心", "甲项目绩效自评报告", "1、 概况",
        "开支5万元。", "某某中心", "乙项目绩效自评报告", "一、概况", "第二部分 名词解释", "1.基本支出：指日常支出。",
    )  # fmt: skip
    assert found.reports == ("", "某某中心甲项目绩效自评报告", "某某中心乙项目绩效自评报告")
    assert [p.report for p in found.passages] == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 0, 0]
    assert found.passages[-1].role == "terms"


def test_a_form_is_a_report_of_its_own_and_charts_are_not_in_it() -> None:
    table = Table(rows=(), place=Place(line=3))
    chart = Chart(title="", series=(), place=Place(line=4))
    found = read("一、收入", "项目绩效目标自评表", table, chart)
    assert found.reports == ("", "项目绩效目标自评表")
    assert found.report_of == (0, 1, 1, 0)
    assert found.passage_of == (0, 1, None, None)


def test_contents_give_titles_to_unnumbered_headings() -> None:
    found = read(
        "目 录", "第一部分 概况......1", "一、主要职能......2", "第二部分 收支决算表......3", "第一部分 概况",
        "一、主要职能", "收支决算表", "收入8万元。",
    )  # fmt: skip
    assert [p.role for p in found.passages[:5]] == ["contents"] * 4 + ["heading"]
    assert found.sections[-1].title == "收支决算表"
    assert found.sections[-1].level == 1


def test_a_run_of_table_titles_is_a_list() -> None:
    found = read("一、说明", "八、收入表", "九、支出表", "十、三公表")
    assert [p.role for p in found.passages] == ["heading", "contents", "contents", "contents"]


def test_an_empty_vocabulary_leaves_plain_passages() -> None:
    found = outline(Source(name="t", format="txt", sha256="", blocks=(Paragraph(text="一、收入", place=Place()),)), {})
    assert [(p.role, p.text) for p in found.passages] == [("body", "一、收入")]


LINES = st.lists(
    st.sampled_from(
        ["一、甲", "二、乙", "（一）丙", "（2）丁", "1.戊", "2、己", "第一部分 庚", "辛报告", "目录", "图1：壬",
         "3.癸。子",
         "收入1万元。", "名词解释", "第2部分 名词解释", "", "表", "1.表", "2.表", "3.表"]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_every_block_and_passage_has_its_section_and_report(lines: list[str]) -> None:
    found = read(*lines)
    assert len(found.section_of) == len(found.report_of) == len(found.passage_of) == len(lines)
    assert [p.index for p in found.passages] == list(range(len(found.passages)))
    for passage in found.passages:
        assert passage.report < len(found.reports)
        assert passage.section is None or found.sections[passage.section].passage <= passage.index
    for section in found.sections:
        if section.parent is not None:
            assert found.sections[section.parent].level < section.level
            assert found.sections[section.parent].report == section.report
