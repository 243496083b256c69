"""Wholes and parts along a dimension, taken from wherever in the scope they are stated nearest to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_rules.checks.cells import distance
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact
from disclosure_rules.facts.tree import Trees

__all__ = ["LEVELS", "Binding", "tree_bindings"]

LEVELS = ("amount", "count")
_WINDOW = 64  # figures of a pool around the whole among which the nearest is looked for, so that time stays linear
_FREE = ("measure", "basis", "period", "concept")  # a whole may have any member along these


Binding = tuple[Fact, tuple[Fact, ...], bool]  # a whole, its parts, and whether they may be less than all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A member and its parts along a dimension, worked out once for all documents.

    `wanted` are the coordinates every figure of the whole has, `lead` the rarest of them (None if there are none);
    `own` the members along the dimension that mean the whole, None where it is not named; `roots` the members along
    other dimensions that a figure of the whole must have if it has any.
    """

    lead: tuple[str, str] | None
    wanted: frozenset[tuple[str, str]]
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
    wanted = [(axis, m) for axis, m in of if not (axis == over and is_root)]  # a root need not be named
    return _Split(
        lead=next((named for named in wanted if named[0] == over), wanted[0] if wanted else None),
        wanted=frozenset(wanted),
        own=(member, None) if is_root else (member,),
        parts=trees.parts(over, member),
        is_exhaustive=trees.is_exhaustive(over, member),
        roots=tuple((axis, named) for axis in others if (named := trees.root(axis)) is not None),
    )


def tree_bindings(
    view: View, over: str, of: Mapping[str, str], *, scope: str, missing: str, measures: Collection[str] = LEVELS
) -> list[Binding]:
    """For every figure at `of`, its parts along `over`: one binding a figure, with the nearest figure of each part.

    Figures are of one of `measures`.

    Parts that are not stated anywhere in the scope are nil, skipped or make the binding impossible, as `missing` says.
    """
    split = _split(view.trees, over, tuple(of.items()))
    rows = view.index.rows(over)
    bindings: list[Binding] = []
    for whole in view.index.having.get(split.lead, ()) if split.lead else view.document.facts:
        row = rows.get(whole)
        if row is None or whole.coordinates.get(over) not in split.own or not _is_whole(whole, split, measures):
            continue
        parts = []
        for part in split.parts:
            pool = row.get(part)
            if pool is None:
                continue
            nearest = pool[0] if scope == "file" and len(pool) == 1 else _nearest(view, whole, pool, scope)
            if nearest is not None:
                parts.append(nearest)
        absent = len(parts) < len(split.parts)
        if missing == "nil" and any(view.trees.descends(over, member, part) for part in split.parts
                                    if part not in row for member in row):  # fmt: skip
            continue  # what a part is made of is stated: the part is not nil
        if len(parts) >= (2 if tuple(measures) == LEVELS else 1) and not (absent and missing == "undetermined"):
            bindings.append((whole, tuple(parts), not split.is_exhaustive or (absent and missing != "nil")))
    return bindings


def _is_whole(fact: Fact, split: _Split, measures: Collection[str]) -> bool:
    """Whether a figure is a level, and not a piece of the whole along another dimension."""
    named = fact.coordinates
    if named.get("measure", "amount") not in measures or "of" in named or "within" in named:
        return False
    for axis, root in split.roots:
        if named.get(axis, root) != root:
            return False
    return split.wanted <= named.items()


def _nearest(view: View, whole: Fact, pool: Sequence[Fact], scope: str) -> Fact | None:
    """The figure of a pool (in reading order) that stands nearest to the whole."""
    if len(pool) > _WINDOW:
        at = bisect_left(pool, whole.id, key=lambda fact: fact.id)
        pool = pool[max(0, at - _WINDOW // 2) : at + _WINDOW // 2]
    pool = [fact for fact in pool if view.in_scope(fact, whole, scope)]
    if len(pool) < 2:
        return pool[0] if pool else None
    return min(pool, key=lambda fact: distance(fact, whole))
