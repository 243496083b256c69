"""Shares bound to their part and base, rates named after their part, averages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["average_relations", "named_ratio_relations", "share_relations"]


def share_relations(statements: Sequence[Statement], cells: Cells) -> Iterator[Relation]:
    """One relation a share: the base is the one the text names, else the whole of the list it stands in."""
    for statement in statements:
        for mention in statement.mentions:
            if mention.measure != "share" or mention.fact is None or mention.flags & {"reason", "plan"}:
                continue
            parts = _parts(statement, mention, cells)
            bases = _bases(statement, mention, cells) or ()
            if (bases or statement.level() is None) and mention.base is None and mention.base_statement is None:
                bases = (*bases, *_bases_nearby(statement, statements, cells))
            readings = tuple(
                Reading(roles={"share": (mention.fact,), "part": (part,), "whole": (base,)})
                for part in parts
                for base in bases
                if part is not base
                and part.quantity.unit.dimension == base.quantity.unit.dimension
                and _same_basis(part, base)
            )
            if readings:
                yield Relation(kind="share", readings=readings, evidence=mention.evidence)


def _parts(statement: Statement, mention: Mention, cells: Cells) -> tuple[Fact, ...]:
    share = mention.fact
    assert share is not None
    period = share.coordinates["period"]
    own = [
        m.fact
        for m in statement.mentions
        if m.is_level and m.fact is not None and m.fact.coordinates["period"] == period
    ]
    before = [fact for fact in own if fact.id < share.id]
    if before or own:
        return tuple((before or own)[-2:])
    return _actual(cells.levels(share.coordinates, share, period=period))


def _same_basis(part: Fact, base: Fact) -> bool:
    return part.coordinates.get("basis") == base.coordinates.get("basis")


def _actual(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of budget and actual figures, the actual ones: a share is of what was spent unless it says otherwise."""
    return tuple(fact for fact in facts if fact.coordinates.get("basis") == "final") or facts


def _bases(statement: Statement, mention: Mention, cells: Cells) -> tuple[Fact, ...]:
    assert mention.fact is not None
    period = mention.fact.coordinates["period"]
    if mention.base_statement is not None:
        level = mention.base_statement.level()
        found = [m.fact for m in mention.base_statement.mentions if m.is_level and m.fact is not None]
        return tuple(found) if level is not None else ()
    if mention.base is not None:
        return _actual(cells.levels(mention.base.coordinates, mention.fact, period=period))
    found = []
    frame = statement.frame
    while (
        frame is not None and frame.whole is not None and frame.whole.fact is not None and frame.whole.fact not in found
    ):
        found.append(frame.whole.fact)
        found += [m.fact for m in frame.alternatives if m.fact is not None]
        frame = frame.parent.frame if frame.parent is not None else None
    return tuple(found)


def _bases_nearby(statement: Statement, statements: Sequence[Statement], cells: Cells) -> tuple[Fact, ...]:
    """Bases that shares before in the same sentence name: a share that names none may be of the same."""
    found: list[Fact] = []
    for other in statements:
        if other.passage == statement.passage and other.sentence == statement.sentence and other is not statement:
            for mention in other.mentions:
                if mention.measure == "share" and mention.base is not None:
                    found += _bases(other, mention, cells)
    return tuple(found)


def named_ratio_relations(statements: Sequence[Statement]) -> Iterator[Relation]:
    """派单a件，办结b件，办结率p%: a rate named after the count before it, of the count before that."""
    for position, statement in enumerate(statements):
        name = statement.label.text
        ratio = next((m for m in statement.mentions if m.measure == "ratio"), None)
        if ratio is None or ratio.fact is None or not name.endswith("率") or ratio.quantity.qualifier:
            continue
        stem = name.removesuffix("率")
        before = [
            s
            for s in statements[max(0, position - 4) : position]
            if s.passage == statement.passage and s.sentence == statement.sentence
        ]
        counts = [m for s in before for m in s.mentions if m.measure == "count" and m.fact is not None]
        named = [i for i, m in enumerate(counts) if m.statement is not None and m.statement.label.text.endswith(stem)]
        if not named or named[-1] == 0:
            continue
        part, whole = counts[named[-1]], counts[named[-1] - 1]
        if part.quantity.unit.symbol == whole.quantity.unit.symbol and part.fact and whole.fact:
            roles = {"share": (ratio.fact,), "part": (part.fact,), "whole": (whole.fact,)}
            yield Relation(kind="share", readings=(Reading(roles=roles),), cue=stem)


def average_relations(statements: Sequence[Statement]) -> Iterator[Relation]:
    """车均运行维护费: an amount of the same name over a count in the same passage."""
    for statement in statements:
        for mention in statement.mentions:
            if mention.measure != "average" or mention.fact is None:
                continue
            totals = _totals(statement, statements, mention)
            counts, sure = _counts(statement, statements, mention)
            readings = tuple(
                Reading(roles={"average": (mention.fact,), "total": (total,), "count": (count,)})
                for total in totals
                for count in counts
            )
            if readings:
                flags = frozenset({"sure"}) if sure else frozenset[str]()
                yield Relation(kind="average", readings=readings, cue="average", flags=flags)


def _counts(statement: Statement, statements: Sequence[Statement], mention: Mention) -> tuple[list[Fact], bool]:
    """Counts the average may be over; sure if one of its own classifier (人均: 人) stands just before it."""
    counts = [
        m
        for s in statements
        if s.passage == statement.passage
        for m in s.mentions
        if m.measure == "count" and m.fact is not None and m.quantity.value > 0
    ]
    before = [m for m in counts if m.token.end <= mention.token.start and m.sentence == mention.sentence]
    last = max(before, key=lambda m: m.token.end, default=None)
    sure = last is not None and any(
        sign in mention.cue
        for sign in (last.quantity.unit.classifier[:1], _VEHICLE.get(last.quantity.unit.classifier, "\0"))
    )
    if last is not None and sure and last.fact is not None:
        return [last.fact], True
    return [m.fact for m in counts if m.fact is not None], False


_VEHICLE = {"辆": "车", "台": "车"}


def _totals(statement: Statement, statements: Sequence[Statement], mention: Mention) -> list[Fact]:
    same = [s for s in statements if s.passage == statement.passage and s is not statement]
    return [
        m.fact
        for s in same
        for m in s.mentions
        if m.measure == "amount" and m.fact is not None and m.quantity.unit.dimension == mention.quantity.unit.dimension
    ]
