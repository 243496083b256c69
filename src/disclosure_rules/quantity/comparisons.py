"""One figure beside another: the same fact printed twice, and the order of two figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity
from disclosure_rules.quantity.span import Span, aligned, in_base_units
from disclosure_rules.quantity.sums import unit_slip
from disclosure_rules.quantity.unit import BARE
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_order", "judge_same"]

_ZERO = Fraction(0)


def judge_same(quantities: Sequence[Quantity]) -> Judgement:
    """Judge whether the figures can be prints of one value.

    Figures with the same last digit must be equal: rounding once cannot give two results. Figures of different
    precision must have a value in common. A bound agrees with every value it allows, but not with another bound of
    its side: those are two targets.
    """
    unit = quantities[0].unit if quantities else BARE
    figures = [figure for figure in quantities if figure.qualifier != "about"]
    if len(figures) < 2:
        return undetermined("missing" if len(quantities) < 2 else "about", unit)
    if not all(figure.unit.compares_with(unit) for figure in figures):
        return undetermined("units", unit)
    first = figures[0]
    if all(f.value == first.value and f.unit == unit and f.qualifier == first.qualifier for f in figures):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=first.decimals)
    coarsest = max(figures, key=lambda figure: figure.span.exponent)
    unit, decimals = coarsest.unit, coarsest.decimals
    spans = aligned([figure.span for figure in figures])
    bounds_alone = [span if figure.is_bound else span.point for figure, span in zip(figures, spans, strict=True)]
    differ = _difference_of_equals(figures, spans)
    if not differ and _all_meet(bounds_alone):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    if not differ and _all_meet(spans):
        slack = min(spans, key=_centre).slack_against(max(spans, key=_centre))
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, None, slack, unit, decimals=decimals)
    if not differ and _all_meet(_with_cut(figures, spans, coarsest)):
        return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, None, None, unit, decimals=decimals)
    gap = in_base_units(max(_apart(spans), differ, 0), spans[0].exponent)
    return Judgement(Verdict.VIOLATED, gap, None, None, unit, _why_different(figures, spans), decimals=decimals)


def judge_order(left: Quantity, op: str, right: Quantity, *, within: Fraction | None = None) -> Judgement:
    """Judge whether `left op right` can be true, for `<`, `<=`, `>`, `>=` and `=`.

    `within` widens `=`: the left figure may differ from the right by that share of it (基本持平). What is expected
    and computed is the right figure.
    """
    if op not in ("<", "<=", ">", ">=", "="):
        raise ValueError(f"no such comparison: {op}")
    if not left.unit.compares_with(right.unit):
        return undetermined("units", left.unit)
    if "about" in (left.qualifier, right.qualifier):
        return undetermined("about", left.unit)
    a, b = aligned([left.span, right.span])
    shown_a, shown_b = a if left.is_bound else a.point, b if right.is_bound else b.point
    if _ordered(shown_a, op, shown_b):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, left.unit, decimals=left.decimals)
    expected, value = right.interval(), right.base
    if op == "=" and within is not None:
        band = Interval.closed(1 - within, 1 + within)
        gap = left.interval().distance(expected.times(band))
        if shown_a.interval.meet(shown_b.interval.times(band)):
            verdict = Verdict.HOLDS
        else:
            verdict = Verdict.HOLDS_BY_ROUNDING if left.interval().meet(expected.times(band)) else Verdict.VIOLATED
        return Judgement(verdict, gap, expected, None, left.unit, "", value, left.decimals)
    if _ordered(a, op, b):
        slack = a.slack_against(b)
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, slack, left.unit, "", value, left.decimals)
    gap = a.distance(b)
    note = "unit" if op == "=" and unit_slip(left.unit, a, b) else ""
    return Judgement(Verdict.VIOLATED, gap, expected, None, left.unit, note, value, left.decimals)


def _centre(span: Span) -> int:
    return span.centre


def _ordered(a: Span, op: str, b: Span) -> bool:
    """Whether some value of `a` stands in the relation to some value of `b`."""
    if op == "=":
        return a.meets(b)
    if op[0] == "<":
        a, b = b, a
    if len(op) == 2:
        return a.reaches(b)
    return a.high is None or b.low is None or a.high > b.low


def _all_meet(spans: Sequence[Span]) -> bool:
    # Intervals on a line have a common element if and only if every two of them have one.
    low = max(spans, key=lambda span: (span.low is not None, span.low or 0, not span.low_closed))
    high = min(spans, key=lambda span: (span.high is None, span.high or 0, span.high_closed))
    return low.meets(high)


def _apart(spans: Sequence[Span]) -> int:
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return max(lows) - min(highs) if lows and highs else 0


def _difference_of_equals(figures: Sequence[Quantity], spans: Sequence[Span]) -> int:
    """The largest difference among figures of the same last digit and qualifier, in units of the spans."""
    groups: dict[tuple[int, str], list[int]] = {}
    for figure, span in zip(figures, spans, strict=True):
        # Two bounds of one side are two targets, whatever their digits.
        key = (0 if figure.is_bound else figure.span.exponent, figure.qualifier)
        groups.setdefault(key, []).append(span.centre)
    return max(max(centres) - min(centres) for centres in groups.values())


def _with_cut(figures: Sequence[Quantity], spans: Sequence[Span], coarsest: Quantity) -> list[Span]:
    """The spans, with the figures of the coarsest digit taken as cut off."""
    exponent = spans[0].exponent
    taken = []
    for figure, span in zip(figures, spans, strict=True):
        cut = figure.truncated if figure.span.exponent == coarsest.span.exponent else None
        taken.append(span if cut is None else cut.at_exponent(exponent))
    return taken


def _why_different(figures: Sequence[Quantity], spans: Sequence[Span]) -> str:
    low, high = min(spans, key=_centre), max(spans, key=_centre)
    first, last = figures[spans.index(low)], figures[spans.index(high)]
    if first.is_bound and first.qualifier == last.qualifier:
        return "targets"
    if first.unit != last.unit and first.value == last.value and first.value:
        return "unit"
    if unit_slip(first.unit, low, high):
        return "unit"
    # A unit of the last digit is ten in a figure's own span.
    same_digit = first.span.exponent == last.span.exponent
    return "last_digit" if same_digit and abs(last.span.centre - first.span.centre) == 10 else ""
