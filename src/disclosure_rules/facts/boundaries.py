"""Where clauses and sentences end, and what their ends say: topics, subjects, comparisons without a figure, lists."""

from __future__ import annotations

from disclosure_rules.facts.clause import BUDGET_CUES
from disclosure_rules.facts.references import reference_of
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Claim, Label
from disclosure_rules.facts.subjects import find_statement, label_of, statement_about
from disclosure_rules.facts.timing import current_period
from disclosure_rules.facts.tokens import Token, TokenKind
from disclosure_rules.facts.totals import pass_unnamed_total

__all__ = ["end_clause", "hear_punctuation"]

_TOPIC_LENGTH = 16  # characters of a first clause that may still be no more than a topic
_WHOLE_LENGTH = 14  # characters of a clause that names the whole of a list: 24个二级指标中


def hear_punctuation(state: State, index: int) -> None:
    """Take in a punctuation mark."""
    mark = state.tokens[index]
    if mark.text == "、":
        if state.clause.tokens:
            state.clause.append(Token(TokenKind.TEXT, mark.text, mark.start, mark.end))
        return
    if mark.text == "：":
        _colon(state, index)
        return
    if state.clause.text in state.grammar.after_adding:
        state.closing = state.adding
    if _opens_list_of_whole(state):
        return
    end_clause(state, mark.text)
    if mark.text in "。！？" and not state.in_bracket:
        _end_sentence(state)
    elif mark.text == "；":
        _semicolon(state)


def _opens_list_of_whole(state: State) -> bool:
    """总支出6012万元中，: the figure before is the whole of what follows."""
    text, subject = state.clause.text, state.subject
    if not text.endswith(state.grammar.inside) or subject is None or subject.level() is None:
        return False
    last = subject.mentions[-1].token
    follows_number = state.clause.tokens[0].start == last.end and len(text) < _WHOLE_LENGTH
    if text not in state.grammar.inside and not follows_number:
        return False
    state.frames.push("cue", subject, closed=True, cue=text)
    state.end_clause()
    return True


def _semicolon(state: State) -> None:
    state.comparable = state.in_purpose = False
    state.in_reason = state.in_reason and state.in_reason_list
    pass_unnamed_total(state)
    state.frames.semicolon()
    state.subject = state.frames.head or state.subject
    if state.reference is not None and state.reference.direction:
        state.reference = None


# ------------------------------------------------------------------ colons


def _colon(state: State, index: int) -> None:
    clause, frames = state.clause, state.frames
    goes_on = any(token.kind is not TokenKind.ORDINAL for token in state.tokens[index + 1 :])
    if "reason" in clause.cues or (clause.tokens and "purpose" in clause.tokens[-1].cues):
        return
    if "change_heading" in clause.cues:
        state.rates_follow, state.subject = True, state.lead
        state.end_clause()
    elif goes_on and frames.top_is_fresh:
        state.end_clause()
    elif goes_on and "respective" in clause.cues:
        frames.push("cue", state.subject or state.lead, closed=True, cue="：")
        state.end_clause()
    elif goes_on and (label := label_of(state, [t for t in clause.tokens if not t.cues or t.terms])) is not None:
        _head(state, label)
    else:
        end_clause(state, "：")
        if not frames.top_is_fresh and (
            not goes_on or (state.subject is not None and state.subject.level() is not None)
        ):
            frames.push("colon", state.subject, closed=goes_on, cue="：")


def _head(state: State, label: Label) -> None:
    """The words before a colon are the subject of what follows, and its topic if a term says whose money it is."""
    state.subject = state.headed = statement_about(state, label)
    if label.known or label.coordinates.keys() == {"fund"}:
        state.topic = state.reading.topic = label
    state.end_clause()


# ------------------------------------------------------------------ the ends of clauses and sentences


def end_clause(state: State, mark: str) -> None:
    """End a clause at a mark: what it says without a figure is taken in."""
    clause = state.clause
    if clause.tokens and not state.reading.statements and not state.reading.unread:
        _leading_topic(state, mark)
    if clause.tokens:
        _claim(state)
        label = label_of(state, [t for t in clause.tokens if t.terms or not t.cues])
        if label is not None and not label.known and mark == "，" and not state.in_purpose:
            state.dangling = label
        if label is not None and _names_subject(state, label) and mark in "，：；。":
            state.subject = statement_about(state, label)
    state.end_clause()


def _names_subject(state: State, label: Label) -> bool:
    clause = state.clause
    said_of_another = clause.tokens[0].text.startswith(state.grammar.predicates)
    inert = state.in_reason or state.in_purpose or clause.last("purpose", "flat") >= 0
    denied = clause.last("denial") >= 0 and not _denies_budget(state)
    return label.known and not said_of_another and not inert and not denied


def _denies_budget(state: State) -> bool:
    """Whether a clause says only that no budget was made for what it names: 培训费年初未安排预算，支出决算2万元."""
    tokens, at = state.clause.tokens, state.clause.last("denial")
    beside = tokens[max(0, at - 1) : at + 2]
    initial = tuple(word for word, basis in state.grammar.variants.items() if basis == "initial")
    return any(token.cues & BUDGET_CUES.keys() or token.text.endswith(initial) for token in beside)


def _leading_topic(state: State, mark: str) -> None:
    """一般公共预算：, 收入方面，: what a passage says first, without a figure, it is about."""
    text = state.clause.text
    if len(text) > _TOPIC_LENGTH or not (mark in "：。" or text.endswith(state.grammar.aspects)):
        return
    if scope := state.setting.labeller.scope_of(text):
        state.reading.scope = scope
    elif (topic := state.setting.labeller.topic(text, state.clause.tokens)) is not None:
        state.topic = state.reading.topic = topic


def _claim(state: State) -> None:
    """持平, 大于预算数 and their like: comparisons that give no figure."""
    clause = state.clause
    flat, compare = clause.last("flat"), clause.compare
    token = clause.tokens[flat] if flat >= 0 else compare
    if token is None or "reason" in clause.cues or state.in_reason:
        return
    if flat == -1 and not ("above" in token.data or "below" in token.data):
        return
    kinds = (TokenKind.TEXT, TokenKind.WORD, TokenKind.PATH)
    label = label_of(state, [t for t in clause.tokens if t.kind in kinds and not t.cues])
    statement = find_statement(state, label) or state.subject
    if statement is None:
        return
    reference = state.reference
    if compare is not None:
        reference = reference_of(compare, current_period(state), state.grammar)
    against = reference.against if reference else "prior"
    word = "flat" if flat >= 0 else (reference.direction if reference else "")
    approximate = flat >= 0 and token.text.startswith(state.grammar.approximate)
    statement.claims.append(Claim(word, against, token, approximate, state.sentence))


def _end_sentence(state: State) -> None:
    state.frames.end_sentence(state.grammar.announcing)
    statements = state.reading.statements
    said = [s for s in statements if s.sentence == state.sentence and s.level() is not None]
    totals = (s for s in reversed(said) if "sum" in s.flags)
    heads = (s for s in said if s.frame is None or s.frame.kind == "after")
    state.lead = next(totals, None) or next(heads, None) or state.lead
    if state.subject is not None and (frame := state.subject.frame) is not None:
        # The next sentence goes on about the whole, not about its last item.
        state.subject = state.lead if state.lead in statements else frame.parent or state.subject
    state.sentence += 1
    state.base, state.adding, state.subtracting, state.closing = None, False, False, False
    state.sentence_period, state.sentence_span, state.reference, state.dangling = "", "", None, None
    state.in_reason = state.in_reason_list = state.in_plan = state.comparable = state.in_purpose = False
