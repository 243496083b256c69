"""A printed figure by itself: its unit, its text, its sign, and what is no figure."""

from __future__ import annotations

import pickle
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest

from disclosure_rules.quantity import (
    UNITS,
    Interval,
    Quantity,
    QuantityError,
    Unit,
    Verdict,
    decimal_text,
    judge_sum,
    parse_quantity,
    quantity,
    unit_of,
)


def test_a_numeral_keeps_its_digits_and_its_print() -> None:
    read = quantity("1,204.50", "万元", text="１，２０４．５０万元")
    assert (read.value, read.decimals, str(read)) == (Decimal("1204.50"), 2, "１，２０４．５０万元")
    assert quantity("１，２０４．５０", "万元").value == Decimal("1204.50")
    assert quantity("−27.1", "%").value == quantity("－27.1", "%").value == Decimal("-27.1")
    assert str(quantity("15000", "宗", qualifier="at_least")) == "≥15000宗"


@pytest.mark.parametrize("numeral", ["", " ", "211,5", "1,2345", "12,34,567", "1.2.3", ".5", "5.", "--1", "1 2", "NaN"])
def test_a_malformed_numeral_is_an_error(numeral: str) -> None:
    with pytest.raises(QuantityError):
        quantity(numeral, "万元")


def test_a_run_of_digits_that_is_no_figure_is_refused_and_not_computed() -> None:
    with pytest.raises(QuantityError):
        quantity("9" * 41, "元")
    with pytest.raises(QuantityError):
        quantity("9" * 1_000_000, "元")
    with pytest.raises(QuantityError):
        parse_quantity("1" + "0" * 200 + " 元")
    with pytest.raises(QuantityError):
        Quantity("", Decimal("1E+999999"), unit_of("元"), 0).interval()
    with pytest.raises(QuantityError):
        Quantity("", Decimal("NaN"), unit_of("元"), 0).interval()


def test_digits_beyond_the_stated_decimals_are_an_error() -> None:
    with pytest.raises(QuantityError):
        Quantity("1.25", Decimal("1.25"), unit_of("元"), 1).interval()


def test_an_unknown_rounding_or_qualifier_is_an_error() -> None:
    with pytest.raises(QuantityError):
        quantity("1", "元", rounding="up")
    with pytest.raises(QuantityError):
        quantity("1", "元", qualifier="nearly")


def test_the_decimal_context_of_the_caller_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 2
        for trap in context.traps:
            context.traps[trap] = True
        big = quantity("1234567890123456789012345678901234.56", "万元")
        assert big.negated().interval().low.at == Fraction("-12345678901234567890123456789012345650")
        assert judge_sum(big, [big]).verdict is Verdict.HOLDS
    assert getcontext().prec > 2


def test_nil_is_a_printed_integer_zero() -> None:
    assert quantity("0", "万元").is_nil
    assert quantity("-0", "万元").is_nil
    assert not quantity("0.00", "万元").is_nil
    assert not quantity("0", "万元", qualifier="at_least").is_nil


def test_a_print_read_in_another_unit_is_not_converted() -> None:
    read = quantity("29", "元").with_unit("万元")
    assert (read.value, read.base) == (Decimal(29), Fraction(290_000))


def test_negating_turns_ends_flags_and_bounds() -> None:
    cut = quantity("10", "", rounding="truncate")
    assert str(cut.negated().interval()) == "(-11, -10]"
    assert str(parse_quantity("≥15000 宗").negated().interval()) == "(-inf, -15000]"
    assert quantity("0", "万元").negated() == quantity("0", "万元")


def test_equal_prints_are_equal_whether_or_not_their_interval_was_asked_for() -> None:
    asked, fresh = quantity("1.5", "万元"), quantity("1.5", "万元")
    assert asked.interval() is asked.interval()
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert pickle.loads(pickle.dumps(asked)) == fresh


@pytest.mark.parametrize(
    ("symbol", "dimension", "scale", "classifier"),
    [
        ("元", "money", 1, ""),
        ("千元", "money", 10**3, ""),
        ("亿元", "money", 10**8, ""),
        ("%", "ratio", Fraction(1, 100), ""),
        ("‰", "ratio", Fraction(1, 1000), ""),
        ("个百分点", "points", Fraction(1, 100), ""),
        ("件", "count", 1, "件"),
        ("万件", "count", 10**4, "件"),
        ("亿人次", "count", 10**8, "人次"),
        ("万", "bare", 10**4, ""),
        ("分", "score", 1, ""),
        ("千克", "measure", 1, "千克"),
        ("万亩", "measure", 10**4, "亩"),
        ("万美元", "美元", 10**4, ""),
        ("", "bare", 1, ""),
    ],
)
def test_a_symbol_names_a_unit(symbol: str, dimension: str, scale: Fraction, classifier: str) -> None:
    unit = unit_of(symbol)
    assert (unit.dimension, unit.scale, unit.classifier) == (dimension, scale, classifier)


def test_only_like_units_compare() -> None:
    assert unit_of("万元").compares_with(unit_of("亿元"))
    assert unit_of("件").compares_with(unit_of("万人次"))
    assert unit_of("%").compares_with(unit_of(""))
    for one, other in [("元", "件"), ("%", "百分点"), ("元", "美元"), ("公里", "吨"), ("分", "人"), ("元", "")]:
        assert not unit_of(one).compares_with(unit_of(other)), (one, other)


def test_every_known_unit_has_a_power_of_ten() -> None:
    assert all(Fraction(10) ** unit.exponent == unit.scale for unit in UNITS.values())
    with pytest.raises(ValueError, match="power of ten"):
        Unit("打", "count", Fraction(12))


def test_a_gap_is_shown_in_the_unit_of_the_stated_figure_and_rounded_down() -> None:
    judged = judge_sum(parse_quantity("347.53 万元"), [parse_quantity("308.6 万元"), parse_quantity("24.8 万元")])
    assert judged.gap_text() == "14.025"
    assert judged.gap_text(2) == "14.02"
    assert judged.expected_text() == "333.40"


@pytest.mark.parametrize(
    ("value", "decimals", "down", "text"),
    [
        ("2/3", 2, False, "0.67"),
        ("2/3", 2, True, "0.66"),
        ("-2/3", 2, True, "-0.66"),
        ("-1/1000", 2, False, "0.00"),
        ("5/2", 0, False, "3"),
        ("-5/2", 0, False, "-3"),
        ("1234567", 1, False, "1234567.0"),
    ],
)
def test_a_fraction_is_shown_with_so_many_decimals(value: str, decimals: int, down: bool, text: str) -> None:
    assert decimal_text(Fraction(value), decimals, down=down) == text


def test_a_verdict_is_no_truth() -> None:
    with pytest.raises(TypeError):
        bool(Verdict.HOLDS)


def test_distance_and_meeting_of_intervals() -> None:
    left, right = Interval.closed(1, 2), Interval.closed(5, 9)
    assert left.distance(right) == right.distance(left) == 3
    assert left.meet(right) is None
    assert left.meet(Interval.everything()) == left
    assert left.over(Interval.closed(-1, 1)) is None
