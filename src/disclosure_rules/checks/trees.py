"""Wholes and parts along a dimension, taken from wherever in the scope they are stated nearest to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from disclosure_rules.checks.cells import distance
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.facts.tree import Trees

__all__ = ["Binding", "tree_bindings"]

_LEVELS = ("amount", "count")
_FREE = ("measure", "basis", "period", "concept")  # a whole may have any member along these


class Binding(NamedTuple):
    """A whole with its parts; `at_most` where they need not be all of it."""

    whole: Fact
    parts: tuple[Fact, ...]
    at_most: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A member and its parts along a dimension, worked out once for all documents.

    `wanted` are the coordinates every figure of the whole has; `own` the members along the dimension that mean the
    whole, None where it is not named; `roots` the members along other dimensions that a figure of the whole must have
    if it has any.
    """

    wanted: Mapping[str, str]
    own: tuple[str | None, ...]
    parts: tuple[str, ...]
    is_exhaustive: bool
    roots: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def _split(trees: Trees, over: str, of: tuple[tuple[str, str], ...]) -> _Split:
    coordinates = dict(of)
    root = trees.root(over)
    member = coordinates.get(over) or root
    is_root = member == root
    others = [axis for axis in trees.axes if axis not in (*_FREE, over, *coordinates)]
    return _Split(
        wanted={axis: m for axis, m in of if not (axis == over and is_root)},  # a root need not be named
        own=(member, None) if is_root else (member,),
        parts=trees.parts(over, member),
        is_exhaustive=trees.is_exhaustive(over, member),
        roots=tuple((axis, named) for axis in others if (named := trees.root(axis)) is not None),
    )


def tree_bindings(view: View, over: str, of: Mapping[str, str], *, scope: str, missing: str) -> list[Binding]:
    """For every figure at `of`, its parts along `over`: one binding a figure, with the nearest figure of each part.

    Parts that are not stated anywhere in the scope are nil, skipped or make the binding impossible, as `missing` says.
    """
    split = _split(view.trees, over, tuple(of.items()))
    rows = view.index.rows(over)
    bindings = []
    for whole in view.facts(split.wanted):
        row = rows.get(whole)
        if row is None or whole.coordinates.get(over) not in split.own or not _is_whole(whole, split):
            continue
        parts = []
        for part in split.parts:
            pool = row.get(part)
            if pool is not None and (nearest := _nearest(view, whole, pool, scope)) is not None:
                parts.append(nearest)
        absent = len(parts) < len(split.parts)
        if len(parts) > 1 and not (absent and missing == "undetermined"):
            at_most = not split.is_exhaustive or (absent and missing != "nil")
            bindings.append(Binding(whole, tuple(parts), at_most))
    return bindings


def _is_whole(fact: Fact, split: _Split) -> bool:
    """Whether a figure is a level, and not a piece of the whole along another dimension."""
    named = fact.coordinates
    if named.get("measure", "amount") not in _LEVELS or "of" in named or "within" in named:
        return False
    return all([named.get(axis, root) == root for axis, root in split.roots])


def _nearest(view: View, whole: Fact, pool: Sequence[Fact], scope: str) -> Fact | None:
    """The figure of a pool that stands nearest to the whole."""
    if scope != "file":
        pool = [fact for fact in pool if fact.report == whole.report]
    if scope in ("statement", "section"):
        pool = [fact for fact in pool if view.same_section(fact, whole)]
    if len(pool) < 2:
        return pool[0] if pool else None
    return min(pool, key=lambda fact: distance(fact, whole))
