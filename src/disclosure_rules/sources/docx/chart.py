"""The data a chart keeps with it: the numbers it was last drawn with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from itertools import islice

from lxml import etree

from disclosure_rules.sources.docx.names import CHART, DRAWING

__all__ = ["ChartData", "SeriesData", "read_chart", "stored_number"]

_DIGITS = 15  # a spreadsheet keeps 15 decimal digits of a number; what is written beyond them is binary residue
_MAGNITUDE = 30  # powers of ten; no amount is larger or smaller
_MAX_POINTS = 20_000
_MAX_LEVELS = 5  # of categories
_FIFTEEN = Context(prec=_DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesData:
    """The name of a series and its points as pairs (category, value)."""

    name: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """A chart's title, the unit written in it (`单位：万元`) and its series that have values."""

    title: str
    unit_line: str
    series: tuple[SeriesData, ...]


def read_chart(root: etree._Element, shapes: etree._Element | None = None) -> ChartData:
    """Read a chart part; `shapes` is the part with the texts drawn onto the chart, if there is one."""
    all_series = [_series(element) for element in root.iter(CHART + "ser")]
    series = tuple(entry for entry in all_series if entry.points)
    chart = root.find(CHART + "chart")
    title_element = None if chart is None else chart.find(CHART + "title")
    title = "" if title_element is None else _text(title_element)
    if title_element is not None and not title and len(all_series) == 1:
        title = all_series[0].name  # what is drawn where the title has no text of its own
    texts = [_text(element) for element in root.iter(CHART + "title") if element is not title_element]
    if shapes is not None:
        texts += [_paragraph(element) for element in shapes.iter(DRAWING + "p")]
    unit_line = next((text for text in texts if "单位" in text and len(text) <= 30), "")
    return ChartData(title=title, unit_line=unit_line, series=series)


def stored_number(text: str) -> str | None:
    """Return a number of a cache in plain digits, without what binary arithmetic left behind, or None for no number.

    >>> stored_number("0.59230000000000005")
    '0.5923'
    """
    text = text.strip()
    if len(text) > 60:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or (number and abs(number.adjusted()) > _MAGNITUDE):
        return None
    if len(number.as_tuple().digits) > _DIGITS:
        number = _FIFTEEN.plus(number).normalize()
    elif "E" not in text.upper():
        return text
    return f"{number:f}"


def _series(element: etree._Element) -> SeriesData:
    name = _text(element.find(CHART + "tx"))
    categories = _categories(element.find(CHART + "cat"))
    if not categories:
        categories = _categories(element.find(CHART + "xVal"))
    values = element.find(CHART + "val")
    if values is None:
        values = element.find(CHART + "yVal")
    points = []
    for index, text in _points(values):
        value = stored_number(text)
        if value is not None:
            points.append((categories.get(index, ""), value))
    return SeriesData(name=name, points=tuple(points))


def _categories(element: etree._Element | None) -> dict[int, str]:
    """Return the categories by index; those of several levels are joined, the outermost first."""
    if element is None:
        return {}
    levels = [list(_points(level)) for level in islice(element.iter(CHART + "lvl"), _MAX_LEVELS)]
    if not levels:
        return dict(_points(element))
    categories = dict(levels[0])
    for level in levels[1:]:
        groups = sorted(level)
        for index, text in categories.items():
            position = bisect_right(groups, index, key=lambda group: group[0])
            categories[index] = f"{groups[position - 1][1] if position else ''}{text}"
    return categories


def _points(element: etree._Element | None) -> Iterator[tuple[int, str]]:
    """Yield the cached points as (index, text)."""
    if element is None:
        return
    for count, point in enumerate(element.iter(CHART + "pt")):
        index = point.get("idx", "")
        if count >= _MAX_POINTS or not index.isdecimal() or len(index) > 7:
            continue
        yield int(index), (point.findtext(CHART + "v") or "").strip()


def _text(element: etree._Element | None) -> str:
    """Return the text of a title or a name, written out or cached."""
    if element is None:
        return ""
    written = "".join(_paragraph(paragraph) for paragraph in element.iter(DRAWING + "p"))
    if written:
        return written.strip()
    return "".join(cached.text or "" for cached in element.iter(CHART + "v")).strip()


def _paragraph(element: etree._Element) -> str:
    return "".join(run.text or "" for run in element.iter(DRAWING + "t"))
