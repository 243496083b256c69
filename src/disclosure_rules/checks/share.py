"""A stated share is the part over the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, is_last_digit, outcome, show
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Reading
from disclosure_rules.quantity import Judgement, judge_ratio
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "ShareParams"]


class ShareParams(Params):
    """`stated: true` checks every share the text gives, against the base it names or the list it stands in."""

    stated: bool = True


def check(_: Rule, view: View) -> Iterator[Outcome]:
    for relation in view.relations("share"):
        decision = decide(relation.readings, _judge)
        (share,) = decision.reading.roles["share"]
        severity = "note" if is_last_digit(decision.judgement, share) else ""
        yield outcome(
            decision, ("share",), ("part", "whole"), _message(decision), _calculation(decision), severity=severity
        )


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
    should = f"{decision.judgement.expected_text()} {share.quantity.unit.symbol}".strip()
    return [f"{show(part)} ÷ {show(whole)} = {should}", f"{show(share)} = {should} ?"]


KIND = Kind(
    name="share",
    params=ShareParams,
    check=check,
    summary={"zh": "占比等于部分除以总数", "en": "a share is the part over the whole"},
)
