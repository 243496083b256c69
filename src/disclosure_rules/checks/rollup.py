"""A whole equals the sum of its parts, or is at least as large as what is listed of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from pydantic import Field

from disclosure_rules.checks.finding import Brief, Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import Decision, decide, outcome, show
from disclosure_rules.checks.trees import LEVELS, Binding, tree_bindings
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import none_among
from disclosure_rules.facts import Reading, Relation
from disclosure_rules.quantity import Judgement, Verdict, judge_sum, sum_verdict
from disclosure_rules.rulebook import Coordinates, DimensionName, Rule

__all__ = ["KIND", "RollupParams"]


class RollupParams(Params):
    """`stated: true` checks the lists that the text itself states. Otherwise the member that `of` names along the
    dimension `over` is compared with its parts, wherever the nearest of each stand; `measures` may be
    `change_amount`, since changes add up as what changes does. `tails: true` tells for each table
    how many of its sums hold only by rounding."""

    stated: bool = False
    tails: bool = False
    over: DimensionName = ""
    of: Coordinates = Field(default_factory=dict)
    measures: tuple[str, ...] = LEVELS


def check(rule: Rule, view: View) -> Iterator[Outcome | Brief]:
    params = rule.params
    assert isinstance(params, RollupParams)
    if params.stated:
        yield from _stated(view)
        return
    if params.tails:
        yield from _tails(view)
        return
    bindings = tree_bindings(
        view, params.over, params.of, scope=rule.scope, missing=rule.missing, measures=params.measures
    )
    if tuple(params.measures) != LEVELS:
        bindings = [binding for binding in bindings if _others_are_flat(binding, params.over, view)]
    for binding in bindings:
        whole, parts, at_most = binding
        verdict = sum_verdict(whole.quantity, [part.quantity for part in parts], at_most=at_most)
        tell = partial(_told, binding)
        yield tell() if verdict is None else Brief(verdict, (whole,), parts, tell)


def _others_are_flat(binding: Binding, over: str, view: View) -> bool:
    """Whether every part without a change is stated beside the whole all the same: then it has not changed.

    One that is nil now may have fallen, and so make up for a whole that fell by more than its other parts.
    """
    whole, parts, _ = binding
    given = {part.coordinates[over] for part in parts}
    absent = [part for part in view.trees.parts(over, whole.coordinates.get(over)) if part not in given]
    about = {a: m for a, m in whole.coordinates.items() if a not in ("measure", "against", "period", over)}
    fell_more = whole.quantity.base < sum(part.quantity.base for part in parts)
    for part in absent:
        levels = view.facts({**about, "measure": "amount", over: part})
        beside = [fact for fact in levels if view.same_section(fact, whole) and "table" not in fact.flags]
        if {fact.coordinates.get("period") for fact in beside} != {whole.coordinates.get("period")}:
            return False  # not stated, or the year before is stated too: then it may have changed
        if fell_more and not any(fact.quantity.value for fact in beside):
            return False
    return True


def _told(binding: Binding) -> Outcome:
    whole, parts, at_most = binding
    reading = Reading(roles={"whole": (whole,), "part": parts}, mode="at_most" if at_most else "equal")
    return _outcome(decide((reading,), _judge))


def _stated(view: View) -> Iterator[Outcome]:
    """The lists of the text; of several against one printed figure (三项均为0万元) the worst is told."""
    worst: dict[object, tuple[Decision, Relation]] = {}
    for relation in view.relations("rollup"):
        decision = decide(relation.readings, _judge)
        if decision.judgement.verdict is not Verdict.VIOLATED:
            yield _outcome(decision, relation)
            continue
        (whole,) = decision.reading.roles["whole"]
        key = (whole.passage, whole.place.span)
        if key not in worst or worst[key][0].judgement.gap < decision.judgement.gap:
            worst[key] = decision, relation
    yield from (_outcome(decision, relation) for decision, relation in worst.values())


def _tails(view: View) -> Iterator[Outcome]:
    """One note a table on its sums that are off by what rounding explains."""
    by_whole: dict[int, list[Decision]] = defaultdict(list)
    for relation in view.relations("rollup"):
        (whole,) = relation.readings[0].roles["whole"]
        if "table" in whole.flags and relation.readings[0].mode == "equal":
            by_whole[whole.id].append(decide(relation.readings, _judge))
    for table in view.document.tables:
        sums = [decision for number in table.facts for decision in by_whole.get(number, ())]
        decisions = [one for one in sums if one.judgement.verdict is Verdict.HOLDS_BY_ROUNDING]
        if not decisions:
            yield from none_among(sum(one.judgement.verdict is Verdict.HOLDS for one in sums))
            continue
        wholes = dict.fromkeys(decision.reading.roles["whole"][0] for decision in decisions)
        yield Outcome(
            verdict=Verdict.HOLDS_BY_ROUNDING,
            figures=tuple(Figure.of("stated", whole) for whole in wholes),
            message={
                "zh": f"“{table.title}”有{len(decisions)}处合计与分项之和的尾差，四舍五入可以解释",
                "en": f"{table.title}: {len(decisions)} sums are off by what rounding explains",
            },
            told=True,
        )


def _outcome(decision: Decision, relation: Relation | None = None) -> Outcome:
    message, working = _message(decision), _calculation(decision)
    sign = ">=" if decision.reading.mode == "at_most" else "="
    sum_ = "part - minus" if decision.reading.roles.get("minus") else "part"
    return outcome(
        decision, ("whole",), ("part", "minus"), message, working, [f"whole {sign} {sum_}"], relation=relation
    )


def _judge(reading: Reading) -> Judgement:
    (whole,) = reading.roles["whole"]
    added, taken = reading.roles["part"], reading.roles.get("minus", ())
    mode = "at_most" if reading.mode == "at_most" else "equal"
    weights = (1,) * len(added) + (-1,) * len(taken) if taken else None
    return judge_sum(whole.quantity, [part.quantity for part in (*added, *taken)], mode=mode, weights=weights)


def _message(decision: Decision) -> Mapping[str, str]:
    (whole,) = decision.reading.roles["whole"]
    judged = decision.judgement
    computed = f"{judged.expected_text()} {judged.unit.symbol}".strip()
    number = len(decision.reading.roles["part"]) + len(decision.reading.roles.get("minus", ()))
    if decision.reading.mode == "at_most":
        return {
            "zh": f"“{whole.label}”{whole.text}小于其中{number}项之和{computed}",
            "en": f"{whole.label} {whole.text} is less than the {number} parts listed of it, {computed}",
        }
    return {
        "zh": f"“{whole.label}”{whole.text}不等于所列{number}项之和{computed}",
        "en": f"{whole.label} {whole.text} does not equal the sum of its {number} parts, {computed}",
    }


def _calculation(decision: Decision) -> list[str]:
    (whole,) = decision.reading.roles["whole"]
    added, taken = decision.reading.roles["part"], decision.reading.roles.get("minus", ())
    judged = decision.judgement
    total = f"{judged.expected_text()} {judged.unit.symbol}".strip() if judged.computed is not None else show(whole)
    terms = " + ".join(map(show, added)) + "".join(f" − {show(part)}" for part in taken)
    if decision.reading.mode != "at_most":
        return [f"{terms} = {total}", f"{show(whole)} = {total} ?"]
    if judged.verdict is not Verdict.VIOLATED:
        return [f"{show(whole)} ≥ {terms} ?"]
    return [f"{terms} = {total}", f"{show(whole)} ≥ {total} ?"]


KIND = Kind(
    name="rollup",
    params=RollupParams,
    check=check,
    summary={"zh": "总数等于（或不小于）各部分之和", "en": "a whole equals, or is at least, the sum of its parts"},
)
