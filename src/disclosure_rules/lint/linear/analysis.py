"""What follows from linear rules taken together: contradictions, forced values and equality, rules that add nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from disclosure_rules.lint.linear.circles import circles
from disclosure_rules.lint.linear.rows import Cell, Row, normal_form, total
from disclosure_rules.lint.linear.solver import Goal, Proof, Search, Undecided, Wish

__all__ = ["Discovery", "discoveries"]

_MOST_CONTRADICTIONS = 20  # of one system
_Key = TypeVar("_Key")
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """One thing that follows from `rules`, the fewest from which it does.

    `code` is one of `contradiction`, `own-whole`, `forced-value`, `forced-sign`, `forced-equal`, `same`, `implied`,
    `empty`, `undecided`. `about` are the cells that have only `value`, that cannot be positive, or each of which is a
    part of the next and the last of the first; `of` is the rule that can only hold as an equation or adds nothing,
    `row` what it demands or what the rules add up to. `proof` has been verified; where there is none, the rows
    themselves show it.
    """

    code: str
    rules: tuple[str, ...]
    proof: Proof | None = None
    about: tuple[Cell, ...] = ()
    value: Fraction = _ZERO
    of: str = ""
    row: Row | None = None


def discoveries(rows: Sequence[Row]) -> Iterator[Discovery]:
    """Everything that is worth telling about rows that speak together, in the order of the rules."""
    try:
        search = Search(rows)
        rules = list(dict.fromkeys(row.rule for row in rows))
        for contradiction in _contradictions(search, rules):
            yield contradiction
            rules.remove(contradiction.rules[-1])  # so that the rest can be looked at
        analysis = _Analysis(search, rules)
        yield from analysis.circles()
        yield from analysis.values()
        yield from analysis.signs()
        yield from analysis.equalities()
        yield from analysis.same()
        yield from analysis.implied()
    except Undecided:
        yield Discovery(code="undecided", rules=tuple(dict.fromkeys(row.rule for row in rows)))


def _contradictions(search: Search, rules: list[str]) -> Iterator[Discovery]:
    """Sets of rules that nothing satisfies. The caller takes a rule of each out of `rules` before it asks for more."""
    for _ in range(_MOST_CONTRADICTIONS):
        proof = search.proof(rules, ())
        if proof is None:
            return
        yield Discovery(code="contradiction", rules=proof.rules, proof=proof)
    raise Undecided("there are more contradictions than are looked for")


class _Analysis:
    """What follows from rules that some point satisfies."""

    def __init__(self, search: Search, rules: Sequence[str]) -> None:
        self.search = search
        self.rules = tuple(rules)
        self.rows = [row for row in search.rows if row.rule in set(rules)]
        self.cells = sorted({cell for row in self.rows for cell in row.coefficients})
        self.fixed: frozenset[Cell] = frozenset()
        self.told: set[frozenset[str]] = set()

    def circles(self) -> Iterator[Discovery]:
        """Wholes that are parts of themselves."""
        for steps in circles([row for row in self.rows if not row.is_side]):
            rules = tuple(rule for rule in self.rules if rule in {row.rule for _, row in steps})
            if len(rules) > 1 and frozenset(rules) not in self.told:
                self.told.add(frozenset(rules))
                left, bound = total([row for _, row in steps], [_ONE] * len(steps))
                relation = "=" if all(row.relation == "=" for _, row in steps) else "<="
                sum_ = Row(rule="", coefficients=left, relation=relation, bound=bound)
                yield Discovery(code="own-whole", rules=rules, about=tuple(cell for cell, _ in steps), row=sum_)

    def values(self) -> Iterator[Discovery]:
        """Cells that have one value in all points, by the rules that fix them, unless one rule alone means to."""
        start = self.search.point(self.rules)
        if start is None:
            return
        moved = {cell: tuple((row,) for row in _equal(cell, start[cell]).denied()) for cell in self.cells}
        fixed = self._impossible(moved)
        self.fixed = frozenset(fixed)
        groups: dict[tuple[tuple[str, ...], Fraction], list[tuple[Cell, Proof]]] = defaultdict(list)
        for cell in fixed:
            proof = self._proof(*moved[cell])
            if len(proof.rules) > 1 and frozenset(proof.rules) not in self.told:
                groups[proof.rules, start[cell]].append((cell, proof))
        for (rules, value), found in groups.items():
            self.told.add(frozenset(rules))
            about = tuple(cell for cell, _ in found)
            yield Discovery(code="forced-value", rules=rules, proof=found[0][1], about=about, value=value)

    def signs(self) -> Iterator[Discovery]:
        """Levels that several rules together keep from being positive."""
        levels = [c for c in self.cells if c not in self.fixed and dict(c).get("measure", "count") == "count"]
        above = {cell: ((Row(rule="", coefficients={cell: -_ONE}, relation="<", bound=_ZERO),),) for cell in levels}
        for cell in self._impossible(above):
            proof = self._proof(*above[cell])
            if len(proof.rules) > 1 and frozenset(proof.rules) not in self.told:
                self.told.add(frozenset(proof.rules))
                yield Discovery(code="forced-sign", rules=proof.rules, proof=proof, about=(cell,))

    def equalities(self) -> Iterator[Discovery]:
        """Rules that say `at most` and can only hold as equations, because others say the opposite."""
        rows = [row for row in self.rows if row.relation == "<=" and not row.is_side]
        rows = [row for row in rows if not row.coefficients.keys() <= self.fixed]
        slack = {n: ((Row(rule="", coefficients=row.coefficients, relation="<", bound=row.bound),),)
                 for n, row in enumerate(rows)}  # fmt: skip
        for n in self._impossible(slack):
            row, proof = rows[n], self._proof(*slack[n])
            rules = tuple(rule for rule in self.rules if rule in {*proof.rules, row.rule})
            used = [one for one in proof.combinations[0][0] if one.relation != "=" and one.rule not in ("", row.rule)]
            if used and frozenset(rules) not in self.told:
                self.told.add(frozenset(rules))
                yield Discovery(code="forced-equal", rules=rules, proof=proof, of=row.rule, row=row)

    def same(self) -> Iterator[Discovery]:
        """Rules that demand exactly the same, one of them perhaps times a number."""
        self.twins: set[str] = set()
        by_form: dict[frozenset[object], list[str]] = defaultdict(list)
        for rule in self.rules:
            form = frozenset(normal_form(row) for row in self._own(rule))
            if form:
                by_form[form].append(rule)
        for rules in by_form.values():
            if len(rules) > 1:
                self.twins |= set(rules[1:])
                yield Discovery(code="same", rules=tuple(rules), of=rules[-1], row=self._own(rules[-1])[0])

    def implied(self) -> Iterator[Discovery]:
        """Rules that hold wherever others do: these say no more together with it than without."""
        for rule in self.rules:
            own = self._own(rule)
            if rule in self.twins or not own:
                continue
            others = [other for other in self.rules if other != rule and other not in self.twins]
            proof = self.search.proof(others, *((goal,) for row in own for goal in row.denied()))
            if proof is None or frozenset({rule, *proof.rules}) in self.told:
                continue
            self.told.add(frozenset({rule, *proof.rules}))
            code = "implied" if proof.rules else "empty"
            yield Discovery(code=code, rules=proof.rules, proof=proof, of=rule, row=own[0])

    def _own(self, rule: str) -> list[Row]:
        return [row for row in self.rows if row.rule == rule and not row.is_side and row.is_general]

    def _impossible(self, wishes: Mapping[_Key, Wish]) -> list[_Key]:
        """The wishes that no point grants. Most often one point grants them all; else each half is asked for."""
        if not wishes or self.search.point(self.rules, *wishes.values()) is not None:
            return []
        if len(wishes) == 1:
            return list(wishes)
        items = list(wishes.items())
        half = len(items) // 2
        return self._impossible(dict(items[:half])) + self._impossible(dict(items[half:]))

    def _proof(self, *goals: Goal) -> Proof:
        proof = self.search.proof(self.rules, *goals)
        if proof is None:
            raise Undecided("the solver contradicts itself")
        return proof


def _equal(cell: Cell, value: Fraction) -> Row:
    return Row(rule="", coefficients={cell: _ONE}, relation="=", bound=value)
