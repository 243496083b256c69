"""A counter written as list and heading numbers write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

__all__ = ["write_counter"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_ONES = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def write_counter(counter: int, style: str) -> str:
    """Write `counter` in a number format of Word (`decimal`, `chineseCounting` …), in digits where it is not known."""
    writer = _WRITERS.get(style)
    return writer(counter) if writer else str(counter)


def _chinese(digits: str, units: str) -> Callable[[int], str]:
    """Return a writer of numbers with units: 12 as 十二, 105 as 一百零五."""

    def write(counter: int) -> str:
        if not 0 < counter < 10_000:
            return str(counter)
        written, pending_zero = "", False
        for power in (3, 2, 1, 0):
            digit = counter // 10**power % 10
            if digit:
                written += digits[0].replace("〇", "零") * pending_zero + digits[digit] + units[power].strip()
            pending_zero = bool(written) and (not digit)
        return written[1:] if units[1] == "十" and 10 <= counter < 20 else written

    return write


def _nothing(_: int) -> str:
    return ""


def _digit_by_digit(counter: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(counter))


def _roman(counter: int) -> str:
    if not 0 < counter < 4000:
        return str(counter)
    written = ""
    for worth, letters in (*_ROMAN, *_ROMAN_ONES):
        times, counter = divmod(counter, worth)
        written += letters * times
    return written


def _letter(counter: int) -> str:
    """Word repeats the letter after z: aa, bb, cc."""
    if not 0 < counter <= 780:
        return str(counter)
    repeats, index = divmod(counter - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def _from(first: str, count: int, *, beyond: Callable[[int], str] = str) -> Callable[[int], str]:
    """Return a writer with one character a number, in the order of Unicode from `first`."""

    def write(counter: int) -> str:
        return chr(ord(first) + counter - 1) if 0 < counter <= count else beyond(counter)

    return write


def _of(characters: str) -> Callable[[int], str]:
    """Return a writer with one character a number, taken from `characters` in turn."""

    def write(counter: int) -> str:
        return characters[(counter - 1) % len(characters)] if counter > 0 else str(counter)

    return write


_COUNTING = _chinese(_DIGITS, " 十百千")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_WRITERS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": lambda counter: f"{counter:02d}",
        "none": _nothing,
        "bullet": _nothing,
        "upperRoman": _roman,
        "lowerRoman": lambda counter: _roman(counter).lower(),
        "upperLetter": lambda counter: _letter(counter).upper(),
        "lowerLetter": _letter,
        "chineseCounting": _COUNTING,
        "chineseCountingThousand": _COUNTING,
        "japaneseCounting": _COUNTING,
        "taiwaneseCounting": _COUNTING,
        "taiwaneseCountingThousand": _COUNTING,
        "ideographDigital": _digit_by_digit,
        "japaneseDigitalTenThousand": _digit_by_digit,
        "taiwaneseDigital": _digit_by_digit,
        "chineseLegalSimplified": _chinese(_LEGAL, " 拾佰仟"),
        "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle": _from("①", 20),
        "decimalEnclosedCircleChinese": _from("①", 20),
        "decimalEnclosedParen": _from("⑴", 20),
        "decimalEnclosedFullstop": _from("⒈", 20),
        "ideographEnclosedCircle": _from("㈠", 10, beyond=_COUNTING),
        "decimalFullWidth": lambda counter: str(counter).translate(_FULL_WIDTH),
        "decimalFullWidth2": lambda counter: str(counter).translate(_FULL_WIDTH),
        "decimalHalfWidth": str,
    }
)
