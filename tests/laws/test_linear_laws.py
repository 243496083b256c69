"""Laws of what is said about linear rules: it is true by an elimination of our own, and by no fewer rules."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3")

from disclosure_rules.lint.linear.analysis import Discovery, discoveries
from disclosure_rules.lint.linear.rows import Row, is_point_of
from disclosure_rules.lint.linear.solver import Search

CELLS = tuple((("concept", name),) for name in "xyz")
ZERO = Fraction(0)


@st.composite
def systems(draw: st.DrawFn) -> list[Row]:
    """Up to five rules of one row each over three cells, many of them without constants, as rules are."""
    rows = []
    for number in range(draw(st.integers(1, 5))):
        own = [draw(st.integers(-2, 2)) for _ in CELLS]
        coefficients = {cell: Fraction(k) for cell, k in zip(CELLS, own, strict=True) if k}
        relation = draw(st.sampled_from(["<=", "<=", "=", "<"]))
        bound = Fraction(draw(st.sampled_from([0, 0, 0, 1, -1])))
        rows.append(Row(rule=f"r{number}", coefficients=coefficients, relation=relation, bound=bound))
    return rows


def is_possible(rows: Iterable[Row]) -> bool:
    """Fourier and Motzkin's elimination: whether any point satisfies the rows."""
    left = [(tuple(row.coefficients.get(cell, ZERO) for cell in CELLS), row.bound, row.relation == "<") for row in rows]
    left += [(tuple(-k for k in ks), -bound, False) for (ks, bound, _), row in zip(left[:], rows, strict=True)
             if row.relation == "="]  # fmt: skip
    for at in range(len(CELLS)):
        above = [one for one in left if one[0][at] > 0]
        below = [one for one in left if one[0][at] < 0]
        left = [one for one in left if not one[0][at]]
        for (p, b, s), (q, c, t) in product(above, below):
            k, m = -q[at], p[at]
            left.append((tuple(k * x + m * y for x, y in zip(p, q, strict=True)), k * b + m * c, s or t))
        left = list(dict.fromkeys(left))
    return all(bound > 0 or (bound == 0 and not strict) for _, bound, strict in left)


def of(rows: Sequence[Row], rules: Iterable[str]) -> list[Row]:
    return [row for row in rows if row.rule in set(rules)]


def excludes(rows: Sequence[Row], *goals: Row) -> bool:
    return not any(is_possible([*rows, goal]) for goal in goals)


def apart(cell, value: Fraction) -> tuple[Row, ...]:
    return Row(rule="", coefficients={cell: Fraction(1)}, relation="=", bound=value).denied()


def goals_of(found: Discovery) -> tuple[Row, ...]:
    """What the rules of a discovery must exclude for it to be true."""
    assert found.proof is not None
    return tuple(rows[0] for rows, _ in found.proof.combinations if not rows[0].rule)


def adds_up(rows: Sequence[Row], multipliers: Sequence[Fraction]) -> bool:
    assert all(k > 0 or row.relation == "=" for row, k in zip(rows, multipliers, strict=True))
    for cell in CELLS:
        assert sum(k * row.coefficients.get(cell, 0) for row, k in zip(rows, multipliers, strict=True)) == 0
    bound = sum(k * row.bound for row, k in zip(rows, multipliers, strict=True))
    return bound < 0 or (bound == 0 and any(row.relation == "<" for row in rows))


@settings(max_examples=150, deadline=None)
@given(systems())
def test_a_contradiction_is_told_exactly_where_there_is_one(rows: list[Row]) -> None:
    found = [one for one in discoveries(rows) if one.code == "contradiction"]
    assert bool(found) != is_possible(rows)
    for one in found:
        assert not is_possible(of(rows, one.rules))
        for rule in one.rules:
            assert is_possible(of(rows, set(one.rules) - {rule}))


@settings(max_examples=150, deadline=None)
@given(systems())
def test_every_proof_adds_up_and_takes_no_rule_too_many(rows: list[Row]) -> None:
    for one in discoveries(rows):
        assert one.code != "undecided"
        if one.proof is None:
            continue
        for combination in one.proof.combinations:
            assert adds_up(*combination)
            assert {row.rule for row in combination[0]} <= {"", *one.proof.rules}
        assert set(one.proof.left_out) == set(one.proof.rules)
        goals = goals_of(one)
        for rule, point in one.proof.left_out.items():
            rest = of(rows, set(one.proof.rules) - {rule})
            assert is_point_of(point, rest) and not is_point_of(point, of(rows, [rule]))
            assert not goals or any(goal.holds(point) for goal in goals)


@settings(max_examples=150, deadline=None)
@given(systems())
def test_what_is_said_is_true_by_elimination(rows: list[Row]) -> None:
    for one in discoveries(rows):
        own = of(rows, one.proof.rules if one.proof else one.rules)
        if one.code == "forced-value":
            for cell in one.about:
                assert excludes(own, *apart(cell, one.value)) and is_possible(own)
        elif one.code == "forced-sign":
            assert excludes(own, Row(rule="", coefficients={one.about[0]: Fraction(-1)}, relation="<", bound=ZERO))
        elif one.code == "forced-equal":
            assert excludes(own, Row(rule="", coefficients=one.row.coefficients, relation="<", bound=one.row.bound))
        elif one.code in ("implied", "empty"):
            assert one.of not in one.rules
            assert excludes(own, *one.row.denied())
        elif one.code == "same":
            for rule, other in product(one.rules, repeat=2):
                (demand,) = of(rows, [other])
                assert excludes(of(rows, [rule]), *demand.denied())
        elif one.code == "own-whole":
            assert excludes(own, *one.row.denied()) and not set(one.about) & one.row.coefficients.keys()


@settings(max_examples=150, deadline=None)
@given(systems())
def test_no_forced_value_is_missed(rows: list[Row]) -> None:
    point = Search(rows).point([row.rule for row in rows])
    if point is None:
        return
    found = list(discoveries(rows))
    told = {cell for one in found if one.code == "forced-value" for cell in one.about}
    elsewhere = [set(one.rules) for one in found if one.code == "own-whole"]
    for cell in {cell for row in rows for cell in row.coefficients}:
        goals = apart(cell, point[cell])
        by_one = any(excludes([row], *goals) for row in rows)
        by_circle = any(excludes(of(rows, rules), *goals) for rules in elsewhere)
        if excludes(rows, *goals) and not by_one and not by_circle:
            assert cell in told
