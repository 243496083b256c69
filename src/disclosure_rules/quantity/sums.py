"""Totals against their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm

from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity, quantity
from disclosure_rules.quantity.span import Span, in_base_units
from disclosure_rules.quantity.unit import FRACTION, Unit
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_shares_total", "judge_sum", "sum_verdict", "unit_slip"]

_ZERO = Fraction(0)
# Powers of ten by which a figure is off when the unit beside it is another one: 千元, 万元, 亿元; percent.
_SLIPS = {"money": (4, 3, 8), "ratio": (2,), "bare": (2,)}


def sum_verdict(total: Quantity, parts: Sequence[Quantity], *, at_most: bool = False) -> Verdict | None:
    """Return the verdict of `judge_sum` and nothing else, in whole numbers: that is all most sums are asked for.

    None unless the figures are of like units and have no qualifier.
    """
    if total.qualifier or not parts:
        return None
    unit = total.unit
    _, _, _, _, stated, exponent = total.span
    computed = 0
    for part in parts:
        if part.qualifier or (part.unit is not unit and not unit.compares_with(part.unit)):
            return None
        _, _, _, _, centre, own = part.span
        if own > exponent:
            centre *= 10 ** (own - exponent)
        elif own < exponent:
            finer = 10 ** (exponent - own)
            stated, computed, exponent = stated * finer, computed * finer, own
        computed += centre
    if stated == computed or (at_most and stated > computed):
        return Verdict.HOLDS
    allowed = _sum(parts, (1,) * len(parts), exponent)
    if _relates(total.span.at_exponent(exponent), allowed, at_most):
        return Verdict.HOLDS_BY_ROUNDING
    cut = total.truncated
    if cut is not None and _relates(cut.at_exponent(exponent), allowed, at_most):
        return Verdict.HOLDS_BY_TRUNCATION
    return Verdict.VIOLATED


def judge_sum(
    total: Quantity,
    parts: Sequence[Quantity],
    *,
    mode: str = "equal",
    tolerance: Fraction | None = None,
    weights: Sequence[Fraction | int] | None = None,
) -> Judgement:
    """Judge whether `total` can be the sum of `parts`, or at least their sum with mode `at_most`.

    `weights` multiply the parts (-1 subtracts one); `tolerance` is an extra allowance in base units.
    """
    unit = total.unit
    if not parts:
        return undetermined("missing", unit)
    at_most = mode == "at_most"
    if weights is None and sum_verdict(total, parts, at_most=at_most) is Verdict.HOLDS:
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=total.decimals)
    if not all(unit.compares_with(part.unit) for part in parts):
        return undetermined("units", unit)
    if any(figure.qualifier == "about" for figure in (total, *parts)):
        return undetermined("about", unit)
    return _judge_spans(total, parts, (1,) * len(parts) if weights is None else weights, at_most, tolerance)


def judge_shares_total(shares: Sequence[Quantity], whole: Quantity | int = 1) -> Judgement:
    """Judge whether shares can add up to `whole`: the printed share of their parent, or exactly 1 (100 %)."""
    if not all(share.unit.is_ratio for share in shares):
        return undetermined("units", FRACTION)
    if isinstance(whole, Quantity):
        return judge_sum(whole, shares)
    judged = judge_sum(quantity(str(whole), FRACTION, rounding="exact"), shares)
    unit = shares[0].unit if shares else FRACTION
    return replace(judged, unit=unit, decimals=max((share.decimals for share in shares), default=0))


def unit_slip(unit: Unit, stated: Span, computed: Span) -> bool:
    """Tell whether the stated figure agrees once it is read in a unit a usual power of ten away."""
    if not stated.centre or not computed.centre:
        return False
    powers = _SLIPS.get(unit.dimension, ())
    return any(stated.times_power(p).meets(computed) or computed.times_power(p).meets(stated) for p in powers)


def _judge_spans(
    total: Quantity,
    parts: Sequence[Quantity],
    weights: Sequence[Fraction | int],
    at_most: bool,
    tolerance: Fraction | None,
) -> Judgement:
    """Judge the intervals, in whole numbers: everything is multiplied by the common denominator of the weights."""
    common = lcm(*(weight.denominator for weight in weights))
    factors = [int(weight * common) for weight in weights]
    exponent = min(figure.span.exponent for figure in (total, *parts))
    stated, computed = _sum((total,), (common,), exponent), _sum(parts, factors, exponent)
    unit, decimals = total.unit, total.decimals
    shown = stated.point, computed.point
    if any(figure.qualifier for figure in (total, *parts)):
        shown = _sum((total,), (common,), exponent, printed=True), _sum(parts, factors, exponent, printed=True)
    if _relates(*shown, at_most):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    above = computed._replace(high=None, high_closed=False) if at_most else computed
    expected = above if common == 1 else above.interval.scaled(Fraction(1, common))
    value = in_base_units(computed.centre, exponent, common)
    if _relates(stated, computed, at_most):
        slack = stated.slack_against(computed)
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, slack, unit, "", value, decimals)
    cut = total.truncated
    if cut is not None and _relates(_sum((total,), (common,), exponent, cut=True), computed, at_most):
        return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, expected, None, unit, "", value, decimals)
    apart = max(computed.above(stated), 0 if at_most else stated.above(computed), 0)
    gap = in_base_units(apart, exponent, common)
    if tolerance is not None and gap <= tolerance and tolerance > 0:
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, None, unit, "tolerance", value, decimals)
    note = "unit" if not at_most and unit_slip(unit, stated, computed) else ""
    return Judgement(Verdict.VIOLATED, gap, expected, None, unit, note, value, decimals)


def _relates(total: Span, computed: Span, at_most: bool) -> bool:
    return total.reaches(computed) if at_most else total.meets(computed)


def _sum(
    parts: Sequence[Quantity], factors: Sequence[int], exponent: int, *, printed: bool = False, cut: bool = False
) -> Span:
    """Add the parts, each times its factor.

    With `printed`, figures are their printed values and only bounds range; with `cut`, their digits were cut off.
    """
    low: int | None = 0
    high: int | None = 0
    low_closed = high_closed = True
    centre = 0
    for part, factor in zip(parts, factors, strict=True):
        span = (part.truncated if cut else None) or part.span
        if printed and not part.is_bound:
            span = span.point
        bottom, top, bottom_closed, top_closed, middle, own = span
        if factor == 0:
            continue
        if factor < 0:  # the ends change places, each with its own flag
            bottom, top, bottom_closed, top_closed = top, bottom, top_closed, bottom_closed
        k = factor if own == exponent else factor * 10 ** (own - exponent)
        low = None if low is None or bottom is None else low + bottom * k
        high = None if high is None or top is None else high + top * k
        low_closed = low_closed and bottom_closed
        high_closed = high_closed and top_closed
        centre += middle * k
    return Span(low, high, low_closed, high_closed, centre, exponent)
