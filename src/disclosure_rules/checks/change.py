"""A figure, its change, the rate of change and the figure before agree; so do compound growth and implied bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, is_last_digit, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact, Reading, Relation
from disclosure_rules.quantity import Judgement, judge_base_total, judge_change, judge_growth
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "ChangeParams", "change_outcome"]

_ROLES = ("rate", "change", "current", "prior")


class ChangeParams(Params):
    """`stated` says which relations: `change` (a figure with its change, rate and prior value), `points` (two rates and
    their difference in percentage points), `growth` (compound annual growth between two years), `base_total` (the
    prior values implied by the changes of a list add up)."""

    stated: Literal["change", "points", "growth", "base_total"] = "change"


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ChangeParams)
    for relation in view.relations(params.stated):
        if params.stated in ("change", "points"):
            yield change_outcome(relation)
        elif params.stated == "growth":
            decision = decide(relation.readings, lambda r, years=relation.years: _judge_growth(r, years))  # type: ignore[misc]
            relations = [f"{'(1 + rate) * ' * relation.years}prior = current"]
            words = _growth_message(decision, relation.years)
            yield outcome(decision, ("rate",), ("current", "prior"), words, [], relations)
        else:
            decision = decide(relation.readings, _judge_base_total)
            words, working = _base_message(decision), _base_calculation(decision)
            yield outcome(decision, ("whole",), ("part",), words, working, _implied_totals(decision.reading))


def change_outcome(relation: Relation) -> Outcome:
    """The outcome of a figure with its change, rate of change and prior value, as far as they are given."""
    decision = decide(relation.readings, _judge)
    roles = decision.reading.roles
    stated = "rate" if "rate" in roles else "change"
    severity = ""
    if "rate" in roles and is_last_digit(decision.judgement, roles["rate"][0]):
        severity = "note"
    operands = tuple(role for role in _ROLES if role != stated)
    words, working = _message(decision), _calculation(decision)
    return outcome(decision, (stated,), operands, words, working, _relations(decision.reading), severity=severity)


def _relations(reading: Reading) -> list[str]:
    """What ties the figures of a change together; the amount before is what is left of the current one if it is not
    stated. A rate of an amount below zero may be taken with or without its sign, so there is no one relation."""
    given = reading.roles
    if any(given[role][0].quantity.value < 0 for role in ("current", "prior") if role in given):
        return []
    relations = ["current - prior = change"]
    if "prior" in given:
        relations.append("rate * prior = change" if "change" in given else "rate * prior = current - prior")
    else:
        relations.append("rate * (current - change) = change")
    return relations


def _judge(reading: Reading) -> Judgement:
    given = {role: facts[0].quantity for role, facts in reading.roles.items()}
    judged = judge_change(**given)
    if "undecided" in reading.roles.get("change", reading.roles.get("rate", (None,)))[0].flags:  # type: ignore[union-attr]
        given |= {role: given[role].negated() for role in ("change", "rate") if role in given}
        other = judge_change(**given)
        judged = min(judged, other, key=lambda j: j.gap)
    return judged


def _judge_growth(reading: Reading, years: int) -> Judgement:
    (current,), (prior,), (rate,) = (reading.roles[role] for role in ("current", "prior", "rate"))
    return judge_growth(current.quantity, prior.quantity, rate.quantity, years)


def _judge_base_total(reading: Reading) -> Judgement:
    whole, parts = reading.roles["whole"], reading.roles["part"]
    pairs = [(parts[i].quantity, parts[i + 1].quantity) for i in range(0, len(parts), 2)]
    return judge_base_total((whole[0].quantity, whole[1].quantity), pairs)


def _name(decision: Decision) -> str:
    roles = decision.reading.roles
    return next(roles[role][0].label for role in ("current", "change", "rate") if role in roles)


def _message(decision: Decision) -> Mapping[str, str]:
    roles, judged = decision.reading.roles, decision.judgement
    name = _name(decision)
    stated = (
        roles["rate"][0]
        if "rate" in roles and judged.note != "amounts"
        else roles.get("change", roles.get("rate", ()))[0]
    )
    unit = judged.unit
    if "change" in roles and roles["change"][0].quantity.unit.dimension == "points":
        unit = roles["change"][0].quantity.unit
    should = f"{judged.expected_text().lstrip('-')}{unit.symbol}"
    if judged.note == "sign":
        return {
            "zh": f"“{name}”的增减额与增减率方向不一致",
            "en": f"{name}: the change and its rate point in opposite directions",
        }
    if judged.note == "nil_base":
        return {
            "zh": f"“{name}”的基数为零，增减率{stated.text}不成立",
            "en": f"{name}: the base is nil, so there is no rate such as {stated.text}",
        }
    if not judged.expected_text():
        return {
            "zh": f"“{name}”的增减额、增减率与金额不能同时成立",
            "en": f"{name}: figure, change and rate cannot all be true",
        }
    what = "率" if stated is roles.get("rate", (None,))[0] else "额"
    return {
        "zh": f"“{name}”的增减{what}应为{should}，写为{stated.text}",
        "en": f"{name}: the change comes to {should}, printed {stated.text}",
    }


def _calculation(decision: Decision) -> list[str]:
    roles, judged = decision.reading.roles, decision.judgement
    shown: dict[str, str] = {role: show(facts[0]) for role, facts in roles.items()}
    lines = []
    if "current" in shown and "change" in shown and "prior" not in shown:
        lines.append(f"{shown['current']} − ({shown['change']}) = prior")
    elif "current" in shown and "prior" in shown:
        lines.append(f"{shown['current']} − {shown['prior']} = change")
    if "rate" in shown:
        lines.append(f"change ÷ prior = {judged.expected_text() or shown['rate']} {judged.unit.symbol}".strip())
    return lines


def _growth_message(decision: Decision, years: int) -> Mapping[str, str]:
    (current,), (prior,), (rate,) = (decision.reading.roles[role] for role in ("current", "prior", "rate"))
    return {
        "zh": f"“{rate.label}”{years}年间由{prior.text}至{current.text}，年均增长率不是{rate.text}",
        "en": f"{rate.label} from {prior.text} to {current.text} in {years} years is no annual growth of {rate.text}",
    }


def _implied_totals(reading: Reading) -> list[str]:
    """That the prior amounts of the parts, each told by an amount and its change, add up to that of the whole.

    The relation is over the figures as they are shown: whole, its change, and so on by pairs.
    """
    pairs = [*zip(reading.roles["whole"][::2], reading.roles["whole"][1::2], strict=True)]
    pairs += zip(reading.roles["part"][::2], reading.roles["part"][1::2], strict=True)
    terms = [
        f"f{2 * n} / (1 + f{2 * n + 1})" if change.quantity.unit.is_ratio else f"(f{2 * n} - f{2 * n + 1})"
        for n, (_, change) in enumerate(pairs)
    ]
    return [f"{terms[0]} = {' + '.join(terms[1:])}"]


def _base_message(decision: Decision) -> Mapping[str, str]:
    whole = decision.reading.roles["whole"]
    rate = whole[1].quantity.unit.is_ratio
    return {
        "zh": f"由“{whole[0].label}”及各分项的增减{'率' if rate else '额'}推算，上期各分项之和与上期总数不符",
        "en": f"the prior values implied by the changes of {whole[0].label} and of its parts do not add up",
    }


def _base_calculation(decision: Decision) -> list[str]:
    whole, parts = decision.reading.roles["whole"], decision.reading.roles["part"]
    return [
        f"{_pair(whole[0], whole[1])} = "
        + " + ".join(_pair(parts[i], parts[i + 1]) for i in range(0, len(parts), 2))
        + " ?"
    ]


def _pair(level: Fact, change: Fact) -> str:
    if change.quantity.unit.is_ratio:
        return f"{show(level)} ÷ (1 + ({show(change)}))"
    return f"({show(level)} − ({show(change)}))"


KIND = Kind(
    name="change",
    params=ChangeParams,
    check=check,
    summary={"zh": "本期数、增减额、增减率与上期数一致", "en": "a figure, its change, rate and prior value agree"},
)
