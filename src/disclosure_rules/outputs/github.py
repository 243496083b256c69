"""The report as workflow commands, which GitHub shows as annotations of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from disclosure_rules.outputs.entries import Entry, clean, entries_of, line_of, path_of, problem_words, speech_of
from disclosure_rules.outputs.options import Options
from disclosure_rules.outputs.regions import Columns
from disclosure_rules.report import Report

__all__ = ["write"]

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_ORDER = ("error", "warning", "note")


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write a line for each problem and each finding that is not suppressed, and a last one with the numbers.

    GitHub shows ten of each kind from a step, so errors come first, and what follows from another finding after it.
    """
    speech = speech_of(report, options)
    told: list[tuple[tuple[int, int], str]] = []
    suppressed = 0
    for item in report.documents:
        path, columns = path_of(item, options), Columns(item)
        for problem in item.problems:
            line = line_of(item, problem.place) if problem.place else None
            at = {
                "file": path,
                "line": line,
                "title": f"disclosure-rules{speech.word('colon')}{speech.word('reading')}",
            }
            command = _command(problem.severity, problem_words(problem, speech), at)
            told.append(((_ORDER.index(problem.severity), -1), command))
        for entry in entries_of(item, speech, options):
            if entry.suppression is not None:
                suppressed += 1
                continue
            follows = entry.finding.root != entry.finding.id
            rank = (_ORDER.index(entry.finding.severity), int(follows))
            told.append((rank, _command(entry.finding.severity, entry.sentence, _address(entry, columns))))
    stream.writelines(command for _, command in sorted(told, key=lambda one: one[0]))
    summaries = [item.summary for item in report.documents]
    counts = Counter(finding.severity for finding in report.findings if finding.suppression is None)
    said = [
        speech.word("total", documents=len(report.documents), **{name: counts[name] for name in _ORDER}),
        speech.word(
            "coverage",
            figures=sum(one.figures for one in summaries),
            read=sum(one.read for one in summaries),
            checked=sum(one.checked for one in summaries),
        ),
    ]
    said += [speech.word("suppressed", count=suppressed)] if suppressed else []
    stream.write(_command("note", speech.word("separator").join(said), {"title": "disclosure-rules"}))


def _address(entry: Entry, columns: Columns) -> dict[str, object]:
    line = line_of(entry.item, entry.place)
    span = columns.of(entry.figure) if entry.figure is not None else None
    # A column, and the end of one, count from 1; the last column is part of the annotation.
    where = {"col": span[0], "endColumn": span[1] - 1} if span else {}
    return {"file": entry.path, "line": line, **where, "title": f"{entry.finding.rule}: {entry.title}"}


def _command(severity: str, message: str, properties: Mapping[str, object]) -> str:
    told = [f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None]
    return f"::{_COMMANDS[severity]} {','.join(told)}::{_data(message)}\n"


def _data(text: str) -> str:
    """The message of a command; a line break in it would begin another command."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
