"""Rates that are named after their part: 派单a件，办结b件，办结率p%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.fact import Reading, Relation
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.statement import Statement

__all__ = ["named_ratio_relations"]

_RATE_REACH = 4  # statements before a rate among which its part and its whole are


def named_ratio_relations(statements: Sequence[Statement], grammar: Grammar) -> Iterator[Relation]:
    """A rate named after the count before it, of the count before that."""
    for position, statement in enumerate(statements):
        name = statement.label.text
        end = next((end for end in grammar.rate_ends if name.endswith(end)), "")
        ratio = next((m for m in statement.mentions if m.measure == "ratio"), None)
        if not end or ratio is None or ratio.fact is None or ratio.quantity.qualifier:
            continue
        stem = name.removesuffix(end)
        recent = statements[max(0, position - _RATE_REACH) : position]
        before = [s for s in recent if s.passage == statement.passage and s.sentence == statement.sentence]
        counts = [(s, m) for s in before for m in s.mentions if m.measure == "count" and m.fact is not None]
        named = [index for index, (counted, _) in enumerate(counts) if counted.label.text.endswith(stem)]
        if not named or named[-1] == 0:
            continue
        whole, part = (mention for _, mention in counts[named[-1] - 1 : named[-1] + 1])
        if part.quantity.unit.symbol == whole.quantity.unit.symbol and part.fact and whole.fact:
            roles = {"share": (ratio.fact,), "part": (part.fact,), "whole": (whole.fact,)}
            yield Relation(kind="share", readings=(Reading(roles=roles),), cue=stem)
