"""What is drawn on a page besides its characters: the rulings of tables, and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import repeat

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box
from disclosure_rules.sources.pdf.limits import MAX_DEPTH, MAX_OBJECTS, MAX_SEGMENTS, PageError
from disclosure_rules.sources.pdf.visible import clip_box

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
        self._bounds = (c_float * 4)()
        self._numbers = (c_float * 6)()
        self._modes = (c_int * 2)()
        self._colours = (c_uint * 4)()

    def through(self, items: list[int], matrices: tuple[_Matrix, ...], depth: int) -> None:
        """Take in the objects; `matrices` lead from their space to that of the page, innermost first."""
        self._objects += len(items)
        if self._objects > MAX_OBJECTS or depth > MAX_DEPTH:
            raise PageError
        items = [item for item in items if item and item not in self._known]
        for item, kind in zip(items, map(library.object_type, items), strict=True):
            if kind == library.TEXT:
                self.drawing.silent.append(item)
            elif kind == library.PATH:
                self._path(item, matrices)
            elif kind == library.IMAGE:
                box = self._box(item, matrices)
                if box is not None:
                    thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
                    (self.drawing.rulings if thin else self.drawing.pictures).append(box)
            elif kind == library.FORM:
                count = library.count_form_objects(item)
                if count > MAX_OBJECTS:
                    raise PageError
                inner = list(map(library.form_object, repeat(item, max(count, 0)), range(max(count, 0))))
                self.through(inner, (self._matrix(item), *matrices), depth + 1)

    def _path(self, item: int, matrices: tuple[_Matrix, ...]) -> None:
        start = addressof(self._modes)
        library.draw_mode(item, start, start + 4)
        filled, stroked = bool(self._modes[0]), bool(self._modes[1])
        if not self._has_ink(item, filled, stroked):
            return
        box = self._box(item, matrices)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= (_STROKED if stroked else _THIN):
            self.drawing.rulings.append(box)
            return
        count = library.path_segment_count(item)
        if stroked or count > _RECTANGLE:
            self._segments += count
            if self._segments > MAX_SEGMENTS:
                raise PageError
            self._parts(item, count, (self._matrix(item), *matrices), stroked)

    def _has_ink(self, item: int, filled: bool, stroked: bool) -> bool:
        start = addressof(self._colours)
        places = (start, start + 4, start + 8, start + 12)
        for used, function in ((stroked, library.stroke_color), (filled, library.fill_color)):
            if used:
                known = function(item, *places)
                red, green, blue, alpha = self._colours
                if not known or (alpha and min(red, green, blue) < _WHITE):
                    return True
        return False

    def _box(self, item: int, matrices: tuple[_Matrix, ...]) -> Box | None:
        """The box of an object on the page, or None where it cannot be seen."""
        start = addressof(self._bounds)
        if not library.object_bounds(item, start, start + 4, start + 8, start + 12):
            return None
        near, low, far, high = self._bounds
        box: tuple[int, int, int, int]
        if matrices:
            across, up = (round(near * _FIXED), round(far * _FIXED)), (round(low * _FIXED), round(high * _FIXED))
            corners = [_placed(x, y, matrices) for x in across for y in up]
            box = _around(corners)
            clip = self._visible
        else:
            box = (round(near * HUNDRED), round(low * HUNDRED), round(far * HUNDRED), round(high * HUNDRED))
            clip = clip_box(item, self._visible)
        box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
        return box if box[0] <= box[2] and box[1] <= box[3] else None

    def _matrix(self, item: int) -> _Matrix:
        if not library.object_matrix(item, addressof(self._numbers)):
            return _FIXED, 0, 0, _FIXED, 0, 0
        return tuple(round(number * _FIXED) for number in self._numbers)

    def _parts(self, item: int, count: int, matrices: tuple[_Matrix, ...], stroked: bool) -> None:
        """Take in the straight pieces of a stroked path, and the thin parts of a filled one."""
        points: list[tuple[int, int]] = []  # of the part of the path that is being followed
        start = addressof(self._bounds)
        for index in range(count):
            segment = library.path_segment(item, index)
            library.segment_point(segment, start, start + 4)
            kind = library.segment_type(segment)
            if kind == library.MOVE:
                self._part(points if not stroked else [])
                points = []
            x, y = round(self._bounds[0] * _FIXED), round(self._bounds[1] * _FIXED)
            points.append(_placed(x, y, matrices))
            if stroked and kind == library.LINE:
                self._part(points[-2:])
            if stroked and library.segment_closes(segment):
                self._part([points[-1], points[0]])
        self._part(points if not stroked else [])

    def _part(self, points: list[tuple[int, int]]) -> None:
        if len(points) < 2:
            return
        left, bottom, right, top = self._visible
        near, low, far, high = _around(points)
        box = (max(near, left), max(low, bottom), min(far, right), min(high, top))
        if box[0] <= box[2] and box[1] <= box[3] and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self.drawing.rulings.append(box)


def _around(points: Sequence[tuple[int, int]]) -> Box:
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def _placed(x: int, y: int, matrices: tuple[_Matrix, ...]) -> tuple[int, int]:
    """A point, in parts of `_FIXED`, on the page."""
    for a, b, c, d, e, f in matrices:
        x, y = (a * x + c * y) // _FIXED + e, (b * x + d * y) // _FIXED + f
    return x * HUNDRED // _FIXED, y * HUNDRED // _FIXED
