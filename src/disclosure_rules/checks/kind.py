"""A kind of rule: its parameters and the one function that checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from disclosure_rules.checks.finding import Brief, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.rulebook import Rule

__all__ = ["Kind", "Params"]


class Params(BaseModel):
    """The keys a kind adds to a rule; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What stands behind `kind:` in a rule.

    `check(rule, view)` yields an outcome for every binding it decided or had to leave undetermined; it never stamps
    ids or severities. `summary` is one line by language for lists and the manual.
    """

    name: str
    params: type[Params]
    check: Callable[[Rule, View], Iterator[Outcome | Brief]]
    summary: Mapping[str, str]
