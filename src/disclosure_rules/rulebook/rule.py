"""A rule as loaded, and the rulebook a run uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

__all__ = ["Change", "Example", "Mistake", "Origin", "Rule", "Rulebook", "RulebookError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a rule is written: the pack that declared it, the file, 1-based line and column."""

    pack: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one pack says of a rule that another declares: the fields of the rule it sets, by name."""

    origin: Origin
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong with a rulebook: where, what, and what was probably meant."""

    file: str
    line: int
    column: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{hint}"


class RulebookError(Exception):
    """The rulebook is wrong; `mistakes` lists everything that is wrong with it.

    `without_them` is what could be read of it all the same, for looking further; never to check documents with.
    """

    def __init__(self, mistakes: tuple[Mistake, ...], without_them: Rulebook | None = None) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes
        self.without_them = without_them


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case of a rule: figures by label (or a sentence in `text`), and the verdict they must get."""

    verdict: str
    given: Mapping[str, str]
    text: str = ""
    beside: tuple[str, ...] = ()  # other documents
    gap: str = ""
    note: str = ""
    line: int = 0  # in the file of its rule; 0 for one that is in no file
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An identified statement about figures. `params` is the validated model of the rule's kind.

    `changes` are those of other packs that are in force in this rulebook, each after those it builds on. `base` is the
    rule as its pack declares it, with every change that a loaded pack makes; None where no pack makes one. `places` are
    1-based line and column of every key and value, by their path inside the rule.
    """

    id: str
    kind: str
    title: Mapping[str, str]  # by language: zh, en
    severity: str  # error | warning | note
    basis: str
    params: BaseModel
    when: Mapping[str, Any] | None = None
    scope: str = "file"  # statement | table | section | report | file
    missing: str = "undetermined"  # nil | skip | undetermined
    tolerance: Mapping[str, str] | None = None  # abs | rel | ulp
    rounding: str = "nearest"
    message: Mapping[str, str] | None = None
    examples: tuple[Example, ...] = ()
    docs: Mapping[str, str] = field(default_factory=dict)  # by language; why it holds, and when it may not
    enabled: bool = True
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()
    base: Rule | None = None
    places: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict, compare=False)

    def place_of(self, *keys: str | int) -> tuple[str, int, int]:
        """File, line and column of what the rule says under some keys, or of what is written around it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        origin = self.origin or Origin(pack="", file="", line=0, column=0)
        return (origin.file, *self.places.get(keys, (origin.line, origin.column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The resolved rules of a run, with the vocabulary they speak.

    `packs` are those that were loaded, each after those it extends; `of_packs` makes the rulebook of some of them.
    `vocabulary` is the merged data of the packs' lexicon.yaml, dimensions.yaml and sections.yaml, by file stem;
    `vocabulary_positions` gives file, line and column of every entry by its path, such as `("lexicon", "terms", 3)`.
    `disabled` are the rules a pack switches off: they are not run, and a report says so.
    `sha256` is over the text of every file that was loaded, and over what else decides which rules speak.
    """

    id: str
    version: str
    sha256: str
    rules: tuple[Rule, ...]
    vocabulary: Mapping[str, Any]
    packs: tuple[str, ...] = ()
    disabled: tuple[Rule, ...] = ()
    vocabulary_positions: Mapping[tuple[str | int, ...], tuple[str, int, int]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.id, self.sha256))  # so that what follows from a rulebook alone is worked out once
