"""What is drawn on a page besides its characters: the rulings of tables, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ctypes import addressof, c_float, c_uint
from dataclasses import dataclass, field
from itertools import repeat

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box
from disclosure_rules.sources.pdf.limits import MAX_DEPTH, MAX_OBJECTS, MAX_SEGMENTS, PageError
from disclosure_rules.sources.pdf.visible import clip_boxes

__all__ = ["Drawing", "read_drawing"]

_THIN = 300  # what is drawn thicker than this is no ruling but a field of colour
_STROKED = 450  # the box of a stroke allows for its joins
_WHITE = 250  # of 255: what is as light as this cannot be seen on paper
_RECTANGLE = 5  # segments of a path that is one rectangle

_FIXED = 1 << 24  # numbers of paths and matrices are reckoned with in parts of this

_Matrix = tuple[int, ...]


@dataclass(slots=True)
class Drawing:
    """The rulings as thin boxes, the pictures, and the addresses of the text objects without characters."""

    rulings: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)


def read_drawing(page: int, visible: Box, known: frozenset[int]) -> Drawing:
    """Walk through the objects of a loaded page, but for the text objects that are known to have characters.

    Raises PageError where there are too many of them.
    """
    count = library.count_objects(page)
    if count > MAX_OBJECTS:
        raise PageError
    walk = _Walk(visible, known)
    walk.through(list(map(library.object_at, repeat(page, count), range(count))), (), 0)
    return walk.drawing


class _Walk:
    def __init__(self, visible: Box, known: frozenset[int]) -> None:
        self.drawing = Drawing()
        self._visible = visible
        self._known = known
        self._objects = self._segments = 0
        self._point = (c_float * 2)()
        self._numbers = (c_float * 6)()

    def through(self, items: list[int], matrices: tuple[_Matrix, ...], depth: int) -> None:
        """Take in the objects; `matrices` lead from their space to that of the page, innermost first."""
        self._objects += len(items)
        if self._objects > MAX_OBJECTS or depth > MAX_DEPTH:
            raise PageError
        by_kind: dict[int, list[int]] = {}
        items = [item for item in items if item and item not in self._known]
        for item, kind in zip(items, map(library.object_type, items), strict=True):
            by_kind.setdefault(kind, []).append(item)
        self.drawing.silent += by_kind.get(library.TEXT, ())
        self._paths(by_kind.get(library.PATH, []), matrices)
        images = by_kind.get(library.IMAGE, [])
        for box in self._boxes(images, matrices):
            if box is not None:
                thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
                (self.drawing.rulings if thin else self.drawing.pictures).append(box)
        for item in by_kind.get(library.FORM, ()):
            count = max(library.count_form_objects(item), 0)
            if count > MAX_OBJECTS:
                raise PageError
            inner = list(map(library.form_object, repeat(item, count), range(count)))
            self.through(inner, (self._matrix(item), *matrices), depth + 1)

    def _paths(self, items: list[int], matrices: tuple[_Matrix, ...]) -> None:
        modes = (c_uint * (2 * len(items)))()
        _ask(library.draw_mode, items, addressof(modes), 2)
        strokes, fills = _with_ink(library.stroke_color, items), _with_ink(library.fill_color, items)
        boxes = self._boxes(items, matrices)
        for number, box in enumerate(boxes):
            stroked = modes[2 * number + 1] and strokes[number]
            if box is None or not (stroked or (modes[2 * number] and fills[number])):
                continue
            if min(box[2] - box[0], box[3] - box[1]) <= (_STROKED if stroked else _THIN):
                self.drawing.rulings.append(box)
                continue
            item = items[number]
            count = library.path_segment_count(item)
            if stroked or count > _RECTANGLE:
                self._segments += count
                if self._segments > MAX_SEGMENTS:
                    raise PageError
                self._parts(item, count, (self._matrix(item), *matrices), bool(stroked))

    def _boxes(self, items: list[int], matrices: tuple[_Matrix, ...]) -> list[Box | None]:
        """The boxes of objects on the page, None where they cannot be seen."""
        bounds = (c_float * (4 * len(items)))()
        _ask(library.object_bounds, items, addressof(bounds), 4)
        if matrices:
            fixed = [round(value * _FIXED) for value in bounds]
            sides = zip(fixed[0::4], fixed[1::4], fixed[2::4], fixed[3::4], strict=True)
            boxes = [
                _around([_placed(x, y, matrices) for x in (near, far) for y in (low, high)])
                for near, low, far, high in sides
            ]
            clips = [self._visible] * len(items)
        else:
            whole = [round(value * HUNDRED) for value in bounds]
            boxes = list(zip(whole[0::4], whole[1::4], whole[2::4], whole[3::4], strict=True))
            clips = clip_boxes(items, self._visible)
        return [_within(box, clip) for box, clip in zip(boxes, clips, strict=True)]

    def _matrix(self, item: int) -> _Matrix:
        if not library.object_matrix(item, addressof(self._numbers)):
            return _FIXED, 0, 0, _FIXED, 0, 0
        return tuple(round(number * _FIXED) for number in self._numbers)

    def _parts(self, item: int, count: int, matrices: tuple[_Matrix, ...], stroked: bool) -> None:
        """Take in the straight pieces of a stroked path, and the thin parts of a filled one."""
        points: list[tuple[int, int]] = []  # of the part of the path that is being followed
        start = addressof(self._point)
        for index in range(count):
            segment = library.path_segment(item, index)
            library.segment_point(segment, start, start + 4)
            kind = library.segment_type(segment)
            if kind == library.MOVE:
                self._part(points if not stroked else [])
                points = []
            x, y = round(self._point[0] * _FIXED), round(self._point[1] * _FIXED)
            points.append(_placed(x, y, matrices))
            if stroked and kind == library.LINE:
                self._part(points[-2:])
            if stroked and library.segment_closes(segment):
                self._part([points[-1], points[0]])
        self._part(points if not stroked else [])

    def _part(self, points: list[tuple[int, int]]) -> None:
        if len(points) < 2:
            return
        box = _within(_around(points), self._visible)
        if box is not None and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self.drawing.rulings.append(box)


def _ask(function: Callable[..., int], items: Sequence[int], start: int, numbers: int) -> list[int]:
    """Let PDFium write so many numbers, of four bytes each, for every object, from an address on."""
    step = 4 * numbers
    places = (range(start + shift, start + shift + step * len(items), step) for shift in range(0, step, 4))
    return list(map(function, items, *places))


def _with_ink(function: Callable[..., int], items: Sequence[int]) -> list[bool]:
    """For every object, whether its colour can be seen on paper."""
    colours = (c_uint * (4 * len(items)))()
    known = _ask(function, items, addressof(colours), 4)
    parts = zip(known, colours[0::4], colours[1::4], colours[2::4], colours[3::4], strict=True)
    return [not told or (alpha > 0 and min(red, green, blue) < _WHITE) for told, red, green, blue, alpha in parts]


def _within(box: Box, clip: Box) -> Box | None:
    """What is left of a box within another."""
    left, bottom, right, top = box
    if left < clip[0] or bottom < clip[1] or right > clip[2] or top > clip[3]:
        left, bottom, right, top = max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _around(points: Sequence[tuple[int, int]]) -> Box:
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def _placed(x: int, y: int, matrices: tuple[_Matrix, ...]) -> tuple[int, int]:
    """A point, in parts of `_FIXED`, on the page."""
    for a, b, c, d, e, f in matrices:
        x, y = (a * x + c * y) // _FIXED + e, (b * x + d * y) // _FIXED + f
    return x * HUNDRED // _FIXED, y * HUNDRED // _FIXED
