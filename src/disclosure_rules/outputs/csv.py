"""The report as a table for a spreadsheet: a row for each finding, those that are suppressed too, and each problem.

It begins with the mark that tells Excel the encoding, and no cell of it is a formula.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from disclosure_rules.checks.finding import Figure
from disclosure_rules.outputs.entries import Entry, clean, entries_of, path_of, problem_words, speech_of
from disclosure_rules.outputs.evidence import Speech
from disclosure_rules.outputs.options import Options
from disclosure_rules.place import Place
from disclosure_rules.report import DocumentReport, Report
from disclosure_rules.sources.block import Problem

__all__ = ["COLUMNS", "write"]

COLUMNS = (
    "file", "entity", "period", "severity", "message", "section", "sheet", "page", "line", "table", "row", "column",
    "label", "stated", "expected", "gap", "unit", "others", "calculation", "rule", "title", "basis", "verdict", "id",
    "root", "suppressed", "reason", "who", "until", "excerpt",
)  # fmt: skip
_PLACE = ("section", "sheet", "page", "line", "table", "row", "column")
# What begins a formula in Excel, WPS and LibreOffice, also in its full width; a plain number is none.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_LONGEST = 32_000  # characters of a cell; Excel has 32,767
_NUMBER = re.compile(r"[+\-]?\d[\d,]*(?:\.\d+)?[%‰]?")


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write the rows; the names of the columns are in the language asked for, their order is always that of
    `COLUMNS`."""
    speech = speech_of(report, options)
    stream.write("\ufeff")
    rows = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow([speech.word(f"column_{name}") for name in COLUMNS])
    for item in report.documents:
        about = {
            "file": path_of(item, options),
            "entity": item.document.entity if item.document else "",
            "period": str(item.document.period or "") if item.document else "",
        }
        for values in _values(item, speech, options):
            rows.writerow([_safe((about | values).get(name, "")) for name in COLUMNS])


def _values(item: DocumentReport, speech: Speech, options: Options) -> Iterator[dict[str, str]]:
    for problem in item.problems:
        yield _problem(problem, speech)
    for entry in entries_of(item, speech, options):
        yield _finding(entry, speech)


def _problem(problem: Problem, speech: Speech) -> dict[str, str]:
    place = _place(problem.place) if problem.place else {}
    return {**place, "severity": speech.word(problem.severity), "message": problem_words(problem, speech)}


def _finding(entry: Entry, speech: Speech) -> dict[str, str]:
    finding, suppression = entry.finding, entry.suppression
    separator = speech.word("separator")
    return {
        **_place(entry.place),
        "severity": speech.word(finding.severity),
        "message": entry.message,
        "label": entry.label,
        "stated": entry.stated,
        "expected": finding.expected,
        "gap": finding.gap,
        "unit": finding.unit,
        "others": separator.join(_other(figure) for figure in entry.others),
        "calculation": separator.join(finding.calculation),
        "rule": finding.rule,
        "title": entry.title,
        "basis": finding.basis,
        "verdict": speech.word(f"verdict_{finding.verdict.value}"),
        "id": finding.id,
        "root": finding.root,
        "suppressed": speech.word(f"suppressed_{suppression.by}") if suppression else "",
        "reason": suppression.reason if suppression else "",
        "who": suppression.who if suppression else "",
        "until": suppression.until.isoformat() if suppression and suppression.until else "",
        "excerpt": entry.place.excerpt,
    }


def _other(figure: Figure) -> str:
    return f"{figure.label} {figure.words}".strip()


def _place(place: Place) -> dict[str, str]:
    return {name: str(value) for name in _PLACE if (value := getattr(place, name)) is not None}


def _safe(text: str) -> str:
    """A cell that a spreadsheet shows as it is: before what would be a formula stands the mark of a text."""
    text = clean(text)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
