"""Tables become facts: title, unit line, header paths, lines and what they add up to, joined over page breaks."""

from disclosure_rules.facts.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
