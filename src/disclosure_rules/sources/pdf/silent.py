"""Text that PDFium passes over because its font has no shapes for it, found and read after all."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, c_float, c_ushort
from itertools import repeat

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.characters import Characters
from disclosure_rules.sources.pdf.limits import MAX_CHARACTERS

__all__ = ["Listener"]

_SAMPLE = 7  # every so many text objects is asked for its font
_OUTLINE = 1  # a rendering mode
_FIRST, _EVERY = 2, 10  # pages with blanks that are listened to in any case
_MANY = 30  # percent of the characters of a page
_BLANK = frozenset(map(ord, " \u00a0\u3000\t\r\n"))


class Listener:
    """Makes PDFium read the text objects of a document that it passes over.

    It passes over text objects without extent: blanks, but also all that a font lacks the shapes of, be it that the
    file's font is damaged or that a font which is not in the file is not on the machine. Outlines have a width, and so
    an extent: as outlines they are read. Blanks are common, so not every page with a few of them is tried; where one
    of those tried holds more than blanks, all have to be, and `must_repeat` says whether some were not.
    """

    def __init__(self) -> None:
        self.must_repeat = False
        self._always = False
        self._passed_over = False
        self._pages = 0

    def repeats(self) -> None:
        """From now on every page is tried."""
        self._always, self.must_repeat = True, False

    def revive(self, silent: Sequence[int], characters: Characters) -> bool:
        """Tell whether the text of a page has to be loaded again, as outlines where it was silent."""
        drawn = [one for one in silent if library.text_mode(one) not in library.INVISIBLE_MODES]
        if not drawn:
            return False
        self._pages += 1
        if not self._is_worth_it(drawn, characters):
            self._passed_over = True
            return False
        same = (c_float * 6)(1, 0, 0, 1, 0, 0)
        for one in drawn:
            library.set_text_mode(one, _OUTLINE)
            library.transform(one, addressof(same))  # which makes it measure its extent again
        return True

    def heard(self, text: int, silent: Sequence[int]) -> bool:
        """Tell whether a page's text, loaded again, has more than blanks from what was silent."""
        count = library.count_chars(text)
        if not 0 <= count <= MAX_CHARACTERS:
            return True
        units = (c_ushort * (count + 1))()
        library.all_text(text, 0, count, addressof(units))
        mute = set(silent)
        owners = map(library.char_object, repeat(text, count), range(count))
        found = any(owner in mute and unit not in _BLANK for owner, unit in zip(owners, units, strict=False))
        if found:
            self.must_repeat = self.must_repeat or self._passed_over
            self._always = True
        return found

    def _is_worth_it(self, silent: Sequence[int], characters: Characters) -> bool:
        if self._always or self._pages <= _FIRST or self._pages % _EVERY == 0:
            return True
        if len(silent) * 100 > characters.printed * _MANY:
            return True
        fonts = {library.font_of(one) for one in silent}
        healthy = {library.font_of(one) for one in list(characters.objects)[::_SAMPLE]}
        return not fonts <= healthy or not all(library.font_is_embedded(font) for font in fonts if font)
