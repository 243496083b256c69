"""A completion rate is the actual figure over the budget it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, is_last_digit, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Reading, Relation
from disclosure_rules.quantity import (
    Judgement,
    Quantity,
    Verdict,
    judge_base_total,
    judge_order,
    judge_ratio,
    judge_sum,
    quantity,
    undetermined,
)
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "CompletionParams"]


class CompletionParams(Params):
    """`stated: true` checks every completion rate for which both the actual figure and the budget are stated."""

    stated: bool = True


def check(_: Rule, view: View) -> Iterator[Outcome]:
    for relation in view.relations("completion_total"):
        yield _total(relation)
    for relation in view.relations("completion"):
        decision = decide(relation.readings, _judge)
        (rate,) = decision.reading.roles["rate"]
        severity = "note" if is_last_digit(decision.judgement, rate) else ""
        words, working, relations = _message(decision), _calculation(decision), ["rate * budget = actual"]
        yield outcome(decision, ("rate",), ("actual", "budget"), words, working, relations, severity=severity)


def _total(relation: Relation) -> Outcome:
    """The budgets implied by the rates of a list: those of the parts add up to that of the whole."""
    decision = decide(relation.readings, _judge_total)
    (whole, rate), parts = decision.reading.roles["whole"], decision.reading.roles["part"]
    message = {
        "zh": f"由“{whole.label}”及各分项的完成率推算，各分项预算之和与总预算不符",
        "en": f"the budgets implied by the completion rates of {whole.label} and of its parts do not add up",
    }
    sums = " + ".join(f"{show(parts[i])} ÷ {show(parts[i + 1])}" for i in range(0, len(parts), 2))
    working = [f"{show(whole)} ÷ {show(rate)} = {sums} ?"]
    budgets = [f"f{2 * n} / f{2 * n + 1}" for n in range(1 + len(parts) // 2)]
    relations = [f"{budgets[0]} = {' + '.join(budgets[1:])}"]
    return outcome(decision, ("whole",), ("part",), message, working, relations)


def _judge_total(reading: Reading) -> Judgement:
    whole, parts = reading.roles["whole"], reading.roles["part"]
    if judge_sum(whole[0].quantity, [part.quantity for part in parts[::2]]).verdict is Verdict.VIOLATED:
        return undetermined("missing", whole[0].quantity.unit)  # parts that are not all of the whole tell no budget
    pairs = [(parts[i].quantity, _growth(parts[i + 1].quantity)) for i in range(0, len(parts), 2)]
    return judge_base_total((whole[0].quantity, _growth(whole[1].quantity)), pairs)


def _growth(rate: Quantity) -> Quantity:
    """A completion rate as a change against the budget: 95 % completed is 5 % less."""
    return quantity(str(rate.value - int(1 / rate.unit.scale)), rate.unit)


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
    should = decision.judgement.expected_text() or str(rate.quantity.value)
    return [f"{show(actual)} ÷ {show(budget)} = {should} {rate.quantity.unit.symbol}"]


KIND = Kind(
    name="completion",
    params=CompletionParams,
    check=check,
    summary={
        "zh": "完成率等于决算数除以所称预算数",
        "en": "a completion rate is the actual figure over the budget named",
    },
)
