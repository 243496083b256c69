"""Every case of fixtures/semantics.yaml, by the public names alone."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_rules.quantity import (
    Add,
    Div,
    End,
    Equation,
    Expression,
    Interval,
    Judgement,
    Mul,
    Name,
    Num,
    Quantity,
    QuantityError,
    Sub,
    Verdict,
    jointly_possible,
    judge_average,
    judge_base_total,
    judge_change,
    judge_growth,
    judge_order,
    judge_ratio,
    judge_same,
    judge_shares_total,
    judge_sum,
    parse_quantity,
    quantity,
    range_of,
    solve_jointly,
)

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "fixtures" / "semantics.yaml").read_text(encoding="utf-8")
)


def cases(section: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[section], ids=lambda case: str(case)[:70])


def figure(written: str | list[str]) -> Quantity:
    text, rounding = (written, "nearest") if isinstance(written, str) else written
    read = parse_quantity(text)
    return read if rounding == "nearest" else quantity(f"{read.value:f}", read.unit, rounding=rounding)


def interval(written: str) -> Interval:
    low, high = written[1:-1].split(", ")
    ends = [
        End(None, False) if "inf" in at else End(Fraction(at), flag in "[]")
        for at, flag in ((low, written[0]), (high, written[-1]))
    ]
    return Interval(*ends)


def agrees(judged: Judgement, case: dict[str, Any]) -> None:
    assert judged.verdict is Verdict(case["verdict"]), judged
    if "note" in case:
        assert judged.note == case["note"]
    if "gap" in case:
        assert judged.gap == Fraction(str(case["gap"]))
    if "computed" in case:
        assert judged.computed == Fraction(str(case["computed"]))
    if "shows" in case:
        assert judged.expected_text() == case["shows"]
    if judged.verdict is not Verdict.VIOLATED:
        assert judged.gap == 0
    if judged.slack is not None:
        assert 0 <= judged.slack <= 1


@cases("printed")
def test_a_print_allows_an_interval(case: dict[str, Any]) -> None:
    assert figure(case["print"]).interval() == interval(case["allows"])


@cases("malformed")
def test_a_malformed_figure_is_an_error(case: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(case)


@cases("one_value")
def test_prints_of_one_fact(case: dict[str, Any]) -> None:
    figures = [figure(written) for written in case["figures"]]
    agrees(judge_same(figures), case)
    agrees(judge_same(figures[::-1]), case)


@cases("totals")
def test_a_total_against_its_parts(case: dict[str, Any]) -> None:
    judged = judge_sum(
        figure(case["total"]),
        [figure(part) for part in case["parts"]],
        mode=case.get("mode", "equal"),
        tolerance=Fraction(case["tolerance"]) if "tolerance" in case else None,
        weights=case.get("weights"),
    )
    agrees(judged, case)


@cases("shares")
def test_shares_make_a_whole(case: dict[str, Any]) -> None:
    agrees(judge_shares_total([figure(part) for part in case["parts"]]), case)


@cases("quotients")
def test_a_ratio_against_its_figures(case: dict[str, Any]) -> None:
    agrees(judge_ratio(*(figure(case[role]) for role in ("stated", "part", "whole"))), case)


@cases("averages")
def test_an_average_against_its_figures(case: dict[str, Any]) -> None:
    agrees(judge_average(*(figure(case[role]) for role in ("stated", "total", "count"))), case)


@cases("changes")
def test_a_change_against_its_figures(case: dict[str, Any]) -> None:
    roles = {role: figure(case[role]) for role in ("current", "change", "rate", "prior") if role in case}
    judged = judge_change(**roles)
    agrees(judged, case)
    if "rate_by_others" in case:
        assert judged.expected is not None and judged.expected.low.at and judged.expected.high.at
        ends = [round(100 * end, 3) for end in (judged.expected.low.at, judged.expected.high.at)]
        assert ends == [Fraction(str(end)) for end in case["rate_by_others"]]


@cases("growth")
def test_compound_growth(case: dict[str, Any]) -> None:
    current, prior, rate = (figure(case[role]) for role in ("current", "prior", "rate"))
    agrees(judge_growth(current, prior, rate, case["years"]), case)


@cases("base_totals")
def test_what_the_parts_were_before(case: dict[str, Any]) -> None:
    def pair(written: list[str]) -> tuple[Quantity, Quantity]:
        return figure(written[0]), figure(written[1])

    agrees(judge_base_total(pair(case["whole"]), [pair(part) for part in case["parts"]]), case)


@cases("order")
def test_the_order_of_two_figures(case: dict[str, Any]) -> None:
    within = Fraction(case["within"]) if "within" in case else None
    agrees(judge_order(figure(case["left"]), case["op"], figure(case["right"]), within=within), case)


OPERATIONS: dict[type, Callable[[Expression, Expression], Expression]] = {
    ast.Add: Add,
    ast.Sub: Sub,
    ast.Mult: Mul,
    ast.Div: Div,
}


def expression(node: ast.expr) -> Expression:
    match node:
        case ast.BinOp(left, op, right):
            return OPERATIONS[type(op)](expression(left), expression(right))
        case ast.Name(name):
            return Name(name)
        case ast.Constant(int(value)):
            return Num(Fraction(value))
    raise AssertionError(node)


@cases("expressions")
def test_the_range_of_an_expression(case: dict[str, Any]) -> None:
    box = {name: interval(written) for name, written in case.items() if len(name) == 1}
    found = range_of(expression(ast.parse(case["of"], mode="eval").body), box)
    assert found == (None if case["ranges"] == "undetermined" else interval(case["ranges"]))


@cases("together")
def test_relations_together(case: dict[str, Any]) -> None:
    boxes = {name: figure(written).interval() for name, written in case["figures"].items()}
    equations = [Equation(terms) for terms in case["equations"]]
    assert [jointly_possible([equation], boxes) for equation in equations] == case["alone"]
    assert jointly_possible(equations, boxes) is case["together"]
    joint = solve_jointly(equations, boxes)
    if case["together"]:
        assert all(boxes[name].contains(value) for name, value in joint.witness.items())
        assert all(sum(k * joint.witness[name] for name, k in equation.terms.items()) == 0 for equation in equations)
    else:
        assert joint.conflict == tuple(range(len(equations)))
