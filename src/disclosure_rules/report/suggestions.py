"""Relations that hold in consistent documents and that no rule speaks of: proposals for rules.

Among the cells that documents state with enough digits to be no coincidence, equalities and sums of two are looked for
that hold in every document which states all of their cells. What a rule has checked already is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from disclosure_rules.checks.restated import is_comparable
from disclosure_rules.facts import Document, Fact
from disclosure_rules.facts.tree import Trees
from disclosure_rules.quantity import Verdict, judge_sum
from disclosure_rules.report.report import DocumentReport

__all__ = ["Cell", "Suggestion", "suggestions"]

Cell = frozenset[tuple[str, str]]
"""Coordinates without year, basis and measure."""

_TAKEN_AS_GIVEN = ("period", "basis", "measure")
_FEWEST_DIGITS = 4  # of a figure: two with fewer are equal by chance too often
_HOLDING = (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)
_MOST_CELLS = 400  # of a document

_Shape = tuple[Cell, tuple[Cell, ...]]  # a whole, and the one or two cells that make it


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """That a cell is another, or the sum of two. `seen` are the figures in each document, by its name, the whole
    first."""

    whole: Cell
    parts: tuple[Cell, ...]
    seen: Mapping[str, tuple[Fact, ...]]


def suggestions(reports: Sequence[DocumentReport], trees: Trees, *, support: int = 2) -> list[Suggestion]:
    """Relations that hold in at least so many documents, and fail in none; those seen most often first."""
    stated = [(report, _cells(report.document, trees)) for report in reports if report.document is not None]
    seen: dict[_Shape, dict[str, tuple[Fact, ...]]] = defaultdict(dict)
    checked = set()
    for report, cells in stated:
        together = _checked_together(report)
        for shape in _shapes(cells):
            facts = tuple(cells[cell] for cell in (shape[0], *shape[1]))
            seen[shape][report.path or report.name] = facts
            if frozenset(fact.id for fact in facts) in together:
                checked.add(shape)
    found = []
    for (whole, parts), figures in seen.items():
        known = (whole, parts) in checked or len(figures) < support
        if not known and not any(_fails(whole, parts, cells) for _, cells in stated):
            found.append(Suggestion(whole=whole, parts=parts, seen=figures))
    return sorted(found, key=lambda one: (-len(one.seen), len(one.parts), sorted(one.whole)))


def _cells(document: Document, trees: Trees) -> Mapping[Cell, Fact]:
    """The amounts of the document's own year by cell, where each is stated with one value and with enough digits."""
    found: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in document.facts:
        coordinates = fact.coordinates
        own = fact.measure == "amount" and coordinates.get("period") == str(document.period)
        main = coordinates.get("basis") == ("budget" if document.kind == "budget" else "final")
        named = {axis: member for axis, member in coordinates.items() if axis not in _TAKEN_AS_GIVEN}
        if own and main and named and all(trees.names(axis, member) for axis, member in named.items()):
            found[frozenset(named.items())].append(fact)
    single = {
        cell: facts[0]
        for cell, facts in found.items()
        if len({fact.quantity.base for fact in facts}) == 1 and all(map(is_comparable, facts))
    }
    telling = [(cell, fact) for cell, fact in single.items() if _digits(fact) >= _FEWEST_DIGITS]
    return dict(telling[:_MOST_CELLS])


def _digits(fact: Fact) -> int:
    return len(str(abs(fact.quantity.value)).replace(".", "").strip("0"))


def _shapes(cells: Mapping[Cell, Fact]) -> Iterator[_Shape]:
    """Equalities and sums of two that hold exactly as printed."""
    by_value: dict[Fraction, list[Cell]] = defaultdict(list)
    for cell, fact in cells.items():
        by_value[fact.quantity.base].append(cell)
    for equal in by_value.values():
        for one, other in combinations(sorted(equal, key=sorted), 2):
            if _differ_along_one_axis(one, other):
                yield one, (other,)
    firsts = [(value, equal[0]) for value, equal in by_value.items()]  # one of equal cells stands for all
    for (a, one), (b, other) in combinations(firsts, 2):
        for whole in by_value.get(a + b, ())[:1]:
            if _differ_along_one_axis(one, other):
                yield whole, tuple(sorted((one, other), key=sorted))


def _differ_along_one_axis(one: Cell, other: Cell) -> bool:
    """Cells further apart are related by others between them, if at all."""
    return len({axis for axis, _ in one ^ other}) == 1


def _checked_together(report: DocumentReport) -> set[frozenset[int]]:
    decided = report.result.decided if report.result is not None else ()
    return {frozenset(fact.id for fact in outcome.facts()) for _, outcome in decided}


def _fails(whole: Cell, parts: tuple[Cell, ...], cells: Mapping[Cell, Fact]) -> bool:
    """Whether a document states all of these cells, and the relation does not hold of them."""
    if not all(cell in cells for cell in (whole, *parts)):
        return False
    judged = judge_sum(cells[whole].quantity, [cells[part].quantity for part in parts])
    return judged.verdict not in _HOLDING
