"""Totals that come after their parts: A x，B y，两项合计 z. What waits for a total, and what one sums up."""

from __future__ import annotations

from disclosure_rules.facts.sides import are_opposed, is_grand_total
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.facts.subjects import find_statement, open_statement

__all__ = ["add_to_base", "announce_parts", "pass_unnamed_total", "sum_up", "total_of_parts"]


def total_of_parts(state: State, label: Label | None) -> Statement | None:
    """A new statement if the clause names a total of the statements before it (收入合计, 两项合计, 加上…后，总量为)."""
    text = state.clause.text
    known = label is not None and label.known and "of" not in label.coordinates
    if not (_says_total(state, label) or state.closing) or text.startswith(state.grammar.rest):
        return None
    own = find_statement(state, label)
    again = known and own is not None and own.level() is not None
    waiting = _parts_waiting(state, Statement(Label("", {}), 0, state.sentence), None) if again else []
    if again and not (own in waiting and any(word in text for word in state.grammar.total_words)):
        return None  # the same figure once more
    if not _parts_ready(state, label, known) and not _recall(state, text):
        return None
    name = label.text if label is not None else text
    if known and label is not None:
        coordinates = dict(label.coordinates)
    else:
        side = next((side for word, side in state.grammar.sides.items() if word in text), "")
        coordinates = {"concept": f"={name}"} | ({"side": side} if side else {})
    statement = open_statement(state, Label(name, coordinates, known))
    statement.flags.add("sum")
    return statement


def _says_total(state: State, label: Label | None) -> bool:
    if state.clause.last("total_after", "total_short") >= 0 or (
        label is not None and is_grand_total(label.coordinates)
    ):
        return True
    return any(word in state.clause.text for word in state.grammar.total_words)


def _parts_ready(state: State, label: Label | None, known: bool) -> bool:
    """Whether at least two figures wait for a total; for a known cell, figures of cells, none of them its own."""
    whole = Statement(label or Label("", {}), 0, state.sentence)
    parts = _parts_waiting(state, whole, None)
    if known and not state.adding:
        parts = [p for p in parts if p.label.known and p.coordinates != whole.coordinates]
    return len(parts) > 1


def _recall(state: State, text: str) -> bool:
    """以上四类合计: the last four figures of the sentence before are the parts."""
    number, _ = state.setting.lexicon.parts_counted(text)
    pool = [s for s in state.reading.statements if s.sentence == state.sentence - 1 and s.level() is not None]
    if not text.startswith(state.grammar.recalling) or not number or len(pool) < number:
        return False
    state.recalled = pool[:number] if text.startswith(state.grammar.first) else pool[-number:]
    return True


def sum_up(state: State, mention: Mention, statement: Statement) -> None:
    """Make the statements before a total its parts."""
    if "sum" not in statement.flags:
        return
    parts = _parts_waiting(state, statement, mention)
    text = state.clause.text
    number, of_the_first = state.setting.lexicon.parts_counted(text)
    if number and len(parts) >= number:
        parts = parts[:number] if of_the_first else parts[-number:]
    if len(parts) < 2 or any("、" in part.label.text for part in parts):
        return  # 上级补助、债务收入468万元: the figure of one of them stands elsewhere
    frame = Frame("after", statement, mention, True, text, items=parts)
    lead = state.lead if state.sentence else None
    if lead is not None and lead not in parts and _addable(lead, mention, statement):
        frame.optional.append(lead)  # the first part may stand in the sentence before
    if state.base is not None and state.base is parts[0]:
        # What is added to may be the figure that leads this passage or the one before.
        frame.bases += [s for s in (state.setting.lead, *state.setting.leads) if s is not None and s not in parts]
    state.reading.frames.append(frame)
    for part in parts:
        part.frame = part.frame or frame
    state.counted = state.reading.statements.index(statement)
    state.recalled = []


def _parts_waiting(state: State, whole: Statement, mention: Mention | None) -> list[Statement]:
    """The statements that a total after them would sum up: items of the open list, else those of the sentence."""
    if state.recalled:
        return state.recalled
    top = state.frames.top
    items = [s for s in top.items if s is not whole] if top is not None and top.kind != "bracket" else []
    if len(items) < 2:
        loose = [s for s in state.reading.statements[state.counted :] if s is not whole]
        items = [s for s in loose if s is state.base or (s.sentence == state.sentence and s.frame is None)]
    if state.base is not None and state.base not in items:
        items = [state.base, *items]  # it stands in a passage before
    return [s for s in items if _addable(s, mention, whole)]


def _addable(part: Statement, mention: Mention | None, whole: Statement) -> bool:
    """Whether a figure of the part can be added up to the whole, whose figure is `mention` once it has one."""
    level = part.level(mention.basis if mention is not None else "")
    if level is None or "reason" in level.flags:
        return False
    if mention is not None:
        one, other = level.quantity.unit, mention.quantity.unit
        if one.dimension != other.dimension or level.period != mention.period:
            return False
        if one.dimension == "count" and one.classifier != other.classifier:
            return False
    return "minus" in part.flags or not are_opposed(part.coordinates, whole.coordinates)


def announce_parts(state: State, statement: Statement, word: str) -> None:
    """合计 before its parts: what follows in the sentence are the parts."""
    top = state.frames.top
    if top is None or top.kind == "bracket":
        state.frames.push("cue", statement, closed=False, cue=word)


def pass_unnamed_total(state: State) -> None:
    """；after a total without a name of its own (合计): it is no part of the next one."""
    statements = state.reading.statements
    if 0 < state.counted < len(statements) and statements[state.counted].coordinates.get("concept", "=")[:1] == "=":
        state.counted += 1


def add_to_base(state: State, word: str) -> None:
    """加上, 减去, 另有: the next total is of the figure before it and what is added or taken away."""
    if len(word) > 1:
        state.frames.beside()
    if len(word) > 1 or state.at_sentence_start:
        state.adding = True
        if state.at_sentence_start:
            state.base = state.lead or state.subject
