"""What a rule demands of figures, as exact linear rows; and the checks that a combination or a point is what it claims.

Nothing here trusts a solver: a combination of rows refutes them only if its sum, worked out here, is a false statement
about numbers, and a point satisfies rows only if every one of them is true of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

__all__ = ["Cell", "Point", "Row", "is_point_of", "key_of", "normal_form", "refutes", "smallest", "total"]

Cell = tuple[tuple[str, str], ...]  # coordinates, sorted by dimension
Point = Mapping[Cell, Fraction]  # a cell that is not in it is zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`coefficients` times cells is at most (`<=`), less than (`<`) or equal to (`=`) `bound`.

    `rule` is the id of the rule that demands it, empty for what is assumed in a proof. `is_side` is true of what a rule
    demands only along the way, such as that the parts listed of a whole are at most the whole. `is_general` is false
    of a row for some basis, measure or further coordinates that the rule itself does not name.
    """

    rule: str
    coefficients: Mapping[Cell, Fraction]
    relation: str
    bound: Fraction
    is_side: bool = False
    is_general: bool = True

    def value(self, point: Point) -> Fraction:
        """The left side at a point."""
        return sum((k * point.get(cell, Fraction(0)) for cell, k in self.coefficients.items()), Fraction(0))

    def holds(self, point: Point) -> bool:
        """Whether the row is true of a point."""
        value = self.value(point)
        return {"<=": value <= self.bound, "<": value < self.bound, "=": value == self.bound}[self.relation]

    def denied(self) -> tuple[Row, ...]:
        """Rows of which one is true exactly where this one is false."""
        opposite = {cell: -k for cell, k in self.coefficients.items()}
        if self.relation == "<":
            return (Row(rule="", coefficients=opposite, relation="<=", bound=-self.bound),)
        above = Row(rule="", coefficients=opposite, relation="<", bound=-self.bound)
        if self.relation == "<=":
            return (above,)
        return (above, Row(rule="", coefficients=self.coefficients, relation="<", bound=self.bound))


def is_point_of(point: Point, rows: Iterable[Row]) -> bool:
    """Whether all rows are true of the point."""
    return all(row.holds(point) for row in rows)


def total(rows: Sequence[Row], multipliers: Sequence[Fraction]) -> tuple[Mapping[Cell, Fraction], Fraction]:
    """The sum of the rows, each times its multiplier: coefficients that are not zero, and the bound."""
    left: dict[Cell, Fraction] = defaultdict(Fraction)
    for row, times in zip(rows, multipliers, strict=True):
        for cell, k in row.coefficients.items():
            left[cell] += times * k
    bound = sum((times * row.bound for row, times in zip(rows, multipliers, strict=True)), Fraction(0))
    return {cell: k for cell, k in left.items() if k}, bound


def refutes(rows: Sequence[Row], multipliers: Sequence[Fraction]) -> bool:
    """Whether the rows, each times its multiplier, add up to a false statement such as 0 <= -5 or 0 < 0.

    Only an equation may be taken with a negative multiplier.
    """
    if any(times < 0 and row.relation != "=" for row, times in zip(rows, multipliers, strict=True)):
        return False
    left, bound = total(rows, multipliers)
    is_strict = any(times > 0 and row.relation == "<" for row, times in zip(rows, multipliers, strict=True))
    return not left and (bound < 0 or (bound == 0 and is_strict))


def smallest(multipliers: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The multipliers in the smallest whole numbers of the same proportion."""
    scale = lcm(*(times.denominator for times in multipliers))
    shared = gcd(*(int(times * scale) for times in multipliers)) or 1
    return tuple(times * scale / shared for times in multipliers)


def key_of(row: Row) -> tuple[object, ...]:
    """What two rows have in common that are the same row of the same rule."""
    return row.rule, tuple(sorted(row.coefficients.items())), row.relation, row.bound


def normal_form(row: Row) -> tuple[object, ...]:
    """The same for two rows exactly if one is the other times a number (a positive one, unless they are equations)."""
    cells = sorted(row.coefficients)
    if not cells:
        return ((), row.relation, row.bound)
    lead = row.coefficients[cells[0]]
    scale = lead if row.relation == "=" else abs(lead)
    return (tuple((cell, row.coefficients[cell] / scale) for cell in cells), row.relation, row.bound / scale)
