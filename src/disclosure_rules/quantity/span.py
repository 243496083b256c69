"""Intervals in whole numbers: what sums and products of printed figures are made of, without a fraction."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from disclosure_rules.quantity.interval import End, Interval, SignedEnd, multiplied

__all__ = ["Span", "aligned", "in_base_units"]


class Span(NamedTuple):
    """An interval in multiples of 10 ** exponent base units; an end that is None is infinite.

    `centre` is the printed value, or what the printed values give.
    """

    low: int | None
    high: int | None
    low_closed: bool
    high_closed: bool
    centre: int
    exponent: int

    @property
    def interval(self) -> Interval:
        low = None if self.low is None else in_base_units(self.low, self.exponent)
        high = None if self.high is None else in_base_units(self.high, self.exponent)
        return Interval(End(low, self.low_closed), End(high, self.high_closed))

    @property
    def value(self) -> Fraction:
        """The centre in base units."""
        return in_base_units(self.centre, self.exponent)

    @property
    def point(self) -> Span:
        """The centre alone."""
        return Span(self.centre, self.centre, True, True, self.centre, self.exponent)

    def times(self, other: Span) -> Span:
        """Return the products of two independent unknowns."""
        low, high = multiplied(self._signed_ends(), other._signed_ends())
        return Span(
            None if low[0] else int(low[1]),
            None if high[0] else int(high[1]),
            low[2],
            high[2],
            self.centre * other.centre,
            self.exponent + other.exponent,
        )

    def meets(self, other: Span) -> bool:
        """Tell whether the intervals have a number in common; both must have the same exponent."""
        return self.reaches(other) and other.reaches(self)

    def reaches(self, other: Span) -> bool:
        """Tell whether some value here is at least some value of `other` (same exponent)."""
        if self.high is None or other.low is None or self.high > other.low:
            return True
        return self.high == other.low and self.high_closed and other.low_closed

    def distance(self, other: Span) -> Fraction:
        """Return how far apart the intervals lie, in base units; 0 if they touch or overlap (same exponent)."""
        apart = max(self.above(other), other.above(self), 0)
        return in_base_units(apart, self.exponent)

    def above(self, other: Span) -> int:
        """Return how far the lowest value lies above the highest of `other`; 0 or less if it does not."""
        return 0 if self.low is None or other.high is None else self.low - other.high

    def slack_against(self, other: Span) -> Fraction:
        """Return the share of the joint rounding allowance that closes the distance between the centres."""
        lower, upper = (self, other) if self.centre <= other.centre else (other, self)
        if lower.centre == upper.centre or lower.high is None or upper.low is None:
            return Fraction(0)
        return Fraction(upper.centre - lower.centre, lower.high - lower.centre + upper.centre - upper.low)

    def _signed_ends(self) -> tuple[SignedEnd, SignedEnd]:
        return (
            (-1, 0, False) if self.low is None else (0, self.low, self.low_closed),
            (1, 0, False) if self.high is None else (0, self.high, self.high_closed),
        )

    def at_exponent(self, exponent: int) -> Span:
        """Return the same interval in finer multiples."""
        return self if exponent == self.exponent else self.times_power(self.exponent - exponent, exponent)

    def times_power(self, power: int, exponent: int | None = None) -> Span:
        """Return the whole numbers times 10 ** power, in multiples of 10 ** exponent: by default of the same."""
        k = 10**power
        low = None if self.low is None else self.low * k
        high = None if self.high is None else self.high * k
        own = self.exponent if exponent is None else exponent
        return Span(low, high, self.low_closed, self.high_closed, self.centre * k, own)


def aligned(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in multiples of the finest exponent among them."""
    exponent = min(span.exponent for span in spans)
    return [span.at_exponent(exponent) for span in spans]


def in_base_units(number: int, exponent: int, divisor: int = 1) -> Fraction:
    """Return number * 10 ** exponent / divisor, exactly."""
    return Fraction(number * 10**exponent, divisor) if exponent >= 0 else Fraction(number, divisor * 10**-exponent)
