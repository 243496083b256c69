"""Numbers as a spreadsheet keeps them: binary fractions written in decimal, back to the digits that were meant."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

__all__ = ["EXACT", "general", "stored"]

EXACT = Context(prec=80)
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)  # decimal digits that a binary number of 64 bits keeps
_TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)
_RESIDUE = 3  # digits that vanish when three fewer are kept: what additions left behind, not what was entered
_NUMBER = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?")
_LARGEST = 30  # powers of ten beyond which a number is no amount and stays as written


def stored(text: str) -> Decimal | None:
    """Return the number that a cell keeps, to 15 digits, or None where the text is none or of no human size.

    >>> stored("594.73000000000002")
    Decimal('594.730000000000')
    """
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if number and abs(number.adjusted()) > _LARGEST:
        return None if number.adjusted() > 0 else Decimal(0)
    return _FIFTEEN.plus(number)


def general(number: Decimal) -> str:
    """Return a number in the format General: as many digits as it has, without the residue of binary arithmetic.

    >>> general(Decimal("4393.78999999998"))
    '4393.79'
    """
    shorter = _TWELVE.plus(number)
    if _places(shorter) + _RESIDUE < _places(number):
        number = shorter
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _places(number: Decimal) -> int:
    """Digits after the point, zeros at the end not counted."""
    return max(0, -int(EXACT.normalize(number).as_tuple().exponent)) if number else 0
