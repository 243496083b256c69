"""Mentions: a figure is recorded with its subject, its year, its basis and what it is compared with."""

from __future__ import annotations

import re

from disclosure_rules.facts.clause import BUDGETS
from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.measures import Classified
from disclosure_rules.facts.references import prior_of
from disclosure_rules.facts.spans import before, period_of
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Label, Mention, Reference, Statement
from disclosure_rules.facts.subjects import find_statement, label_of
from disclosure_rules.facts.timing import current_period
from disclosure_rules.facts.tokens import Token
from disclosure_rules.facts.totals import sum_up

__all__ = ["is_against_another", "record"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_CHANGES = ("change_amount", "change_rate")


def record(
    state: State, token: Token, found: Classified, statement: Statement, *, unit: str | None = None
) -> Mention | None:
    """Add a figure to a statement, with the lists it is an item or the total of; None if its number cannot be read.

    `unit` replaces the unit of the number where it is written at another one.
    """
    quantity = state.figures.quantity(token, unit)
    if quantity is None:
        state.reading.leave(token)
        return None
    mention = Mention(
        token, quantity, found.measure, found.basis, current_period(state), found.direction,
        flags=set(found.flags), sentence=state.sentence, statement=statement,
    )  # fmt: skip
    if "prior_share" in found.flags:
        mention.period = before(mention.period)
    if found.measure == "prior":
        _as_prior(state, mention)
        if mention.measure == "ratio":
            _as_rate_before(state, mention, statement)
    elif found.measure in (*_CHANGES, "difference"):
        _as_change(state, mention, statement)
    elif found.measure == "ratio" and state.clause.last("became") >= 0:
        _as_rate_before(state, mention, statement)
        mention.flags.add("became")
    if mention.measure == "count" and "scale" in token.data and quantity.unit.dimension == "money":
        mention.measure = "amount"
    if not mention.basis and mention.measure in ("amount", "count"):
        _take_basis(state, mention, statement)
    _flag(state, mention, found)
    _arrow(state, mention, statement)
    _became(state, mention, statement)
    _bind_base(state, mention, found, statement)
    carried = Evidence.CARRIED if statement.mentions and not found.label else Evidence.EXPLICIT
    mention.evidence = min(statement.evidence, carried)
    _add(state, mention, statement)
    return mention


def _as_prior(state: State, mention: Mention) -> None:
    """较上年的a: the figure that is compared with is the amount of another year, or of a budget."""
    reference = state.reference or prior_of(mention.period)
    mention.measure, mention.period, mention.basis = "amount", reference.period or mention.period, reference.basis
    if mention.quantity.unit.is_ratio:
        mention.measure, mention.basis = "ratio", ""
    mention.flags.add("compared")


def _as_rate_before(state: State, mention: Mention, statement: Statement) -> None:
    """占比由70.1%提高到72.3%, 占比92.7%，较上年的91.8%: a share like the one before."""
    before = statement.mentions[-1] if statement.mentions else None
    if before is not None and before.measure == "share" and before.sentence == state.sentence:
        mention.measure, mention.base, mention.base_statement = "share", before.base, before.base_statement


def _as_change(state: State, mention: Mention, statement: Statement) -> None:
    period = state.clause.period
    if period is not None and period.data.get("relative") == "prior":
        mention.period = period_of(state.year, mention.period.partition("/")[2])  # 上年 says what it is compared with
    if mention.measure in _CHANGES and is_against_another(state):
        mention.measure = "difference"
        tokens = [t for t in state.clause.tokens[1:] if t.terms or not t.cues]
        mention.base = label_of(state, tokens)
        return
    reference = state.reference or _budget_just_stated(state, statement) or state.last_reference
    mention.reference = reference or prior_of(mention.period)


def _budget_just_stated(state: State, statement: Statement) -> Reference | None:
    """决算a，预算b，少d: less than the budget, not than last year."""
    levels = [m for m in statement.mentions if m.is_level and m.sentence == state.sentence]
    if len(levels) < 2 or "same_period" in state.clause.cues or "rate_base" in levels[-1].flags:
        return None
    actual, budget = levels[-2:]
    stated = actual.basis == "final" and budget.basis in BUDGETS and actual.period == budget.period
    return Reference(budget.basis, budget.period, budget.basis) if stated and statement.mentions[-1] is budget else None


def is_against_another(state: State) -> bool:
    """比财政总收入少27亿元: compared with another figure by name, not with another year."""
    clause = state.clause
    if len(clause.tokens) < 2 or clause.compare is not None:
        return False
    return state.text.startswith(state.grammar.compare_short, clause.tokens[0].start)


def _take_basis(state: State, mention: Mention, statement: Statement) -> None:
    """An amount that does not say whether it is budget or actual is what the whole of its list is, or what its subject
    was in the other year that the sentence gives: 2016年预算73万元，2015年为190万元.
    """
    before = statement.mentions[-1] if statement.mentions else None
    beside = before is not None and before.sentence == state.sentence and before.measure == mention.measure
    if before is not None and beside and before.period != mention.period and before.basis in BUDGETS:
        mention.basis = before.basis
        return
    mention.basis = state.frames.basis
    if not mention.basis:
        mention.basis = state.setting.default_basis
        mention.flags.add("default_basis")


def _flag(state: State, mention: Mention, found: Classified) -> None:
    clause = state.clause
    if mention.measure == "average":
        mention.cue = "".join(token.text for token in clause.tokens[clause.last("average") :])
    said = {
        "negative": found.direction == "down" and "sign" not in mention.token.data,
        "comparable_basis": state.comparable
        or "basis_other" in clause.cues
        or state.text.startswith(state.grammar.comparable_behind, mention.token.end),
        "reason": state.in_reason,
        "plan": state.in_plan,
    }
    mention.flags |= {flag for flag, holds in said.items() if holds}


def _arrow(state: State, mention: Mention, statement: Statement) -> None:
    """a→b: the same figure in the first and the last of the two years that the passage names."""
    before = statement.mentions[-1] if statement.mentions else None
    if before is None or not (before.is_level and mention.is_level):
        return
    if state.text[before.token.end : mention.token.start] in state.grammar.arrows:
        years = sorted(set(_YEAR.findall(state.text)))
        if len(years) == 2:
            before.period, mention.period = years


def _became(state: State, mention: Mention, statement: Statement) -> None:
    """由a增加到b: the same figure before and after, whatever the time between."""
    before = statement.mentions[-1] if statement.mentions else None
    if before is None or not (before.is_level and mention.is_level) or state.clause.last("became") == -1:
        return
    start = max(state.text.rfind(mark, 0, before.token.start) for mark in "，；。：") + 1
    said = state.text[start : before.token.start]
    if before.sentence == mention.sentence and any(word in said for word in state.grammar.from_words):
        before.basis = "before"
        mention.flags.add("became")


def _bind_base(state: State, mention: Mention, found: Classified, statement: Statement) -> None:
    """What a share is of, if its clause says so."""
    if found.base is None:
        return
    if not found.base:
        mention.base = Label("", {"concept": "="})  # it names a base that cannot be read
        return
    others = [s for s in state.reading.statements if s is not statement and s.level() is not None]
    if any("former" in token.cues for token in found.base):
        mention.base_statement = others[-1] if others else None
        return
    mention.base = label = label_of(state, found.base)
    if label is not None and label.known:
        mention.base_statement = find_statement(state, label)
    elif label is not None:
        ending = [s for s in others if s.label.text.endswith(label.text)]
        mention.base_statement = ending[-1] if ending else None


def _add(state: State, mention: Mention, statement: Statement) -> None:
    first_level = mention.is_level and statement.level() is None
    if first_level and state.subtracting and "sum" not in statement.flags:
        statement.flags.add("minus")
    attribute = mention.measure in ("share", *_CHANGES)
    statement.mentions.append(mention)
    state.reading.figures += 1
    if mention.is_level and state.text.startswith(state.grammar.split_behind, mention.token.end):
        # 按功能科目，本年支出2566万元的构成是：the figure is the whole of the list just announced
        state.frames.split(statement, mention, state.grammar.composed[0])
        return
    if first_level or (attribute and statement.frame is None):
        state.frames.add(statement)
    if mention.is_level:
        sum_up(state, mention, statement)
