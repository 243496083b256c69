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
from disclosure_rules.report.versions import Versions, versions_of
from disclosure_rules.report.waivers import Waiver, WaiverError, apply_waivers, read_waivers, waivers_schema

__all__ = [
    "CHECKED",
    "Baseline",
    "Coverage",
    "DocumentReport",
    "Report",
    "RulebookName",
    "Summary",
    "Versions",
    "Waiver",
    "WaiverError",
    "apply_baseline",
    "apply_waivers",
    "document_report",
    "exit_code",
    "read_waivers",
    "versions_of",
    "waivers_schema",
]
