"""The shares of a complete list come to 100 %; the shares of any list do not exceed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Reading
from disclosure_rules.quantity import FRACTION, Judgement, judge_shares_total, judge_sum, quantity
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "SharesTotalParams"]

_WHOLE = quantity("1", FRACTION, rounding="exact")


class SharesTotalParams(Params):
    """`stated: true` checks the shares of every list and chart."""

    stated: bool = True


def check(_: Rule, view: View) -> Iterator[Outcome]:
    for relation in view.relations("shares_total"):
        decision = decide(relation.readings, _judge)
        relations = ["share <= 1" if decision.reading.mode == "at_most" else "share = 1"]
        yield outcome(decision, (), ("share",), _message(decision), _calculation(decision), relations)


def _judge(reading: Reading) -> Judgement:
    shares = [fact.quantity for fact in reading.roles["share"]]
    if reading.mode == "at_most":
        return judge_sum(_WHOLE, shares, mode="at_most")
    return judge_shares_total(shares)


def _sum(reading: Reading) -> str:
    shares = [fact.quantity for fact in reading.roles["share"]]
    total = sum((Fraction(share.value) * share.unit.scale for share in shares), Fraction(0)) / shares[0].unit.scale
    decimals = max(share.decimals for share in shares)
    scaled = total * 10**decimals
    whole, rest = divmod(int(scaled), 10**decimals)
    number = f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)
    return f"{number} {shares[0].unit.symbol}".strip()


def _message(decision: Decision) -> Mapping[str, str]:
    shares = decision.reading.roles["share"]
    total = _sum(decision.reading)
    full = "100%" if shares[0].quantity.unit.symbol else "1"
    over = decision.reading.mode == "at_most"
    return {
        "zh": f"{len(shares)}项占比之和为{total}，{'超过' if over else '不等于'}{full}",
        "en": f"the {len(shares)} shares come to {total}, {'more than' if over else 'not'} {full}",
    }


def _calculation(decision: Decision) -> list[str]:
    return [" + ".join(show(fact) for fact in decision.reading.roles["share"]) + f" = {_sum(decision.reading)}"]


KIND = Kind(
    name="shares_total",
    params=SharesTotalParams,
    check=check,
    summary={"zh": "各项占比之和为100%", "en": "the shares of a list come to 100 %"},
)
