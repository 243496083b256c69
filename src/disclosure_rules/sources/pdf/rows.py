"""Rows that no ruling parts: where several columns hold numbers on the same baselines, each baseline is a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from disclosure_rules.sources.pdf.columns import figures_of
from disclosure_rules.sources.pdf.grids import Grid, Span
from disclosure_rules.sources.pdf.lines import Line
from disclosure_rules.sources.pdf.tables import Filled

__all__ = ["parted"]

_SAME_LINE = 40  # percent of an em


def parted(filled: Filled) -> Filled:
    """The table with its rows parted where the rulings between them are missing."""
    if not any(len(lines) > 1 for lines in filled.lines):
        return filled
    grid = filled.grid
    splits: dict[int, list[int]] = {}  # by row, the baselines of the rows it holds
    for row in range(len(grid.down) - 1):
        members = [(span, lines) for span, lines in zip(grid.spans, filled.lines, strict=True) if span.row == row]
        baselines = _baselines([lines for span, lines in members if span.rows == 1])
        if len(baselines) > 1:
            splits[row] = baselines
    return _split(filled, splits) if splits else filled


def _baselines(cells: Sequence[Sequence[Line]]) -> list[int]:
    """The baselines of the rows in a band, from the top, if two columns agree on them, else nothing."""
    columns = [[line for line in cell if figures_of(line)] for cell in cells]
    columns = [column for column in columns if len(column) > 1]
    if len(columns) < 2:
        return []
    longest = max(columns, key=len)
    agreeing = sum(
        1 for column in columns if sum(1 for line in column if _nearest(line, longest) is not None) == len(column)
    )
    return [line.base for line in longest] if agreeing >= 2 else []


def _nearest(line: Line, others: Sequence[Line]) -> Line | None:
    return next((one for one in others if abs(one.base - line.base) <= one.em * _SAME_LINE // 100), None)


def _split(filled: Filled, splits: dict[int, list[int]]) -> Filled:
    grid = filled.grid
    first_rows: list[int] = []  # the new number of each row
    down = [grid.down[0]]
    number = 0
    for row in range(len(grid.down) - 1):
        first_rows.append(number)
        baselines = splits.get(row, [0])
        number += len(baselines)
        down += [(above + below) // 2 for above, below in pairwise(baselines)]
        down.append(grid.down[row + 1])
    first_rows.append(number)
    placed: list[tuple[Span, list[Line]]] = []
    for span, lines in zip(grid.spans, filled.lines, strict=True):
        start, end = first_rows[span.row], first_rows[span.row + span.rows]
        if span.rows > 1 or end - start == 1:
            placed.append((Span(start, span.column, end - start, span.columns), lines))
            continue
        baselines = splits[span.row]
        shares: list[list[Line]] = [[] for _ in baselines]
        for line in lines:
            nearest = min(range(len(baselines)), key=lambda one: abs(baselines[one] - line.base))
            shares[nearest].append(line)
        placed += [(Span(start + one, span.column, 1, span.columns), share) for one, share in enumerate(shares)]
    placed.sort(key=lambda one: one[0])
    spans = tuple(span for span, _ in placed)
    return Filled(
        grid=Grid(across=grid.across, down=tuple(down), spans=spans, owner=()), lines=[lines for _, lines in placed]
    )
