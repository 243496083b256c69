"""The member trees of the dimensions: which parts a member has, and whether they are all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["Trees"]


class Trees:
    """Trees by dimension, from the vocabulary's dimensions.yaml."""

    def __init__(self, dimensions: Mapping[str, Any]) -> None:
        self._axes: Mapping[str, Any] = dimensions.get("dimensions", {})
        self._members: dict[tuple[str, str | None], Mapping[str, Any]] = {}
        self.not_inherited = frozenset(dimensions.get("not_inherited", ()))
        self.narrower = frozenset(dimensions.get("narrower", ()))

    @property
    def axes(self) -> Iterable[str]:
        return self._axes

    def root(self, axis: str) -> str | None:
        """The member a figure has along an axis it does not name."""
        root = self._axes.get(axis, {}).get("root")
        return None if root is None else str(root)

    def _member(self, axis: str, member: str | None) -> Mapping[str, Any]:
        """What the dimensions say of a member; of None, of the root."""
        found = self._members.get((axis, member))
        if found is None:
            found = self._axes.get(axis, {}).get("members", {}).get(member or self.root(axis), {})
            self._members[axis, member] = found
        return found

    def parts(self, axis: str, member: str | None) -> tuple[str, ...]:
        """The members that `member` is split into; of None, those of the root."""
        return tuple(self._member(axis, member).get("parts", ()))

    def names(self, axis: str, member: str) -> tuple[str, ...]:
        """What a member is called."""
        said = self._member(axis, member)
        return tuple(str(said[language]) for language in ("zh", "en") if language in said)

    def is_exhaustive(self, axis: str, member: str | None) -> bool:
        """Whether the parts of a member add up to it."""
        return bool(self._member(axis, member).get("exhaustive"))

    def nil_when_absent(self, axis: str, member: str | None) -> bool:
        """Whether a part that is not mentioned at all is nil."""
        return bool(self._member(axis, member).get("nil"))

    def covers(self, axis: str, member: str | None, given: frozenset[str]) -> bool:
        """Whether these members, at whatever depth, are all of `member`; parts that count as nil may be absent."""
        member = member or self.root(axis)
        if not self.is_exhaustive(axis, member):
            return False
        return all(
            part in given
            or self.covers(axis, part, given)
            or (self.nil_when_absent(axis, member) and not any(self.descends(axis, g, part) for g in given))
            for part in self.parts(axis, member)
        )

    def descends(self, axis: str, member: str, ancestor: str) -> bool:
        """Whether `member` is below `ancestor`."""
        parts = self.parts(axis, ancestor)
        return member in parts or any(self.descends(axis, member, part) for part in parts)

    def divisions(self, axis: str, member: str | None) -> Sequence[Sequence[Sequence[str]]]:
        """The divisions of an axis without a tree: each is groups of members, and one of every group make up `member`.

        Only what names no member, or one of the axis' wholes, is divided so.
        """
        said = self._axes.get(axis, {})
        return said.get("divisions", ()) if member is None or member in said.get("wholes", ()) else ()

    def split(self, whole: Mapping[str, str], part: Mapping[str, str]) -> tuple[str, bool] | None:
        """The axis along which `part` is a direct part of `whole`, and whether the parts add up; None if there is none.

        Along every other tree axis that the part names, it must agree with the whole.
        """
        for axis in self._axes:
            member = part.get(axis)
            if member is None or member not in self.parts(axis, whole.get(axis)):
                continue
            others = {a: m for a, m in part.items() if a != axis and a in self._axes and self.root(a)}
            if all(whole.get(a, self.root(a)) == m for a, m in others.items()):
                return axis, self.is_exhaustive(axis, whole.get(axis))
        return None
