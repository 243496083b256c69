"""JSON Schema of what may be written in a pack, for editors; built from the models that the loader uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from disclosure_rules.rulebook.shape import FileShape, OverrideShape, PackShape, RuleShape

__all__ = ["pack_schema", "rules_schema"]

_DIALECT = "http://json-schema.org/draft-07/schema#"


def pack_schema() -> dict[str, Any]:
    """The schema of pack.yaml."""
    return {"$schema": _DIALECT, **PackShape.model_json_schema()}


def rules_schema(kinds: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a rules file: a list of rules, or a mapping that is a pack by itself.

    `kinds` maps a kind's name to an object whose `params` is a pydantic model.
    """
    models: list[type[BaseModel]] = [RuleShape, OverrideShape, FileShape]
    models += [kinds[name].params for name in sorted(kinds)]
    by_model, shared = models_json_schema([(model, "validation") for model in dict.fromkeys(models)])
    definitions: dict[str, Any] = shared["$defs"]

    def definition(model: type[BaseModel]) -> dict[str, Any]:
        name: str = by_model[model, "validation"]["$ref"].removeprefix("#/$defs/")
        found: dict[str, Any] = definitions[name]
        return found

    rule = definition(RuleShape)
    for shape in (rule, definition(OverrideShape)):
        shape["properties"]["when"]["anyOf"].append({"type": "string"})  # a guard that is only an expression
    cases = [_rule_of_kind(name, rule, definition(kinds[name].params)) for name in sorted(kinds)]
    definitions["rule"] = {
        "type": "object",
        "properties": {"kind": {"enum": sorted(kinds)}},
        "required": ["id"],
        "if": {"required": ["kind"]},
        "then": {"allOf": cases},
        "else": by_model[OverrideShape, "validation"],
    }
    rules = {"type": "array", "items": {"$ref": "#/$defs/rule"}}
    definition(FileShape)["properties"]["rules"] = rules
    return {"$schema": _DIALECT, "$defs": definitions, "anyOf": [rules, by_model[FileShape, "validation"]]}


def _rule_of_kind(name: str, rule: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """The shared keys and those of the kind, and no others, where `kind` says so."""
    whole = {
        "type": "object",
        "properties": {**params.get("properties", {}), **rule["properties"], "kind": {"const": name}},
        "required": [*rule["required"], *params.get("required", [])],
        "additionalProperties": False,
    }
    return {"if": {"properties": {"kind": {"const": name}}}, "then": whole}
