"""Findings in the order of the file, each with the finding it follows from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from disclosure_rules.checks.finding import Figure, Finding, figure_key
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict

__all__ = ["ordered", "with_roots"]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by the place of the figure they judge."""
    return sorted(findings, key=lambda finding: (*_position(_stated(finding)), finding.rule, finding.id))


def with_roots(findings: Iterable[Finding]) -> list[Finding]:
    """Name the finding each violated one follows from.

    One wrong figure breaks every relation it stands in. So a finding follows from another if it judges the same
    figure and comes later, or if one of its operands is the very figure the other judges. Following these steps up
    ends at the root; a circle ends at its member that comes first.
    """
    findings = list(findings)
    judged: dict[object, int] = {}  # a figure → the first violated finding that judges it
    for number, finding in enumerate(findings):
        if finding.verdict is Verdict.VIOLATED:
            for figure in _figures(finding, "stated"):
                judged.setdefault(figure_key(figure), number)
    above = [_parent(number, finding, judged) for number, finding in enumerate(findings)]
    return [replace(finding, root=findings[_top(number, above)].id) for number, finding in enumerate(findings)]


def _parent(number: int, finding: Finding, judged: dict[object, int]) -> int:
    if finding.verdict is not Verdict.VIOLATED:
        return number
    same = [judged[figure_key(figure)] for figure in _figures(finding, "stated")]
    if same and min(same) < number:
        return min(same)
    used = [judged.get(figure_key(figure), number) for figure in _figures(finding, "operand")]
    return min((other for other in used if other != number), default=number)


def _top(number: int, above: list[int]) -> int:
    path = [number]
    while above[path[-1]] not in path:
        path.append(above[path[-1]])
    circle = path[path.index(above[path[-1]]) :]
    return min(circle)


def _figures(finding: Finding, role: str) -> list[Figure]:
    return [figure for figure in finding.figures if figure.role == role]


def _stated(finding: Finding) -> Place:
    figures = _figures(finding, "stated") or list(finding.figures)
    return figures[0].place if figures else Place()


def _position(place: Place) -> tuple[int, ...]:
    span = place.span[0] if place.span else 0
    address = (place.page, place.block, place.line, place.table, place.row, place.column)
    return (*(part or 0 for part in address), span)
