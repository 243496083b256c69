"""A completion rate is the actual figure over the budget it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, is_last_digit, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact, Reading
from disclosure_rules.quantity import Judgement, Verdict, judge_order, judge_ratio
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "CompletionParams"]


class CompletionParams(Params):
    """`stated: true` checks every completion rate for which both the actual figure and the budget are stated."""

    stated: bool = True


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    for relation in view.relations("completion_mean"):
        yield _mean(relation.readings[0].roles["rate"][0], relation.readings[0].roles["part"])
    for relation in view.relations("completion"):
        decision = decide(relation.readings, _judge)
        (rate,) = decision.reading.roles["rate"]
        severity = "note" if is_last_digit(decision.judgement, rate) else ""
        yield outcome(decision, ("rate",), ("actual", "budget"), _message(decision), _calculation(decision), severity=severity)


def _mean(rate: Fact, parts: tuple[Fact, ...]) -> Outcome:
    """A whole's rate against the lowest and the highest of its parts."""
    low = min(parts, key=lambda fact: fact.quantity.value)
    high = max(parts, key=lambda fact: fact.quantity.value)
    judged = [judge_order(rate.quantity, ">=", low.quantity), judge_order(rate.quantity, "<=", high.quantity)]
    worst = max(judged, key=lambda j: (j.verdict is Verdict.VIOLATED, j.verdict is Verdict.HOLDS_BY_ROUNDING))
    return Outcome(
        verdict=worst.verdict,
        figures=(Figure.of("stated", rate), *(Figure.of("operand", part) for part in parts)),
        message={
            "zh": f"“{rate.label}”完成率{rate.text}不在各分项完成率{low.text}与{high.text}之间",
            "en": f"{rate.label}: a completion rate of {rate.text} is not between those of its parts, {low.text} and {high.text}",
        },
        unit=rate.quantity.unit.symbol,
        calculation=(f"{show(low)} ≤ {show(rate)} ≤ {show(high)} ?",),
    )


def _judge(reading: Reading) -> Judgement:
    (rate,), (actual,) = (reading.roles[role] for role in ("rate", "actual"))
    if "budget" not in reading.roles:
        nil, stated = (rate, actual) if rate.quantity.value == 0 else (actual, rate)
        return judge_order(stated.quantity, "=", nil.quantity.with_unit(stated.quantity.unit))
    (budget,) = reading.roles["budget"]
    return judge_ratio(rate.quantity, actual.quantity, budget.quantity)


def _message(decision: Decision) -> Mapping[str, str]:
    (rate,), (actual,) = (decision.reading.roles[role] for role in ("rate", "actual"))
    if "budget" not in decision.reading.roles:
        return {
            "zh": f"“{actual.label}”{actual.text}与完成率{rate.text}矛盾",
            "en": f"{actual.label}: {actual.text} contradicts a completion rate of {rate.text}",
        }
    (budget,) = decision.reading.roles["budget"]
    should = f"{decision.judgement.expected_text()}{rate.quantity.unit.symbol}"
    if decision.judgement.note == "nil_base":
        return {
            "zh": f"“{actual.label}”预算为零，完成率{rate.text}不成立",
            "en": f"{actual.label}: the budget is nil, so there is no completion rate such as {rate.text}",
        }
    return {
        "zh": f"“{actual.label}”决算{actual.text}完成预算{budget.text}的{should}，写为{rate.text}",
        "en": f"{actual.label}: {actual.text} of a budget of {budget.text} is {should}, printed {rate.text}",
    }


def _calculation(decision: Decision) -> list[str]:
    (rate,), (actual,) = (decision.reading.roles[role] for role in ("rate", "actual"))
    if "budget" not in decision.reading.roles:
        return [f"{show(actual)}, {show(rate)} ?"]
    (budget,) = decision.reading.roles["budget"]
    return [f"{show(actual)} ÷ {show(budget)} = {decision.judgement.expected_text() or show(rate)} {rate.quantity.unit.symbol}"]


KIND = Kind(
    name="completion",
    params=CompletionParams,
    check=check,
    summary={"zh": "完成率等于决算数除以所称预算数", "en": "a completion rate is the actual figure over the budget named"},
)
