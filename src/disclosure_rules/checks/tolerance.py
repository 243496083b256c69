"""What a rule allows beyond rounding: written in the rule, shown in the outcome, never implied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.quantity import Verdict

__all__ = ["tolerated"]


def tolerated(outcome: Outcome, tolerance: Mapping[str, str] | None) -> Outcome:
    """The outcome if it is not violated or no tolerance covers the gap; else the same, holding within the tolerance.

    `abs` is in the unit of the gap, `rel` a fraction of the stated figure, `ulp` a number of its last digits; the
    largest of those given counts.
    """
    if not tolerance or outcome.verdict is not Verdict.VIOLATED or not outcome.gap:
        return outcome
    allowed = max(_amount(kind, Decimal(size), outcome) for kind, size in tolerance.items())
    if Decimal(outcome.gap) > allowed:
        return outcome
    shown = ", ".join(f"{kind} {size}" for kind, size in sorted(tolerance.items()))
    return replace(
        outcome, verdict=Verdict.HOLDS_BY_ROUNDING, calculation=(*outcome.calculation, f"tolerance: {shown}")
    )


def _amount(kind: str, size: Decimal, outcome: Outcome) -> Decimal:
    """The tolerance in the unit of the gap."""
    if kind == "abs":
        return size
    stated = next((f.fact for f in outcome.figures if f.role == "stated" and f.fact is not None), None)
    if stated is None or stated.quantity.unit.symbol != outcome.unit:
        return Decimal(0)
    if kind == "rel":
        return abs(stated.quantity.value) * size
    return size.scaleb(-stated.quantity.decimals)
