"""Two toy kinds and the toy packs, for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from disclosure_rules.rulebook import (
    Coordinates,
    DimensionName,
    Formula,
    Mistake,
    RulebookError,
    UnitName,
    load_rulebook,
)

PACKS = Path(__file__).parent / "packs"


class PartsParams(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    of: Coordinates
    over: DimensionName
    unit: UnitName | None = None


class RelationParams(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    formula: Formula
    cells: dict[str, Coordinates] = Field(default_factory=dict)
    others: tuple[Coordinates, ...] = ()


@dataclass(frozen=True)
class ToyKind:
    params: type[BaseModel]


KINDS = {"parts": ToyKind(PartsParams), "relation": ToyKind(RelationParams)}


def load(*packs: str | Path):
    return load_rulebook(packs, kinds=KINDS, homes=(PACKS,))


def mistakes_of(*packs: str | Path) -> tuple[Mistake, ...]:
    """The mistakes of a rulebook that must be wrong."""
    try:
        load(*packs)
    except RulebookError as error:
        return error.mistakes
    raise AssertionError("the rulebook was taken for right")
