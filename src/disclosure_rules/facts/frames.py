"""The lists of a passage while it is read: which are open, what their items are, when they end."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.sides import are_opposed, is_stock_beside
from disclosure_rules.facts.statement import Frame, Mention, Statement

__all__ = ["Frames"]


class Frames:
    """A stack of open lists, and all lists of the passage in `reading.frames`."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stack: list[Frame] = []
        self.brackets: list[int] = []  # how many lists were open when each open bracket began

    @property
    def top(self) -> Frame | None:
        """The innermost open list."""
        return self.stack[-1] if self.stack else None

    # ------------------------------------------------------------------ opening

    def push(self, kind: str, parent: Statement | None, *, closed: bool, cue: str) -> Frame:
        """Open a list of `parent`; `closed` if it says that it is complete."""
        frame = Frame(kind, parent, _whole(parent, kind), closed, cue)
        if kind == "cue" and self.top_is_fresh:
            fresh = self.stack.pop()  # 按经济分类由三类构成：one list, announced twice
            self.reading.frames.remove(fresh)
            frame.closed = frame.closed or fresh.closed
            if frame.whole is None:
                frame.parent, frame.whole = fresh.parent, fresh.whole
        outer = self.top
        if outer is not None and kind == "cue" and len(outer.items) > 1 and outer.whole is not None:
            frame.alternatives.append(outer.whole)  # 其中 again: of the item before, or of the same whole
        self.reading.frames.append(frame)
        self.stack.append(frame)
        return frame

    def split(self, statement: Statement, whole: Mention, cue: str) -> None:
        """Make a figure the whole of the list just announced, or of a new one."""
        top = self.top
        if top is not None and self.top_is_fresh:
            top.parent, top.whole = statement, whole
        else:
            self.push("cue", statement, closed=True, cue=cue)

    def offer(self, parent: Statement, others: Sequence[Statement]) -> None:
        """Say that the whole of the innermost list may also be another figure of its parent or of other statements."""
        frame = self.stack[-1]
        frame.alternatives += [m for m in _levels((parent, *others)) if m is not frame.whole]

    def adopt_orphans(self, lead: Statement | None, others: Sequence[Statement]) -> None:
        """Items with shares but no whole in the passage split the figure that the passage before leads with."""
        loose = [s for s in self.reading.statements if s.frame is None and s.level() is not None and _has_open_share(s)]
        if lead is None or len(loose) < 2 or any(frame.parent is lead for frame in self.reading.frames):
            return
        frame = Frame("cue", lead, _whole(lead, "cue"), False, "", items=loose)
        frame.alternatives = [m for m in _levels((lead, *others)) if m is not frame.whole]
        self.reading.frames.append(frame)
        for statement in loose:
            statement.frame = frame

    # ------------------------------------------------------------------ items

    def add(self, statement: Statement) -> None:
        """Make the statement an item of the innermost open list, if it can be one."""
        frame = self.top
        if frame is None or statement.frame is not None or statement is frame.parent:
            return
        if statement.evidence is Evidence.GUESSED or "sum" in statement.flags:
            return
        whole = frame.parent.coordinates if frame.parent is not None else {}
        if is_stock_beside(statement.coordinates, whole):
            frame.optional.append(statement)  # …其中基本支出a、项目支出b，年末结转c: a part only where it is counted in
            return
        if frame.doubtful and are_opposed(whole, statement.coordinates):
            self.stack.pop()  # 收入…，其中…；支出…
            self.add(statement)
            return
        if frame.doubtful and _leaves(statement, frame.items):
            self.stack.pop()  # 余额…，其中：一般债务…，专项债务…；限额…
            self.add(statement)
            return
        statement.frame = frame
        frame.items.append(statement)

    def mark_open(self) -> bool:
        """等: the innermost list that has items is not complete. False if there is none."""
        frame = next((frame for frame in reversed(self.stack) if frame.items), None)
        if frame is not None:
            frame.open = True
        return frame is not None

    # ------------------------------------------------------------------ closing

    def open_bracket(self, parent: Statement | None) -> None:
        """Begin the list that a bracket after a figure may hold."""
        self.brackets.append(len(self.stack))
        self.push("bracket", parent, closed=True, cue="（")

    def close_bracket(self) -> None:
        """End the bracket's list and all that were opened in it."""
        del self.stack[self.brackets.pop() :]

    def semicolon(self) -> None:
        """；ends an inner list that was opened inside an item; a list whose items it parts goes on."""
        floor = self.brackets[-1] + 1 if self.brackets else 0
        inner = [frame for frame in self.stack[max(1, floor) :] if frame.items]
        del self.stack[max(1, floor) :]
        frame = self.top
        if frame is not None and inner and len(frame.items) == 1:
            frame.nested = True
        if frame is None or len(self.stack) <= floor or not frame.items:
            return
        if (
            frame.parent is not None
            and frame.parent.frame is not None
            and _of_one_sentence(frame.parent, frame.items[0])
        ):
            self.stack.pop()  # its whole is itself an item, and no head of what follows
        else:
            frame.soft.append(len(frame.items))
            frame.doubtful = True

    def beside(self) -> None:
        """另有: what follows stands beside the whole of a 其中 list, not in it."""
        top = self.top
        if top is not None and top.kind == "cue" and not top.closed and top.items:
            self.stack.pop()

    def composed(self) -> bool:
        """构成 after the items: the list that 由 opened is over. False if none is open."""
        top = self.top
        if top is None or not top.items or top.kind != "cue":
            return False
        self.stack.pop()
        return True

    def end_sentence(self, announcing: tuple[str, ...]) -> None:
        """。closes the lists; one without items goes on if its cue ends with a word that announces what follows."""
        for frame in self.stack:
            if frame.items:
                frame.soft.append(len(frame.items))
        self.stack = [f for f in self.stack if not f.items and f.cue.endswith(announcing)][-1:]

    def end_passage(self) -> None:
        """A list still without items at the end of the passage is announced: the passages after it hold the items."""
        top = self.top
        if top is not None and not top.items and top.kind in ("cue", "colon"):
            self.reading.announced = top
        self.stack = []

    # ------------------------------------------------------------------ what is open

    def holds(self, subject: Statement) -> bool:
        """Whether the subject is the whole or an item of an open list."""
        return any(frame.parent is subject or subject in frame.items for frame in self.stack)

    @property
    def awaits_counts(self) -> bool:
        """Whether a closed list of a counted whole is open, whose items may have no name but a verb."""
        top = self.top
        return top is not None and top.closed and top.whole is not None and top.whole.measure == "count"

    @property
    def head(self) -> Statement | None:
        """The whole of a 其中 list that ；has just parted: figures without a name are its own."""
        top = self.top
        return top.parent if top is not None and top.kind == "cue" and top.items and not self.brackets else None

    @property
    def top_is_begun(self) -> bool:
        """Whether the innermost list has items or a whole."""
        top = self.top
        return top is not None and (bool(top.items) or top.whole is not None)

    @property
    def top_is_fresh(self) -> bool:
        """Whether the innermost list was announced by a word and has no item yet."""
        top = self.top
        return top is not None and not top.items and top.kind == "cue"

    @property
    def basis(self) -> str:
        """The basis of the innermost whole that has one."""
        return next((f.whole.basis for f in reversed(self.stack) if f.whole is not None and f.whole.basis), "")

    @property
    def bracket_period(self) -> str:
        """The period of the figure before the innermost bracket that follows one with a period."""
        wholes = (frame.whole for frame in reversed(self.stack) if frame.kind == "bracket")
        return next((whole.period for whole in wholes if whole is not None and whole.period), "")


def _whole(parent: Statement | None, kind: str) -> Mention | None:
    """The figure of the parent that a list splits: the one before the bracket, else what was spent, else the last."""
    if parent is None:
        return None
    levels = [m for m in _levels((parent,)) if m.flags.isdisjoint({"rate_base", "compared"})]
    if not levels or kind == "bracket":
        return levels[-1] if levels else None
    said = [m for m in levels if m.sentence == levels[-1].sentence]
    return next((m for m in reversed(said) if m.basis == "final"), levels[-1])


def _of_one_sentence(one: Statement, other: Statement) -> bool:
    return one.passage == other.passage and one.sentence == other.sentence


def _leaves(statement: Statement, items: Sequence[Statement]) -> bool:
    """Whether items are one thing by kinds and the statement is about another thing."""
    own = statement.coordinates
    concepts = {item.coordinates.get("concept") for item in items}
    kinds = set.intersection(*(set(item.coordinates) for item in items)) - {"concept", "scope", "fund"}
    apart = len(concepts) == 1 and own.get("concept") not in concepts
    return len(items) > 1 and apart and not kinds.isdisjoint(own)


def _levels(statements: Sequence[Statement]) -> list[Mention]:
    return [mention for statement in statements for mention in statement.mentions if mention.is_level]


def _has_open_share(statement: Statement) -> bool:
    return any(mention.measure == "share" and mention.base is None for mention in statement.mentions)
