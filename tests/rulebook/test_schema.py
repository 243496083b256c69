"""The JSON Schema for editors says the same as the loader."""

import json

from disclosure_rules.rulebook import pack_schema, rules_schema

from .toy import KINDS


def test_a_kind_has_its_own_keys_beside_the_shared_ones():
    schema = rules_schema(KINDS)
    cases = schema["$defs"]["rule"]["then"]["allOf"]
    by_kind = {case["if"]["properties"]["kind"]["const"]: case["then"] for case in cases}
    assert set(by_kind) == {"parts", "relation"}
    parts = by_kind["parts"]
    assert {"of", "over", "unit", "severity", "examples", "when"} <= parts["properties"].keys()
    assert {"id", "title", "kind", "severity", "basis", "of", "over"} == set(parts["required"])
    assert parts["additionalProperties"] is False
    assert "formula" not in parts["properties"]


def test_every_reference_is_defined():
    schema = rules_schema(KINDS)
    text = json.dumps(schema)
    references = {piece.split('"')[0] for piece in text.split('"$ref": "#/$defs/')[1:]}
    assert references and references <= schema["$defs"].keys()
    assert json.loads(text) == schema


def test_a_pack_must_say_its_id_version_and_title():
    schema = pack_schema()
    assert set(schema["required"]) == {"id", "version", "title"}
    assert schema["additionalProperties"] is False
