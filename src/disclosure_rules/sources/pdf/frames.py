"""Turns between the space of a page's content, the direction in which it reads, and the page as it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["HUNDRED", "Box", "Frame", "turned"]

HUNDRED = 100  # lengths are in hundredths of a point
Box = tuple[int, int, int, int]  # left, bottom, right, top


def turned(box: Box, turn: int) -> Box:
    """The box in a space where text that runs at `turn` quarter turns, counter-clockwise, runs to the right."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The space in which most of a page's text runs to the right; its origin is the lower left of what is visible.

    `page` is the visible part in the space of the content, `turn` the direction in which most of the text runs there,
    and `shown` the quarter turns, clockwise, by which the page is turned when it is shown.
    """

    page: Box
    turn: int
    shown: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the page in this frame."""
        left, bottom, right, top = turned(self.page, self.turn)
        return right - left, top - bottom

    @property
    def is_as_shown(self) -> bool:
        """Whether the text reads upright on the page as it is shown."""
        return self.turn == self.shown

    def reading(self, boxes: Iterable[Box]) -> list[Box]:
        """Boxes of the content's space in this frame."""
        across, up = turned(self.page, self.turn)[:2]
        return [
            (left - across, bottom - up, right - across, top - up)
            for left, bottom, right, top in (turned(box, self.turn) for box in boxes)
        ]

    def on_page(self, box: Box) -> Box:
        """A box of this frame on the page as it is shown, from its lower left corner."""
        further = (self.shown - self.turn) % 4
        if not further:
            return box
        left, bottom, right, top = turned(box, further)
        corner = turned((0, 0, *self.size), further)
        return left - corner[0], bottom - corner[1], right - corner[0], top - corner[1]
