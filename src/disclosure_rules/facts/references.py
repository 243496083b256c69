"""What a comparison compares with: another year or part of a year, or a budget."""

from __future__ import annotations

from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.spans import before, period_of, year_of
from disclosure_rules.facts.statement import Reference
from disclosure_rules.facts.tokens import Token

__all__ = ["compare_direction", "prior_of", "reference_of"]


def compare_direction(token: Token) -> str:
    """`up` or `down` if the comparison is a verb that says so (高于, 低于), else empty."""
    return "up" if "above" in token.data else "down" if "below" in token.data else ""


def prior_of(period: str) -> Reference:
    """The comparison with the year before, which goes without saying."""
    return Reference("prior", before(period))


def reference_of(token: Token, period: str, grammar: Grammar) -> Reference:
    """The reference of a comparison token; `period` is that of the figures compared."""
    data, direction = token.data, compare_direction(token)
    year, span = year_of(period), data.get("span", period.partition("/")[2])
    prior = data.get("relative") == "prior" or (year.isdigit() and data.get("year") == str(int(year) - 1))
    current = data.get("relative") == "current" or data.get("year", year) == year
    basis = _basis(data, grammar)
    if prior or (current and not basis and span == period.partition("/")[2]):
        return Reference("prior_budget" if basis not in ("", "final") else "prior", before(period), basis, direction)
    if current:
        there = period_of(year, span)
        if not basis or basis == "final":
            return Reference(f"span:{span}" if "span" in data else "current", there, basis, direction)
        return Reference(basis, there, basis, direction)
    there = period_of(data["year"], span)
    kind = "year" if basis in ("", "final") else "budget"
    return Reference(f"{kind}:{data['year']}", there, basis, direction)


def _basis(data: dict[str, str], grammar: Grammar) -> str:
    """The basis of the figure compared with: a budget, or the accounts; empty if it is not said."""
    budget = data.get("budget", "")
    if "final" in data or any(word in budget for word in grammar.executed):
        return "final"
    if not budget:
        return ""
    return next((basis for word, basis in grammar.variants.items() if budget.startswith(word)), "budget")
