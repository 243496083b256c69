"""A free relation between cells, written as an expression: total - opening <= year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from disclosure_rules.checks.arithmetic import arithmetic
from disclosure_rules.checks.cells import cells_near
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.relating import exact_text
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.quantity import Quantity, Verdict, decimal_text, expression, judge_formula, quantity
from disclosure_rules.rulebook import Coordinates, Formula, Rule
from disclosure_rules.rulebook import syntax as written
from disclosure_rules.rulebook.expression import parse_expression

__all__ = ["KIND", "FormulaParams"]

_Compiled = tuple[expression.Expression, str, expression.Expression]
_MOST_PRINTS = 16  # of one figure


class FormulaParams(Params):
    """`cells` names cells; `expect` is a comparison between expressions over those names.

    One binding for every figure of the first cell; the others are those nearest to it, of its period and basis. Cells
    in `nil` count as nothing where they are not stated; every other cell must be.
    """

    cells: dict[str, Coordinates]
    expect: Formula
    nil: tuple[str, ...] = ()


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, FormulaParams)
    compiled = _compiled(params.expect)
    needed = {*expression.names_of(compiled[0]), *expression.names_of(compiled[2])} - set(params.nil)
    first, *others = params.cells
    for anchor in view.plain(params.cells[first]):
        found = {name: cells_near(view, params.cells[name], anchor, scope=rule.scope) for name in others}
        bound = {first: anchor, **{name: facts[0] for name, facts in found.items() if facts}}
        if needed <= set(bound):
            nothing = quantity("0", anchor.quantity.unit)
            absent = {name: nothing for name in params.nil if name not in bound}
            yield _likeliest(rule, compiled, bound, found, absent)


def _likeliest(
    rule: Rule, compiled: _Compiled, bound: Mapping[str, Fact], found: Mapping[str, list[Fact]],
    absent: Mapping[str, Quantity],
) -> Outcome:  # fmt: skip
    """The outcome for the nearest figures; if they cannot be, for another print of one of them with which they can.

    Figures that are stated differently elsewhere are told as such; they do not make other figures wrong.
    """
    nearest = _outcome(rule, compiled, bound, absent)
    if nearest.verdict is not Verdict.VIOLATED:
        return nearest
    for name, facts in found.items():
        for fact in facts[1:_MOST_PRINTS]:
            if fact.quantity.base != bound[name].quantity.base:
                other = _outcome(rule, compiled, {**bound, name: fact}, absent)
                if other.verdict is not Verdict.VIOLATED:
                    return other
    return nearest


@lru_cache(maxsize=256)
def _compiled(text: str) -> _Compiled:
    tree = parse_expression(text)
    if not isinstance(tree, written.Compare):
        raise ValueError(f"no comparison: {text}")
    return arithmetic(tree.left), tree.operator, arithmetic(tree.right)


_SIGNS = {expression.Add: "+", expression.Sub: "−", expression.Mul: "×", expression.Div: "÷"}


def _shown(node: expression.Expression, bound: Mapping[str, Fact]) -> str:
    """The expression with every name replaced by its figure."""
    if isinstance(node, expression.Name):
        return show(bound[node.name]) if node.name in bound else "0"
    if isinstance(node, expression.Num):
        return decimal_text(node.value, 0) if node.value.denominator == 1 else str(node.value)
    left, right = _shown(node.left, bound), _shown(node.right, bound)
    compound = isinstance(node.right, expression.Add | expression.Sub) and not isinstance(node, expression.Add)
    return f"{left} {_SIGNS[type(node)]} {f'({right})' if compound else right}"


def _over_figures(node: expression.Expression, bound: Mapping[str, Fact]) -> str:
    """The expression over the figures in the order they are shown; a cell that counts as nothing is zero."""
    if isinstance(node, expression.Name):
        return f"f{list(bound).index(node.name)}" if node.name in bound else "0"
    if isinstance(node, expression.Num):
        return exact_text(node.value)
    sign = {expression.Add: "+", expression.Sub: "-", expression.Mul: "*", expression.Div: "/"}[type(node)]
    left, right = _over_figures(node.left, bound), _over_figures(node.right, bound)
    within = isinstance(node, expression.Mul | expression.Div)
    left = f"({left})" if within and isinstance(node.left, expression.Add | expression.Sub) else left
    compound = not isinstance(node.right, expression.Name | expression.Num) and not isinstance(node, expression.Add)
    return f"{left} {sign} {f'({right})' if compound else right}"


def _outcome(
    rule: Rule, compiled: tuple[expression.Expression, str, expression.Expression], bound: Mapping[str, Fact],
    nothing: Mapping[str, Quantity],
) -> Outcome:  # fmt: skip
    left, op, right = compiled
    judged = judge_formula(left, op, right, {name: fact.quantity for name, fact in bound.items()} | dict(nothing))
    violated = judged.verdict is Verdict.VIOLATED
    first, *others = bound.values()
    alone = isinstance(left, expression.Name)  # only then is there one figure that should be another
    unit = judged.unit if alone else first.quantity.unit
    return Outcome(
        verdict=judged.verdict,
        figures=(Figure.of("stated", first), *(Figure.of("operand", fact) for fact in others)),
        message={
            "zh": f"{rule.title['zh']}：“{first.label}”{first.text}不符合"
            + "、".join(f"“{f.label}”{f.text}" for f in others),
            "en": f"{rule.title['en']}: {first.label} {first.text} does not agree with "
            + ", ".join(f"{f.label} {f.text}" for f in others),
        },
        expected=judged.expected_text() if violated and alone else "",
        gap=decimal_text(judged.gap / unit.scale, first.quantity.decimals + 1, down=True) if violated else "",
        unit=unit.symbol,
        calculation=(f"{_shown(left, bound)} {op} {_shown(right, bound)} ?",),
        relations=(f"{_over_figures(left, bound)} {op} {_over_figures(right, bound)}",),
    )


KIND = Kind(
    name="formula",
    params=FormulaParams,
    check=check,
    summary={"zh": "单元格之间的自定义算式", "en": "a free relation between cells"},
)
