"""Averages: an amount over a number of things that the passage counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.relations.discourse import Discourse
from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["average_relations"]


def average_relations(statements: Sequence[Statement], discourse: Discourse, lexicon: Lexicon) -> Iterator[Relation]:
    """车均运行维护费: an amount over a count in the same passage; `sure` where it says what it is counted by."""
    for statement in statements:
        for mention in statement.mentions:
            average = mention.fact
            if mention.measure != "average" or average is None:
                continue
            counts, sure = _counts(mention, discourse.beside(statement), lexicon)
            readings = tuple(
                Reading(roles={"average": (average,), "total": (total,), "count": (count,)})
                for total in _totals(statement, mention, discourse.beside(statement))
                for count in counts
            )
            if readings:
                flags = frozenset({"sure"}) if sure else frozenset[str]()
                yield Relation(kind="average", readings=readings, cue="average", flags=flags)


def _counts(mention: Mention, statements: Sequence[Statement], lexicon: Lexicon) -> tuple[list[Fact], bool]:
    """Counts the average may be over; sure if one of its own classifier (人均: 人) stands just before it."""
    counts = [
        (m, m.fact)
        for s in statements
        for m in s.mentions
        if m.measure == "count" and m.fact is not None and m.quantity.value > 0
    ]
    before = [(m, fact) for m, fact in counts if m.token.end <= mention.token.start and m.sentence == mention.sentence]
    if before:
        last, fact = max(before, key=lambda pair: pair[0].token.end)
        classifier = last.quantity.unit.classifier
        signs = (classifier[:1], *lexicon.units.get("averages", {}).get(classifier, ()))
        if any(sign in mention.cue for sign in signs):
            return [fact], True
    return [fact for _, fact in counts], False


def _totals(statement: Statement, mention: Mention, statements: Sequence[Statement]) -> list[Fact]:
    dimension = mention.quantity.unit.dimension
    others = (m for s in statements if s is not statement for m in s.mentions if m.measure == "amount")
    return [m.fact for m in others if m.fact is not None and m.quantity.unit.dimension == dimension]
