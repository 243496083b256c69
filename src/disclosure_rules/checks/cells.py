"""The figure at some coordinates that stands nearest to another."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact

__all__ = ["distance", "nearest_cell"]


def nearest_cell(view: View, wanted: Mapping[str, str], near: Fact) -> Fact | None:
    """The nearest figure at exactly these coordinates, of the same period and, unless `wanted` names one, basis."""
    pool = [
        fact
        for fact in view.plain(wanted)
        if fact is not near
        and fact.coordinates.get("period") == near.coordinates.get("period")
        and ("basis" in wanted or fact.coordinates.get("basis") == near.coordinates.get("basis"))
        and fact.quantity.unit.dimension == near.quantity.unit.dimension
    ]
    return min(pool, key=lambda fact: distance(fact, near), default=None)


def distance(fact: Fact, near: Fact) -> tuple[bool, int, int]:
    """How far apart two figures stand: another report is farther than any passage of the same one."""
    return fact.report != near.report, abs(fact.passage - near.passage), abs(fact.id - near.id)
