"""The language of formulas and guards, and what it says to text that is not in it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_rules.rulebook.expression import ExpressionError, parse_condition, parse_expression
from disclosure_rules.rulebook.syntax import (
    Add,
    And,
    Call,
    Compare,
    Div,
    Mul,
    Name,
    Neg,
    Not,
    Num,
    Or,
    Sub,
    is_condition,
    names,
)

a, b, c = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2.50", Num(Decimal("2.50"))),
        ("a + b * c", Add(a, Mul(b, c))),
        ("a - b - c", Sub(Sub(a, b), c)),
        ("a / (b + c)", Div(a, Add(b, c))),
        ("-a * b", Mul(Neg(a), b)),
        ("sum(a, b) = c", Compare("=", Call("sum", (a, b)), c)),
        (
            "收入总计 == '年初结转（和）结余' + 支出",
            Compare("=", Name("收入总计"), Add(Name("年初结转（和）结余"), Name("支出"))),
        ),
        ("a ≤ b", Compare("<=", a, b)),
        ("a ≥ b", Compare(">=", a, b)),
        ("a ≠ b", Compare("!=", a, b)),
        ("（a＋b）×c", Mul(Add(a, b), c)),
        ("not a = b and stated(c)", And(Not(Compare("=", a, b)), Call("stated", (c,)))),
        ("a = b or a = c and b = c", Or(Compare("=", a, b), And(Compare("=", a, c), Compare("=", b, c)))),
        ("(a = b or (a) = (c)) and b = c", And(Or(Compare("=", a, b), Compare("=", a, c)), Compare("=", b, c))),
        (
            "stated(a) and (a > 0 or not b = 1)",
            And(Call("stated", (a,)), Or(Compare(">", a, Num(Decimal(0))), Not(Compare("=", b, Num(Decimal(1)))))),
        ),
        ("order + android + nothing", Add(Add(Name("order"), Name("android")), Name("nothing"))),
    ],
)
def test_a_text_is_this_tree(text, tree):
    assert parse_expression(text) == tree


def test_the_digits_of_a_number_are_kept():
    assert str(parse_expression("100.10").value) == "100.10"


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a +", 4, "expected `(`, `-`, a function, a name"),
        ("a = b = c", 7, "unexpected `=`; expected `+`, `-`, `and`, `or`, the end"),
        ("(a = b) + 1", 9, "expected `and`, `or`, the end"),
        ("a $ b", 3, "`$` has no meaning here"),
        ("'收入", 1, "a quote is not closed"),
        ("1..2", 2, "`.` has no meaning here"),
        ("", 1, "there is nothing here"),
        ("abs(a, b)", 1, "`abs` takes one argument"),
        ("stated(a + b) = 1", 10, "unexpected `+`; expected `)`"),
        ("a = sum()", 9, "unexpected `)`"),
        ("(a", 3, "it stops too early"),
        ("not not a = b", 5, "unexpected `not`"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text, column, words):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert caught.value.column == column
    assert words in str(caught.value)


def test_an_unknown_function_has_a_suggestion():
    with pytest.raises(ExpressionError) as caught:
        parse_expression("sun(a) = b")
    assert caught.value.suggestion == "did you mean `sum`?"
    with pytest.raises(ExpressionError) as caught:
        parse_expression("出国（境）费 = a")
    assert caught.value.suggestion == "a label that holds brackets is written in quotes"


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "(" * 900 + "a" + ")" * 900, "-(" * 900, "not(" * 400, "-" * 1_500, "abs(" * 400],
)
def test_deep_nesting_is_one_clear_mistake(text):
    with pytest.raises(ExpressionError, match=r"longer than|deeper than|more than|unexpected"):
        parse_expression(text)


def test_the_longest_sum_is_parsed_and_a_longer_one_is_refused():
    assert len(names(parse_expression(" + ".join(f"x{n}" for n in range(150))))) == 150
    with pytest.raises(ExpressionError, match="more than 400"):
        parse_expression("+".join("a" * 250))


def test_a_guard_must_be_true_or_false():
    assert is_condition(parse_condition("stated(a)"))
    with pytest.raises(ExpressionError, match="a number, not a condition"):
        parse_condition("a + b")


def test_names_are_listed_once_in_the_order_written():
    assert names(parse_expression("b = sum(a, b, 'c d') - abs(-e)")) == ("b", "a", "c d", "e")


@given(st.text(alphabet="ab12.()（）'\"+-*/=<>! ,andortsumed收", max_size=60))
def test_any_text_is_a_tree_or_an_expression_error(text):
    try:
        tree = parse_expression(text)
    except ExpressionError as error:
        assert 1 <= error.column <= len(text) + 1
    else:
        assert tree is not None
