"""Of which year a figure is: the periods that a passage names, and which of its figures they are said of."""

from __future__ import annotations

from disclosure_rules.facts.state import State
from disclosure_rules.facts.tokens import Token

__all__ = ["hear_period", "period_said"]


def hear_period(state: State, token: Token) -> None:
    """Take in a period: it may be that of the clause, of the passage from here on, or of the whole sentence."""
    if ("year" in token.data or "relative" in token.data) and not state.in_reason:
        relative, begins_clause = token.data.get("relative"), not state.clause.tokens
        if relative == "prior" and begins_clause and state.at_sentence_start and not state.in_bracket:
            state.sentence_period = _year_of(state, token)  # 上年…：the whole sentence is of that year
        after = state.text[token.end : token.end + 2]
        reports = relative == "current" or token.data.get("year") == state.year
        topical = begins_clause and not after[:1].isdigit() and relative != "prior"
        if (reports or topical) and not after.startswith(state.grammar.since):
            state.period = _year_of(state, token)
    state.clause.append(token)


def period_said(state: State) -> str:
    """The year of the next figure, by its clause, the figure before its bracket, its sentence or what went before.

    Empty if nothing says another than the year reported; `prior` and `next` where that year is not known.
    """
    token = state.clause.period
    if token is not None and ("year" in token.data or "relative" in token.data):
        return _year_of(state, token)
    return state.frames.bracket_period or state.sentence_period or state.period


def _year_of(state: State, token: Token) -> str:
    if "year" in token.data:
        return token.data["year"]
    shift = {"prior": -1, "next": 1}.get(token.data.get("relative", ""), 0)
    if shift == 0:
        return ""
    return str(state.setting.year + shift) if state.setting.year else {-1: "prior", 1: "next"}[shift]
