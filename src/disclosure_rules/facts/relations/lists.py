"""Lists: a whole and its parts, the shares of the parts, and the prior values the parts imply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from disclosure_rules.facts.fact import Evidence, Fact, Reading, Relation
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["list_relations"]

_SPLITTING = ("分", "再分", "分为", "由", "即", "分别是")


def list_relations(frames: Sequence[Frame], trees: Trees) -> Iterator[Relation]:
    """The relations of every list: `rollup`, `shares_total` and `base_total`."""
    for frame in frames:
        items = _own_items(frame, trees)
        yield from _rollups(frame, items, trees)
        yield from _shares_total(frame, items, trees)
        yield from _base_total(frame, items, trees)
        yield from _completion_mean(frame, items, trees)


def _own_items(frame: Frame, trees: Trees) -> list[Statement]:
    """The items without those that are parts of another item of the same list."""
    whole = frame.whole
    alike = [s for s in frame.items if whole is None or any(m.is_level and _adds_to(m, whole) for m in s.mentions)]
    return [s for s in frame.items if not any(_below(s, other, trees) for other in alike if other is not s)]


def _below(item: Statement, other: Statement, trees: Trees) -> bool:
    return any(
        axis in other.coordinates and trees.descends(axis, member, other.coordinates[axis])
        for axis, member in item.coordinates.items()
        if axis in trees.axes
    )


def _rollups(frame: Frame, items: Sequence[Statement], trees: Trees) -> Iterator[Relation]:
    for whole in _wholes(frame):
        for relation in _rollup(frame, whole, items, trees):
            others = [m.fact for m in frame.alternatives if m.fact is not None and _adds_to(m, whole)]
            readings = [
                Reading(
                    roles={**reading.roles, "whole": (other,)},
                    mode=reading.mode if frame.kind == "cue" and frame.closed else "at_most",
                )
                for other in others
                for reading in relation.readings[:1]
            ]
            yield replace(relation, readings=(*relation.readings, *readings))


def _wholes(frame: Frame) -> Iterator[Mention]:
    """The whole of a list; where it is stated on several bases at once, each of them."""
    whole = frame.whole
    if whole is None or whole.flags & {"reason", "plan"}:
        return
    yield whole
    for other in frame.parent.mentions if frame.parent is not None else ():
        beside = other is not whole and other.is_level and other.sentence == whole.sentence
        if beside and other.basis != whole.basis and _all_state(other.basis, frame.items):
            yield other


def _all_state(basis: str, items: Sequence[Statement]) -> bool:
    """Whether every item names a figure on this basis."""
    return all(any(m.basis == basis and "default_basis" not in m.flags for m in s.mentions) for s in items)


def _rollup(frame: Frame, whole_mention: Mention, items: Sequence[Statement], trees: Trees) -> Iterator[Relation]:
    if whole_mention.fact is None:
        return
    if whole_mention.fact.coordinates.get("concept") == "grand_total":
        items = [s for s in items if s.coordinates.get("concept") != "grand_total"]  # its sides are no parts of it
    items = [s for s in items if _level_like(s, whole_mention, frame.item_basis) is not None]
    parts = [m for s in items if (m := _level_like(s, whole_mention, frame.item_basis)) is not None]
    if not parts or (len(parts) == 1 and frame.kind not in ("cue", "form")):
        return
    whole = whole_mention.fact
    facts = [m.fact for m in parts if m.fact is not None]
    mode = "equal" if len(facts) > 1 and adds_up(frame, items, trees) else "at_most"
    ends = {len([s for s in items if s in frame.items[:n] and _level_like(s, whole_mention)]) for n in frame.soft}
    prefixes = sorted((n for n in ends if 1 < n < len(facts)), reverse=True)
    readings = [_parts_reading(whole, facts, mode)]
    readings += [_parts_reading(whole, facts[:n], mode) for n in prefixes]
    others = [m.fact for s in frame.optional if (m := _level_like(s, whole_mention)) is not None and m.fact is not None]
    readings += [_parts_reading(whole, [other, *facts], mode) for other in others]
    flags = frozenset({"likely"}) if frame.kind == "form" and frame.item_basis else frozenset[str]()
    yield Relation(kind="rollup", readings=tuple(readings), evidence=_evidence(parts), cue=frame.cue, flags=flags)


def _parts_reading(whole: Fact, parts: Sequence[Fact], mode: str) -> Reading:
    return Reading(roles={"whole": (whole,), "part": tuple(parts)}, mode=mode)


def _level_like(statement: Statement, whole: Mention, basis: str = "") -> Mention | None:
    """The item's figure that adds up to the whole: of the same kind, basis and period."""
    for mention in statement.mentions:
        if (
            mention.is_level
            and _adds_to(mention, whole)
            and mention.basis == (basis or whole.basis)
            and (mention.period == whole.period or not mention.period or not whole.period)
            and not mention.flags & {"reason", "plan"}
        ):
            return mention
    return None


def _adds_to(part: Mention, whole: Mention) -> bool:
    """Whether the units let one be a part of the other; counts must count the same things."""
    one, other = part.quantity.unit, whole.quantity.unit
    if one.dimension == "count":
        return other.dimension == "count" and one.classifier == other.classifier
    return one.dimension == other.dimension


def adds_up(frame: Frame, items: Sequence[Statement], trees: Trees) -> bool:
    """Whether the text claims that the items are all of the whole.

    It does where the cue says so, where the items are parts of an exhaustive member (zero items may be left out), or
    where every item has a share and the shares come to 100 %.
    """
    if frame.open:
        return False
    return (
        frame.closed
        or _is_split(frame, items, trees)
        or _shares_complete(items)
        or _ends_with_rest(items)
        or _are_budget_items(items)
    )


def _are_budget_items(items: Sequence[Statement]) -> bool:
    """Items at the level of 款 or 项: disclosure at that level is complete but for nil items (预算法第七十五条)."""
    return len(items) > 1 and all("/" in item.coordinates.get("function", "") for item in items)


def _ends_with_rest(items: Sequence[Statement]) -> bool:
    """A list whose last item is 其他 is complete."""
    return len(items) > 2 and items[-1].label.text.startswith("其他")


def _is_split(frame: Frame, items: Sequence[Statement], trees: Trees) -> bool:
    if frame.parent is None:
        return False
    whole = frame.parent.coordinates
    splits = [trees.split(whole, item.coordinates) for item in items]
    if splits and all(split is not None and split[1] for split in splits):
        return True
    return any(
        trees.covers(axis, whole.get(axis), frozenset(item.coordinates.get(axis, "") for item in items))
        and all(
            trees.descends(axis, item.coordinates.get(axis, ""), whole.get(axis) or trees.root(axis) or "")
            for item in items
        )
        for axis in trees.axes
    )


def _shares_complete(items: Sequence[Statement]) -> bool:
    shares = [m for s in items for m in s.mentions if m.measure == "share"]
    if len(items) < 2 or len(shares) != len(items):
        return False
    slack = sum(1 for m in shares if m.quantity.decimals == 0) or len(shares)
    total = sum((m.quantity.value for m in shares), Decimal(0))
    return abs(total - 100) * 10 <= slack * 5


def _shares_total(frame: Frame, items: Sequence[Statement], trees: Trees) -> Iterator[Relation]:
    shares = [next((m for m in s.mentions if m.measure == "share"), None) for s in items]
    stated = [m for m in shares if m is not None and m.fact is not None and m.base is None]
    if len(stated) < 2:
        return
    whole = frame.whole
    amounts = [s for s in items if whole is not None and _level_like(s, whole) is not None]
    complete = len(stated) == len(items) == len(amounts) and adds_up(frame, items, trees)
    mode = "equal" if complete and not frame.alternatives else "at_most"
    facts = tuple(m.fact for m in stated if m.fact is not None)
    yield Relation(kind="shares_total", readings=(Reading(roles={"share": facts}, mode=mode),), cue=frame.cue)


def _base_total(frame: Frame, items: Sequence[Statement], trees: Trees) -> Iterator[Relation]:
    """The values of the year before add up too, where the list is all of the whole in every year."""
    whole = frame.whole
    if whole is None or whole.statement is None or len(items) < 2 or frame.open or whole.fact is None:
        return
    if not (_all_parts_named(frame, items, trees) or frame.kind == "after" or frame.cue in _SPLITTING):
        return
    for against in ("prior", "prior_budget", "budget", "initial", "annual", "adjusted"):
        head = _changed(whole.statement, whole, against)
        parts = [_changed(s, _level_like(s, whole), against) for s in items]
        if head is None or any(part is None for part in parts):
            continue
        facts = [fact for part in parts if part is not None for fact in part]
        roles = {"whole": head, "part": tuple(facts)}
        yield Relation(kind="base_total", readings=(Reading(roles=roles),), cue=frame.cue)


def _completion_mean(frame: Frame, items: Sequence[Statement], trees: Trees) -> Iterator[Relation]:
    """The budgets that completion rates imply add up like the amounts; parts that spent nothing have no say."""
    whole = frame.whole
    if whole is None or whole.statement is None or frame.open or not adds_up(frame, items, trees):
        return
    if whole.basis != "final":
        return  # a rate is of what was spent
    head = _completion(whole.statement)
    spending = [s for s in items if (level := _level_like(s, whole)) is not None and level.quantity.value != 0]
    rates = [rate for s in spending if (rate := _completion(s)) is not None]
    if head is None or head.fact is None or not rates or len(rates) != len(spending):
        return
    if any(rate.basis != head.basis for rate in rates):
        return
    levels = [level for s in spending if (level := _level_like(s, whole)) is not None]
    parts = [
        fact for level, rate in zip(levels, rates, strict=True) for fact in (level.fact, rate.fact) if fact is not None
    ]
    if whole.fact is None:
        return
    roles = {"whole": (whole.fact, head.fact), "part": tuple(parts)}
    yield Relation(kind="completion_total", readings=(Reading(roles=roles),), cue=frame.cue)


def _completion(statement: Statement) -> Mention | None:
    return next(
        (m for m in statement.mentions if m.measure == "completion_rate" and not m.flags & {"reason", "plan"}), None
    )


def _all_parts_named(frame: Frame, items: Sequence[Statement], trees: Trees) -> bool:
    if frame.parent is None:
        return False
    for axis in trees.axes:
        member = frame.parent.coordinates.get(axis)
        parts = set(trees.parts(axis, member))
        named = {item.coordinates.get(axis) for item in items}
        if parts and trees.is_exhaustive(axis, member) and parts == named:
            return True
    return False


def _changed(statement: Statement, level: Mention | None, against: str) -> tuple[Fact, Fact] | None:
    """The level of a statement and its change (the amount if stated, else the rate) against one reference."""
    if level is None or level.fact is None:
        return None
    changes = [
        m
        for m in statement.mentions
        if m.against == against and not m.flags & {"reason", "comparable_basis", "undecided"}
    ]
    for measure in ("change_amount", "change_rate"):
        for mention in changes:
            if (
                mention.measure == measure
                and mention.fact is not None
                and (mention.direction or mention.quantity.value < 0)
            ):
                return level.fact, mention.fact
    return None


def _evidence(parts: Sequence[Mention]) -> Evidence:
    return min((m.fact.evidence for m in parts if m.fact is not None), default=Evidence.GUESSED)
