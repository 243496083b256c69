"""What a department states covers what its units state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

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

_MOST_CHOICES = 64  # among several prints of one figure


class ConsolidatedParams(Params):
    """A figure that has the coordinates `of` in the first document is at least the sum of those of the others, and
    with `complete` exactly that: then each of them must state it. It is of the year reported; dimensions in `ignore`
    make no difference. Where a document prints a figure in several ways, it may be any of them."""

    of: Coordinates
    complete: bool = False
    ignore: tuple[DimensionName, ...] = ()
    measures: tuple[str, ...] = ("amount", "count")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ConsolidatedParams)
    cells = cells_of(view, params.of, params.measures, params.ignore)
    year = ("period", str(view.document.period))
    for cell, wholes in cells.get("", {}).items():
        if year not in cell:
            continue  # of other years, the department may have had other units
        stated = [found[cell] for other in view.document.others if cell in (found := cells.get(other.name, {}))]
        if params.complete and 0 < len(stated) < len(view.document.others):
            figures = (Figure.of("stated", wholes[0]), *(Figure.of("operand", part[0]) for part in stated))
            yield Outcome(verdict=Verdict.UNDETERMINED, figures=figures)
        elif stated:
            yield _likeliest(wholes, stated, params.complete)


def _likeliest(wholes: Sequence[Fact], parts: Sequence[Sequence[Fact]], complete: bool) -> Outcome:
    """The outcome of the first prints; if they cannot be, of others with which they can."""
    mode = "equal" if complete else "at_most"
    first: tuple[Judgement, Fact, Sequence[Fact]] | None = None
    for whole, *chosen in islice(product(wholes, *parts), _MOST_CHOICES):
        judged = judge_sum(whole.quantity, [part.quantity for part in chosen], mode=mode)
        first = first or (judged, whole, chosen)
        if judged.verdict is not Verdict.VIOLATED:
            return _outcome(judged, whole, chosen, complete)
    assert first is not None, "every cell has a figure"
    return _outcome(*first, complete)


def _outcome(judged: Judgement, whole: Fact, parts: Sequence[Fact], complete: bool) -> Outcome:
    violated = judged.verdict is Verdict.VIOLATED
    sign, terms = "=" if complete else "≥", " + ".join(map(show, parts))
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", whole), *(Figure.of("operand", part) for part in parts)),
        message=_message(judged, whole, parts, complete) if violated else {},
        expected=judged.expected_text() if violated else "",
        gap=judged.gap_text() if violated else "",
        unit=judged.unit.symbol,
        calculation=(f"{show(whole)} {sign} {terms} ?",),
        relations=(f"f0 {'=' if complete else '>='} {summed(1, len(parts))}",),
    )


def _message(judged: Judgement, whole: Fact, parts: Sequence[Fact], complete: bool) -> Mapping[str, str]:
    computed = f"{judged.expected_text()} {judged.unit.symbol}".strip()
    zh, en = ("不等于", "is not") if complete else ("小于", "is less than")
    return {
        "zh": f"“{whole.label}”{whole.text}{zh}{len(parts)}个单位之和{computed}",
        "en": f"{whole.label} {whole.text} {en} the sum of {len(parts)} units, {computed}",
    }


KIND = Kind(
    name="consolidated",
    params=ConsolidatedParams,
    check=check,
    summary={"zh": "部门数涵盖所属单位之和", "en": "a department covers its units"},
)
