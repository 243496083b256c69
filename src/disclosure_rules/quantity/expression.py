"""Arithmetic over named unknowns, each of them one unknown however often it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from disclosure_rules.quantity.interval import End, Interval

__all__ = [
    "Add",
    "Div",
    "Expression",
    "Monomial",
    "Mul",
    "Name",
    "Num",
    "Polynomial",
    "Sub",
    "names_of",
    "range_of",
    "rational_form",
    "value_of",
]

_MOST_NODES = 400
_MOST_TERMS = 200
_MOST_NAMES_AT_CORNERS = 8


@dataclass(frozen=True, slots=True)
class Num:
    """A number written in the expression."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """An unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Expression
    right: Expression


class Add(_Pair):
    __slots__ = ()


class Sub(_Pair):
    __slots__ = ()


class Mul(_Pair):
    __slots__ = ()


class Div(_Pair):
    __slots__ = ()


Expression = Num | Name | Add | Sub | Mul | Div

# A product of names, each with its power, and a sum of such products with their coefficients.
Monomial = tuple[tuple[str, int], ...]
Polynomial = dict[Monomial, Fraction]


def names_of(expression: Expression) -> tuple[str, ...]:
    """Return the names in the expression, each once, in the order they are first written."""
    return tuple(dict.fromkeys(node.name for node in _nodes(expression) if isinstance(node, Name)))


def value_of(expression: Expression, values: Mapping[str, Fraction]) -> Fraction | None:
    """Return the value for these values of the names, or None where it divides by zero."""
    match expression:
        case Num(value):
            return value
        case Name(name):
            return values[name]
    left, right = value_of(expression.left, values), value_of(expression.right, values)
    if left is None or right is None:
        return None
    match expression:
        case Add():
            return left + right
        case Sub():
            return left - right
        case Mul():
            return left * right
    return left / right if right else None


def range_of(expression: Expression, box: Mapping[str, Interval]) -> Interval | None:
    """Return the values the expression takes while each name ranges over its interval in `box`.

    Exact for sums, for a product of powers, and for products and quotients in which no name is multiplied by itself;
    otherwise no narrower than the truth, so that nothing is accused that could hold. None where a divisor may be
    zero, or the expression is too large to tell. Raises KeyError for a name that is not in the box.
    """
    if sum(1 for _ in zip(_nodes(expression), range(_MOST_NODES + 1), strict=False)) > _MOST_NODES:
        return None
    for node in _nodes(expression):
        if isinstance(node, Div):
            divisor = range_of(node.right, box)
            if divisor is None or divisor.contains(0):
                return None
    form = rational_form(expression)
    if form is None:
        return None
    above, below = form
    if set(below) <= {()}:
        return _range({term: k / below[()] for term, k in above.items()}, box)
    at_corners = _range_at_corners(above, below, box)
    if at_corners is not None:
        return at_corners
    dividend, divisor = _range(above, box), _range(below, box)
    return None if divisor.contains(0) else dividend.over(divisor)


def _nodes(expression: Expression) -> Iterator[Expression]:
    """Every node, without recursion: the depth of an expression is its author's."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, Num | Name):
            pending += (node.right, node.left)


def rational_form(expression: Expression) -> tuple[Polynomial, Polynomial] | None:
    """Return the expression as one polynomial over another, or None if that is too large."""
    one: Polynomial = {(): Fraction(1)}
    match expression:
        case Num(value):
            return ({(): value} if value else {}), one
        case Name(name):
            return {((name, 1),): Fraction(1)}, one
    left, right = rational_form(expression.left), rational_form(expression.right)
    if left is None or right is None:
        return None
    (a, b), (c, d) = left, right
    if max(len(a), len(b)) * max(len(c), len(d)) > _MOST_TERMS:
        return None
    match expression:
        case Mul():
            return _multiplied(a, c), _multiplied(b, d)
        case Div():
            return _multiplied(a, d), _multiplied(b, c)
    sign = Fraction(1 if isinstance(expression, Add) else -1)
    if b == d:
        return _summed(a, c, sign), b
    return _summed(_multiplied(a, d), _multiplied(c, b), sign), _multiplied(b, d)


def _summed(p: Polynomial, q: Polynomial, sign: Fraction) -> Polynomial:
    total = dict(p)
    for term, k in q.items():
        total[term] = total.get(term, Fraction(0)) + sign * k
    return {term: k for term, k in total.items() if k}


def _multiplied(p: Polynomial, q: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for (a, j), (b, k) in product(p.items(), q.items()):
        powers = dict(a)
        for name, power in b:
            powers[name] = powers.get(name, 0) + power
        term = tuple(sorted(powers.items()))
        total[term] = total.get(term, Fraction(0)) + j * k
    return {term: k for term, k in total.items() if k}


def _range(polynomial: Polynomial, box: Mapping[str, Interval]) -> Interval:
    """The range of a polynomial: exact if no name stands in two terms, or at the corners; else the sum of its terms."""
    uses = [name for term in polynomial for name, _ in term]
    if len(uses) > len(set(uses)):
        at_corners = _range_at_corners(polynomial, {(): Fraction(1)}, box)
        if at_corners is not None:
            return at_corners
    total = Interval.point(0)
    for term, k in polynomial.items():
        value = Interval.point(1)
        for name, power in term:
            value = value.times(_powered(box[name], power))
        total = total.plus(value.scaled(k))
    return total


def _powered(interval: Interval, power: int) -> Interval:
    """The powers of one unknown: even powers fold at zero."""
    if power % 2 == 0 and interval.contains(0):
        ends = [end for end in (interval.low, interval.high) if end.at is not None]
        if len(ends) < 2:
            return Interval(End(Fraction(0), True), End(None, False))
        far = max(ends, key=lambda end: (abs(end.at or 0), end.closed))
        return Interval(End(Fraction(0), True), End(abs(far.at or Fraction(0)) ** power, far.closed))
    low, high = (end if end.at is None else End(end.at**power, end.closed) for end in (interval.low, interval.high))
    falling = power % 2 == 0 and not (interval.low.at is not None and interval.low.at >= 0)
    return Interval(high, low) if falling else Interval(low, high)


def _range_at_corners(above: Polynomial, below: Polynomial, box: Mapping[str, Interval]) -> Interval | None:
    """The range of a quotient that is monotone in each name by itself: its extremes are at the corners of the box.

    None where a name is multiplied by itself, an end is infinite, or there are too many corners.
    """
    terms = [*above, *below]
    names = sorted({name for term in terms for name, _ in term})
    if any(power > 1 for term in terms for _, power in term) or len(names) > _MOST_NAMES_AT_CORNERS:
        return None
    ends = [[box[name].low, box[name].high] for name in names]
    corners: dict[tuple[int, ...], Fraction] = {}
    for corner in product((0, 1), repeat=len(names)):
        at = {}
        for name, pair, side in zip(names, ends, corner, strict=True):
            place = pair[side].at
            if place is None:
                return None
            at[name] = place
        divisor = _at(below, at)
        if not divisor:
            return None
        corners[corner] = _at(above, at) / divisor
    low, high = min(corners.values()), max(corners.values())
    return Interval(End(low, _is_reached(low, corners, ends)), End(high, _is_reached(high, corners, ends)))


def _at(polynomial: Polynomial, values: Mapping[str, Fraction]) -> Fraction:
    return sum(
        (k * prod((values[name] for name, _ in term), start=Fraction(1)) for term, k in polynomial.items()), Fraction(0)
    )


def _is_reached(value: Fraction, corners: Mapping[tuple[int, ...], Fraction], ends: Sequence[Sequence[End]]) -> bool:
    """Whether the extreme is taken inside the box: at a closed corner, or along an edge or face of equal corners."""
    for corner, own in corners.items():
        if own != value:
            continue
        sides = [(side,) if pair[side].closed else (0, 1) for side, pair in zip(corner, ends, strict=True)]
        if all(corners[face] == value for face in product(*sides)):
            return True
    return False
