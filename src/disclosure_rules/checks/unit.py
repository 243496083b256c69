"""A unit that must be another: the same numeral in 元 and 万元, an average that fits only in another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import decide, show
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import none_among
from disclosure_rules.facts import Fact
from disclosure_rules.quantity import Verdict, judge_average
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "UnitParams"]


class UnitParams(Params):
    """`of: amounts`: two amounts of one subject (budgeted, spent …) with the same numeral in different units.
    `of: averages`: an average (车均, 人均) against the amount and the count beside it."""

    of: Literal["amounts", "averages"] = "amounts"


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, UnitParams)
    yield from _averages(view) if params.of == "averages" else _amounts(view)


def _amounts(view: View) -> Iterator[Outcome]:
    subjects: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in view.document.facts:
        if fact.measure == "amount" and fact.quantity.unit.dimension == "money" and fact.quantity.value != 0:
            about = tuple(sorted((a, m) for a, m in fact.coordinates.items() if a not in ("basis", "measure")))
            subjects[(*about, fact.quantity.value)].append(fact)
    slips = []
    for group in subjects.values():
        units = {fact.quantity.unit.symbol: fact for fact in reversed(group)}
        if len(units) > 1:
            small, large = sorted(units.values(), key=lambda fact: fact.quantity.unit.scale)[:2]
            slips.append(_slip(small, large))
    yield from slips or none_among(sum(len(group) > 1 for group in subjects.values()))


def _slip(small: Fact, large: Fact) -> Outcome:
    return Outcome(
        verdict=Verdict.VIOLATED,
        figures=(Figure.of("stated", small), Figure.of("other", large)),
        message={
            "zh": f"“{small.label}”{small.text}与{large.text}数字相同而单位不同",
            "en": f"{small.label}: {small.text} and {large.text} have the same numeral in different units",
        },
        expected=str(large.quantity.value),
        unit=large.quantity.unit.symbol,
        calculation=(f"{show(small)} ≠ {show(large)}",),
    )


def _averages(view: View) -> Iterator[Outcome]:
    for relation in view.relations("average"):
        decision = decide(
            relation.readings,
            lambda r: judge_average(
                r.roles["average"][0].quantity, r.roles["total"][0].quantity, r.roles["count"][0].quantity
            ),
        )
        judged = decision.judgement
        slips = [
            r
            for r in relation.readings
            if _fits_in_another_unit(r.roles["average"][0], r.roles["total"][0], r.roles["count"][0])
        ]
        if judged.verdict is Verdict.VIOLATED and not slips:
            continue  # it is no slip of the unit
        reading = slips[0] if slips else decision.reading
        (average,), (total,), (count,) = (reading.roles[role] for role in ("average", "total", "count"))
        yield Outcome(
            verdict=judged.verdict,
            figures=(Figure.of("stated", average), Figure.of("operand", total), Figure.of("operand", count)),
            message={
                "zh": f"“{average.label}”平均{average.text}与{total.text}除以{count.text}不符",
                "en": f"{average.label}: an average of {average.text} is not {total.text} over {count.text}",
            },
            expected=str(average.quantity.value) if slips else judged.expected_text(),
            unit=total.quantity.unit.symbol if slips else judged.unit.symbol,
            calculation=(f"{show(total)} ÷ {show(count)}", f"{show(average)} ?"),
        )


def _fits_in_another_unit(average: Fact, total: Fact, count: Fact) -> bool:
    if average.quantity.unit == total.quantity.unit:
        return False
    moved = average.quantity.with_unit(total.quantity.unit)
    judged = judge_average(moved, total.quantity, count.quantity)
    return judged.verdict in (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)


KIND = Kind(
    name="unit",
    params=UnitParams,
    check=check,
    summary={"zh": "单位不错位（元与万元）", "en": "units are not mixed up (元 and 万元)"},
)
