"""Whether the items of a list are all of its whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.statement import Frame, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["Completeness"]

_AFTER = 6  # statements after a list among which a part may stand that it left out


@dataclass(frozen=True, slots=True)
class Completeness:
    """Judges lists by the member trees of the dimensions and the words of the text."""

    trees: Trees
    grammar: Grammar
    discourse: Discourse

    def adds_up(self, frame: Frame, items: Sequence[Statement]) -> bool:
        """Whether the text claims that the items are all of the whole.

        It does where the cue says so, where the items are parts of an exhaustive member (zero items may be left out),
        where every item has a share and the shares come to 100 %, or where the last item is 其他.
        """
        if frame.open:
            return False
        if frame.nested:
            return self._is_split(frame, items) or _shares_complete(items)
        return (
            frame.closed
            or self._is_split(frame, items)
            or _shares_complete(items)
            or self._ends_with_the_rest(frame, items)
            or self._is_partition(items)
            or _are_budget_items(items)
        )

    def in_every_year(self, frame: Frame, items: Sequence[Statement]) -> bool:
        """Whether the items are all of the whole whatever the year, because each part is named or the words say so."""
        return self._all_named(frame, items) or frame.kind == "after" or frame.cue in self.grammar.splitting

    def _ends_with_the_rest(self, frame: Frame, items: Sequence[Statement]) -> bool:
        """Whether the last item is 其他, of a list of nothing but parts of its whole up to there."""
        named = any(word in items[-1].label.text for word in self.grammar.last_items)
        return named and len(items) > 2 and list(items) == frame.items[: len(items)]

    def _is_partition(self, items: Sequence[Statement]) -> bool:
        """Whether the items are named by words that divide whatever they are said of: 本金, 利息."""
        names = [item.label.text for item in items]
        return any(
            len(words) == len(names) and all(sum(word in name for name in names) == 1 for word in words)
            for words in self.grammar.partitions
        )

    def _is_split(self, frame: Frame, items: Sequence[Statement]) -> bool:
        if frame.parent is None or self._left_out_near(frame, items):
            return False
        whole, trees = frame.parent.coordinates, self.trees
        splits = [trees.split(whole, item.coordinates) for item in items]
        if splits and all(split is not None and split[1] for split in splits):
            return True
        for axis in trees.axes:
            members = frozenset(item.coordinates.get(axis, "") for item in items)
            if _divides(trees.divisions(axis, whole.get(axis)), members):
                return True
            member = whole.get(axis) or trees.root(axis) or ""
            below = all(trees.descends(axis, one, member) for one in members)
            if below and trees.covers(axis, whole.get(axis), members):
                return True
        return False

    def _left_out_near(self, frame: Frame, items: Sequence[Statement]) -> bool:
        """Whether a part that the list does not name is stated right after it, outside the list."""
        assert frame.parent is not None
        for axis in self.trees.axes:
            member = frame.parent.coordinates.get(axis)
            given = {item.coordinates[axis] for item in items if axis in item.coordinates}
            if not given or not self.trees.nil_when_absent(axis, member):
                continue
            absent = {
                part
                for part in self.trees.parts(axis, member)
                if part not in given and not any(self.trees.descends(axis, one, part) for one in given)
            }
            for other in self.discourse.after(items[-1], _AFTER):
                own = other.coordinates.get(axis, "")
                level = other.level()
                is_part = own in absent or any(self.trees.descends(axis, own, part) for part in absent)
                if is_part and level is not None and level.quantity.value and frame.parent is not other:
                    return True
        return False

    def _all_named(self, frame: Frame, items: Sequence[Statement]) -> bool:
        if frame.parent is None:
            return False
        for axis in self.trees.axes:
            member = frame.parent.coordinates.get(axis)
            parts = set(self.trees.parts(axis, member))
            given = {item.coordinates.get(axis, "") for item in items}
            if _divides(self.trees.divisions(axis, member), given):
                return True
            named = parts == given
            if parts and named and self.trees.is_exhaustive(axis, member):
                return True
        return False


def _divides(divisions: Iterable[Sequence[Sequence[str]]], members: Set[str]) -> bool:
    """Whether the members are one of every group of a division."""
    return any(
        len(members) == len(division) and all(any(member in group for member in members) for group in division)
        for division in divisions
    )


def _are_budget_items(items: Sequence[Statement]) -> bool:
    """Items at the level of 款 or 项: disclosure down to them is complete (预算法第七十五条), but for nil ones."""
    return len(items) > 1 and all("/" in item.coordinates.get("function", "") for item in items)


def _shares_complete(items: Sequence[Statement]) -> bool:
    """Whether every item has one share and they come to 100 %, give or take half a per cent a rounded share."""
    shares = [m.quantity for s in items for m in s.mentions if m.measure == "share"]
    if len(items) < 2 or len(shares) != len(items):
        return False
    rounded = sum(share.decimals == 0 for share in shares) or len(shares)
    return abs(sum((share.value for share in shares), Decimal(-100))) * 2 <= rounded
