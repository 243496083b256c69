"""The relations a text states between its figures: lists, shares, changes, completions, comparisons in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Fact, Relation
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.relations.averages import average_relations
from disclosure_rules.facts.relations.balances import balance_relations
from disclosure_rules.facts.relations.cells import Cells
from disclosure_rules.facts.relations.changes import change_relations, growth_relations
from disclosure_rules.facts.relations.comparisons import (
    bound_relations,
    claim_relations,
    completion_relations,
    target_relations,
)
from disclosure_rules.facts.relations.gaps import difference_relations, points_relations
from disclosure_rules.facts.relations.lists import list_relations
from disclosure_rules.facts.relations.rates import named_ratio_relations
from disclosure_rules.facts.relations.shares import share_relations
from disclosure_rules.facts.statement import Frame, Statement
from disclosure_rules.facts.tree import Trees

__all__ = ["stated_relations"]


def stated_relations(
    statements: Sequence[Statement],
    frames: Sequence[Frame],
    facts: Sequence[Fact],
    passages: Sequence[Passage],
    *,
    discourse: Discourse,
    trees: Trees,
    lexicon: Lexicon,
) -> tuple[Relation, ...]:
    """Every relation the text states, in reading order within each kind."""
    cells = Cells(facts, passages)
    found: Iterable[Relation] = (
        *list_relations(frames, trees, lexicon.grammar, discourse),
        *share_relations(statements, cells, discourse),
        *named_ratio_relations(discourse, lexicon.grammar),
        *average_relations(statements, discourse, lexicon),
        *change_relations(statements, cells, discourse),
        *growth_relations(statements),
        *completion_relations(statements, cells, discourse, lexicon.grammar),
        *claim_relations(statements, cells),
        *bound_relations(statements),
        *target_relations(statements),
        *balance_relations(discourse, lexicon.grammar),
        *difference_relations(discourse, cells),
        *points_relations(discourse),
    )
    return tuple(found)
