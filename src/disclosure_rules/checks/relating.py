"""Relations over the figures of a finding, as text: f0 is the first of them, f1 the second."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["all_alike", "exact_text", "summed"]


def summed(first: int, count: int) -> str:
    """The sum of so many figures, from the one with the number `first`."""
    return " + ".join(f"f{number}" for number in range(first, first + count))


def all_alike(count: int) -> tuple[str, ...]:
    """That so many figures are one value."""
    return tuple(f"f0 = f{number}" for number in range(1, count))


def exact_text(value: Fraction) -> str:
    """A constant as a formula writes it; one that no decimal gives exactly as a quotient."""
    if value < 0:
        return f"(0 - {exact_text(-value)})"
    return str(value.numerator) if value.denominator == 1 else f"({value.numerator} / {value.denominator})"
