"""Linear rules become rows: what each demands of the true figures of one disclosure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from disclosure_rules.checks.formula import FormulaParams
from disclosure_rules.checks.limit import LimitParams
from disclosure_rules.checks.restated import RestatedParams
from disclosure_rules.checks.rollup import RollupParams
from disclosure_rules.checks.trees import LEVELS
from disclosure_rules.facts.tree import Trees
from disclosure_rules.lint.linear.rows import Cell, Row, key_of
from disclosure_rules.lint.linear.solver import Undecided
from disclosure_rules.quantity import QuantityError, parse_quantity
from disclosure_rules.rulebook import Rule, syntax
from disclosure_rules.rulebook.expression import parse_expression

__all__ = ["is_linear", "rows_of"]

_INHERITED = ("basis", "measure", "period")  # a cell that names none of these has that of the rule's first figure
_MOST_SETTINGS = 64
_LEVEL = "amount"
_Linear = tuple[dict[str, Fraction], Fraction]  # coefficients by name, and what is added


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a rule demands, before a basis, a measure and a period are filled in."""

    rule: str
    terms: tuple[tuple[Mapping[str, str], Fraction], ...]
    relation: str
    bound: Fraction = Fraction(0)
    is_side: bool = False


def is_linear(rule: Rule) -> bool:
    """Whether a rule makes an exact linear demand wherever it binds.

    A note is a hint and demands nothing; neither does a rule with a tolerance, or with a condition over figures.
    """
    if rule.severity == "note" or rule.tolerance or (rule.when or {}).get("expression"):
        return False
    match rule.params:
        case FormulaParams():
            return _formula(rule.id, rule.params) is not None
        case RollupParams(stated=stated, tails=tails):
            return not stated and not tails
        case LimitParams(reports_titled=titled, allotted=allotted, measure=measure, right=right):
            return not titled and not allotted and (bool(measure) or bool(right))
        case RestatedParams(ignore=ignore, same_level=same_level):
            return bool(ignore) and not same_level
    return False


def rows_of(rules: Sequence[Rule], trees: Trees) -> list[Row]:
    """The rows of the linear rules among these, over the cells that any of them speaks of.

    Raises Undecided where these are too many.
    """
    linear = [rule for rule in rules if is_linear(rule)]
    demands = [demand for rule in linear for demand in _demands(rule, trees)]
    rows = list(_filled(demands, trees))
    cells = list(dict.fromkeys(cell for row in rows for cell in row.coefficients))
    for rule in linear:
        if isinstance(rule.params, RollupParams):
            rows += _elsewhere(rule.id, rule.params, trees, cells, missing=rule.missing)
    for rule in linear:
        if isinstance(rule.params, LimitParams) and rule.params.measure:
            own = _cell({"measure": rule.params.measure, **rule.params.left}, trees)
            cells.append(own)
    cells = list(dict.fromkeys((*cells, *(cell for row in rows for cell in row.coefficients))))
    for rule in linear:
        if isinstance(rule.params, RestatedParams):
            rows += _alike(rule.id, rule.params, trees, cells)
        elif isinstance(rule.params, LimitParams) and rule.params.measure:
            rows += _bounds(rule.id, rule.params, trees, cells)
    rank = {rule.id: n for n, rule in enumerate(linear)}
    return sorted({key_of(row): row for row in reversed(rows)}.values(), key=lambda row: rank[row.rule])


def _cell(coordinates: Mapping[str, str], trees: Trees) -> Cell:
    """The coordinates in one form: the root of a tree, and that a level is an amount, need not be said."""
    said = {a: m for a, m in coordinates.items() if m != trees.root(a) and (a, m) != ("measure", _LEVEL)}
    return tuple(sorted(said.items()))


def _demands(rule: Rule, trees: Trees) -> Iterator[_Demand]:
    params = rule.params
    one = Fraction(1)
    if isinstance(params, FormulaParams):
        found = _formula(rule.id, params)
        if found is not None:
            yield found
    elif isinstance(params, LimitParams) and not params.measure:
        yield _Demand(rule.id, ((params.left, one), (params.right, -one)), "<=")
    elif isinstance(params, RollupParams) and (params.of or params.over):
        for measure in (None,) if tuple(params.measures) == LEVELS else params.measures:
            of = params.of if measure is None else {"measure": measure, **params.of}
            yield from _rollup(rule.id, of, params.over, trees, missing=rule.missing)


def _rollup(rule: str, of: Mapping[str, str], over: str, trees: Trees, *, missing: str) -> Iterator[_Demand]:
    """A whole and its parts. Where parts may be left out, those stated are at most the whole: no part is negative."""
    member = of.get(over) or trees.root(over)
    parts = trees.parts(over, member)
    if len(parts) < 2:
        return
    around = {a: m for a, m in of.items() if a != over}
    whole = ({**around, over: member} if member else around, Fraction(-1))
    listed = [({**around, over: part}, Fraction(1)) for part in parts]
    yield _Demand(rule, (*listed, whole), "=" if trees.is_exhaustive(over, member) else "<=")
    if missing != "skip" or len(parts) < 3:
        return  # two parts at least are compared
    for n, part in enumerate(listed):
        if trees.is_exhaustive(over, member):
            yield _Demand(rule, ((part[0], Fraction(-1)),), "<=", is_side=True)  # so that the others fit into the whole
        else:
            yield _Demand(rule, (*listed[:n], *listed[n + 1 :], whole), "<=", is_side=True)


def _filled(demands: Sequence[_Demand], trees: Trees) -> Iterator[Row]:
    """Every demand for every basis, measure and period that some rule names, and for one that none names."""
    named: dict[str, dict[str | None, None]] = {axis: {None: None} for axis in _INHERITED}
    for demand in demands:
        for coordinates, _ in demand.terms:
            for axis in _INHERITED:
                if axis in coordinates:
                    named[axis][coordinates[axis]] = None
    settings = list(product(*named.values()))
    if len(settings) > _MOST_SETTINGS:
        raise Undecided("there are too many bases, measures and periods")
    for demand in demands:
        for setting in settings:
            given = {a: m for a, m in zip(_INHERITED, setting, strict=True) if m is not None}
            if given.get("measure", _LEVEL) not in LEVELS:
                continue  # a rule that does not name the measure is about levels
            terms = [(_cell({**given, **coordinates}, trees), k) for coordinates, k in demand.terms]
            yield _row(demand, terms, is_general=not given)


def _row(demand: _Demand, terms: Iterable[tuple[Cell, Fraction]], *, is_general: bool) -> Row:
    coefficients: dict[Cell, Fraction] = defaultdict(Fraction)
    for cell, k in terms:
        coefficients[cell] += k
    return Row(
        rule=demand.rule, coefficients={cell: k for cell, k in coefficients.items() if k}, relation=demand.relation,
        bound=demand.bound, is_side=demand.is_side, is_general=is_general,
    )  # fmt: skip


def _elsewhere(rule: str, params: RollupParams, trees: Trees, cells: Sequence[Cell], *, missing: str) -> Iterator[Row]:
    """The same split at further coordinates, where another rule speaks of the whole or of a part there."""
    over = params.over
    members = {params.of.get(over) or trees.root(over)}
    members |= set(trees.parts(over, next(iter(members))))
    wanted = {a: m for a, m in params.of.items() if a != over}
    seen: set[Cell] = set()
    for cell in cells:
        named = dict(cell)
        further = {a: m for a, m in named.items() if a != over and a not in wanted}
        measure = further.get("measure", _LEVEL)
        is_whole = wanted.items() <= named.items() and named.get(over, trees.root(over)) in members
        if not further or not is_whole or measure not in params.measures or not _may_have(further, trees):
            continue
        if _cell(further, trees) not in seen:
            seen.add(_cell(further, trees))
            for demand in _rollup(rule, {**params.of, **further}, over, trees, missing=missing):
                yield _row(demand, [(_cell(c, trees), k) for c, k in demand.terms], is_general=False)


def _may_have(further: Mapping[str, str], trees: Trees) -> bool:
    """Whether the whole of a split may have these coordinates: along the axes of trees only the root."""
    return not {"of", "within"} & further.keys() and all(trees.root(axis) is None for axis in further)


def _alike(rule: str, params: RestatedParams, trees: Trees, cells: Sequence[Cell]) -> Iterator[Row]:
    """Cells that differ only in what the rule ignores are equal."""
    groups: dict[Cell, list[Cell]] = defaultdict(list)
    of = dict(_cell(params.of, trees))
    for cell in cells:
        named = dict(cell)
        if of.items() <= named.items() and named.get("measure", _LEVEL) in params.measures:
            groups[tuple((a, m) for a, m in cell if a not in params.ignore)].append(cell)
    for group in groups.values():
        for one, other in pairwise(group):
            terms = {one: Fraction(1), other: Fraction(-1)}
            yield Row(rule=rule, coefficients=terms, relation="=", bound=Fraction(0))


def _bounds(rule: str, params: LimitParams, trees: Trees, cells: Sequence[Cell]) -> Iterator[Row]:
    """The limits of a measure, at every cell of that measure that is spoken of."""
    left = dict(_cell(params.left, trees))
    own = _cell({"measure": params.measure, **params.left}, trees)
    for cell in cells:
        named = dict(cell)
        if named.get("measure", _LEVEL) != params.measure or not left.items() <= named.items():
            continue
        for text, sign in ((params.least, -1), (params.most, 1)):
            try:
                bound = parse_quantity(text) if text else None
            except QuantityError:
                continue  # the limit itself is wrong, which is another mistake
            if bound is None:
                continue
            kind = bound.unit.dimension
            limited = cell if kind in ("money", "count") else (*cell, ("unit", kind))
            yield Row(
                rule=rule, coefficients={limited: Fraction(sign)}, relation="<=", bound=sign * Fraction(bound.base),
                is_general=cell == own,
            )  # fmt: skip


def _formula(rule: str, params: FormulaParams) -> _Demand | None:
    """The comparison with everything on its left side, or None if it is not linear."""
    tree = parse_expression(params.expect)
    if not isinstance(tree, syntax.Compare) or tree.operator == "!=":
        return None
    left, right = _linear(tree.left), _linear(tree.right)
    if left is None or right is None:
        return None
    sign = -1 if tree.operator[0] == ">" else 1
    names = dict.fromkeys((*left[0], *right[0]))
    if not names.keys() <= params.cells.keys():
        return None
    terms = tuple(
        (params.cells[name], sign * (left[0].get(name, Fraction(0)) - right[0].get(name, Fraction(0))))
        for name in names
    )
    return _Demand(rule, terms, tree.operator.replace(">", "<"), sign * (right[1] - left[1]))


def _linear(node: Any) -> _Linear | None:
    """Coefficients and what is added, or None where figures are multiplied or divided by one another."""
    match node:
        case syntax.Num(value):
            return {}, Fraction(value)
        case syntax.Name(name):
            return {name: Fraction(1)}, Fraction(0)
        case syntax.Neg(of):
            return _times(_linear(of), Fraction(-1))
        case syntax.Add(left, right):
            return _plus(_linear(left), _linear(right))
        case syntax.Sub(left, right):
            return _plus(_linear(left), _times(_linear(right), Fraction(-1)))
        case syntax.Mul(left, right):
            one, other = _linear(left), _linear(right)
            if one is None or other is None or (one[0] and other[0]):
                return None
            return _times(one, other[1]) if one[0] else _times(other, one[1])
        case syntax.Div(left, right):
            divisor = _linear(right)
            if divisor is None or divisor[0] or not divisor[1]:
                return None
            return _times(_linear(left), 1 / divisor[1])
    return None


def _times(linear: _Linear | None, k: Fraction) -> _Linear | None:
    return linear and ({name: k * own for name, own in linear[0].items()}, k * linear[1])


def _plus(one: _Linear | None, other: _Linear | None) -> _Linear | None:
    if one is None or other is None:
        return None
    names = dict.fromkeys((*one[0], *other[0]))
    added = {name: one[0].get(name, Fraction(0)) + other[0].get(name, Fraction(0)) for name in names}
    return added, one[1] + other[1]
