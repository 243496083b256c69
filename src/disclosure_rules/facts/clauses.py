"""The clause machine: the tokens of one passage become statements, left to right.

The tokens since the last boundary are the clause. A number ends it as a figure (`numbers`), a mark without one
(`boundaries`); words that open a list change whose figures the next ones are (`openers`).
"""

from __future__ import annotations

from disclosure_rules.facts.boundaries import end_clause, hear_punctuation
from disclosure_rules.facts.numbers import read_number
from disclosure_rules.facts.openers import OPENING, hear_opener, hear_ordinal
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.references import reference_of
from disclosure_rules.facts.state import Setting, State
from disclosure_rules.facts.timing import current_period, hear_period
from disclosure_rules.facts.tokens import Token, TokenKind
from disclosure_rules.facts.totals import add_to_base

__all__ = ["read_passage"]


def read_passage(setting: Setting) -> Reading:
    """Read one passage: its statements, the lists in it, and the numbers that are figures but could not be read."""
    state = State.of(setting)
    index = 0
    while index < len(state.tokens):
        index = _step(state, index)
    end_clause(state, "。")
    state.frames.end_passage()
    reading = state.reading
    state.frames.adopt_orphans(state.lead if state.lead not in reading.statements else None, setting.leads)
    periods = (token for token in state.tokens if token.kind is TokenKind.PERIOD)
    years = tuple(sorted({int(token.data["year"]) for token in periods if "year" in token.data}))
    for statement in reading.statements:
        statement.years = years
        statement.scope = reading.scope
        statement.topic = dict(reading.topic.coordinates) if reading.topic is not None else {}
    return reading


def _step(state: State, index: int) -> int:
    """Take in the token at `index`; the index of the token to go on with."""
    token = state.tokens[index]
    match token.kind:
        case TokenKind.NUMBER:
            return read_number(state, index)
        case TokenKind.PUNCTUATION:
            hear_punctuation(state, index)
        case TokenKind.OPEN:
            elsewhere = state.text.startswith(state.grammar.held_elsewhere, token.end)
            state.open_bracket(lists=not elsewhere)
        case TokenKind.CLOSE:
            end_clause(state, "）")
            state.close_bracket()
        case TokenKind.ORDINAL:
            hear_ordinal(state, token)
        case TokenKind.COMPARE:
            state.reference = state.last_reference = reference_of(token, current_period(state), state.grammar)
            state.clause.append(token)
        case TokenKind.PERIOD:
            hear_period(state, token)
        case _:
            _word(state, index)
    return index + 1


def _word(state: State, index: int) -> None:
    token = state.tokens[index]
    if "reason" in token.cues:
        end_clause(state, "，")
        state.in_reason = True
        state.in_reason_list = any(t.kind is TokenKind.ORDINAL or t.text == "：" for t in state.following(index, 2))
    elif token.cues & {"plus", "minus"}:
        state.subtracting = "minus" in token.cues
        add_to_base(state, token.text)
    elif "plan" in token.cues:
        state.in_plan = True
    elif "basis_other" in token.cues:
        state.comparable = True
    if token.cues & OPENING and not state.in_reason and not state.lists_nothing:
        hear_opener(state, index)
        return
    if token.kind is TokenKind.TEXT and token.text.startswith(state.grammar.composed) and state.frames.composed():
        return
    if "open" in token.cues and _leaves_open(state, token):
        return
    state.clause.append(token)


def _leaves_open(state: State, token: Token) -> bool:
    """Whether 等 says that the list before it is not complete; in 等10个股室 it closes a list of names."""
    if state.text[token.end : token.end + 1].isdigit() or state.text.startswith(state.grammar.last_items, token.end):
        return False  # 水务等其他部门: an item that is all the rest
    return state.frames.mark_open() and not state.clause.tokens
