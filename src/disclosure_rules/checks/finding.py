"""What a check yields, and the finding the run makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from disclosure_rules.facts import Fact
from disclosure_rules.place import Place
from disclosure_rules.quantity import Quantity, Verdict, with_unit

__all__ = ["Brief", "Figure", "FigureKey", "Finding", "Outcome", "Suppression", "figure_key"]

FigureKey = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as evidence: the fact behind it, or only words where a rule is about words.

    `role` is `stated` (the figure that is judged), `operand` (what it is judged by) or `other`. `printed` is the
    quantity of a figure without a fact: one that was rebuilt from a written report.
    """

    role: str
    text: str
    place: Place
    fact: Fact | None = None
    label: str = ""
    printed: Quantity | None = None

    @property
    def quantity(self) -> Quantity | None:
        """The quantity it states; None where it is only words."""
        return self.fact.quantity if self.fact is not None else self.printed

    @property
    def words(self) -> str:
        """The figure as printed, with its unit if that stands elsewhere (in the head of a column, say)."""
        unit = self.quantity.unit.symbol if self.quantity is not None else ""
        return self.text if unit in self.text else with_unit(self.text, unit)

    @classmethod
    def of(cls, role: str, fact: Fact) -> Figure:
        return cls(role=role, text=fact.text, place=fact.place, fact=fact, label=fact.label)


def figure_key(figure: Figure) -> FigureKey:
    """What makes two pieces of evidence one: the same fact, or the same words at the same place."""
    if figure.fact is not None:
        return figure.fact
    place = figure.place
    return (figure.text, place.block, place.line, place.row, place.column, place.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A check's verdict on one binding, before the run stamps who said it.

    `message` is by language. `expected` and `gap` are decimal texts in `unit`; the gap is beyond rounding, rounded
    down. `calculation` is the working, one line a step, free of language. `relations` are the comparisons that were
    judged, as formulas over the figures `f0`, `f1` … in their order and in base units; together they must be possible.
    """

    verdict: Verdict
    figures: tuple[Figure, ...]
    message: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""
    gap: str = ""
    unit: str = ""
    calculation: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    severity: str = ""  # overrides the rule's, only ever downwards
    told: bool = False  # a note on what holds

    def keys(self) -> tuple[frozenset[FigureKey], frozenset[FigureKey]]:
        """The figures that are judged, and those they are judged by."""
        stated = frozenset([figure_key(figure) for figure in self.figures if figure.role == "stated"])
        return stated, frozenset([figure_key(figure) for figure in self.figures if figure.role != "stated"])

    def facts(self) -> list[Fact]:
        """The facts that took part."""
        return [figure.fact for figure in self.figures if figure.fact is not None]


class Brief(NamedTuple):
    """An outcome in brief: all that a run counts and compares. Most checks hold, and nobody asks for their words.

    `tell` gives the whole outcome, with the same verdict and figures.
    """

    verdict: Verdict
    stated: tuple[Fact, ...]
    operands: tuple[Fact, ...]
    tell: Callable[[], Outcome]

    def keys(self) -> tuple[frozenset[FigureKey], frozenset[FigureKey]]:
        return frozenset(self.stated), frozenset(self.operands)

    def facts(self) -> tuple[Fact, ...]:
        return self.stated + self.operands


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding does not count: somebody accepted it (`waiver`), or it was there before (`baseline`).

    `reason` and `who` are a waiver's; `until` is the last day on which it holds.
    """

    by: str  # waiver | baseline
    reason: str = ""
    who: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An outcome worth telling, stamped with its rule. One that is suppressed is told, but fails no run."""

    id: str
    rule: str
    kind: str
    severity: str
    verdict: Verdict
    message: Mapping[str, str]
    basis: str
    title: Mapping[str, str]
    figures: tuple[Figure, ...]
    expected: str = ""
    gap: str = ""
    unit: str = ""
    calculation: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    root: str = ""
    report: int = 0
    suppression: Suppression | None = None
