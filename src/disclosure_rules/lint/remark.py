"""What a look over a rulebook has to say: one remark a mistake, at its place, with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from disclosure_rules.rulebook import Mistake

__all__ = ["INVALID", "Place", "Remark", "of_mistake"]

Place = tuple[str, int, int]
"""File, 1-based line and column."""

INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that is wrong, doubtful or worth knowing.

    `code` names what was looked for. An `error` keeps the rulebook from meaning what it says; a `warning` is probably a
    slip; a `note` is no slip. `related` are other places that have a part in it, each with its words.
    """

    code: str
    severity: str  # error | warning | note
    place: Place
    message: Mapping[str, str]
    suggestion: str = ""
    related: tuple[tuple[Place, str], ...] = ()


def of_mistake(mistake: Mistake) -> Remark:
    """A mistake that keeps the rulebook from loading."""
    return Remark(
        code=INVALID,
        severity="error",
        place=(mistake.file, mistake.line, mistake.column),
        message={"zh": mistake.message, "en": mistake.message},
        suggestion=mistake.suggestion,
    )
