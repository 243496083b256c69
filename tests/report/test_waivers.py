"""Accepted findings: what is set aside, what opens again, and what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure_rules.api import load_rulebook
from disclosure_rules.checks.finding import Finding
from disclosure_rules.facts.extract import extract
from disclosure_rules.report import Report, WaiverError, apply_waivers, exit_code, read_waivers
from disclosure_rules.report.waivers import without_unused
from disclosure_rules.sources import read_bytes

TODAY = date(2026, 11, 26)
CHECKER = load_rulebook()


def report_on(*, basic: str = "347.53") -> Report:
    text = f"2021年度决算。\n本年支出合计594.73万元。\n基本支出{basic}万元。\n项目支出265.2万元。"
    source = read_bytes("report.txt", text.encode())
    return CHECKER.check(extract(source, CHECKER.rulebook.vocabulary))


def waivers(*entries: dict[str, object]) -> tuple[object, ...]:
    return read_waivers(yaml.safe_dump({"waivers": list(entries)}, allow_unicode=True).encode(), name="w.yaml")


def finding_in(report: Report) -> Finding:
    (finding,) = [one for one in report.findings if one.rule == "expenditure.by-nature"]
    return finding


def applied(report: Report, *entries: dict[str, object], today: date = TODAY) -> Report:
    return apply_waivers(report, waivers(*entries), today=today)  # type: ignore[arg-type]


def told(report: Report) -> list[str]:
    return [problem.message["en"] for item in report.documents for problem in item.problems]


WHY = {"reason": "口径不同", "by": "财务科"}


def by_id(report: Report, **more: object) -> dict[str, object]:
    return {"finding": finding_in(report).id, **WHY, **more}


def by_figures(**more: object) -> dict[str, object]:
    return {"rule": "expenditure.by-nature", "figures": ["594.73", "347.53", "265.2"], **WHY, **more}


def test_an_accepted_finding_is_told_and_fails_no_run() -> None:
    report = report_on()
    assert exit_code(report) == 1
    for entry in (by_id(report), by_figures(), by_figures(coordinates={"nature": "project"}, document="*.txt")):
        accepted = applied(report, entry)
        suppression = finding_in(accepted).suppression
        assert suppression is not None and (suppression.reason, suppression.who) == ("口径不同", "财务科")
        assert exit_code(accepted) == 0
        assert told(accepted) == told(report)


amounts = st.integers(min_value=34000, max_value=35000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


@given(amounts)
def test_a_figure_that_changes_opens_the_finding_again(basic: str) -> None:
    before, after = report_on(), report_on(basic=basic)
    for entry in (by_id(before), by_figures()):
        accepted = applied(after, entry)
        assert (finding_in(accepted).suppression is not None) == (basic == "347.53")
        assert any("accepts nothing" in message for message in told(accepted)) == (basic != "347.53")


@given(st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(random: Random) -> None:
    report = report_on()
    entries = [by_id(report), by_figures(), by_figures(figures=["1"])]
    once = applied(report, *entries)
    random.shuffle(entries)
    again = applied(report, *entries)
    assert finding_in(once) == finding_in(again)
    assert finding_in(apply_waivers(once, waivers(*entries), today=TODAY)) == finding_in(once)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"until": "2026-11-25"}, "expired on 2026-11-25"),
        ({"since": "2026-11-27"}, "holds from 2026-11-27 on"),
        ({"reason": ""}, "does not say why"),
        ({"by": " "}, "does not say why, or by whom"),
        ({"figures": ["594.73", "347.53"]}, "accepts nothing"),
        ({"coordinates": {"nature": "operating"}}, "accepts nothing"),
        ({"rule": "stated.share"}, "accepts nothing"),
    ],
)
def test_what_does_not_hold_is_told_and_accepts_nothing(entry: dict[str, object], message: str) -> None:
    report = applied(report_on(), by_figures(**entry))
    assert finding_in(report).suppression is None
    assert [message in one for one in told(report)] == [True]
    assert told(report)[0].startswith("The waiver at w.yaml:")


def test_the_last_day_counts() -> None:
    for days, accepted in ((0, True), (1, False)):
        report = applied(report_on(), by_figures(until=str(TODAY)), today=TODAY + timedelta(days=days))
        assert (finding_in(report).suppression is not None) == accepted


def test_a_waiver_of_another_document_is_neither_used_nor_told() -> None:
    report = applied(report_on(), by_figures(document="other.*"))
    assert finding_in(report).suppression is None and told(report) == []


def test_a_unit_that_changes_in_the_head_of_a_table_opens_the_finding_again() -> None:
    ids = []
    for unit in ("万元", "元"):
        table = (
            f"2021年度部门决算\n单位：{unit}\n项目\t金额\n本年支出合计\t594.73\n基本支出\t347.53\n项目支出\t265.20\n"
        )
        source = read_bytes("report.txt", table.encode())
        report = CHECKER.check(extract(source, CHECKER.rulebook.vocabulary))
        (finding,) = report.findings
        assert [figure.text for figure in finding.figures] == ["594.73", "347.53", "265.20"]
        ids.append(finding.id)
    assert ids[0] != ids[1]


def test_figures_with_their_units() -> None:
    for unit, accepted in (("万元", True), (" 万元", True), ("元", False)):
        report = applied(report_on(), by_figures(figures=["594.73" + unit, "347.53", "265.2"]))
        assert (finding_in(report).suppression is not None) == accepted


def test_figures_by_their_labels() -> None:
    figures = {"本年支出合计": "594.73", "基本支出": "347.53", "项目支出": "265.2"}
    assert finding_in(applied(report_on(), by_figures(figures=figures))).suppression is not None
    swapped = {**figures, "基本支出": "265.2", "项目支出": "347.53"}
    assert finding_in(applied(report_on(), by_figures(figures=swapped))).suppression is None


def test_one_waiver_accepts_no_two_findings() -> None:
    """Two findings of one rule with the same figures, of different things: which is meant must be said."""
    report = report_on()
    (item,) = report.documents
    finding = finding_in(report)
    twin = replace(finding, id="0123456789ab")
    both = replace(report, documents=(replace(item, findings=(*item.findings, twin)),))
    accepted = applied(both, by_figures())
    assert all(one.suppression is None for one in accepted.findings)
    ids = ", ".join(sorted((twin.id, finding.id)))
    assert [f"say which one by `finding`: {ids}" in one for one in told(accepted)] == [True]
    one = applied(both, by_id(report))
    assert [f.suppression is not None for f in one.findings if f.id in (finding.id, twin.id)] == [True, False]


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    content = """\
waiver: []
waivers:
- findng: 8c5af746a25e
  reason: x
- rule: stated.share
- finding: 8c5af746a25e
  until: 2026-02-30
- just a text
"""
    with pytest.raises(WaiverError) as caught:
        read_waivers(content.encode(), name="w.yaml")
    said = [str(mistake) for mistake in caught.value.mistakes]
    assert [one.split(": ")[0] for one in said] == [
        "w.yaml:1:1",
        "w.yaml:3:3",
        "w.yaml:5:3",
        "w.yaml:7:10",
        "w.yaml:8:3",
    ]
    assert "did you mean `waivers`?" in said[0] and "did you mean `finding`?" in said[1]
    assert "names a `finding` by its id" in said[2] and "write it as 2027-06-30" in said[3]


@pytest.mark.parametrize("content", [b"", b"waivers:\n", b"waivers: []\n", b"# nothing yet\n"])
def test_a_file_without_waivers(content: bytes) -> None:
    assert read_waivers(content, name="w.yaml") == ()


@pytest.mark.parametrize("content", [b"[", b"- x\n", b"waivers: {a: b}\n", b"a: &a [*a]\n", b"\xff", b"7"])
def test_a_file_that_is_none(content: bytes) -> None:
    with pytest.raises(WaiverError):
        read_waivers(content, name="w.yaml")


FILE = """\
# Accepted in 2026.
waivers:
# the total
- rule: expenditure.by-nature
  figures: [594.73, 347.53, 265.2]
  reason: 口径不同
  by: 财务科

# mended since
- rule: expenditure.by-nature
  figures: [1, 2]
  reason: 口径不同
  by: 财务科

# of another file
- finding: 0123456789ab
  document: other.docx
  reason: 口径不同
  by: 财务科
"""


def test_what_is_not_used_is_taken_out_and_nothing_else() -> None:
    content = FILE.encode()
    kept, gone = without_unused(content, read_waivers(content, name="w.yaml"), report_on(), today=TODAY)
    start, end = FILE.index("# mended since"), FILE.index("# of another file")
    assert (kept.decode(), gone) == (FILE[:start] + FILE[end:], 1)
    assert len(read_waivers(kept, name="w.yaml")) == 2
