"""Scores of an evaluation: within their weights, under the right grade, with the right mean and number of grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pydantic import Field

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.relating import summed
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.quantity import Add, Div, Expression, Judgement, Name, Num, Verdict, judge_formula, judge_order
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "ScoreParams"]

_LINKS = "为是达：:（( “”、"
_ENDS = "。！？"
_REACH = 24  # characters between a score and its grade


class ScoreParams(Params):
    """`form: weight`: a score is at most the weight named just before it. `form: grade`: the grade named after a score
    is that of its band. `form: mean`: an average is the mean of the scores before it in the passage. `form: grades`:
    the numbers of projects by grade add up to the number of projects before them.

    `scores`, `weights` and `means` are the words that stand before such a figure; `grades` the least score of every
    grade by its word; `graded` words one of which stands between a score and its grade; `full` the most a score can be;
    a passage with one of the words in `unless` is left alone.
    """

    form: Literal["weight", "grade", "mean", "grades"]
    scores: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    grades: dict[str, int] = Field(default_factory=dict)
    graded: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    units: tuple[str, ...] = ("个",)
    full: int = 100


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ScoreParams)
    measure = "count" if params.form == "grades" else "score"
    by_passage: dict[int, list[Fact]] = {}
    for fact in view.facts({"measure": measure}):
        if fact.place.span is not None and not fact.quantity.qualifier and fact.passage < len(view.document.passages):
            by_passage.setdefault(fact.passage, []).append(fact)
    look = {"weight": _weights, "grade": _graded, "mean": _means, "grades": _grades}[params.form]
    for number, facts in by_passage.items():
        raw = view.document.passages[number].raw
        if not any(word in raw for word in params.unless):
            yield from look(params, raw, sorted(facts, key=_start))


def _start(fact: Fact) -> int:
    assert fact.place.span is not None
    return fact.place.span[0]


def _end(fact: Fact) -> int:
    assert fact.place.span is not None
    return fact.place.span[1]


def _named(raw: str, fact: Fact, words: Sequence[str]) -> bool:
    """Whether one of the words stands right before the figure."""
    return bool(words) and raw[max(0, _start(fact) - 16) : _start(fact)].rstrip(_LINKS).endswith(tuple(words))


def _weights(params: ScoreParams, raw: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    for weight, score in pairwise(facts):
        between = raw[_end(weight) : _start(score)]
        if not _named(raw, weight, params.weights) or not _named(raw, score, params.scores) or len(between) > _REACH:
            continue
        if not any(end in between for end in f"{_ENDS}；;"):
            judged = judge_order(score.quantity, "<=", weight.quantity)
            message = {
                "zh": f"得分{score.text}高于分值{weight.text}",
                "en": f"a score of {score.text} is more than its weight, {weight.text}",
            }
            calculation = (f"{show(score)} ≤ {show(weight)} ?",)
            expected = f"≤ {weight.quantity.value}"
            yield _outcome(score, (weight,), judged, message, calculation, "f0 <= f1", expected)


def _graded(params: ScoreParams, raw: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    words = sorted(params.grades, key=len, reverse=True)
    grade = re.compile(f'({"|".join(map(re.escape, words))})(?![\\w])|[“‘"]({"|".join(map(re.escape, words))})[”’"]')
    for fact in facts:
        if fact.quantity.value > params.full or not _named(raw, fact, params.scores):
            continue
        after = re.split(f"[{_ENDS}；;0-9]", raw[_end(fact) : _end(fact) + _REACH])[0]
        found = grade.search(after)
        if found is None or not any(word in after[: found.start()] for word in params.graded):
            continue
        word = found[1] or found[2]
        start = _end(fact) + found.start()
        yield _band(
            params, fact, Figure(role="operand", text=word, place=fact.place.at(start, start + len(found[0]), raw))
        )


def _band(params: ScoreParams, fact: Fact, grade: Figure) -> Outcome:
    """The score against the band of its grade; too good a grade is graver than too modest a one (bands differ)."""
    least = params.grades[grade.text]
    above = min((bound for bound in params.grades.values() if bound > least), default=params.full + 1)
    value = fact.quantity.value
    holds = least <= value < above
    most = f"{above}" if above <= params.full else f"{params.full}"
    return Outcome(
        verdict=Verdict.HOLDS if holds else Verdict.VIOLATED,
        figures=(Figure.of("stated", fact), grade),
        message={
            "zh": f"得分{fact.text}与等级“{grade.text}”（{least}—{most}分）不符",
            "en": f"a score of {fact.text} is not graded {grade.text} ({least} to {most})",
        },
        unit=fact.quantity.unit.symbol,
        calculation=(f"{least} ≤ {show(fact)} < {most} ?" if above <= params.full else f"{least} ≤ {show(fact)} ?",),
        severity="" if value < least else "note",
    )


def _means(params: ScoreParams, raw: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    for number, mean in enumerate(facts):
        if not _named(raw, mean, params.means):
            continue
        scores: list[Fact] = []
        for fact in reversed(facts[:number]):
            if not _named(raw, fact, params.scores) or _named(raw, fact, params.means):
                break
            scores.insert(0, fact)
        if len(scores) > 1:
            total: Expression = Name("s0")
            for index in range(1, len(scores)):
                total = Add(total, Name(f"s{index}"))
            named = {"mean": mean.quantity, **{f"s{index}": fact.quantity for index, fact in enumerate(scores)}}
            judged = judge_formula(Name("mean"), "=", Div(total, Num(Fraction(len(scores)))), named)
            message = {
                "zh": f"{len(scores)}项得分的平均数应为{judged.expected_text()}分，写为{mean.text}",
                "en": f"the mean of {len(scores)} scores is {judged.expected_text()}, printed {mean.text}",
            }
            calculation = (f"({' + '.join(show(fact) for fact in scores)}) ÷ {len(scores)} = {show(mean)} ?",)
            relation = f"f0 * {len(scores)} = {summed(1, len(scores))}"
            yield _outcome(mean, scores, judged, message, calculation, relation, judged.expected_text())


def _grades(params: ScoreParams, raw: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Runs of counts that each stand after a grade, with the count before the run as their whole."""
    counts = [fact for fact in facts if fact.quantity.unit.classifier in params.units]
    is_grade = [_after_grade(raw[max(0, _start(fact) - 12) : _start(fact)], params) for fact in counts]
    number = 1
    while number < len(counts):
        run = [counts[number]] if is_grade[number] and not is_grade[number - 1] else []
        while run and number + len(run) < len(counts) and is_grade[number + len(run)]:
            run.append(counts[number + len(run)])
        whole = counts[number - 1]
        between = raw[_end(whole) : _start(run[-1])] if run else _ENDS
        if len(run) > 1 and not any(end in between for end in _ENDS):
            yield _number_of_grades(whole, run)
        number += max(1, len(run))


def _after_grade(before: str, params: ScoreParams) -> bool:
    """Whether a text ends with a grade, as “优”的项目 does."""
    length = -1
    while length != len(before):
        length = len(before)
        before = before.rstrip('：:“”‘’"（( ')
        before = before.removesuffix(next((word for word in params.graded if before.endswith(word)), ""))
    return before.endswith(tuple(params.grades)) and not before.endswith("其中")


def _number_of_grades(whole: Fact, run: Sequence[Fact]) -> Outcome:
    total = sum((fact.quantity.value for fact in run), Decimal(0))
    holds = total == whole.quantity.value
    return Outcome(
        verdict=Verdict.HOLDS if holds else Verdict.VIOLATED,
        figures=(Figure.of("stated", whole), *(Figure.of("operand", fact) for fact in run)),
        message={
            "zh": f"{whole.text}项目按等级列出的共{total}个",
            "en": f"of {whole.text} projects the grades list {total}",
        },
        expected="" if holds else str(total),
        gap="" if holds else str(abs(total - whole.quantity.value)),
        unit=whole.quantity.unit.symbol,
        calculation=(" + ".join(show(fact) for fact in run) + f" = {total}", f"{show(whole)} = {total} ?"),
        relations=(f"f0 = {summed(1, len(run))}",),
    )


def _outcome(
    stated: Fact, operands: Sequence[Fact], judged: Judgement, message: Mapping[str, str],
    calculation: tuple[str, ...], relation: str, expected: str,
) -> Outcome:  # fmt: skip
    violated = judged.verdict is Verdict.VIOLATED
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", stated), *(Figure.of("operand", fact) for fact in operands)),
        message=message,
        expected=expected if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=stated.quantity.unit.symbol,
        calculation=calculation,
        relations=(relation,),
    )


KIND = Kind(
    name="score",
    params=ScoreParams,
    check=check,
    summary={"zh": "得分与分值、等级和平均分相符", "en": "scores fit their weights, grades and averages"},
)
