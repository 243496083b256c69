"""What a department states covers what its units state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.checks.documents import cells_of
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.relating import summed
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.quantity import Judgement, Verdict, judge_sum
from disclosure_rules.rulebook import Coordinates, DimensionName, Rule

__all__ = ["KIND", "ConsolidatedParams"]

_MOST_PRINTS = 8  # of one figure


class ConsolidatedParams(Params):
    """A figure that has the coordinates `of` in the first document is at least the sum of those of the others, and
    with `complete` exactly that: then each of them must state it. Dimensions in `ignore` make no difference."""

    of: Coordinates
    complete: bool = False
    ignore: tuple[DimensionName, ...] = ()
    measures: tuple[str, ...] = ("amount", "count")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ConsolidatedParams)
    cells = cells_of(view, params.of, params.measures, params.ignore)
    for cell, wholes in cells.get("", {}).items():
        names = [other.name for other in view.document.others]
        stated = [cells[name][cell][0] for name in names if cell in cells.get(name, {})]
        if params.complete and 0 < len(stated) < len(names):
            figures = (Figure.of("stated", wholes[0]), *(Figure.of("operand", part) for part in stated))
            yield Outcome(verdict=Verdict.UNDETERMINED, figures=figures)
        elif stated:
            yield _likeliest(wholes, stated, params.complete)


def _likeliest(wholes: Sequence[Fact], parts: Sequence[Fact], complete: bool) -> Outcome:
    """The outcome of the first print of the whole; if it cannot be, of another with which it can."""
    mode = "equal" if complete else "at_most"
    judged = [(judge_sum(whole.quantity, [part.quantity for part in parts], mode=mode), whole) for whole in wholes]
    first = next((one for one in judged[:_MOST_PRINTS] if one[0].verdict is not Verdict.VIOLATED), judged[0])
    return _outcome(*first, parts, complete)


def _outcome(judged: Judgement, whole: Fact, parts: Sequence[Fact], complete: bool) -> Outcome:
    violated = judged.verdict is Verdict.VIOLATED
    computed = f"{judged.expected_text()} {judged.unit.symbol}".strip()
    zh, en = ("不等于", "is not") if complete else ("小于", "is less than")
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", whole), *(Figure.of("operand", part) for part in parts)),
        message={
            "zh": f"“{whole.label}”{whole.text}{zh}{len(parts)}个单位之和{computed}",
            "en": f"{whole.label} {whole.text} {en} the sum of {len(parts)} units, {computed}",
        },
        expected=judged.expected_text() if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=judged.unit.symbol,
        calculation=(f"{' + '.join(map(show, parts))} = {computed}",),
        relations=(f"f0 {'=' if complete else '>='} {summed(1, len(parts))}",),
    )


KIND = Kind(
    name="consolidated",
    params=ConsolidatedParams,
    check=check,
    summary={"zh": "部门数涵盖所属单位之和", "en": "a department covers its units"},
)
