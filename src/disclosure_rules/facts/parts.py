"""Which figure of an item is a part of a whole."""

from __future__ import annotations

from disclosure_rules.facts.statement import Mention, Statement

__all__ = ["adds_to", "part_of"]


def part_of(whole: Mention, statement: Statement, basis: str = "") -> Mention | None:
    """The item's figure that adds up to the whole: of the same kind and period, on its basis or the one given."""
    for mention in statement.mentions:
        if (
            mention.is_level
            and adds_to(mention, whole)
            and mention.basis == (basis or whole.basis)
            and (mention.period == whole.period or not mention.period or not whole.period)
            and not mention.flags & {"reason", "plan"}
        ):
            return mention
    return None


def adds_to(part: Mention, whole: Mention) -> bool:
    """Whether the units let one be a part of the other; counts must count the same things."""
    one, other = part.quantity.unit, whole.quantity.unit
    if one.dimension == "count":
        return other.dimension == "count" and one.classifier == other.classifier
    return one.dimension == other.dimension
