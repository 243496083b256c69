"""The report as SARIF 2.1.0, the format in which GitHub code scanning and other viewers take findings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from disclosure_rules.checks.finding import Figure, Finding
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
from disclosure_rules.outputs.regions import Columns
from disclosure_rules.outputs.sarif_places import ROOT, artifact, location, message, uri_of
from disclosure_rules.report import Report, exit_code
from disclosure_rules.rulebook import Rule

__all__ = ["FINGERPRINT", "write"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "disclosureRules/finding/v1"  # the finding's id; another way to make ids gets another number
_NO_WORD = re.compile(r"[^0-9A-Za-z]+")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as one SARIF log with one run; its texts are in the language asked for."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    json.dump(log, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _run(report: Report, options: Options) -> dict[str, Any]:
    speech = speech_of(report, options)
    rules = _rules(report)
    index = {identity: number for number, identity in enumerate(rules)}
    results = []
    for number, item in enumerate(report.documents):
        columns = Columns(item)
        results += [_result(entry, index, columns, number, speech) for entry in entries_of(item, speech, options)]
    book = report.rulebook
    return {
        "tool": {
            "driver": {
                "name": "disclosure-rules",
                "version": report.version,
                "language": _LANGUAGES[speech.language],
                "rules": [_descriptor(identity, rule, speech) for identity, rule in rules.items()],
            }
        },
        "language": _LANGUAGES[speech.language],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": speech.word("source_root")}}},
        "invocations": [_invocation(report, speech, options)],
        "artifacts": [artifact(item, path_of(item, options)) for item in report.documents],
        "results": results,
        "properties": {"rulebook": {"id": book.id, "version": book.version, "sha256": book.sha256}},
    }


def _rules(report: Report) -> dict[str, Rule | Finding]:
    """The rules that came to an answer; of one that only a finding tells, the finding."""
    found: dict[str, Rule | Finding] = {}
    for item in report.documents:
        found |= {finding.rule: finding for finding in item.findings if finding.rule not in found}
    for item in report.documents:
        found |= rules_checked(item)
    return {identity: found[identity] for identity in sorted(found)}


def _descriptor(identity: str, rule: Rule | Finding, speech: Speech) -> dict[str, Any]:
    title = clean(speech.of(rule.title)) or clean(identity)
    docs = clean(speech.of(rule.docs)) if isinstance(rule, Rule) else ""
    basis = f"{speech.word('basis')}{speech.word('colon')}{clean(rule.basis)}" if rule.basis else ""
    link = next((word for word in docs.split() if word.startswith(("https://", "http://")) and word.isascii()), "")
    return {
        "id": clean(identity),
        "name": "".join(word[:1].upper() + word[1:] for word in _NO_WORD.split(clean(identity)) if word),
        "shortDescription": message(title),
        "fullDescription": message(docs or title),
        "help": message("\n".join(part for part in (title, docs, basis) if part)),
        **({"helpUri": link} if link else {}),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"kind": rule.kind, "basis": clean(rule.basis)},
    }


def _result(
    entry: Entry, index: Mapping[str, int], columns: Columns, artifact_index: int, speech: Speech
) -> dict[str, Any]:
    finding = entry.finding
    related = [_related(number, figure, entry, columns, artifact_index, speech) for number, figure in _others(entry)]
    first = location(entry.item, entry.path, entry.figure, columns, artifact_index, speech)
    return {
        "ruleId": clean(finding.rule),
        "ruleIndex": index[finding.rule],
        "kind": "fail",
        "level": finding.severity,
        "message": message(entry.sentence),
        "locations": [first],
        **({"relatedLocations": related} if related else {}),
        # GitHub knows an alert again by the second; without it, it would hash the bytes around a line of a PDF
        "partialFingerprints": {FINGERPRINT: finding.id, "primaryLocationLineHash": f"{entry.fingerprint[:16]}:1"},
        **_suppressions(entry, speech),
        "properties": {
            "verdict": finding.verdict.value,
            "stated": entry.stated,
            "expected": clean(finding.expected),
            "gap": clean(finding.gap),
            "unit": clean(finding.unit),
            "root": finding.root,
            "calculation": [clean(step) for step in finding.calculation],
        },
    }


def _suppressions(entry: Entry, speech: Speech) -> dict[str, Any]:
    """An empty list says that a result is not suppressed; without the key, that would be unknown."""
    suppression = entry.suppression
    if suppression is None:
        return {"suppressions": []}
    told = {"by": suppression.by, "who": clean(suppression.who)}
    told["until"] = suppression.until.isoformat() if suppression.until else ""
    return {
        "suppressions": [
            {
                "kind": "external",
                "status": "accepted",
                "justification": suppression_words(suppression, speech),
                "properties": {key: value for key, value in told.items() if value},
            }
        ]
    }


def _others(entry: Entry) -> Iterable[tuple[int, Figure]]:
    return enumerate(entry.others, start=1)


def _related(
    number: int, figure: Figure, entry: Entry, columns: Columns, artifact_index: int, speech: Speech
) -> dict[str, Any]:
    said = f"{clean(figure.label)} {clean(figure.words)}".strip()
    where = clean(place_words(figure.place, speech, with_section=True))
    place = location(entry.item, entry.path, figure, columns, artifact_index, speech)
    return {"id": number, **place, "message": message(f"{said} [{where}]" if where else said or figure.role)}


def _invocation(report: Report, speech: Speech, options: Options) -> dict[str, Any]:
    """How the run ended, with the problems of every file: those of the tool, and the rules that did not run."""
    notifications = []
    for number, item in enumerate(report.documents):
        path = path_of(item, options)
        for problem in item.problems:
            notifications.append(
                {
                    "level": problem.severity,
                    "message": message(f"{clean(path)}{speech.word('colon')}{problem_words(problem, speech)}"),
                    "locations": [
                        {"physicalLocation": {"artifactLocation": {**uri_of(path), "index": number}}},
                    ],
                }
            )
    return {
        "executionSuccessful": all(item.document is not None for item in report.documents),
        "exitCode": exit_code(report, options.fail_on),
        "toolExecutionNotifications": notifications,
    }
