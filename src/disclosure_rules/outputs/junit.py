"""The report as JUnit XML, the format in which Jenkins, GitLab and others show what passed and what failed.

A suite for each file. Its first case is the reading of the file, then comes a case for each finding that is an error or
a warning, and one for each rule that was checked and has none.
"""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from lxml import etree

from disclosure_rules.outputs.entries import (
    Entry,
    clean,
    entries_of,
    path_of,
    problem_words,
    rules_checked,
    speech_of,
    suppression_words,
)
from disclosure_rules.outputs.evidence import Speech, place_words
from disclosure_rules.outputs.options import Options
from disclosure_rules.report import DocumentReport, Report
from disclosure_rules.sources.block import Problem

__all__ = ["write"]

_ENDINGS = ("failure", "error", "skipped")  # how a case ends that does not pass


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as XML. Nothing in it depends on the clock: there are no times."""
    speech = speech_of(report, options)
    root = etree.Element("testsuites", name="disclosure-rules")
    for item in report.documents:
        root.append(_suite(item, report, speech, options))
    cases = [case for suite in root for case in suite.iterfind("testcase")]
    endings = _endings(cases)
    root.set("tests", str(len(cases)))
    root.set("failures", str(endings["failure"]))
    root.set("errors", str(endings["error"]))
    etree.indent(root, " ")
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')


def _suite(item: DocumentReport, report: Report, speech: Speech, options: Options) -> etree._Element:
    path = clean(path_of(item, options))
    suite = etree.Element("testsuite", name=path)
    properties = etree.SubElement(suite, "properties")
    book = report.rulebook
    for name, value in (
        ("sha256", item.sha256),
        ("format", item.format),
        ("rulebook", book.id),
        ("rulebook.version", book.version),
        ("rulebook.sha256", book.sha256),
    ):
        etree.SubElement(properties, "property", name=name, value=clean(value))
    suite.extend(_reading(item, path, speech))
    suite.extend(_rules(item, path, speech, options))
    cases = list(suite.iterfind("testcase"))
    endings = _endings(cases)
    suite.set("tests", str(len(cases)))
    for ending, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(attribute, str(endings[ending]))
    return suite


def _endings(cases: list[etree._Element]) -> Counter[str]:
    return Counter(ending for case in cases for ending in _ENDINGS if case.find(ending) is not None)


def _reading(item: DocumentReport, path: str, speech: Speech) -> list[etree._Element]:
    """The reading of the file; and a case for each problem, so that what was left out never looks like a pass."""
    summary = item.summary
    cases = []
    if item.document is not None:
        case = _case(path, speech.word("reading"))
        said = speech.word("coverage", figures=summary.figures, read=summary.read, checked=summary.checked)
        etree.SubElement(case, "system-out").text = said
        cases.append(case)
    return cases + [_problem(problem, path, speech) for problem in item.problems]


def _problem(problem: Problem, path: str, speech: Speech) -> etree._Element:
    """An error where a file could not be read or a rule not run; skipped where a part could not be read."""
    said = problem_words(problem, speech)
    case = _case(path, f"{speech.word('reading')}{speech.word('colon')}{said}")
    if problem.severity == "error":
        etree.SubElement(case, "error", message=said, type="problem").text = said
    elif problem.severity == "warning":
        etree.SubElement(case, "skipped", message=said)
    else:
        etree.SubElement(case, "system-out").text = said
    return case


def _rules(item: DocumentReport, path: str, speech: Speech, options: Options) -> list[etree._Element]:
    by_rule: dict[str, list[Entry]] = {}
    for entry in entries_of(item, speech, options):
        by_rule.setdefault(entry.finding.rule, []).append(entry)
    titles = {identity: clean(speech.of(rule.title)) for identity, rule in rules_checked(item).items()}
    titles |= {identity: entries[0].title for identity, entries in by_rule.items()}
    cases = []
    for identity in sorted(titles):
        name = f"{clean(identity)}{speech.word('colon')}{titles[identity]}"
        entries = by_rule.get(identity, [])
        told = [entry for entry in entries if entry.finding.severity != "note"]
        cases += [_finding(entry, name, path, speech) for entry in told]
        if not told:
            case = _case(path, name)
            if entries:
                etree.SubElement(case, "system-out").text = "\n".join(entry.sentence for entry in entries)
            cases.append(case)
    return cases


def _finding(entry: Entry, name: str, path: str, speech: Speech) -> etree._Element:
    case = _case(path, f"{name} ({entry.finding.id})")
    if entry.suppression is not None:
        etree.SubElement(case, "skipped", message=suppression_words(entry.suppression, speech))
        etree.SubElement(case, "system-out").text = entry.sentence
    else:
        severity = entry.finding.severity
        etree.SubElement(case, "failure", message=entry.sentence, type=severity).text = _working(entry, speech)
    return case


def _working(entry: Entry, speech: Speech) -> str:
    """The figures with their places, the calculation and the basis, a line each."""
    lines = [f"{entry.path}{speech.word('colon')}{entry.sentence}"]
    for figure in (*((entry.figure,) if entry.figure else ()), *entry.others):
        where = place_words(figure.place, speech, with_section=True)
        lines.append(f"{figure.label} {figure.words} [{where}]".strip())
    lines += [f"{speech.word('calculation')}{speech.word('colon')}{step}" for step in entry.finding.calculation]
    lines += [f"{speech.word('basis')}{speech.word('colon')}{entry.finding.basis}"] if entry.finding.basis else []
    return "\n".join(map(clean, lines))


def _case(path: str, name: str) -> etree._Element:
    return etree.Element("testcase", classname=path, name=name)
