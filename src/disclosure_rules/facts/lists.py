"""Lists that run over paragraphs: the whole in one passage, its items at the head of the following ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.marks import ordinal
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Frame, Mention, Statement

__all__ = ["adopt_basis", "join_paragraph_lists", "leading"]

_SKIPPED = ("caption", "contents")
_REACH = 6  # passages back to the head of a list that an announcing passage does not name
_STYLES = 3  # passages back whose numbering is that of an outer list
_ITEM_STARTS = 160  # characters of a passage within which the figure of a list item stands
_NUMERAL = re.compile(r"([一二三四五六七八九十]+)|\d+")


def join_paragraph_lists(
    passages: Sequence[Passage], readings: Mapping[int, Reading], summary: tuple[str, ...]
) -> list[Frame]:
    """Fill the lists that a passage announces (其中：, 如下：) with the leading statements of the passages after it.

    A passage that begins with one of the words of `summary` (以上…) ends the list.
    """
    frames = []
    for passage in passages:
        reading = readings.get(passage.index)
        if reading is None or reading.announced is None:
            continue
        frame = reading.announced
        if frame.parent is None or frame.whole is None:
            frame.parent = _same_before(frame.parent, passage, readings) or _head_before(passage, passages, readings)
            frame.whole = (frame.parent.level("final") or frame.parent.level()) if frame.parent else None
        if frame.whole is None or frame.parent is None:
            continue
        frame.kind = "paragraph"
        frame.items = _items(passage, passages, readings, frame, frame.whole, summary)
        if len(frame.items) > 1:
            frames.append(frame)
    return frames


def _same_before(parent: Statement | None, passage: Passage, readings: Mapping[int, Reading]) -> Statement | None:
    """The statement of an earlier passage of the report about what the announcing words name (本年收入包括：)."""
    if parent is None:
        return None
    for index in sorted((i for i in readings if i < passage.index), reverse=True):
        for statement in readings[index].statements:
            same = statement.report == passage.report and statement.coordinates == parent.coordinates
            if same and statement.level() is not None:
                return statement
    return None


def _head_before(passage: Passage, passages: Sequence[Passage], readings: Mapping[int, Reading]) -> Statement | None:
    """The leading statement of the nearest passage before, in the same report."""
    for earlier in reversed(passages[max(0, passage.index - _REACH) : passage.index]):
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
    passage: Passage,
    passages: Sequence[Passage],
    readings: Mapping[int, Reading],
    frame: Frame,
    whole: Mention,
    summary: tuple[str, ...],
) -> list[Statement]:
    """The leading statements of the passages after the announcing one: of those numbered on, if the first is numbered.

    What else such a passage states beside its leading figure may be items too: the frame's `siblings`.
    """
    items: list[Statement] = []
    style, last = "", 0
    before = passages[max(0, passage.index - _STYLES) : passage.index + 1]
    outer = {_style_of(earlier) for earlier in before} - {""}
    for following in passages[passage.index + 1 :]:
        if following.role in _SKIPPED:
            continue
        if following.report != passage.report or following.role == "heading" or following.text.startswith(summary):
            break
        own, number = _style_of(following), _number_of(following)
        reading = readings.get(following.index)
        lead = leading(reading) if reading is not None else None
        if items and own != style:
            if own in outer:
                break
            if style and (own or not _alike(lead, items[0])):
                continue  # a list inside an item, or more about it
        elif items and style and number < last:
            break  # another list begins
        if lead is None or reading is None or not _fits(lead, frame, whole):
            if items or reading is None or reading.figures:
                break
            continue
        if lead.frame is None:
            lead.frame = frame
            items.append(lead)
            frame.siblings += [s for s in reading.statements if s is not lead and s.frame is None and s.level()]
            style, last = style or own, number or last
    return items


def _alike(lead: Statement | None, item: Statement) -> bool:
    """Whether a passage without a number is about the same kind of thing as a numbered item: a class, by its name."""
    return lead is not None and lead.label.known and lead.coordinates.keys() == item.coordinates.keys()


def _style_of(passage: Passage) -> str:
    """How a passage is numbered: its mark with every number alike (（一）, 1.), empty if it is not."""
    return _NUMERAL.sub(lambda numeral: "一" if numeral[1] else "1", passage.number)


def _number_of(passage: Passage) -> int:
    """The number of a numbered passage, or 0."""
    numeral = _NUMERAL.search(passage.number)
    return (ordinal(numeral[0]) or 0) if numeral else 0


def _fits(lead: Statement, frame: Frame, whole: Mention) -> bool:
    level = lead.level(whole.basis) or lead.level()
    return (
        level is not None
        and level.quantity.unit.dimension == whole.quantity.unit.dimension
        and (frame.parent is None or lead.coordinates != frame.parent.coordinates)
        and level.token.start < _ITEM_STARTS
    )


def adopt_basis(frame: Frame) -> None:
    """Items that do not say whether they are budget or actual are what their whole is.

    Items in paragraphs of their own, of a whole that is stated both ways, are what the document reports.
    """
    if frame.kind in ("paragraph", "tree"):
        frame.whole = _of_default_basis(frame) or frame.whole
    whole = frame.whole
    if whole is None or not whole.basis or frame.item_basis:
        return
    for statement in frame.items:
        for mention in statement.mentions:
            if "default_basis" in mention.flags and mention.sentence == statement.sentence:
                mention.basis = whole.basis
                mention.flags.discard("default_basis")


def _of_default_basis(frame: Frame) -> Mention | None:
    """The figure of the whole on the basis that the items have for want of another."""
    defaults = {m.basis for item in frame.items for m in item.mentions if "default_basis" in m.flags and m.is_level}
    whole = frame.whole
    if frame.parent is None or whole is None or len(defaults) != 1 or whole.basis in defaults:
        return None
    levels = [m for m in frame.parent.mentions if m.is_level and m.basis in defaults and m.period == whole.period]
    return levels[0] if levels else None
