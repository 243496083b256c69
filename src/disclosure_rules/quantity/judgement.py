"""What a judge answers: the verdict, what was to be expected, and how far off the stated figure is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from disclosure_rules.quantity.interval import Interval
from disclosure_rules.quantity.span import Span
from disclosure_rules.quantity.unit import BARE, Unit
from disclosure_rules.quantity.verdict import Verdict

__all__ = ["Judgement", "decimal_text", "interval_text", "undetermined"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer to: is there an assignment of true values, each inside its printed interval?

    `gap` (how far beyond rounding, 0 unless violated), `expected` (where the stated figure should lie by the others)
    and `computed` (what the others give when taken as printed) are in base units: divide by `unit.scale`, or use
    `gap_text` and `expected_text`, to show them in `unit`, the unit of the stated figure, at its `decimals`.
    `expected` and `computed` are None where the verdict is `holds` or where they cannot be told. `slack` is the share
    of the rounding allowance that was used (0 to 1), for what holds by rounding.

    `note` tells more in one word: `as_printed` (a rate that is the correctly rounded quotient of the printed figures),
    `tolerance` (holds only by the rule's own), `nil_base`, `amounts` (the amounts disagree before any rate is looked
    at), `sign`, `unit` (off by a power of ten), `last_digit`, `targets` (two different bounds), and for
    undetermined `about`, `units`, `missing`, `nil_of_nil`.
    """

    verdict: Verdict
    gap: Fraction
    allowed: Interval | Span | None
    slack: Fraction | None
    unit: Unit
    note: str = ""
    computed: Fraction | None = None
    decimals: int = 0

    @property
    def expected(self) -> Interval | None:
        return self.allowed.interval if isinstance(self.allowed, Span) else self.allowed

    def gap_text(self, decimals: int | None = None) -> str:
        """Return the gap in `unit`, rounded down; by default with one digit more than the stated figure."""
        places = self.decimals + 1 if decimals is None else decimals
        return decimal_text(self.gap, places, down=True, exponent=self.unit.exponent)

    def expected_text(self, decimals: int | None = None) -> str:
        """Return the computed figure in `unit`, rounded to the stated figure's decimals; empty if not known."""
        if self.computed is None:
            return ""
        places = self.decimals if decimals is None else decimals
        return decimal_text(self.computed, places, exponent=self.unit.exponent)


def undetermined(note: str, unit: Unit = BARE) -> Judgement:
    return Judgement(Verdict.UNDETERMINED, Fraction(0), None, None, unit, note)


def decimal_text(value: Fraction, decimals: int, *, down: bool = False, exponent: int = 0) -> str:
    """Return `value` in multiples of 10 ** exponent, with so many decimals: half away from zero, or towards zero if
    `down`."""
    power = 10**decimals
    numerator, denominator = abs(value.numerator) * power, value.denominator
    if exponent > 0:
        denominator *= 10**exponent
    else:
        numerator *= 10**-exponent
    digits = numerator // denominator if down else (2 * numerator + denominator) // (2 * denominator)
    whole, rest = divmod(digits, power)
    sign = "-" if value < 0 and digits else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def interval_text(interval: Interval, decimals: int, *, exponent: int = 0) -> str:
    """Return an interval in multiples of 10 ** exponent, as mathematics writes it: `[594.725, 594.735]`, `(3, ∞)`.

    Ends that need more decimals are moved outwards, so that the interval shown holds the one meant.
    """
    low, high = interval.low, interval.high
    left = "(-∞" if low.at is None else f"{'[' if low.closed else '('}{_outwards(low.at, decimals, exponent, -1)}"
    right = "∞)" if high.at is None else f"{_outwards(high.at, decimals, exponent, 1)}{']' if high.closed else ')'}"
    return f"{left}, {right}"


def _outwards(value: Fraction, decimals: int, exponent: int, side: int) -> str:
    """The end of an interval, short if it is a short number, else rounded away from the inside."""
    scaled = value / Fraction(10) ** exponent * 10**decimals
    rounded = Fraction(side * ((side * scaled.numerator + scaled.denominator - 1) // scaled.denominator))
    text = decimal_text(rounded / 10**decimals, decimals)
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
