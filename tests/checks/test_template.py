"""A template that nobody filled in is told once, not place by place."""

from disclosure_rules import load_rulebook
from disclosure_rules.checks.finding import Finding
from disclosure_rules.facts.extract import extract
from disclosure_rules.sources import read_bytes

CHECKER = load_rulebook()


def fillers(text: str) -> list[Finding]:
    document = extract(read_bytes("a.txt", text.encode()), CHECKER.rulebook.vocabulary)
    return [finding for finding in CHECKER.check(document).findings if finding.rule == "wording.filler"]


def test_an_unfilled_template_is_one_finding() -> None:
    (finding,) = fillers("XX局2024年度部门决算\n" + "".join(f"第{n}处支出XX万元。\n" for n in range(30)))
    assert "没有填写的模板" in finding.message["zh"]
    assert "31" in finding.message["zh"]


def test_a_filled_document_has_each_place_told() -> None:
    lines = [f"第{n}笔支出{n}.5万元。\n" for n in range(1, 30)]
    assert len(fillers("某局2024年度部门决算\n" + "".join(lines) + "其他支出XX万元。\n另有收入XX万元。\n")) == 2
