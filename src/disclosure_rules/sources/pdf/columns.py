"""Tables whose rulings are missing: columns are where the text leaves gaps, rows are where its numbers stand."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

from disclosure_rules.sources.pdf.grids import Grid, Ruling, make_grid
from disclosure_rules.sources.pdf.lines import Line, Piece, pieces
from disclosure_rules.sources.pdf.tables import Filled

__all__ = ["aligned", "between_rulings", "boxed", "contents_line", "figures_of"]

_NUMBER = re.compile(r"[-–—+△▲(（]?\d[\d,，]*(?:[.．]\d+)?[%％]?[)）]?|[-–—/]{1,2}")
_FIGURES = re.compile(rf"(?:{_NUMBER.pattern})(?: (?:{_NUMBER.pattern}))+")
_LEADERS = re.compile(r"(?:[.．·•﹒_-] ?){5,}|(?:[…⋯] ?){3,}")
_PAGE_AT_END = re.compile(r"\D \d{1,3}$")
_PIECE_GAP = 80  # percent of an em that part two columns of words; numbers are parted by any blank
_COLUMN_GAP = 30
_FEWEST_ROWS = 3
_NUMERIC = 60  # percent of a column's entries that are numbers
_FAR = 300  # percent of an em, the largest distance between the lines of one table
_SAME_EXTENT = 600


def contents_line(line: Line) -> bool:
    """Whether a line is one of a table of contents: leaders, or a page number after a gap."""
    if _LEADERS.search(line.text):
        return True
    parts = pieces(line, 2 * line.em)
    return len(parts) == 2 and re.fullmatch(r"[-—–]?\d{1,3}[-—–]?", parts[1].text.strip()) is not None


def _tokens(line: Line) -> list[Piece]:
    """The entries of a line: what wide gaps part, and numbers that any blank parts."""
    tokens: list[Piece] = []
    for piece in pieces(line, line.em * _PIECE_GAP // 100):
        if _FIGURES.fullmatch(piece.text):
            start = piece.start
            for text in piece.text.split(" "):
                end = start + len(text)
                tokens.append(
                    Piece(text=text, start=start, end=end, left=line.edges[2 * start], right=line.edges[2 * end - 1])
                )
                start = end + 1
        else:
            tokens.append(piece)
    return tokens


def _is_number(token: Piece) -> bool:
    return _NUMBER.fullmatch(token.text) is not None


def aligned(lines: Sequence[Line]) -> tuple[list[Filled], list[Line]]:
    """Tables without any ruling among lines of text from top to bottom, and the lines of none."""
    tables: list[Filled] = []
    rest: list[Line] = []
    run: list[Line] = []

    def close() -> None:
        table = _without_rulings(run)
        if table is None:
            rest.extend(run)
        else:
            tables.append(table)
        run.clear()

    for line in lines:
        is_row = " " in line.text and len(_tokens(line)) > 1 and not contents_line(line)
        if run and (not is_row or run[-1].base - line.base > line.em * _FAR // 100):
            close()
        if not is_row:
            rest.append(line)
        else:
            run.append(line)
    close()
    return tables, rest


def _without_rulings(run: list[Line]) -> Filled | None:
    body = [tokens for line in run if any(map(_is_number, tokens := _tokens(line)))]
    if len(body) < _FEWEST_ROWS:
        return None
    return _inferred([[line] for line in run], _FEWEST_ROWS)


def between_rulings(alone: Sequence[Ruling], lines: Sequence[Line]) -> tuple[list[Filled], list[Line]]:
    """Tables that have horizontal rulings only, and the lines of none."""
    tables: list[Filled] = []
    left_over = list(lines)
    for group in _stacks(alone):
        bands: list[list[Line]] = [[] for _ in range(len(group) - 1)]
        for line in left_over:
            middle = (line.bottom + line.top) // 2
            for number, (above, below) in enumerate(pairwise(group)):
                inside = above.at >= middle > below.at
                if inside and line.left >= above.start - _SAME_EXTENT and line.right <= above.end + _SAME_EXTENT:
                    bands[number].append(line)
        rows = [row for band in bands if band for row in _rows_of_band(band)]
        table = _inferred(rows, 2) if len(rows) >= 2 else None
        if table is not None:
            tables.append(table)
            taken = {id(line) for row in rows for line in row}
            left_over = [line for line in left_over if id(line) not in taken]
    return tables, left_over


def boxed(filled: Filled) -> tuple[list[Filled], list[Line]]:
    """The table of a grid without columns, or its lines where their gaps show none."""
    rows = [row for band in filled.lines if band for row in _rows_of_band(band)]
    table = _inferred(rows, 2) if len(rows) >= 2 else None
    return ([table], []) if table is not None else ([], [line for band in filled.lines for line in band])


def figures_of(line: Line) -> list[str]:
    """The numbers among the entries of a line."""
    return [token.text for token in _tokens(line) if _is_number(token)]


def _stacks(alone: Sequence[Ruling]) -> list[list[Ruling]]:
    """Horizontal rulings of one extent, from top to bottom, at least three."""
    stacks: list[list[Ruling]] = []
    for one in sorted(alone, reverse=True):
        for stack in stacks:
            if abs(stack[0].start - one.start) <= _SAME_EXTENT and abs(stack[0].end - one.end) <= _SAME_EXTENT:
                stack.append(one)
                break
        else:
            stacks.append([one])
    return [stack for stack in stacks if len(stack) >= 3]


def _rows_of_band(band: list[Line]) -> list[list[Line]]:
    """The lines between two rulings: one row, or one for each line where several hold numbers."""
    numeric = sum(1 for line in band if any(map(_is_number, _tokens(line))))
    return [[line] for line in band] if numeric > 1 else [band]


def _inferred(rows: Sequence[Sequence[Line]], fewest: int) -> Filled | None:
    """The table of rows of lines whose columns are told by gaps, or None where they show none."""
    tokens = [[(line, token) for line in row for token in _tokens(line)] for row in rows]
    body = [row for row in tokens if len(row) > 1 and any(_is_number(token) for _, token in row)]
    if len(body) < fewest:
        return None
    em = sorted(line.em for row in rows for line in row)[sum(map(len, rows)) // 2]
    columns = _columns((token for row in body for _, token in row), em * _COLUMN_GAP // 100)
    if len(columns) < 2 or not _has_numbers(body, columns, fewest):
        return None
    left = min(line.left for row in rows for line in row)
    right = max(line.right for row in rows for line in row)
    inner = [(one[1] + other[0]) // 2 for one, other in pairwise(columns)]
    across = [min(left, columns[0][0]), *inner, max(right, columns[-1][1])]
    down = _bounds(rows)
    numbers = len(rows)
    drawn = [[True] * numbers for _ in across]
    for number, row in enumerate(tokens):
        for position, at in enumerate(inner, 1):
            if any(token.left < at < token.right for _, token in row):
                drawn[position][numbers - 1 - number] = False
    grid = make_grid(across, down[::-1], drawn, [[True] * (len(across) - 1) for _ in down])
    return Filled(grid=grid, lines=_sorted_in(grid, tokens))


def _columns(tokens: Iterable[Piece], gap: int) -> list[tuple[int, int]]:
    """The extents that entries cover together, parted by gaps."""
    columns: list[tuple[int, int]] = []
    for left, right in sorted((token.left, token.right) for token in tokens):
        if columns and left - columns[-1][1] < gap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _has_numbers(body: list[list[tuple[Line, Piece]]], columns: list[tuple[int, int]], fewest: int) -> bool:
    """Whether a column holds numbers that are not the pages of a table of contents."""
    for left, right in columns:
        entries = [token for row in body for _, token in row if left <= token.left and token.right <= right]
        numbers = [token for token in entries if _is_number(token)]
        if len(numbers) >= fewest and len(numbers) * 100 >= len(entries) * _NUMERIC:
            pages = [int(token.text) for token in numbers if token.text.isdecimal()]
            is_contents = len(columns) == 2 and len(pages) == len(numbers) and pages == sorted(pages)
            if not is_contents:
                return True
    return False


def _bounds(rows: Sequence[Sequence[Line]]) -> list[int]:
    """The heights that part rows, from top to bottom."""
    tops = [max(line.top for line in row) for row in rows]
    bottoms = [min(line.bottom for line in row) for row in rows]
    inner = [(bottom + top) // 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    return [tops[0] + 100, *inner, bottoms[-1] - 100]


def _sorted_in(grid: Grid, tokens: list[list[tuple[Line, Piece]]]) -> list[list[Line]]:
    """The lines of each cell: the parts of the lines that stand in its columns."""
    cells: list[list[Line]] = [[] for _ in grid.spans]
    width = len(grid.across) - 1
    for number, row in enumerate(tokens):
        for line, token in row:
            middle = (token.left + token.right) // 2
            column = max(sum(1 for at in grid.across[1:-1] if at <= middle), 0)
            cells[grid.owner[number * width + column]].append(_part(line, token))
    return cells


def _part(line: Line, token: Piece) -> Line:
    return line._replace(
        text=token.text,
        left=token.left,
        right=token.right,
        edges=array("i", line.edges[2 * token.start : 2 * token.end]),
        open_ended=False,
    )
