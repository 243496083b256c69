"""The set of true values that printed digits allow: an interval whose ends know whether they belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["End", "Interval", "SignedEnd", "multiplied"]

# (-1 or 1 for an infinite end and 0 for a finite one, its place, closed): compares as the ends themselves do.
SignedEnd = tuple[int, Fraction | int, bool]


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval; `at` is None where the interval is unbounded, and then `closed` is False."""

    at: Fraction | None
    closed: bool


_UNBOUNDED = End(None, False)


@dataclass(frozen=True, slots=True)
class Interval:
    """A non-empty interval of exact numbers, in base units (元, one, items)."""

    low: End
    high: End

    @classmethod
    def point(cls, at: Fraction | int) -> Interval:
        """Return the interval that holds `at` alone."""
        end = End(Fraction(at), True)
        return cls(end, end)

    @classmethod
    def closed(cls, low: Fraction | int, high: Fraction | int) -> Interval:
        """Return [low, high]."""
        return cls(End(Fraction(low), True), End(Fraction(high), True))

    @classmethod
    def everything(cls) -> Interval:
        """Return the interval without bounds: nothing is known."""
        return cls(_UNBOUNDED, _UNBOUNDED)

    @property
    def is_point(self) -> bool:
        return self.low.at is not None and self.low.at == self.high.at

    @property
    def is_bounded(self) -> bool:
        return self.low.at is not None and self.high.at is not None

    def contains(self, x: Fraction | int) -> bool:
        """Tell whether `x` lies in the interval, an open end excluded."""
        low, high = self.low.at, self.high.at
        above = low is None or low < x or (low == x and self.low.closed)
        return above and (high is None or x < high or (x == high and self.high.closed))

    def scaled(self, k: Fraction | int) -> Interval:
        """Return the interval times `k`; a negative `k` swaps the ends, each with its own flag."""
        if k == 0:
            return Interval.point(0)
        low, high = (end if end.at is None else End(end.at * k, end.closed) for end in (self.low, self.high))
        return Interval(low, high) if k > 0 else Interval(high, low)

    def plus(self, other: Interval) -> Interval:
        """Return the sums of an element of each; an end is closed only if both ends that make it are."""
        return Interval(_added(self.low, other.low), _added(self.high, other.high))

    def minus(self, other: Interval) -> Interval:
        """Return the differences of two independent unknowns."""
        return self.plus(other.scaled(-1))

    def times(self, other: Interval) -> Interval:
        """Return the products of two independent unknowns, exactly."""
        low, high = multiplied(self._signed_ends(), other._signed_ends())
        return Interval(_end(low), _end(high))

    def inverse(self) -> Interval | None:
        """Return the reciprocals, or None if zero is among the values."""
        if self.contains(0):
            return None
        # An open end at zero sends the reciprocal to infinity on the side where the other values lie.
        return Interval(_reciprocal(self.high), _reciprocal(self.low))

    def over(self, other: Interval) -> Interval | None:
        """Return the quotients of two independent unknowns, or None if the divisor may be zero."""
        inverse = other.inverse()
        return None if inverse is None else self.times(inverse)

    def meet(self, other: Interval) -> Interval | None:
        """Return what both intervals hold, or None if that is nothing."""
        low, high = _later(self.low, other.low), _earlier(self.high, other.high)
        if low.at is None or high.at is None or low.at < high.at:
            return Interval(low, high)
        return Interval(low, high) if low.at == high.at and low.closed and high.closed else None

    def distance(self, other: Interval) -> Fraction:
        """Return how far apart the intervals lie; 0 if they touch or overlap, whatever their flags."""
        for left, right in ((self, other), (other, self)):
            if left.high.at is not None and right.low.at is not None and left.high.at < right.low.at:
                return right.low.at - left.high.at
        return Fraction(0)

    def _signed_ends(self) -> tuple[SignedEnd, SignedEnd]:
        low, high = self.low, self.high
        return (
            (-1, 0, False) if low.at is None else (0, low.at, low.closed),
            (1, 0, False) if high.at is None else (0, high.at, high.closed),
        )

    def __str__(self) -> str:
        left = "(-inf" if self.low.at is None else f"{'[' if self.low.closed else '('}{self.low.at}"
        right = "inf)" if self.high.at is None else f"{self.high.at}{']' if self.high.closed else ')'}"
        return f"{left}, {right}"


def multiplied(a: tuple[SignedEnd, SignedEnd], b: tuple[SignedEnd, SignedEnd]) -> tuple[SignedEnd, SignedEnd]:
    """Return the ends of the products of two independent unknowns, each given by its ends."""
    corners = [_corner(x, y) for x in a for y in b]
    low = min(corners, key=lambda c: (c[0], c[1], not c[2]))
    return low, max(corners)


def _corner(a: SignedEnd, b: SignedEnd) -> SignedEnd:
    """The product of two ends. A closed zero makes the product zero reachable, whatever the other factor's flag."""
    zero_a, zero_b = a[0] == 0 == a[1], b[0] == 0 == b[1]
    if zero_a or zero_b:
        return 0, 0, (zero_a and a[2]) or (zero_b and b[2])
    if a[0] or b[0]:
        return (a[0] or (1 if a[1] > 0 else -1)) * (b[0] or (1 if b[1] > 0 else -1)), 0, False
    return 0, a[1] * b[1], a[2] and b[2]


def _end(end: SignedEnd) -> End:
    return _UNBOUNDED if end[0] else End(Fraction(end[1]), end[2])


def _added(a: End, b: End) -> End:
    return _UNBOUNDED if a.at is None or b.at is None else End(a.at + b.at, a.closed and b.closed)


def _reciprocal(end: End) -> End:
    if end.at is None:
        return End(Fraction(0), False)
    return _UNBOUNDED if end.at == 0 else End(1 / end.at, end.closed)


def _later(a: End, b: End) -> End:
    if a.at is None or (b.at is not None and (b.at > a.at or (b.at == a.at and not b.closed))):
        return b
    return a


def _earlier(a: End, b: End) -> End:
    if a.at is None or (b.at is not None and (b.at < a.at or (b.at == a.at and not b.closed))):
        return b
    return a
