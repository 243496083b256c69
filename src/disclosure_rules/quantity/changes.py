"""A year against the year before: amount, change, rate and prior amount together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from disclosure_rules.quantity.halfplanes import HalfPlane, can_hold, slopes, strip
from disclosure_rules.quantity.interval import End, Interval
from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity
from disclosure_rules.quantity.span import Span, aligned
from disclosure_rules.quantity.sums import judge_sum
from disclosure_rules.quantity.unit import BARE, unit_of
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_change"]

_ZERO = Fraction(0)
_FREE = Span(None, None, False, False, 0, 0)


def judge_change(
    *,
    current: Quantity | None = None,
    change: Quantity | None = None,
    rate: Quantity | None = None,
    prior: Quantity | None = None,
) -> Judgement:
    """Judge whether current = prior + change and change = rate × |prior| can be true together.

    `change` and `rate` are signed: a decrease is negative. Any two of the amounts with the rate, all three amounts
    without it, or change and rate alone (then only their signs are compared) decide; less is undetermined
    (`missing`). Figures marked 约 count as not stated. A rate beside amounts is the stated figure; without one the
    change is. A prior amount below zero may be read with or without its sign as the base of the rate.
    """
    figures = [None if f is None or f.qualifier == "about" else f for f in (current, change, prior, rate)]
    unit = next((f.unit for f in (rate, change, current, prior) if f is not None), BARE)
    current, change, prior, rate = figures
    if change is not None and change.unit.dimension == "points" and "ratio" in _dimensions(current, prior):
        change = change.with_unit(unit_of("%"))  # 96 % and two points more are 98 %
    amounts = [f for f in (current, change, prior) if f is not None]
    if any(not f.unit.compares_with(amounts[0].unit) for f in amounts) or (rate is not None and not rate.unit.is_ratio):
        return undetermined("units", unit)
    judged: Judgement | None = None
    if current is not None and change is not None and prior is not None:
        judged = _judge_amounts(current, change, prior)
    if rate is None:
        return judged or undetermined("missing", unit)
    if judged is not None and judged.verdict is Verdict.VIOLATED:
        return judged
    if len(amounts) < 2 and change is None:
        return undetermined("missing", unit)
    if judged is None or change is None or judged.verdict is not Verdict.HOLDS_BY_TRUNCATION:
        return _Change(current, change, prior, rate).judge()
    rated = _Change(current, replace(change, rounding="truncate"), prior, rate).judge()
    return rated if rated.verdict is Verdict.VIOLATED else judged


def _dimensions(*figures: Quantity | None) -> set[str]:
    return {figure.unit.dimension for figure in figures if figure is not None}


def _judge_amounts(current: Quantity, change: Quantity, prior: Quantity) -> Judgement:
    judged = judge_sum(change, (current, prior), weights=(1, -1))
    if judged.verdict is not Verdict.VIOLATED or judged.note:
        return judged
    turned = judge_sum(change.negated(), (current, prior), weights=(1, -1))
    return replace(judged, note="amounts" if turned.verdict is Verdict.VIOLATED else "sign")


class _Change:
    """The figures of one change as regions of the plane (prior, change)."""

    def __init__(
        self, current: Quantity | None, change: Quantity | None, prior: Quantity | None, rate: Quantity
    ) -> None:
        self.rate = rate
        self.known = [figure for figure in (current, change, prior) if figure is not None]
        spans = iter(aligned([figure.span for figure in self.known]))
        self.exponent = min(figure.span.exponent for figure in self.known)
        self.current = None if current is None else next(spans)
        self.change = None if change is None else next(spans)
        self.prior = None if prior is None else next(spans)
        self.planes = [
            *strip(1, 1, self.current or _FREE),
            *strip(0, 1, self.change or _FREE),
            *strip(1, 0, self.prior or _FREE),
        ]
        self.only_signs = len(self.known) == 1

    def judge(self) -> Judgement:
        rate, unit, decimals = self.rate, self.rate.unit, self.rate.decimals
        base, change = self._printed()
        if self._as_printed(base, change):
            return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
        if self.only_signs:
            return self._judge_signs()
        value = Fraction(change, abs(base)) if base else None
        expected = slopes(self.planes) if self._is_bounded else None
        if self._possible(rate.span):
            note = "as_printed" if value is not None and self._amounts_agree and rate.interval().contains(value) else ""
            slack = _slack(rate, value, expected)
            return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, slack, unit, note, value, decimals)
        if self._nothing_changed:
            return undetermined("nil_of_nil", unit)
        if rate.truncated is not None and self._possible(rate.truncated):
            return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, expected, None, unit, "", value, decimals)
        note = self._why(base)
        if expected is None:
            gap, shown = self._gap_of_amounts(), self.known[-1]
            return Judgement(Verdict.VIOLATED, gap, None, None, shown.unit, note, None, shown.decimals)
        gap = rate.interval().distance(expected)
        return Judgement(Verdict.VIOLATED, gap, expected, None, unit, note, value, decimals)

    @property
    def _is_bounded(self) -> bool:
        spans = (self.current, self.change, self.prior)
        return sum(s is not None and s.low is not None and s.high is not None for s in spans) >= 2

    @property
    def _nothing_changed(self) -> bool:
        """Whether prior and change may be nil together: then no rate can be told."""
        return all(span is None or span.interval.contains(0) for span in (self.current, self.change, self.prior))

    def _printed(self) -> tuple[int, int]:
        """The prior amount and the change as the printed figures give them."""
        current = self.current.centre if self.current else 0
        change = self.change.centre if self.change else current - (self.prior.centre if self.prior else 0)
        return self.prior.centre if self.prior else current - change, change

    @property
    def _amounts_agree(self) -> bool:
        base, change = self._printed()
        return self.current is None or self.current.centre == base + change

    def _as_printed(self, base: int, change: int) -> bool:
        if self.rate.is_bound or any(figure.is_bound for figure in self.known):
            return False
        if self.only_signs:
            return change * self.rate.value > 0 or (not change and not self.rate.value)
        has_base = base != 0 or not self.rate.value
        return has_base and self._amounts_agree and self.rate.base * abs(base) == change

    def _possible(self, rate: Span) -> bool:
        spans = [s for s in (self.current, self.change, self.prior) if s is not None]
        if rate.interval.contains(0) and self._nothing_changed and spans:
            return True
        if self._possible_over(rate, 1):
            return True
        if self.only_signs:
            return False
        return self._possible_over(rate, -1) or self._possible_over(_negative(rate), -1)

    def _possible_over(self, rate: Span, sign: int) -> bool:
        """Whether a prior amount of that sign, not nil, fits: all constraints are half-planes, so this is exact."""
        above, below = max(rate.exponent, 0), max(-rate.exponent, 0)
        planes: list[HalfPlane] = [*self.planes, (sign, 0, 0, True)]
        if rate.low is not None:
            planes.append((-rate.low * sign * 10**above, 10**below, 0, not rate.low_closed))
        if rate.high is not None:
            planes.append((rate.high * sign * 10**above, -(10**below), 0, not rate.high_closed))
        return can_hold(planes)

    def _judge_signs(self) -> Judgement:
        rate = self.rate
        if self._possible(rate.span):
            return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, None, None, rate.unit, decimals=rate.decimals)
        assert self.change is not None
        if not self.change.centre or not rate.value:
            return undetermined("missing", rate.unit)
        zero, free = End(_ZERO, True), End(None, False)
        expected = Interval(zero, free) if self.change.centre > 0 else Interval(free, zero)
        gap = rate.interval().distance(expected)
        return Judgement(Verdict.VIOLATED, gap, expected, None, rate.unit, "sign", None, rate.decimals)

    def _why(self, base: int) -> str:
        if not base:
            return "nil_base"
        if self._possible(_negative(self.rate.span)):
            return "sign"
        span = self.rate.span
        slips = (span._replace(exponent=span.exponent + power) for power in (2, -2))
        return "unit" if any(map(self._possible, slips)) else ""

    def _gap_of_amounts(self) -> Fraction:
        """How far the change lies from the rate times the prior amount, where there is no quotient to compare."""
        current, change, prior = (s.interval if s else None for s in (self.current, self.change, self.prior))
        if prior is None and current is not None and change is not None:
            prior = current.minus(change)
        if change is None and current is not None and prior is not None:
            change = current.minus(prior)
        return _ZERO if change is None or prior is None else change.distance(self.rate.interval().times(prior))


def _negative(span: Span) -> Span:
    low, high = (None if end is None else -end for end in (span.high, span.low))
    return Span(low, high, span.high_closed, span.low_closed, -span.centre, span.exponent)


def _slack(rate: Quantity, value: Fraction | None, expected: Interval | None) -> Fraction | None:
    """The share of the allowance of rate and amounts that lies between the stated and the computed rate."""
    if value is None or expected is None or rate.is_bound:
        return None
    stated, own = rate.base, rate.interval()
    low, high = (own, expected) if stated <= value else (expected, own)
    if low.high.at is None or high.low.at is None:
        return _ZERO
    allowance = low.high.at - min(stated, value) + max(stated, value) - high.low.at
    # More than all of it is used where the rate is read over a base below zero, sign and all.
    return abs(value - stated) / allowance if allowance and abs(value - stated) <= allowance else None
