"""One reported value and the relations the text itself states between values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from disclosure_rules.place import Place
from disclosure_rules.quantity import Quantity

__all__ = ["Evidence", "Fact", "Reading", "Relation"]


class Evidence(IntEnum):
    """How surely the text says what a figure is about; a larger value is surer."""

    GUESSED = 0  # taken from the paragraph before, from a heading, or from no word at all
    CARRIED = 1  # the subject of the same paragraph
    LIST = 2  # an item of an announced list
    EXPLICIT = 3  # the label stands in the clause


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fact:
    """A quantity at coordinates. Facts are compared by identity: two prints of one value are two facts.

    `coordinates` map a dimension to a member (`concept`, `fund`, `nature`, `measure`, `period` …). A label no pack
    knows becomes the concept `=label`. `flags` hold reservations: `reason` (stands in a reason), `plan`,
    `comparable_basis` (同口径), `undecided` (增加/减少 left unchosen), `threshold`.
    """

    id: int
    coordinates: Mapping[str, str]
    quantity: Quantity
    label: str
    place: Place
    evidence: Evidence = Evidence.EXPLICIT
    report: int = 0
    passage: int = 0
    flags: frozenset[str] = frozenset()

    @property
    def measure(self) -> str:
        """The measure of the fact: amount, count, share, change_amount, change_rate, completion_rate, score …"""
        return self.coordinates.get("measure", "amount")

    @property
    def text(self) -> str:
        """The figure as printed."""
        return self.quantity.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to understand a relation: which facts play which role.

    `word` is the direction the text claims: `up`, `down`, `flat`, `above`, `below`, `at`; `mode` is `equal` or
    `at_most` for parts of a whole.
    """

    roles: Mapping[str, tuple[Fact, ...]]
    mode: str = "equal"
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation the text states. It is violated only if every reading of it is.

    Kinds and their roles:
    `rollup` whole, part*, minus* (what is taken away) · `share` share, part, whole · `shares_total` share* ·
    `change` current, change, rate, prior (any three or fewer) · `completion` rate, actual, budget ·
    `direction` left, right (word says how left stands to right), or amount with the difference in `change` ·
    `points` current, prior, change (two rates and their difference in percentage points) ·
    `average` average, total, count · `growth` current, prior, rate, with `years` ·
    `base_total` whole, part* (each with `change_rate` or `change`; the prior values add up).
    """

    kind: str
    readings: tuple[Reading, ...]
    evidence: Evidence = Evidence.EXPLICIT
    cue: str = ""
    years: int = 1
    flags: frozenset[str] = frozenset()
