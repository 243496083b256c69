"""The figures at some coordinates, by how near they stand to another."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact

__all__ = ["cells_near", "distance"]


def cells_near(view: View, wanted: Mapping[str, str], near: Fact, *, scope: str = "file") -> list[Fact]:
    """The figures at exactly these coordinates, of the same period and, unless `wanted` names one, basis; the nearest
    first."""
    found = [
        fact
        for fact in view.plain(wanted)
        if fact is not near
        and fact.coordinates.get("period") == near.coordinates.get("period")
        and ("basis" in wanted or fact.coordinates.get("basis") == near.coordinates.get("basis"))
        and fact.quantity.unit.dimension == near.quantity.unit.dimension
        and view.in_scope(fact, near, scope)
    ]
    return sorted(found, key=lambda fact: distance(fact, near))


def distance(fact: Fact, near: Fact) -> tuple[bool, int, int]:
    """How far apart two figures stand: another report is farther than any passage of the same one."""
    return fact.report != near.report, abs(fact.passage - near.passage), abs(fact.id - near.id)
