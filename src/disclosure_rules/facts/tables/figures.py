"""The cells of a table become facts, each at the coordinates that its title, column and line give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure_rules.facts.fact import Evidence, Fact
from disclosure_rules.facts.sides import CONCEPTS, is_grand_total
from disclosure_rules.facts.tables.grid import GridCell
from disclosure_rules.facts.tables.layout import Lane, Layout
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.meaning import Column, Meaning
from disclosure_rules.facts.tables.telling import tell_lines
from disclosure_rules.facts.tables.titles import Title
from disclosure_rules.facts.tree import Trees
from disclosure_rules.quantity import Quantity, QuantityError, quantity, unit_of

__all__ = ["List", "TableFacts", "list_of", "read_list", "tell_apart"]

_NARROW = frozenset({"nature", "purpose"})  # axes along which the title of a table makes it one of a part
_PERCENT = "%"
_MEASURES = {"money": "amount", "ratio": "ratio", "count": "count", "score": "score"}
_CHANGES = {"change": "change_amount", "rate": "ratio"}


@dataclass(slots=True)
class List:
    """One list of a table as read: its columns by number, its lines, and the fact in each position. `shared` is the
    concept that all its columns have."""

    columns: Mapping[int, Column]
    lines: Sequence[Line]
    shared: str = ""
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)  # (row, column)

    def in_line(self, line: Line, column: int) -> Fact | None:
        """The figure of a line in a column."""
        return self.facts.get((line.row, column))


@dataclass(slots=True)
class TableFacts:
    """One table on its way to facts. `unit` is what its unit line names; `first` the id of its first fact; `alone`
    names the table if its figures are compared with nothing outside it."""

    meaning: Meaning
    trees: Trees
    title: Title
    unit: str
    basis: str
    report: int
    year: int | None
    first: int
    alone: str = ""
    facts: list[Fact] = field(default_factory=list)
    unread: list[GridCell] = field(default_factory=list)


def list_of(layout: Layout, lane: Lane, lines: Sequence[Line], table: TableFacts) -> List:
    """One list with its columns, and what each of its lines is about."""
    paths = [layout.paths[column] for column in lane.values]
    columns = dict(zip(lane.values, table.meaning.columns(paths, table.year), strict=True))
    columns = {number: _with_balance(column, columns.values(), table) for number, column in columns.items()}
    concepts = {column.coordinates.get("concept", "") for column in columns.values()}
    found = List(columns, lines, concepts.pop() if len(concepts) == 1 else "")
    of_units = any(_is_of_units(layout.paths[column], table) for column in lane.labels)
    tell_lines(lines, table.meaning, table.year, shared=found.shared, of_units=of_units)
    return found


def _with_balance(column: Column, columns: Collection[Column], table: TableFacts) -> Column:
    """合计 beside 上年结转 is more than the revenue of the year: it is the total of its side. A fund beside it in a
    table of expenditure is what that fund gives in the year."""
    title = table.title.coordinates
    side = CONCEPTS.get(title.get("concept", ""), "") if title.keys() <= {"concept", "fund"} else ""
    if not side or "concept" in column.coordinates:
        return column
    prefix = column.path[:-1]
    beside = {other.coordinates.get("concept", "") for other in columns if other.path[: len(prefix)] == prefix}
    if not beside & set(table.meaning.words.list("balances")):
        return column
    if column.is_total:
        return replace(column, coordinates={**column.coordinates, "concept": "grand_total", "side": side})
    if column.coordinates.keys() == {"fund"}:
        of_year = table.meaning.labeller.rewritten({**column.coordinates, "origin": "year"})
        return replace(column, coordinates=of_year)
    return column


def _is_of_units(path: Sequence[str], table: TableFacts) -> bool:
    """Whether a column of labels names bodies, not kinds of figures."""
    return bool(path) and path[-1] in table.meaning.words.list("units", "headers")


# ------------------------------------------------------------------ facts


def read_list(found: List, table: TableFacts) -> None:
    """Add the facts of one list to those of its table."""
    nil = table.meaning.words.nil
    for line in found.lines:
        for number, cell in line.cells.items():
            if cell.text in nil:
                continue
            column = found.columns[number]
            value = _value(cell, table, column, line)
            if value is None:
                if _looks_like_a_figure(cell.text):
                    table.unread.append(cell)
                continue
            wide = line.is_wide or (cell.column_span > 1 and cell.column + cell.column_span - 1 > max(found.columns))
            fact = _fact(cell, value, _coordinates(table, column, line, found, value, wide=wide), table, line, column)
            found.facts[line.row, number] = fact
            table.facts.append(fact)


def _looks_like_a_figure(text: str) -> bool:
    """Whether a cell is mostly digits: 1,23.4 or 12..5, but no sentence with a number in it."""
    digits = sum(character.isdigit() for character in text)
    return digits > 0 and digits * 2 >= len(text)


def _value(cell: GridCell, table: TableFacts, column: Column, line: Line) -> Quantity | None:
    numeral = cell.numeral
    if not numeral:
        return None
    leaf = column.path[-1] if column.path else ""
    is_rate = numeral.endswith(_PERCENT) or column.change == "rate" or line.unit == _PERCENT
    symbol = table.unit
    if is_rate:
        symbol = _PERCENT
    elif column.unit:
        symbol = column.unit
    elif line.unit and not any(word in leaf for word in table.meaning.words.list("money", "headers")):
        symbol = line.unit
    try:
        return quantity(numeral.removesuffix(_PERCENT), unit_of(symbol), text=cell.cell.text.strip())
    except QuantityError:
        return None


def _coordinates(
    table: TableFacts, column: Column, line: Line, found: List, value: Quantity, *, wide: bool
) -> dict[str, str]:
    """Title, column and line together; the line is narrower than the column, but of two funds the narrower counts."""
    meaning = table.meaning
    said = {} if wide else column.coordinates  # a figure over several lists is of none of them
    own: Mapping[str, str] = line.coordinates
    if not _NARROW.isdisjoint(table.title.coordinates):  # 总计 of the projects is no total of the accounts
        said, own = _without_total(said), _without_total(own)
    coordinates = meaning.joined(table.title.coordinates, said, own)
    if "fund" in said:
        fund = said["fund"]
        narrower = (told["fund"] for told in (own, table.title.coordinates) if "fund" in told)
        coordinates["fund"] = next((one for one in narrower if table.trees.descends("fund", one, fund)), fund)
    if is_grand_total(coordinates) and found.shared in CONCEPTS:
        coordinates.setdefault("side", CONCEPTS[found.shared])
    if table.title.scope:
        coordinates.setdefault("scope", table.title.scope)
    if "concept" not in coordinates:
        coordinates["concept"] = f"={line.label or table.title.text}"
    coordinates = meaning.labeller.rewritten(coordinates)
    if (
        coordinates["concept"].startswith("=")
        or line.narrow
        or _is_of_its_table(coordinates, table, column, line, value)
    ):
        coordinates["within"] = "|".join((table.title.text, table.alone, *_lineage(line), *column.path))
    return coordinates


def _without_total(told: Mapping[str, str]) -> Mapping[str, str]:
    """Coordinates that say nothing of a total of one side of the accounts."""
    return {a: m for a, m in told.items() if a not in ("concept", "side")} if is_grand_total(told) else told


def _is_of_its_table(
    coordinates: Mapping[str, str], table: TableFacts, column: Column, line: Line, value: Quantity
) -> bool:
    """Whether a figure is compared only within its table: that is of a kind nobody knows, and so may its figures be."""
    words = table.meaning.words
    if column.change or column.of_which or ("source" in line.coordinates and "fund" in table.title.coordinates):
        return True
    if table.title.plain and not table.alone:
        return False
    counted = value.unit.dimension == "count"
    known = any(axis in coordinates for axis in words.list("own_counts" if counted else "own_axes"))
    return not known and coordinates["concept"] not in words.list("own_counts" if counted else "own_concepts")


def _lineage(line: Line) -> list[str]:
    """What the line is a part of, and what else its row says, so that two lines of one name are not one."""
    names = [line.label, line.narrow]
    above, depth = line.parent, 0
    while above is not None and depth < 9:
        names.append(above.label)
        above, depth = above.parent, depth + 1
    return [name for name in names if name]


def _fact(
    cell: GridCell, value: Quantity, coordinates: dict[str, str], table: TableFacts, line: Line, column: Column
) -> Fact:
    measure = _MEASURES.get(value.unit.dimension, "amount")
    measure = _CHANGES.get(column.change, measure)
    coordinates["measure"] = measure
    if measure == "amount":
        coordinates["basis"] = line.basis or column.basis or table.basis
    coordinates["period"] = line.period or column.period or (str(table.year) if table.year else "current")
    passage = cell.passage
    label = line.label or (column.path[-1] if column.path else "") or table.title.text
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


def tell_apart(lists: Sequence[List], table: TableFacts) -> None:
    """Figures of different lines that came to the same coordinates are of neither of them: each only of its line.

    So are the lines of one code that is listed several times, and a label that stands under two others. Sums may well
    be stated twice, at the top and at the bottom, but not in two columns; each 小计 is a sum of something else.
    """
    keys = Counter(_key(fact) for fact in table.facts)
    for found in lists:
        lines = {line.row: line for line in found.lines}
        in_row = Counter((row, _key(fact)) for (row, _), fact in found.facts.items())
        sums = Counter(line.label for line in found.lines if line.is_total)
        grand = table.meaning.words.list("repeated")
        for (row, number), fact in list(found.facts.items()):
            line, key = lines[row], _key(fact)
            repeated = line.is_total and (sums[line.label] == 1 or line.label in grand)
            if keys[key] == 1 or (repeated and in_row[row, key] == 1):
                continue
            column = "|".join(found.columns[number].path)
            within = "|".join((table.title.text, table.alone, *_lineage(line), column, str(row), str(number)))
            apart = replace(fact, coordinates={**fact.coordinates, "within": within})
            found.facts[row, number] = apart
            table.facts[fact.id - table.first] = apart


def _key(fact: Fact) -> tuple[object, ...]:
    unit = fact.quantity.unit
    return (*sorted(fact.coordinates.items()), unit.dimension, unit.classifier)
