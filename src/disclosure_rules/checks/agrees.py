"""A figure of one document is that of another: of the year before, of the budget, of what was approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from pydantic import Field

from disclosure_rules.checks.documents import cells_of, moved
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import LIKELIEST_FIRST, show
from disclosure_rules.checks.relating import all_alike
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.quantity import Verdict, decimal_text, judge_same
from disclosure_rules.rulebook import Coordinates, DimensionName, Rule

__all__ = ["KIND", "AgreesParams"]

_MOST_PRINTS = 8  # of one figure


class AgreesParams(Params):
    """Figures that have the coordinates `this` in the first document are those that have `other` instead, and are else
    about the same, in each of the others; `years` later than they, if not in the same period. Dimensions in `ignore`
    make no difference. Where a document prints a figure in several ways, one that agrees is enough: that they differ is
    told where it is checked alone."""

    this: Coordinates = Field(default_factory=dict)
    other: Coordinates = Field(default_factory=dict)
    years: int = 0
    ignore: tuple[DimensionName, ...] = ()
    measures: tuple[str, ...] = ("amount", "count")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, AgreesParams)
    here = cells_of(view, params.this, params.measures, params.ignore).get("", {})
    there = cells_of(view, params.other, params.measures, params.ignore)
    for cell, mine in here.items():
        wanted = moved(cell, params.this, params.other, params.years)
        for other in view.document.others:
            theirs = there.get(other.name, {}).get(wanted)
            if theirs:
                yield _outcome(mine, theirs, other.name)


def _outcome(mine: Sequence[Fact], theirs: Sequence[Fact], name: str) -> Outcome:
    pairs = product(mine[:_MOST_PRINTS], theirs[:_MOST_PRINTS])
    judged = [(judge_same([one.quantity, other.quantity]), one, other) for one, other in pairs]
    best, one, other = min(judged, key=lambda pair: LIKELIEST_FIRST.index(pair[0].verdict))
    violated = best.verdict is Verdict.VIOLATED
    return Outcome(
        verdict=best.verdict,
        figures=(Figure.of("stated", one), Figure.of("operand", other)),
        message={
            "zh": f"“{one.label}”{one.text}，“{name}”中为{other.text}",
            "en": f"{one.label}: {one.text}, but {other.text} in {name}",
        }
        if violated
        else {},
        expected=decimal_text(other.quantity.base / best.unit.scale, best.decimals) if violated else "",
        gap=best.gap_text() if violated else "",
        unit=best.unit.symbol if violated else "",
        calculation=(f"{show(one)} = {show(other)} ?",),
        relations=all_alike(2),
        severity="note" if best.note == "last_digit" else "",
    )


KIND = Kind(
    name="agrees",
    params=AgreesParams,
    check=check,
    summary={"zh": "与另一文件中的数一致", "en": "a figure is that of another document"},
)
