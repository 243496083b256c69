"""Wholes and parts along a dimension, taken from wherever in the scope they are stated nearest to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_rules.checks.cells import distance
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact, Reading
from disclosure_rules.facts.index import Cell, Item
from disclosure_rules.facts.tree import Trees

__all__ = ["tree_readings"]

_LEVELS = ("amount", "count")
_FREE = ("measure", "basis", "period", "concept")  # a whole may have any member along these


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A member and its parts along the dimension `over`, worked out once for all documents.

    `wanted` are the coordinates every figure of the whole has, `own` the members along `over` that mean the whole,
    `roots` the members along other dimensions that a figure of the whole must have if it has any.
    """

    wanted: Mapping[str, str]
    own: tuple[str | None, ...]
    parts: tuple[Cell, ...]
    is_exhaustive: bool
    roots: tuple[Item, ...]


@lru_cache(maxsize=1024)
def _split(trees: Trees, over: str, of: tuple[Item, ...]) -> _Split:
    coordinates = dict(of)
    root = trees.root(over)
    member = coordinates.get(over) or root
    is_root = member == root
    others = [axis for axis in trees.axes if axis not in (*_FREE, over, *coordinates)]
    return _Split(
        wanted={axis: m for axis, m in of if not (axis == over and is_root)},  # a root need not be named
        own=(member, None) if is_root else (member,),
        parts=tuple(frozenset({(over, part)}) for part in trees.parts(over, member)),
        is_exhaustive=trees.is_exhaustive(over, member),
        roots=tuple((axis, named) for axis in others if (named := trees.root(axis)) is not None),
    )


def tree_readings(view: View, over: str, of: Mapping[str, str], *, scope: str, missing: str) -> Iterator[Reading]:
    """For every figure at `of`, its parts along `over`: one reading a figure, with the nearest figure of each part.

    Parts that are not stated anywhere in the scope are nil, skipped or make the reading impossible, as `missing` says.
    """
    split = _split(view.trees, over, tuple(of.items()))
    cells, at = view.index.cells, view.index.at
    for whole in view.facts(split.wanted):
        if whole.coordinates.get(over) not in split.own or whole not in cells or not _is_whole(whole, split):
            continue
        rest = cells[whole] - {(over, whole.coordinates.get(over, ""))}
        pools = [at.get(rest | part, ()) for part in split.parts]
        found = [_nearest(view, whole, pool, scope) for pool in pools if pool]
        facts = tuple([fact for fact in found if fact is not None])
        absent = len(facts) < len(pools)
        if len(facts) < 2 or (absent and missing == "undetermined"):
            continue
        mode = "equal" if split.is_exhaustive and (not absent or missing == "nil") else "at_most"
        yield Reading(roles={"whole": (whole,), "part": facts}, mode=mode)


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
