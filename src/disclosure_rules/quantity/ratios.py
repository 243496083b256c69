"""Shares, completion rates and averages: a stated quotient against the figures it is the quotient of."""

from __future__ import annotations

from fractions import Fraction

from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity
from disclosure_rules.quantity.span import Span, aligned
from disclosure_rules.quantity.sums import unit_slip
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_average", "judge_ratio"]

_ZERO = Fraction(0)


def judge_ratio(stated: Quantity, part: Quantity, whole: Quantity) -> Judgement:
    """Judge whether `stated` can be `part` over `whole`.

    Anything of nothing is violated (`nil_base`); nothing of nothing is printed as 0 % or 100 % alike and is left
    undetermined (`nil_of_nil`).
    """
    if not stated.unit.is_ratio or not part.unit.compares_with(whole.unit):
        return undetermined("units", stated.unit)
    return _judge_quotient(stated, part, whole)


def judge_average(average: Quantity, total: Quantity, count: Quantity) -> Judgement:
    """Judge whether `average` can be `total` over `count` (items, persons, or a bare number)."""
    if not average.unit.compares_with(total.unit) or count.unit.dimension not in ("count", "bare"):
        return undetermined("units", average.unit)
    return _judge_quotient(average, total, count)


def _judge_quotient(stated: Quantity, part: Quantity, whole: Quantity) -> Judgement:
    """Judge stated × whole = part, which needs no division and counts every unknown once."""
    unit, decimals = stated.unit, stated.decimals
    if "about" in (stated.qualifier, part.qualifier, whole.qualifier):
        return undetermined("about", unit)
    if not part.value and not whole.value:
        return undetermined("nil_of_nil", unit)
    product, result = aligned([stated.span.times(whole.span), part.span])
    bound = stated.is_bound or part.is_bound or whole.is_bound
    if _holds_as_printed(stated, part, whole) if bound else product.centre == result.centre:
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    expected = part.interval().over(whole.interval())
    value = part.base / whole.base if whole.value else None
    if product.meets(result):
        slack = product.slack_against(result)
        note = "" if bound or not _rounds_to(stated, value) else "as_printed"
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, slack, unit, note, value, decimals)
    cut = stated.truncated
    if cut is not None and _product_meets(cut, whole, part):
        return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, expected, None, unit, "", value, decimals)
    if expected is None:
        # The base may be nil, so there is no quotient to be off from: the gap is in the part.
        note = "" if whole.value else "nil_base"
        return Judgement(Verdict.VIOLATED, product.distance(result), None, None, part.unit, note, None, part.decimals)
    slipped = unit_slip(unit, product, result) or unit_slip(part.unit, product, result)
    gap = stated.interval().distance(expected)
    return Judgement(Verdict.VIOLATED, gap, expected, None, unit, "unit" if slipped else "", value, decimals)


def _product_meets(stated: Span, whole: Quantity, part: Quantity) -> bool:
    product, result = aligned([stated.times(whole.span), part.span])
    return product.meets(result)


def _holds_as_printed(stated: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether the printed values satisfy the relation, where only the bounds among them range."""
    rate, result, base = (f.span if f.is_bound else f.span.point for f in (stated, part, whole))
    product, result = aligned([rate.times(base), result])
    return product.meets(result)


def _rounds_to(stated: Quantity, value: Fraction | None) -> bool:
    """Whether the quotient of the printed values, correctly rounded, is the stated figure."""
    return value is not None and stated.interval().contains(value)
