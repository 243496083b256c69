"""What readers of tables and charts share: the context they read in, and a passage for a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.normalise import NormaliseData, normalise
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Strip

__all__ = ["CellContext", "cell_passage"]

_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)


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


def cell_passage(
    raw: str,
    place: Place | None,
    context: CellContext,
    offset: int,
    *,
    role: str = "cell",
    strips: Sequence[Strip] = (),
) -> Passage:
    """A passage of one cell or chart text; it is the one numbered `offset` of its block."""
    text, offsets = _normalised(raw, context.marks)
    return Passage(
        index=context.first + offset,
        raw=raw,
        text=text,
        offsets=offsets,
        place=place.narrowed(place.span, raw, place.page, place.box) if place is not None else Place(excerpt=raw),
        role=role,
        section=context.section,
        report=context.report,
        strips=tuple(strips),
    )


def _normalised(raw: str, marks: NormaliseData) -> tuple[str, tuple[int, ...]]:
    """As `normalise`, without its many steps for what most cells hold: a plain amount."""
    if _PLAIN.fullmatch(raw):
        kept = tuple(at for at, character in enumerate(raw) if character != ",")
        return raw.replace(",", ""), kept
    return normalise(raw, marks)
