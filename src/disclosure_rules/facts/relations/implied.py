"""What a complete list implies: the values of the year before, and the budgets behind completion rates, add up too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_rules.facts.clause import BUDGETS
from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.parts import part_of
from disclosure_rules.facts.relations.completeness import Completeness
from disclosure_rules.facts.statement import Frame, Mention, Statement

__all__ = ["base_total", "completion_total"]

_REFERENCES = ("prior", "prior_budget", *BUDGETS)
_EXCLUDED = frozenset({"reason", "comparable_basis", "undecided"})


def base_total(frame: Frame, items: Sequence[Statement], completeness: Completeness) -> Iterator[Relation]:
    """The values of the year before add up too, where the list is all of the whole in every year."""
    whole = frame.whole
    if whole is None or whole.statement is None or whole.fact is None or len(items) < 2 or frame.open:
        return
    if not completeness.in_every_year(frame, items):
        return
    for against in _REFERENCES:
        head = _changed(whole.statement, whole, against)
        moved = [s for s in items if not _stayed_nil(s, part_of(whole, s), against)]
        parts = [pair for s in moved if (pair := _changed(s, part_of(whole, s), against)) is not None]
        if head is not None and parts and len(parts) == len(moved):
            roles = {"whole": head, "part": tuple(fact for pair in parts for fact in pair)}
            yield Relation(kind="base_total", readings=(Reading(roles=roles),), cue=frame.cue)


def _stayed_nil(statement: Statement, level: Mention | None, against: str) -> bool:
    """0万元，与上年持平: nothing in either year."""
    flat = any(c.word == "flat" and c.against == against and not c.approximate for c in statement.claims)
    return flat and level is not None and level.quantity.value == 0


def _changed(statement: Statement, level: Mention | None, against: str) -> tuple[Fact, Fact] | None:
    """The level of a statement and its change (the amount if stated, else the rate) against one reference."""
    if level is None or level.fact is None:
        return None
    changes = [m for m in statement.mentions if m.against == against and not m.flags & _EXCLUDED]
    for measure in ("change_amount", "change_rate"):
        for mention in changes:
            signed = mention.direction or mention.quantity.value < 0
            if mention.measure == measure and mention.fact is not None and signed:
                return level.fact, mention.fact
    return None


def completion_total(frame: Frame, items: Sequence[Statement], completeness: Completeness) -> Iterator[Relation]:
    """The budgets that completion rates imply add up like the amounts; of parts that spent nothing none can be told."""
    whole = frame.whole
    if whole is None or whole.statement is None or whole.fact is None or not completeness.adds_up(frame, items):
        return
    head = _completion(whole.statement)
    if whole.basis != "final" or head is None or head.fact is None:
        return  # a rate is of what was spent
    parts: list[Fact] = []
    for statement in items:
        level, rate = part_of(whole, statement), _completion(statement)
        if level is None:
            continue
        if level.quantity.value == 0 or rate is None or rate.basis != head.basis:
            return
        parts += [fact for fact in (level.fact, rate.fact) if fact is not None]
    if parts:
        roles = {"whole": (whole.fact, head.fact), "part": tuple(parts)}
        yield Relation(kind="completion_total", readings=(Reading(roles=roles),), cue=frame.cue)


def _completion(statement: Statement) -> Mention | None:
    rates = (m for m in statement.mentions if m.measure == "completion_rate")
    return next((rate for rate in rates if not rate.flags & {"reason", "plan"}), None)
