"""Lists that no word announces: a whole whose parts, by the trees of the dimensions, are stated near it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure_rules.facts.build import cell_of
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["tree_lists"]

_NEAR = 400  # statements among which parts are looked for: far more than a section has, so that time stays linear
_REACH = 12  # passages from the one with the whole on, in which its parts may stand


def tree_lists(
    passages: Sequence[Passage], readings: Mapping[int, Reading], frames: Sequence[Frame], trees: Trees
) -> list[Frame]:
    """A total of an exhaustive member with its parts, in the same passage or those that follow in the same section.

    Totals that one of `frames` splits already are left alone.
    """
    split = {id(frame.whole) for frame in frames if frame.whole is not None}
    found: list[Frame] = []
    for passage in passages:
        if (reading := readings.get(passage.index)) is None:
            continue
        near, inside = _near(passage, passages, readings)
        for statement in reading.statements:
            for whole in statement.mentions:
                if whole.is_level and id(whole) not in split and not whole.flags & {"reason", "plan"}:
                    found += _tree_frames(statement, whole, near, inside, trees)
    for frame in found:
        for item in frame.items:
            if item.frame is None or (frame.parent is not None and item.frame is frame.parent.frame):
                item.frame = frame
    return found


def _near(
    passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading]
) -> tuple[list[Statement], int]:
    """Statements of the passage and of those after it, and how many of them stand before the next heading."""
    near = list(readings[passage.index].statements)
    inside = 0
    for following in passages[passage.index + 1 : passage.index + _REACH]:
        if following.report != passage.report:
            break
        if following.role == "heading":
            inside = inside or len(near)
        if (reading := readings.get(following.index)) is not None:
            near += reading.statements
    return near[:_NEAR], inside or len(near)


def _tree_frames(
    statement: Statement, whole: Mention, near: Sequence[Statement], inside: int, trees: Trees
) -> Iterator[Frame]:
    for axis in trees.axes:
        member = statement.coordinates.get(axis)
        for division in trees.divisions(axis, member):
            parts = _divided(axis, statement, whole, near[:inside], division, trees)
            if parts:
                yield Frame("tree", statement, whole, True, axis, items=parts)
        if not trees.is_exhaustive(axis, member) or (member is None and "concept" not in statement.coordinates):
            continue
        # Members whose parts are nil when absent are written alike everywhere: their parts may stand past a heading.
        pool = near if member is not None and trees.nil_when_absent(axis, member) else near[:inside]
        parts = _parts_along(axis, statement, whole, pool, trees)
        if len(parts) < 2:
            continue
        given = {part.coordinates[axis] for part in parts}
        named = {s.coordinates[axis] for s in pool if axis in s.coordinates and s.level() is not None}
        called = {s.label.text for s in pool}
        named |= {part for part in trees.parts(axis, member) if not called.isdisjoint(trees.names(axis, part))}
        if _leaves_out(axis, member or trees.root(axis) or "", given, named, trees):
            continue
        if trees.covers(axis, member, frozenset(given)) and _has_last(axis, member, given, trees):
            yield Frame("tree", statement, whole, True, axis, items=parts)


def _has_last(axis: str, member: str | None, given: set[str], trees: Trees) -> bool:
    """Whether the part that custom puts last is there: where it is not, the text may simply break off."""
    last = trees.parts(axis, member)[-1]
    return not trees.nil_when_absent(axis, member) or last in given or any(trees.descends(axis, g, last) for g in given)


def _divided(
    axis: str,
    statement: Statement,
    whole: Mention,
    near: Sequence[Statement],
    division: Sequence[Sequence[str]],
    trees: Trees,
) -> list[Statement]:
    """The first statement of every group of a division that is said of the whole; nothing if a group has none."""
    cell = cell_of(statement, trees)
    after = [s for s in near if _follows(s, statement, whole)]
    chosen: list[Statement] = []
    for group in division:
        parts = (s for s in after if s.coordinates.get(axis) in group and _is_part(s, cell, axis, trees))
        part = next((s for s in parts if _level_like(s, whole) is not None), None)
        if part is None:
            return []
        chosen.append(part)
    return chosen if len({part.passage for part in chosen}) == 1 else []


def _follows(candidate: Statement, statement: Statement, whole: Mention) -> bool:
    """Whether a candidate comes after the whole, and is no item of a list."""
    if candidate is statement or candidate.frame is not None:
        return False
    level = candidate.level()
    return candidate.passage != statement.passage or (level is not None and level.token.start > whole.token.start)


def _is_part(candidate: Statement, whole: Mapping[str, str], axis: str, trees: Trees) -> bool:
    """Whether a candidate says the same as the whole but for the axis; a bare name of a member says nothing else."""
    own = {a: m for a, m in cell_of(candidate, trees).items() if a not in (axis, "within")}
    if own.get("concept") == f"={candidate.coordinates[axis]}":
        del own["concept"]
    concept, other = own.get("concept", ""), whole.get("concept", "")
    if concept[:1] == other[:1] == "=" and other.endswith(concept[1:]):
        own["concept"] = other
    return own.items() <= whole.items() and (not own or own.keys() == {a for a in whole if a not in (axis, "within")})


def _level_like(candidate: Statement, whole: Mention) -> Mention | None:
    """A figure of the candidate that can be a part of the whole."""
    level = candidate.level(whole.basis, whole.period) or _unbased(candidate, whole)
    return level if level is not None and level.quantity.unit.dimension == whole.quantity.unit.dimension else None


def _leaves_out(axis: str, member: str, given: set[str], named: set[str], trees: Trees) -> bool:
    """Whether a part is stated near, only not on this basis: the parts that were found are not all of the whole."""
    for part in trees.parts(axis, member):
        if part in given:
            continue
        if part in named:
            return True
        below = any(trees.descends(axis, one, part) for one in given)
        if below and _leaves_out(axis, part, given, named, trees):
            return True
    return False


def _parts_along(
    axis: str, statement: Statement, whole: Mention, near: Sequence[Statement], trees: Trees
) -> list[Statement]:
    """The first statement of every part of the whole, with a figure on the same basis and of the same period."""
    member = statement.coordinates.get(axis) or trees.root(axis) or ""
    found: dict[str, Statement] = {}
    said = _but(statement, axis, trees)
    for candidate in near:
        own = candidate.coordinates.get(axis)
        if own is None or own in found or candidate is statement or not trees.descends(axis, own, member):
            continue
        frame = candidate.frame
        if frame is not None and frame.parent is not statement and (frame.split or frame.kind == "cue"):
            continue  # a part of another whole
        scope = candidate.coordinates.get("scope")
        if scope not in (None, statement.coordinates.get("scope")) or _but(candidate, axis, trees) != said:
            continue
        level = candidate.level(whole.basis, whole.period)
        if level is None and "rate_base" not in whole.flags and whole is statement.level():
            level = _unbased(candidate, whole)
        if level is not None and level.quantity.unit.dimension == whole.quantity.unit.dimension:
            found[own] = candidate
    return [s for own, s in found.items() if not any(trees.descends(axis, own, one) for one in found if one != own)]


def _but(statement: Statement, axis: str, trees: Trees) -> dict[str, str]:
    return {a: m for a, m in cell_of(statement, trees).items() if a not in (axis, "scope")}


def _unbased(statement: Statement, whole: Mention) -> Mention | None:
    """A figure of the statement that does not say on which basis it is."""
    levels = (m for m in statement.mentions if m.is_level and "default_basis" in m.flags)
    return next((level for level in levels if level.period == whole.period), None)
