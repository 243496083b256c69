"""`when:` says where a rule applies. It applies only where that is certainly true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from disclosure_rules.checks.arithmetic import arithmetic
from disclosure_rules.checks.view import View
from disclosure_rules.quantity import Quantity, Verdict, judge_formula
from disclosure_rules.rulebook import Rule
from disclosure_rules.rulebook import syntax as written
from disclosure_rules.rulebook.expression import parse_condition

__all__ = ["applies", "relations_of"]

_NEGATIONS: Mapping[str, tuple[str, ...]] = {
    "<": (">=",), "<=": (">",), ">": ("<=",), ">=": ("<",), "=": ("<", ">"), "!=": ("=",),
}  # fmt: skip


def applies(when: Mapping[str, Any] | None, view: View) -> bool:
    """Whether a guard certainly lets its rule apply to the document.

    What is not known of the document (its kind, language, year) does not keep a rule from applying, except its region;
    a condition over cells must be true whatever the printed figures were rounded from.
    """
    if not when:
        return True
    document = view.document
    if document.relation not in (when.get("relation") or ("",)):
        return False
    if (regions := when.get("region")) and document.region not in ([regions] if isinstance(regions, str) else regions):
        return False
    for key, own in (("kind", document.kind), ("language", document.language)):
        allowed = when.get(key) or ()
        if allowed and own and own not in ([allowed] if isinstance(allowed, str) else allowed):
            return False
    years, year = when.get("years") or {}, document.period
    if year is not None and not (years.get("from") or year) <= year <= (years.get("to") or year):
        return False
    if (text := when.get("expression")) is None:
        return True
    condition = _parsed(text)
    return _certain(condition, _figures(written.names(condition), when.get("cells") or {}, view))


def relations_of(rule: Rule) -> tuple[str, ...]:
    """The relations between documents that a rule is for; none for a rule for single documents."""
    return tuple((rule.when or {}).get("relation", ()))


@lru_cache(maxsize=256)
def _parsed(text: str) -> written.Node:
    return parse_condition(text)


def _figures(names: Iterable[str], cells: Mapping[str, Mapping[str, str]], view: View) -> dict[str, Quantity]:
    """The figure of every name that is stated: of a cell, else of a label as printed; the first of several."""
    figures = {}
    for name in names:
        facts = view.plain(dict(cells[name])) if name in cells else [f for f in view.document.facts if f.label == name]
        if facts:
            figures[name] = facts[0].quantity
    return figures


def _certain(node: written.Node, figures: Mapping[str, Quantity]) -> bool:
    match node:
        case written.And(left, right):
            return _certain(left, figures) and _certain(right, figures)
        case written.Or(left, right):
            return _certain(left, figures) or _certain(right, figures)
        case written.Not(of):
            return _impossible(of, figures)
        case written.Call("stated", (written.Name(name),)):
            return name in figures
        case written.Compare(operator, left, right):
            return all(_refuted(left, against, right, figures) for against in _NEGATIONS[operator])
    raise ValueError(f"not a condition: {type(node).__name__}")


def _impossible(node: written.Node, figures: Mapping[str, Quantity]) -> bool:
    """Whether a condition is certainly false."""
    match node:
        case written.And(left, right):
            return _impossible(left, figures) or _impossible(right, figures)
        case written.Or(left, right):
            return _impossible(left, figures) and _impossible(right, figures)
        case written.Not(of):
            return _certain(of, figures)
        case written.Call("stated", (written.Name(name),)):
            return name not in figures
        case written.Compare("!=", left, right):
            return all(_refuted(left, against, right, figures) for against in ("<", ">"))
        case written.Compare(operator, left, right):
            return _refuted(left, operator, right, figures)
    raise ValueError(f"not a condition: {type(node).__name__}")


def _refuted(left: written.Node, operator: str, right: written.Node, figures: Mapping[str, Quantity]) -> bool:
    judged = judge_formula(arithmetic(left), operator, arithmetic(right), figures)
    return judged.verdict is Verdict.VIOLATED
