"""The cells of a sheet that show something, however far apart; merged, hidden and covered ones told apart."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.xlsx.book import Style

__all__ = ["MAX_COLUMN", "MAX_ROW", "Area", "Collector", "Sheet", "Shown", "bits", "letters"]

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_MOST_MERGES = 100_000
Area = tuple[int, int, int, int]
"""Top, left, bottom and right, 1-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cell that shows a text. Rows and columns are those of the sheet; `framed` tells of lines around it."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    framed: bool
    number: bool


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, by rows; what it holds besides is counted by kind, with where the first of it stands.

    `framed` are the rows that show nothing but have lines around their cells; `hidden` are the rows that are hidden.
    """

    rows: dict[int, list[Shown]] = field(default_factory=dict)
    framed: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[int, int]] = field(default_factory=dict)

    def note(self, kind: str, row: int, column: int) -> None:
        """Count a cell that is to be told of."""
        self.counts[kind] += 1
        self.first.setdefault(kind, (row, column))


class Collector:
    """Puts cells into a sheet, row by row from top to bottom. `hidden_columns` are bits, as `bits` makes them."""

    def __init__(self, sheet: Sheet, merges: Sequence[Area], hidden_columns: int) -> None:
        self._sheet = sheet
        self._merges = _Merges(merges)
        self._hidden_columns = hidden_columns
        self._pieces = 0
        self._row, self._hidden, self._framed = 0, False, False

    def begin_row(self, row: int, *, hidden: bool) -> None:
        """Begin a row, below those before it."""
        self._row, self._hidden, self._framed = row, hidden, False
        self._merges.go_to(row)
        if hidden:
            self._sheet.hidden.append(row)

    def blank(self, style: Style) -> None:
        """Add a cell that shows nothing."""
        self._framed = self._framed or (style.framed and not self._hidden)

    def add(self, column: int, text: str, style: Style, *, number: bool) -> None:
        """Add a cell of the row. Raises SourceError for more cells than a disclosure has."""
        self.blank(style)
        row, sheet = self._row, self._sheet
        if not text.strip():
            return
        rows, columns = self._merges.span(row, column)
        if (self._hidden and rows == 1) or self._hides(column, columns):
            sheet.note("hidden", row, column)
        elif self._merges.covers(row, column):
            sheet.note("covered", row, column)
        else:
            self._pieces += 1
            refuse_more_than(self._pieces)
            cell = Shown(
                text=text,
                row=row,
                column=column,
                row_span=rows,
                column_span=columns,
                framed=style.framed,
                number=number,
            )
            sheet.rows.setdefault(row, []).append(cell)

    def end_row(self) -> None:
        """End the row."""
        if self._framed and self._row not in self._sheet.rows:
            self._sheet.framed.append(self._row)

    def _hides(self, column: int, columns: int) -> bool:
        """Tell whether all these columns are hidden."""
        wanted = (1 << columns) - 1
        return self._hidden_columns >> column & wanted == wanted


class _Merges:
    """Which cell shows what, where cells are merged; rows are gone through from top to bottom."""

    def __init__(self, areas: Sequence[Area]) -> None:
        refuse_more_than(len(areas), _MOST_MERGES)
        found = [area for area in areas if area[0] <= area[2] and area[1] <= area[3] and area[:2] != area[2:]]
        self._spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in found}
        self._waiting = sorted(found, reverse=True)
        self._ends: list[tuple[int, int]] = []
        self._taken = 0  # bits of the columns that merged cells cover in this row

    def go_to(self, row: int) -> None:
        while self._waiting and self._waiting[-1][0] <= row:
            _, left, bottom, right = self._waiting.pop()
            if bottom >= row:
                columns = bits(left, right)
                heapq.heappush(self._ends, (bottom, columns))
                self._taken |= columns
        while self._ends and self._ends[0][0] < row:
            self._taken &= ~heapq.heappop(self._ends)[1]

    def span(self, row: int, column: int) -> tuple[int, int]:
        return self._spans.get((row, column), (1, 1))

    def covers(self, row: int, column: int) -> bool:
        """Tell whether another cell is shown in place of this one."""
        return bool(self._taken >> column & 1) and (row, column) not in self._spans


def bits(first: int, last: int) -> int:
    """Return columns as bits of a number; those beyond the widest sheet are none."""
    first, last = min(first, MAX_COLUMN), min(last, MAX_COLUMN)
    return ((1 << max(0, last - first + 1)) - 1) << first


def letters(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
