"""The two sides of an account, and the totals and stocks that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CONCEPTS", "SIDES", "are_opposed", "is_grand_total", "is_stock", "is_stock_beside", "side_of"]

SIDES = ("income", "expenditure")
CONCEPTS = {"revenue": "income", "expenditure": "expenditure"}


def side_of(coordinates: Mapping[str, str]) -> str:
    """Whether a figure is of the `income` or the `expenditure` side; empty if neither it nor its concept says so."""
    return coordinates.get("side") or CONCEPTS.get(coordinates.get("concept", ""), "")


def are_opposed(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the figures are of different sides."""
    return {side_of(one), side_of(other)} == set(SIDES)


def is_grand_total(coordinates: Mapping[str, str]) -> bool:
    """Whether a figure is the total of all that comes in or goes out, opening and closing balances with it."""
    return coordinates.get("concept") == "grand_total"


def is_stock_beside(coordinates: Mapping[str, str], whole: Mapping[str, str]) -> bool:
    """Whether a figure is a balance, and the other the revenue or expenditure that no balance is a part of."""
    return whole.get("concept", "") in CONCEPTS and is_stock(coordinates)


def is_stock(coordinates: Mapping[str, str]) -> bool:
    """Whether a figure is what there is at the beginning or the end of the year."""
    return coordinates.get("concept", "").endswith("_balance")
