"""What the cells of a table claim to add up to: codes, columns, totals, totals of totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.tables.figures import List
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.meaning import Column
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.quantity import Verdict, judge_sum

__all__ = ["sums_of"]

_ENOUGH = 4  # relations of one kind in a table that tell whether its structure was understood


def sums_of(lists: Sequence[List], words: TableWords, classes: Mapping[str, Sequence[str]]) -> Iterator[Relation]:
    """The relations of one table, without those whose structure the figures themselves contradict."""
    for found in lists:
        yield from _trusted(list(_across(found)))
        yield from _trusted([*_by_parent(found), *_totals(found, lists, words, classes)])
        yield from _trusted(list(_flows(found)))


def _trusted(relations: Sequence[Relation]) -> Sequence[Relation]:
    """Relations of one kind, or none where most of them fail: then the table is of another make than was thought."""
    told = [relation for relation in relations if _says_something(relation)]
    wrong = sum(_fails(relation) for relation in told)
    return () if len(told) >= _ENOUGH and wrong * 2 > len(told) else relations


def _says_something(relation: Relation) -> bool:
    roles = relation.readings[0].roles
    return any(fact.quantity.value for facts in roles.values() for fact in facts)


def _fails(relation: Relation) -> bool:
    roles = relation.readings[0].roles
    (whole,) = roles["whole"]
    parts, minus = roles["part"], roles.get("minus", ())
    weights = (1,) * len(parts) + (-1,) * len(minus)
    mode = "at_most" if relation.readings[0].mode == "at_most" else "equal"
    judged = judge_sum(
        whole.quantity, [fact.quantity for fact in (*parts, *minus)], mode=mode, weights=weights if minus else None
    )
    return judged.verdict is Verdict.VIOLATED


def _relation(
    whole: Fact, parts: Sequence[Fact], cue: str, *, minus: Sequence[Fact] = (), mode: str = "equal"
) -> Relation:
    roles = {"whole": (whole,), "part": tuple(parts)} | ({"minus": tuple(minus)} if minus else {})
    return Relation(kind="rollup", readings=(Reading(roles=roles, mode=mode),), cue=cue)


# ------------------------------------------------------------------ along a line


def _across(found: List) -> Iterator[Relation]:
    """In every line, a total column is the sum of its neighbours."""
    groups = list(_column_groups(found.columns))
    for line in found.lines:
        for total, parts in groups:
            whole = found.facts.get((line.row, total))
            facts = [fact for part in parts if (fact := found.facts.get((line.row, part))) is not None]
            if whole is not None and facts and len({f.quantity.unit.dimension for f in (whole, *facts)}) == 1:
                yield _relation(whole, facts, "columns")


def _column_groups(columns: Mapping[int, Column]) -> Iterator[tuple[int, list[int]]]:
    """Every total column with its parts: the columns beside it under the same header; of a group that has a total of
    its own, only that."""
    kinds = {(column.basis, column.period) for column in columns.values()}
    for kind in sorted(kinds):
        own = {n: c for n, c in columns.items() if (c.basis, c.period) == kind and not c.apart}
        totals = {number: column.path[:-1] for number, column in own.items() if column.is_total}
        for number, prefix in totals.items():
            parts = []
            for other, column in own.items():
                if other == number or column.path[: len(prefix)] != prefix:
                    continue
                inner = [p for t, p in totals.items() if t != number and len(p) > len(prefix)]
                holder = next((p for p in inner if column.path[: len(p)] == p), None)
                if holder is None or (column.is_total and column.path[:-1] == holder):
                    parts.append(other)
            if len(parts) > 1:
                yield number, parts


# ------------------------------------------------------------------ down a column


def _amounts(found: List, column: int, lines: Sequence[Line]) -> list[Fact]:
    facts = (found.facts.get((line.row, column)) for line in lines)
    return [fact for fact in facts if fact is not None and fact.quantity.unit.dimension != "ratio"]


def _by_parent(found: List) -> Iterator[Relation]:
    """A code is the sum of the codes below it, 一、 of 1. 2. 3. below it."""
    children: dict[int, list[Line]] = {}
    for line in found.lines:
        if line.parent is not None:
            children.setdefault(id(line.parent), []).append(line)
    for line in found.lines:
        parts = children.get(id(line), [])
        mode = (
            "at_most"
            if any(part.of_which for part in parts) or (len({p.code for p in parts}) < len(parts) > 1 and line.code)
            else "equal"
        )
        for column in found.columns:
            whole, facts = found.facts.get((line.row, column)), _amounts(found, column, parts)
            if whole is not None and facts:
                yield _relation(whole, facts, "lines", mode=mode)


def _totals(
    found: List, lists: Sequence[List], words: TableWords, classes: Mapping[str, Sequence[str]]
) -> Iterator[Relation]:
    """合计 is the sum of the lines of its list, 总计 of the last 合计 and the lines after it."""
    has_codes = any(line.code for line in found.lines)
    last: Line | None = None
    for line in (line for line in found.lines if line.is_total):
        names = classes.get(line.coordinates.get("nature", ""), ())
        if names:
            yield from _of_classes(found, line, lists, names)
            continue
        above = [other for other in found.lines if other.parent is None and not other.is_total and other is not line]
        above = [other for other in above if not other.of_which and (other.code or not has_codes)]
        if words.is_grand(line.label) and last is not None and not has_codes:
            parts = [last, *(other for other in above if last.row < other.row < line.row)]
        elif has_codes or line is found.lines[0]:
            parts = above
        else:
            parts = [other for other in above if other.row < line.row and (last is None or other.row > last.row)]
        for column in found.columns:
            whole, facts = found.facts.get((line.row, column)), _amounts(found, column, parts)
            if whole is not None and facts:
                yield _relation(whole, facts, "total")
        last = line


def _of_classes(found: List, line: Line, lists: Sequence[List], names: Sequence[str]) -> Iterator[Relation]:
    """人员经费合计 and 公用经费合计 of a table of economic classes, in whichever of its lists these stand."""
    for column in found.columns:
        whole = found.facts.get((line.row, column))
        parts = [
            fact
            for other in lists
            for inner in other.lines
            if inner.code in names
            for number, about in other.columns.items()
            if (about.basis, about.period) == (found.columns[column].basis, found.columns[column].period)
            and (fact := other.facts.get((inner.row, number))) is not None
        ]
        if whole is not None and parts:
            yield _relation(whole, parts, "classes")


# ------------------------------------------------------------------ what flows through a line


def _flows(found: List) -> Iterator[Relation]:
    """年初 + 收入 = 支出 + 年末 in every line of a table that has these four columns."""
    roles: dict[str, int] = {}
    for number, column in found.columns.items():
        concept = column.coordinates.get("concept", "")
        if set(column.coordinates) <= {"concept", "fund"} and concept not in roles and not column.period:
            roles[concept] = number
    wanted = ("opening_balance", "revenue", "expenditure", "closing_balance")
    if not all(concept in roles for concept in wanted):
        return
    for line in found.lines:
        opening, revenue, expenditure, closing = (found.facts.get((line.row, roles[concept])) for concept in wanted)
        added = [fact for fact in (opening, revenue) if fact is not None]
        if closing is not None and added and expenditure is not None:
            yield _relation(closing, added, "flow", minus=[expenditure])
        elif expenditure is not None and added:
            yield _relation(expenditure, added, "flow")
