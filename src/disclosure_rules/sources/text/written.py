"""Tables and charts of a word processor as they look once written out as text.

A form is written cell by cell: a tab and the cell's text, further lines of the cell without a tab, a blank line at
the end of a row. A chart is a line with the first series' name and a tab, then a line with the categories and the
values, each followed by a tab; the name of the next series or a unit may follow on the same line. A plain table has
the same number of tabs in every line, but for blanks cut off at the end of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_rules.sources.assembly import CellDraft, SeriesDraft, Strand

__all__ = ["ChartDraft", "TableDraft", "chart_at", "form_at", "table_at"]

_VALUE = re.compile(r"[-+]?\d{1,20}(?:,\d{3}){0,6}(?:\.\d{1,40})?(?:[Ee][-+]?\d{1,2})?%?")
_ENDS_FORM = re.compile(r"[ \u3000]+\S|\[bookmark|第[一二三四五六七八九十\d]{1,3}部分")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{1,40}$|（[一二三四五六七八九十]{1,3}）[^。；]{1,40}$")
_LISTED = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]{1,3}[部章节]|[（(]?[一二三四五六七八九十\d]{1,3}[、．.）)]|附件|\[bookmark)"
)
_PAGE = re.compile(r"\d{1,4}")
_WIDE = 3  # tabs in a line
_LONG_CELL = 40  # characters; a form has mostly shorter cells, indented prose has not


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """The rows of a table and the index of the first line after it; without rows, the lines before it are no table."""

    rows: tuple[tuple[CellDraft, ...], ...]
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDraft:
    """The series of a chart with values, the unit written in it, and the index of the first line after it."""

    series: tuple[SeriesDraft, ...]
    unit_line: str
    end: int


def form_at(lines: Sequence[str], start: int) -> TableDraft | None:
    """Read a form that begins on the line with index `start`, or return None where none does."""
    if not _is_cell(lines[start]) or _is_prose(lines[start].strip()):
        return None
    rows: list[list[list[tuple[str, int]]]] = []
    position, open_row = start, False
    while position < len(lines):
        line = lines[position]
        if _is_cell(line):
            if not open_row:
                rows.append([])
                open_row = True
            rows[-1].append([(line[1:].strip(), position + 1)])
        elif not line.strip():
            if not open_row:
                break  # two blank lines
            open_row = False
        elif not open_row or "\t" in line or _ends_form(line, rows):
            break
        else:
            rows[-1][-1].append((line.strip(), position + 1))
        position += 1
    if not _is_form(rows):
        return TableDraft(rows=(), end=position)
    drafts = tuple(
        tuple(
            CellDraft(content=Strand.joined(parts), row=row, column=column)
            for column, parts in enumerate(cells, start=1)
        )
        for row, cells in enumerate(rows, start=1)
    )
    return TableDraft(rows=drafts, end=position)


def table_at(lines: Sequence[str], start: int) -> TableDraft | None:
    """Read a plain table that begins on the line with index `start`: lines with the same number of tabs.

    A wide table's lines may have fewer where an editor cut their empty ends off.
    """
    tabs = lines[start].count("\t")
    end = start
    while end < len(lines) and tabs and _is_line_of(tabs, lines[end]):
        end += 1
    block = lines[start:end]
    if len(block) < 2 or all(_is_cell(line) for line in block):
        return None
    if _is_contents(block):
        return TableDraft(rows=(), end=end)
    if all(line[0] != "\t" and not line.rstrip(" ").rstrip("\t").count("\t") for line in block):
        return TableDraft(rows=(), end=end - 1)  # tabs after a text; the last may be the name of a chart's series
    rows = tuple(
        tuple(
            CellDraft(content=Strand(text=text.strip(), lines=((0, start + row),)), row=row, column=column)
            for column, text in enumerate((line + "\t" * (tabs - line.count("\t"))).split("\t"), start=1)
        )
        for row, line in enumerate(block, start=1)
    )
    return TableDraft(rows=rows, end=end)


def _is_line_of(tabs: int, line: str) -> bool:
    own = line.count("\t")
    return bool(line.strip()) and (own == tabs or (tabs >= _WIDE and 0 < own < tabs and not _is_cell(line)))


def chart_at(lines: Sequence[str], start: int) -> ChartDraft | None:
    """Read chart data that begin on the line with index `start`, with the name of a series or without."""
    name, name_line, position = "", start + 1, start
    header = lines[start].rstrip(" ")
    if header.endswith("\t") and header.count("\t") == 1 and header.strip():
        name, position = header.strip(), start + 1
    data = _data(lines[position]) if position < len(lines) else None
    if data is None or not data.values or (position == start and _same_shape_follows(lines, start)):
        return None
    categories, series, unit_line = data.categories, [], ""
    while data is not None:
        if data.values:
            points = tuple(zip(data.categories, data.values, strict=False))
            series.append(SeriesDraft(name=name, line=name_line, value_line=position + 1, points=points))
        name, name_line = data.tail, position + 1
        position += 1
        if _is_unit(name):
            unit_line = name
            break
        data = _data(lines[position]) if position < len(lines) else None
        if data is not None and not name and data.categories != categories:
            break
    return ChartDraft(series=tuple(series), unit_line=unit_line, end=position)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Data:
    categories: tuple[str, ...]
    values: tuple[str, ...]
    tail: str  # the name of the next series, a unit, or empty


def _data(line: str) -> _Data | None:
    """Read a line of categories, values and perhaps one more text, all but the last followed by a tab."""
    pieces = [piece.strip() for piece in line.split("\t")]
    if len(pieces) < 2 or not pieces[0]:
        return None
    closed = not pieces[-1]
    if closed:
        pieces.pop()
    numeric = [bool(_VALUE.fullmatch(piece)) for piece in pieces]
    first = numeric.index(True) if True in numeric else len(pieces) - (not closed)
    if first == 0:  # categories that are numbers themselves: years
        run = numeric.index(False) if False in numeric else len(pieces)
        first = run // 2 if run % 2 == 0 else run
    last = numeric.index(False, first) if False in numeric[first:] else len(pieces)
    categories, values, tail = pieces[:first], pieces[first:last], pieces[last:]
    if not categories or len(values) > len(categories) or len(tail) > 1 or not (closed or tail):
        return None
    return _Data(categories=tuple(categories), values=tuple(values), tail=tail[0] if tail else "")


def _same_shape_follows(lines: Sequence[str], start: int) -> bool:
    return start + 1 < len(lines) and lines[start].count("\t") == lines[start + 1].count("\t")


def _is_unit(text: str) -> bool:
    return text.startswith(("单位：", "单位:", "金额单位", "（单位", "(单位"))


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and line.count("\t") == 1


def _ends_form(line: str, rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether a line without a tab stands after the form rather than in its last cell."""
    if _ENDS_FORM.match(line):
        return True
    complete = len(rows) > 1 and len(rows[-1]) >= len(rows[-2])
    return complete and bool(_HEADING.match(line))


def _is_form(rows: Sequence[Sequence[Sequence[tuple[str, int]]]]) -> bool:
    """Tell a form from indented prose, whose lines begin with a tab as well."""
    if not any(len(cells) > 1 for cells in rows):
        return False
    texts = [parts[0][0] for cells in rows for parts in cells if parts[0][0]]
    prose = sum(1 for text in texts if _is_prose(text))
    return bool(texts) and prose * 2 < len(texts)


def _is_prose(text: str) -> bool:
    return len(text) > _LONG_CELL or text.endswith(("。", "；"))


def _is_contents(block: Sequence[str]) -> bool:
    """Tell a table of contents (heading, tab, page) from a table."""
    pairs = [line.split("\t") for line in block]
    if any(len(pair) != 2 or not _PAGE.fullmatch(pair[1].strip()) for pair in pairs):
        return False
    pages = [int(pair[1]) for pair in pairs]
    listed = sum(1 for pair in pairs if _LISTED.match(pair[0]))
    return pages == sorted(pages) and listed * 2 >= len(pairs)
