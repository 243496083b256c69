"""Lists that run over paragraphs: the whole in one passage, its items at the head of the following ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosure_rules.facts.clauses import Reading
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.statement import Frame, Statement

__all__ = ["join_paragraph_lists"]

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
    styles: set[str] = set()
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
        styles.add(following.text[:1])
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
