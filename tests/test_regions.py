"""Regional packs: a whole document of each region is silent, its slips are found, and other regions are left alone."""

from functools import cache
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.facts.extract import extract
from disclosure_rules.report import DocumentReport
from disclosure_rules.rulebook import available_packs, history
from disclosure_rules.sources import read_bytes

FOLDER = Path(__file__).parent.parent / "fixtures" / "regions"
DOCUMENTS = sorted(FOLDER.glob("*.txt"))
REGIONS = {"sichuan": "四川", "shanghai": "上海", "yunnan": "云南", "zhejiang": "浙江", "hubei": "湖北"}
CHECKER = load_rulebook()
OWN = {name: [rule.id for rule in CHECKER.rulebook.rules if rule.origin.pack == f"cn-{name}"] for name in REGIONS}


def checked(text: str) -> DocumentReport:
    document = extract(read_bytes("a.txt", text.encode()), CHECKER.rulebook.vocabulary)
    (report,) = CHECKER.check(document).documents
    return report


@cache
def text_of(name: str) -> str:
    (path,) = FOLDER.glob(f"{name}-*.txt")
    return path.read_text(encoding="utf-8")


def told(text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message["zh"]) for finding in checked(text).findings]


@pytest.mark.parametrize("name", REGIONS)
def test_a_consistent_document_is_of_its_region_and_silent(name: str) -> None:
    report = checked(text_of(name))
    assert report.document is not None and report.document.region == REGIONS[name]
    assert told(text_of(name)) == []
    assert report.summary.read == report.summary.figures > 140
    assert report.summary.checked * 100 >= report.summary.figures * 90
    held = {finding.rule for finding in report.held}
    assert held & set(OWN[name]), "rules of the region hold of it"
    others = {rule for other, rules in OWN.items() if other != name for rule in rules}
    assert not held & others, "and those of other regions do not speak"


SLIPS = [
    ("sichuan", "一般公共预算财政拨款项目支出决算表", "公共预算项目清单", "sichuan.tables"),
    ("sichuan", "十、其他重要事项的情况说明", "十、说明", "sichuan.sections"),
    ("sichuan", "公共预算“三公”经费支出决算为10.00", "公共预算“三公”经费支出决算为11.00", "sichuan.three-public-scope"),
    ("shanghai", "国有资本经营预算财政拨款收入支出决算表", "附表九", "shanghai.tables"),
    ("shanghai", "采购项目预算金额30.00", "采购项目预算金额50.00", "shanghai.reserved-for-micro"),
    ("yunnan", "财政拨款“三公”经费、行政参公单位机关运行经费情况表", "经费情况", "yunnan.tables"),
    ("yunnan", "共预算财政拨款“三公”经费支出决算为10.0", "共预算财政拨款“三公”经费支出决算为10.1",
     "yunnan.three-public-scope"),
    ("zhejiang", "\n三、收入决算表（分科目）", "", "zhejiang.revenue-twice"),
    ("hubei", "国有资本经营预算财政拨款支出决算表", "附表九", "hubei.tables"),
    ("hubei", "公开06表", "公开05表", "hubei.table-marks"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "from_", "to", "rule"), SLIPS, ids=[f"{slip[3]}" for slip in SLIPS])
def test_a_slip_is_told_by_the_rule_of_the_region(name: str, from_: str, to: str, rule: str) -> None:
    assert from_ in text_of(name)
    assert rule in [found for found, _ in told(text_of(name).replace(from_, to))]


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize(("from_", "to"), [("850.50", "855.50"), ("240.20", "242.20"), ("130.05", "103.05")])
def test_an_altered_figure_is_found(name: str, from_: str, to: str) -> None:
    at = text_of(name).rfind(from_)
    altered = text_of(name)[:at] + to + text_of(name)[at + len(from_) :]
    errors = [finding for finding in checked(altered).findings if finding.severity == "error"]
    assert to in {figure.text.removesuffix("万元") for finding in errors for figure in finding.figures}


@pytest.mark.parametrize("name", REGIONS)
def test_the_rules_of_a_region_leave_others_alone(name: str) -> None:
    """The same document with the same gap, from nowhere and from elsewhere."""
    rules = {rule for rules in OWN.values() for rule in rules}
    title, rest = text_of(name).split("\n", 1)
    slip = next(slip for slip in SLIPS if slip[0] == name)
    for entity in ("某县水务局", "贵州省某县水务局"):
        moved = f"{entity}{title[-10:]}\n" + rest.replace(slip[1], slip[2])
        assert [found for found, _ in told(moved) if found in rules] == []


def test_what_a_region_changes_holds_there_only() -> None:
    slip = "三项合计6万元，运行费5万元，接待费1万元，其中购置费0万。"
    severities = {
        entity: [
            finding.severity
            for finding in checked(f"{entity}2021年度部门决算\n{slip}").findings
            if finding.rule == "wording.no-unit"
        ]
        for entity in ("湖北省某县水务局", "南漳县水务局", "四川省某县水务局", "某县水务局")
    }
    assert severities == {
        "湖北省某县水务局": ["note"],
        "南漳县水务局": ["note"],
        "四川省某县水务局": ["warning"],
        "某县水务局": ["warning"],
    }


def test_the_origin_of_a_change_is_shown() -> None:
    rule = next(rule for rule in CHECKER.rulebook.rules if rule.id == "wording.no-unit")
    assert rule.severity == "warning", "before a document is known"
    declared, changed = history(rule)
    assert (declared.origin.pack, changed.origin.pack, changed.in_force) == ("cn-final-accounts", "cn-hubei", False)
    assert changed.changed == {"severity": ("warning", "note")}


def test_regional_packs_are_data_only() -> None:
    for name, info in available_packs().items():
        if info.applies_to.region:
            assert {path.suffix for path in info.path.rglob("*") if path.is_file()} == {".yaml"}, name


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_has_rules_with_three_kinds_of_examples(name: str) -> None:
    rules = [rule for rule in CHECKER.rulebook.rules if rule.id in OWN[name]]
    assert len(rules) >= 2
    for rule in rules:
        assert rule.basis
        verdicts = {example.verdict for example in rule.examples}
        assert {"holds", "violated"} < verdicts
        assert verdicts & {"undetermined", "not_applicable"}
