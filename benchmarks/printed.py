"""The figures printed in a source, the ways to alter one of them, and the source with one figure altered.

What counts as a figure is decided by the print alone, so that a figure that nobody read is one too: a number with a
unit in prose, a cell that is a number, a point of a chart. What was read only adds to it (a number whose unit stands
elsewhere) and says which amounts of a table are totals.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from disclosure_rules.facts import Document, Fact
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Cell, Chart, Paragraph, Source, Strip, Table

__all__ = ["Figure", "alterations", "altered", "figures", "with_points_placed"]

NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,]|\.\d)", re.ASCII)
NUMERIC_CELL = re.compile(r"\s*[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*[%％]?\s*", re.ASCII)
AMOUNT = re.compile(r"\s{0,2}(?:亿元|万元|千元|百元|元|亿|万(?!人|件|户|次))")
PERCENT = re.compile(r"\s{0,2}(?:%|％|个百分点)")
COUNT = re.compile(r"\s{0,2}(?:人次|批次|台（套）|个|件|宗|人|辆|台|套|次|项|名|批|家|户|册)")
TOTAL_CUES = frozenset({"total", "columns", "lines", "classes"})
TOTAL_WORDS = ("合计", "总计", "小计")

Holder = TypeVar("Holder", Paragraph, Cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A printed number: its address (block, row, column; a point of a chart has both), from where to where, and what
    was read there, if anything."""

    block: int
    row: int | None = None
    column: int | None = None
    start: int
    end: int
    text: str
    category: str
    context: str
    label: str = ""
    coordinates: tuple[tuple[str, str], ...] = ()

    def is_at(self, place: Place, end: int) -> bool:
        """Whether a place overlaps the figure, which now ends at `end`."""
        if (place.block, place.row, place.column) != (self.block, self.row, self.column) or place.span is None:
            return False
        return place.span[0] < end and self.start < place.span[1]


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a source with its address."""

    text: str
    block: int
    row: int | None = None
    column: int | None = None
    kind: str = "prose"  # prose | cell | chart


def with_points_placed(source: Source) -> Source:
    """The source with the points of its charts told apart: series by row, points by column."""
    return replace(source, blocks=tuple(_placed(b) if isinstance(b, Chart) else b for b in source.blocks))


def _placed(chart: Chart) -> Chart:
    series = tuple(
        replace(
            one, points=tuple(replace(p, place=replace(p.place, row=s, column=n)) for n, p in enumerate(one.points))
        )
        for s, one in enumerate(chart.series)
    )
    return replace(chart, series=series)


# ------------------------------------------------------------------ which figures there are


def figures(source: Source, document: Document) -> Iterator[Figure]:
    """Every printed figure of a source, zero amounts apart, with the category that `document` gives it."""
    read: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in document.facts:
        read[fact.place.block, fact.place.row, fact.place.column].append(fact)
    unread = {(u.place.block, u.place.row, u.place.column) for u in document.unread}
    totals = {
        fact.id
        for relation in document.relations
        if relation.kind == "rollup" and relation.cue in TOTAL_CUES
        for fact in relation.readings[0].roles["whole"]
    }
    for text in _texts(source):
        address = text.block, text.row, text.column
        for match in NUMBER.finditer(text.text):
            facts = [f for f in read[address] if f.place.span and _overlap(f.place.span, match.span())]
            category = _category(text, match, facts, address in unread, totals)
            zero = not Decimal(match.group().replace(",", ""))
            if category and not (zero and not category.endswith("percentage")):
                yield _figure(text, match, facts, category)


def _texts(source: Source) -> Iterator[_Text]:
    for number, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            yield _Text(block.text, number)
        elif isinstance(block, Table):
            for cell in itertools.chain.from_iterable(block.rows):
                yield _Text(cell.text, number, cell.place.row, cell.place.column, "cell")
        else:
            for point in itertools.chain.from_iterable(one.points for one in block.series):
                yield _Text(point.value, number, point.place.row, point.place.column, "chart")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _figure(text: _Text, match: re.Match[str], facts: Sequence[Fact], category: str) -> Figure:
    around = text.text[max(0, match.start() - 24) : match.end() + 10].replace("\n", " ")
    return Figure(
        block=text.block, row=text.row, column=text.column, start=match.start(), end=match.end(), text=match.group(),
        category=category, context=around,
        label=facts[0].label if facts else "", coordinates=tuple(facts[0].coordinates.items()) if facts else (),
    )  # fmt: skip


def _category(text: _Text, match: re.Match[str], facts: Sequence[Fact], unread: bool, totals: set[int]) -> str:
    """What a number is, or nothing for one that is no figure: a year, a code, the number of a line."""
    dimension = facts[0].quantity.unit.dimension if facts else ""
    if text.kind == "chart":
        return "chart point" if facts or "." in match.group() else ""
    if text.kind == "cell" and NUMERIC_CELL.fullmatch(text.text):
        if not facts:
            printed = unread or "." in match.group() or "," in match.group()
            share = PERCENT.match(text.text, match.end())
            return ("table percentage" if share else "detail") if printed or share else ""
        if dimension != "money":
            return "table percentage" if dimension == "ratio" else "count"
        labelled = any(part.endswith(TOTAL_WORDS) for fact in facts for part in fact.label.split("·"))
        return "total" if labelled or any(fact.id in totals for fact in facts) else "detail"
    said = _unit(text.text, match.end()) or {"money": "amount", "ratio": "percentage", "": ""}.get(dimension, "count")
    where = "form" if text.kind == "cell" else "prose"
    return {"amount": f"{where} amount", "percentage": f"{where} percentage", "count": "count"}.get(said, "")


def _unit(text: str, at: int) -> str:
    """The kind of unit printed right behind a number."""
    patterns = {"percentage": PERCENT, "amount": AMOUNT, "count": COUNT}
    return next((kind for kind, pattern in patterns.items() if pattern.match(text, at)), "")


# ------------------------------------------------------------------ how a figure may be altered


def alterations(figure: Figure, seed: int) -> Iterator[tuple[str, str]]:
    """(name, new print) of every alteration that changes the value beyond the digits printed."""
    text, value = figure.text, Decimal(figure.text.replace(",", ""))
    choose = random.Random(f"{seed}|{figure.block}|{figure.row}|{figure.column}|{figure.start}")
    if figure.category.endswith("percentage"):
        for step in ("0.3", "3", "-0.3", "-3"):
            if value + Decimal(step) > 0:
                places = max(_places(text), _places(step))
                yield step if step[0] == "-" else f"+{step}", f"{value + Decimal(step):.{places}f}"
        return
    if figure.category != "count" and (more := _printed(value * Decimal("1.1"), text)) != text:
        yield "+10%", more
    whole, point, rest = text.replace(",", "").partition(".")
    digits = whole + rest
    swapped = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(len(digits) - 1)]
    if fitting := [new for new in swapped if new != digits and _is_plain(new, len(whole))]:
        yield "swap", _printed(Decimal(choose.choice(fitting)).scaleb(-len(rest)), text)
    shorter = [whole[:n] + whole[n + 1 :] for n in range(len(whole))]
    if len(whole) > 1 and (fitting := [new for new in shorter if _is_plain(new, len(new))]):
        yield "lost", _printed(Decimal(choose.choice(fitting) + point + rest), text)
    if value:
        yield "x10", _printed(value * 10, text)


def _is_plain(digits: str, whole: int) -> bool:
    """Whether digits, `whole` of them before the point, do not begin with a nought too many."""
    return not (whole > 1 and digits[0] == "0")


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _printed(value: Decimal, like: str) -> str:
    """A value with the decimals and the thousands separators of another print (1,204.50 x 10 is 12,045.00)."""
    return f"{value:,.{_places(like)}f}" if "," in like else f"{value:.{_places(like)}f}"


# ------------------------------------------------------------------ the source with one figure altered


def altered(source: Source, figure: Figure, text: str) -> Source:
    """The source with another print in the place of one figure; nothing else moves but what follows in its text."""
    blocks = list(source.blocks)
    blocks[figure.block] = _altered_block(blocks[figure.block], figure, text)
    return replace(source, blocks=tuple(blocks))


def _altered_block(block: Block, figure: Figure, text: str) -> Block:
    if isinstance(block, Paragraph):
        return _altered_text(block, figure, text)
    if isinstance(block, Table):
        rows = tuple(
            tuple(
                _altered_text(cell, figure, text)
                if (cell.place.row, cell.place.column) == (figure.row, figure.column)
                else cell
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)
    series = list(block.series)
    points = list(series[figure.row or 0].points)
    point = points[figure.column or 0]
    value = point.value[: figure.start] + text + point.value[figure.end :]
    points[figure.column or 0] = replace(point, value=value)
    series[figure.row or 0] = replace(series[figure.row or 0], points=tuple(points))
    return replace(block, series=tuple(series))


def _altered_text(holder: Holder, figure: Figure, text: str) -> Holder:
    old: str = holder.text
    shift = len(text) - (figure.end - figure.start)
    # where every character of the new text stood in the old one; what was typed stands where the figure stood
    typed: list[int] = [min(figure.start + n, figure.end - 1) for n in range(len(text))]
    stood = [*range(figure.start), *typed, *range(figure.end, len(old))]
    lines = tuple((at if at <= figure.start else max(at + shift, figure.start), line) for at, line in holder.lines)
    strips = tuple(_moved(strip, stood) for strip in holder.strips) if shift else holder.strips
    return replace(holder, text=old[: figure.start] + text + old[figure.end :], lines=lines, strips=strips)


def _moved(strip: Strip, stood: Sequence[int]) -> Strip:
    last = strip.offset + len(strip.edges) // 2
    inside = [(new, old) for new, old in enumerate(stood) if strip.offset <= old < last]
    edges = [edge for _, old in inside for edge in strip.edges[2 * (old - strip.offset) : 2 * (old - strip.offset) + 2]]
    return replace(strip, offset=inside[0][0] if inside else strip.offset, edges=tuple(edges))
