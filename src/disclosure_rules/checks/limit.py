"""One figure is at most another: a part within its whole, the projects' money within project expenditure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from disclosure_rules.checks.cells import cells_near
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.relating import exact_text, summed
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.facts.index import is_sure
from disclosure_rules.quantity import (
    Add,
    Expression,
    Judgement,
    Name,
    Quantity,
    Verdict,
    judge_formula,
    judge_order,
    judge_sum,
    parse_quantity,
)
from disclosure_rules.rulebook import Coordinates, Rule

__all__ = ["KIND", "LimitParams"]


class LimitParams(Params):
    """`left` is at most `right`, of the same period and basis; of several figures `right` it must exceed all.

    With `allotted`, what any ad-hoc subject spent is at most what its report says it was allotted and granted besides.
    With `reports_titled`, the left side is the sum of what each attached report with such a title says it spent.
    With `measure`, every figure of that measure (and at `left`, if given) for the year reported is at `least` and at
    `most` so much (0%, 100%, 100分).
    """

    left: Coordinates = Field(default_factory=dict)
    right: Coordinates = Field(default_factory=dict)
    reports_titled: tuple[str, ...] = ()
    unless_titled: tuple[str, ...] = ()
    label_ends: tuple[str, ...] = ()
    allotted: bool = False
    measure: str = ""
    least: str = ""
    most: str = ""


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, LimitParams)
    if params.reports_titled:
        yield from _reports(params, view)
        return
    if params.allotted:
        yield from _allotted(view)
        return
    if params.measure:
        yield from _bounds(params, view)
        return
    for left in view.plain(params.left):
        decided = [
            (right, judge_order(left.quantity, "<=", right.quantity))
            for right in cells_near(view, params.right, left, scope=rule.scope)
        ]
        if decided:  # of several prints of the right side the nearest, unless only another can be meant
            possible = [one for one in decided if one[1].verdict is not Verdict.VIOLATED]
            right, judged = (possible or decided)[0]
            yield _outcome((left,), right, judged)


def _bounds(params: LimitParams, view: View) -> Iterator[Outcome]:
    bounds = [(op, _exactly(text)) for op, text in ((">=", params.least), ("<=", params.most)) if text]
    periods = (str(view.document.period), "current", None)
    for fact in view.facts({"measure": params.measure, **params.left}):
        if not is_sure(fact) or fact.coordinates.get("period") not in periods:
            continue
        for op, bound in bounds:
            judged = judge_order(fact.quantity, op, bound)
            if judged.verdict is not Verdict.UNDETERMINED:
                yield _bounded(fact, op, bound, judged)


def _exactly(text: str) -> Quantity:
    return replace(parse_quantity(text), rounding="exact")


def _bounded(fact: Fact, op: str, bound: Quantity, judged: Judgement) -> Outcome:
    violated = judged.verdict is Verdict.VIOLATED
    sign = "≥" if op == ">=" else "≤"
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", fact),),
        message={
            "zh": f"“{fact.label}”{fact.text}{'低于' if op == '>=' else '超过'}{bound.text}",
            "en": f"{fact.label}: {fact.text} is {'less' if op == '>=' else 'more'} than {bound.text}",
        },
        expected=f"{sign} {bound.value}" if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=fact.quantity.unit.symbol,
        calculation=(f"{show(fact)} {sign} {bound.text} ?",),
        relations=(f"f0 {op} {exact_text(bound.base)}",),
    )


def _allotted(view: View) -> Iterator[Outcome]:
    subjects: dict[tuple[object, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.document.facts:
        if (
            fact.measure == "amount"
            and fact.coordinates.get("concept", "").startswith("=")
            and not fact.flags & {"reason", "plan"}
        ):
            about = tuple(sorted((a, m) for a, m in fact.coordinates.items() if a != "basis"))
            subjects[(*about, fact.report)][fact.coordinates.get("basis", "")].append(fact)
    for bases in subjects.values():
        granted = (*bases.get("budget", ()), *bases.get("added", ()))
        for spent in bases.get("final", ()):
            if granted and "default_basis" not in spent.flags:
                yield _within(spent, granted)


def _within(spent: Fact, granted: tuple[Fact, ...]) -> Outcome:
    names = {f"g{n}": fact.quantity for n, fact in enumerate(granted)}
    total: Expression = Name("g0")
    for name in list(names)[1:]:
        total = Add(total, Name(name))
    judged = judge_formula(Name("spent"), "<=", total, {"spent": spent.quantity, **names})
    shown = " + ".join(show(fact) for fact in granted)
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", spent), *(Figure.of("operand", fact) for fact in granted)),
        message={
            "zh": f"“{spent.label}”支出{spent.text}超过下达和追加之和",
            "en": f"{spent.label}: {spent.text} spent is more than was allotted",
        },
        expected=f"≤ {judged.expected_text()}" if judged.verdict is Verdict.VIOLATED else "",
        gap=judged.gap_text() if judged.verdict is Verdict.VIOLATED else "",
        unit=judged.unit.symbol,
        calculation=(f"{show(spent)} ≤ {shown} ?",),
        relations=(f"f0 <= {summed(1, len(granted))}",),
    )


def _reports(params: LimitParams, view: View) -> Iterator[Outcome]:
    """What the project reports say was spent, together, within the whole that the main report states."""
    spent = _spent_by_report(params, view)
    wholes = [f for f in view.plain(params.right) if f.report == 0 and f.coordinates.get("basis") == "final"]
    if len(spent) < 2 or not wholes:
        return
    parts = [spent[report] for report in sorted(spent)]
    whole = wholes[0]
    yield _outcome(tuple(parts), whole, judge_sum(whole.quantity, [part.quantity for part in parts], mode="at_most"))


def _spent_by_report(params: LimitParams, view: View) -> dict[int, Fact]:
    by_report: dict[int, list[Fact]] = defaultdict(list)
    for fact in view.document.facts:
        title = view.document.reports[fact.report] if fact.report < len(view.document.reports) else ""
        if not any(word in title for word in params.reports_titled) or any(
            word in title for word in params.unless_titled
        ):
            continue
        if (
            fact.measure == "amount"
            and fact.quantity.unit.dimension == "money"
            and fact.label.endswith(params.label_ends)
        ):
            by_report[fact.report].append(fact)
    return {report: main for report, facts in by_report.items() if (main := _main(facts)) is not None}


def _main(facts: list[Fact]) -> Fact | None:
    """What a report says was spent: the first such amount; if its unit has slipped, what was allotted."""
    spent = next((f for f in facts if f.coordinates.get("basis") == "final"), None)
    if spent is None:
        return None
    allotted = [
        f
        for f in facts
        if f.quantity.value == spent.quantity.value and f.quantity.unit.scale > spent.quantity.unit.scale
    ]
    return allotted[0] if allotted else spent


def _outcome(parts: tuple[Fact, ...], whole: Fact, judged: Judgement) -> Outcome:
    total = " + ".join(show(part) for part in parts)
    label = "、".join(part.label for part in parts[:3])
    violated = judged.verdict is Verdict.VIOLATED
    return Outcome(
        verdict=judged.verdict,
        figures=(*(Figure.of("stated", part) for part in parts), Figure.of("operand", whole)),
        message={
            "zh": f"“{label}”{'合计' if len(parts) > 1 else parts[0].text}超过“{whole.label}”{whole.text}",
            "en": f"{label}: {'together' if len(parts) > 1 else parts[0].text} more than {whole.label} {whole.text}",
        },
        expected=f"≤ {whole.quantity.value}" if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=judged.unit.symbol,
        calculation=(f"{total} ≤ {show(whole)} ?",),
        relations=(f"{summed(0, len(parts))} <= f{len(parts)}",),
    )


KIND = Kind(
    name="limit",
    params=LimitParams,
    check=check,
    summary={"zh": "一数不超过另一数", "en": "one figure is at most another"},
)
