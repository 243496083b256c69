"""Differences between two figures, and between two rates in percentage points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from disclosure_rules.facts.discourse import Discourse, position
from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.parts import adds_to
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.statement import Mention

__all__ = ["difference_relations", "points_relations"]

_RATES = ("share", "change_rate", "completion_rate", "ratio")
_AFTER = 2  # characters between a rate and the bracket with the one it is compared with


def difference_relations(discourse: Discourse, cells: Cells) -> Iterator[Relation]:
    """差值为d, 相差d, 比…少d: the larger of two figures is the smaller and the difference."""
    for mention in discourse.mentions:
        if mention.measure != "difference" or mention.fact is None or mention.flags & {"reason", "plan"}:
            continue
        readings = []
        for one, other in _pairs(mention, discourse, cells):
            larger, smaller = (one, other) if one.quantity.base >= other.quantity.base else (other, one)
            if larger.fact is not None and smaller.fact is not None:
                readings.append(_as_sum(larger.fact, smaller.fact, mention.fact))
        if readings:
            yield Relation(kind="rollup", readings=tuple(readings), cue="difference")


def _as_sum(larger: Fact, smaller: Fact, size: Fact) -> Reading:
    if size.quantity.value < 0:  # 少27亿元
        return Reading(roles={"whole": (larger,), "part": (smaller,), "minus": (size,)})
    return Reading(roles={"whole": (larger,), "part": (smaller, size)})


def _pairs(mention: Mention, discourse: Discourse, cells: Cells) -> list[tuple[Mention, Mention]]:
    """The figures that may differ by it: two of its statement, or its statement's against the one it names or one of
    the same name on another basis; where its statement has none, two of the sentence before it.
    """
    assert mention.fact is not None and mention.statement is not None
    sentence = [m for m in discourse.figures_of(mention) if m.is_level and m.sentence == mention.sentence]
    here = [m for m in sentence if adds_to(m, mention)]
    own = [m for m in here if m.statement is mention.statement]
    if mention.base is not None:
        named = cells.levels(mention.base.coordinates, mention.fact, period=mention.fact.coordinates["period"])
        return _against(own, named, discourse)
    if len(own) == 1:
        alike = cells.levels(mention.statement.coordinates, mention.fact)
        return _against(own, [fact for fact in alike if fact is not own[0].fact], discourse)
    before = [m for m in here if position(m) < position(mention)]
    return list(combinations(own or before, 2))


def _against(own: Sequence[Mention], facts: Sequence[Fact], discourse: Discourse) -> list[tuple[Mention, Mention]]:
    others = [m for m in discourse.levels if m.fact in facts]
    return [(one, other) for one in own for other in others if one is not other]


def points_relations(discourse: Discourse) -> Iterator[Relation]:
    """占比92.7%，较上年（91.8%）提高0.9个百分点: two rates of a sentence and their difference."""
    for mention in discourse.mentions:
        if mention.measure != "points" or mention.fact is None or mention.flags & {"reason", "plan"}:
            continue
        pairs = _rates_compared(mention, discourse)
        if pairs and mention.direction:
            both = [pair for one, other in pairs for pair in ((one, other), (other, one))]
            roles = [{"current": (one,), "prior": (other,), "change": (mention.fact,)} for one, other in both]
            yield Relation(kind="points", readings=tuple(Reading(roles=each) for each in roles))


def _rates_compared(mention: Mention, discourse: Discourse) -> list[tuple[Fact, Fact]]:
    """The two rates it is the difference of: the last of the sentence and any before it that is of another year
    (or, in 由a提高到b, the one before); a rate in a bracket right behind it counts as before.
    """
    figures = [m for m in discourse.figures_of(mention) if m.sentence == mention.sentence and m.measure in _RATES]
    near = [m for m in figures if m.token.start - mention.token.end <= _AFTER]
    if not near:
        return []
    *others, last = near
    if "became" in last.flags:
        pairs = [(m.fact, last.fact) for m in others[-1:] if m.measure == last.measure]
    else:
        pairs = [(m.fact, last.fact) for m in others if m.measure == last.measure and m.period != last.period]
    return [(one, other) for one, other in pairs if one is not None and other is not None]
