"""Forms: tables of labels and values, and the indicators of a self-evaluation with target and result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosure_rules.facts.cells import CellContext, cell_passage
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.figures import FigureReader
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise
from disclosure_rules.quantity import Quantity
from disclosure_rules.sources.block import Cell, Table

__all__ = ["read_form"]


@dataclass(slots=True)
class _Form:
    """A table on its way to statements."""

    table: Table
    context: CellContext
    words: dict[str, tuple[str, ...]]
    passages: dict[int, Passage] = field(default_factory=dict)  # by id of the cell
    reading: Reading = field(default_factory=Reading)
    funds: dict[str, Statement] = field(default_factory=dict)  # basis → statement of the project's money


def read_form(table: Table, context: CellContext) -> tuple[Reading, list[Passage]]:
    """The figures of a form. Every non-empty cell becomes a passage, so that checks of wording see it."""
    words = {name: tuple(values) for name, values in context.lexicon.vocabulary.get("forms", {}).items()}
    form = _Form(table, context, words)
    for row in table.rows:
        for cell in row:
            if cell.text.strip():
                form.passages[id(cell)] = cell_passage(cell.text, cell.place, context, len(form.passages))
    header = _indicator_header(form)
    for number, row in enumerate(table.rows):
        if header is not None and number > header[0]:
            _indicator(form, row, header[1], header[2])
        else:
            _pairs(form, row)
    _cost_indicators(form)
    return form.reading, list(form.passages.values())


def _text(form: _Form, cell: Cell) -> str:
    passage = form.passages.get(id(cell))
    return passage.text if passage is not None else ""


def _indicator_header(form: _Form) -> tuple[int, int, int] | None:
    """Row of the header of the indicators, and the columns of target and result."""
    for number, row in enumerate(form.table.rows):
        target = next((c for c in row if _text(form, c).endswith(form.words.get("target", ()))), None)
        result = next((c for c in row if _text(form, c).startswith(form.words.get("result", ()))), None)
        if target is not None and result is not None and target is not result:
            return number, target.place.column or 0, result.place.column or 0
    return None


def _indicator(form: _Form, row: Sequence[Cell], target: int, result: int) -> None:
    by_column = {cell.place.column: cell for cell in row}
    names = [c for c in row if (c.place.column or 0) < target and _text(form, c)]
    if not names or target not in by_column:
        return
    name = _text(form, names[-1]).rstrip("。")
    category = _text(form, names[-2]) if len(names) > 1 else ""
    label = Label(
        form.context.labeller.trimmed(name) or name, {"concept": f"={form.context.labeller.trimmed(name) or name}"}
    )
    statement = Statement(
        label, form.passages[id(names[-1])].index, 0, form.context.report, form.context.section, Evidence.LIST
    )
    if category.endswith(form.words.get("cost", ())) and category:
        statement.flags.add("cost_indicator")
    first = _value(form, by_column[target])
    second = _value(form, by_column[result], first[0].unit.symbol if first else "") if result in by_column else None
    for value, basis in ((first, "target"), (second, "achieved")):
        if value is not None:
            _mention(form, statement, *value, basis)
    if statement.mentions:
        form.reading.statements.append(statement)


def _value(form: _Form, cell: Cell, unit: str = "") -> tuple[Quantity, Passage, Token] | None:
    """The quantity of a cell that holds just one figure; without a unit of its own it is in `unit`."""
    passage = form.passages.get(id(cell))
    if passage is None:
        return None
    reader = FigureReader(form.context.lexicon, passage.text)
    tokens = [t for t in tokenise(passage.text, form.context.lexicon) if t.kind is TokenKind.NUMBER]
    if len(tokens) != 1 or len(passage.text) > len(tokens[0].text) + 4 or "，" in passage.text:
        return None
    token = tokens[0]
    symbol = token.data.get("scale", "") + token.data.get("unit", "")
    found = reader.quantity(token, symbol or unit)
    return (found, passage, token) if found is not None else None


def _mention(form: _Form, statement: Statement, value: Quantity, passage: Passage, token: Token, basis: str) -> None:
    dimension = value.unit.dimension
    measure = {"ratio": "ratio", "money": "amount", "score": "score"}.get(dimension, "count")
    mention = Mention(token, value, measure, basis, evidence=Evidence.LIST, statement=statement, passage=passage.index)
    statement.mentions.append(mention)
    form.reading.figures += 1


def _pairs(form: _Form, row: Sequence[Cell]) -> None:
    """预算数：| 211.5 | 执行数：| 211.5: a label and the value to its right, in the unit the row or table names."""
    for label, cell in _neighbours(row):
        name = _text(form, label).rstrip("：")
        value = _value(form, cell, _unit_of_row(form, row))
        if not name or value is None or any(character.isdigit() for character in name):
            continue
        basis = next((basis for basis in ("budget", "final") if any(w in name for w in form.words.get(basis, ()))), "")
        if basis and value[0].unit.dimension == "money":
            named, at = Label(name, {"concept": "project_funds"}, True), form.context
            statement = Statement(named, value[1].index, 0, at.report, at.section, Evidence.LIST)
            _mention(form, statement, *value, basis)
            form.funds[basis] = statement
            form.reading.statements.append(statement)
        elif value[0].unit.dimension != "bare":
            _part_of_funds(form, label, name, value)


def _part_of_funds(form: _Form, label: Cell, name: str, value: tuple[Quantity, Passage, Token]) -> None:
    """其中：财政拨款 under 预算数 or 执行数: part of that money, by the column it stands in."""
    bases = list(form.funds)
    if not bases or value[0].unit.dimension != "money":
        return
    columns = {basis: form.reading.statements.index(statement) for basis, statement in form.funds.items()}
    basis = bases[0] if (label.place.column or 0) <= 2 or len(columns) == 1 else bases[-1]
    words = form.context.labeller.read(tokenise(name, form.context.lexicon), {})
    coordinates = {
        "concept": "project_funds",
        **({"fund": words.coordinates["fund"]} if words and "fund" in words.coordinates else {"of": name}),
    }
    statement = Statement(
        Label(name, coordinates, True), value[1].index, 0, form.context.report, form.context.section, Evidence.LIST
    )
    _mention(form, statement, *value, basis)
    form.reading.statements.append(statement)
    parent = form.funds[basis]
    frame = Frame("form", parent, parent.mentions[0], False, "其中", items=[statement])
    form.reading.frames.append(frame)


def _neighbours(row: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    return pairwise(row)


def _unit_of_row(form: _Form, row: Sequence[Cell]) -> str:
    """A unit written in brackets in this row or one above: 项目资金（万元）."""
    symbols = form.words.get("units", ())
    for earlier in reversed(form.table.rows[: form.table.rows.index(tuple(row)) + 1]):
        for cell in earlier:
            text = _text(form, cell)
            if found := next((s for s in symbols if f"（{s}）" in text or f"单位：{s}" in text), ""):
                return found
    return ""


def _cost_indicators(form: _Form) -> None:
    """Cost indicators that are sums of money split the project's money: budget by target, spent by result."""
    rows = [s for s in form.reading.statements if "cost_indicator" in s.flags]
    for basis, own in (("budget", "target"), ("final", "achieved")):
        parent = form.funds.get(basis)
        items = [s for s in rows if (m := s.level(own)) is not None and m.quantity.unit.dimension == "money"]
        if parent is not None and len(items) > 2 and len(items) == len(rows):
            frame = Frame("form", parent, parent.mentions[0], True, own, items=items, item_basis=own)
            form.reading.frames.append(frame)
