"""Free relations between figures, and the limits of what is computed for them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from disclosure_rules.quantity import (
    Add,
    Div,
    Equation,
    Expression,
    Interval,
    Mul,
    Name,
    Num,
    Sub,
    Verdict,
    judge_formula,
    names_of,
    parse_quantity,
    range_of,
    solve_jointly,
    value_of,
)

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("left", "op", "right", "figures", "verdict"),
    [
        (A, "=", Sub(B, C), {"a": "5.0 万元", "b": "8.0 万元", "c": "3.0 万元"}, Verdict.HOLDS),
        (A, "=", Sub(B, C), {"a": "5.1 万元", "b": "8.0 万元", "c": "3.0 万元"}, Verdict.HOLDS_BY_ROUNDING),
        (A, "=", Sub(B, C), {"a": "5.2 万元", "b": "8.0 万元", "c": "3.0 万元"}, Verdict.VIOLATED),
        (A, "=", Div(B, C), {"a": "59.23 %", "b": "352.23 万元", "c": "594.73 万元"}, Verdict.HOLDS_BY_ROUNDING),
        (A, "=", Div(B, C), {"a": "99.62 %", "b": "12230 件", "c": "12276 件"}, Verdict.HOLDS_BY_TRUNCATION),
        (A, "=", Div(B, C), {"a": "95 %", "b": "10 万元", "c": "0 万元"}, Verdict.UNDETERMINED),
        (A, "=", B, {"a": "5 件", "b": "5 元"}, Verdict.UNDETERMINED),
        (A, "=", B, {"a": "5 件"}, Verdict.UNDETERMINED),
        (A, "<=", Mul(Num(Fraction(1, 2)), B), {"a": "5 件", "b": "9 件"}, Verdict.VIOLATED),
        (A, ">", B, {"a": "5.0 元", "b": "5.0 元"}, Verdict.HOLDS_BY_ROUNDING),
        (Sub(A, A), "<", Num(Fraction(0)), {"a": "5.0 元"}, Verdict.VIOLATED),
        (A, ">=", B, {"a": "5 件", "b": "约4 件"}, Verdict.UNDETERMINED),
    ],
)
def test_a_formula_against_its_figures(
    left: Expression, op: str, right: Expression, figures: dict[str, str], verdict: Verdict
) -> None:
    judged = judge_formula(left, op, right, {name: parse_quantity(text) for name, text in figures.items()})
    assert judged.verdict is verdict
    assert (judged.gap > 0) is (verdict is Verdict.VIOLATED and judged.expected is not None)


def test_names_are_listed_once_in_order() -> None:
    assert names_of(Add(Mul(B, A), Sub(B, C))) == ("b", "a", "c")


def test_dividing_by_zero_has_no_value() -> None:
    assert value_of(Div(A, Sub(B, B)), {"a": Fraction(1), "b": Fraction(2)}) is None


def test_a_divisor_inside_a_divisor_must_not_be_nil_either() -> None:
    box = {"a": Interval.point(1), "b": Interval.point(2), "c": Interval.closed(-1, 1)}
    assert range_of(Div(A, Div(B, C)), box) is None


def test_an_expression_too_large_to_tell_is_left_open() -> None:
    long: Expression = A
    for _ in range(5000):
        long = Add(long, B)
    assert range_of(long, {"a": Interval.point(1), "b": Interval.point(1)}) is None
    wide: Expression = Num(Fraction(1))
    for i in range(20):
        wide = Mul(wide, Add(Name(f"x{i}"), Name(f"y{i}")))
    assert range_of(wide, {name: Interval.point(1) for name in names_of(wide)}) is None


def test_products_of_unknowns_never_leave_out_a_value() -> None:
    box = {"a": Interval.closed(-1, 2), "b": Interval.closed(3, 4)}
    found = range_of(Sub(Mul(A, A), Mul(A, B)), box)
    assert found is not None
    assert found.contains(Fraction(1, 4) - 2)  # a = 1/2, b = 4


def test_a_conflict_names_the_equations_and_figures_it_comes_from() -> None:
    boxes = {name: Interval.closed(0, 1) for name in "abc"} | {"d": Interval.point(9)}
    equations = [Equation({"c": 1}, 1), Equation({"a": 1, "b": 1, "d": -1}), Equation({"a": 1, "c": -1}, 0, "<=")]
    joint = solve_jointly(equations, boxes)
    assert (joint.verdict, joint.conflict, set(joint.names)) == (Verdict.VIOLATED, (1,), {"a", "b", "d"})


def test_what_is_at_most_may_be_less() -> None:
    boxes = {"a": Interval.closed(2, 3), "b": Interval.closed(1, 9)}
    assert solve_jointly([Equation({"a": 1, "b": -1}, 0, "<=")], boxes).verdict is Verdict.HOLDS_BY_ROUNDING
    assert solve_jointly([Equation({"b": 1, "a": -1}, -3, "<=")], boxes).verdict is Verdict.VIOLATED
