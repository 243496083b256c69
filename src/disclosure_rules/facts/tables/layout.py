"""What the columns and rows of a grid are: header, codes, labels, values; one or several lists side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.tables.grid import Grid, GridCell
from disclosure_rules.facts.tables.words import TableWords, without_ordinal

__all__ = ["Lane", "Layout", "header_rows", "layout_of"]

_CODE = re.compile(r"\d{1,7}")
_PIECE = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_CODE = 3
_LEAST_COUNTED = 3
_SHORT = 2  # 类, 款, 栏次


@dataclass(slots=True)
class Lane:
    """One list of a table: its code columns, label columns and value columns."""

    codes: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """`captions` are texts that stand above the header inside the grid; `first` is the first row after the header;
    `paths` the header texts of every column from top to bottom."""

    captions: list[str]
    first: int
    paths: list[tuple[str, ...]]
    lanes: list[Lane]


def header_rows(grid: Grid, words: TableWords) -> int:
    """The number of rows before the first row that holds a figure or a code."""
    for number in range(len(grid.rows)):
        cells = list(grid.cells(number))
        numerals = [cell for cell in cells if cell.is_numeral]
        if numerals and not _is_index(cells, words):
            return _without_empty_lines(grid, number, words)
    return len(grid.rows)


def _without_empty_lines(grid: Grid, first: int, words: TableWords) -> int:
    """Where the body begins, if lines without a figure (一、“三公”经费支出 | —) stand above its first figure."""
    while first > 1:
        own = [cell for cell in grid.cells(first - 1) if cell.row == first - 1]
        named = [cell for cell in own if cell.text not in words.nil and not cell.is_numeral]
        if not named or not all(without_ordinal(cell.text)[0] for cell in named):
            break
        first -= 1
    return first


def _is_index(cells: Sequence[GridCell], words: TableWords) -> bool:
    """栏次 1 2 3 …: the columns counted, or the years that head them."""
    numerals = [cell.text for cell in cells if cell.is_numeral]
    if all(_YEAR.fullmatch(text) for text in numerals):
        return True
    whole = [text for text in numerals if text.isdigit()]
    if any(cell.text in words.list("index_rows") for cell in cells) and len(whole) == len(numerals):
        return True
    if len(whole) != len(numerals) or len(numerals) < _LEAST_COUNTED:
        return False
    counted = [str(number) for number in range(1, len(numerals) + 1)]
    named = [cell for cell in cells if not cell.is_numeral]
    return numerals == counted and all(len(cell.text) <= _SHORT for cell in named)


def layout_of(grid: Grid, words: TableWords) -> Layout:
    """Tell header from body and what each column holds."""
    top = header_rows(grid, words)
    captions: list[str] = []
    start = 0
    while start < top and _is_caption(grid, start, words):
        captions += grid.texts(start)
        start += 1
    headers = [number for number in range(start, top) if not _is_index_row(grid, number, words)]
    paths = _paths(grid, headers)
    kinds: list[str] = []
    for column in range(grid.width):
        beside_code = bool(kinds) and kinds[-1] == "code" and not paths[column]
        is_piece = beside_code and _holds_pieces(grid, column, top)
        kinds.append("code" if is_piece else _kind(grid, column, top, paths[column], words))
    return Layout(captions, top, paths, _lanes(kinds))


def _is_caption(grid: Grid, row: int, words: TableWords) -> bool:
    """A title, a unit line or an empty row above the header."""
    cells = list(grid.cells(row))
    if not cells:
        return True
    if len(cells) == 1 and cells[0].column_span >= grid.width:
        return True
    return any(words.is_unit_line(cell.text) for cell in cells) or (len(cells) == 1 and grid.width > 2)


def _is_index_row(grid: Grid, row: int, words: TableWords) -> bool:
    cells = list(grid.cells(row))
    return (
        any(cell.is_numeral for cell in cells)
        and _is_index(cells, words)
        and not all(_YEAR.fullmatch(cell.text) for cell in cells if cell.is_numeral)
    )


def _paths(grid: Grid, headers: Sequence[int]) -> list[tuple[str, ...]]:
    """The header texts over every column; a text over several columns whose format knows no spans is over those too."""
    rows = [list(grid.rows[row]) for row in headers]
    for level, row in enumerate(rows[:-1]):
        for column in range(1, grid.width):
            left = row[column - 1]
            if row[column] is not None or left is None or left.column_span > 1 or left.row_span > 1:
                continue
            below = [lower[column] for lower in rows[level + 1 :]]
            beside = [lower[column - 1] for lower in rows[level + 1 :]]
            above = [upper[column] for upper in rows[:level]]
            same_group = all(upper[column - 1] is upper[column] for upper in rows[:level])
            if any(below) and any(beside) and (not any(above) or same_group):
                row[column] = left
    return [_path([row[column] for row in rows]) for column in range(grid.width)]


def _path(cells: Sequence[GridCell | None]) -> tuple[str, ...]:
    path: list[str] = []
    before = None
    for cell in cells:
        if cell is not None and cell is not before:
            path.append(cell.text)
        before = cell or before
    return tuple(path)


def _kind(grid: Grid, column: int, first: int, path: tuple[str, ...], words: TableWords) -> str:
    """`code`, `label`, `value` or `none`: by the header, then by what stands in the column."""
    leaf = path[-1] if path else ""
    if leaf in words.list("ignored", "headers"):
        return "none"
    cells = [grid.rows[row][column] for row in range(first, len(grid.rows))]
    own = [cell for cell in dict.fromkeys(cells) if cell is not None and not 1 < grid.width <= cell.column_span]
    numerals = [cell for cell in own if cell.is_numeral]
    names = [cell for cell in own if not cell.is_numeral and cell.text not in words.nil]
    coded = leaf in words.list("code", "headers") or any(
        word in text for text in path for word in words.list("code_words", "headers")
    )
    if coded:
        codes = [cell for cell in numerals if _CODE.fullmatch(cell.text)]
        narrow = [cell for cell in names if cell.column_span == 1 and len(cell.text) > _LONG_CODE]
        return "code" if len(codes) >= len(narrow) else "label"
    if any(
        text.endswith(words.list("label_ends", "headers")) or text in words.list("label", "headers") for text in path
    ):
        return "label" if len(numerals) <= len(names) else "value"
    if len(names) > len(numerals):
        return "label"
    if numerals or path:
        return "value"
    return "none"


def _holds_pieces(grid: Grid, column: int, first: int) -> bool:
    """Whether a column without a header goes on with the codes to the left of it: 208 | 05 | 01."""
    cells = [cell for row in grid.rows[first:] if (cell := row[column]) is not None and cell.column == column]
    return bool(cells) and all(_PIECE.fullmatch(cell.text) for cell in cells)


def _lanes(kinds: Sequence[str]) -> list[Lane]:
    lanes = [Lane()]
    for column, kind in enumerate(kinds):
        if kind == "none":
            continue
        lane = lanes[-1]
        if kind != "value" and lane.values:
            lane = Lane()
            lanes.append(lane)
        {"code": lane.codes, "label": lane.labels, "value": lane.values}[kind].append(column)
    return [lane for lane in lanes if lane.values]
