"""Findings become one answer: verdicts, order, roots, coverage."""

from disclosure_rules.report.baseline import Baseline, apply_baseline
from disclosure_rules.report.coverage import Coverage
from disclosure_rules.report.report import (
    CHECKED,
    DocumentReport,
    Report,
    RulebookName,
    Summary,
    document_report,
    exit_code,
)
from disclosure_rules.report.rule_changes import DocumentChanges, RuleChanges, rule_changes
from disclosure_rules.report.suggestions import Suggestion, suggestions
from disclosure_rules.report.versions import Versions, versions_of
from disclosure_rules.report.waivers import Waiver, WaiverError, apply_waivers, read_waivers, waivers_schema

__all__ = [
    "CHECKED",
    "Baseline",
    "Coverage",
    "DocumentChanges",
    "DocumentReport",
    "Report",
    "RuleChanges",
    "RulebookName",
    "Suggestion",
    "Summary",
    "Versions",
    "Waiver",
    "WaiverError",
    "apply_baseline",
    "apply_waivers",
    "document_report",
    "exit_code",
    "read_waivers",
    "rule_changes",
    "suggestions",
    "versions_of",
    "waivers_schema",
]
