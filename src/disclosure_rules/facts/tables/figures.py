"""The cells of a table become facts, each at the coordinates that its title, column and line give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.fact import Evidence, Fact
from disclosure_rules.facts.tables.grid import GridCell
from disclosure_rules.facts.tables.layout import Lane, Layout
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.meaning import Column, Meaning
from disclosure_rules.quantity import Quantity, QuantityError, quantity, unit_of

__all__ = ["List", "TableFacts", "read_list"]

_SIDES = {"revenue": "income", "expenditure": "expenditure"}
_PERCENT = "%"


@dataclass(slots=True)
class List:
    """One list of a table as read: its columns by number, its lines, and the fact in each position."""

    columns: Mapping[int, Column]
    lines: Sequence[Line]
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)  # (row, column)


@dataclass(slots=True)
class TableFacts:
    """One table on its way to facts. `unit` is what its unit line names; `first` the id of its first fact."""

    meaning: Meaning
    title: str
    unit: str
    basis: str
    report: int
    year: int | None
    first: int
    facts: list[Fact] = field(default_factory=list)
    unread: list[GridCell] = field(default_factory=list)


def read_list(layout: Layout, lane: Lane, lines: Sequence[Line], table: TableFacts) -> List:
    """The facts of one list, added to those of its table."""
    columns = dict(
        zip(lane.values, table.meaning.columns([layout.paths[column] for column in lane.values]), strict=True)
    )
    found = List(columns, lines)
    shared = _shared(list(columns.values()))
    title = table.meaning.title(table.title)
    balances = tuple(table.meaning.words.list("balances"))
    _tell_lines(lines, table, shared, balances)
    for line in lines:
        for number, cell in line.cells.items():
            column = columns[number]
            if cell.text in table.meaning.words.nil:
                continue
            value = _value(cell, table, column)
            if value is None:
                if any(character.isdigit() for character in cell.text):
                    table.unread.append(cell)
                continue
            coordinates = _coordinates(table, title, column, line, shared)
            fact = _fact(cell, value, coordinates, table, line, column)
            found.facts[line.row, number] = fact
            table.facts.append(fact)
    return found


def _tell_lines(lines: Sequence[Line], table: TableFacts, shared: str, balances: Sequence[str]) -> None:
    """Work out what each line is about; a fund under a balance is part of that balance."""
    balance = ""
    for line in lines:
        if line.code:
            line.coordinates = {line.system: line.code}
            continue
        line.coordinates = dict(table.meaning.label(line.label, {"concept": shared} if shared else {}))
        concept = line.coordinates.get("concept", "")
        only_fund = set(line.coordinates) == {"fund"} or (line.parent is not None and "fund" in line.coordinates)
        if concept in balances:
            balance = concept
        elif balance and only_fund and concept in ("", "revenue", "expenditure"):
            line.coordinates["concept"] = balance
            line.parent = line.parent or _holder(lines, line, balance)
        elif not only_fund:
            balance = ""


def _holder(lines: Sequence[Line], line: Line, balance: str) -> Line | None:
    above = [other for other in lines if other.row < line.row and other.coordinates.get("concept") == balance]
    return next((other for other in reversed(above) if "fund" not in other.coordinates or not other.parent), None)


def _shared(columns: Sequence[Column]) -> str:
    """The concept that all columns of a list have: the side of the account it is."""
    concepts = {column.coordinates.get("concept", "") for column in columns}
    return concepts.pop() if len(concepts) == 1 else ""


def _value(cell: GridCell, table: TableFacts, column: Column) -> Quantity | None:
    text = cell.text
    leaf = column.path[-1] if column.path else ""
    is_rate = text.endswith(_PERCENT) or _PERCENT in leaf or "率" in leaf or "比重" in leaf
    symbol = _PERCENT if is_rate else table.unit
    try:
        return quantity(text.removesuffix(_PERCENT), unit_of(symbol), text=cell.cell.text.strip())
    except QuantityError:
        return None


def _coordinates(
    table: TableFacts, title: Mapping[str, str], column: Column, line: Line, shared: str
) -> dict[str, str]:
    """Title, column and line together; the line is narrower than the column, but of two funds the narrower counts."""
    meaning = table.meaning
    found = meaning.joined(title, column.coordinates, line.coordinates)
    if "fund" in column.coordinates:
        own = line.coordinates.get("fund", column.coordinates["fund"])
        found["fund"] = meaning.narrower("fund", own, column.coordinates["fund"])
    if found.get("concept") == "grand_total" and shared in _SIDES:
        found.setdefault("side", _SIDES[shared])
    if "concept" not in found:
        found["concept"] = f"={line.label or table.title}"
    if found["concept"].startswith("="):
        found["within"] = "|".join((table.title, *column.path))
        found = {axis: member for axis, member in found.items() if axis in ("concept", "within")}
    return meaning.labeller.rewritten(found)


def _fact(
    cell: GridCell, value: Quantity, coordinates: dict[str, str], table: TableFacts, line: Line, column: Column
) -> Fact:
    measure = {"money": "amount", "ratio": "ratio", "count": "count"}.get(value.unit.dimension, "amount")
    coordinates["measure"] = measure
    if measure == "amount":
        coordinates["basis"] = column.basis or table.basis
    coordinates["period"] = column.period or (str(table.year) if table.year else "current")
    passage = cell.passage
    label = line.label or (column.path[-1] if column.path else "") or table.title
    named = label if len(column.path) < 1 or not line.label else f"{label}·{column.path[-1]}"
    return Fact(
        id=table.first + len(table.facts),
        coordinates=coordinates,
        quantity=value,
        label=named,
        place=passage.locate(0, len(passage.text)),
        evidence=Evidence.EXPLICIT,
        report=table.report,
        passage=passage.index,
        flags=frozenset({"table"}),
    )
