"""A document as the checks see it: facts by coordinates, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from disclosure_rules.facts import Document, Fact, Relation
from disclosure_rules.facts.index import is_sure
from disclosure_rules.facts.tree import Trees

__all__ = ["View"]


class View:
    """Read-only access to one document; `vocabulary` is the rulebook's (dimension trees, section titles), `trees` its
    dimensions if somebody has them ready."""

    def __init__(self, document: Document, vocabulary: Mapping[str, Any], trees: Trees | None = None) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.trees = trees or Trees(vocabulary.get("dimensions", {}))
        self.index = document.index

    @cached_property
    def _relations(self) -> Mapping[str, tuple[Relation, ...]]:
        index: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.document.relations:
            index[relation.kind].append(relation)
        return {kind: tuple(found) for kind, found in index.items()}

    def relations(self, kind: str) -> tuple[Relation, ...]:
        """The relations of one kind that the text itself states, in reading order."""
        return self._relations.get(kind, ())

    def plain(self, coordinates: Mapping[str, str]) -> list[Fact]:
        """Levels (amounts and counts) at exactly these coordinates besides measure, basis and period, that are surely
        about it: no reasons, plans or guesses."""
        own = {"measure", "basis", "period", *coordinates}
        return [
            fact
            for fact in self.facts(coordinates)
            if fact.measure in ("amount", "count") and fact.coordinates.keys() <= own and is_sure(fact)
        ]

    def same_section(self, one: Fact, other: Fact) -> bool:
        """Whether two figures stand in the same section of the outline."""
        passages = self.document.passages
        if max(one.passage, other.passage) >= len(passages):
            return one.report == other.report
        return passages[one.passage].section == passages[other.passage].section

    def in_scope(self, one: Fact, other: Fact, scope: str) -> bool:
        """Whether two figures may be held against each other: `statement` (one passage), `section`,
        `report`, `file`."""
        if scope == "file":
            return True
        if scope == "statement":
            return one.passage == other.passage
        return one.report == other.report and (scope != "section" or self.same_section(one, other))

    def facts(self, coordinates: Mapping[str, str]) -> Sequence[Fact]:
        """Facts that have all these coordinates; they may have others besides."""
        if not coordinates:
            return self.document.facts
        having = self.index.having
        rarest = min([having.get(item, ()) for item in coordinates.items()], key=len)
        if len(coordinates) == 1:
            return rarest
        wanted = coordinates.items()
        return [fact for fact in rarest if wanted <= fact.coordinates.items()]
