"""Deciding a relation that can be read in more than one way: it is violated only if every reading is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.facts import Fact, Reading, Relation
from disclosure_rules.quantity import Judgement, Verdict

__all__ = ["LIKELIEST_FIRST", "Decision", "decide", "outcome", "show"]

_WORD = re.compile(r"[a-z]+(?![0-9a-z])")  # a role; a name such as f0 is a figure already
_SIDES = re.compile(r" (<=|>=|=|<|>) ")
LIKELIEST_FIRST = (
    Verdict.HOLDS,
    Verdict.HOLDS_BY_ROUNDING,
    Verdict.HOLDS_BY_TRUNCATION,
    Verdict.UNDETERMINED,
    Verdict.VIOLATED,
)
"""Verdicts, that of the reading which is most likely meant first."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The reading a verdict rests on: the best one, and of violated ones that with the smallest gap."""

    reading: Reading
    judgement: Judgement


def decide(readings: Sequence[Reading], judge: Callable[[Reading], Judgement]) -> Decision:
    """Judge every reading and keep the one that decides."""
    if len(readings) == 1:
        return Decision(readings[0], judge(readings[0]))
    decisions = [Decision(reading, judge(reading)) for reading in readings]
    return min(decisions, key=lambda d: (LIKELIEST_FIRST.index(d.judgement.verdict), d.judgement.gap))


def show(fact: Fact) -> str:
    """The figure as it goes into a calculation: numeral and unit, with the sign its words give it."""
    quantity = fact.quantity
    unit = quantity.unit.symbol
    return f"{quantity.value} {unit}".strip()


def outcome(
    decision: Decision, stated: Sequence[str], operands: Sequence[str], message: Mapping[str, str],
    calculation: Sequence[str], relations: Sequence[str] = (), *, relation: Relation | None = None, severity: str = "",
) -> Outcome:  # fmt: skip
    """The outcome of a decision; `stated` and `operands` are role names in the order in which they are shown.

    `relations` are what was judged, in role names (`share * whole = part`); a role of several figures is their sum.
    """
    reading, judged = decision.reading, decision.judgement
    figures = [Figure.of("stated", fact) for role in stated for fact in reading.roles.get(role, ())]
    figures += [Figure.of("operand", fact) for role in operands for fact in reading.roles.get(role, ())]
    violated = judged.verdict is Verdict.VIOLATED
    if relation is not None and "likely" in relation.flags and not severity:
        severity = "note"  # what usually holds, but need not
    return Outcome(
        verdict=judged.verdict,
        figures=tuple(figures),
        message=message,
        expected=judged.expected_text() if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=judged.unit.symbol,
        calculation=tuple(calculation),
        relations=_over_figures(relations, reading, (*stated, *operands)),
        severity=severity,
    )


def _over_figures(relations: Sequence[str], reading: Reading, shown: Sequence[str]) -> tuple[str, ...]:
    """The relations with every role replaced by its figures; one that speaks of a role without figures is left out."""
    names: dict[str, str] = {}
    first = 0
    for role in shown:
        count = len(reading.roles.get(role, ()))
        terms = [f"f{number}" for number in range(first, first + count)]
        if terms:
            names[role] = terms[0] if count == 1 else f"({' + '.join(terms)})"
        first += count
    return tuple(
        " ".join(_side(part, names) for part in _SIDES.split(relation))
        for relation in relations
        if all(word in names for word in _WORD.findall(relation))
    )


def _side(side: str, names: Mapping[str, str]) -> str:
    """One side of a relation over figures; a sum that stands alone needs no brackets."""
    return names[side].strip("()") if side in names else _WORD.sub(lambda word: names[word[0]], side)


def is_last_digit(judged: Judgement, stated: Fact) -> bool:
    """Whether a stated rate misses by no more than one unit of its last digit: a plugged or doubly rounded share."""
    computed = judged.computed
    if computed is None or judged.verdict is not Verdict.VIOLATED:
        return False
    unit = stated.quantity.unit.scale / 10**stated.quantity.decimals
    value = stated.quantity.interval()
    if value.low.at is None or value.high.at is None:
        return False
    middle = (value.low.at + value.high.at) / 2
    return bool(abs(middle - computed) <= unit * 3 / 2)
