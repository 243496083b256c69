"""Of which period a figure is: the years and parts of years that a passage names, and of what they are said."""

from __future__ import annotations

from disclosure_rules.facts.spans import period_of
from disclosure_rules.facts.state import State
from disclosure_rules.facts.tokens import Token

__all__ = ["current_period", "hear_period", "period_said"]


def hear_period(state: State, token: Token) -> None:
    """Take in a period: it may be that of the clause, of the passage from here on, or of the whole sentence."""
    begins_clause = not state.clause.tokens
    if ("year" in token.data or "relative" in token.data) and not state.in_reason:
        relative = token.data.get("relative")
        if relative == "prior" and begins_clause and state.at_sentence_start and not state.in_bracket:
            state.sentence_period = _year_of(state, token)  # 上年…：the whole sentence is of that year
        after = state.text[token.end : token.end + 2]
        reports = relative == "current" or token.data.get("year") == state.year
        topical = begins_clause and not after[:1].isdigit() and relative != "prior"
        if (reports or topical) and not after.startswith(state.grammar.since):
            state.period = _year_of(state, token)
            if begins_clause and "year" in token.data:
                _hear_span(state, token.data.get("span", ""))
    if "span" in token.data and begins_clause and not state.in_reason:
        _hear_span(state, token.data["span"])
    state.clause.append(token)


def _hear_span(state: State, span: str) -> None:
    """The first part of a year that a passage names is that of the passage; a later one is that of its sentence."""
    if not state.reading.figures:
        state.span = state.reading.span = span
    elif span:
        state.sentence_span = span


def current_period(state: State) -> str:
    """The period of the next figure, the year reported included."""
    return period_said(state) or period_of(state.year, _span(state))


def period_said(state: State) -> str:
    """The period of the next figure, by its clause, the figure before its bracket, its sentence or what went before.

    Empty if nothing says another than the year reported; `prior` and `next` where that year is not known.
    """
    token = state.clause.period
    if token is not None and "relative" in token.data and _is_carried_over(state, token):
        token = None
    if token is not None and ("year" in token.data or "relative" in token.data):
        span = token.data.get("span", _span(state))
        return period_of(_year_of(state, token) or state.year if span else _year_of(state, token), span)
    year = state.frames.bracket_period or state.sentence_period or state.period
    if "/" in year:
        return year
    span = token.data["span"] if token is not None and "span" in token.data else _span(state)
    return period_of(year or state.year, span) if span else year


def _is_carried_over(state: State, token: Token) -> bool:
    """上年专项结转: what the year before left is a figure of this year."""
    after = state.clause.tokens[state.clause.tokens.index(token) + 1 :]
    return any(word in t.text for t in after for word in state.grammar.carried_over)


def _span(state: State) -> str:
    return state.sentence_span or state.span


def _year_of(state: State, token: Token) -> str:
    if "year" in token.data:
        return token.data["year"]
    shift = {"prior": -1, "next": 1}.get(token.data.get("relative", ""), 0)
    if shift == 0:
        return ""
    return str(state.setting.year + shift) if state.setting.year else {-1: "prior", 1: "next"}[shift]
