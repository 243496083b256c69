"""Words of comparison agree with the figures: 大于, 小于, 持平, 完成, 未完成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.items import reason_direction
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import NUMBER, alternatives, in_roles, none_among, quoted, told
from disclosure_rules.facts import Reading
from disclosure_rules.quantity import Judgement, judge_order, quantity
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "DirectionParams"]

_OPERATORS = {"up": ">", "down": "<", "flat": "=", "reached": ">=", "missed": "<"}
_WORDS = {
    "up": ("大于", "is said to be more than"),
    "down": ("小于", "is said to be less than"),
    "flat": ("等于", "is said to equal"),
    "reached": ("不小于", "is said to reach"),
    "missed": ("小于", "is said to miss"),
}


class DirectionParams(Params):
    """`stated: true` checks every comparison in words for which both figures, or the difference, are stated.

    With `reasons` (主要原因), the reason given for an item's change is checked instead: where it says no more than the
    item's name, with one of `money` behind it or not, and a direction, that must be the direction of its figures. With
    `became` (减少为), a figure that is said to have become what it is must not be said to be `unchanged` against one of
    `compared`, or a year, as well.
    """

    stated: bool = True
    reasons: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, DirectionParams)
    if params.reasons:
        yield from reason_direction(view, params.reasons, params.money)
    elif params.became:
        yield from _became_unchanged(view, params)
    else:
        yield from _stated(view)


def _became_unchanged(view: View, params: DirectionParams) -> Iterator[Outcome]:
    """公务接待费减少为0.00万元，与上年持平: in one item, between two semicolons."""
    form = re.compile(
        rf"(?:{alternatives(params.became)}){NUMBER}[^，。；：]{{0,6}}，[与同和比较](?:{alternatives(params.compared)}|\d{{4}}年度?)"
        rf"[^，。；：预]{{0,6}}?(?:{alternatives(params.unchanged)})"
    )
    became = re.compile(rf"(?:{alternatives(params.became)}){NUMBER}")
    passages = [passage for passage in in_roles(view, ("body",)) if became.search(passage.text)]
    figures = [quoted(one, found.start(), found.end()) for one in passages for found in form.finditer(one.text)]
    for figure in figures:
        words = f"既说变动又说不变：{figure.text}", f"said to have changed and to be unchanged: {figure.text}"
        yield told((figure,), *words)
    if not figures:
        yield from none_among(len(passages))


def _stated(view: View) -> Iterator[Outcome]:
    for relation in view.relations("direction"):
        decision = decide(relation.readings, _judge)
        words, working = _message(decision, relation.cue), _calculation(decision)
        relations = ["change = 0", f"left {_OPERATORS.get(decision.reading.word, '=')} right"]
        yield outcome(decision, ("change", "left"), ("right",), words, working, relations)


def _judge(reading: Reading) -> Judgement:
    if "change" in reading.roles:
        (change,) = reading.roles["change"]
        return judge_order(change.quantity, "=", quantity("0", change.quantity.unit, rounding="exact"))
    (left,), (right,) = reading.roles["left"], reading.roles["right"]
    return judge_order(left.quantity, _OPERATORS[reading.word], right.quantity, within=Fraction(0))


def _message(decision: Decision, cue: str) -> Mapping[str, str]:
    roles = decision.reading.roles
    if "change" in roles:
        (change,) = roles["change"]
        return {
            "zh": f"“{change.label}”写为“{cue}”，却有增减{change.text}",
            "en": f"{change.label} is said to be unchanged, yet changes by {change.text}",
        }
    (left,), (right,) = roles["left"], roles["right"]
    zh, en = _WORDS[decision.reading.word]
    return {
        "zh": f"“{left.label}”{left.text}写为{zh}{right.text}，与数字不符",
        "en": f"{left.label} {left.text} {en} {right.text}, which it does not",
    }


def _calculation(decision: Decision) -> list[str]:
    roles = decision.reading.roles
    if "change" in roles:
        return [f"{show(roles['change'][0])} = 0 ?"]
    return [f"{show(roles['left'][0])} {_OPERATORS[decision.reading.word]} {show(roles['right'][0])} ?"]


KIND = Kind(
    name="direction",
    params=DirectionParams,
    check=check,
    summary={
        "zh": "大于、小于、持平等说法与数字相符",
        "en": "words such as more, less and unchanged agree with the figures",
    },
)
