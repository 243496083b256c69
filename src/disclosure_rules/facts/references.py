"""What a comparison compares with: the year before, another year, or a budget."""

from __future__ import annotations

from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.statement import Reference
from disclosure_rules.facts.tokens import Token

__all__ = ["compare_direction", "reference_of"]


def compare_direction(token: Token) -> str:
    """`up` or `down` if the comparison is a verb that says so (高于, 低于), else empty."""
    return "up" if "above" in token.data else "down" if "below" in token.data else ""


def reference_of(token: Token, year: int | None, grammar: Grammar) -> Reference:
    """The reference of a comparison token; `year` is the year reported."""
    data = token.data
    direction = compare_direction(token)
    prior = data.get("relative") == "prior" or (year is not None and data.get("year") == str(year - 1))
    budget = data.get("budget", "")
    if budget and "final" not in data and not any(word in budget for word in grammar.executed):
        if prior:
            return Reference("prior_budget", direction)
        variants = (basis for word, basis in grammar.variants.items() if budget.startswith(word))
        return Reference(next(variants, "budget"), direction)
    if prior or (data.get("year") is None and data.get("relative") is None):
        return Reference("prior", direction)
    if data.get("relative") == "current" or data.get("year") == str(year):
        return Reference("budget" if budget else "current", direction)
    return Reference(f"year:{data['year']}" if "year" in data else "prior", direction)
