"""A structured document: the facts of a disclosure as YAML or JSON, read and written without loss."""

from disclosure_rules.facts.structured.model import document_schema
from disclosure_rules.facts.structured.reading import parse_document
from disclosure_rules.facts.structured.writing import document_data, write_document

__all__ = ["document_data", "document_schema", "parse_document", "write_document"]
