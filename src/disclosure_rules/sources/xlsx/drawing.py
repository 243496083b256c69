"""What is drawn onto a sheet: text boxes and charts are read, pictures are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.docx.chart import ChartData, read_chart
from disclosure_rules.sources.package import Package
from disclosure_rules.sources.xlsx.book import DOCUMENT

__all__ = ["Drawn", "drawn_on"]

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MOST = 5_000  # things drawn onto one sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A text or a chart that is drawn from a row and column (1-based) on."""

    row: int
    column: int
    text: str = ""
    chart: ChartData | None = None


def drawn_on(package: Package, part: str, unread: Counter[str]) -> list[Drawn]:
    """Return the texts and charts of a sheet part, and count what else is drawn in `unread`."""
    relations = package.relationships(part)
    found: list[Drawn] = []
    for kind, path in relations.values():
        if kind == "drawing":
            root = package.xml(path)
            if root is not None:
                found += _drawn(package, path, root, unread)
        elif kind in ("oleObject", "package"):
            unread["object"] += 1
    return sorted(found, key=lambda entry: (entry.row, entry.column))


def _drawn(package: Package, part: str, root: etree._Element, unread: Counter[str]) -> Iterator[Drawn]:
    relations = package.relationships(part)
    for count, anchor in enumerate(root.iterchildren("*")):
        if count >= _MOST:
            return
        row, column = (_position(anchor, name) for name in ("row", "col"))
        for element in anchor.iter(_D + "sp", _D + "pic", _CHART + "chart", _COMPATIBLE + "Fallback"):
            if element.tag == _COMPATIBLE + "Fallback" or _is_fallback(element):
                continue
            if element.tag == _D + "pic":
                unread["picture"] += 1
            elif element.tag == _D + "sp":
                text = "\n".join(
                    "".join(run.text or "" for run in paragraph.iter(_A + "t")) for paragraph in element.iter(_A + "p")
                )
                if text.strip():
                    yield Drawn(row=row, column=column, text=text.strip("\n"))
            else:
                chart = _chart(package, relations.get(element.get(DOCUMENT + "id", ""), ("", ""))[1])
                if chart is None:
                    unread["chart"] += 1
                else:
                    yield Drawn(row=row, column=column, chart=chart)


def _chart(package: Package, part: str) -> ChartData | None:
    try:
        root = package.xml(part)
    except SourceError:
        return None
    chart = None if root is None else read_chart(root)
    return chart if chart is not None and chart.series else None


def _is_fallback(element: etree._Element) -> bool:
    return any(parent.tag == _COMPATIBLE + "Fallback" for parent in element.iterancestors())


def _position(anchor: etree._Element, name: str) -> int:
    text = (anchor.findtext(f"{_D}from/{_D}{name}") or "").strip()
    return int(text) + 1 if text.isdecimal() and len(text) < 9 else 1
