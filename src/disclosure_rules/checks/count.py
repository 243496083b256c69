"""Numbers of things: beside the money for them, beside each other, and beside what a formula such as “5+6” makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from pydantic import Field

from disclosure_rules.checks.cells import distance
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact, Passage
from disclosure_rules.facts.index import is_sure
from disclosure_rules.quantity import Quantity, Verdict, judge_order
from disclosure_rules.rulebook import Coordinates, Rule

__all__ = ["KIND", "CountParams"]

_SUM = re.compile(r"(?<![0-9.+])([0-9]{1,5})[+＋]([0-9]{1,5})(?![0-9.+%])")


class CountParams(Params):
    """What is counted, and against what.

    `form: together`: money at `amount` and the things it went to are nil together. The things are the nearest figure at
    one of the coordinates in `counted`, in one of `units`, under a label with one of the words in `labelled` if there
    are any. `needs` says what cannot be without the other: money without a `count`, a count without `money`, or `both`.
    `form: order`: of one thing in one passage, the number in `units` is at most that in `within` (批次, 人次).
    `form: whole`: what is counted in `units` is a whole number; an average, and what is about so many, is not meant.
    `form: sums`: a passage that speaks of “5+6” and “50+61” and counts all of these states the sums in their order.
    """

    form: Literal["together", "order", "sums", "whole"]
    amount: Coordinates = Field(default_factory=dict)
    counted: tuple[Coordinates, ...] = ()
    units: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()
    needs: Literal["both", "count", "money"] = "both"


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, CountParams)
    if params.form == "together":
        yield from _together(params, view, rule.scope)
    elif params.form == "order":
        yield from _order(params, view)
    elif params.form == "whole":
        yield from _whole(params, view)
    else:
        yield from _sums(view)


def _whole(params: CountParams, view: View) -> Iterator[Outcome]:
    for fact in view.facts({"measure": "count"}):
        if not is_sure(fact) or fact.quantity.unit.classifier not in params.units or fact.quantity.qualifier:
            continue
        whole = fact.quantity.base.denominator == 1
        yield Outcome(
            verdict=Verdict.HOLDS if whole else Verdict.VIOLATED,
            figures=(Figure.of("stated", fact),),
            message={
                "zh": f"“{fact.label}”{fact.text}不是整数",
                "en": f"{fact.label}: {fact.text} is no whole number",
            }
            if not whole
            else {},
            calculation=(f"{show(fact)} ∈ ℤ ?",),
        )


def _together(params: CountParams, view: View, scope: str) -> Iterator[Outcome]:
    counts = [fact for fact in _counts(params, view, params.units) if _is_of(fact, params.amount)]
    for amount in view.plain(params.amount):
        if amount.measure != "amount":
            continue
        near = [fact for fact in counts if _comparable(fact, amount) and view.in_scope(fact, amount, scope)]
        if near:
            count = min(near, key=lambda fact: distance(fact, amount))
            yield _outcome_together(amount, count, _judge_together(params.needs, amount.quantity, count.quantity))


def _counts(params: CountParams, view: View, units: Sequence[str]) -> list[Fact]:
    """Sure counts of the things, in reading order."""
    found = {fact.id: fact for wanted in params.counted for fact in view.facts(wanted)}
    return [
        found[number]
        for number in sorted(found)
        if found[number].measure == "count"
        and found[number].quantity.unit.classifier in units
        and is_sure(found[number])
        and (not params.labelled or any(word in found[number].label for word in params.labelled))
    ]


def _is_of(count: Fact, amount: Mapping[str, str]) -> bool:
    """Whether nothing says that the count is of something other than the amount."""
    for axis in ("of", "within"):
        owner = count.coordinates.get(axis, "").partition("|")[0]
        if "=" in owner and not {f"{dimension}={member}" for dimension, member in amount.items()} <= set(
            owner.split(",")
        ):
            return False
    return True


def _comparable(count: Fact, amount: Fact) -> bool:
    return all(count.coordinates.get(axis) == amount.coordinates.get(axis) for axis in ("period", "basis"))


def _judge_together(needs: str, amount: Quantity, count: Quantity) -> Verdict:
    if "about" in (amount.qualifier, count.qualifier):
        return Verdict.UNDETERMINED
    money, things = amount.interval(), count.interval()
    some_money = money.low.at is not None and money.low.at > 0
    no_money = money.high.at is not None and money.high.at <= 0
    some_things = things.low.at is not None and things.low.at > 0
    no_things = things.high.at is not None and things.high.at <= 0
    if (no_things and some_money and needs != "money") or (no_money and some_things and needs != "count"):
        return Verdict.VIOLATED
    nil_as_printed = amount.value == 0 and not no_money
    return Verdict.HOLDS_BY_ROUNDING if nil_as_printed and some_things and needs != "count" else Verdict.HOLDS


def _outcome_together(amount: Fact, count: Fact, verdict: Verdict) -> Outcome:
    return Outcome(
        verdict=verdict,
        figures=(Figure.of("stated", count), Figure.of("operand", amount)),
        message={
            "zh": f"“{amount.label}”为{amount.text}，而“{count.label}”为{count.text}",
            "en": f"{amount.label} is {amount.text}, yet {count.label} is {count.text}",
        },
        unit=count.quantity.unit.symbol,
        calculation=(f"{show(amount)} > 0 ⇔ {show(count)} > 0 ?",),
    )


def _order(params: CountParams, view: View) -> Iterator[Outcome]:
    many = _counts(params, view, params.within)
    for few in _counts(params, view, params.units):
        same = [fact for fact in many if fact.passage == few.passage and _cell(fact) == _cell(few) and fact.id > few.id]
        if same:
            yield _outcome_order(few, min(same, key=lambda fact: fact.id))


def _cell(fact: Fact) -> dict[str, str]:
    return {axis: member for axis, member in fact.coordinates.items() if axis != "noun"}


def _outcome_order(few: Fact, many: Fact) -> Outcome:
    judged = judge_order(few.quantity.with_unit(many.quantity.unit), "<=", many.quantity)
    violated = judged.verdict is Verdict.VIOLATED
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", many), Figure.of("operand", few)),
        message={
            "zh": f"“{few.label}”{many.text}少于{few.text}",
            "en": f"{few.label}: {many.text} is fewer than {few.text}",
        },
        expected=f"≥ {few.quantity.value}" if violated else "",
        gap=judged.gap_text(0) if violated else "",
        unit=many.quantity.unit.symbol,
        calculation=(f"{show(few)} ≤ {show(many)} ?",),
        relations=("f1 <= f0",),
    )


def _sums(view: View) -> Iterator[Outcome]:
    by_passage: dict[int, list[Fact]] = {}
    for passage in view.document.passages:
        if passage.role == "body" and "+" in passage.text.replace("＋", "+"):
            by_passage[passage.index] = []
    for fact in view.document.facts:
        if fact.passage in by_passage and fact.measure == "count" and is_sure(fact) and not fact.quantity.qualifier:
            by_passage[fact.passage].append(fact)
    for index, facts in by_passage.items():
        yield from _sums_of(view.document.passages[index], facts)


def _sums_of(passage: Passage, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Of two formulas with all their terms counted in the passage, one has its sum beside a count of the other."""
    values = [int(fact.quantity.value) for fact in facts]
    formulas = list(_SUM.finditer(passage.text))
    for first, second in pairwise(formulas):
        terms = [int(term) for formula in (first, second) for term in formula.groups()]
        if not set(terms) <= set(values):
            continue
        start = max(values.index(term) for term in terms) + 1
        sums = (terms[0] + terms[1], terms[2] + terms[3])
        stated = [
            pair
            for pair in pairwise(facts[start:])
            if pair[0].quantity.value == sums[0] or pair[1].quantity.value == sums[1]
        ]
        if len(stated) == 1:
            for formula, total, fact in zip((first, second), sums, stated[0], strict=True):
                yield _outcome_sum(passage, formula, total, fact)


def _outcome_sum(passage: Passage, formula: re.Match[str], total: int, fact: Fact) -> Outcome:
    holds = fact.quantity.value == total
    one, other = formula.groups()
    place = passage.locate(formula.start(), formula.end())
    return Outcome(
        verdict=Verdict.HOLDS if holds else Verdict.VIOLATED,
        figures=(Figure.of("stated", fact), Figure(role="operand", text=formula[0], place=place)),
        message={
            "zh": f"“{fact.label}”{fact.text}与“{formula[0]}”之和{total}不符",
            "en": f"{fact.label}: {fact.text} is not the {total} that {formula[0]} makes",
        },
        expected="" if holds else str(total),
        gap="" if holds else str(abs(int(fact.quantity.value) - total)),
        unit=fact.quantity.unit.symbol,
        calculation=(f"{one} + {other} = {total}", f"{show(fact)} = {total} ?"),
        relations=(f"f0 = {one} + {other}",),
    )


KIND = Kind(
    name="count",
    params=CountParams,
    check=check,
    summary={"zh": "件数、人次与金额及其他数量相称", "en": "numbers of things fit the money for them and each other"},
)
