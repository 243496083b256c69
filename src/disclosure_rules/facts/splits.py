"""A whole that is split in several ways (按性质分：…。按科目分：…): which figure a split is of.

Such a split does not stand beside its whole, and may be of its income and its expenditure at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.parts import adds_to
from disclosure_rules.facts.sides import side_of
from disclosure_rules.facts.statement import Frame, Mention, Statement

__all__ = ["sides_of"]

_PIECES = ("function", "nature", "purpose", "object", "source")
_REACH = 30  # figures before a split among which its whole is looked for


def sides_of(frame: Frame, discourse: Discourse, grammar: Grammar) -> Iterator[Frame]:
    """The list itself; of a split a list for each side of the account that its items are of, with what it may be of."""
    if not frame.split or not frame.items:
        yield frame
        return
    by_side: Mapping[str, list[Statement]] = defaultdict(list)
    for item in frame.items:
        by_side[_side(item, grammar)].append(item)
    if len(by_side) == 2 and "" in by_side:  # names without a side go with the others
        (side,) = by_side.keys() - {""}
        by_side = {side: list(frame.items)}
    for item in frame.items:
        item.frame = None
    for side, items in by_side.items():
        wholes = [m for m in _candidates(frame, items[0], discourse) if _may_split(m, side, frame, grammar)]
        if len(items) > 1 and wholes:
            first = wholes[0]
            part = replace(frame, items=items, parent=first.statement, whole=first, alternatives=wholes[1:], soft=[])
            for item in items:
                item.frame = part
            yield part


def _candidates(frame: Frame, first: Statement, discourse: Discourse) -> Iterator[Mention]:
    """The whole that the words give it, and the figures before it, the nearest first."""
    given = [frame.whole] if frame.whole is not None else []
    level = first.level()
    seen: set[int] = set()
    for mention in (*given, *frame.alternatives, *(discourse.levels_before(level, _REACH) if level else ())):
        if id(mention) not in seen:
            seen.add(id(mention))
            yield mention


def _may_split(whole: Mention, side: str, frame: Frame, grammar: Grammar) -> bool:
    """Whether a figure can be what is split: of that side, of like unit, and no item of a split itself."""
    statement, level = whole.statement, frame.items[0].level()
    if statement is None or level is None or statement in frame.items:
        return False
    if statement.frame is not None and statement.frame.split:
        return False
    if _is_narrower(statement, frame.items[0]):
        return False
    own = _side(statement, grammar)
    return adds_to(level, whole) and (not side or not own or side == own)


def _is_narrower(whole: Statement, item: Statement) -> bool:
    """Whether the figure is itself a piece, along another axis, of what the items are pieces of: 教育支出, 基本支出."""
    same = whole.coordinates.get("concept") == item.coordinates.get("concept")
    return same and any(axis in whole.coordinates and axis not in item.coordinates for axis in _PIECES)


def _side(statement: Statement, grammar: Grammar) -> str:
    """income, expenditure or balance; empty if neither the cell nor the name says so."""
    found = side_of(statement.coordinates)
    if found:
        return found
    words = [(statement.label.text.rfind(word), side) for word, side in grammar.sides.items()]
    return max(((at, side) for at, side in words if at >= 0), default=(0, ""))[1]
