"""Blocks become facts: this concept, these coordinates, this quantity, this place."""

from disclosure_rules.facts.document import Document, NameList, Passage, PeriodMention, Section, TableRead, Unread
from disclosure_rules.facts.fact import Evidence, Fact, Reading, Relation

__all__ = [
    "Document",
    "Evidence",
    "Fact",
    "NameList",
    "Passage",
    "PeriodMention",
    "Reading",
    "Relation",
    "Section",
    "TableRead",
    "Unread",
]
