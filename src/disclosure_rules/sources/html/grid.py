"""The grid of a table on a web page: where its cells stand, spans resolved the way browsers do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from disclosure_rules.sources.block import SourceError

__all__ = ["MAX_COLUMNS", "Slot", "place_cells"]

MAX_COLUMNS = 16_384  # as many as a spreadsheet has
_WIDEST = 1000  # columns of one cell, what browsers allow
Slot = tuple[int, int, int, int]
"""Row, column (1-based), row span, column span."""


def place_cells(groups: Sequence[Sequence[Sequence[tuple[int, int]]]]) -> list[list[Slot]]:
    """Return the slots of the cells of each row.

    `groups` are the row groups of a table: rows of cells given as (row span, column span), as declared. A row span of
    0 reaches to the end of the group, none goes beyond it. A cell that would cover one from above is cut at it, the
    cells after it stay where they are. Raises SourceError for more columns than any table has.
    """
    placed: list[list[Slot]] = []
    for group in groups:
        first, after = len(placed) + 1, len(placed) + 1 + len(group)
        taken = 0  # bits of the columns that cells from above cover
        ends: dict[int, int] = defaultdict(int)  # row to the columns that are free again in it
        for row, cells in enumerate(group, start=first):
            taken &= ~ends.pop(row, 0)
            column, slots, begun = 0, [], []
            for declared_rows, declared_columns in cells:
                column = _next_free(taken, column)
                width = min(max(1, declared_columns), _WIDEST)
                if column + width > MAX_COLUMNS:
                    raise _too_wide()
                rows = after - row if declared_rows == 0 else min(max(1, declared_rows), after - row)
                free = min(width, _next_taken(taken, column) - column)
                slots.append((row, column + 1, rows, free))
                if rows > 1:
                    begun.append((row + rows, ((1 << free) - 1) << column))
                column += width
            for end, columns in begun:
                taken |= columns
                ends[end] |= columns
            placed.append(slots)
    # Columns in which no cell begins are none: a title may span many more than the table has.
    last = max((column for slots in placed for _, column, _, _ in slots), default=1)
    return [
        [(row, column, rows, min(width, last - column + 1)) for row, column, rows, width in slots] for slots in placed
    ]


def _next_free(taken: int, column: int) -> int:
    rest = ~(taken >> column)
    return column + (rest & -rest).bit_length() - 1


def _next_taken(taken: int, column: int) -> int:
    rest = taken >> column
    return column + (rest & -rest).bit_length() - 1 if rest else column + MAX_COLUMNS


def _too_wide() -> SourceError:
    return SourceError(
        {
            "zh": f"网页中有一个表格超过 {MAX_COLUMNS} 列，不像一份公开报告，请核对文件。",
            "en": f"A table of the page has more than {MAX_COLUMNS} columns, which no disclosure has; check the file.",
        }
    )
