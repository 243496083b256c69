"""The lists of a passage while it is read: which are open, what their items are, when they end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.facts.tokens import Token, TokenKind

if TYPE_CHECKING:
    from disclosure_rules.facts.clauses import ClauseMachine, Reading
    from disclosure_rules.facts.figures import Clause

__all__ = ["Frames"]

_COUNT_WORD = re.compile(r"([两二三四五六七八九])[项者块类个部]")
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NAMES = re.compile(r"[一-龥（）“”]{1,16}(?:[、和与及][一-龥（）“”]{1,16}){1,9}")


def side_of(coordinates: Mapping[str, str]) -> str:
    """Whether a figure is of the income or the expenditure side, if its concept says so."""
    concept = coordinates.get("concept", "")
    return coordinates.get("side") or {"revenue": "income", "expenditure": "expenditure"}.get(concept, "")


class Frames:
    """A stack of open lists, and all lists of the passage in `reading.frames`."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stack: list[Frame] = []
        self.saved: list[tuple[int, Any]] = []  # stack depth and machine state at each open bracket
        self.counted = 0  # index of the first statement that no total has summed up yet, or of the last total
        self.recalled: list[Statement] = []
        self.lead: Statement | None = None  # the first figure of the sentence before
        self.base: Statement | None = None  # the figure of an earlier sentence that 加上 adds to

    @property
    def in_bracket(self) -> bool:
        return bool(self.saved)

    # ------------------------------------------------------------------ opening and closing

    def push(self, kind: str, parent: Statement | None, *, closed: bool, cue: str) -> None:
        whole = self._whole(parent, kind)
        frame = Frame(kind, parent, whole, closed, cue)
        if kind == "cue" and self.top_is_fresh() and self.stack[-1].kind == "cue":
            fresh = self.stack.pop()  # 按经济分类由三类构成：one list, announced twice
            self.reading.frames.remove(fresh)
            frame.closed = frame.closed or fresh.closed
            if frame.whole is None:
                frame.parent, frame.whole = fresh.parent, fresh.whole
        outer = self.stack[-1] if self.stack else None
        if outer is not None and kind == "cue" and len(outer.items) > 1 and outer.whole is not None:
            frame.alternatives.append(outer.whole)  # 其中 again: of the item before, or of the same whole
        self.reading.frames.append(frame)
        self.stack.append(frame)

    def _whole(self, parent: Statement | None, kind: str) -> Mention | None:
        """The figure of the parent that a list splits: the one before the bracket, else what was spent, else the last."""
        if parent is None:
            return None
        levels = [m for m in parent.mentions if m.is_level and "rate_base" not in m.flags]
        if not levels or kind == "bracket":
            return levels[-1] if levels else None
        said = [m for m in levels if m.sentence == levels[-1].sentence]
        return next((m for m in reversed(said) if m.basis == "final"), levels[-1])

    def open_bracket(self, state: Any) -> None:
        self.saved.append((len(self.stack), state))
        self.push("bracket", state[0], closed=True, cue="（")

    def close_bracket(self) -> Any:
        if not self.saved:
            return None
        depth, state = self.saved.pop()
        del self.stack[depth:]
        return state

    def semicolon(self) -> None:
        """；ends an inner list that was opened inside an item; a list whose items it parts goes on."""
        if self.counted and self.reading.statements[self.counted].coordinates.get("concept", "=").startswith("="):
            self.counted += 1  # an anonymous total (合计) is no part of the next one
        floor = self.saved[-1][0] + 1 if self.saved else 0
        while len(self.stack) - 1 >= max(1, floor):
            self.stack.pop()
        if self.stack and len(self.stack) > floor and self.stack[-1].items:
            frame = self.stack[-1]
            if self._is_item_list(frame):
                self.stack.pop()
            else:
                frame.soft.append(len(frame.items))
                frame.doubtful = True

    def _is_item_list(self, frame: Frame) -> bool:
        """Whether a lone list belongs to an item of a sentence whose items ； parts: its whole is no head of the rest."""
        return frame.parent is not None and frame.parent.frame is not None

    def sentence_end(self, following: list[Token]) -> None:
        """。closes the lists, unless the next sentence goes on with 其中 or the list has only been announced."""
        keep = [f for f in self.stack if not f.items and f.cue.endswith(("方面", "如下", "包括", "分项"))]
        for frame in self.stack:
            if frame.items:
                frame.soft.append(len(frame.items))
        self.stack = keep[-1:] if keep else []

    def end_passage(self) -> None:
        """A list still without items at the end of the passage is announced: the passages after it hold the items."""
        if self.stack and not self.stack[-1].items and self.stack[-1].kind in ("cue", "colon"):
            self.reading.announced = self.stack[-1]
        self.stack = []

    # ------------------------------------------------------------------ items

    def add(self, statement: Statement) -> None:
        """Make the statement an item of the innermost open list, if it can be one."""
        if not self.stack or statement.frame is not None:
            return
        frame = self.stack[-1]
        if statement is frame.parent or statement.evidence == 0 or "sum" in statement.flags:
            return
        if self._unlike(statement, frame):
            return
        if frame.doubtful and self._foreign(statement, frame):
            self.stack.pop()
            self.add(statement)
            return
        statement.frame = frame
        frame.items.append(statement)

    def plus(self, token: Token) -> None:
        """另有, 加上: what follows stands beside the whole of a 其中 list, not in it."""
        if len(token.text) > 1 and self.stack and self.stack[-1].kind == "cue" and not self.stack[-1].closed:
            if self.stack[-1].items:
                self.stack.pop()

    @staticmethod
    def _unlike(statement: Statement, frame: Frame) -> bool:
        """A balance or a stock is no item of a list of revenue or expenditure: …其中基本支出a、项目支出b，年末结转c."""
        whole = frame.parent.coordinates.get("concept", "") if frame.parent is not None else ""
        own = statement.coordinates.get("concept", "")
        return whole in ("revenue", "expenditure") and own.endswith("_balance")

    def _foreign(self, statement: Statement, frame: Frame) -> bool:
        """After ；expenditure is no item of revenue, nor the reverse: 收入…，其中…；支出…."""
        whole = frame.parent.coordinates if frame.parent else {}
        return {side_of(whole), side_of(statement.coordinates)} == {"income", "expenditure"}

    def offer(self, parent: Statement, others: Sequence[Statement]) -> None:
        """A list whose whole stands in an earlier passage may be of any figure there that is stated like it."""
        frame = self.stack[-1]
        levels = [m for s in (parent, *others) for m in s.mentions if m.is_level]
        frame.alternatives += [m for m in levels if m is not frame.whole]

    def orphans(self, lead: Statement | None, others: Sequence[Statement]) -> None:
        """Items with shares but no whole in the passage split the figure that the passage before leads with."""
        loose = [
            s
            for s in self.reading.statements
            if s.frame is None and s.level() is not None and any(m.measure == "share" and m.base is None for m in s.mentions)
        ]
        if lead is None or len(loose) < 2 or any(f.parent is lead for f in self.reading.frames):
            return
        frame = Frame("cue", lead, self._whole(lead, "cue"), False, "", items=loose)
        frame.alternatives = [m for s in (lead, *others) for m in s.mentions if m.is_level and m is not frame.whole]
        self.reading.frames.append(frame)
        for statement in loose:
            statement.frame = frame

    def recall(self, text: str, sentence: int) -> bool:
        """以上四类合计: the last four figures of the sentence before are the parts."""
        stated = _COUNT_WORD.search(text)
        pool = [s for s in self.reading.statements if s.sentence == sentence - 1 and s.level() is not None]
        if stated is None or len(pool) < _DIGITS[stated[1]]:
            return False
        number = _DIGITS[stated[1]]
        self.recalled = pool[:number] if text.startswith("前") else pool[-number:]
        return True

    def composed(self) -> bool:
        """构成 after the items: the list that 由 opened is over."""
        if self.stack and self.stack[-1].items and self.stack[-1].kind == "cue":
            self.stack.pop()
            return True
        return False

    def marks_open(self, token: Token, clause: list[Token], text: str) -> bool:
        """等 after an item: the list is not complete. 等10个股室 closes a list of names and is not meant."""
        if clause and not token.text.startswith("等"):
            return False
        after = text[token.end : token.end + 1]
        if after.isdigit():
            return False
        for frame in reversed(self.stack):
            if frame.items:
                frame.open = True
                return not clause
        return False

    def at_sentence_start(self, machine: ClauseMachine) -> bool:
        sentence = machine.sentence
        return not any(
            s.sentence == sentence or (s.mentions and s.mentions[-1].sentence == sentence) for s in self.reading.statements
        )

    def top_is_enumerated(self, subject: Statement) -> bool:
        return any(frame.parent is subject or subject in frame.items for frame in self.stack)

    def awaits_counts(self) -> bool:
        """Whether a closed list of a counted whole is open, whose items may have no name but a verb."""
        top = self.stack[-1] if self.stack else None
        return top is not None and top.closed and top.whole is not None and top.whole.measure == "count"

    def head_of_list(self) -> Statement | None:
        """The whole of a 其中 list that ；has just parted: figures without a name are its own."""
        top = self.stack[-1] if self.stack else None
        return top.parent if top is not None and top.kind == "cue" and top.items and not self.in_bracket else None

    def top_has_items(self) -> bool:
        return bool(self.stack) and (bool(self.stack[-1].items) or self.stack[-1].whole is not None)

    def top_is_fresh(self) -> bool:
        return bool(self.stack) and not self.stack[-1].items and self.stack[-1].kind == "cue"

    # ------------------------------------------------------------------ totals after their parts

    def total(self, mention: Mention, statement: Statement, clause: Clause, sentence: int) -> None:
        """A x，B y，两项合计 z: the statements before are the parts of this figure."""
        if "sum" not in statement.flags:
            return
        parts = self.parts_waiting(statement, mention, sentence)
        text = "".join(t.text for t in clause.tokens)
        stated = _COUNT_WORD.search(text)
        if stated and len(parts) >= _DIGITS[stated[1]]:
            number = _DIGITS[stated[1]]
            parts = parts[:number] if "前" + stated[0] in text else parts[-number:]
        if len(parts) < 2:
            return
        frame = Frame("after", statement, mention, True, text, items=parts)
        lead = self.lead
        if lead is not None and lead not in parts and self._addable(lead, mention, statement):
            frame.optional.append(lead)  # the first part may stand in the sentence before
        self.reading.frames.append(frame)
        for part in parts:
            part.frame = part.frame or frame
        self.counted = self.reading.statements.index(statement)
        self.recalled = []

    def parts_ready(self, label: Label | None, sentence: int, known: bool) -> bool:
        """Whether at least two figures wait for a total; for a known cell, figures of cells, none of them its own."""
        whole = Statement(label or Label("", {}), 0, sentence)
        parts = self.parts_waiting(whole, None, sentence)
        if known:
            parts = [p for p in parts if p.label.known and p.coordinates != whole.coordinates]
        return len(parts) > 1

    def parts_waiting(self, statement: Statement, mention: Mention | None, sentence: int) -> list[Statement]:
        """The statements that a total after them would sum up: items of the open list, else those of the sentence."""
        if self.recalled:
            return self.recalled
        frame = self.stack[-1] if self.stack else None
        items = [s for s in frame.items if s is not statement] if frame is not None and frame.kind != "bracket" else []
        if len(items) < 2:
            items = [
                s
                for s in self.reading.statements[self.counted :]
                if s is not statement and (s.sentence == sentence or s is self.base) and (s.frame is None or s is self.base)
            ]
        return [s for s in items if self._addable(s, mention, statement)]

    def _addable(self, part: Statement, mention: Mention | None, whole: Statement) -> bool:
        level = part.level(mention.basis if mention is not None else "")
        if level is None or level.flags & {"reason"}:
            return False
        if mention is not None:
            one, other = level.quantity.unit, mention.quantity.unit
            if one.dimension != other.dimension or level.period != mention.period:
                return False
            if one.dimension == "count" and one.classifier != other.classifier:
                return False
        return {side_of(part.coordinates), side_of(whole.coordinates)} != {"income", "expenditure"}

    # ------------------------------------------------------------------ respective lists

    def recent(self, count: int, sentence: int, statements: list[Statement]) -> list[Statement] | None:
        """The last `count` statements of the sentence that stand side by side, if there are just so many."""
        pool = [s for s in statements if s.sentence == sentence and s.level() is not None]
        for frame in reversed(self.reading.frames):
            if len(frame.items) == count and frame.kind != "bracket" and frame.items[-1] in statements[-3 * count :]:
                return list(frame.items)
        tail = pool[-count:]
        if len(tail) < count:
            return None
        frame = tail[0].frame
        if any(s.frame is not frame for s in tail):
            return None
        siblings = [s for s in pool if s.frame is frame]
        heads = [s for s in siblings if s not in tail]
        return tail if frame is None or len(siblings) == count or not heads else None

    def total_ahead(self, statement: Statement, word: str) -> None:
        """合计 before its parts: what follows in the sentence are the parts."""
        if not self.stack or self.stack[-1].kind == "bracket":
            self.push("cue", statement, closed=False, cue=word)

    def enumerated_names(self, text: str, tokens: list[Token], clause: Clause, count: int) -> list[str] | None:
        """Names listed without figures earlier in the sentence: 按工程、货物、服务三类划分，金额依次为…."""
        if not clause.tokens:
            return None
        end = clause.tokens[0].start
        start = max(text.rfind(mark, 0, end) for mark in "。；：") + 1
        for match in reversed(list(_NAMES.finditer(text, start, end))):
            if text[match.start() - 1 : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit():
                continue
            names = [name for name in re.split(r"[、和与及]", match[0]) if name]
            names[0] = re.sub(r"^(?:按照|按|分|包括|由)", "", names[0])
            names[-1] = re.sub(r"[一二两三四五六七八九十]+[类项个种].*$", "", names[-1])
            if len(names) == count and all(names):
                return names
        return None
