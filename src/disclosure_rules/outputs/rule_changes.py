"""What a change of rules does, as lines and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs.entries import clean
from disclosure_rules.outputs.json import finding_data, write_data
from disclosure_rules.report import DocumentChanges, RuleChanges

__all__ = ["change_lines", "write_changes_json"]


def change_lines(changes: RuleChanges, language: str) -> Iterator[str]:
    """The rules that differ, then the documents in which findings do, then how many by rule."""
    for sign, rules in (("+", changes.added), ("-", changes.removed)):
        yield from (f"{sign} {rule.id}  {clean(rule.title.get(language, ''))}\n" for rule in rules)
    yield from (f"~ {rule}  {', '.join(keys)}\n" for rule, keys in changes.changed.items())
    for document in changes.documents:
        if document.is_changed or document.unreadable:
            yield f"\n{clean(document.name)}\n"
            yield from _document_lines(document, language)
    counts = _by_rule(changes)
    if counts:
        yield "\n"
        yield from (f"{rule}  +{new} -{gone}\n" for rule, (new, gone) in sorted(counts.items()))
    changed = sum(document.is_changed for document in changes.documents)
    differing = len(changes.added) + len(changes.removed) + len(changes.changed)
    if language == "zh":
        yield f"{differing}条规则有变动；{len(changes.documents)}个文件中，{changed}个的结果有变动\n"
    else:
        yield f"{differing} rules differ; findings differ in {changed} of {len(changes.documents)} documents\n"


def _document_lines(document: DocumentChanges, language: str) -> Iterator[str]:
    if document.unreadable:
        yield "  ? 无法读取\n" if language == "zh" else "  ? cannot be read\n"
    for sign, findings in (("+", document.new), ("-", document.gone)):
        for finding in findings:
            yield f"  {sign} {finding.severity} {_said(finding, language)}\n"
    for old, new in document.regraded:
        yield f"  ~ {old.severity} → {new.severity} {_said(new, language)}\n"


def _said(finding: Finding, language: str) -> str:
    return f"{finding.rule}: {clean(finding.message.get(language) or '')}"


def _by_rule(changes: RuleChanges) -> dict[str, tuple[int, int]]:
    new = Counter(finding.rule for document in changes.documents for finding in document.new)
    gone = Counter(finding.rule for document in changes.documents for finding in document.gone)
    return {rule: (new[rule], gone[rule]) for rule in (*new, *gone)}


def write_changes_json(changes: RuleChanges, stream: TextIO) -> None:
    """The same as data; findings have the shape they have in a report."""
    shape = {
        "schema": "disclosure-rules/rule-changes/1",
        "added": [rule.id for rule in changes.added],
        "removed": [rule.id for rule in changes.removed],
        "changed": {rule: list(keys) for rule, keys in changes.changed.items()},
        "documents": [
            {
                "name": document.name,
                "unreadable": document.unreadable,
                "new": [finding_data(finding) for finding in document.new],
                "gone": [finding_data(finding) for finding in document.gone],
                "regraded": [{"from": old.severity, "finding": finding_data(new)} for old, new in document.regraded],
            }
            for document in changes.documents
        ],
    }
    write_data(shape, stream)
