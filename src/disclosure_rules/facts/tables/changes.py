"""Columns that compare two others of the same line: last year's figure, the difference and the rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.tables.figures import List
from disclosure_rules.facts.tables.meaning import Column
from disclosure_rules.quantity import Verdict, judge_change, judge_ratio

__all__ = ["changes_of"]

_LEAST = 3  # lines that have to bear out what the columns are taken for


def changes_of(found: List) -> Iterator[Relation]:
    """What the columns of differences and rates say, as far as the figures bear it out."""
    levels = [n for n, column in found.columns.items() if not column.change and not column.apart]
    for number, column in found.columns.items():
        if not column.change:
            continue
        best: Sequence[Relation] = ()
        for current in levels:
            for prior in levels:
                if current != prior and _may_be_compared(found.columns[current], found.columns[prior]):
                    for kind in ("change",) if column.change == "change" else ("change", "completion"):
                        told = list(_relations(found, kind, number, current, prior))
                        best = told if _right(told) > _right(best) else best
        right = _right(best)
        if right >= _LEAST and (len(best) - right) * 3 <= len(best):
            yield from best


def _may_be_compared(one: Column, other: Column) -> bool:
    return (one.basis, one.period, one.path) != (other.basis, other.period, other.path)


def _relations(found: List, kind: str, number: int, current: int, prior: int) -> Iterator[Relation]:
    is_rate = found.columns[number].change == "rate"
    for line in found.lines:
        stated, now, before = (found.in_line(line, column) for column in (number, current, prior))
        if stated is None or now is None or before is None or not before.quantity.value:
            continue
        if now.quantity.unit.dimension != before.quantity.unit.dimension:
            continue
        if kind == "completion":
            roles: dict[str, tuple[Fact, ...]] = {"rate": (stated,), "actual": (now,), "budget": (before,)}
        else:
            roles = {"rate" if is_rate else "change": (stated,), "current": (now,), "prior": (before,)}
        yield Relation(kind=kind, readings=(Reading(roles=roles),), cue="columns")


def _right(relations: Sequence[Relation]) -> int:
    return sum(_holds(one) for one in relations)


def _holds(one: Relation) -> bool:
    roles = {role: facts[0].quantity for role, facts in one.readings[0].roles.items()}
    if one.kind == "completion":
        judged = judge_ratio(roles["rate"], roles["actual"], roles["budget"])
    else:
        judged = judge_change(**roles)
    return judged.verdict is not Verdict.VIOLATED
