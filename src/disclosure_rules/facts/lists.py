"""Lists that run over paragraphs: the whole in one passage, its items at the head of the following ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["adopt_basis", "join_paragraph_lists", "leading", "tree_lists"]

_SUMMARY = ("以上", "上述", "综上")  # 以上五项…: the list is over
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
            frame.parent = _same_before(frame.parent, passage, readings) or _head_before(passage, passages, readings)
            frame.whole = frame.parent.level() if frame.parent else None
        if frame.whole is None or frame.parent is None:
            continue
        frame.kind = "paragraph"
        frame.items = _items(passage, passages, readings, frame)
        if len(frame.items) > 1:
            frames.append(frame)
    return frames


def _same_before(parent: Statement | None, passage: Passage, readings: Mapping[int, Reading]) -> Statement | None:
    """The statement of an earlier passage of the report about what the announcing words name (本年收入包括：)."""
    if parent is None:
        return None
    for index in sorted((i for i in readings if i < passage.index), reverse=True):
        for statement in readings[index].statements:
            if statement.report == passage.report and statement.coordinates == parent.coordinates and statement.level():
                return statement
    return None


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


def _items(
    passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading], frame: Frame
) -> list[Statement]:
    assert frame.whole is not None
    items: list[Statement] = []
    style = ""
    outer = {style_of(passage), *(style_of(p) for p in passages[max(0, passage.index - 3) : passage.index])} - {""}
    for following in passages[passage.index + 1 :]:
        if following.role in _SKIPPED:
            continue
        if following.report != passage.report or following.role == "heading":
            break
        own = style_of(following)
        if following.text.startswith(_SUMMARY):
            break
        if items and own and own != style and own in outer:
            break
        if items and own and style and own != style:
            continue  # a list inside an item
        reading = readings.get(following.index)
        lead = leading(reading) if reading is not None else None
        if lead is None or not _fits(lead, frame):
            if items or reading is None or reading.figures:
                break
            continue
        if lead.frame is None:
            lead.frame = frame
            items.append(lead)
            style = style or own
    return items


def style_of(passage: Passage) -> str:
    """How a passage is numbered: its mark with every number alike (（一）, 1.), empty if it is not."""
    style = "".join("一" if c in "一二三四五六七八九十" else "1" if c.isdigit() else c for c in passage.number)
    return style.replace("一一", "一").replace("11", "1")


def _fits(lead: Statement, frame: Frame) -> bool:
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


_NEAR = 400  # statements among which parts are looked for: far more than a section has, so that time stays linear


def tree_lists(
    passages: Sequence[Passage], readings: Mapping[int, Reading], frames: Sequence[Frame], trees: Trees
) -> list[Frame]:
    """Wholes whose parts are stated near them without a word that says so: a total of an exhaustive member, its parts
    in the same passage or the ones that follow in the same section."""
    split = {id(frame.whole) for frame in frames if frame.whole is not None}
    found: list[Frame] = []
    for passage in passages:
        if (reading := readings.get(passage.index)) is None:
            continue
        for statement in reading.statements:
            for whole in statement.mentions:
                if whole.is_level and id(whole) not in split and not whole.flags & {"reason", "plan"}:
                    found += _tree_frames(statement, whole, _near(passage, passages, readings), trees)
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
    for following in passages[passage.index + 1 : passage.index + 12]:
        if following.report != passage.report:
            break
        if following.role == "heading":
            inside = inside or len(near)
        if (reading := readings.get(following.index)) is not None:
            near += reading.statements
    return near[:_NEAR], inside or len(near)


def _tree_frames(
    statement: Statement, whole: Mention, near: tuple[list[Statement], int], trees: Trees
) -> Iterator[Frame]:
    statements, inside = near
    for axis in trees.axes:
        member = statement.coordinates.get(axis)
        if not trees.is_exhaustive(axis, member) or (member is None and "concept" not in statement.coordinates):
            continue
        # Members whose parts are nil when absent are written alike everywhere: their parts may stand past a heading.
        pool = statements if member is not None and trees.nil_when_absent(axis, member) else statements[:inside]
        parts = _parts_along(axis, statement, whole, pool, trees)
        named = {s.coordinates[axis] for s in pool if axis in s.coordinates and s.level() is not None}
        if _left_out(axis, member or trees.root(axis) or "", {p.coordinates[axis] for p in parts}, named, trees):
            continue
        if len(parts) > 1 and trees.covers(axis, member, frozenset(part.coordinates[axis] for part in parts)):
            yield Frame("tree", statement, whole, True, axis, items=parts)


def _left_out(axis: str, member: str, given: set[str], named: set[str], trees: Trees) -> bool:
    """Whether a part is stated near, only not on this basis: the parts that were found are not all of the whole."""
    for part in trees.parts(axis, member):
        below = {g for g in given if g == part or trees.descends(axis, g, part)}
        if part not in given and part in named:
            return True
        if part not in given and below and _left_out(axis, part, given, named, trees):
            return True
    return False


def _parts_along(
    axis: str, statement: Statement, whole: Mention, near: Sequence[Statement], trees: Trees
) -> list[Statement]:
    """The first statement of every part of the whole, with a figure on the same basis and of the same period."""
    member = statement.coordinates.get(axis)
    found: dict[str, Statement] = {}
    for candidate in near:
        own = candidate.coordinates.get(axis)
        if own is None or own in found or candidate is statement:
            continue
        same = _but(candidate, axis) == _but(statement, axis) and (
            candidate.coordinates.get("scope") in (None, statement.coordinates.get("scope"))
        )
        level = candidate.level(whole.basis, whole.period)
        if level is None and "rate_base" not in whole.flags and whole is statement.level():
            level = _unbased(candidate, whole)
        below = trees.descends(axis, own, member or trees.root(axis) or "")
        if same and below and level is not None and level.quantity.unit.dimension == whole.quantity.unit.dimension:
            found[own] = candidate
    return [
        s for own, s in found.items() if not any(trees.descends(axis, own, other) for other in found if other != own)
    ]


def _but(statement: Statement, axis: str) -> dict[str, str]:
    return {a: m for a, m in statement.coordinates.items() if a not in (axis, "scope")}


def _unbased(statement: Statement, whole: Mention) -> Mention | None:
    """A figure of the statement that does not say on which basis it is."""
    return next(
        (m for m in statement.mentions if m.is_level and "default_basis" in m.flags and m.period == whole.period), None
    )
