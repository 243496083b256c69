"""Shares bound to their part and base.

A share often does not say what it is of. The candidates are the whole of its list and the figures before it; the other
shares of the same list tell which of them is meant: the base with which most of them agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.sides import side_of
from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.quantity import Verdict, judge_ratio

__all__ = ["share_relations"]

_REACH = 40  # figures before a share among which its base is looked for
_NEAR = 12  # figures before a share of which one alone may be its base
_FULLER = frozenset({"fund", "scope", "side"})  # what a fuller name of the same figure may say besides
_NAME = 3  # characters of a name that may stand for a longer one that ends with it
_PROOF = 2  # shares that must agree with a base which no word names


@dataclass(slots=True, kw_only=True)
class _Claim:
    """A share, its parts and its bases: `said` are those that the text names or a list gives, `near` the figures just
    before of which one alone may be it, `possible` those of which two shares have to agree that they are."""

    mention: Mention
    share: Fact
    parts: Sequence[Fact]
    said: Sequence[Fact]
    near: Sequence[Fact]
    possible: Sequence[Fact]

    def agrees(self, base: Fact) -> bool:
        """Whether the share can be that of one of its parts in the base."""
        judged = (judge_ratio(self.share.quantity, p.quantity, base.quantity) for p in self.parts if p is not base)
        return any(j.verdict not in (Verdict.VIOLATED, Verdict.UNDETERMINED) for j in judged)


def share_relations(statements: Sequence[Statement], cells: Cells, discourse: Discourse) -> Iterator[Relation]:
    """One relation a share that is bound to a base by a word, by its list, or by the other shares beside it."""
    groups: dict[Hashable, list[_Claim]] = defaultdict(list)
    for statement in statements:
        for mention in statement.mentions:
            if mention.measure == "share" and mention.fact is not None and not mention.flags & {"reason", "plan"}:
                claim = _claim(statement, mention, mention.fact, cells, discourse)
                groups[_group(statement, mention, discourse)].append(claim)
    for claims in groups.values():
        yield from _bound(claims)


def _group(statement: Statement, mention: Mention, discourse: Discourse) -> Hashable:
    """What the shares of one base have in common: the words that name it, else their list, else their place."""
    if mention.base is not None:
        return statement.report, mention.base.text
    frame = statement.frame
    if frame is not None and len(frame.items) > 1:
        return id(frame)
    if discourse.is_numbered(statement):
        return statement.report, statement.section, "items"
    return statement.passage


def _bound(claims: Sequence[_Claim]) -> Iterator[Relation]:
    agreeing: dict[int, int] = defaultdict(int)
    for claim in claims:
        for base in {id(b): b for b in (*claim.said, *claim.possible)}.values():
            agreeing[id(base)] += claim.agrees(base)
    for claim in claims:
        proven = [b for b in claim.possible if agreeing[id(b)] >= _PROOF and 2 * agreeing[id(b)] >= len(claims)]
        agreed = [b for b in claim.near if _same_basis(claim.parts, b) and claim.agrees(b)]
        bases = list({id(b): b for b in (*proven, *claim.said, *agreed)}.values())
        readings = tuple(
            Reading(roles={"share": (claim.share,), "part": (part,), "whole": (base,)})
            for base in bases
            for part in claim.parts
            if part is not base
        )
        if readings:
            yield Relation(kind="share", readings=readings, evidence=claim.mention.evidence)


def _claim(statement: Statement, mention: Mention, share: Fact, cells: Cells, discourse: Discourse) -> _Claim:
    parts = _parts(statement, share, cells)
    said = [base for base in _said(statement, mention, share, parts, cells, discourse) if _same_basis(parts, base)]
    possible: list[Mention] = []
    if not said or mention.base is None:
        before = discourse.levels_before(mention, _REACH)
        possible = [m for m in before if m.statement is not statement and _is_base(m, parts)]
    kin = statement.frame.items if statement.frame is not None else []
    near = [m for m in possible if m.statement not in kin][:_NEAR]
    return _Claim(
        mention=mention, share=share, parts=parts, said=said, near=_facts(near), possible=_facts(possible)
    )  # fmt: skip


def _is_base(level: Mention, parts: Sequence[Fact]) -> bool:
    return level.fact is not None and level.fact not in parts and _comparable(parts, level.fact)


def _facts(mentions: Sequence[Mention]) -> Sequence[Fact]:
    return [m.fact for m in mentions if m.fact is not None]


def _parts(statement: Statement, share: Fact, cells: Cells) -> tuple[Fact, ...]:
    """What the share may be of the base: the last figures of its statement, else the nearest of the same subject."""
    period = share.coordinates["period"]
    levels = [m.fact for m in statement.mentions if m.is_level and m.fact is not None]
    own = [fact for fact in levels if fact.coordinates["period"] == period]
    before = [fact for fact in own if fact.id < share.id]
    if own:
        return (*(before or own)[-2:], *_listed(statement))
    return _actual(cells.levels(share.coordinates, share, period=period))


def _listed(statement: Statement) -> tuple[Fact, ...]:
    """货物a、服务b，占…: after the last item of a list the share may be of its whole."""
    frame = statement.frame
    if frame is None or frame.whole is None or frame.whole.fact is None or frame.items[-1] is not statement:
        return ()
    return (frame.whole.fact,)


def _comparable(parts: Sequence[Fact], base: Fact) -> bool:
    return any(part.quantity.unit.compares_with(base.quantity.unit) for part in parts)


def _same_basis(parts: Sequence[Fact], base: Fact) -> bool:
    basis = base.coordinates.get("basis")
    return _comparable([part for part in parts if part.coordinates.get("basis") == basis], base)


def _actual(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of budget and actual figures, the actual ones: a share is of what was spent unless it says otherwise."""
    return tuple(fact for fact in facts if fact.coordinates.get("basis") == "final") or facts


def _said(
    statement: Statement, mention: Mention, share: Fact, parts: Sequence[Fact], cells: Cells, discourse: Discourse
) -> Sequence[Fact]:
    """The bases that the text names, else the whole of the list the share stands in."""
    if mention.base_statement is not None:
        return [m.fact for m in mention.base_statement.mentions if m.is_level and m.fact is not None]
    if mention.base is not None:
        found = cells.levels(mention.base.coordinates, share, period=share.coordinates["period"])
        return (
            _actual(found)
            or _named_like(mention, mention.base, parts, discourse)
            or _heads_of_side(mention, parts, discourse)
        )
    return _wholes(statement.frame) or _named_beside(statement, parts, cells, discourse)


def _named_beside(statement: Statement, parts: Sequence[Fact], cells: Cells, discourse: Discourse) -> Sequence[Fact]:
    """The base that another share of the sentence names: one that names none may be of the same."""
    for other in discourse.beside(statement):
        for mention in other.mentions:
            named = mention.measure == "share" and mention.base is not None and mention.fact is not None
            if named and other is not statement and other.sentence == statement.sentence:
                assert mention.fact is not None
                return _said(other, mention, mention.fact, parts, cells, discourse)
    return ()


def _named_like(mention: Mention, base: Label, parts: Sequence[Fact], discourse: Discourse) -> Sequence[Fact]:
    """占“三公”经费的: the whole of the list, or the nearest figure before, whose fuller name holds the base's."""
    assert mention.statement is not None
    frame = mention.statement.frame
    wholes = [frame.whole] if frame is not None and frame.whole is not None else []
    for level in (*wholes, *discourse.levels_before(mention, _REACH)):
        statement = level.statement
        if level.fact is None or statement is None or statement is mention.statement:
            continue
        if level.period == mention.period and _is_fuller(statement.label, base) and _may_hold(level.fact, parts):
            return (level.fact,)
    return ()


def _is_fuller(label: Label, base: Label) -> bool:
    """Whether a label says what the base says, and besides no more than whose money and level it is."""
    if base.known:
        more = label.coordinates.items() - base.coordinates.items()
        return base.coordinates.items() <= label.coordinates.items() and {axis for axis, _ in more} <= _FULLER
    return len(base.text) >= _NAME and label.text.endswith(base.text)


def _heads_of_side(mention: Mention, parts: Sequence[Fact], discourse: Discourse) -> Sequence[Fact]:
    """占总支出的: the nearest total of that side of the account, by whatever name."""
    assert mention.base is not None
    side = side_of(mention.base.coordinates)
    if not side or not mention.base.known or not mention.base.coordinates.keys() <= {"concept", "side"}:
        return ()
    heads = (
        m for m in discourse.levels_before(mention, _REACH) if m.statement is not None and m.statement.frame is None
    )
    for level in heads:
        assert level.statement is not None
        named = level.statement.coordinates
        if level.fact is not None and side_of(named) == side and "nature" not in named:
            return (level.fact,) if _may_hold(level.fact, parts) else ()
    return ()


def _may_hold(base: Fact, parts: Sequence[Fact]) -> bool:
    """Whether one of the parts may be money of the base: a fund holds no more than its own money, and no other."""
    own = base.coordinates.get("fund")
    if own in (None, "fiscal"):
        return True
    funds = [(part, part.coordinates.get("fund")) for part in parts]
    return any(fund == own or (fund is None and part.quantity.base <= base.quantity.base) for part, fund in funds)


def _wholes(frame: Frame | None) -> Sequence[Fact]:
    found: list[Fact] = []
    while frame is not None and frame.whole is not None and frame.whole.fact not in (None, *found):
        found += [m.fact for m in (frame.whole, *frame.alternatives) if m.fact is not None]
        frame = frame.parent.frame if frame.parent is not None else None
    return found
