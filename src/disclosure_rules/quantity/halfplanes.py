"""Half-planes over two unknowns: whether they have a point in common, exactly, open edges excluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from disclosure_rules.quantity.interval import End, Interval
from disclosure_rules.quantity.span import Span

__all__ = ["HalfPlane", "can_hold", "slopes", "strip"]

# (a, b, c, strict): a·x + b·y + c ≥ 0, or > 0 if strict. All numbers are whole.
HalfPlane = tuple[int, int, int, bool]


def strip(a: int, b: int, span: Span) -> list[HalfPlane]:
    """Return the half-planes that say: a·x + b·y lies in the span."""
    planes: list[HalfPlane] = []
    if span.low is not None:
        planes.append((a, b, -span.low, not span.low_closed))
    if span.high is not None:
        planes.append((-a, -b, span.high, not span.high_closed))
    return planes


def can_hold(planes: Sequence[HalfPlane]) -> bool:
    """Tell whether some point lies in all half-planes, by eliminating one unknown after the other."""
    remaining = _without(_without(planes, 1), 0)
    return all(c > 0 or (c == 0 and not strict) for _, _, c, strict in remaining)


def _without(planes: Collection[HalfPlane], unknown: int) -> set[HalfPlane]:
    """The half-planes that remain for the other unknown: every lower bound lies below every upper bound."""
    kept = {plane for plane in planes if plane[unknown] == 0}
    lower = [plane for plane in planes if plane[unknown] > 0]
    upper = [plane for plane in planes if plane[unknown] < 0]
    for p in lower:
        for q in upper:
            i, j = -q[unknown], p[unknown]
            kept.add((p[0] * i + q[0] * j, p[1] * i + q[1] * j, p[2] * i + q[2] * j, p[3] or q[3]))
    return kept


def slopes(planes: Sequence[HalfPlane]) -> Interval | None:
    """Return the range of y / |x| over a bounded polygon, or None if x may be zero in it or it is empty."""
    corners = []
    for i, p in enumerate(planes):
        for q in planes[i + 1 :]:
            determinant = p[0] * q[1] - p[1] * q[0]
            if determinant:
                x = Fraction(p[1] * q[2] - q[1] * p[2], determinant)
                y = Fraction(q[0] * p[2] - p[0] * q[2], determinant)
                corners.append((x, y))
    edge = [(x, y) for x, y in corners if all(a * x + b * y + c >= 0 for a, b, c, _ in planes)]
    if not edge or min(x for x, _ in edge) <= 0 <= max(x for x, _ in edge):
        return None
    inside = [not any(strict and a * x + b * y + c == 0 for a, b, c, strict in planes) for x, y in edge]
    ends = [(y / abs(x), reached) for (x, y), reached in zip(edge, inside, strict=True)]
    low = min(ends, key=lambda end: (end[0], not end[1]))
    high = max(ends)
    return Interval(End(*low), End(*high))
