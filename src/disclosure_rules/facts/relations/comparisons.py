"""Completion of a budget, and comparisons that are only words: 大于, 小于, 持平, 超额完成."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.clause import BUDGETS
from disclosure_rules.facts.discourse import Discourse, position
from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.statement import Claim, Mention, Statement

__all__ = ["bound_relations", "claim_relations", "completion_relations", "target_relations"]

_UNNAMED = {"budget": BUDGETS}  # a budget that does not say which one it is may be any


def completion_relations(
    statements: Sequence[Statement], cells: Cells, discourse: Discourse, grammar: Grammar
) -> Iterator[Relation]:
    """完成预算的p%: the rate with the actual figure and the budget it names, where both are stated.

    A rate of a budget that was changed meanwhile, and not stated anew, is of none that is stated.
    """
    for statement in statements:
        for mention in statement.mentions:
            if mention.measure != "completion_rate" or mention.fact is None or mention.flags & {"reason", "plan"}:
                continue
            if mention.basis == "budget" and _is_adjusted(mention, discourse, grammar):
                continue
            readings = tuple(_completions(statement, mention, mention.fact, cells))
            if readings:
                yield Relation(kind="completion", readings=readings, evidence=mention.evidence)


def _is_adjusted(rate: Mention, discourse: Discourse, grammar: Grammar) -> bool:
    """预算a，调减b，…执行率: whether the last thing said of the budget is that it was changed."""
    before = [m for m in discourse.figures_of(rate) if m.sentence == rate.sentence and position(m) < position(rate)]
    last = next((m for m in reversed(before) if m.measure == "change_amount" or m.basis in BUDGETS), None)
    adjusts = last is not None and any(word in discourse.said_before(last) for word in grammar.adjusting)
    return last is not None and last.measure == "change_amount" and adjusts


def _completions(statement: Statement, mention: Mention, rate: Fact, cells: Cells) -> Iterator[Reading]:
    actual = _stated(statement, mention, cells, ("final", "achieved"))
    budget = _stated(statement, mention, cells, _UNNAMED.get(mention.basis, (mention.basis,)))
    if mention.basis != "budget" and not budget:
        budget = _stated(statement, mention, cells, ("budget",))
    target = statement.level("target")
    if not budget and target is not None and target.fact is not None:
        budget = (target.fact,)  # 目标值1200块，实际完成1152块，完成率96%
    spendings = [f for f in actual if f.passage == rate.passage and budget and _are_alike(f, budget[0])]
    if len(budget) == 1 and len(spendings) > 1:
        return  # several figures were said to be spent of one budget: which the rate is of is not certain
    for spent in actual:
        for planned in budget:
            yield Reading(roles={"rate": (rate,), "actual": (spent,), "budget": (planned,)})
        # Without the budget it can only be said that nothing spent is nothing completed.
        if not budget and (spent.quantity.value == 0 or mention.quantity.value == 0):
            yield Reading(roles={"rate": (rate,), "actual": (spent,)})


def _are_alike(one: Fact, other: Fact) -> bool:
    return one.quantity.unit.compares_with(other.quantity.unit)


def _stated(statement: Statement, mention: Mention, cells: Cells, bases: Sequence[str]) -> tuple[Fact, ...]:
    """Levels of the statement's subject on one of the bases: its own, else the nearest."""
    assert mention.fact is not None
    period = mention.fact.coordinates["period"]
    own = tuple(
        m.fact
        for m in statement.mentions
        if m.is_level and m.fact is not None and m.basis in bases and m.fact.coordinates["period"] == period
    )
    return own or cells.levels(mention.fact.coordinates, mention.fact, period=period, bases=bases)


def claim_relations(statements: Sequence[Statement], cells: Cells) -> Iterator[Relation]:
    """持平, 大于预算数, 小于预算数 against the figures of both sides, or against a change that is stated."""
    for statement in statements:
        for claim in statement.claims:
            if claim.approximate or not claim.word:
                continue
            changes = [m.fact for m in statement.mentions if _is_change_of(m, claim) and m.fact is not None]
            if claim.word == "flat" and changes:
                reading = Reading(roles={"change": (changes[-1],)}, word="flat")
                yield Relation(kind="direction", readings=(reading,), cue=claim.token.text)
            elif claim.against in BUDGETS:
                yield from _two_sides(statement, claim, cells)
            elif claim.word == "flat" and claim.against in ("prior", "prior_budget"):
                yield from _two_years(statement, claim)


def _is_change_of(mention: Mention, claim: Claim) -> bool:
    return (
        mention.measure == "change_amount" and mention.against == claim.against and mention.sentence == claim.sentence
    )


def _two_years(statement: Statement, claim: Claim) -> Iterator[Relation]:
    """2023年执行数a，2024年预算b，…持平: of the sentence's figures of two years, one each, before the claim."""
    said = [
        m.fact
        for m in statement.mentions
        if m.is_level and m.fact is not None and m.sentence == claim.sentence and m.token.start < claim.token.start
    ]
    years = {fact.coordinates["period"] for fact in said}
    if len(said) != 2 or len(years) != 2 or not all(year.isdigit() for year in years):
        return
    earlier, later = sorted(said, key=lambda fact: fact.coordinates["period"])
    if int(later.coordinates["period"]) == int(earlier.coordinates["period"]) + 1 and _are_alike(later, earlier):
        reading = Reading(roles={"left": (later,), "right": (earlier,)}, word="flat")
        yield Relation(kind="direction", readings=(reading,), cue=claim.token.text)


def _two_sides(statement: Statement, claim: Claim, cells: Cells) -> Iterator[Relation]:
    anchor = next((m for m in statement.mentions if m.fact is not None), None)
    if anchor is None:
        return
    left = _stated(statement, anchor, cells, ("final", "achieved"))
    right = _stated(statement, anchor, cells, _UNNAMED.get(claim.against, (claim.against, "budget")))
    readings = tuple(Reading(roles={"left": (a,), "right": (b,)}, word=claim.word) for a in left for b in right)
    if readings:
        yield Relation(kind="direction", readings=readings, cue=claim.token.text)


def bound_relations(statements: Sequence[Statement]) -> Iterator[Relation]:
    """低于…的限额: the subject's figure against a bound that is stated with it."""
    for statement in statements:
        level = statement.level()
        for mention in statement.mentions:
            if mention.measure == "bound" and mention.fact is not None and level is not None and level.fact is not None:
                roles = {"left": (level.fact,), "right": (mention.fact,)}
                yield Relation(kind="direction", readings=(Reading(roles=roles, word=mention.direction),), cue="bound")


def target_relations(statements: Sequence[Statement]) -> Iterator[Relation]:
    """目标不少于a，实际完成b: what the text says was reached or missed."""
    for statement in statements:
        target = statement.level("target")
        achieved = statement.level("achieved")
        if target is None or achieved is None or target.fact is None or achieved.fact is None:
            continue
        word = "missed" if "missed" in statement.flags else "reached"
        roles = {"left": (achieved.fact,), "right": (target.fact,)}
        yield Relation(kind="direction", readings=(Reading(roles=roles, word=word),), cue=word)
