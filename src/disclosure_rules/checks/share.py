"""A stated share is the part over the whole, an average the total over the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, is_last_digit, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Reading
from disclosure_rules.quantity import Judgement, Verdict, judge_average, judge_ratio
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "ShareParams"]


class ShareParams(Params):
    """`stated: share` checks every share the text gives, against the base it names or the list it stands in;
    `stated: average` every average against a total and a number near by."""

    stated: Literal["share", "average"] = "share"


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ShareParams)
    yield from _averages(view) if params.stated == "average" else _shares(view)


def _averages(view: View) -> Iterator[Outcome]:
    for relation in view.relations("average"):
        decision = decide(relation.readings, _judge_average)
        if decision.judgement.verdict is Verdict.VIOLATED and "sure" not in relation.flags:
            continue  # which total and number it is of is not certain
        (average,), (total,), (count,) = (decision.reading.roles[role] for role in ("average", "total", "count"))
        should = decision.judgement.expected_text() or str(average.quantity.value)
        message = {
            "zh": f"“{average.label}”平均{average.text}，而{total.text}除以{count.text}为{should}",
            "en": f"{average.label}: an average of {average.text}, yet {total.text} over {count.text} is {should}",
        }
        calculation = [f"{show(total)} ÷ {show(count)} = {should}", f"{show(average)} = {should} ?"]
        relations = ["average * count = total"]
        yield outcome(decision, ("average",), ("total", "count"), message, calculation, relations)


def _judge_average(reading: Reading) -> Judgement:
    (average,), (total,), (count,) = (reading.roles[role] for role in ("average", "total", "count"))
    return judge_average(average.quantity, total.quantity, count.quantity)


def _shares(view: View) -> Iterator[Outcome]:
    for relation in view.relations("share"):
        decision = decide(relation.readings, _judge)
        (share,) = decision.reading.roles["share"]
        severity = "note" if is_last_digit(decision.judgement, share) else ""
        words, working, relations = _message(decision), _calculation(decision), ["share * whole = part"]
        yield outcome(decision, ("share",), ("part", "whole"), words, working, relations, severity=severity)


def _judge(reading: Reading) -> Judgement:
    (share,), (part,), (whole,) = (reading.roles[role] for role in ("share", "part", "whole"))
    return judge_ratio(share.quantity, part.quantity, whole.quantity)


def _message(decision: Decision) -> Mapping[str, str]:
    (share,), (part,), (whole,) = (decision.reading.roles[role] for role in ("share", "part", "whole"))
    should = f"{decision.judgement.expected_text()}{share.quantity.unit.symbol}"
    if decision.judgement.note == "nil_base":
        return {
            "zh": f"“{part.label}”占比写为{share.text}，但基数“{whole.label}”为零，无占比可言",
            "en": f"{part.label} is said to be {share.text} of {whole.label}, which is nil: there is no such share",
        }
    return {
        "zh": f"“{part.label}”{part.text}占“{whole.label}”{whole.text}应为{should}，写为{share.text}",
        "en": f"{part.label} {part.text} is {should} of {whole.label} {whole.text}, printed {share.text}",
    }


def _calculation(decision: Decision) -> list[str]:
    (share,), (part,), (whole,) = (decision.reading.roles[role] for role in ("share", "part", "whole"))
    computed = decision.judgement.expected_text()
    should = f"{computed} {share.quantity.unit.symbol}".strip() if computed else show(share)
    return [f"{show(part)} ÷ {show(whole)} = {should}", f"{show(share)} = {should} ?"]


KIND = Kind(
    name="share",
    params=ShareParams,
    check=check,
    summary={"zh": "占比等于部分除以总数", "en": "a share is the part over the whole"},
)
