"""Findings that an earlier report knew: only what is new counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from disclosure_rules.checks.finding import Suppression
from disclosure_rules.report.report import DocumentReport, Report
from disclosure_rules.report.waivers import finding_key
from disclosure_rules.sources.block import Problem

__all__ = ["Baseline", "apply_baseline"]

# How often each finding, by its id without the number of a repeat, stands in each document, by its name.
Baseline = Mapping[str, Counter[str]]


def apply_baseline(report: Report, baseline: Baseline) -> Report:
    """Suppress the findings that the baseline knows, each as often as it does, and tell how many are gone."""
    left = {name: Counter(known) for name, known in baseline.items()}
    items = [_against(item, left[item.name]) if item.name in left else item for item in report.documents]
    last = {item.name: number for number, item in enumerate(items) if item.document is not None}
    for name, number in last.items():  # files of one name share what is known of it
        gone = sum(count for count in left.get(name, Counter()).values() if count > 0)
        if gone:
            items[number] = replace(items[number], problems=(*items[number].problems, _gone(gone)))
    return replace(report, documents=tuple(items))


def _against(item: DocumentReport, left: Counter[str]) -> DocumentReport:
    """Suppress what is known; `left` is how often more each finding is."""
    findings = []
    for finding in item.findings:
        key = finding_key(finding.id)
        known = left[key] > 0
        left[key] -= known
        accepted = known and finding.suppression is None
        findings.append(replace(finding, suppression=Suppression(by="baseline")) if accepted else finding)
    return replace(item, findings=tuple(findings))


def _gone(count: int) -> Problem:
    return Problem(
        severity="note",
        message={
            "zh": f"基线中有 {count} 个问题已不存在，可以更新基线。",
            "en": f"{count} findings of the baseline are gone; the baseline can be renewed.",
        },
    )
