"""The lines of a list in a table: what each is about, by its code or its label, and which are parts of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.tables.grid import Grid, GridCell
from disclosure_rules.facts.tables.layout import Lane, Layout
from disclosure_rules.facts.tables.words import TableWords, without_ordinal

__all__ = ["Line", "lines_of"]

_DEEPEST = 9
_LONG_PIECE = 3


@dataclass(slots=True, eq=False)
class Line:
    """One row of one list. `code` is the whole code (2080505), `system` what it is of (`function`, `economic`);
    `depth` is the level of its ordinal (0 without one); `parent` the line it is a part of, if that is known;
    `of_which` marks a line that is only one of the parts (其中：)."""

    row: int
    label: str = ""
    code: str = ""
    system: str = ""
    depth: int = 0
    name: GridCell | None = None
    is_total: bool = False
    of_which: bool = False
    coordinates: dict[str, str] = field(default_factory=dict)
    parent: Line | None = None
    broken: GridCell | None = None  # a code cell that lost a digit
    cells: dict[int, GridCell] = field(default_factory=dict)


def lines_of(
    grid: Grid, layout: Layout, lane: Lane, words: TableWords, systems: Mapping[str, Mapping[str, object]]
) -> list[Line]:
    """The lines of one list that hold a code, a label or a value; `systems` are the classifications of codes."""
    header = "".join(text for column in (*lane.codes, *lane.labels) for text in layout.paths[column])
    lines: list[Line] = []
    prefix: list[str] = []
    for row in range(layout.first, len(grid.rows)):
        line = _line(grid, lane, row, words, prefix)
        if line is None:
            continue
        if line.code:
            line.system = _system(line.code, header, systems)
            if not line.system:
                line.code = ""
        lines.append(line)
    _by_code(lines)
    if not any(line.code for line in lines):
        _by_label(lines, words)
    return lines


def _line(grid: Grid, lane: Lane, row: int, words: TableWords, prefix: list[str]) -> Line | None:
    line = Line(row)
    for column in lane.values:
        cell = grid.rows[row][column]
        if cell is not None and cell.row == row and cell.column == column:
            line.cells[column] = cell
    codes = [grid.rows[row][column] for column in lane.codes]
    named = [cell for column in lane.labels if (cell := grid.rows[row][column]) is not None]
    if not named:
        named = [cell for cell in codes if cell is not None and not cell.is_numeral]
    named = list(dict.fromkeys(named))
    line.name = named[0] if named else None
    text = "".join(cell.text for cell in named)
    line.code = _code(codes, prefix, line)
    if not (text or line.code or line.cells):
        return None
    for word in words.list("of_which"):
        if text.startswith(word):
            text, line.of_which = text[len(word) :].lstrip("：:"), True
    ordinal, line.label = without_ordinal(text)
    line.depth = _depth(ordinal)
    line.is_total = not line.code and not ordinal and words.is_total(line.label)
    return line


def _depth(ordinal: str) -> int:
    """一、 1, （一） 2, 1. 3, （1） 4: the usual order of marks."""
    if not ordinal:
        return 0
    digits = any(character.isdigit() and character.isascii() for character in ordinal)
    return 1 + 2 * digits + ordinal.startswith("（")


def _code(cells: Sequence[GridCell | None], prefix: list[str], line: Line) -> str:
    """The whole code of a line whose cells hold it in one piece or by levels (208 | 05 | 01); `prefix` goes along."""
    once = dict.fromkeys(cell for cell in cells if cell is not None and cell.text.isdigit())
    parts = [(cells.index(cell), cell) for cell in once]
    if not parts or len(parts[0][1].text) > _DEEPEST:
        return ""
    longest = max((cell.text for _, cell in parts), key=len)
    if len(longest) > _LONG_PIECE:
        prefix[:] = [longest[:3], *(longest[at : at + 2] for at in range(3, len(longest), 2))]
        return longest
    for level, cell in parts:
        piece = cell.text
        if level and len(piece) == 1:
            line.broken = cell
            piece = piece.zfill(2)
        if (level == 0) != (len(piece) == _LONG_PIECE):
            return ""
        del prefix[level:]
        if len(prefix) < level:
            return ""
        prefix.append(piece)
    return "".join(prefix[: parts[-1][0] + 1])


def _system(code: str, header: str, systems: Mapping[str, Mapping[str, object]]) -> str:
    """Which classification a code belongs to: as the header says, else by its first digit."""
    fitting = [
        name
        for name, said in systems.items()
        if len(code) in _list(said, "lengths") and code[0] in str(said.get("first", ""))
    ]
    named = [name for name in fitting if any(str(word) in header for word in _list(systems[name], "words"))]
    return (named or fitting or [""])[0]


def _list(said: Mapping[str, object], name: str) -> Sequence[object]:
    found = said.get(name, ())
    return found if isinstance(found, list) else ()


def _by_code(lines: Sequence[Line]) -> None:
    """The parent of a coded line is the line with the longest code that its own begins with."""
    by_code = {line.code: line for line in lines if line.code}
    for line in lines:
        for length in range(len(line.code) - 1, 2, -1):
            if (parent := by_code.get(line.code[:length])) is not None and parent is not line:
                line.parent = parent
                break


def _by_label(lines: Sequence[Line], words: TableWords) -> None:
    """Parents by ordinals: 1. under 一、; a list that begins anew (一、) after a line without ordinal is its parts."""
    open_: list[Line] = []
    head: Line | None = None
    seen_first = False
    for line in lines:
        if not line.depth:
            if line.of_which and head is not None:
                line.parent = head
            elif not line.is_total or not words.is_grand(line.label):
                head, open_ = line, []
            continue
        while open_ and open_[-1].depth >= line.depth:
            open_.pop()
        if open_:
            line.parent = open_[-1]
        elif head is not None and seen_first and line.depth == 1:
            line.parent = head
        seen_first = True
        open_.append(line)
