"""Words that open a list (其中, 包括, 按…分, 一是): whose list it is, and whether it says it is complete."""

from __future__ import annotations

from disclosure_rules.facts.boundaries import end_clause
from disclosure_rules.facts.clause import may_name
from disclosure_rules.facts.sides import side_of
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Label, Statement
from disclosure_rules.facts.subjects import find_statement, label_of, open_statement
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise

__all__ = ["OPENING", "hear_opener", "hear_ordinal"]

OPENING = frozenset({"enum", "enum_closed", "enum_mid", "partition", "purpose"})
_CLOSED = frozenset({"enum_closed", "enum_mid", "partition"})
_NAMES_ITSELF = 8  # characters of a name that says for itself what it is
_PURPOSE_REACH = 7  # tokens after 用于 within which a figure makes it a list


def hear_opener(state: State, index: int) -> None:
    """Open the list of a cue: of the label before it, or of the current subject."""
    token = state.tokens[index]
    if "purpose" in token.cues and "enum_closed" not in token.cues and not _lists_purposes(state, index):
        state.clause.append(token)
        state.in_purpose = True  # until its sentence ends: what money is for is not what figures are about
        return
    if state.in_purpose and "enum" in token.cues and not _number_follows(state, index):
        state.clause.append(token)  # 主要用于…支出，包括工资、补贴: still what the money is for
        return
    if "enum_mid" in token.cues and _is_among_others(state, token):
        state.subject = None
        state.end_clause()
        return
    parent = (
        _whole_in_cue(state, token) or _named_whole(state) or _composed_whole(state, token) or _current_whole(state)
    )
    frame = state.frames.push("cue", parent, closed=bool(token.cues & _CLOSED), cue=token.text)
    frame.split = "split" in token.data
    if parent is not None and (parent.passage != state.setting.passage.index or "split" in token.data):
        state.frames.offer(parent, state.setting.leads)
    elif parent is not None and "scope" in parent.coordinates and "enum" in token.cues:
        # 全市a，市级b，县级c，其中: of any of them
        beside = [s for s in state.reading.statements if s is not parent and s.sentence == parent.sentence]
        state.frames.offer(parent, [s for s in beside if s.level() is not None and s.frame is None])
    elif parent is not None and parent is state.lead and "enum" in token.cues:
        # 其中 after a list: of its whole, or of one of its items; after several figures of a sentence: of any of them
        statements = [s for s in state.reading.statements if s is not parent and s.level() is not None]
        listed = [s for s in statements if s.frame is not None and s.frame.parent is parent]
        beside = [s for s in statements if s.frame is None and s.sentence == parent.sentence]
        state.frames.offer(parent, [*listed, *beside])
    if "enum_mid" in token.cues:
        state.subject = parent
    state.end_clause()


def _is_among_others(state: State, token: Token) -> bool:
    """在其他政府采购项目中, 在面向中小企业预留的项目中: in something that no figure before is about."""
    if any(word in state.clause.text for word in state.grammar.others):
        return True
    inside = max((word for word in state.grammar.inside if token.text.endswith(word)), key=len, default="")
    label = label_of(state, tokenise((state.clause.text + token.text).removesuffix(inside), state.setting.lexicon))
    if label is None or not label.coordinates.get("concept", "").startswith("=") or len(label.text) < _NAMES_ITSELF:
        return False
    return find_statement(state, label) is None and state.setting.elsewhere(label) is None


def _named_whole(state: State) -> Statement | None:
    """The statement the clause names by a term: 基本支出包括."""
    kinds = (TokenKind.TEXT, TokenKind.WORD, TokenKind.PATH)
    label = label_of(state, [t for t in state.clause.tokens if t.kind in kinds])
    if label is None or not label.known:
        return None
    return find_statement(state, label) or state.setting.elsewhere(label) or open_statement(state, label)


def _whole_in_cue(state: State, token: Token) -> Statement | None:
    """地方级收入中, 支出中: of what it names, in this passage or one before, else of the current subject."""
    if "enum_mid" not in token.cues:
        return None
    inside = max((word for word in state.grammar.inside if token.text.endswith(word)), key=len, default="")
    name = (state.clause.text + token.text).removesuffix(inside)
    label = label_of(state, tokenise(name, state.setting.lexicon))
    named = (find_statement(state, label) or state.setting.elsewhere(label)) if label is not None else None
    if named is not None and named.level() is not None:
        return named
    heads = (s for s in state.reading.statements if s.level() is not None and s.frame is None)
    side = side_of(label.coordinates) if label is not None and not label.known else ""
    of_side = next((s for s in heads if side and side_of(s.coordinates) == side), None)
    if of_side is not None:
        return of_side
    return state.subject if state.subject is not None and state.subject.level() is not None else None


def _current_whole(state: State) -> Statement | None:
    return state.lead or state.subject if state.at_sentence_start else state.subject


def _composed_whole(state: State, token: Token) -> Statement | None:
    """税收收入构成：of what the cue names, here or in a passage before."""
    composed = next((word for word in state.grammar.split_nouns if token.text.endswith(word)), "")
    label = _named_in_cue(state, token.text, composed) if composed else None
    return (find_statement(state, label) or state.setting.elsewhere(label)) if label is not None else None


def _named_in_cue(state: State, cue: str, end: str) -> Label | None:
    name = cue.removesuffix(end)
    return state.setting.labeller.topic(name, tokenise(name, state.setting.lexicon))


def _lists_purposes(state: State, index: int) -> bool:
    """Whether a number stands before the next mark, and no name before the cue (教育费附加用于教育的经费 is one)."""
    if any(may_name(token) for token in state.clause.tokens):
        return False
    return _number_follows(state, index)


def _number_follows(state: State, index: int) -> bool:
    """Whether a number stands before the next mark."""
    for token in state.following(index, _PURPOSE_REACH):
        if token.kind is TokenKind.NUMBER:
            return True
        if token.kind is TokenKind.PUNCTUATION and token.text in "，。；、":
            return False
    return False


def hear_ordinal(state: State, token: Token) -> None:
    """一是, （1）: the first of them opens the list of the current subject, unless that is open."""
    end_clause(state, "，")
    subject = state.subject
    if not token.text.startswith(state.grammar.first_marks) or state.in_reason or subject is None:
        return
    if subject.level() is not None and not state.frames.holds(subject):
        state.frames.push("cue", subject, closed=True, cue=token.text)
