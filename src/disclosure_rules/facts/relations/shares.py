"""Shares bound to their part and base, and rates named after their part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.relations.cells import Cells, Neighbours
from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["named_ratio_relations", "share_relations"]

_RATE_REACH = 4  # statements before a rate among which its part and its whole are


def share_relations(statements: Sequence[Statement], cells: Cells, near: Neighbours) -> Iterator[Relation]:
    """One relation a share: the base is the one the text names, else the whole of the list it stands in."""
    for statement in statements:
        for mention in statement.mentions:
            share = mention.fact
            if mention.measure != "share" or share is None or mention.flags & {"reason", "plan"}:
                continue
            bases = _bases(statement, mention, cells)
            if (bases or statement.level() is None) and mention.base is None and mention.base_statement is None:
                bases = (*bases, *_bases_nearby(statement, cells, near))
            readings = tuple(
                Reading(roles={"share": (share,), "part": (part,), "whole": (base,)})
                for part in _parts(statement, share, cells)
                for base in bases
                if part is not base and _comparable(part, base)
            )
            if readings:
                yield Relation(kind="share", readings=readings, evidence=mention.evidence)


def _parts(statement: Statement, share: Fact, cells: Cells) -> tuple[Fact, ...]:
    """What the share may be of the base: the last figures of its statement, else the nearest of the same subject."""
    period = share.coordinates["period"]
    levels = [m.fact for m in statement.mentions if m.is_level and m.fact is not None]
    own = [fact for fact in levels if fact.coordinates["period"] == period]
    before = [fact for fact in own if fact.id < share.id]
    if own:
        return tuple((before or own)[-2:])
    return _actual(cells.levels(share.coordinates, share, period=period))


def _comparable(part: Fact, base: Fact) -> bool:
    same_basis = part.coordinates.get("basis") == base.coordinates.get("basis")
    return same_basis and part.quantity.unit.dimension == base.quantity.unit.dimension


def _actual(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of budget and actual figures, the actual ones: a share is of what was spent unless it says otherwise."""
    return tuple(fact for fact in facts if fact.coordinates.get("basis") == "final") or facts


def _bases(statement: Statement, mention: Mention, cells: Cells) -> tuple[Fact, ...]:
    assert mention.fact is not None
    if mention.base_statement is not None:
        return tuple(m.fact for m in mention.base_statement.mentions if m.is_level and m.fact is not None)
    if mention.base is not None:
        period = mention.fact.coordinates["period"]
        return _actual(cells.levels(mention.base.coordinates, mention.fact, period=period))
    found: list[Fact] = []
    frame = statement.frame
    while frame is not None and frame.whole is not None and frame.whole.fact not in (None, *found):
        found += [m.fact for m in (frame.whole, *frame.alternatives) if m.fact is not None]
        frame = frame.parent.frame if frame.parent is not None else None
    return tuple(found)


def _bases_nearby(statement: Statement, cells: Cells, near: Neighbours) -> tuple[Fact, ...]:
    """Bases that other shares in the same sentence name: a share that names none may be of the same."""
    found: list[Fact] = []
    for other in near.of(statement):
        if other.sentence == statement.sentence and other is not statement:
            for mention in other.mentions:
                if mention.measure == "share" and mention.base is not None:
                    found += _bases(other, mention, cells)
    return tuple(found)


def named_ratio_relations(statements: Sequence[Statement], grammar: Grammar) -> Iterator[Relation]:
    """派单a件，办结b件，办结率p%: a rate named after the count before it, of the count before that."""
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
