"""Averages: a total over a number of things that the text counts near by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.fact import Reading, Relation
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["average_relations"]

_REACH = 30  # figures before an average among which its total and its count are looked for
_AFTER = 3  # statements after it in its passage that may give them too
_MOST_READINGS = 120


def average_relations(statements: Sequence[Statement], discourse: Discourse, lexicon: Lexicon) -> Iterator[Relation]:
    """车均运行维护费: a total over a count. `sure` where its own passage says of what and over what it is."""
    for statement in statements:
        for mention in statement.mentions:
            if mention.measure != "average" or mention.fact is None:
                continue
            if not any(spell in mention.cue for spell in lexicon.grammar.spells):
                yield from _relation(statement, mention, discourse, lexicon)


def _relation(statement: Statement, mention: Mention, discourse: Discourse, lexicon: Lexicon) -> Iterator[Relation]:
    average = mention.fact
    assert average is not None
    after = [m for s in discourse.beside(statement) for m in s.mentions if m.is_level and _follows(m, mention)]
    near = [*discourse.levels_before(mention, _REACH), *after[:_AFTER]]
    counts = [m for m in near if m.measure == "count" and m.quantity.value > 0 and _is_over(mention, m, lexicon)]
    totals = [m for m in near if m not in counts and _in_unit_of(m, mention)]
    readings = tuple(
        Reading(roles={"average": (average,), "total": (total.fact,), "count": (count.fact,)})
        for total in totals
        for count in counts
        if total.fact is not None and count.fact is not None
    )[:_MOST_READINGS]
    if readings:
        first = next((s for s in discourse.beside(statement) if s.level() is not None), statement)
        own = [m for m in totals if m.statement is first or _is_of(statement, m)]
        beside = [m for m in counts if m.statement is not None and m.statement.passage == statement.passage]
        flags = frozenset({"sure"}) if own and beside else frozenset[str]()
        yield Relation(kind="average", readings=readings, cue=mention.cue, flags=flags)


def _follows(level: Mention, mention: Mention) -> bool:
    return level.fact is not None and level.token.start > mention.token.start and level.sentence == mention.sentence


def _is_over(mention: Mention, count: Mention, lexicon: Lexicon) -> bool:
    """Whether an average says it is over things counted so: 车均 over 辆, 平均每批 over 批次."""
    for sign, classifiers in lexicon.units.get("averages", {}).items():
        if sign in mention.cue:
            return count.quantity.unit.classifier in classifiers
    return True  # 平均: over anything


def _in_unit_of(total: Mention, average: Mention) -> bool:
    one, other = total.quantity.unit, average.quantity.unit
    return one.dimension == other.dimension and one.classifier == other.classifier


def _is_of(statement: Statement, total: Mention) -> bool:
    """Whether a total is surely what the average is of: of the same statement, or under the same known name."""
    other = total.statement
    return other is statement or (
        other is not None and statement.label.known and other.coordinates == statement.coordinates
    )
