"""The solver: asks z3, whose arithmetic is exact, for points and for combinations of rows, and believes neither.

Every answer is checked by `rows` before it is handed on; one that fails the check, and a question that costs more than
its share, is no answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from disclosure_rules.lint.linear.rows import Point, Row, is_point_of, refutes, smallest

__all__ = ["Goal", "Proof", "Search", "Undecided", "Wish", "is_available"]

_MOST_WORK = 20_000_000  # steps of one question, counted by the solver itself: the same on every machine


def is_available() -> bool:
    """Whether the solver is installed."""
    try:
        import z3  # noqa: F401
    except ImportError:
        return False
    return True


class Undecided(Exception):
    """A question was too hard, or an answer did not pass its check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That the rows of `rules` exclude every one of some goals, and that no fewer of these rules do.

    `combinations` give for each goal the rows and their multipliers, the goal's row first; `left_out` gives for each
    rule a point that satisfies all others and one of the goals. All have been verified.
    """

    rules: tuple[str, ...]
    combinations: tuple[tuple[tuple[Row, ...], tuple[Fraction, ...]], ...]
    left_out: Mapping[str, Point]


Goal = tuple[Row, ...]  # rows that are assumed together
Wish = tuple[Goal, ...]  # goals of which one is enough


class Search:
    """Questions about one system of rows. `rules` in questions are those whose rows are taken for true."""

    def __init__(self, rows: Sequence[Row]) -> None:
        import z3

        self.z3: Any = z3
        self.context: Any = z3.Context()
        self._true: Any = z3.BoolVal(True, self.context)
        self.rows = tuple(rows)
        self.solver: Any = z3.SolverFor("QF_LRA", ctx=self.context)
        self.solver.set("rlimit", _MOST_WORK)
        self._named = {f"r{n}": rule for n, rule in enumerate(dict.fromkeys(row.rule for row in rows))}
        self._switches = {rule: z3.Bool(name, self.context) for name, rule in self._named.items()}
        cells = sorted({cell for row in rows for cell in row.coefficients})
        self._unknowns = {cell: z3.Real(f"x{n}", self.context) for n, cell in enumerate(cells)}
        for row in rows:
            self.solver.add(z3.Implies(self._switches[row.rule], self._written(row)))

    def point(self, rules: Collection[str], *wishes: Wish) -> Point | None:
        """A point that satisfies the rules and of every wish at least one goal; None if there is none. Raises
        Undecided."""
        answer = self._ask(rules, wishes)
        return None if isinstance(answer, frozenset) else answer

    def proof(self, rules: Collection[str], *goals: Goal) -> Proof | None:
        """A smallest set of the rules that excludes every one of the goals, with the combinations that show it; None if
        some goal is possible. Raises Undecided."""
        core: set[str] = set()
        for goal in goals:
            answer = self._ask(rules, ((goal,),))
            if not isinstance(answer, frozenset):
                return None
            core |= answer
        needed = [rule for rule in rules if rule in core]
        left_out: dict[str, Point] = {}
        for rule in tuple(needed):
            rest = [other for other in needed if other != rule]
            found = self._ask(rest, (goals,))
            if isinstance(found, frozenset):
                needed = rest
            else:
                left_out[rule] = found
        combinations = tuple(self._combination(needed, goal) for goal in goals)
        return Proof(rules=tuple(needed), combinations=combinations, left_out=left_out)

    def _ask(self, rules: Collection[str], wishes: Sequence[Wish]) -> Point | frozenset[str]:
        """A verified point, or the rules among which there is a reason that there is none."""
        z3, solver = self.z3, self.solver
        solver.push()
        try:
            for wish in wishes:
                solver.add(z3.Or(*(z3.And(*map(self._written, goal), self._true) for goal in wish)))
            verdict = solver.check(*(self._switches[rule] for rule in rules))
            if verdict == z3.unsat:
                return frozenset(self._named[str(switch)] for switch in solver.unsat_core())
            if verdict != z3.sat:
                raise Undecided(str(solver.reason_unknown()))
            model = solver.model()
            point = {cell: self._number(model.eval(unknown, True)) for cell, unknown in self._unknowns.items()}
        finally:
            solver.pop()
        taken = set(rules)
        granted = all(any(is_point_of(point, goal) for goal in wish) for wish in wishes)
        if not granted or not is_point_of(point, (row for row in self.rows if row.rule in taken)):
            raise Undecided("the solver's point does not satisfy the rules")
        return point

    def _combination(self, rules: Iterable[str], goal: Goal) -> tuple[tuple[Row, ...], tuple[Fraction, ...]]:
        """Multipliers with which the rows of the rules and of the goal add up to a false statement, verified."""
        z3 = self.z3
        taken = set(rules)
        rows = (*goal, *(row for row in self.rows if row.rule in taken))
        times = [z3.Real(f"k{n}", self.context) for n in range(len(rows))]
        solver = z3.SolverFor("QF_LRA", ctx=self.context)
        solver.set("rlimit", _MOST_WORK)
        zero = z3.RealVal(0, self.context)
        for number, row in zip(times, rows, strict=True):
            if row.relation != "=":
                solver.add(number >= 0)
        for cell in sorted({cell for row in rows for cell in row.coefficients}):
            parts = [n * self._exact(row.coefficients[cell]) for n, row in zip(times, rows, strict=True)
                     if cell in row.coefficients]  # fmt: skip
            solver.add(z3.Sum(zero, *parts) == 0)
        bound = z3.Sum(zero, *(n * self._exact(row.bound) for n, row in zip(times, rows, strict=True)))
        strict = z3.Sum(zero, *(n for n, row in zip(times, rows, strict=True) if row.relation == "<"))
        solver.add(z3.Or(bound < 0, z3.And(bound <= 0, strict > 0)))
        if solver.check() != z3.sat:
            raise Undecided("no combination of the rules was found")
        model = solver.model()
        multipliers = smallest([self._number(model.eval(number, True)) for number in times])
        if not refutes(rows, multipliers):
            raise Undecided("the solver's combination does not add up")
        used = [(row, k) for row, k in zip(rows, multipliers, strict=True) if k]
        return tuple(row for row, _ in used), tuple(k for _, k in used)

    def _written(self, row: Row) -> Any:
        z3 = self.z3
        left = z3.Sum(
            z3.RealVal(0, self.context),
            *(self._unknowns[cell] * self._exact(k) for cell, k in row.coefficients.items()),
        )
        bound = self._exact(row.bound)
        return {"<=": lambda: left <= bound, "<": lambda: left < bound, "=": lambda: left == bound}[row.relation]()

    def _exact(self, number: Fraction) -> Any:
        return self.z3.RealVal(f"{number.numerator}/{number.denominator}", self.context)

    @staticmethod
    def _number(value: Any) -> Fraction:
        return Fraction(value.numerator_as_long(), value.denominator_as_long())
