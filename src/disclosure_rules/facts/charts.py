"""A chart's cached data become facts: each point is the cell its category names, under the chart's title."""

from __future__ import annotations

from disclosure_rules.facts.cells import CellContext, cell_passage
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise
from disclosure_rules.quantity import FRACTION, Quantity, QuantityError, Unit, quantity, unit_of
from disclosure_rules.sources.block import Chart, Point, Series

__all__ = ["read_chart"]


def read_chart(chart: Chart, context: CellContext) -> tuple[Reading, list[Passage]]:
    """The points of a chart as statements, one passage a point, and passages for the title and the series names.

    Values of a chart of shares are fractions of 1; other values are in the chart's unit line.
    """
    passages = [cell_passage(chart.title, chart.place, context, 0, role="chart")]
    reading = Reading()
    title = context.labeller.topic(chart.title, tokenise(passages[0].text, context.lexicon))
    for series in chart.series:
        passages.append(cell_passage(series.name, series.place, context, len(passages), role="chart"))
        unit = _unit(chart, series, context)
        if unit is None:
            continue
        frame = Frame("chart", None, None, True, "chart")
        for point in series.points:
            passage = cell_passage(point.value, point.place, context, len(passages), role="chart")
            statement = _statement(point, series, title, unit, passage, context)
            if statement is not None:
                passages.append(passage)
                reading.statements.append(statement)
                reading.figures += 1
                frame.items.append(statement)
        if unit.dimension == "ratio" and len(frame.items) > 1:
            reading.frames.append(frame)
            for item in frame.items:
                item.frame = frame
    return reading, passages


def _label(text: str, context: CellContext, topic: Label | None) -> Label | None:
    normal = cell_passage(text, None, context, 0).text
    return context.labeller.read(tokenise(normal, context.lexicon), dict(topic.coordinates) if topic else {})


def _unit(chart: Chart, series: Series, context: CellContext) -> Unit | None:
    """The unit of a series: a fraction of 1 for shares, the unit line's otherwise; None if nothing tells."""
    values = [point.value for point in series.points]
    quantities = [q for value in values if (q := _quantity(value, FRACTION)) is not None]
    if not quantities:
        return None
    if all(0 <= q.value <= 1 for q in quantities) and not chart.unit_line:
        return FRACTION
    words = context.lexicon.vocabulary.get("units", {})
    names = [scale + money for scale in (*words.get("scales", ()), "") for money in words.get("money", ())]
    symbol = next((name for name in names if name in chart.unit_line), "")
    if symbol:
        return unit_of(symbol)
    return unit_of("%") if "%" in chart.unit_line or "％" in chart.unit_line else None


def _quantity(text: str, unit: Unit) -> Quantity | None:
    try:
        return quantity(text.strip(), unit, text=text.strip())
    except QuantityError:
        return None


def _statement(
    point: Point, series: Series, title: Label | None, unit: Unit, passage: Passage, context: CellContext
) -> Statement | None:
    value = _quantity(point.value, unit)
    label = _label(point.category, context, title)
    if value is None or label is None:
        return None
    coordinates = dict(label.coordinates)
    if title is not None and not coordinates.get("concept", "").startswith("="):
        for axis in ("concept", "fund"):
            coordinates.setdefault(axis, title.coordinates[axis]) if axis in title.coordinates else None
        coordinates = context.labeller.rewritten(coordinates)
    year = next(
        (t for t in tokenise(series.name, context.lexicon) if t.kind is TokenKind.PERIOD and "year" in t.data), None
    )
    measure = "share" if unit.dimension == "ratio" else "amount"
    token = Token(TokenKind.NUMBER, passage.text, 0, len(passage.text))
    basis = context.default_basis if measure == "amount" else ""
    statement = Statement(
        Label(point.category, coordinates, label.known),
        passage.index,
        0,
        context.report,
        context.section,
        Evidence.LIST,
    )
    mention = Mention(
        token, value, measure, basis, year.data["year"] if year else "", evidence=Evidence.LIST, statement=statement
    )
    statement.mentions.append(mention)
    return statement
