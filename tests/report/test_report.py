from dataclasses import replace
from datetime import date

import pytest

from disclosure_rules.checks.finding import Suppression
from disclosure_rules.outputs import Options
from disclosure_rules.outputs.json import report_data
from disclosure_rules.quantity import Verdict
from disclosure_rules.report import DocumentReport, RulebookName, document_report, exit_code
from disclosure_rules.sources.block import Problem
from toys import document, outcome_of, report_of, reported, says

UNREADABLE = DocumentReport.unreadable("lost.docx", Problem(severity="error", message={"zh": "坏了", "en": "broken"}))


def test_the_summary_counts_what_was_read_and_checked() -> None:
    report = report_of(("a.sum", says(Verdict.VIOLATED, 0, 1, 2)), ("a.rest", says(Verdict.UNDETERMINED, 3, 4)))
    (item,) = report.documents
    summary = item.summary
    assert (summary.figures, summary.read, summary.checked) == (6, 5, 3)
    assert summary.checks[Verdict.VIOLATED] == summary.checks[Verdict.UNDETERMINED] == 1
    assert [fact.text for fact in item.unchecked] == ["200万元", "65.2万元"]
    assert [unread.text for unread in item.unread] == ["10万元"]


def test_findings_stand_in_the_order_of_the_file() -> None:
    report = report_of(("a.late", says(Verdict.VIOLATED, 4)), ("b.early", says(Verdict.VIOLATED, 1)))
    assert [finding.rule for finding in report.findings] == ["b.early", "a.late"]


def test_what_follows_from_a_wrong_figure_names_its_root() -> None:
    report = report_of(
        ("a.total", says(Verdict.VIOLATED, 0, 1, 2)),  # uses the figure that the next one finds wrong
        ("b.part", says(Verdict.VIOLATED, 2, 3, 4)),
        ("c.share", says(Verdict.VIOLATED, 2, 1)),  # judges the same figure once more
        ("d.other", says(Verdict.VIOLATED, 4)),
    )
    root = {finding.rule: finding.root for finding in report.findings}
    own = {finding.rule: finding.id for finding in report.findings}
    assert root == {
        "a.total": own["d.other"],
        "b.part": own["d.other"],
        "c.share": own["d.other"],
        "d.other": own["d.other"],
    }


def test_findings_without_a_common_figure_are_their_own_roots() -> None:
    report = report_of(("a.total", says(Verdict.VIOLATED, 0, 1)), ("b.part", says(Verdict.VIOLATED, 2, 3)))
    assert [finding.root for finding in report.findings] == [finding.id for finding in report.findings]


def test_a_circle_of_findings_has_its_first_member_as_root() -> None:
    report = report_of(("a.one", says(Verdict.VIOLATED, 1, 2)), ("b.two", says(Verdict.VIOLATED, 2, 1)))
    assert {finding.root for finding in report.findings} == {report.findings[0].id}


def test_a_note_is_never_the_root_of_an_error() -> None:
    report = report_of(("a.note", says(Verdict.HOLDS_BY_TRUNCATION, 1, 2)), ("b.sum", says(Verdict.VIOLATED, 0, 1)))
    assert [finding.root for finding in report.findings] == [finding.id for finding in report.findings]


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("error", "never", 0),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("note", "warning", 0),
    ],
)
def test_exit_codes(severity: str, fail_on: str, code: int) -> None:
    report = report_of(("a.sum", says(Verdict.VIOLATED, 0, 1, severity=severity)))
    assert exit_code(report, fail_on) == code


def test_a_clean_report_and_a_problem_of_the_reader() -> None:
    assert exit_code(report_of(("a.sum", says(Verdict.HOLDS, 0, 1))), "warning") == 0
    problem = Problem(severity="warning", message={"zh": "某页没有文字", "en": "a page without text"})
    report = report_of(("a.sum", says(Verdict.HOLDS, 0, 1)), problems=(problem,))
    assert (exit_code(report, "warning"), exit_code(report, "error")) == (1, 0)


def test_an_input_that_could_not_be_read_outweighs_findings() -> None:
    good = document_report(document(), outcome_of(("a.sum", says(Verdict.VIOLATED, 0, 1))))
    report = reported(UNREADABLE, good)
    assert exit_code(report, "error") == exit_code(report, "never") == 3
    assert len(report.findings) == 1


def test_a_report_on_several_rulebooks_names_them_all() -> None:
    from toys import rulebook

    one = rulebook()
    two = type(one)(id="other", version="2", sha256="2" * 64, rules=(), vocabulary={})
    assert RulebookName.of([one, one]) == RulebookName(id="toy", version="1", sha256="1" * 64)
    joined = RulebookName.of([one, two])
    assert (joined.id, joined.version, len(joined.sha256)) == ("other | toy", "2 | 1", 64)
    assert joined == RulebookName.of([two, one])


def test_a_suppressed_finding_is_told_and_fails_no_run() -> None:
    report = report_of(("a.sum", says(Verdict.VIOLATED, 0, 1, 2)))
    (item,) = report.documents
    waived = replace(item.findings[0], suppression=Suppression(by="waiver", reason="口径不同", until=date(2027, 1, 31)))
    accepted = replace(report, documents=(replace(item, findings=(waived,)),))
    assert (exit_code(report), exit_code(accepted)) == (1, 0)
    (finding,) = report_data(accepted, Options())["documents"][0]["findings"]
    assert finding["suppressed"] == {"by": "waiver", "reason": "口径不同", "until": "2027-01-31"}
