"""The cells of a sheet as what they are on paper: titles and notes, and tables one under another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_rules.sources.xlsx.shown import Sheet, Shown

__all__ = ["Region", "regions_of"]

_COLONS = ("：", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Rows that are one table, or a text that stands on its own (one row of one cell)."""

    rows: tuple[tuple[Shown, ...], ...]
    is_table: bool


def regions_of(sheet: Sheet) -> Iterator[Region]:
    """Yield the texts and tables of a sheet from top to bottom."""
    rows = [tuple(sorted(cells, key=lambda cell: cell.column)) for _, cells in sorted(sheet.rows.items())]
    group: list[tuple[Shown, ...]] = []
    bottom = 0  # the last row that the group reaches
    for cells in rows:
        row = cells[0].row
        if group and row > bottom + 1 and _parts(sheet, bottom, row):
            yield from _split(group)
            group = []
        group.append(cells)
        # A merged cell bridges empty rows, unless it reaches far below all that is written.
        bottom = max(bottom, row, *(cell.row + cell.row_span - 1 for cell in cells if cell.row_span < len(rows) + 9))
    if group:
        yield from _split(group)


def _parts(sheet: Sheet, above: int, below: int) -> bool:
    """Tell whether an empty row stands between two rows: one that is neither hidden nor drawn with lines."""
    between = below - above - 1
    for known in (sheet.hidden, sheet.framed):
        between -= bisect_left(known, below) - bisect_right(known, above)
    return between > 0


def _split(group: Sequence[tuple[Shown, ...]]) -> Iterator[Region]:
    """Part the rows of a table from the titles above it, the notes under it and the titles between two."""
    wide = [cells for cells in group if len(cells) > 1]
    framed = sum(_is_framed(cells) for cells in wide) * 2 > len(wide)
    tabular = [len(cells) > 1 and (not framed or _is_framed(cells)) for cells in group]
    if not any(tabular):
        tabular = [len(cells) > 1 for cells in group]
    if not framed:
        _leave_out_headings(group, tabular)
    first, last = (tabular.index(True), len(tabular) - tabular[::-1].index(True)) if any(tabular) else (0, 0)
    right = max((cell.column + cell.column_span for row in group[first:last] for cell in row), default=0)
    left = min((cell.column for row in group[first:last] for cell in row), default=0)
    covered = 0  # the last row that cells above reach
    table: list[tuple[Shown, ...]] = []
    for position, cells in enumerate(group):
        inside = first <= position < last or (position == last and covered >= cells[0].row)
        if tabular[position]:
            belongs = True
        elif framed:
            spread = max(cell.column_span for cell in cells) * 2 > right - left
            belongs = _is_framed(cells) and (inside or (position > first < last and not spread))
        else:
            belongs = inside or (position >= last > 0 and cells[0].number)
        if belongs:
            table.append(cells)
            covered = max(covered, *(cell.row + cell.row_span - 1 for cell in cells))
            continue
        if table:
            yield Region(rows=tuple(table), is_table=True)
            table = []
        yield from (Region(rows=((cell,),), is_table=False) for cell in cells)
    if table:
        yield Region(rows=tuple(table), is_table=True)


def _is_framed(cells: Sequence[Shown]) -> bool:
    return sum(cell.framed for cell in cells) * 2 >= len(cells)


def _leave_out_headings(group: Sequence[tuple[Shown, ...]], tabular: list[bool]) -> None:
    """Take rows such as `编制单位：… 单位：万元` above a table without lines off it: fewer texts, one with a colon."""
    for position, cells in enumerate(group[:-1]):
        if not tabular[position]:
            continue
        following = next(
            (row for row, is_row in zip(group[position + 1 :], tabular[position + 1 :], strict=True) if is_row), ()
        )
        colon = any(mark in cell.text for cell in cells for mark in _COLONS)
        spread = sum(cell.column_span for cell in cells)
        if any(cell.number for cell in cells) or not colon or spread >= len(following):
            return
        tabular[position] = False
