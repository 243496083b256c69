"""The facts of a document by what they are about, so that a rule looks them up instead of searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from disclosure_rules.facts.fact import Evidence, Fact

__all__ = ["Cell", "FactIndex", "Item", "is_sure"]

Item = tuple[str, str]  # a dimension and a member of it
Cell = frozenset[Item]  # all coordinates of a fact, and the dimension of its unit under the empty name

_UNSURE = frozenset({"reason", "plan"})


def is_sure(fact: Fact) -> bool:
    """Whether the text surely states the fact: no guess, no reason, no plan."""
    return fact.evidence >= Evidence.CARRIED and fact.flags.isdisjoint(_UNSURE)


class FactIndex:
    """Facts in reading order: `having` a coordinate, and `at` a cell (of these, the sure ones only).

    `cells` gives the cell of every sure fact.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        having: dict[Item, list[Fact]] = defaultdict(list)
        at: dict[Cell, list[Fact]] = defaultdict(list)
        cells: dict[Fact, Cell] = {}
        for fact in facts:
            items = tuple(fact.coordinates.items())
            for item in items:
                having[item].append(fact)
            if is_sure(fact):
                cell = frozenset((*items, ("", fact.quantity.unit.dimension)))
                at[cell].append(fact)
                cells[fact] = cell
        self.having: Mapping[Item, list[Fact]] = dict(having)
        self.at: Mapping[Cell, list[Fact]] = dict(at)
        self.cells: Mapping[Fact, Cell] = cells
