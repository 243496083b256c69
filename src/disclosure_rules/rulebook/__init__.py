"""YAML becomes rules, or the list of every mistake in it."""

from disclosure_rules.rulebook.rule import Example, Mistake, Origin, Rule, Rulebook, RulebookError

__all__ = ["Example", "Mistake", "Origin", "Rule", "Rulebook", "RulebookError"]
