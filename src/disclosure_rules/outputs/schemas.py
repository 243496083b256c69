"""The JSON Schema of every file that is written by hand or read by other programs, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from disclosure_rules.checks import KINDS
from disclosure_rules.facts.structured import document_schema
from disclosure_rules.outputs.report_schema import report_schema
from disclosure_rules.report.waivers import waivers_schema
from disclosure_rules.rulebook.schema import pack_schema, rules_schema
from disclosure_rules.rulebook.words import WORD_FILES
from disclosure_rules.trials import tests_schema

__all__ = ["SCHEMAS", "schema_of"]

# What all editors and validators know; only the schema of structured documents, which ships as a file, is of a later
# draft. `$defs` is a name like any other here.
_DIALECT = "http://json-schema.org/draft-07/schema#"


def _of(model: type[BaseModel]) -> Callable[[], dict[str, Any]]:
    return lambda: model.model_json_schema(by_alias=True)


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "rules": lambda: rules_schema(KINDS),
    "pack": pack_schema,
    "tests": tests_schema,
    "waivers": waivers_schema,
    "document": document_schema,
    "report": report_schema,
    **{name: _of(model) for name, model in WORD_FILES.items()},
}
"""Rules files, pack.yaml, files of tests and of waivers, structured documents, the report, and each vocabulary file."""


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a kind of file."""
    return {"$schema": _DIALECT, **SCHEMAS[name]()}
