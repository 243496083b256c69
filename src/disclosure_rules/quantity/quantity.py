"""A figure as printed: its value, its unit, and how far its last digit can be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from fractions import Fraction

from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.span import Span
from disclosure_rules.quantity.unit import Unit, unit_of

__all__ = ["Quantity", "QuantityError", "quantity"]

_MOST_DIGITS = 40  # no figure of a disclosure has more; a longer run is no figure, and must not cost anything
_EXACT = Context(prec=4 * _MOST_DIGITS, traps=[])
_NUMERAL = re.compile(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
_ROUNDINGS = frozenset({"nearest", "half_up", "truncate", "exact"})
_QUALIFIERS = frozenset({"", "at_least", "at_most", "about"})
_WIDTH = str.maketrans("０１２３４５６７８９，．＋－−", "0123456789,.+--")


class QuantityError(ValueError):
    """A text that is no figure."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed figure. `value` is signed and in the printed unit, `decimals` the number of decimals printed.

    `qualifier` is `at_least` (≥, 余, 以上), `at_most`, `about` (约: never checked) or empty. `rounding` says how the
    figure came to its last digit: `nearest` (either way at a tie), `half_up` (away from zero at a tie), `truncate`
    (the rest cut off) or `exact`. Raises QuantityError when asked for its interval if the value has digits beyond
    `decimals`.
    """

    text: str
    value: Decimal
    unit: Unit
    decimals: int
    qualifier: str = ""
    rounding: str = "nearest"
    _span: Span | None = field(default=None, init=False, compare=False, repr=False)
    _interval: Interval | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def span(self) -> Span:
        """The true values that the printed figure allows, in whole multiples of a power of ten of the base unit."""
        if self._span is None:
            object.__setattr__(self, "_span", self._make_span())
        assert self._span is not None
        return self._span

    def interval(self) -> Interval:
        """Return the true values that the printed figure allows, in base units."""
        if self._interval is None:
            object.__setattr__(self, "_interval", self.span.interval)
        assert self._interval is not None
        return self._interval

    @property
    def base(self) -> Fraction:
        """The printed value in base units."""
        return self.span.value

    @property
    def is_nil(self) -> bool:
        """Whether nothing is stated to be there: a printed integer zero, not `0.00`."""
        return self.decimals == 0 and not self.value and not self.qualifier

    @property
    def is_exact(self) -> bool:
        """Whether the figure stands for one value only: declared exact, nil, or a plain count or score.

        A rate of `0 %` is not nil: somebody divided, and rounded what came out.
        """
        if self.rounding == "exact":
            return True
        if self.decimals:
            return False
        dimension = self.unit.dimension
        if dimension in ("count", "score") and not self.unit.exponent:
            return True
        return not self.value and self.rounding != "truncate" and dimension not in ("ratio", "points")

    @property
    def is_bound(self) -> bool:
        """Whether the figure is a target or a lower bound (≥15000) rather than a value."""
        return self.qualifier in ("at_least", "at_most")

    @property
    def truncated(self) -> Span | None:
        """The span as if the figure had been cut off instead of rounded; None where that says nothing new."""
        if self.qualifier or self.is_exact or self.rounding == "truncate":
            return None
        return self._rounded_span("truncate", self.span.centre, self.span.exponent)

    def with_unit(self, unit: Unit | str) -> Quantity:
        """Return the same print read in another unit; nothing is converted."""
        return replace(self, unit=unit_of(unit) if isinstance(unit, str) else unit)

    def negated(self) -> Quantity:
        """Return the figure with its sign turned; a lower bound becomes an upper one."""
        turned = {"at_least": "at_most", "at_most": "at_least"}.get(self.qualifier, self.qualifier)
        return replace(self, value=self.value.copy_negate() if self.value else self.value, qualifier=turned)

    def _make_span(self) -> Span:
        if abs(self.value.adjusted()) > _MOST_DIGITS or not self.value.is_finite():
            raise QuantityError(f"{self.text or self.value}: too large to be a figure")
        scaled = _EXACT.scaleb(self.value, self.decimals)
        mantissa = int(scaled)
        if mantissa != scaled:
            raise QuantityError(f"{self.value} has digits beyond its {self.decimals} decimals")
        centre, exponent = 10 * mantissa, self.unit.exponent - self.decimals - 1  # a unit of the last digit is 10
        if self.qualifier == "about":
            return Span(None, None, False, False, centre, exponent)
        if self.qualifier == "at_least":
            return Span(centre, None, True, False, centre, exponent)
        if self.qualifier == "at_most":
            return Span(None, centre, False, True, centre, exponent)
        if self.is_exact:
            return Span(centre, centre, True, True, centre, exponent)
        return self._rounded_span(self.rounding, centre, exponent)

    @staticmethod
    def _rounded_span(rounding: str, centre: int, exponent: int) -> Span:
        """What a figure that is neither exact nor a bound was rounded from."""
        if rounding == "nearest":
            return Span(centre - 5, centre + 5, True, True, centre, exponent)
        below, above = (5, 5) if rounding == "half_up" else (10 * (centre <= 0), 10 * (centre >= 0))
        return Span(centre - below, centre + above, centre > 0, centre < 0, centre, exponent)

    def __str__(self) -> str:
        if self.text:
            return self.text
        sign = {"at_least": "≥", "at_most": "≤", "about": "约"}.get(self.qualifier, "")
        return f"{sign}{self.value:f} {self.unit}".rstrip()


def quantity(
    numeral: str, unit: Unit | str, *, text: str = "", qualifier: str = "", rounding: str = "nearest"
) -> Quantity:
    """Return the figure printed as `numeral`: Arabic digits, full-width or not, with a sign and thousands commas.

    `text` is the figure as it stands in the document, unit included; by default it is put together from numeral and
    unit. Raises QuantityError for a numeral that is malformed (`211,5`, `1.2.3`, empty) or absurdly long.
    """
    match = _NUMERAL.fullmatch(numeral.strip().translate(_WIDTH)) if len(numeral) <= 2 * _MOST_DIGITS else None
    if match is None:
        raise QuantityError(f"malformed number: {numeral[:_MOST_DIGITS]!r}")
    sign, whole, fraction = match.groups(default="")
    digits = whole.replace(",", "") + fraction
    if len(digits) > _MOST_DIGITS:
        raise QuantityError(f"a number of {len(digits)} digits is no figure")
    if rounding not in _ROUNDINGS or qualifier not in _QUALIFIERS:
        raise QuantityError(f"no such rounding or qualifier: {rounding!r}, {qualifier!r}")
    if isinstance(unit, str):
        unit = unit_of(unit)
    decimals = len(fraction)
    value = Decimal(f"{'-' if sign == '-' and digits.strip('0') else ''}{digits}E-{decimals}")
    return Quantity(text or _joined(numeral.strip(), unit, qualifier), value, unit, decimals, qualifier, rounding)


def _joined(numeral: str, unit: Unit, qualifier: str) -> str:
    sign = {"at_least": "≥", "at_most": "≤", "about": "约"}.get(qualifier, "")
    return f"{sign}{numeral}{unit.symbol}"
