"""Two versions of one document: which figures changed, appeared or went, and which findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    known = {finding_key(finding.id) for finding in earlier.findings}
    kept = {finding_key(finding.id) for finding in later.findings}
    return Versions(
        earlier=earlier,
        later=later,
        same=same,
        changed=tuple(sorted(changed, key=lambda pair: pair[1].id)),
        appeared=tuple(sorted(appeared, key=lambda fact: fact.id)),
        gone=tuple(sorted(gone, key=lambda fact: fact.id)),
        resolved=tuple(finding for finding in earlier.findings if finding_key(finding.id) not in kept),
        new=tuple(finding for finding in later.findings if finding_key(finding.id) not in known),
        still=tuple(finding for finding in later.findings if finding_key(finding.id) in known),
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
    left = list(before)
    rest: list[Fact] = []
    for fact in after:
        equal = next((one for one in left if one.quantity.base == fact.quantity.base), None)
        if equal is None:
            rest.append(fact)
        else:
            left.remove(equal)
    return left, rest, len(after) - len(rest)
