"""Only what is new counts."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest

from disclosure_rules.outputs import write
from disclosure_rules.outputs.json import baseline_of, documents_of
from disclosure_rules.quantity import Verdict
from disclosure_rules.report import Report, apply_baseline, exit_code
from toys import report_of, says

ONE = ("a.sum", says(Verdict.VIOLATED, 0, 1, 2))
OTHER = ("b.part", says(Verdict.VIOLATED, 2, 3, 4))


def written(report: Report) -> str:
    stream = StringIO()
    write(report, stream, format="json")
    return stream.getvalue()


def against(report: Report, earlier: Report) -> Report:
    return apply_baseline(report, baseline_of(documents_of(written(earlier))))


def test_what_was_known_does_not_count_and_what_is_new_does() -> None:
    now = against(report_of(ONE, OTHER), report_of(ONE))
    assert {finding.rule: finding.suppression is not None for finding in now.findings} == {
        "a.sum": True,
        "b.part": False,
    }
    assert exit_code(now) == 1
    assert exit_code(against(report_of(ONE), report_of(ONE, OTHER))) == 0


def test_the_same_finding_counts_as_often_as_it_is_new() -> None:
    report = report_of(ONE)
    (item,) = report.documents
    (finding,) = item.findings
    repeats = tuple(replace(finding, id=f"{finding.id}-{number}") for number in (2, 3))
    thrice = replace(report, documents=(replace(item, findings=(finding, *repeats)),))
    now = against(thrice, replace(report, documents=(replace(item, findings=(finding, repeats[0])),)))
    assert [one.suppression is None for one in now.findings] == [False, False, True]


def test_files_of_one_name_share_what_is_known_of_it() -> None:
    report = report_of(ONE)
    twins = replace(report, documents=report.documents * 2)
    now = against(twins, report)
    assert [finding.suppression is None for finding in now.findings] == [False, True]


def test_what_is_gone_is_told() -> None:
    now = against(report_of(ONE), report_of(ONE, OTHER))
    (item,) = now.documents
    assert [problem.message["en"] for problem in item.problems if "gone" in problem.message["en"]] == [
        "1 findings of the baseline are gone; the baseline can be renewed."
    ]
    (item,) = against(report_of(ONE), report_of(ONE)).documents
    assert not any("gone" in problem.message["en"] for problem in item.problems)


def test_a_document_the_baseline_does_not_know_is_new() -> None:
    data = json.loads(written(report_of(ONE)))
    data["documents"][0]["source"]["name"] = "other.docx"
    now = apply_baseline(report_of(ONE), baseline_of(documents_of(json.dumps(data))))
    assert all(finding.suppression is None for finding in now.findings)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "7", '{"schema": "disclosure-rules/report/1"}', '{"schema": "other", "documents": []}',
             '{"schema": "disclosure-rules/report/1", "documents": [{"findings": [{}]}]}', "[" * 100_000]
)  # fmt: skip
def test_a_file_that_is_no_report(text: str) -> None:
    with pytest.raises(ValueError, match="not a report"):
        documents_of(text)
