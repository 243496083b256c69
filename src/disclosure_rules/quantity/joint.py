"""Many relations at once: is there one set of true values that satisfies them all?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["Equation", "Joint", "jointly_possible", "solve_jointly"]

_MOST_PIVOTS = 2000
_ZERO = Fraction(0)

# A number and a multiple of something positive that is smaller than any number: an open end at 3 is (3, ±1).
_Near = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of each name times its coefficient equals `total`, or is at most `total` with relation `<=`."""

    terms: Mapping[str, Fraction | int]
    total: Fraction | int = 0
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Joint:
    """The answer: a `witness` (a value for every name), or the `conflict`: equations, by index, and names whose
    intervals cannot be reconciled. Undetermined if the search was cut short."""

    verdict: Verdict
    witness: Mapping[str, Fraction] = field(default_factory=dict)
    conflict: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


def jointly_possible(equations: Sequence[Equation], boxes: Mapping[str, Interval]) -> bool:
    """Tell whether the equations can hold together; only what is proved impossible is False."""
    return solve_jointly(equations, boxes).verdict is not Verdict.VIOLATED


def solve_jointly(equations: Sequence[Equation], boxes: Mapping[str, Interval]) -> Joint:
    """Look for one value of each name, inside its interval, with which all equations hold.

    Exact: rational numbers throughout, open ends excluded. A name without a box is free.
    """
    return _Simplex(equations, boxes).solve()


class _Simplex:
    """The simplex method for feasibility with bounds (Dutertre and de Moura), by the smallest index, so that it ends.

    Every equation gets a variable of its own that is the sum of its terms and is bounded by its total. `rows` give
    each dependent variable by the free ones.
    """

    def __init__(self, equations: Sequence[Equation], boxes: Mapping[str, Interval]) -> None:
        names = list(dict.fromkeys([*boxes, *(name for equation in equations for name in equation.terms)]))
        self.names = names
        index = {name: i for i, name in enumerate(names)}
        self.low: list[_Near | None] = []
        self.high: list[_Near | None] = []
        for name in names:
            box = boxes.get(name, Interval.everything())
            self.low.append(None if box.low.at is None else (box.low.at, Fraction(not box.low.closed)))
            self.high.append(None if box.high.at is None else (box.high.at, -Fraction(not box.high.closed)))
        self.at: list[_Near] = [low or high or (_ZERO, _ZERO) for low, high in zip(self.low, self.high, strict=True)]
        self.rows: dict[int, dict[int, Fraction]] = {}
        for equation in equations:
            row = {index[name]: Fraction(k) for name, k in equation.terms.items() if k}
            total = (Fraction(equation.total), _ZERO)
            self.rows[len(self.at)] = row
            self.low.append(total if equation.relation == "=" else None)
            self.high.append(total)
            self.at.append(self._value(row))

    def solve(self) -> Joint:
        for _ in range(_MOST_PIVOTS):
            wrong = next((v for v in sorted(self.rows) if self._off(v)), None)
            if wrong is None:
                return Joint(Verdict.HOLDS_BY_ROUNDING, witness=self._witness())
            need = self._off(wrong)
            row = self.rows[wrong]
            mover = next((v for v in sorted(row) if self._can_move(v, need * row[v])), None)
            if mover is None:
                involved = (wrong, *row)
                equations = tuple(sorted(v - len(self.names) for v in involved if v >= len(self.names)))
                names = tuple(self.names[v] for v in sorted(involved) if v < len(self.names))
                return Joint(Verdict.VIOLATED, conflict=equations, names=names)
            self._pivot(wrong, mover, need)
        return Joint(Verdict.UNDETERMINED)

    def _off(self, v: int) -> int:
        """1 if the variable must grow to reach its bounds, -1 if it must shrink, 0 if it lies in them."""
        low, high = self.low[v], self.high[v]
        return 1 if low is not None and self.at[v] < low else -int(high is not None and self.at[v] > high)

    def _can_move(self, v: int, direction: Fraction) -> bool:
        bound = self.high[v] if direction > 0 else self.low[v]
        return bound is None or self.at[v] != bound

    def _pivot(self, leaving: int, entering: int, need: int) -> None:
        """Let the two variables change roles, and move the leaving one to the bound it missed."""
        target = self.low[leaving] if need > 0 else self.high[leaving]
        assert target is not None
        row = self.rows.pop(leaving)
        k = row.pop(entering)
        now = self.at[leaving]
        step = ((target[0] - now[0]) / k, (target[1] - now[1]) / k)
        self.at[leaving] = target
        self.at[entering] = (self.at[entering][0] + step[0], self.at[entering][1] + step[1])
        solved = {v: -c / k for v, c in row.items()}
        solved[leaving] = 1 / k
        for other in self.rows.values():
            share = other.pop(entering, _ZERO)
            for v, c in solved.items() if share else ():
                other[v] = other.get(v, _ZERO) + share * c
                if not other[v]:
                    del other[v]
        self.rows[entering] = solved
        for v, terms in self.rows.items():
            self.at[v] = self._value(terms)

    def _value(self, row: Mapping[int, Fraction]) -> _Near:
        return (
            sum((c * self.at[v][0] for v, c in row.items()), _ZERO),
            sum((c * self.at[v][1] for v, c in row.items()), _ZERO),
        )

    def _witness(self) -> dict[str, Fraction]:
        """Real values: the infinitely small made small enough that no open end is reached."""
        small = Fraction(1)
        for v, (number, tiny) in enumerate(self.at):
            for bound, sign in ((self.low[v], 1), (self.high[v], -1)):
                if bound is not None and sign * (tiny - bound[1]) < 0:
                    small = min(small, (number - bound[0]) / (bound[1] - tiny))
        return {name: self.at[v][0] + self.at[v][1] * small for v, name in enumerate(self.names)}
