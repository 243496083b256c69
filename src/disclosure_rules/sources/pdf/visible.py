"""What can be seen of a page: within its box, within the clip paths, and drawn at all."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, c_float

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, turned
from disclosure_rules.sources.pdf.limits import MAX_CLIP_PATHS

__all__ = ["Clips", "clip_box"]

_JUMP = 300  # a character that stands further below or above the one before begins a new run
_CORNERS = 5  # points of a path that is a rectangle


class Clips:
    """Tells which characters can be seen; `without_ink` counts those that are there but not drawn."""

    def __init__(self, page: Box) -> None:
        self.page = page
        self.without_ink = 0
        self._known: dict[int, tuple[Box, bool]] = {}

    def seen(
        self,
        left: Sequence[int],
        right: Sequence[int],
        base: Sequence[int],
        top: Sequence[int],
        owner: Sequence[int],
        turn: int,
    ) -> list[bool]:
        """For every character of one direction, whether it can be seen.

        Characters on one baseline one after the other share their clip path nearly always, so what holds for the
        first and the last of them, and leaves room for all, is taken to hold for those between.
        """
        seen: list[bool] = []
        count = len(owner)
        start = 0
        while start < count:
            end = start + 1
            while end < count and abs(base[end] - base[start]) <= _JUMP and left[end] >= left[end - 1]:
                end += 1
            run = (left[start], base[start], right[end - 1], max(top[start:end]))
            if self._shows(owner[start], run, turn) and self._shows(owner[end - 1], run, turn):
                seen += [True] * (end - start)
            else:
                for index in range(start, end):
                    middle, height = (left[index] + right[index]) // 2, (base[index] + top[index]) // 2
                    seen.append(self._shows(owner[index], (middle, height, middle, height), turn, count=True))
            start = end
        return seen

    def _shows(self, owner: int, box: Box, turn: int, *, count: bool = False) -> bool:
        if owner not in self._known:
            self._known[owner] = (clip_box(owner, self.page), library.text_mode(owner) in library.INVISIBLE_MODES)
        clip, without_ink = self._known[owner]
        if without_ink:
            self.without_ink += count
            return False
        left, bottom, right, top = turned(clip, turn)
        return left <= box[0] and bottom <= box[1] and box[2] <= right and box[3] <= top


def clip_box(item: int, page: Box) -> Box:
    """The box within which an object is drawn: the page, less what its clip paths leave out."""
    path = library.clip_of(item)
    count = library.clip_count(path) if path else 0
    left, bottom, right, top = page
    for index in range(max(count - MAX_CLIP_PATHS, 0), count):
        points = _corners(path, index)
        if points:
            across, up = [point[0] for point in points], [point[1] for point in points]
            left, bottom = max(left, min(across)), max(bottom, min(up))
            right, top = min(right, max(across)), min(top, max(up))
    return left, bottom, right, top


def _corners(path: int, index: int) -> list[tuple[int, int]]:
    """The points of a clip path, of a rectangle only two that stand across from one another."""
    count = library.clip_segment_count(path, index)
    wanted: Sequence[int] = range(max(count, 0)) if count > _CORNERS or count < _CORNERS - 1 else (0, 2)
    point = (c_float * 2)()
    start = addressof(point)
    found = []
    for segment in wanted[:1000]:
        library.clip_point(library.clip_segment(path, index, segment), start, start + 4)
        found.append((round(point[0] * HUNDRED), round(point[1] * HUNDRED)))
    return found
