"""The report as a GitLab Code Quality report, which a merge request shows beside the changes."""

from __future__ import annotations

import json
from typing import Any, TextIO

from disclosure_rules.outputs.entries import (
    clean,
    entries_of,
    fingerprint_of,
    line_of,
    path_of,
    problem_words,
    speech_of,
)
from disclosure_rules.outputs.options import Options
from disclosure_rules.report import Report

__all__ = ["write"]

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write an array of findings and problems. What is suppressed is left out: GitLab has no word for it."""
    speech = speech_of(report, options)
    issues = []
    for item in report.documents:
        path = path_of(item, options)
        for number, problem in enumerate(item.problems):
            said = problem_words(problem, speech)
            line = line_of(item, problem.place) if problem.place else None
            fingerprint = fingerprint_of(path, f"problem {number} {problem.message.get('en', '')}")
            issues.append(_issue(said, "disclosure-rules.reading", fingerprint, problem.severity, path, line))
        for entry in entries_of(item, speech, options):
            if entry.suppression is None:
                finding, line = entry.finding, line_of(item, entry.place)
                issues.append(_issue(entry.sentence, finding.rule, entry.fingerprint, finding.severity, path, line))
    json.dump(issues, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _issue(
    description: str, check: str, fingerprint: str, severity: str, path: str, line: int | None
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": clean(check),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[severity],
        "location": {"path": clean(path), "lines": {"begin": max(1, line or 1)}},
    }
