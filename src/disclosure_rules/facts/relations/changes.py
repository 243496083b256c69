"""Changes: a figure, its change, the rate, and the figure of the year before or of the budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from disclosure_rules.facts.clause import BUDGETS
from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.fact import Evidence, Fact, Reading, Relation
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.statement import Mention, Reference, Statement

__all__ = ["change_relations", "growth_relations"]

_EXCLUDED = frozenset({"reason", "plan", "comparable_basis", "unit_missing"})
_CHANGES = ("change_amount", "change_rate")
_HEADS = 6  # passages before whose leading figure a change without a name may be of
_MOST_READINGS = 24


def change_relations(statements: Sequence[Statement], cells: Cells, discourse: Discourse) -> Iterator[Relation]:
    """One relation for every reference a statement's changes are against."""
    for statement in statements:
        groups: dict[tuple[str, str], list[Mention]] = {}
        for mention in statement.mentions:
            changes = mention.measure in _CHANGES and not mention.flags & _EXCLUDED and mention.fact is not None
            if changes and mention.reference is not None:
                groups.setdefault((mention.against, mention.reference.basis), []).append(mention)
        for mentions in groups.values():
            assert mentions[0].reference is not None
            yield from _group(statement, mentions[0].reference, mentions, cells, discourse)


def _group(
    statement: Statement, reference: Reference, mentions: Sequence[Mention], cells: Cells, discourse: Discourse
) -> Iterator[Relation]:
    currents, priors = _turned(statement, mentions[0])
    if not currents:
        currents = _currents(statement, mentions[0], reference, cells)
        priors = _priors(statement, mentions[0], reference, cells)
        if statement.evidence < Evidence.LIST and not _has_own(statement, mentions[0]):
            # A passage that begins 与上年相比 may be about any of the figures that lead the passages before.
            heads = (m for m in discourse.heads_before(statement, _HEADS) if _alike(m, mentions[0]))
            currents = (*currents, *(m.fact for m in heads if m.fact is not None and m.fact not in currents))
            priors = tuple(fact for fact in priors if any(m.fact is fact for m in statement.mentions))
    currents = tuple(fact for fact in currents if fact not in priors)
    for change, rate in _pairs(mentions):
        first = change or rate
        assert first is not None
        if not (change and rate) and not (currents and priors):
            continue
        readings = []
        for current, prior in product(currents or (None,), priors or (None,)):
            if current is not None and prior is not None and not _comparable(current, prior, reference):
                continue
            given = {"current": current, "change": change, "rate": rate, "prior": prior}
            roles = {role: (fact,) for role, fact in given.items() if fact is not None}
            readings.append(Reading(roles=roles, word=_word(mentions)))
        chosen = tuple(readings[:_MOST_READINGS])
        yield Relation(kind="change", readings=chosen, evidence=first.evidence, flags=first.flags)


def _pairs(mentions: Sequence[Mention]) -> list[tuple[Fact | None, Fact | None]]:
    """Change and rate that belong together: in reading order, each amount with the rate after it."""
    pairs: list[tuple[Fact | None, Fact | None]] = []
    pending: Fact | None = None
    for mention in mentions:
        if mention.measure == "change_amount":
            if pending is not None:
                pairs.append((pending, None))
            pending = mention.fact
        else:
            pairs.append((pending, mention.fact))
            pending = None
    if pending is not None:
        pairs.append((pending, None))
    if len(pairs) == 2 and pairs[0][0] is None and pairs[1][1] is None:
        return [(pairs[1][0], pairs[0][1])]  # 下降1.44%，减少3.55万元
    return pairs


def _word(mentions: Sequence[Mention]) -> str:
    words = {m.direction for m in mentions if m.direction}
    return words.pop() if len(words) == 1 else "mixed" if words else ""


def _turned(statement: Statement, change: Mention) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """由a增加到b，增长p%: the figures after and before, if the sentence of the change says so."""
    said = [m for m in statement.mentions if m.sentence == change.sentence and m.is_level and m.fact is not None]
    after = tuple(m.fact for m in said if "became" in m.flags and m.fact is not None)
    before = tuple(m.fact for m in said if m.basis == "before" and m.fact is not None)
    return (after, before) if after and before else _two_years(said, change)


def _two_years(said: Sequence[Mention], change: Mention) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """2016年a，2015年b，下降p%: the figures of two years next before a change that names no year of its own."""
    before = [m for m in said if m.token.start < change.token.start][-2:]
    if len(before) < 2 or change.against not in ("prior", "prior_budget") or before[0].basis != before[1].basis:
        return (), ()
    earlier, later = sorted(before, key=lambda m: m.period)
    follow = earlier.period.isdigit() and later.period.isdigit() and int(later.period) == int(earlier.period) + 1
    if not follow or change.period not in (earlier.period, later.period) or not _alike(later, change):
        return (), ()
    return tuple(m.fact for m in (later,) if m.fact is not None), tuple(
        m.fact for m in (earlier,) if m.fact is not None
    )


def _comparable(current: Fact, prior: Fact, reference: Reference) -> bool:
    """Whether the figures are on one basis, unless the text says that it compares two."""
    one, other = current.coordinates.get("basis", ""), prior.coordinates.get("basis", "")
    return bool(reference.basis) or other == "before" or one == other or (one in BUDGETS and other in BUDGETS)


def _currents(statement: Statement, mention: Mention, reference: Reference, cells: Cells) -> tuple[Fact, ...]:
    """The figure that changed: of the statement itself, else the nearest print of the same subject."""
    assert mention.fact is not None
    period = mention.fact.coordinates["period"]
    wanted = ("final", "achieved", "") if reference.against in BUDGETS else ()
    own = [
        m.fact
        for m in statement.mentions
        if m.is_level and m.fact is not None and m.fact.coordinates["period"] == period and _alike(m, mention)
    ]
    chosen = [fact for fact in own if not wanted or fact.coordinates.get("basis", "") in wanted]
    only_budget = own and not reference.basis and all(fact.coordinates.get("basis") in BUDGETS for fact in own)
    if chosen and not only_budget:
        finals = [fact for fact in chosen if fact.coordinates.get("basis") == "final"]
        return (*(finals or chosen), *_listed(statement, mention))
    bases = ("final", "achieved") if wanted or only_budget else ()
    found = (*own, *(_listed(statement, mention) if own else ()))
    if not own or only_budget:
        found += cells.levels(mention.fact.coordinates, mention.fact, period=period, bases=bases)
    return tuple(f for f in found if mention.quantity.unit.dimension in ("ratio", f.quantity.unit.dimension))


def _has_own(statement: Statement, change: Mention) -> bool:
    """Whether the statement has a figure of the period of the change that is not one compared with."""
    return any(m.is_level and m.period == change.period and "compared" not in m.flags for m in statement.mentions)


def _listed(statement: Statement, change: Mention) -> tuple[Fact, ...]:
    """收入总计a，其中结转b，较上年增加…: after the first item of a list the change may be of its whole."""
    frame = statement.frame
    if frame is None or frame.whole is None or frame.whole.fact is None or frame.items[:1] != [statement]:
        return ()
    return (frame.whole.fact,) if _alike(frame.whole, change) and frame.kind == "cue" else ()


def _alike(level: Mention, change: Mention) -> bool:
    """Whether a change can be of that figure: a rate of anything, an amount of the same unit."""
    if change.quantity.unit.dimension == "ratio":
        return level.quantity.unit.dimension == "money" or level.measure != "amount"
    return level.quantity.unit.dimension == change.quantity.unit.dimension


def _priors(statement: Statement, mention: Mention, reference: Reference, cells: Cells) -> tuple[Fact, ...]:
    """The figure that the change is against: of the statement itself, else the nearest print of the same subject."""
    assert mention.fact is not None
    period = reference.period or mention.fact.coordinates["period"]
    bases = _bases(reference)
    own = tuple(
        m.fact
        for m in statement.mentions
        if m.is_level
        and m.fact is not None
        and m.fact.coordinates["period"] == period
        and (not bases or m.fact.coordinates.get("basis") in bases)
    )
    if own:
        return own
    found = cells.levels(mention.fact.coordinates, mention.fact, period=period, bases=bases)
    return tuple(f for f in found if f.quantity.unit.dimension == "money" or f.measure == "count")


def _bases(reference: Reference) -> Sequence[str]:
    """The bases that the figure compared with may have; empty if any will do."""
    if reference.against == "prior_budget":
        return ("budget", "initial", "annual")
    if reference.basis == "budget":
        return BUDGETS  # a budget that does not say which one it is may be any
    return (reference.basis,) if reference.basis else ()


def growth_relations(statements: Sequence[Statement]) -> Iterator[Relation]:
    """A→B，年均增长r%: compound growth between two stated years."""
    for statement in statements:
        rate = next((m.fact for m in statement.mentions if m.measure == "growth_rate" and m.fact is not None), None)
        levels = [m for m in statement.mentions if m.measure == "amount" and m.fact is not None]
        if rate is None or len(levels) != 2:
            continue
        years = sorted(int(m.period) for m in levels if m.period.isdigit())
        if len(set(years)) != 2:
            continue
        prior, current = (m.fact for m in sorted(levels, key=lambda m: m.period))
        if prior is not None and current is not None:
            roles = {"current": (current,), "prior": (prior,), "rate": (rate,)}
            yield Relation(kind="growth", readings=(Reading(roles=roles),), years=years[1] - years[0])
