"""The statements of a document in reading order: what stands before and beside one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["Discourse", "position"]

_MARKS = "、，；。"  # the weakest first
_BRACKET = re.compile(r"（[^（）]*）")
_BACK = 8  # passages back in which something may still be referred to


class Discourse:
    """Statements by passage; `mentions` are all figures in the order in which they are printed, `levels` the amounts,
    counts and scores among them."""

    def __init__(self, statements: Sequence[Statement], passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._statements = statements
        self._at = {id(statement): index for index, statement in enumerate(statements)}
        self._by_passage: dict[int, list[Statement]] = defaultdict(list)
        for statement in statements:
            self._by_passage[statement.passage].append(statement)
        self.mentions = sorted((m for s in statements for m in s.mentions), key=position)
        self.levels = [m for m in self.mentions if m.is_level]
        self._positions = [position(m) for m in self.levels]
        self._in_passage: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._in_passage[position(mention)[0]].append(mention)

    def beside(self, statement: Statement) -> Sequence[Statement]:
        """The statements of the same passage in reading order, itself with them."""
        return self._by_passage[statement.passage]

    def after(self, statement: Statement, most: int) -> Sequence[Statement]:
        """The statements after one in its report, at most so many."""
        at = self._at.get(id(statement), len(self._statements))
        following = self._statements[at + 1 : at + 1 + most]
        return [other for other in following if other.report == statement.report]

    def heads_before(self, statement: Statement, most: int) -> Sequence[Mention]:
        """The leading figures of the passages before, in the same report, the nearest first, at most so many."""
        heads: list[Mention] = []
        for passage in range(statement.passage - 1, max(-1, statement.passage - _BACK - 1), -1):
            for other in self._by_passage.get(passage, ()):
                level = other.level()
                if other.report == statement.report and level is not None:
                    heads.append(level)
                    break
        return heads[:most]

    def figures_of(self, mention: Mention) -> Sequence[Mention]:
        """The figures of the same passage in the order in which they are printed, itself with them."""
        return self._in_passage[position(mention)[0]]

    def said_before(self, mention: Mention) -> str:
        """The words before a figure, back to the figure or the end of the sentence before it."""
        passage, start = position(mention)
        text = self._passages[passage].text
        ends = [m.token.end for m in self._in_passage[passage] if m.token.end <= start]
        since = max(ends, default=0)
        return text[max(since, *(text.rfind(mark, 0, start) + 1 for mark in "。；")) : start]

    def divided(self, one: Mention, other: Mention) -> bool:
        """Whether a ；stands between two figures of a passage."""
        (passage, start), (_, end) = position(one), position(other)
        return "；" in self._passages[passage].text[start:end]

    def in_bracket(self, mention: Mention) -> bool:
        """Whether a figure stands in a bracket."""
        passage, start = position(mention)
        text = self._passages[passage].text
        return text.count("（", 0, start) > text.count("）", 0, start)

    def is_numbered(self, statement: Statement) -> bool:
        """Whether the statement's passage is an item of a numbered list."""
        return bool(self._passages[statement.passage].number)

    def parted(self, one: Statement, other: Statement) -> int:
        """How strong the strongest mark is between the figures of two statements, brackets left out; 0 for none."""
        first, second = one.level(), other.level()
        if first is None or second is None or one.passage != other.passage:
            return len(_MARKS)
        between = _BRACKET.sub("", self._passages[one.passage].text[first.token.end : second.token.start])
        return max((_MARKS.index(mark) + 1 for mark in between if mark in _MARKS), default=0)

    def levels_before(self, mention: Mention, most: int) -> Sequence[Mention]:
        """The levels before a figure in its report, the nearest first, at most so many."""
        return list(islice(self._back_from(mention), most))

    def _back_from(self, mention: Mention) -> Iterator[Mention]:
        assert mention.statement is not None
        here = position(mention)
        for index in range(bisect_left(self._positions, here) - 1, -1, -1):
            level = self.levels[index]
            assert level.statement is not None
            if level.statement.report != mention.statement.report or here[0] - position(level)[0] > _BACK:
                return
            if not level.flags & {"reason", "plan"}:
                yield level


def position(mention: Mention) -> tuple[int, int]:
    """The passage of a figure, and where in it it begins."""
    assert mention.statement is not None
    passage = mention.statement.passage if mention.passage is None else mention.passage
    return passage, mention.token.start
