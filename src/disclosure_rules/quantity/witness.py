"""True values that make printed figures agree: the proof that they can, as an example anybody can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from disclosure_rules.quantity.expression import (
    Add,
    Div,
    Expression,
    Mul,
    Name,
    Num,
    Polynomial,
    Sub,
    names_of,
    range_of,
    rational_form,
    value_of,
)
from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.joint import Equation, solve_jointly
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["Comparison", "find_witness", "implied"]

_MOST_TRIALS = 100
_APART = Fraction(1, 1000)  # of the narrowest interval: so far apart are two sides of which one must be the greater
_INSIDE = tuple(Fraction(n, 8) for n in range(1, 8))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides of which the left must be `operator` (= <= >= < >) the right."""

    left: Expression
    operator: str
    right: Expression

    def holds(self, values: Mapping[str, Fraction]) -> bool:
        """Tell whether it is true for these values; a division by zero is not."""
        left, right = value_of(self.left, values), value_of(self.right, values)
        if left is None or right is None:
            return False
        if left == right:
            return "=" in self.operator
        return self.operator[0] == ("<" if left < right else ">")


def find_witness(
    relations: Sequence[Comparison], boxes: Mapping[str, Interval], printed: Mapping[str, Fraction]
) -> dict[str, Fraction] | None:
    """Return values inside `boxes` with which every relation is true, or None if none were found.

    None proves nothing: relations with products of several unknowns are only searched. What is returned has been
    checked. `printed` are the values as printed, which are tried first.
    """
    names = [name for relation in relations for side in (relation.left, relation.right) for name in names_of(side)]
    boxes = {name: boxes[name] for name in dict.fromkeys(names)}
    if all(relation.holds(printed) for relation in relations):
        return {name: printed[name] for name in boxes}
    forms = [_polynomial(relation) for relation in relations]
    known = [form for form in forms if form is not None]
    if len(known) < len(forms):
        return None
    apart = _APART * min((width for box in boxes.values() if (width := _width(box))), default=Fraction(0))
    fixed = _in_products(known)
    choices = (list(_candidates(name, relations, boxes[name], printed)) for name in fixed)
    for values in islice(product(*choices), _MOST_TRIALS):
        found = _solved(known, boxes, dict(zip(fixed, values, strict=True)), apart)
        if found is not None and all(relation.holds(found) for relation in relations):
            return found
    return None


def implied(name: str, relation: Comparison, boxes: Mapping[str, Interval]) -> Interval | None:
    """Return the values that the other figures leave for `name`, or None if that cannot be told.

    Only for an equation in which the name stands by itself, not multiplied by itself.
    """
    solution = _isolated(name, relation)
    return None if solution is None else range_of(solution, boxes)


def _isolated(name: str, relation: Comparison) -> Expression | None:
    """The expression that `name` equals: with a × name + b = 0, it is −b ÷ a."""
    form = rational_form(Sub(relation.left, relation.right))
    if form is None or relation.operator not in ("=", "=="):
        return None
    with_name: Polynomial = {}
    without: Polynomial = {}
    for monomial, factor in form[0].items():
        powers = dict(monomial)
        power = powers.pop(name, 0)
        if power > 1:
            return None
        (with_name if power else without)[tuple(sorted(powers.items()))] = factor
    if not with_name:
        return None
    return Div(_expression({term: -k for term, k in without.items()}), _expression(with_name))


def _expression(polynomial: Polynomial) -> Expression:
    total: Expression | None = None
    for monomial, factor in polynomial.items():
        term: Expression = Num(factor)
        for name, power in monomial:
            for _ in range(power):
                term = Mul(term, Name(name))
        total = term if total is None else Add(total, term)
    return Num(Fraction(0)) if total is None else total


def _width(box: Interval) -> Fraction:
    """How wide an interval is; 0 where it has no end."""
    return Fraction(0) if box.low.at is None or box.high.at is None else box.high.at - box.low.at


def _polynomial(relation: Comparison) -> tuple[Polynomial, str] | None:
    """The relation as a polynomial compared with zero; None if it divides an inequality by an unknown."""
    form = rational_form(Sub(relation.left, relation.right))
    if form is None:
        return None
    above, below = form
    constant = below.get((), Fraction(0)) if set(below) <= {()} else None
    if constant is None and relation.operator not in ("=", "=="):
        return None
    turned = constant is not None and constant < 0
    operator = relation.operator.translate(str.maketrans("<>", "><")) if turned else relation.operator
    return above, operator


def _in_products(forms: Sequence[tuple[Polynomial, str]]) -> list[str]:
    """Names which, once they have a value, leave only linear relations: those in most products first."""
    products = [{n for n, _ in term} for form, _ in forms for term in form if sum(p for _, p in term) > 1]
    squares = {n for form, _ in forms for term in form for n, power in term if power > 1}
    fixed = sorted(squares)
    open_ = [names for names in products if len(names - set(fixed)) > 1]
    while open_:
        counts = Counter(name for names in open_ for name in sorted(names - set(fixed)))
        fixed.append(counts.most_common(1)[0][0])
        open_ = [names for names in open_ if len(names - set(fixed)) > 1]
    return fixed


def _candidates(
    name: str, relations: Sequence[Comparison], box: Interval, printed: Mapping[str, Fraction]
) -> Iterator[Fraction]:
    """Values to try: what the other figures as printed make it, its own print, its ends, and places between."""
    low, high = box.low.at, box.high.at
    solutions = (_isolated(name, relation) for relation in relations)
    values = [value_of(solution, printed) for solution in solutions if solution is not None]
    tried = [*(value for value in values if value is not None), printed[name]]
    if low is not None and high is not None:
        tried += [low, high, *(low + (high - low) * part for part in _INSIDE)]
    return (value for value in dict.fromkeys(tried) if box.contains(value))


def _solved(
    forms: Sequence[tuple[Polynomial, str]], boxes: Mapping[str, Interval], values: Mapping[str, Fraction],
    apart: Fraction,
) -> dict[str, Fraction] | None:  # fmt: skip
    """Values with which the relations hold once those of some names are given; what must be more is so by `apart`."""
    equations = []
    for polynomial, operator in forms:
        terms: dict[str, Fraction] = {}
        constant = Fraction(0)
        for monomial, factor in polynomial.items():
            rest = [n for n, power in monomial for _ in range(power) if n not in values]
            for n, power in monomial:
                factor *= values[n] ** power if n in values else 1
            if not rest:
                constant += factor
            else:
                terms[rest[0]] = terms.get(rest[0], Fraction(0)) + factor
        sign = -1 if operator.startswith(">") else 1
        turned = {n: sign * k for n, k in terms.items()}
        total = -sign * constant - (0 if "=" in operator else apart)
        equations.append(Equation(turned, total, "=" if operator in ("=", "==") else "<="))
    joint = solve_jointly(equations, {n: box for n, box in boxes.items() if n not in values})
    return {**joint.witness, **values} if joint.verdict is Verdict.HOLDS_BY_ROUNDING else None
