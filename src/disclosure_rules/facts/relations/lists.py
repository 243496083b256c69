"""Lists: a whole and its parts, and the shares of the parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.fact import Evidence, Fact, Reading, Relation
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.parts import adds_to, part_of
from disclosure_rules.facts.relations.completeness import Completeness
from disclosure_rules.facts.relations.implied import base_total, completion_total
from disclosure_rules.facts.sides import is_grand_total
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees

_WEAK = 1  # 、, which parts equals: what follows it is no part of what stands before

__all__ = ["list_relations"]


def list_relations(frames: Sequence[Frame], trees: Trees, grammar: Grammar, discourse: Discourse) -> Iterator[Relation]:
    """The relations of every list: `rollup`, `shares_total`, `base_total` and `completion_total`."""
    completeness = Completeness(trees, grammar, discourse)
    for frame in frames:
        items = _own_items(frame, trees)
        yield from _rollups(frame, items, completeness, discourse)
        yield from _shares_total(frame, items, completeness)
        yield from base_total(frame, items, completeness)
        yield from completion_total(frame, items, completeness)


def _own_items(frame: Frame, trees: Trees) -> list[Statement]:
    """The items without those that are parts of another item of the same list."""
    whole = frame.whole
    alike = [s for s in frame.items if whole is None or any(m.is_level and adds_to(m, whole) for m in s.mentions)]
    return [s for s in frame.items if not any(_below(s, other, trees) for other in alike if other is not s)]


def _below(item: Statement, other: Statement, trees: Trees) -> bool:
    return any(
        axis in other.coordinates and trees.descends(axis, member, other.coordinates[axis])
        for axis, member in item.coordinates.items()
        if axis in trees.axes
    )


# ------------------------------------------------------------------ a whole and its parts


def _rollups(
    frame: Frame, items: Sequence[Statement], completeness: Completeness, discourse: Discourse
) -> Iterator[Relation]:
    """One relation for every basis the whole is stated on; its readings say which figures it may be about."""
    for whole in _wholes(frame):
        relation = _rollup(frame, whole, items, completeness, discourse)
        if relation is None:
            continue
        said = relation.readings[0]
        mode = said.mode if frame.kind == "cue" and frame.closed else "at_most"
        others = [m.fact for m in frame.alternatives if m.fact is not None and m is not whole and adds_to(m, whole)]
        readings = [Reading(roles={**said.roles, "whole": (other,)}, mode=mode) for other in others]
        yield replace(relation, readings=(*relation.readings, *readings))


def _wholes(frame: Frame) -> Iterator[Mention]:
    """The whole of a list; where it is stated on several bases at once, each of them."""
    whole = frame.whole
    if whole is None or whole.flags & {"reason", "plan"}:
        return
    yield whole
    for other in frame.parent.mentions if frame.parent is not None else ():
        beside = other.is_level and other.sentence == whole.sentence and other.basis != whole.basis
        if other is not whole and beside and all(_says_basis(item, other.basis) for item in frame.items):
            yield other


def _says_basis(statement: Statement, basis: str) -> bool:
    return any(mention.basis == basis and "default_basis" not in mention.flags for mention in statement.mentions)


def _rollup(
    frame: Frame, whole: Mention, items: Sequence[Statement], completeness: Completeness, discourse: Discourse
) -> Relation | None:
    if whole.fact is None:
        return None
    if is_grand_total(whole.fact.coordinates):
        items = [s for s in items if not is_grand_total(s.coordinates)]  # its sides are no parts of it
    pairs = [(s, m) for s in items if (m := part_of(whole, s, frame.item_basis)) is not None]
    if not pairs or (len(pairs) == 1 and frame.kind not in ("cue", "form")):
        return None
    items = [s for s, _ in pairs]
    parts = [m.fact for _, m in pairs if m.fact is not None]
    silent = any(m.measure == "share" for s in frame.items if s.level() is None for m in s.mentions)
    mode = "equal" if len(parts) > 1 and not silent and completeness.adds_up(frame, items) else "at_most"
    optional = [m.fact for s in frame.optional if (m := part_of(whole, s)) is not None and m.fact is not None]
    siblings = [m.fact for s in frame.siblings if (m := part_of(whole, s)) is not None and m.fact is not None]
    ends = _prefixes(frame, whole, items, discourse)
    choices = [parts, *(parts[:end] for end in ends if end > 1 or mode == "at_most")]
    bases = [m.fact for s in frame.bases if (m := part_of(whole, s)) is not None and m.fact is not None]
    choices += [[base, *parts[1:]] for base in bases]
    heads = [] if frame.closed else _heads(items, discourse)
    at_heads = [m.fact for s, m in pairs if s in heads and m.fact is not None]
    choices += [[other, *parts] for other in optional] + ([[*parts, *siblings]] if siblings else [])
    return Relation(
        kind="rollup",
        readings=(*(_reading(whole.fact, c, mode) for c in choices), *_by_heads(whole.fact, at_heads)),
        evidence=min((part.evidence for part in parts), default=Evidence.GUESSED),
        cue=frame.cue,
        flags=frozenset({"likely"}) if frame.kind == "form" and frame.item_basis else frozenset[str](),
    )


def _reading(whole: Fact, parts: Sequence[Fact], mode: str) -> Reading:
    added = tuple(part for part in parts if "minus" not in part.flags)
    taken = tuple(part for part in parts if "minus" in part.flags)
    roles = {"whole": (whole,), "part": added} | ({"minus": taken} if taken else {})
    return Reading(roles=roles, mode=mode if len(parts) > 1 else "at_most")


def _heads(items: Sequence[Statement], discourse: Discourse) -> list[Statement]:
    """税收a，增值税b，企业所得税c；非税d: the items that begin a group, where stronger marks part groups of items."""
    strengths = [discourse.parted(one, other) for one, other in pairwise(items)]
    strongest = max(strengths, default=0)
    heads = [at for at in range(len(items)) if at == 0 or strengths[at - 1] == strongest]
    followed = [strengths[at] for at in heads if at < len(strengths) and strengths[at] < strongest]
    return [items[at] for at in heads] if followed and min(followed) > _WEAK else []


def _by_heads(whole: Fact, heads: Sequence[Fact]) -> list[Reading]:
    """The reading in which the other items are parts of the heads of their groups."""
    return [_reading(whole, heads, "at_most")] if heads else []


def _prefixes(frame: Frame, whole: Mention, items: Sequence[Statement], discourse: Discourse) -> list[int]:
    """Numbers of items after which the list may end, the longest first.

    It may where a sentence or a ；ended inside it, and where items are parted by a stronger mark than those before.
    """
    ends = set()
    for number in frame.soft:
        before = frame.items[:number]
        ends.add(sum(item in before and part_of(whole, item) is not None for item in items))
    strengths = [discourse.parted(one, other) for one, other in pairwise(items)]
    ends |= {at for at in range(2, len(items)) if strengths[at - 1] > max(strengths[: at - 1])}
    return sorted((end for end in ends if 0 < end < len(items)), reverse=True)


# ------------------------------------------------------------------ shares


def _shares_total(frame: Frame, items: Sequence[Statement], completeness: Completeness) -> Iterator[Relation]:
    """Shares of the parts of one whole come to 100 %, or to no more where it does not say that they are all."""
    shares = [next((m for m in s.mentions if m.measure == "share"), None) for s in items]
    stated: list[Fact] = [m.fact for m in shares if m is not None and m.fact is not None and m.base is None]
    if len(stated) < 2:
        return
    whole = frame.whole
    amounts = [s for s in items if whole is not None and part_of(whole, s) is not None]
    beside = any(m.measure == "share" for s in frame.optional for m in s.mentions)  # 上年结转…，占6.15%
    complete = len(stated) == len(items) == len(amounts) and completeness.adds_up(frame, items) and not beside
    mode = "equal" if complete and not frame.alternatives else "at_most"
    yield Relation(kind="shares_total", readings=(Reading(roles={"share": tuple(stated)}, mode=mode),), cue=frame.cue)
