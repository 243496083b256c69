"""The characters of a page that can be seen, in a space where most of them run to the right."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from ctypes import Array, addressof, c_double, c_float, c_ushort
from dataclasses import dataclass
from itertools import compress, pairwise, repeat
from math import pi
from operator import sub
from unicodedata import normalize

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, Frame, turned
from disclosure_rules.sources.pdf.limits import MAX_CHARACTERS, PageError
from disclosure_rules.sources.pdf.visible import Clips, Measures

__all__ = ["UNMAPPED", "WIDE", "Characters", "Glyph", "read_characters"]

UNMAPPED = "\ufffd"  # stands for a character that the font gives no name
WIDE = "\u2e80"  # from here on characters are as wide as they are high
_RADICALS = range(0x2E80, 0x2FE0)  # shapes that some fonts give in place of the ideograph
_SLANT = 30  # degrees off the nearest quarter turn, beyond which text is a watermark
_UPRIGHT = 50  # how near the pen is to the left edge of an upright character, and how far below its top
_NARROWEST = 50  # a character that advances by less is of a font without widths
_SHORTEST = 300  # the size of type where nothing tells it
_FLAT = 20  # what is lower than this has no ink
_HALVES = range(0xD800, 0xE000)
_HARMLESS = frozenset("\t\r\n\x02")  # among the control characters


# A character: what it is, where the pen stands before and after it, the baseline, the bottom and the top of its ink,
# and the size of the type. There are very many of them, so they are plain tuples.
Glyph = tuple[str, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The visible characters of a page by the direction they run in, those of the frame's direction at 0.

    `unmapped` counts those without a name, `slanted` those that run askew, `invisible` those drawn without ink;
    `printed` all that are more than blanks; `objects` are the addresses of the text objects they come from.
    """

    frame: Frame
    by_turn: dict[int, list[Glyph]]
    unmapped: int
    slanted: int
    invisible: int
    objects: frozenset[int]
    printed: int


def read_characters(text: int, box: Box, shown: int) -> Characters:
    """Read the characters of a loaded text page. Raises PageError where there are too many of them."""
    count = library.count_chars(text)
    if not 0 <= count <= MAX_CHARACTERS:
        raise PageError
    owners = list(map(library.char_object, repeat(text, count), range(count)))
    kept = [index for index, owner in enumerate(owners) if owner]
    all_names, unmapped = _names(text, count, kept)
    names, owners = [all_names[index] for index in kept], [owners[index] for index in kept]
    sides = _Sides(text, kept)
    turns = sides.turns(text, kept)
    tally = Counter(turns) if turns else Counter({0: len(kept)})
    slanted = tally.pop(-1, 0)
    turn = max(tally, key=lambda one: (tally[one], -one), default=0)
    clips = Clips(box)
    by_turn: dict[int, list[Glyph]] = {}
    for direction in sorted(tally):
        measures, own = sides.along(direction, owners), names
        if turns:
            chosen = [one == direction for one in turns]
            measures = Measures(*(list(compress(column, chosen)) for column in measures))
            own = list(compress(names, chosen))
        by_turn[(direction - turn) % 4] = _visible(own, measures, clips, direction)
    return Characters(
        frame=Frame(page=box, turn=turn, shown=shown),
        by_turn=by_turn,
        unmapped=unmapped,
        slanted=slanted,
        invisible=clips.without_ink,
        objects=frozenset(owners),
        printed=sum(1 for glyphs in by_turn.values() for glyph in glyphs if glyph[0] > " "),
    )


def _names(text: int, count: int, kept: Sequence[int]) -> tuple[list[str], int]:
    """The characters by index, and how many of them the fonts leave without a name."""
    units = (c_ushort * (count + 1))()
    library.all_text(text, 0, count, addressof(units))
    names = list(bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass"))
    if len(names) != count or any("\ud800" <= name < "\ue000" for name in names):
        names = _joined([library.char_unicode(text, index) for index in range(count)])
    last = {names[index]: index for index in kept}
    first = {names[index]: index for index in reversed(kept)}
    wrong: list[int] = []
    # Whether a font names its characters is asked for two of every kind first: it is the same for all nearly always.
    if any(library.char_map_error(text, index) for index in {*first.values(), *last.values()}):
        wrong = [index for index in kept if library.char_map_error(text, index)]
    for name in last:
        if not name:
            continue
        if ord(name) in _RADICALS:
            plain = normalize("NFKC", name)
            names = [plain if one == name else one for one in names]
        elif (name < " " and name not in _HARMLESS) or name in ("\ufffe", "\uffff", UNMAPPED):
            wrong += [index for index in kept if names[index] == name]
    for index in wrong:
        names[index] = UNMAPPED
    return names, len(set(wrong))


def _joined(codes: list[int]) -> list[str]:
    """The characters of code points; the two halves of one character become the character and nothing."""
    names = [chr(code) if code < 0x110000 else UNMAPPED for code in codes]
    for index, (high, low) in enumerate(pairwise(codes)):
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            names[index], names[index + 1] = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00), ""
    return [UNMAPPED if name and ord(name) in _HALVES else name for name in names]


class _Sides:
    """The boxes and pens of characters as PDFium gives them, in hundredths of a point."""

    def __init__(self, text: int, indexes: Sequence[int]) -> None:
        count = len(indexes)
        loose, ink, pen = (c_float * (4 * count))(), (c_double * (4 * count))(), (c_double * (2 * count))()
        _fill(library.char_loose_box, text, indexes, [_steps(addressof(loose), 16, count)])
        start = addressof(ink)
        _fill(library.char_box, text, indexes, [_steps(start + shift, 32, count) for shift in (0, 8, 16, 24)])
        start = addressof(pen)
        _fill(library.char_origin, text, indexes, [_steps(start + shift, 16, count) for shift in (0, 8)])
        self._loose, self._ink, self._pen = loose, ink, pen

    def turns(self, text: int, indexes: Sequence[int]) -> list[int]:
        """The direction of every character in quarter turns, -1 where slanted; nothing where all are upright.

        The pen stands at the left edge of an upright character and below its top. PDFium is only asked about others.
        """
        left, across = self._loose[0::4], self._pen[0::2]
        top, up = self._loose[1::4], self._pen[1::2]
        if (
            max(map(abs, map(sub, left, across)), default=0) * HUNDRED
            <= _UPRIGHT
            <= (min(map(sub, top, up), default=HUNDRED) * HUNDRED)
        ):
            return []
        odd = [
            position
            for position, (edge, upper, x, y) in enumerate(zip(left, top, across, up, strict=True))
            if abs(edge - x) * HUNDRED > _UPRIGHT or (upper - y) * HUNDRED < _UPRIGHT
        ]
        turns = [0] * len(indexes)
        for position in odd:
            degrees = round(library.char_angle(text, indexes[position]) * 180 / pi)
            quarter = (degrees + 45) // 90
            # PDFium counts clockwise.
            turns[position] = -1 if abs(degrees - 90 * quarter) > _SLANT else -quarter % 4
        return turns if any(turns) else []

    def along(self, turn: int, owners: list[int]) -> Measures:
        """The measures of all characters after a turn that makes those of one direction run to the right."""
        loose, ink, pen = self._loose, self._ink, self._pen
        # A loose box is left, top, right, bottom; an ink box left, right, bottom, top.
        if turn in (1, 3):
            near, far, ends = _hundredths(loose, 3), _hundredths(loose, 1), (2, 3)
            low, high, base = _hundredths(ink, 0), _hundredths(ink, 1), _hundredths(pen, 0, 2)
        else:
            near, far, ends = _hundredths(loose, 0), _hundredths(loose, 2), (0, 1)
            low, high, base = _hundredths(ink, 2), _hundredths(ink, 3), _hundredths(pen, 1, 2)
        if turn in (2, 3):  # to the left, or down
            near, far = _negative(far), _negative(near)
        if turn in (1, 2):
            low, high, base = _negative(high), _negative(low), _negative(base)
        if min(map(sub, far, near), default=_NARROWEST) < _NARROWEST:  # fonts without widths: the ink has to do
            inked = _negative(_hundredths(ink, ends[0])) if turn in (2, 3) else _hundredths(ink, ends[1])
            far = [
                max(end, start, reach) if end - start < _NARROWEST else end
                for start, end, reach in zip(near, far, inked, strict=True)
            ]
        return Measures(near=near, far=far, base=base, low=low, high=high, owner=owners)


def _hundredths(values: Array[c_float] | Array[c_double], first: int, step: int = 4) -> list[int]:
    return [round(value * HUNDRED) for value in values[first::step]]


def _negative(values: list[int]) -> list[int]:
    return [-value for value in values]


def _steps(start: int, step: int, count: int) -> range:
    return range(start, start + step * count, step)


def _fill(function: Callable[..., int], text: int, indexes: Sequence[int], addresses: list[range]) -> None:
    deque(map(function, repeat(text, len(indexes)), indexes, *addresses), maxlen=0)


def _visible(names: list[str], measures: Measures, clips: Clips, turn: int) -> list[Glyph]:
    """The characters of one direction that can be seen, measured from the page's corner."""
    left, bottom, right, top = turned(clips.page, turn)
    near, far, base, low, high, _ = measures
    ems = [
        wide if (wide := end - start) * 3 >= (above - below) * 4 or name >= WIDE else (above - below) * 4 // 3
        for name, start, end, below, above in zip(names, near, far, low, high, strict=True)
    ]
    if min(ems, default=_SHORTEST) < _SHORTEST:
        ems = [max(em, _SHORTEST) for em in ems]
    if min(map(sub, high, low), default=_FLAT) < _FLAT:  # blanks, or a font that is not at hand, nor its ink
        bare = [above - below < _FLAT for below, above in zip(low, high, strict=True)]
        low = [pen - em // 10 if none else one for one, pen, em, none in zip(low, base, ems, bare, strict=True)]
        high = [pen + em * 4 // 5 if none else one for one, pen, em, none in zip(high, base, ems, bare, strict=True)]
    seen = clips.seen(measures, turn)
    shown = [
        known and bool(name) and left <= (start + end) >> 1 <= right and bottom <= (below + above) >> 1 <= top
        for known, name, start, end, below, above in zip(seen, names, near, far, low, high, strict=True)
    ]
    if left or bottom:
        near, far = [one - left for one in near], [one - left for one in far]
        base, low, high = ([one - bottom for one in column] for column in (base, low, high))
    return list(compress(zip(names, near, far, base, low, high, ems, strict=True), shown))
