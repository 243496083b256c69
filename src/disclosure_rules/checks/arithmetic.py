"""A formula as it is written becomes arithmetic on intervals."""

from __future__ import annotations

from fractions import Fraction

from disclosure_rules.quantity import expression
from disclosure_rules.rulebook import syntax as written

__all__ = ["arithmetic"]


def arithmetic(node: written.Node) -> expression.Expression:
    """The written tree as arithmetic; functions other than sum are not arithmetic on intervals."""
    match node:
        case written.Num(value):
            return expression.Num(Fraction(value))
        case written.Name(name):
            return expression.Name(name)
        case written.Neg(of):
            return expression.Sub(expression.Num(Fraction(0)), arithmetic(of))
        case written.Add(left, right):
            return expression.Add(arithmetic(left), arithmetic(right))
        case written.Sub(left, right):
            return expression.Sub(arithmetic(left), arithmetic(right))
        case written.Mul(left, right):
            return expression.Mul(arithmetic(left), arithmetic(right))
        case written.Div(left, right):
            return expression.Div(arithmetic(left), arithmetic(right))
    raise ValueError(f"not arithmetic: {type(node).__name__}")
