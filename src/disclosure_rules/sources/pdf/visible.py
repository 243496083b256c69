"""What can be seen of a page: within its box, within the clip paths, and drawn at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from ctypes import addressof, c_float
from typing import NamedTuple

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, turned
from disclosure_rules.sources.pdf.limits import MAX_CLIP_PATHS, MAX_CLIP_POINTS

__all__ = ["Clips", "Measures", "clip_boxes"]

_JUMP = 300  # a character that stands further below or above the one before begins a new run
_GAP = 600  # a gap that parts what stands in two cells

_Run = tuple[int, int]  # the first character, and the one after the last


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
        seen = [True] * len(measures.near)
        hidden = self._without_room(list(_runs(measures)), measures, turn)
        hidden = self._without_room([piece for run in hidden for piece in _pieces(measures, run)], measures, turn)
        single = [index for run in hidden for index in range(*run)]
        self._look_up([measures.owner[index] for index in single])
        for index in single:
            seen[index] = self._shows(measures, turn, index)
        return seen

    def _without_room(self, runs: list[_Run], measures: Measures, turn: int) -> list[_Run]:
        """The runs for not all of which there is room within the clip path of their first character."""
        self._look_up([measures.owner[start] for start, _ in runs])
        return [run for run in runs if not self._has_room(measures, turn, *run)]

    def _has_room(self, measures: Measures, turn: int, start: int, end: int) -> bool:
        clip = self._known[measures.owner[start]]
        if clip is None:
            return False
        left, bottom, right, top = turned(clip, turn) if turn else clip
        if measures.near[start] < left or measures.far[end - 1] > right:
            return False
        return min(measures.base[start:end]) >= bottom and max(measures.high[start:end]) <= top

    def _shows(self, measures: Measures, turn: int, index: int) -> bool:
        clip = self._known[measures.owner[index]]
        if clip is None:
            self.without_ink += 1
            return False
        left, bottom, right, top = turned(clip, turn)
        x = (measures.near[index] + measures.far[index]) // 2
        y = (measures.base[index] + measures.high[index]) // 2
        return left <= x <= right and bottom <= y <= top

    def _look_up(self, owners: list[int]) -> None:
        """Find the boxes within which objects are drawn, None for those drawn without ink."""
        owners = [owner for owner in dict.fromkeys(owners) if owner not in self._known]
        modes = map(library.text_mode, owners)
        for owner, mode, box in zip(owners, modes, clip_boxes(owners, self.page), strict=True):
            self._known[owner] = None if mode in library.INVISIBLE_MODES else box


def _runs(measures: Measures) -> Iterator[_Run]:
    """The stretches of characters that follow one another on one baseline."""
    near, base = measures.near, measures.base
    start = 0
    for index in range(1, len(near)):
        if near[index] < near[index - 1] or abs(base[index] - base[start]) > _JUMP:
            yield start, index
            start = index
    if near:
        yield start, len(near)


def _pieces(measures: Measures, run: _Run) -> Iterator[_Run]:
    """The parts of a run between wide gaps."""
    start, end = run
    for index in range(start + 1, end):
        if measures.near[index] - measures.far[index - 1] >= _GAP:
            yield start, index
            start = index
    yield start, end


def clip_boxes(items: Sequence[int], page: Box) -> list[Box]:
    """For every object the box within which it is drawn: the page, less what its clip paths leave out."""
    boxes = [page] * len(items)
    paths = list(map(library.clip_of, items))
    counts = list(map(library.clip_count, paths))
    if max(counts, default=0) <= 0:
        return boxes
    whose = [n for n, count in enumerate(counts) for _ in range(max(count - MAX_CLIP_PATHS, 0), count)]
    which = [index for count in counts for index in range(max(count - MAX_CLIP_PATHS, 0), count)]
    owners = [paths[number] for number in whose]
    sizes = list(map(library.clip_segment_count, owners, which))
    for number, corners in zip(whose, _corners(owners, which, sizes), strict=True):
        if corners is not None:
            left, bottom, right, top = boxes[number]
            near, low, far, high = corners
            boxes[number] = (max(left, near), max(bottom, low), min(right, far), min(top, high))
    return boxes


def _corners(owners: list[int], which: list[int], sizes: list[int]) -> Iterator[Box | None]:
    """The boxes around clip paths; of a rectangle two corners that stand across from one another are enough."""
    wanted = [(0, 2) if 4 <= size <= 5 else tuple(range(min(size, MAX_CLIP_POINTS))) for size in sizes]
    segments = [
        library.clip_segment(owner, index, segment)
        for owner, index, chosen in zip(owners, which, wanted, strict=True)
        for segment in chosen
    ]
    points = (c_float * (2 * len(segments)))()
    start, end = addressof(points), addressof(points) + 8 * len(segments)
    deque(map(library.segment_point, segments, range(start, end, 8), range(start + 4, end + 4, 8)), maxlen=0)
    numbers = [round(value * HUNDRED) for value in points]
    position = 0
    for chosen in wanted:
        stop = position + 2 * len(chosen)
        across, up = numbers[position:stop:2], numbers[position + 1 : stop : 2]
        yield (min(across), min(up), max(across), max(up)) if across else None
        position = stop
