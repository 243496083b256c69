"""Findings become one answer: verdicts, order, roots, coverage."""

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

__all__ = ["CHECKED", "Coverage", "DocumentReport", "Report", "RulebookName", "Summary", "document_report", "exit_code"]
