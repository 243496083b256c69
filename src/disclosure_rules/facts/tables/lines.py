"""The lines of a list in a table: what each is named, its code, and the mark before its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.tables.grid import Grid, GridCell
from disclosure_rules.facts.tables.layout import Lane, Layout
from disclosure_rules.facts.tables.words import TableWords, without_ordinal

__all__ = ["Line", "lines_of"]

_DEEPEST = 9
_LONG_PIECE = 3
_CODE_FIRST = re.compile(r"[【\[（(]?(\d{3}(?:\d\d){0,3})[】\]）)]?[-—－.、：]?(?=[^\d.、%])")
_NUMERALS = "一二三四五六七八九十"


@dataclass(slots=True, eq=False)
class Line:
    """One row of one list. `code` is the whole code (2080505), `system` what it is of (`function`, `economic`);
    `depth` is the level of its ordinal (0 without one), `begins` whether that is the first of its kind; `parent` the
    line it is a part of, `sure` whether its mark or code says so; `of_which` marks one of the parts (其中：), `follows`
    a line without a mark after such a one; `is_wide` one whose label reaches here from the list before: a line of all
    lists; `unit` is the one its label names."""

    row: int
    label: str = ""
    code: str = ""
    system: str = ""
    depth: int = 0
    begins: bool = False
    indent: int = 0
    name: GridCell | None = None
    is_total: bool = False
    is_wide: bool = False
    of_which: bool = False
    follows: bool = False
    unit: str = ""
    basis: str = ""
    period: str = ""
    narrow: str = ""  # what else names the line, if a code does not say all: a project, a unit
    coordinates: dict[str, str] = field(default_factory=dict)
    parent: Line | None = None
    sure: bool = True
    broken: GridCell | None = None  # a code cell that lost a digit
    cells: dict[int, GridCell] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        """Whether nothing names the line."""
        return not self.label and not self.code


def lines_of(
    grid: Grid, layout: Layout, lane: Lane, words: TableWords, systems: Mapping[str, Mapping[str, object]]
) -> list[Line]:
    """The lines of one list that hold a code, a label or a value; `systems` are the classifications of codes."""
    header = "".join(text for column in (*lane.codes, *lane.labels) for text in layout.paths[column])
    lines: list[Line] = []
    prefix: list[str] = []
    for row in range(layout.first, len(grid.rows)):
        line = _line(grid, layout, lane, row, words, prefix)
        if line is None:
            continue
        if line.code:
            line.system = _system(line.code, header, systems, words)
            if not line.system:
                line.code = ""
        lines.append(line)
    return lines


def _line(grid: Grid, layout: Layout, lane: Lane, row: int, words: TableWords, prefix: list[str]) -> Line | None:
    line = Line(row)
    for column in lane.values:
        cell = grid.rows[row][column]
        if cell is not None and cell.row == row and cell.column == column:
            line.cells[column] = cell
    left = min((*lane.codes, *lane.labels), default=0)  # a figure of the list before may reach into this one
    reach = [cell if cell is None or cell.column >= left or not cell.is_numeral else None for cell in grid.rows[row]]
    codes = [reach[column] for column in lane.codes]
    labels = [(column, cell) for column in lane.labels if (cell := reach[column]) is not None]
    named = [cell for _, cell in labels]
    if not named:
        named = [cell for cell in codes if cell is not None and not cell.is_numeral]
    named = list(dict.fromkeys(named))
    if any(cell.column + cell.column_span - 1 >= max(lane.values) and not cell.is_numeral for cell in named):
        return None  # a note over all columns
    line.name = named[0] if named else None
    line.is_wide = line.name is not None and line.name.column < left
    line.code = _code(codes, prefix, line)
    own, others = _names(layout, labels, words)
    text = own or "".join(cell.text for cell in named if cell not in [other for _, other in labels])
    if not text and others:
        text, others = others, ""
    if not line.code and (found := _CODE_FIRST.match(text)) and len(found[1]) <= _DEEPEST:
        line.code, text = found[1], text[found.end() :]
    line.narrow = others
    if not (text or line.code or line.cells):
        return None
    _read_label(line, text, words)
    return line


def _names(layout: Layout, labels: Sequence[tuple[int, GridCell]], words: TableWords) -> tuple[str, str]:
    """The text that names the line, and what the columns beside it say: of several labels, that of the subject."""
    once = {cell: column for column, cell in reversed(labels)}
    texts = [(column, cell.text) for cell, column in reversed(once.items())]
    if len(texts) < 2:
        return "".join(text for _, text in texts), ""
    subjects = words.list("subject")
    of_subject = (text for column, text in texts if any(word in "".join(layout.paths[column]) for word in subjects))
    subject = next(of_subject, texts[0][1])
    return subject, "|".join(text for _, text in texts if text != subject)


def _read_label(line: Line, text: str, words: TableWords) -> None:
    """The mark before a label, its unit, and whether it says that the line is a sum."""
    ordinal, text = without_ordinal(text)
    for word in words.list("of_which"):
        if text.startswith(word):
            text, line.of_which = text[len(word) :].lstrip("：:，、"), True
    if not ordinal:
        ordinal, text = without_ordinal(text)
    line.label, line.unit = words.with_unit(text)
    line.depth = _depth(ordinal)
    line.begins = ordinal.strip("（）、.．") in ("1", "一")
    if line.name is not None:
        raw = line.name.passage.raw
        line.indent = len(raw) - len(raw.lstrip(" \u3000\xa0\t"))
    line.is_total = not line.code and not ordinal and not line.of_which and words.is_total(line.label)


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


def _system(code: str, header: str, systems: Mapping[str, Mapping[str, object]], words: TableWords) -> str:
    """Which classification a code belongs to: as the header says, else by its first digit."""
    fitting = [
        name
        for name, said in systems.items()
        if len(code) in _list(said, "lengths") and code[0] in str(said.get("first", ""))
    ]
    named = [name for name in fitting if any(str(word) in header for word in _list(systems[name], "words"))]
    if not named and any(word in header for word in words.list("other_codes", "headers")):
        return ""
    return (named or fitting or [""])[0]


def _list(said: Mapping[str, object], name: str) -> Sequence[object]:
    found = said.get(name, ())
    return found if isinstance(found, list) else ()
