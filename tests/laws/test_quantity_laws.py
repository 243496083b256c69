"""The promise: if every printed figure is a correct rounding of a true value, what is true is never accused."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from disclosure_rules.quantity import (
    Add,
    Div,
    End,
    Equation,
    Expression,
    Interval,
    Mul,
    Name,
    Num,
    Quantity,
    Sub,
    Verdict,
    decimal_text,
    judge_average,
    judge_base_total,
    judge_change,
    judge_formula,
    judge_growth,
    judge_order,
    judge_ratio,
    judge_same,
    judge_shares_total,
    judge_sum,
    names_of,
    quantity,
    range_of,
    solve_jointly,
    sum_verdict,
    unit_of,
    value_of,
)

law = settings(deadline=None, derandomize=True)

AMOUNTS = st.integers(0, 10**9).map(lambda n: Fraction(n, 7))  # in 元, with digits no print can show
POSITIVE = st.integers(1, 10**9).map(lambda n: Fraction(n, 7))
ROUNDINGS = st.sampled_from(["nearest", "half_up", "truncate"])
DECIMALS = st.integers(1, 3)


def printed(
    draw: Any, value: Fraction, unit: str, decimals: int | None = None, rounding: str | None = None
) -> Quantity:
    """Print a true value the way a careful author may: either way at a tie, cut off, or half away from zero."""
    places = draw(DECIMALS) if decimals is None else decimals
    mode = draw(ROUNDINGS) if rounding is None else rounding
    scaled = value / unit_of(unit).scale * 10**places
    if mode == "truncate":
        digits = floor(scaled) if scaled >= 0 else ceil(scaled)
    elif mode == "half_up" or draw(st.booleans()):
        digits = floor(scaled + Fraction(1, 2)) if scaled >= 0 else ceil(scaled - Fraction(1, 2))
    else:
        digits = ceil(scaled - Fraction(1, 2))
    return quantity(decimal_text(Fraction(digits, 10**places), places), unit, rounding=mode)


@law
@given(st.data(), st.lists(AMOUNTS, min_size=1, max_size=8), st.sampled_from(["元", "万元", "亿元"]))
def test_a_true_total_is_never_accused(data: st.DataObject, parts: list[Fraction], unit: str) -> None:
    figures = [printed(data.draw, part, data.draw(st.sampled_from(["元", "万元"]))) for part in parts]
    total = printed(data.draw, sum(parts, Fraction(0)), unit)
    assert judge_sum(total, figures).verdict is not Verdict.VIOLATED
    more = printed(data.draw, sum(parts, Fraction(0)) + data.draw(AMOUNTS), unit)
    assert judge_sum(more, figures, mode="at_most").verdict is not Verdict.VIOLATED


@law
@given(st.data(), st.lists(AMOUNTS, min_size=1, max_size=5), st.integers(-20, 20), st.booleans())
def test_the_short_way_to_a_verdict_ends_where_the_long_one_does(
    data: st.DataObject, parts: list[Fraction], off: int, at_most: bool
) -> None:
    figures = [printed(data.draw, part, data.draw(st.sampled_from(["元", "万元"]))) for part in parts]
    total = printed(data.draw, sum(parts, Fraction(0)) + Fraction(off, 10), data.draw(st.sampled_from(["元", "万元"])))
    judged = judge_sum(total, figures, mode="at_most" if at_most else "equal", weights=[1] * len(figures))
    assert sum_verdict(total, figures, at_most=at_most) is judged.verdict


@law
@given(st.data(), AMOUNTS, POSITIVE)
def test_a_true_ratio_is_never_accused(data: st.DataObject, part: Fraction, whole: Fraction) -> None:
    stated = printed(data.draw, part / whole, "%", data.draw(st.integers(0, 3)))
    figures = printed(data.draw, part, "万元"), printed(data.draw, whole, "万元")
    assert judge_ratio(stated, *figures).verdict is not Verdict.VIOLATED
    relation = Name("stated"), "=", Div(Name("part"), Name("whole"))
    quantities = dict(zip(("stated", "part", "whole"), (stated, *figures), strict=True))
    assert judge_formula(*relation, quantities).verdict is not Verdict.VIOLATED


@law
@given(st.data(), AMOUNTS, st.integers(1, 5000))
def test_a_true_average_is_never_accused(data: st.DataObject, total: Fraction, count: int) -> None:
    average = printed(data.draw, total / count, "元")
    judged = judge_average(average, printed(data.draw, total, "万元"), quantity(str(count), "人"))
    assert judged.verdict is not Verdict.VIOLATED


@law
@given(st.data(), AMOUNTS, POSITIVE, st.sampled_from(["", "current", "change", "prior", "rate"]))
def test_a_true_change_is_never_accused(data: st.DataObject, current: Fraction, prior: Fraction, hidden: str) -> None:
    change = current - prior
    figures = {
        "current": printed(data.draw, current, "万元"),
        "change": printed(data.draw, change, "万元"),
        "prior": printed(data.draw, prior, "万元"),
        "rate": printed(data.draw, change / prior, "%", data.draw(st.integers(0, 2))),
    }
    figures.pop(hidden, None)
    judged = judge_change(**figures)
    assert judged.verdict is not Verdict.VIOLATED
    if hidden not in ("rate", "") and data.draw(st.booleans()):
        rest = {role: figures[role] for role in ("change", "rate") if role in figures}
        assert judge_change(**rest).verdict is not Verdict.VIOLATED


@law
@given(st.data(), AMOUNTS, POSITIVE, st.booleans())
def test_a_true_change_from_below_zero_is_never_accused(
    data: st.DataObject, rise: Fraction, deficit: Fraction, with_sign: bool
) -> None:
    """The base of the rate may be the deficit, or the deficit with its sign."""
    rate = rise / (-deficit if with_sign else deficit)
    judged = judge_change(
        current=printed(data.draw, rise - deficit, "万元"),
        change=printed(data.draw, rise, "万元"),
        prior=printed(data.draw, -deficit, "万元"),
        rate=printed(data.draw, rate, "%"),
    )
    assert judged.verdict is not Verdict.VIOLATED


@law
@given(st.data(), st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(0, 3))
def test_true_shares_make_a_whole(data: st.DataObject, weights: list[int], decimals: int) -> None:
    assume(any(weights))
    rounding = data.draw(st.sampled_from(["nearest", "half_up"]))
    shares = [printed(data.draw, Fraction(w, sum(weights)), "%", decimals, rounding) for w in weights]
    assert judge_shares_total(shares).verdict is not Verdict.VIOLATED


@law
@given(st.data(), st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=5))
def test_true_prior_amounts_add_up(data: st.DataObject, parts: list[tuple[Fraction, Fraction]]) -> None:
    def pair(current: Fraction, prior: Fraction) -> tuple[Quantity, Quantity]:
        amount = printed(data.draw, current, "万元")
        if data.draw(st.booleans()):
            return amount, printed(data.draw, current - prior, "万元")
        return amount, printed(data.draw, current / prior - 1, "%")

    whole = pair(sum((c for c, _ in parts), Fraction(0)), sum((p for _, p in parts), Fraction(0)))
    assert judge_base_total(whole, [pair(*part) for part in parts]).verdict is not Verdict.VIOLATED


@law
@given(st.data(), POSITIVE, st.fractions(-1, 3, max_denominator=1000), st.integers(1, 6))
def test_true_growth_is_never_accused(data: st.DataObject, prior: Fraction, rate: Fraction, years: int) -> None:
    current = printed(data.draw, prior * (1 + rate) ** years, "万元")
    judged = judge_growth(current, printed(data.draw, prior, "万元"), printed(data.draw, rate, "%"), years)
    assert judged.verdict is not Verdict.VIOLATED


@law
@given(st.data(), AMOUNTS, st.lists(st.tuples(st.sampled_from(["元", "万元"]), DECIMALS), min_size=2, max_size=4))
def test_prints_of_one_value_agree(data: st.DataObject, value: Fraction, ways: list[tuple[str, int]]) -> None:
    # One author rounds one way: the same precision gives the same print.
    figures = [printed(data.draw, value, unit, decimals, "half_up") for unit, decimals in ways]
    assert judge_same(figures).verdict is not Verdict.VIOLATED


@law
@given(st.data(), AMOUNTS, AMOUNTS)
def test_the_true_order_is_never_accused(data: st.DataObject, left: Fraction, right: Fraction) -> None:
    op = "<" if left < right else ">" if left > right else "="
    figures = printed(data.draw, left, "万元"), printed(data.draw, right, "元")
    assert judge_order(figures[0], op, figures[1]).verdict is not Verdict.VIOLATED


@st.composite
def sums(draw: Any) -> tuple[Quantity, list[Quantity]]:
    """A total and parts that may or may not agree, in 元, with no nil among them."""
    parts = draw(st.lists(st.integers(1, 999), min_size=1, max_size=5))
    total = max(1, sum(parts) + draw(st.integers(-3, 3)))
    figures = [printed(draw, Fraction(n, 10), "元") for n in (total, *parts)]
    return figures[0], figures[1:]


def moved(figure: Quantity, places: int, unit: str) -> Quantity:
    """The same print in a unit so many powers of ten larger."""
    decimals = figure.decimals + places
    numeral = decimal_text(Fraction(figure.value) / 10**places, decimals)
    return quantity(numeral, unit, rounding=figure.rounding)


@law
@given(sums(), st.randoms(use_true_random=False), st.sampled_from([(4, "万元"), (8, "亿元"), (3, "千元")]))
def test_neither_order_nor_unit_matters(
    sample: tuple[Quantity, list[Quantity]], random: Any, to: tuple[int, str]
) -> None:
    total, parts = sample
    judged = judge_sum(total, parts)
    shuffled = random.sample(parts, len(parts))
    other = judge_sum(moved(total, *to), [moved(p, *to) if random.random() < 0.5 else p for p in shuffled])
    assert (other.verdict, other.gap, other.expected) == (judged.verdict, judged.gap, judged.expected)
    first, rate = parts[0], quantity("12.5", "%")
    ratio, ratio_moved = judge_ratio(rate, first, total), judge_ratio(rate, moved(first, *to), moved(total, *to))
    assert (ratio.verdict, ratio.expected) == (ratio_moved.verdict, ratio_moved.expected)
    change = judge_change(current=total, change=first, rate=rate)
    change_moved = judge_change(current=moved(total, *to), change=moved(first, *to), rate=rate)
    assert (change.verdict, change.expected) == (change_moved.verdict, change_moved.expected)


def wider(figure: Quantity) -> Quantity:
    """The figure with a decimal less, where that allows all that it allowed before."""
    assume(figure.rounding == "nearest" and figure.decimals > 1 and str(figure.value)[-1] != "5")
    numeral = decimal_text(Fraction(figure.value), figure.decimals - 1)
    return quantity(numeral, figure.unit)


@law
@given(sums(), st.integers(0, 5))
def test_less_precision_never_accuses(sample: tuple[Quantity, list[Quantity]], which: int) -> None:
    figures = [sample[0], *sample[1]]
    i = which % len(figures)
    coarse = [*figures[:i], wider(figures[i]), *figures[i + 1 :]]
    if judge_sum(figures[0], figures[1:]).verdict in (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING):
        assert judge_sum(coarse[0], coarse[1:]).verdict is not Verdict.VIOLATED
    for op in ("<", "<=", "=", ">", ">="):
        if judge_order(figures[0], op, figures[-1]).verdict is not Verdict.VIOLATED:
            assert judge_order(coarse[0], op, coarse[-1]).verdict is not Verdict.VIOLATED


@law
@given(sums(), st.integers(-2, 20))
def test_more_tolerance_never_accuses(sample: tuple[Quantity, list[Quantity]], tolerance: int) -> None:
    strict = judge_sum(*sample)
    lenient = judge_sum(*sample, tolerance=Fraction(max(tolerance, 0), 10))
    assert strict.verdict is Verdict.VIOLATED or lenient.verdict is strict.verdict
    assert (lenient.verdict is Verdict.VIOLATED) <= (strict.verdict is Verdict.VIOLATED)


@law
@given(sums(), st.lists(st.sampled_from([-1, 1, Fraction(1, 3), -2]), min_size=5, max_size=5))
def test_a_weight_turns_the_ends_with_their_flags(sample: tuple[Quantity, list[Quantity]], weights: list[Any]) -> None:
    total, parts = sample
    expected = Interval.point(0)
    for part, weight in zip(parts, weights, strict=False):
        expected = expected.plus(part.interval().scaled(weight))
    judged = judge_sum(total, parts, weights=weights[: len(parts)])
    holds = judged.verdict in (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)
    assert holds is (total.interval().meet(expected) is not None)
    turned = judge_sum(total.negated(), [part.negated() for part in parts], weights=weights[: len(parts)])
    assert (turned.verdict, turned.gap) == (judged.verdict, judged.gap)


SMALL = st.fractions(-5, 5, max_denominator=4)


@st.composite
def intervals(draw: Any) -> Interval:
    low, high = sorted((draw(SMALL), draw(SMALL)))
    if low == high:
        return Interval.point(low)
    ends = [End(None, False) if draw(st.integers(0, 9)) == 0 else End(at, draw(st.booleans())) for at in (low, high)]
    return Interval(*ends)


@law
@given(intervals(), SMALL, SMALL)
def test_scaling_keeps_every_element(interval: Interval, k: Fraction, x: Fraction) -> None:
    assume(k != 0)
    assert interval.contains(x) is interval.scaled(k).contains(x * k)


@law
@given(intervals(), intervals(), SMALL, SMALL)
def test_intervals_hold_what_their_elements_make(a: Interval, b: Interval, x: Fraction, y: Fraction) -> None:
    meet = a.meet(b)
    assert (meet is not None and meet.contains(x)) is (a.contains(x) and b.contains(x))
    assume(a.contains(x) and b.contains(y))
    assert a.plus(b).contains(x + y)
    assert a.times(b).contains(x * y)
    quotient = a.over(b)
    if quotient is None:
        assert b.contains(0)
    else:
        assert quotient.contains(x / y)


@law
@given(intervals(), intervals(), SMALL)
def test_products_hold_nothing_else(a: Interval, b: Interval, z: Fraction) -> None:
    """z = x·y for some x in a, y in b: if and only if z / x meets b for an x that is not zero, or zero is there."""
    inside = a.times(b).contains(z)
    parts = [
        a.meet(Interval(End(Fraction(0), False), End(None, False))),
        a.meet(Interval(End(None, False), End(Fraction(0), False))),
    ]
    reachable = z == 0 and (a.contains(0) or b.contains(0))
    for part in parts:
        inverse = None if part is None else part.inverse()
        if inverse is not None and z != 0:
            reachable = reachable or inverse.scaled(z).meet(b) is not None
    assert inside is reachable


@law
@given(st.data(), st.integers(0, 400), st.integers(50, 400), st.integers(-100, 300))
def test_a_change_is_judged_tightly(data: st.DataObject, current: int, prior: int, percent: int) -> None:
    """The rate is accused if and only if it lies outside the range of the quotient of the two amounts."""
    amounts = {
        "current": printed(data.draw, Fraction(current, 10), "元", 1),
        "prior": printed(data.draw, Fraction(prior, 10), "元", 1),
    }
    rate = printed(data.draw, Fraction(percent, 100), "%", 1)
    now, before = (figure.interval() for figure in amounts.values())
    quotient = now.over(before)
    assume(quotient is not None)
    assert quotient is not None
    possible = quotient.plus(Interval.point(-1)).meet(rate.interval()) is not None
    judged = judge_change(**amounts, rate=rate)
    assert (judged.verdict in (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)) is possible
    if judged.verdict is Verdict.VIOLATED:
        assert judged.expected == quotient.plus(Interval.point(-1))


EXPRESSIONS = st.recursive(
    st.sampled_from([Name("x"), Name("y"), Name("z"), Num(Fraction(2)), Num(Fraction(-1, 3))]),
    lambda inner: st.builds(
        lambda kind, left, right: kind(left, right), st.sampled_from([Add, Sub, Mul, Div]), inner, inner
    ),
    max_leaves=6,
)


@law
@given(EXPRESSIONS, st.fixed_dictionaries({name: st.tuples(intervals(), SMALL) for name in "xyz"}))
def test_a_range_holds_every_value(expression: Expression, box: dict[str, tuple[Interval, Fraction]]) -> None:
    assume(all(box[name][0].contains(box[name][1]) for name in names_of(expression)))
    found = range_of(expression, {name: interval for name, (interval, _) in box.items()})
    if found is not None:
        value = value_of(expression, {name: at for name, (_, at) in box.items()})
        assert value is not None
        assert found.contains(value)


@law
@given(st.data(), st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(-3, 3), min_size=1), max_size=4))
def test_what_is_jointly_true_is_never_called_impossible(data: st.DataObject, terms: list[dict[str, int]]) -> None:
    truth = {name: data.draw(SMALL) for name in "abcde"}
    boxes = {name: data.draw(intervals()) for name in "abcde"}
    equations = [Equation(t, sum((k * truth[name] for name, k in t.items()), Fraction(0))) for t in terms]
    joint = solve_jointly(equations, boxes)
    if all(box.contains(truth[name]) for name, box in boxes.items()):
        assert joint.verdict is Verdict.HOLDS_BY_ROUNDING
    if joint.verdict is Verdict.HOLDS_BY_ROUNDING:
        assert all(boxes[name].contains(value) for name, value in joint.witness.items())
        for equation in equations:
            assert sum(k * joint.witness[name] for name, k in equation.terms.items()) == equation.total
    else:
        # The conflict is a proof: alone, its equations over its names are impossible too.
        kept = [equations[i] for i in joint.conflict]
        bare = {name: boxes[name] for name in joint.names}
        assert joint.verdict is Verdict.VIOLATED
        assert solve_jointly(kept, bare).verdict is Verdict.VIOLATED
