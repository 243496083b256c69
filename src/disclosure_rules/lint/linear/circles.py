"""Sums that run in a circle, and rows that have to do with one another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure_rules.lint.linear.rows import Cell, Row

__all__ = ["circles", "components"]

_Step = tuple[Cell, Row]  # a whole, and the row that splits it: its parts less the whole


def circles(rows: Sequence[Row]) -> Iterator[tuple[_Step, ...]]:
    """For every whole that is a part of itself, the shortest way round: each whole is a part of the one before it."""
    splits: dict[Cell, list[Row]] = defaultdict(list)
    for row in rows:
        for whole, split in _splits(row):
            splits[whole].append(split)
    for whole in splits:
        found = _round(whole, splits)
        if found:
            yield found


def _splits(row: Row) -> Iterator[_Step]:
    """The row as a whole and at least two parts, if it is one: sums with weights are none."""
    for sign in (1, -1) if row.relation == "=" else (1,):
        wholes = [cell for cell, k in row.coefficients.items() if k == -sign]
        parts = [cell for cell, k in row.coefficients.items() if k == sign]
        if len(wholes) == 1 and len(parts) > 1 and len(parts) + 1 == len(row.coefficients) and not row.bound:
            turned = {cell: sign * k for cell, k in row.coefficients.items()}
            yield wholes[0], replace(row, coefficients=turned)


def _round(start: Cell, splits: Mapping[Cell, Sequence[Row]]) -> tuple[_Step, ...]:
    ways: dict[Cell, tuple[_Step, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        whole = waiting.popleft()
        for row in splits.get(whole, ()):
            way = (*ways[whole], (whole, row))
            for part in row.coefficients:
                if part == start != whole:
                    return way
                if part not in ways:
                    ways[part] = way
                    waiting.append(part)
    return ()


def components(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """The rows in groups that share no cell and no rule: what follows from one has nothing to do with another."""
    parent: dict[object, object] = {}

    def root(item: object) -> object:
        while parent.setdefault(item, item) != item:
            parent[item] = item = parent[parent[item]]
        return item

    for row in rows:
        for cell in row.coefficients:
            parent[root(cell)] = root(row.rule)
    groups: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        groups[root(row.rule)].append(row)
    return [tuple(group) for group in groups.values()]
