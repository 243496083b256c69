"""The characters of a page that can be seen, in a space where most of them run to the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from ctypes import addressof, c_double, c_float, c_ushort
from dataclasses import dataclass
from itertools import pairwise, repeat
from math import pi
from operator import mul
from typing import NamedTuple
from unicodedata import normalize

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, Frame, turned
from disclosure_rules.sources.pdf.limits import MAX_CHARACTERS, PageError
from disclosure_rules.sources.pdf.visible import Clips

__all__ = ["UNMAPPED", "WIDE", "Characters", "Glyph", "read_characters"]

UNMAPPED = "\ufffd"  # stands for a character that the font gives no name
WIDE = "\u2e80"  # from here on characters are as wide as they are high
_RADICALS = range(0x2E80, 0x2FE0)  # shapes that some fonts give in place of the ideograph
_SAMPLE = 8  # every so many characters the direction is looked at
_SLANT = 30  # degrees off the nearest quarter turn, beyond which text is a watermark
_SHORTEST = 300  # of an em, where nothing says how large a character is
_FLAT = 20  # what is lower than this has no ink
_FLAT_SHAPES = frozenset("_-—–一")
_HALVES = range(0xD800, 0xE000)


class Glyph(NamedTuple):
    """A character: what the pen advances, the baseline, the ink's bottom and top, and the size of the type."""

    text: str
    left: int
    right: int
    base: int
    bottom: int
    top: int
    em: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The visible characters of a page by the direction they run in, those of the frame's direction at 0.

    `unmapped` counts those without a name, `slanted` those that run askew, `invisible` those drawn without ink;
    `objects` are the addresses of the text objects they come from.
    """

    frame: Frame
    by_turn: dict[int, list[Glyph]]
    unmapped: int
    slanted: int
    invisible: int
    objects: frozenset[int]


@dataclass(slots=True)
class _Columns:
    """The measures of the characters of one direction, one list for each."""

    text: list[str]
    left: list[int]
    right: list[int]
    base: list[int]
    bottom: list[int]
    top: list[int]
    owner: list[int]


def read_characters(text: int, box: Box, shown: int) -> Characters:
    """Read the characters of a loaded text page. Raises PageError where there are too many of them."""
    count = library.count_chars(text)
    if count < 0:
        raise PageError
    if count > MAX_CHARACTERS:
        raise PageError
    owners = list(map(library.char_object, repeat(text, count), range(count)))
    kept = [index for index, owner in enumerate(owners) if owner]
    names, unmapped = _names(text, count, kept)
    turns = _turns(text, kept, owners)
    tally = Counter(turns.values()) if turns else Counter({0: len(kept)})
    slanted = tally.pop(-1, 0)
    turn = max(tally, key=lambda one: (tally[one], -one), default=0)
    frame = Frame(page=box, turn=turn, shown=shown)
    by_turn: dict[int, list[Glyph]] = {}
    clips = Clips(frame.page)
    for direction in sorted(tally):
        indexes = kept if not turns else [index for index in kept if turns[index] == direction]
        columns = _measured(text, indexes, direction, names, owners)
        # The visible part of the page in the space of this direction.
        by_turn[(direction - turn) % 4] = _visible(columns, clips, direction)
    return Characters(
        frame=frame,
        by_turn=by_turn,
        unmapped=unmapped,
        slanted=slanted,
        invisible=clips.without_ink,
        objects=frozenset(owners),
    )


def _names(text: int, count: int, kept: Sequence[int]) -> tuple[list[str], int]:
    """The characters by index, and how many of them the fonts leave without a name."""
    units = (c_ushort * (count + 1))()
    library.all_text(text, 0, count, addressof(units))
    names = list(bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass"))
    if len(names) != count or any(ord(name) in _HALVES for name in set(names)):
        names = _joined([library.char_unicode(text, index) for index in range(count)])
    firsts: dict[str, tuple[int, int]] = {}
    for index in kept:
        name = names[index]
        firsts[name] = (firsts[name][0] if name in firsts else index, index)
    samples = {index for pair in firsts.values() for index in pair}
    wrong: list[int] = []
    if any(library.char_map_error(text, index) for index in samples):
        wrong = [index for index in kept if library.char_map_error(text, index)]
    for name, (first, _) in firsts.items():
        if name and ord(name[0]) in _RADICALS:
            plain = normalize("NFKC", name)
            names = [plain if one == name and index >= first else one for index, one in enumerate(names)]
        elif name < " " or name in ("\ufffe", "\uffff", UNMAPPED):
            wrong += [index for index in kept if names[index] == name and name not in "\t\r\n\x02"]
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


def _turns(text: int, kept: Sequence[int], owners: Sequence[int]) -> dict[int, int]:
    """The direction of every character in quarter turns, -1 where it is slanted; nothing where all are upright."""
    samples = set(kept[::_SAMPLE])
    samples.update(index for index in kept if index == 0 or owners[index] != owners[index - 1])
    if not any(library.char_angle(text, index) for index in samples):
        return {}
    turns = {}
    for index in kept:
        degrees = round(library.char_angle(text, index) * 180 / pi)
        quarter = (degrees + 45) // 90
        turns[index] = -1 if abs(degrees - 90 * quarter) > _SLANT else quarter % 4
    return turns


def _hundredths(values: Sequence[object]) -> list[int]:
    return list(map(round, map(mul, values, repeat(HUNDRED))))


def _measured(text: int, indexes: Sequence[int], turn: int, names: Sequence[str], owners: Sequence[int]) -> _Columns:
    """The measures of the characters at `indexes`, turned so that they run to the right."""
    count = len(indexes)
    loose, ink, pen = (c_float * (4 * count))(), (c_double * (4 * count))(), (c_double * (2 * count))()
    _fill(library.char_loose_box, text, indexes, [_steps(addressof(loose), 16, count)])
    start = addressof(ink)
    _fill(library.char_box, text, indexes, [_steps(start + shift, 32, count) for shift in (0, 8, 16, 24)])
    start = addressof(pen)
    _fill(library.char_origin, text, indexes, [_steps(start + shift, 16, count) for shift in (0, 8)])
    # PDFium gives a loose box as left, top, right, bottom and an ink box as left, right, bottom, top.
    if turn in (1, 3):
        near, far = _hundredths(loose[3::4]), _hundredths(loose[1::4])
        ink_near, ink_far = _hundredths(ink[2::4]), _hundredths(ink[3::4])
        low, high, base = _hundredths(ink[0::4]), _hundredths(ink[1::4]), _hundredths(pen[0::2])
    else:
        near, far = _hundredths(loose[0::4]), _hundredths(loose[2::4])
        ink_near, ink_far = _hundredths(ink[0::4]), _hundredths(ink[1::4])
        low, high, base = _hundredths(ink[2::4]), _hundredths(ink[3::4]), _hundredths(pen[1::2])
    if turn in (2, 3):  # to the left, or down
        near, far, ink_near, ink_far = *_negative(far, near), *_negative(ink_far, ink_near)
    if turn in (1, 2):
        low, high, base = *_negative(high, low), [-value for value in base]
    # A font without widths advances by nothing: then the ink has to do.
    far = [max(end, ink) if end - begin < 50 else end for begin, end, ink in zip(near, far, ink_far, strict=True)]
    owned = [owners[index] for index in indexes]
    return _Columns([names[index] for index in indexes], near, far, base, low, high, owned)


def _negative(first: list[int], second: list[int]) -> tuple[list[int], list[int]]:
    return [-value for value in first], [-value for value in second]


def _steps(start: int, step: int, count: int) -> range:
    return range(start, start + step * count, step)


def _fill(function: Callable[..., int], text: int, indexes: Sequence[int], addresses: list[range]) -> None:
    for _ in map(function, repeat(text, len(indexes)), indexes, *addresses):
        pass


def _visible(columns: _Columns, clips: Clips, turn: int) -> list[Glyph]:
    """The characters of one direction that can be seen, measured from the page's corner."""
    left, bottom, right, top = turned(clips.page, turn)
    seen = clips.seen(columns.left, columns.right, columns.base, columns.top, columns.owner, turn)
    glyphs = []
    for name, near, far, base, low, high, visible in zip(
        columns.text, columns.left, columns.right, columns.base, columns.bottom, columns.top, seen, strict=True
    ):
        if not visible or not name or not left <= (near + far) // 2 <= right or not bottom <= (low + high) // 2 <= top:
            continue
        em = far - near if name > WIDE else max(far - near, (high - low) * 4 // 3)
        if high - low < _FLAT and name not in _FLAT_SHAPES:  # the font is not at hand, so the ink is not known
            low, high = base - em // 10, base + em * 4 // 5
        glyphs.append(
            Glyph(name, near - left, far - left, base - bottom, low - bottom, high - bottom, max(em, _SHORTEST))
        )
    return glyphs
