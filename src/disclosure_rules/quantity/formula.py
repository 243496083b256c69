"""A free relation between named figures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from disclosure_rules.quantity.expression import Add, Expression, Mul, Name, Num, Sub, names_of, range_of, value_of
from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.judgement import Judgement, undetermined
from disclosure_rules.quantity.quantity import Quantity
from disclosure_rules.quantity.unit import BARE
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["judge_formula"]

_ZERO = Fraction(0)
# Powers of the dimensions a figure has: money per person is {money: 1, count: -1}. None fits anything.
_Dimensions = dict[str, int]


def judge_formula(left: Expression, op: str, right: Expression, quantities: Mapping[str, Quantity]) -> Judgement:
    """Judge whether `left op right` can be true, for `=`, `<`, `<=`, `>`, `>=`; each name is one unknown.

    The stated figure is the left side where that is a name of its own; otherwise gap and computed are of the
    difference of the sides.
    """
    if op not in ("<", "<=", ">", ">=", "="):
        raise ValueError(f"no such comparison: {op}")
    names = dict.fromkeys((*names_of(left), *names_of(right)))
    if not all(name in quantities for name in names):
        return undetermined("missing")
    used = {name: quantities[name] for name in names}
    stated = used[left.name] if isinstance(left, Name) and left.name not in names_of(right) else None
    unit, decimals = (BARE, 0) if stated is None else (stated.unit, stated.decimals)
    if any(figure.qualifier == "about" for figure in used.values()):
        return undetermined("about", unit)
    try:
        _dimensions(Sub(left, right), used)
    except _Unlike:
        return undetermined("units", unit)
    difference = Sub(left, right)
    box = {name: figure.interval() for name, figure in used.items()}
    possible = range_of(difference, box)
    if possible is None:
        return undetermined("nil_base", unit)
    shown = {
        name: figure.interval() if figure.is_bound else Interval.point(figure.base) for name, figure in used.items()
    }
    printed = range_of(difference, shown)
    if printed is not None and _signed(printed, op):
        return Judgement(Verdict.HOLDS, _ZERO, None, None, unit, decimals=decimals)
    expected = None if stated is None else range_of(right, box)
    value = value_of(right if stated is not None else difference, {name: figure.base for name, figure in used.items()})
    if _signed(possible, op):
        return Judgement(Verdict.HOLDS_BY_ROUNDING, _ZERO, expected, None, unit, "", value, decimals)
    cut = None if stated is None else stated.truncated
    if cut is not None and isinstance(left, Name):
        with_cut = range_of(difference, {**box, left.name: cut.interval})
        if with_cut is not None and _signed(with_cut, op):
            return Judgement(Verdict.HOLDS_BY_TRUNCATION, _ZERO, expected, None, unit, "", value, decimals)
    return Judgement(Verdict.VIOLATED, possible.distance(Interval.point(0)), expected, None, unit, "", value, decimals)


def _signed(difference: Interval, op: str) -> bool:
    """Whether some value of the difference has the sign that the comparison wants."""
    if "=" in op and difference.contains(0):
        return True
    low, high = difference.low.at, difference.high.at
    return (op[0] == "<" and (low is None or low < 0)) or (op[0] == ">" and (high is None or high > 0))


class _Unlike(Exception):
    """Unlike units meet in a sum."""


def _dimensions(expression: Expression, quantities: Mapping[str, Quantity]) -> _Dimensions | None:
    match expression:
        case Num():
            return None
        case Name(name):
            unit = quantities[name].unit
            if unit.is_ratio or unit.dimension == "points":
                return {}
            return {unit.dimension + (unit.classifier if unit.dimension == "measure" else ""): 1}
    left, right = _dimensions(expression.left, quantities), _dimensions(expression.right, quantities)
    if isinstance(expression, Add | Sub):
        if left is not None and right is not None and left != right:
            raise _Unlike
        return right if left is None else left
    sign = 1 if isinstance(expression, Mul) else -1
    powers = dict(left or {})
    for dimension, power in (right or {}).items():
        powers[dimension] = powers.get(dimension, 0) + sign * power
    if left is None and right is None:
        return None
    return {dimension: power for dimension, power in powers.items() if power}
