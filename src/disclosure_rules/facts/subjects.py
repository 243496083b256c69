"""Subjects: the labels that tokens make, and the statements of the passage that are about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.measures import Classified
from disclosure_rules.facts.sides import is_stock
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Label, Statement
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise

__all__ = [
    "completed_label",
    "find_statement",
    "item_of_any_name",
    "label_behind",
    "label_of",
    "named_statement",
    "open_statement",
    "statement_about",
]

_FUNDS = {fund: fund for fund in ("general", "government", "state_capital")}  # kinds of revenue that are a fund's
_NOUN_LENGTH = 14  # characters that the noun behind a number may have
_BEFORE_NOUN = 6  # characters before the number that tell one noun from the same noun elsewhere


def label_of(state: State, tokens: Sequence[Token]) -> Label | None:
    """The label the tokens make, None if they hold no name."""
    return state.setting.labeller.read(tokens, _context(state)) if tokens else None


def _context(state: State) -> Mapping[str, str]:
    """Coordinates that decide what a short name means: of the heading, the lead, the list's whole or the subject."""
    context: dict[str, str] = dict(state.topic.coordinates) if state.topic else {}
    if state.lead is not None:
        context |= state.lead.coordinates
    top = state.frames.top
    if top is not None and top.parent is not None:
        context |= top.parent.coordinates
    elif state.subject is not None:
        context |= state.subject.coordinates
    return context


def find_statement(state: State, label: Label | None) -> Statement | None:
    """The latest statement of the passage about what the label says."""
    if label is None:
        return None
    return next((s for s in reversed(state.reading.statements) if s.coordinates == label.coordinates), None)


def open_statement(state: State, label: Label, evidence: Evidence = Evidence.EXPLICIT) -> Statement:
    """A new statement about what the label says."""
    passage, statements = state.setting.passage, state.reading.statements
    first = next((s.label.text for s in statements if s.sentence == state.sentence), "")
    statement = Statement(
        label, passage.index, state.sentence, passage.report, passage.section, evidence, subject=first
    )
    if not label.known and (label.text in state.setting.labeller.weak or len(label.text) < 3):
        statement.flags.add("weak")
    if not label.known and not _says_of_what(state, label):
        statement.flags.add("generic")  # 支出: of what, the text around it has to say
    statements.append(statement)
    return statement


def _says_of_what(state: State, label: Label) -> bool:
    """Whether a label without a name of its own is about one thing all the same: it says whose money (财政拨款支出), or
    begins a paragraph of a budget as the budget of all income or expenditure (支出预算)."""
    if label.coordinates.get("concept", "=").startswith("=") or "fund" in label.coordinates:
        return True
    begins = not state.reading.statements and state.topic is None
    return begins and state.setting.closed_year and label.text in state.grammar.whole_budgets


def statement_about(state: State, label: Label) -> Statement:
    """The latest statement about what the label says, or a new one."""
    found = find_statement(state, label)
    if found is not None and found.evidence >= Evidence.LIST:
        return found
    return open_statement(state, label)  # what a figure was carried on to need not be what the label says


def named_statement(state: State, name: str, *, attribute: bool) -> Statement:
    """The statement that takes a figure which a list gives to `name`; a new one if that has its figure already.

    `attribute` says that the figure is said of the figure that the statement has.
    """
    label = label_of(state, tokenise(name, state.setting.lexicon)) or Label(name, {"concept": f"={name}"})
    found = find_statement(state, label)
    if found is not None and (attribute or found.level() is None):
        return found
    return open_statement(state, label)


def label_behind(state: State, index: int, found: Classified) -> Label | None:
    """A noun after the number (5个乡镇), or what an amount is used for (30万元用于审计)."""
    following = state.following(index, 5)
    if following and "purpose" in following[0].cues:
        following = following[1:]
    elif found.measure != "count":
        return None
    text = _noun(following)
    name = state.setting.labeller.trimmed(text) or _counted(text, following)
    if len(name) < 2 or (found.measure == "count" and text.startswith(state.grammar.no_counted_noun)):
        return None
    if found.measure != "count":
        return Label(name, {"concept": f"={name}"})
    start = state.tokens[index].start
    return Label(name, {"concept": f"={name}", "within": state.text[max(0, start - _BEFORE_NOUN) : start]})


def item_of_any_name(state: State) -> Label | None:
    """The first item of a list whose name is made of words that name nothing elsewhere: 其中：上级资金60万元; or is no
    more than the year's own money: 其中：本年预算60万元，上年结转12万元."""
    if (text := state.clause.text) in state.grammar.own_money:
        return Label(text, state.setting.labeller.rewritten({"origin": "year"}), True)
    name = "".join(token.text for token in state.clause.naming())
    return Label(name, {"concept": f"={name}"}) if len(name) > 1 else None


def _counted(text: str, following: Sequence[Token]) -> str:
    """5个乡镇、: a level of government that is counted; in 9个县合计12万元 it says whose the amount is."""
    clause = list(takewhile(lambda token: token.kind is not TokenKind.PUNCTUATION, following))
    return "" if any(token.kind is TokenKind.NUMBER for token in clause) else text.strip("、")


def _noun(tokens: Sequence[Token]) -> str:
    text = ""
    for token in tokens:
        if token.kind not in (TokenKind.TEXT, TokenKind.WORD) or (token.cues and not token.terms):
            break
        text += token.text
    return text[:_NOUN_LENGTH]


def completed_label(state: State, label: Label | None) -> Label | None:
    """A label takes whose money it is from the topic of the passage; a generic one (收入) the rest as well."""
    if label is None:
        return None
    label = _of_its_year(state, _with_fund(state, label))
    if label.known or state.topic is None or label.coordinates.get("concept", "").startswith("="):
        return label
    given = state.topic.coordinates
    concept, own = given.get("concept"), label.coordinates.get("concept")
    if concept is not None and own is not None and concept != own:
        return label
    return Label(label.text, state.setting.labeller.rewritten({**label.coordinates, **given}), True)


def _with_fund(state: State, label: Label) -> Label:
    own, fund = label.coordinates, fund_of(state)
    heading = state.setting.topic.coordinates.get("fund") if state.setting.topic is not None else None
    if is_stock(own) and own.get("fund") == "fiscal" and fund == heading and fund in _FUNDS:
        # 年初财政拨款结转和结余 in a section on one fund: of that fund
        return Label(label.text, {**own, "fund": fund}, label.known, label.parts)
    if not fund or own.get("concept", "=").startswith("=") or not own.keys().isdisjoint({"fund", "source", "purpose"}):
        return label
    merged = state.setting.labeller.rewritten({**own, "fund": fund})
    return Label(label.text, merged, label.known, label.parts)


def _of_its_year(state: State, label: Label) -> Label:
    """Under a heading on what is appropriated in the year (一般公共预算当年拨款) every amount is of that."""
    origin = state.topic.coordinates.get("origin") if state.topic is not None else None
    if origin is None or label.coordinates.get("concept", "=").startswith("="):
        return label
    merged = state.setting.labeller.rewritten({"origin": origin, **label.coordinates})
    return Label(label.text, merged, label.known, label.parts)


def fund_of(state: State) -> str:
    """Whose money the passage is about: as it says itself, else by its first figure if that says it."""
    if state.reading.topic is not None and "fund" in state.reading.topic.coordinates:
        return state.reading.topic.coordinates["fund"]
    first = next((statement for statement in state.reading.statements if statement.level() is not None), None)
    if first is None or first.frame is not None:
        return ""
    return first.coordinates.get("fund") or _FUNDS.get(first.coordinates.get("source", ""), "")
