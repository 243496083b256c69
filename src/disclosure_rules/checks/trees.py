"""Wholes and parts along a dimension, taken from wherever in the scope they are stated nearest to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.view import View
from disclosure_rules.facts import Evidence, Fact, Reading
from disclosure_rules.facts.tree import Trees

__all__ = ["tree_readings"]

_LEVELS = ("amount", "count")


def tree_readings(
    view: View, over: str, of: Mapping[str, str], *, scope: str, missing: str
) -> Iterator[Reading]:
    """For every figure at `of`, its parts along `over`: one reading a figure, with the nearest figure of each part.

    Parts that are not stated anywhere in the scope are nil, skipped or make the reading impossible, as `missing` says.
    """
    trees = Trees(view.vocabulary.get("dimensions", {}))
    member = of.get(over) or trees.root(over) or ""
    parts = trees.parts(over, member)
    exhaustive = trees.is_exhaustive(over, member)
    for whole in view.facts({axis: m for axis, m in of.items() if not (axis == over and m == trees.root(over))}):
        if not _eligible(whole, over, of, trees):
            continue
        found = [(part, _nearest(view, whole, over, part, scope)) for part in parts]
        facts = tuple(fact for _, fact in found if fact is not None)
        absent = len(facts) < len(parts)
        if len(facts) < 2 or (absent and missing == "undetermined"):
            continue
        mode = "equal" if exhaustive and (not absent or missing == "nil") else "at_most"
        yield Reading(roles={"whole": (whole,), "part": facts}, mode=mode)


def _eligible(fact: Fact, over: str, of: Mapping[str, str], trees: Trees) -> bool:
    if fact.measure not in _LEVELS or fact.evidence < Evidence.CARRIED or fact.flags & {"reason", "plan"}:
        return False
    if "of" in fact.coordinates or "within" in fact.coordinates:
        return False
    return all(
        axis in of or axis == over or trees.root(axis) is None or fact.coordinates.get(axis) in (None, trees.root(axis))
        for axis in trees.axes
        if axis not in ("measure", "basis", "period", "concept")
    ) and fact.coordinates.get(over, trees.root(over)) == (of.get(over) or trees.root(over))


def _nearest(view: View, whole: Fact, over: str, part: str, scope: str) -> Fact | None:
    """The figure of a part that stands nearest to the whole: same basis, period and unit dimension."""
    wanted = {**{a: m for a, m in whole.coordinates.items() if a != over}, over: part}
    pool = [
        fact
        for fact in view.facts(wanted)
        if set(fact.coordinates) == set(wanted)
        and fact.evidence >= Evidence.CARRIED
        and fact.quantity.unit.dimension == whole.quantity.unit.dimension
        and not fact.flags & {"reason", "plan"}
        and (scope == "file" or fact.report == whole.report)
        and (scope not in ("statement", "section") or view.same_section(fact, whole))
    ]
    return min(pool, key=lambda fact: (fact.report != whole.report, abs(fact.passage - whole.passage), abs(fact.id - whole.id)), default=None)
