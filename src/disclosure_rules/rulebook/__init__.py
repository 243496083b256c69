"""YAML becomes rules, or the list of every mistake in it."""

from disclosure_rules.rulebook.coordinates import (
    Condition,
    Coordinates,
    DimensionName,
    Formula,
    UnitName,
)
from disclosure_rules.rulebook.loader import load_rulebook
from disclosure_rules.rulebook.packs import PackInfo, available_packs
from disclosure_rules.rulebook.rule import Example, Mistake, Origin, Rule, Rulebook, RulebookError
from disclosure_rules.rulebook.schema import pack_schema, rules_schema

__all__ = [
    "Condition",
    "Coordinates",
    "DimensionName",
    "Example",
    "Formula",
    "Mistake",
    "Origin",
    "PackInfo",
    "Rule",
    "Rulebook",
    "RulebookError",
    "UnitName",
    "available_packs",
    "load_rulebook",
    "pack_schema",
    "rules_schema",
]
