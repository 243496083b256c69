"""A change that one document states is that from the figure of another: of the year before, or of the budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import Field

from disclosure_rules.checks.change import change_outcome
from disclosure_rules.checks.documents import cell_of, cells_of, may_be_of_a_fund, moved
from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.restated import is_comparable
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Fact, Reading, Relation
from disclosure_rules.rulebook import Coordinates, Rule

__all__ = ["KIND", "ChangeBetweenParams"]

_ROLES = {"change_amount": "change", "change_rate": "rate"}
_OWN = {"prior": "final", "initial": "initial"}  # the basis of what a change is against, in the first document
_APART = frozenset({"measure", "basis", "against"})
_MOST_PRINTS = 8  # of one figure

_Sentence = tuple[int, frozenset[tuple[str, str]]]  # a passage, and what a figure in it is about


class ChangeBetweenParams(Params):
    """The first document states a figure with a change or a rate of change `against` the year before or the initial
    budget, in one sentence; the figure it changed from stands in the others, under the coordinates `other` and so many
    `years` later. Where the first document states that figure too, nothing is said here."""

    against: Literal["prior", "initial"] = "prior"
    other: Coordinates = Field(default_factory=dict)
    years: int = 0


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, ChangeBetweenParams)
    there = cells_of(view, params.other, ("amount", "count"), ())
    own = cells_of(view, {"basis": _OWN[params.against]}, ("amount", "count"), ()).get("", {})
    for current, changes in _changed(view, params.against):
        cell = cell_of(current, ())
        if moved(cell, {"basis": ""}, {"basis": _OWN[params.against]}, params.years) in own:
            continue  # it states itself what it changed from: the change is checked there, and that figure by `agrees`
        wanted = moved(cell, params.other, params.other, params.years)
        for other in view.document.others:
            priors = there.get(other.name, {}).get(wanted, ())[:_MOST_PRINTS]
            if priors:
                yield change_outcome(Relation(kind="change", readings=_readings(current, changes, priors)))


def _readings(current: Fact, changes: Mapping[str, Fact], priors: Sequence[Fact]) -> tuple[Reading, ...]:
    given = {role: (fact,) for role, fact in changes.items()}
    return tuple(Reading(roles={"current": (current,), **given, "prior": (prior,)}) for prior in priors)


def _changed(view: View, against: str) -> Iterator[tuple[Fact, Mapping[str, Fact]]]:
    """Figures of the first document, each with the change and the rate of change stated beside it."""
    levels: dict[_Sentence, list[Fact]] = defaultdict(list)
    changes: dict[_Sentence, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.document.facts:
        known = not fact.coordinates.get("concept", "=").startswith("=")
        if fact.place.document or not known or not is_comparable(fact) or may_be_of_a_fund(fact):
            continue
        about = frozenset(item for item in fact.coordinates.items() if item[0] not in _APART)
        if fact.measure == "amount" and fact.coordinates.get("basis") == "final":
            levels[fact.passage, about].append(fact)
        elif fact.measure in _ROLES and fact.coordinates.get("against") == against:
            changes[fact.passage, about][_ROLES[fact.measure]].append(fact)
    for sentence, found in changes.items():
        beside = levels.get(sentence, ())
        if len(beside) == 1 and all(len(facts) == 1 for facts in found.values()):  # else nobody knows which of them
            yield beside[0], {role: facts[0] for role, facts in found.items()}


KIND = Kind(
    name="change_between",
    params=ChangeBetweenParams,
    check=check,
    summary={
        "zh": "增减额、增减率与另一文件中的基数相符",
        "en": "a change is that from the figure of another document",
    },
)
