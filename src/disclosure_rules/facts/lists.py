"""Lists that run over paragraphs: the whole in one passage, its items at the head of the following ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure_rules.facts.clauses import Reading
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["adopt_basis", "join_paragraph_lists", "leading", "tree_lists"]

_SKIPPED = ("caption", "contents")


def join_paragraph_lists(passages: Sequence[Passage], readings: Mapping[int, Reading]) -> list[Frame]:
    """Fill the lists that a passage announces (其中：, 如下：) with the leading statements of the passages after it."""
    frames = []
    for passage in passages:
        reading = readings.get(passage.index)
        if reading is None or reading.announced is None:
            continue
        frame = reading.announced
        if frame.parent is None or frame.whole is None:
            frame.parent = _head_before(passage, passages, readings)
            frame.whole = frame.parent.level() if frame.parent else None
        if frame.whole is None or frame.parent is None:
            continue
        frame.kind = "paragraph"
        frame.items = _items(passage, passages, readings, frame)
        if len(frame.items) > 1:
            frames.append(frame)
    return frames


def _head_before(passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading]) -> Statement | None:
    """The leading statement of the nearest passage before, in the same section or the one above it."""
    for earlier in reversed(passages[max(0, passage.index - 6) : passage.index]):
        reading = readings.get(earlier.index)
        if earlier.report != passage.report:
            return None
        if reading is not None and (found := leading(reading)) is not None:
            return found
    return None


def leading(reading: Reading) -> Statement | None:
    """The first statement of a passage that has an amount or count."""
    return next((s for s in reading.statements if s.level() is not None), None)


def _items(passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading], frame: Frame) -> list[Statement]:
    assert frame.whole is not None
    items: list[Statement] = []
    for following in passages[passage.index + 1 :]:
        if following.role in _SKIPPED:
            continue
        if following.report != passage.report or following.role == "heading":
            break
        reading = readings.get(following.index)
        lead = leading(reading) if reading is not None else None
        if lead is None or not _fits(lead, frame, following):
            if items or reading is None or reading.figures:
                break
            continue
        if lead.frame is None:
            lead.frame = frame
            items.append(lead)
    return items


def _fits(lead: Statement, frame: Frame, passage: Passage) -> bool:
    whole = frame.whole
    assert whole is not None
    level = lead.level(whole.basis) or lead.level()
    return (
        level is not None
        and level.quantity.unit.dimension == whole.quantity.unit.dimension
        and lead.coordinates != (frame.parent.coordinates if frame.parent else None)
        and level.token.start < 160
    )


def adopt_basis(frame: Frame) -> None:
    """Items that do not say whether they are budget or actual are what their whole is."""
    whole = frame.whole
    if whole is None or not whole.basis or frame.item_basis:
        return
    for statement in frame.items:
        for mention in statement.mentions:
            if "default_basis" in mention.flags and mention.sentence == statement.sentence:
                mention.basis = whole.basis


def tree_lists(
    passages: Sequence[Passage], readings: Mapping[int, Reading], frames: Sequence[Frame], trees: Trees
) -> list[Frame]:
    """Wholes whose parts are stated near them without a word that says so: a total of an exhaustive member, its parts
    in the same passage or the ones that follow in the same section."""
    split = {id(frame.whole) for frame in frames if frame.whole is not None}
    found = []
    for passage in passages:
        if (reading := readings.get(passage.index)) is None:
            continue
        for statement in reading.statements:
            for whole in statement.mentions:
                if whole.is_level and id(whole) not in split and not whole.flags & {"reason", "plan"}:
                    found += _tree_frames(statement, whole, _near(passage, passages, readings), trees)
    return found


def _near(passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading]) -> list[Statement]:
    """Statements of the passage and of those after it, up to the next heading."""
    near = list(readings[passage.index].statements)
    for following in passages[passage.index + 1 : passage.index + 12]:
        if following.role == "heading" or following.report != passage.report:
            break
        if (reading := readings.get(following.index)) is not None:
            near += reading.statements
    return near


def _tree_frames(statement: Statement, whole: Mention, near: Sequence[Statement], trees: Trees) -> Iterator[Frame]:
    for axis in trees.axes:
        member = statement.coordinates.get(axis)
        if not trees.is_exhaustive(axis, member) or (member is None and "concept" not in statement.coordinates):
            continue
        parts = _parts_along(axis, statement, whole, near, trees)
        if len(parts) > 1 and (len(parts) == len(trees.parts(axis, member)) or trees.nil_when_absent(axis, member)):
            yield Frame("tree", statement, whole, True, axis, items=parts)


def _parts_along(axis: str, statement: Statement, whole: Mention, near: Sequence[Statement], trees: Trees) -> list[Statement]:
    """The first statement of every part of the whole, with a figure on the same basis and of the same period."""
    member = statement.coordinates.get(axis)
    found: dict[str, Statement] = {}
    for candidate in near:
        own = candidate.coordinates.get(axis)
        if own is None or own in found or candidate is statement:
            continue
        same = {a: m for a, m in candidate.coordinates.items() if a != axis} == {
            a: m for a, m in statement.coordinates.items() if a != axis
        }
        level = candidate.level(whole.basis, whole.period) or _unbased(candidate, whole)
        below = trees.descends(axis, own, member or trees.root(axis) or "")
        if same and below and level is not None and level.quantity.unit.dimension == whole.quantity.unit.dimension:
            found[own] = candidate
    return [s for own, s in found.items() if not any(trees.descends(axis, own, other) for other in found if other != own)]


def _unbased(statement: Statement, whole: Mention) -> Mention | None:
    """A figure of the statement that does not say on which basis it is."""
    return next((m for m in statement.mentions if m.is_level and "default_basis" in m.flags and m.period == whole.period), None)
