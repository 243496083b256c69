import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len

from disclosure_rules.outputs import FORMATS, Options, write
from disclosure_rules.quantity import Verdict
from disclosure_rules.report import DocumentReport, Report, document_report
from disclosure_rules.sources.block import Problem
from toys import document, outcome_of, report_of, reported, says

SUM = says(
    Verdict.VIOLATED,
    0,
    1,
    2,
    expected="612.73",
    gap="17.94",
    unit="万元",
    calculation=("347.53 + 265.2 = 612.73", "612.73 - 594.73 = 18.00"),
)
PROBLEM = Problem(severity="warning", message={"zh": "第7页没有文字", "en": "page 7 has no text"})


@pytest.fixture
def report() -> Report:
    return report_of(
        ("toy.sum", SUM),
        ("toy.part", says(Verdict.VIOLATED, 2, 3, 4, expected="265.20", severity="warning", unit="万元")),
        ("toy.cut", says(Verdict.HOLDS_BY_TRUNCATION, 3, 4)),
        ("toy.true", says(Verdict.HOLDS, 1, 3)),
        problems=(PROBLEM,),
    )


def written(report: Report, format: str = "text", **options: object) -> str:
    stream = StringIO()
    write(report, stream, format=format, options=Options(**options))  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text(report: Report, language: str, golden: Callable[[str, str], None]) -> None:
    everything = frozenset({"holds", "coverage", "unread", "unchecked"})
    golden(f"report.{language}.txt", written(report, language=language, width=80, show=everything))


def test_json(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.json", written(report, "json"))


def test_the_same_input_gives_the_same_bytes(report: Report) -> None:
    for format in FORMATS:
        assert written(report, format) == written(report, format)


def test_json_keeps_the_contract(report: Report) -> None:
    data = json.loads(written(report, "json"))
    assert list(data) == ["schema", "tool", "rulebook", "documents"]
    assert data["schema"] == "disclosure-rules/report/1"
    (item,) = data["documents"]
    assert item.keys() >= {"source", "entity", "period", "kind", "summary", "problems", "findings", "unread"}
    assert item["summary"] == {
        "figures": 6,
        "figures_read": 5,
        "figures_checked": 5,
        "checks": {"holds": 1, "holds_by_rounding": 0, "holds_by_truncation": 1, "violated": 2, "undetermined": 0},
    }
    assert item["problems"] == [{"severity": "warning", "message": "第7页没有文字", "place": {}}]
    finding = next(one for one in item["findings"] if one["rule"] == "toy.sum")
    wanted = "id rule kind severity verdict message basis expected gap unit root figures calculation relations"
    assert finding.keys() == set(wanted.split())
    figure = finding["figures"][2]
    assert {key: figure[key] for key in ("role", "text", "value", "unit", "label", "coordinates")} == {
        "role": "operand",
        "text": "265.2万元",
        "value": "265.2",
        "unit": "万元",
        "label": "专项部分",
        "coordinates": {"concept": "=专项部分"},
    }
    place = figure["place"]
    assert place.keys() == {"page", "line", "section", "table", "row", "column", "excerpt", "span", "box"}
    assert (place["line"], place["section"], place["page"], place["box"]) == (10, "二（二）", None, None)
    assert "265.2万元" in place["excerpt"]


def test_json_adds_what_is_asked_for(report: Report) -> None:
    assert "holds" not in json.loads(written(report, "json"))["documents"][0]
    item = json.loads(written(report, "json", show=frozenset({"holds", "unchecked"})))["documents"][0]
    assert [held["rule"] for held in item["holds"]] == ["toy.true"]
    assert item["unchecked"] == []


def test_colours_replace_the_brackets(report: Report) -> None:
    plain, coloured = written(report), written(report, colour=True)
    assert "【265.2万元】" in plain and "\x1b[" not in plain
    assert "【265.2万元】" not in coloured and "\x1b[" in coloured


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_asked_for(report: Report, width: int) -> None:
    lines = written(report, width=width, show=frozenset({"holds", "unread"})).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_an_unreadable_file_is_told_beside_the_others() -> None:
    lost = DocumentReport.unreadable("lost.docx", Problem(severity="error", message={"zh": "坏了", "en": "broken"}))
    good = document_report(document(), outcome_of(("toy.sum", SUM)))
    told = written(reported(lost, good))
    assert "lost.docx" in told and "坏了" in told and "594.73" in told
    data = json.loads(written(reported(lost, good), "json"))
    assert [len(item["findings"]) for item in data["documents"]] == [0, 1]
    assert data["documents"][0]["problems"][0]["severity"] == "error"


def test_a_report_without_findings_does_not_claim_more_than_was_checked() -> None:
    told = written(report_of(("toy.true", says(Verdict.HOLDS, 0, 1))), language="en")
    assert "5 of 6 figures understood, 2 checked" in told
    assert "not understood or not checked are not covered" in told


def test_a_document_cannot_steer_the_terminal() -> None:
    raw = "全年[bold]594.73万元[/bold]\x1b[31m\u202e"
    base = document()
    facts = (replace(base.facts[0], place=base.passages[0].place.at(8, 16, raw)), *base.facts[1:])
    passages = (replace(base.passages[0], raw=raw, text=raw, offsets=tuple(range(len(raw)))), *base.passages[1:])
    told = written(report_of(("toy.sum", says(Verdict.VIOLATED, 0)), facts=facts, passages=passages))
    assert "全年[bold]【594.73万元】[/bold]" in told
    assert "\x1b" not in told and "\u202e" not in told
