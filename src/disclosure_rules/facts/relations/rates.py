"""Rates that are named after their part or by custom: 派单a件，办结b件，办结率p%; 发放a份，收回b份，回收率p%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosure_rules.facts.discourse import Discourse, position
from disclosure_rules.facts.fact import Reading, Relation
from disclosure_rules.facts.grammar import Grammar, RateName
from disclosure_rules.facts.parts import adds_to
from disclosure_rules.facts.statement import Mention

__all__ = ["named_ratio_relations"]

_REACH = 6  # figures before a rate among which its part and its whole are
_EDGES = "，。；：、（）()"
_RATES = ("ratio", "completion_rate")


def named_ratio_relations(discourse: Discourse, grammar: Grammar) -> Iterator[Relation]:
    """A rate of two figures of its sentence, the part and the whole, that the words before each of them tell apart.

    A rate that is named after a count (办结率) is of the count before that one.
    """
    for mention in discourse.mentions:
        if mention.measure not in _RATES or mention.fact is None or mention.quantity.qualifier or not mention.statement:
            continue
        said = discourse.said_before(mention)
        before = [m for m in discourse.levels_before(mention, _REACH) if _is_near(m, mention)]
        pairs = _by_stem(mention, said, before, grammar) or _by_custom(mention, said, before, discourse, grammar)
        readings = [
            Reading(roles={"share": (mention.fact,), "part": (part.fact,), "whole": (whole.fact,)})
            for part, whole in pairs
            if part.fact is not None and whole.fact is not None
        ]
        if readings:
            yield Relation(kind="share", readings=tuple(readings), cue="rate")


def _is_near(level: Mention, rate: Mention) -> bool:
    return position(level)[0] == position(rate)[0] and level.sentence == rate.sentence


def _by_stem(mention: Mention, said: str, before: Sequence[Mention], grammar: Grammar) -> list[tuple[Mention, Mention]]:
    """办结率 after 派单a件，办结b件: of the nearest count whose name is that of the rate, in the count before it."""
    name = mention.statement.label.text if mention.statement is not None else ""
    end = next((end for end in grammar.rate_ends if name.endswith(end)), "")
    stem = name.removesuffix(end)
    if not end or not stem or name not in said:
        return []
    counts = [m for m in before if m.measure == "count" and m.statement is not None]
    for part, whole in pairwise(counts):
        if part.statement is not None and part.statement.label.text.endswith(stem):
            return [(part, whole)] if adds_to(part, whole) else []
    return []


def _by_custom(
    mention: Mention, said: str, before: Sequence[Mention], discourse: Discourse, grammar: Grammar
) -> list[tuple[Mention, Mention]]:
    """资金节约率 after 预算a，节约b: the figure right before and those whose words fit what the rate stands for."""
    named = said.strip(_EDGES)
    verb = next((verb for verb in grammar.rate_verbs if named.endswith(verb)), "")
    named = named.removesuffix(verb)
    rate = next((rate for rate in grammar.rates if named.endswith(rate.name)), None)
    if rate is None:
        return []
    if named.removesuffix(rate.name) not in grammar.rate_heads:
        return []  # 上级资金执行率: of another subject
    words = {id(m): discourse.said_before(m) for m in before}
    parts = [m for m in before[:1] if _says(words[id(m)], rate, part=True)]
    wholes = [m for m in before if _says(words[id(m)], rate, part=False) and not _changes_after(m, mention, discourse)]
    return [(part, whole) for part in parts for whole in wholes if part is not whole and adds_to(part, whole)]


def _changes_after(whole: Mention, rate: Mention, discourse: Discourse) -> bool:
    """预算a，调减b，…执行率: the whole is no longer what it was."""
    between = (m for m in discourse.figures_of(rate) if position(whole) < position(m) < position(rate))
    return any(m.measure == "change_amount" for m in between)


def _says(words: str, rate: RateName, *, part: bool) -> bool:
    return any(word in words for word in (rate.part if part else rate.whole))
