"""Figures of several documents by what they are about, for kinds of rules that hold documents against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from disclosure_rules.checks.restated import is_comparable
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact

__all__ = ["Cell", "cell_of", "cells_of", "may_be_of_a_fund", "moved"]

_OF_A_CHAPTER = frozenset({"function", "economic", "nature"})

Cell = frozenset[tuple[str, str]]
"""What a figure is about: its coordinates, and the dimension of its unit."""


def cells_of(
    view: View, of: Mapping[str, str], measures: Sequence[str], ignore: Sequence[str]
) -> Mapping[str, Mapping[Cell, list[Fact]]]:
    """The figures that have these coordinates, by document ("" for the first) and by what they are about.

    Left out are figures under labels that no pack knows, since the same words may name another thing in another
    document, and in prose those of a subject or a nature that name no fund: their chapter may be about one.
    """
    found: dict[str, dict[Cell, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.facts(of):
        known = not fact.coordinates.get("concept", "=").startswith("=")
        if known and fact.measure in measures and is_comparable(fact) and not may_be_of_a_fund(fact):
            found[fact.place.document][cell_of(fact, ignore)].append(fact)
    return found


def may_be_of_a_fund(fact: Fact) -> bool:
    """Whether a figure in prose leaves open whether it is of all money or of the fund of its chapter."""
    axes = fact.coordinates.keys()
    return "table" not in fact.flags and "fund" not in axes and not _OF_A_CHAPTER.isdisjoint(axes)


def cell_of(fact: Fact, ignore: Sequence[str]) -> Cell:
    """What a figure is about, but for some dimensions."""
    cell = {axis: member for axis, member in fact.coordinates.items() if axis not in ignore}
    unit = fact.quantity.unit
    cell["unit"] = unit.classifier if unit.dimension == "count" else unit.dimension
    return frozenset(cell.items())


def moved(cell: Cell, away: Mapping[str, str], to: Mapping[str, str], years: int) -> Cell:
    """The cell in another document: some coordinates replaced by others, so many years later."""
    coordinates = {axis: member for axis, member in cell if axis not in away} | dict(to)
    period = coordinates.get("period", "")
    if years and period.isdigit():
        coordinates["period"] = str(int(period) + years)
    return frozenset(coordinates.items())
