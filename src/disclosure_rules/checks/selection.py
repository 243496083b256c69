"""Which packs speak of a document: those whose `applies_to` and `effective` do not rule it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from disclosure_rules.facts import Document
from disclosure_rules.rulebook import PackInfo, Rulebook, of_packs

__all__ = ["applicable"]


def applicable(
    rulebook: Rulebook, document: Document, packs: Mapping[str, PackInfo], day: date | None = None
) -> Rulebook:
    """Return the rulebook of the packs that are about the document: their rules, and the changes they make to others.

    What is not known of the document does not rule a pack out: a passage without a title is checked by all of them.
    Only a pack of some regions keeps silent until the document says that it is of one of them. `day` counts for the
    dates from and to which a pack is in force where the document has no date of its own.
    """
    speaking = (name for name in rulebook.packs if name not in packs or _applies(packs[name], document, day))
    return of_packs(rulebook, frozenset(speaking))


def _applies(pack: PackInfo, document: Document, day: date | None) -> bool:
    wanted = pack.applies_to
    if wanted.region and document.region not in wanted.region:
        return False
    known = ((wanted.kind, document.kind), (wanted.language, document.language))
    if any(allowed and own and own not in allowed for allowed, own in known):
        return False
    year, first, last = document.period, wanted.years.first, wanted.years.last
    in_years = year is None or ((first is None or first <= year) and (last is None or year <= last))
    return in_years and _in_force(pack, document, day)


def _in_force(pack: PackInfo, document: Document, day: date | None) -> bool:
    """Whether a pack is in force on the day that counts: any day of the year the document reports, which is all that a
    disclosure says of its date; else the day the caller gives; without either, it is."""
    first, last = pack.effective.first, pack.effective.last
    if document.period is not None:
        return (first is None or first.year <= document.period) and (last is None or document.period <= last.year)
    return day is None or ((first is None or first <= day) and (last is None or day <= last))
