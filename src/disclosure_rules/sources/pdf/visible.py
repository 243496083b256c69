"""What can be seen of a page: within its box, within the clip paths, and drawn at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import addressof, c_float
from typing import NamedTuple

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, turned
from disclosure_rules.sources.pdf.limits import MAX_CLIP_PATHS, MAX_CLIP_POINTS

__all__ = ["Clips", "Measures", "clip_box"]

_JUMP = 300  # a character that stands further below or above the one before begins a new run
_GAP = 600  # a gap that parts what stands in two cells


class Measures(NamedTuple):
    """The measures of characters after a turn, one list for each.

    `near` and `far` are where the pen stands before and afterwards, `base` is the baseline, `low` and `high` the bottom
    and the top of the ink, and `owner` the address of the text object.
    """

    near: list[int]
    far: list[int]
    base: list[int]
    low: list[int]
    high: list[int]
    owner: list[int]


class Clips:
    """Tells which characters can be seen; `without_ink` counts those that are there but not drawn."""

    def __init__(self, page: Box) -> None:
        self.page = page
        self.without_ink = 0
        self._known: dict[int, Box | None] = {}

    def seen(self, measures: Measures, turn: int) -> list[bool]:
        """For every character of one direction, whether it can be seen.

        Characters that follow one another on a baseline share their clip path nearly always, so where that of the
        first leaves room for all of them it is not looked up for each; where it does not, for each piece between gaps.
        """
        seen: list[bool] = []
        near, far = measures.near, measures.far
        for start, end in _runs(near, measures.base):
            if self._has_room(measures, turn, start, end):
                seen += [True] * (end - start)
                continue
            piece = start
            while piece < end:
                stop = piece + 1
                while stop < end and near[stop] - far[stop - 1] < _GAP:
                    stop += 1
                if self._has_room(measures, turn, piece, stop):
                    seen += [True] * (stop - piece)
                else:
                    seen += (self._shows(measures, turn, index) for index in range(piece, stop))
                piece = stop
        return seen

    def _has_room(self, measures: Measures, turn: int, start: int, end: int) -> bool:
        """Whether all characters from `start` to `end` stand within the clip path of the first."""
        clip = self._clip(measures.owner[start])
        if clip is None:
            return False
        left, bottom, right, top = turned(clip, turn) if turn else clip
        if measures.near[start] < left or measures.far[end - 1] > right:
            return False
        return min(measures.base[start:end]) >= bottom and max(measures.high[start:end]) <= top

    def _shows(self, measures: Measures, turn: int, index: int) -> bool:
        clip = self._clip(measures.owner[index])
        if clip is None:
            self.without_ink += 1
            return False
        left, bottom, right, top = turned(clip, turn)
        x = (measures.near[index] + measures.far[index]) // 2
        y = (measures.base[index] + measures.high[index]) // 2
        return left <= x <= right and bottom <= y <= top

    def _clip(self, owner: int) -> Box | None:
        """The box within which an object is drawn, or None where it is drawn without ink."""
        if owner not in self._known:
            has_ink = library.text_mode(owner) not in library.INVISIBLE_MODES
            self._known[owner] = clip_box(owner, self.page) if has_ink else None
        return self._known[owner]


def _runs(near: Sequence[int], base: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of characters that follow one another on one baseline."""
    start = 0
    for index in range(1, len(near)):
        if near[index] < near[index - 1] or abs(base[index] - base[start]) > _JUMP:
            yield start, index
            start = index
    if near:
        yield start, len(near)


_POINT = (c_float * 2)()
_X = addressof(_POINT)
_Y = _X + 4


def clip_box(item: int, page: Box) -> Box:
    """The box within which an object is drawn: the page, less what its clip paths leave out."""
    path = library.clip_of(item)
    count = library.clip_count(path) if path else 0
    if count <= 0:
        return page
    left, bottom, right, top = page
    for index in range(max(count - MAX_CLIP_PATHS, 0), count):
        points = library.clip_segment_count(path, index)
        # Of a rectangle two corners that stand across from one another are enough.
        wanted: Sequence[int] = (0, 2) if 4 <= points <= 5 else range(min(points, MAX_CLIP_POINTS))
        across, up = [], []
        for segment in wanted:
            library.segment_point(library.clip_segment(path, index, segment), _X, _Y)
            across.append(_POINT[0])
            up.append(_POINT[1])
        if across:
            left, bottom = max(left, round(min(across) * HUNDRED)), max(bottom, round(min(up) * HUNDRED))
            right, top = min(right, round(max(across) * HUNDRED)), min(top, round(max(up) * HUNDRED))
    return left, bottom, right, top
