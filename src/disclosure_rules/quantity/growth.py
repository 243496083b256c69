"""What can be told of earlier years: compound growth, and prior amounts that must add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from disclosure_rules.quantity.interval import End, Interval
from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_base_total", "judge_growth"]

_ZERO = Fraction(0)
_MOST_YEARS = 100


def judge_growth(current: Quantity, prior: Quantity, rate: Quantity, years: int) -> Judgement:
    """Judge whether `prior` can have grown to `current` by `rate` a year, compounded over `years`.

    Decided without roots, as (1 + rate) ** years × prior = current; expected, computed and gap are the current
    amount's.
    """
    unit, decimals = current.unit, current.decimals
    if not current.unit.compares_with(prior.unit) or not rate.unit.is_ratio:
        return undetermined("units", unit)
    if "about" in (current.qualifier, prior.qualifier, rate.qualifier):
        return undetermined("about", unit)
    factor = _growth_factor(rate.interval())
    if not 0 < years <= _MOST_YEARS or factor is None:
        return undetermined("missing", unit)
    expected = _powered(factor, years).times(prior.interval())
    value = (1 + rate.base) ** years * prior.base
    bound = current.is_bound or prior.is_bound or rate.is_bound
    if value == current.base and not bound:
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    if expected.meet(current.interval()):
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, None, unit, "", value, decimals)
    cut = None if rate.truncated is None else _growth_factor(rate.truncated.interval)
    if cut is not None and _powered(cut, years).times(prior.interval()).meet(current.interval()):
        return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, expected, None, unit, "", value, decimals)
    note = "nil_base" if not prior.value else ""
    gap = expected.distance(current.interval())
    return Judgement(Verdict.VIOLATED, gap, expected, None, unit, note, value, decimals)


def judge_base_total(whole: tuple[Quantity, Quantity], parts: Sequence[tuple[Quantity, Quantity]]) -> Judgement:
    """Judge whether the prior amounts of `parts` can add up to that of `whole`.

    Each is a current amount with its change: a signed rate, or a signed amount. Expected, computed and gap are the
    whole's prior amount.
    """
    unit, decimals = whole[0].unit, whole[0].decimals
    if not parts:
        return undetermined("missing", unit)
    pairs = (whole, *parts)
    if not all(
        amount.unit.compares_with(unit) and (change.unit.dimension == "ratio" or change.unit.compares_with(unit))
        for amount, change in pairs
    ):
        return undetermined("units", unit)
    if any(figure.qualifier == "about" for pair in pairs for figure in pair):
        return undetermined("about", unit)
    priors = [_prior(*pair) for pair in pairs]
    stated, value = priors[0] or (None, None)
    if stated is None or value is None or any(prior is None for prior in priors):
        return undetermined("nil_base", unit)
    expected, computed = Interval.point(0), _ZERO
    for prior in priors[1:]:
        assert prior is not None
        expected, computed = expected.plus(prior[0]), computed + prior[1]
    if value == computed and not any(figure.is_bound for pair in pairs for figure in pair):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    if stated.meet(expected):
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, None, unit, "", computed, decimals)
    return Judgement(Verdict.VIOLATED, stated.distance(expected), expected, None, unit, "", computed, decimals)


def _prior(amount: Quantity, change: Quantity) -> tuple[Interval, Fraction] | None:
    """The amount of the year before, as an interval and as printed; None if a fall to nothing hides it."""
    if change.unit.dimension != "ratio":
        return amount.interval().minus(change.interval()), amount.base - change.base
    factor = Interval.point(1).plus(change.interval())
    interval = amount.interval().over(factor)
    return None if interval is None or change.base == -1 else (interval, amount.base / (1 + change.base))


def _growth_factor(rate: Interval) -> Interval | None:
    """1 + rate; nothing can fall by more than all of it."""
    return Interval.point(1).plus(rate).meet(Interval(End(_ZERO, True), End(None, False)))


def _powered(factor: Interval, years: int) -> Interval:
    low, high = (end if end.at is None else End(end.at**years, end.closed) for end in (factor.low, factor.high))
    return Interval(low, high)
