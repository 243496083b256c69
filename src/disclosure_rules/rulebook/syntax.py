"""The syntax tree of formulas and guards: frozen values, in the order they are written.

It says what is written, not what it amounts to; the tree of `quantity.expression`, for arithmetic on intervals, is
another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

__all__ = [
    "Add",
    "And",
    "Call",
    "Compare",
    "Div",
    "Mul",
    "Name",
    "Neg",
    "Node",
    "Not",
    "Num",
    "Or",
    "Sub",
    "is_condition",
    "names",
]


@dataclass(frozen=True, slots=True)
class _Single:
    of: Node


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Num:
    """A number as written, exact."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A cell, by the name the rule gives it or by its label."""

    name: str


class Neg(_Single):
    """The negative of a number."""

    __slots__ = ()


class Add(_Pair):
    """A sum of two."""

    __slots__ = ()


class Sub(_Pair):
    """A difference."""

    __slots__ = ()


class Mul(_Pair):
    """A product."""

    __slots__ = ()


class Div(_Pair):
    """A quotient."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; `operator` is one of `=` `!=` `<` `<=` `>` `>=`."""

    operator: str
    left: Node
    right: Node


class And(_Pair):
    """Both are true."""

    __slots__ = ()


class Or(_Pair):
    """One at least is true."""

    __slots__ = ()


class Not(_Single):
    """It is not true."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A function: sum, min, max or count of one or more, abs of one, stated of one name (true if it is printed)."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Num | Name | Neg | Add | Sub | Mul | Div | Compare | And | Or | Not | Call


def is_condition(node: Node) -> bool:
    """Whether a node is true or false rather than a number."""
    return isinstance(node, Compare | And | Or | Not) or (isinstance(node, Call) and node.function == "stated")


def names(node: Node) -> tuple[str, ...]:
    """The cells an expression speaks of, each once, in the order they are written."""
    found: dict[str, None] = {}
    waiting: list[Node] = [node]
    while waiting:
        match waiting.pop():
            case Name(name):
                found[name] = None
            case Num():
                pass
            case Neg(of) | Not(of):
                waiting.append(of)
            case Call(_, arguments):
                waiting.extend(reversed(arguments))
            case Add(left, right) | Sub(left, right) | Mul(left, right) | Div(left, right):
                waiting += (right, left)
            case Compare(_, left, right) | And(left, right) | Or(left, right):
                waiting += (right, left)
    return tuple(found)
