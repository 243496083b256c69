"""The facts of a document by what they are about, so that a rule looks them up instead of searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from disclosure_rules.facts.fact import Evidence, Fact

__all__ = ["FactIndex", "Row", "is_sure"]

# Figures that differ along one dimension only, by their member along it; "" for those that do not name it.
Row = Mapping[str, Sequence[Fact]]

_UNSURE = frozenset({"reason", "plan"})


def is_sure(fact: Fact) -> bool:
    """Whether the text surely states the fact: no guess, no reason, no plan."""
    return fact.evidence >= Evidence.CARRIED and fact.flags.isdisjoint(_UNSURE)


class FactIndex:
    """Facts in reading order: `having` a member along a dimension, and in `rows` along a dimension."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        having: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            for coordinate in fact.coordinates.items():
                having[coordinate].append(fact)
        self.having: Mapping[tuple[str, str], Sequence[Fact]] = dict(having)
        self._sure = [(fact, frozenset(fact.coordinates.items())) for fact in facts if is_sure(fact)]
        self._rows: dict[str, Mapping[Fact, Row]] = {}

    def rows(self, axis: str) -> Mapping[Fact, Row]:
        """The row along `axis` that each sure fact stands in; all other coordinates and the dimension of the unit are
        equal in a row."""
        if axis not in self._rows:
            self._rows[axis] = self._rows_along(axis)
        return self._rows[axis]

    def _rows_along(self, axis: str) -> Mapping[Fact, Row]:
        by_others: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        row_of: dict[Fact, Row] = {}
        for fact, items in self._sure:
            member = fact.coordinates.get(axis)
            others = items if member is None else items - {(axis, member)}
            row = by_others[others, fact.quantity.unit.dimension]
            row[member or ""].append(fact)
            row_of[fact] = row
        return row_of
