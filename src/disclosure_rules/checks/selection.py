"""Which packs speak of a document: those whose `applies_to` does not rule its profile out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from disclosure_rules.facts import Document
from disclosure_rules.rulebook import PackInfo, Rulebook

__all__ = ["applicable"]


def applicable(rulebook: Rulebook, document: Document, packs: Mapping[str, PackInfo]) -> Rulebook:
    """Return the rulebook without the rules of packs that are about other documents.

    What is not known of the document does not rule a pack out: a passage without a title is checked by all of them.
    """
    others = {name for name, pack in packs.items() if not _applies(pack, document)}
    rules = tuple(rule for rule in rulebook.rules if rule.origin is None or rule.origin.pack not in others)
    return rulebook if len(rules) == len(rulebook.rules) else replace(rulebook, rules=rules)


def _applies(pack: PackInfo, document: Document) -> bool:
    wanted = pack.applies_to
    known = ((wanted.kind, document.kind), (wanted.region, document.region), (wanted.language, document.language))
    if any(allowed and own and own not in allowed for allowed, own in known):
        return False
    year, first, last = document.period, wanted.years.first, wanted.years.last
    return year is None or ((first is None or first <= year) and (last is None or year <= last))
