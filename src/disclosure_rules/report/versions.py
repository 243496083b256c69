"""Two versions of one document: which figures changed, appeared or went, and which findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from disclosure_rules.checks.finding import Finding
from disclosure_rules.facts import Document, Fact
from disclosure_rules.report.report import DocumentReport
from disclosure_rules.report.waivers import finding_key

__all__ = ["Versions", "versions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """An earlier and a later version, and what differs.

    `same` counts the figures that both print alike of one thing; `changed` are those that differ, earlier first;
    `appeared` and `gone` stand in one of them only. Findings are `resolved` if only the earlier version has them, `new`
    if only the later one does, and `still` those it has as well.
    """

    earlier: DocumentReport
    later: DocumentReport
    same: int
    changed: tuple[tuple[Fact, Fact], ...]
    appeared: tuple[Fact, ...]
    gone: tuple[Fact, ...]
    resolved: tuple[Finding, ...]
    new: tuple[Finding, ...]
    still: tuple[Finding, ...]


def versions_of(earlier: DocumentReport, later: DocumentReport) -> Versions:
    """Hold two versions of one document against each other. Both must have been read."""
    if earlier.document is None or later.document is None:
        raise ValueError("a version could not be read")
    old, new = _by_cell(earlier.document), _by_cell(later.document)
    same = 0
    changed: list[tuple[Fact, Fact]] = []
    appeared: list[Fact] = []
    gone: list[Fact] = []
    for cell in dict.fromkeys((*old, *new)):
        before, after, alike = _without_equals(old.get(cell, ()), new.get(cell, ()))
        same += alike
        changed += zip(before, after, strict=False)
        gone += before[len(after) :]
        appeared += after[len(before) :]
    new_findings = _findings_beyond(later.findings, earlier.findings)
    new_ids = {finding.id for finding in new_findings}
    return Versions(
        earlier=earlier,
        later=later,
        same=same,
        changed=tuple(sorted(changed, key=lambda pair: pair[1].id)),
        appeared=tuple(sorted(appeared, key=lambda fact: fact.id)),
        gone=tuple(sorted(gone, key=lambda fact: fact.id)),
        resolved=_findings_beyond(earlier.findings, later.findings),
        new=new_findings,
        still=tuple(finding for finding in later.findings if finding.id not in new_ids),
    )


def _by_cell(document: Document) -> Mapping[object, list[Fact]]:
    cells: dict[object, list[Fact]] = defaultdict(list)
    for fact in document.facts:
        unit = fact.quantity.unit
        kind = unit.classifier if unit.dimension == "count" else unit.dimension
        cells[frozenset(fact.coordinates.items()), kind].append(fact)
    return cells


def _without_equals(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[list[Fact], list[Fact], int]:
    """What is left of both where equal figures are taken away in pairs, in order; and how many pairs."""
    here, there = Counter(fact.quantity.base for fact in before), Counter(fact.quantity.base for fact in after)
    left = _beyond(before, here & there)
    return left, _beyond(after, here & there), len(before) - len(left)


def _beyond(facts: Sequence[Fact], taken: Counter[Fraction]) -> list[Fact]:
    """The figures without as many of each value, the first of them, as are taken."""
    rest, kept = Counter(taken), []
    for fact in facts:
        if rest[fact.quantity.base] > 0:
            rest[fact.quantity.base] -= 1
        else:
            kept.append(fact)
    return kept


def _findings_beyond(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that the others do not have, or not so often."""
    rest, kept = Counter(finding_key(finding.id) for finding in others), []
    for finding in findings:
        rest[finding_key(finding.id)] -= 1
        if rest[finding_key(finding.id)] < 0:
            kept.append(finding)
    return tuple(kept)
