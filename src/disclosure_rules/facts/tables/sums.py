"""What the cells of a table claim to add up to: columns, codes, marks, totals.

What only may be so has to be borne out by other figures of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.facts.fact import Fact, Relation
from disclosure_rules.facts.tables.figures import List
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.meaning import Column
from disclosure_rules.facts.tables.totals import totals
from disclosure_rules.facts.tables.trust import borne_out, known_split, relation, trusted
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.facts.tree import Trees

__all__ = ["sums_of"]


_FEW = 2  # lines of a table that hold what is known to add up


@dataclass(frozen=True, slots=True)
class _Group:
    """A total column with its parts."""

    total: int
    parts: tuple[int, ...]
    mode: str = "equal"


def sums_of(
    lists: Sequence[List], words: TableWords, classes: Mapping[str, Sequence[str]], trees: Trees
) -> Iterator[Relation]:
    """The relations of one table, without those whose structure the figures themselves contradict."""
    for found in lists:
        for group in _column_groups(found.columns):
            yield from _across(found, group, trees)
        yield from trusted(list(_flows(found)))
    yield from _down(lists, trees)
    yield from totals(lists, words, classes)


# ------------------------------------------------------------------ along a line


def _across(found: List, group: _Group, trees: Trees) -> Sequence[Relation]:
    """In every line, a total column is the sum of its neighbours."""
    relations = []
    known = False
    for line in found.lines:
        whole = found.in_line(line, group.total)
        facts = [fact for part in group.parts if (fact := found.in_line(line, part)) is not None]
        if whole is not None and facts and len({f.quantity.unit.dimension for f in (whole, *facts)}) == 1:
            relations.append(relation(whole, facts, "columns", mode=group.mode))
            known = known or known_split(whole, facts, trees)
    if known and len(relations) <= _FEW:
        return relations
    return trusted(relations, least=1) if found.columns[group.total].is_plain else borne_out(relations)


def _column_groups(columns: Mapping[int, Column]) -> Iterator[_Group]:
    """Every total column with its parts: the columns beside it under the same header; of a group that has a total of
    its own, only that."""
    kinds = {(column.basis, column.period, column.change) for column in columns.values()}
    for kind in sorted(kinds):
        own = {n: c for n, c in columns.items() if (c.basis, c.period, c.change) == kind and _may_add(c)}
        totals_ = {number: column.path[:-1] for number, column in own.items() if column.is_total}
        for number, prefix in totals_.items():
            parts = []
            for other, column in own.items():
                if other == number or column.path[: len(prefix)] != prefix or column.of_which:
                    continue
                inner = [p for t, p in totals_.items() if t != number and len(p) > len(prefix)]
                holder = next((p for p in inner if column.path[: len(p)] == p), None)
                if holder is None or (column.is_total and column.path[:-1] == holder):
                    parts.append(other)
            if len(parts) > 1:
                yield _Group(number, tuple(parts))
            which = [n for n, c in own.items() if c.of_which and c.path[: len(prefix)] == prefix]
            if which and prefix:
                yield from (_Group(number, (one,), "at_most") for one in which)


def _may_add(column: Column) -> bool:
    return column.change != "rate" and (not column.apart or column.change == "change")


# ------------------------------------------------------------------ down a column


def _down(lists: Sequence[List], trees: Trees) -> Iterator[Relation]:
    """A code is the sum of the codes below it, 一、 of 1. 2. 3. below it, in whichever lists these stand."""
    children: dict[int, list[tuple[List, Line]]] = {}
    for found in lists:
        for line in found.lines:
            if line.parent is not None:
                children.setdefault(id(line.parent), []).append((found, line))
    coded: list[Relation] = []
    marked: list[Relation] = []
    likely: list[Relation] = []
    for found in lists:
        for line in found.lines:
            parts = children.get(id(line), [])
            sure = [(held, part) for held, part in parts if part.sure]
            for column in found.columns:
                whole = found.in_line(line, column)
                if whole is None or not parts:
                    continue
                family = coded if line.code else marked
                if sure:
                    family += _of_parts(found, column, whole, sure, trees)
                if len(sure) < len(parts) and not any(part.of_which for _, part in parts):
                    facts = _facts(found, column, parts)
                    likely += [relation(whole, facts, "lines")] if facts else []
    yield from trusted(coded)
    yield from trusted(marked)
    yield from borne_out(likely)


def _of_parts(
    found: List, column: int, whole: Fact, parts: Sequence[tuple[List, Line]], trees: Trees
) -> Iterator[Relation]:
    """What lines say of their parts: all of them, or some (其中)."""
    facts = _facts(found, column, parts)
    if not facts:
        return
    lines = [line for _, line in parts]
    some = any(line.of_which for line in lines) or any(line.code and line.narrow for line in lines)
    if some and known_split(whole, facts, trees):
        some = False
    codes = [line.code for line in lines if line.code]
    repeated = len(set(codes)) < len(codes)
    yield relation(whole, facts, "lines", mode="at_most" if some or repeated else "equal")


def _facts(found: List, column: int, parts: Sequence[tuple[List, Line]]) -> list[Fact]:
    """The figures of lines in the column that answers to `column` in the list each is in."""
    place = list(found.columns).index(column)
    facts = []
    for held, line in parts:
        numbers = list(held.columns)
        if held is not found and len(numbers) != len(found.columns):
            continue
        fact = held.in_line(line, numbers[place])
        if fact is not None and fact.quantity.unit.dimension != "ratio":
            facts.append(fact)
    return facts


# ------------------------------------------------------------------ what flows through a line


def _flows(found: List) -> Iterator[Relation]:
    """年初 + 收入 = 支出 + 年末 in every line of a table that has these four columns, of one fund and one nature."""
    wanted = ("opening_balance", "revenue", "expenditure", "closing_balance")
    roles: dict[tuple[str, str], dict[str, int]] = {}
    for number, column in found.columns.items():
        named = column.coordinates
        if named.keys() <= {"concept", "fund", "nature"} and not column.period and not column.apart:
            key = named.get("fund", ""), named.get("nature", "")
            roles.setdefault(key, {}).setdefault(named.get("concept", ""), number)
    for columns in roles.values():
        if not all(concept in columns for concept in wanted):
            continue
        for line in found.lines:
            opening, revenue, spent, closing = (found.in_line(line, columns[concept]) for concept in wanted)
            added = [fact for fact in (opening, revenue) if fact is not None]
            if closing is not None and added and spent is not None:
                yield relation(closing, added, "flow", minus=[spent])
            elif spent is not None and added:
                yield relation(spent, added, "flow")
