"""Positions of a grid that belong together, and the rectangles they form."""

from __future__ import annotations

__all__ = ["Unions", "rectangles"]

_Span = tuple[int, int, int, int]  # row, column, rows, columns


class Unions:
    """Numbers below `count`, united step by step."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, one: int) -> int:
        """The number that stands for all that are united with this one."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def unite(self, one: int, other: int) -> None:
        """Unite two numbers and all that belong to them; the smallest stands for all."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._parent[max(first, second)] = min(first, second)


def rectangles(unions: Unions, rows: int, columns: int) -> tuple[list[_Span], list[int]]:
    """The cells of a grid in reading order, and for every position which of them covers it.

    Positions that are united but form no rectangle, where a piece of a ruling is missing, are taken row by row.
    """
    members: dict[int, list[int]] = {}
    for position in range(rows * columns):
        members.setdefault(unions.root(position), []).append(position)
    spans: list[_Span] = []
    for group in members.values():
        if len(group) == 1:
            spans.append((*divmod(group[0], columns), 1, 1))
            continue
        span = _around(group, columns)
        if span[2] * span[3] == len(group):
            spans.append(span)
        else:
            spans += _row_by_row(group, columns)
    spans.sort()
    owner = [0] * (rows * columns)
    for number, (row, column, height, width) in enumerate(spans):
        if height == width == 1:
            owner[row * columns + column] = number
            continue
        for line in range(row, row + height):
            start = line * columns + column
            owner[start : start + width] = [number] * width
    return spans, owner


def _around(group: list[int], columns: int) -> _Span:
    rows_of, columns_of = [one // columns for one in group], [one % columns for one in group]
    row, column = min(rows_of), min(columns_of)
    return row, column, max(rows_of) - row + 1, max(columns_of) - column + 1


def _row_by_row(group: list[int], columns: int) -> list[_Span]:
    """Runs of neighbours in each row; runs of the same columns one below the other become one."""
    runs: list[_Span] = []
    for position in sorted(group):
        row, column = divmod(position, columns)
        if runs and runs[-1][0] == row and runs[-1][1] + runs[-1][3] == column:
            runs[-1] = (row, runs[-1][1], 1, runs[-1][3] + 1)
        else:
            runs.append((row, column, 1, 1))
    joined: list[_Span] = []
    open_below: dict[tuple[int, int, int], int] = {}  # the row that follows, column and columns: which run
    for row, column, _, width in runs:
        number = open_below.pop((row, column, width), len(joined))
        if number == len(joined):
            joined.append((row, column, 1, width))
        else:
            first, _, height, _ = joined[number]
            joined[number] = (first, column, height + 1, width)
        open_below[row + 1, column, width] = number
    return joined
