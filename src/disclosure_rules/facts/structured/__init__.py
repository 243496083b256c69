"""A structured document: the facts of a disclosure as YAML or JSON, read and written without loss."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from disclosure_rules.facts.structured.reading import SUFFIXES, parse_document
from disclosure_rules.facts.structured.writing import document_data, write_document

__all__ = ["SUFFIXES", "document_data", "document_schema", "parse_document", "write_document"]


def document_schema() -> dict[str, Any]:
    """The JSON Schema of a structured document, as it ships with the package."""
    shipped = files("disclosure_rules.facts.structured").joinpath("document.schema.json")
    schema: dict[str, Any] = json.loads(shipped.read_text(encoding="utf-8"))
    return schema
