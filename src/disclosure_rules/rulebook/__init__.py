"""YAML becomes rules, or the list of every mistake in it."""

from disclosure_rules.rulebook.coordinates import (
    Condition,
    Coordinates,
    DimensionName,
    Formula,
    UnitName,
)
from disclosure_rules.rulebook.loader import load_rulebook
from disclosure_rules.rulebook.origins import Step, chosen_by_document, history, of_packs, only_of
from disclosure_rules.rulebook.packs import PackInfo, available_packs
from disclosure_rules.rulebook.rule import Change, Example, Mistake, Origin, Rule, Rulebook, RulebookError
from disclosure_rules.rulebook.schema import pack_schema, rules_schema

__all__ = [
    "Change",
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
    "Step",
    "UnitName",
    "available_packs",
    "chosen_by_document",
    "history",
    "load_rulebook",
    "of_packs",
    "only_of",
    "pack_schema",
    "rules_schema",
]
