"""Which lines of a table are parts of which: by their codes, their marks, the space before them, and what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.facts.tree import Trees

__all__ = ["below_codes", "by_class_name", "by_code", "by_label", "by_member", "over_all_lists"]


def by_class_name(lists: Sequence[Sequence[Line]], names: Mapping[str, str]) -> None:
    """Where a table writes the names of classes without their codes, they have these codes; `names` are the codes by
    names. What stands below such a line is likely a part of it."""
    if any(line.code for lines in lists for line in lines):
        return
    for lines in lists:
        for line in lines:
            if not line.depth and line.label in names:
                line.code, line.system = names[line.label], "economic"


def over_all_lists(lists: Sequence[Sequence[Line]], words: TableWords) -> None:
    """A plain total that stands alone in its row, below a total of each list by name, is one of all lists: 合计 below
    人员经费合计 and 公用经费合计, in whichever list it is written."""
    for lines in lists if len(lists) > 1 else ():
        for line in lines:
            if not words.is_plain_total(line.label):
                continue
            beside = [one for other in lists if other is not lines for one in other if one.row == line.row]
            alone = not any(one.label or one.code or one.cells for one in beside)
            line.is_wide |= alone and all(_has_named_total(other, line.row, words) for other in lists)


def _has_named_total(lines: Sequence[Line], row: int, words: TableWords) -> bool:
    return any(line.is_total and line.row < row and not words.is_plain_total(line.label) for line in lines)


def below_codes(lines: Sequence[Line]) -> None:
    """Lines without a code after one with the deepest code are likely its parts: the projects of a function."""
    coded: Line | None = None
    parents = {id(line.parent) for line in lines if line.parent is not None}
    for line in lines:
        if line.code:
            coded = line if id(line) not in parents else None
        elif line.is_total or line.is_bare:
            coded = None
        elif coded is not None:
            line.parent, line.sure = coded, False


def by_code(lines: Sequence[Line]) -> None:
    """The parent of a coded line is the line with the longest code that its own begins with, in whichever list.

    Where one code has several lines (a line for every project), each of them is a piece of what the code stands for.
    """
    found: dict[str, Line] = {}
    for line in lines:
        if line.code:
            found.setdefault(line.code, line)
    for line in lines:
        if line.code and found[line.code] is not line:
            line.parent = found[line.code].parent
            continue
        for length in range(len(line.code) - 1, 2, -1):
            if (parent := found.get(line.code[:length])) is not None and parent is not line:
                line.parent = parent
                break


def by_label(lines: Sequence[Line], words: TableWords) -> None:
    """Parents by marks: 1. under 一、; what a mark or a space does not say but may well be is not `sure`."""
    open_: list[Line] = []
    head: Line | None = None
    before: Line | None = None
    for line in lines:
        if line.depth:
            while open_ and open_[-1].depth >= line.depth:
                open_.pop()
            if line.of_which:
                line.parent = open_[-1] if open_ else _lead(before)
            elif open_:
                line.parent = open_[-1]
            elif head is not None and ((line.begins and before is head) or _siblings(line, lines, head)):
                line.parent, line.sure = head, False
            open_.append(line)
        else:
            _unmarked(line, before, open_)
            if line.parent is None:
                head, open_ = (None, []) if words.is_grand(line.label) else (line, [])
        before = line


def _siblings(line: Line, lines: Sequence[Line], head: Line | None) -> bool:
    """Whether the line goes on with a list that began right under `head`."""
    at = lines.index(line)
    for other in reversed(lines[:at]):
        if other is head:
            return False
        if other.depth == line.depth:
            return other.parent is head and head is not None
    return False


def _lead(before: Line | None) -> Line | None:
    """The line that 其中 speaks of: the one before, or that of which the one before is a part itself."""
    while before is not None and (before.of_which or before.follows):
        before = before.parent
    return before


def _unmarked(line: Line, before: Line | None, open_: Sequence[Line]) -> None:
    """A line without a mark after lines with one: 其中 is sure, a deeper indent or what follows 其中 is likely."""
    if line.is_bare or line.is_total:
        return
    if line.of_which:
        line.parent = _lead(before)
    elif before is not None and (before.of_which or before.follows) and before.parent is not None:
        line.parent, line.follows, line.sure = before.parent, True, False
    elif open_:
        line.parent, line.sure = open_[-1], False
    elif before is not None and line.indent > before.indent and not before.is_total:
        line.parent, line.sure = before, False
    elif before is not None and before.parent is not None and before.indent == line.indent and line.indent:
        line.parent, line.sure = before.parent, before.sure


def by_member(lines: Sequence[Line], trees: Trees) -> None:
    """What lines are about tells which is a part of which: purchase of vehicles under vehicles. It outweighs their
    order where the marks say nothing."""
    for at, line in enumerate(lines):
        if line.code or not line.coordinates:
            continue
        if line.parent is not None and line.sure and not line.of_which:
            continue
        whole = next((o for o in reversed(lines[:at]) if _is_part(line.coordinates, o.coordinates, trees)), None)
        if whole is not None and not (whole.is_total and whole.parent is None and not line.of_which):
            line.parent, line.sure, line.follows = whole, True, False
        elif line.follows and line.parent is not None and _is_beside(line.coordinates, line.parent.coordinates):
            line.parent, line.follows = None, False


def _is_part(part: Mapping[str, str], whole: Mapping[str, str], trees: Trees) -> bool:
    """Whether coordinates differ along one axis only, and there the one is below the other."""
    for axis, member in part.items():
        if axis in whole and whole[axis] != member and trees.descends(axis, member, whole[axis]):
            rest = {other: named for other, named in part.items() if other not in (axis, "scope")}
            if rest.get("concept", "").startswith("="):  # a part of the debt, whatever of the debt the whole is
                del rest["concept"]
            return all(whole.get(other) == named for other, named in rest.items())
    return False


def _is_beside(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both are known members of one axis: reception is beside vehicles, not a part of them."""
    return any(axis in other and other[axis] != member and axis != "concept" for axis, member in one.items())
