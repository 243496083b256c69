"""What readers of tables and charts share: the context they read in, and a passage for a cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.normalise import NormaliseData, normalise
from disclosure_rules.place import Place

__all__ = ["CellContext", "cell_passage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellContext:
    """The vocabulary and where the block stands; `first` is the index of its first passage."""

    lexicon: Lexicon
    labeller: Labeller
    marks: NormaliseData
    first: int
    report: int
    section: int | None
    year: int | None
    default_basis: str


def cell_passage(raw: str, place: Place | None, context: CellContext, offset: int, *, role: str = "cell") -> Passage:
    """A passage of one cell or chart text."""
    text, offsets = normalise(raw, context.marks)
    return Passage(
        index=context.first + offset,
        raw=raw,
        text=text,
        offsets=offsets,
        place=replace(place, excerpt=raw) if place is not None else Place(excerpt=raw),
        role=role,
        section=context.section,
        report=context.report,
    )
