"""Which rules can speak of one disclosure together: those whose packs and conditions do not exclude one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from disclosure_rules.lint.linear.solver import Undecided
from disclosure_rules.rulebook import PackInfo, Rule, Rulebook, of_packs

__all__ = ["Situation", "largest", "situations"]

_MOST = 2_000  # combinations of kind, region, language and years
_AXES = ("kind", "region", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A disclosure of some kind, region, language and year, and the rules that speak of it. None is any other, and
    for the region also one that is not known."""

    kind: str | None
    region: str | None
    language: str | None
    year: int | None
    rules: tuple[Rule, ...]


def situations(rulebook: Rulebook, packs: Mapping[str, PackInfo]) -> list[Situation]:
    """A situation for every combination of what packs and rules tell apart. `packs` say what they are about.

    Raises Undecided where there are too many.
    """
    ranges = [_said(packs[name]) for name in rulebook.packs if name in packs]
    known = (*rulebook.rules, *rulebook.disabled)
    whens = [when for rule in known for when in _whens(rule)]
    kinds, regions, languages = (_values(axis, (*ranges, *whens)) for axis in _AXES)
    years = _years((*ranges, *whens))
    if len(kinds) * len(regions) * len(languages) * len(years) > _MOST:
        raise Undecided("there are too many kinds of disclosures")
    found = []
    for kind, region, language, year in product(kinds, regions, languages, years):
        own = {"kind": kind, "region": region, "language": language}
        speaking = frozenset(name for name in rulebook.packs
                             if name not in packs or _suits(_said(packs[name]), own, year))  # fmt: skip
        rules = tuple(rule for rule in of_packs(rulebook, speaking).rules if _suits(rule.when or {}, own, year))
        found.append(Situation(kind=kind, region=region, language=language, year=year, rules=rules))
    return found


def largest(found: Iterable[tuple[Situation, frozenset[str]]]) -> Iterator[tuple[Situation, frozenset[str]]]:
    """Those whose rules are not all among another's: what a smaller set excludes, a larger one does too."""
    kept: list[frozenset[str]] = []
    for situation, rules in sorted(found, key=lambda one: -len(one[1])):
        if not any(rules <= other for other in kept):
            kept.append(rules)
            yield situation, rules


def _whens(rule: Rule) -> Iterator[Mapping[str, object]]:
    yield rule.when or {}
    for change in rule.base.changes if rule.base else ():
        yield change.values.get("when") or {}


def _said(pack: PackInfo) -> Mapping[str, object]:
    """What a pack is about, in the words of a rule's condition; being in force counts by the year."""
    about, days = pack.applies_to, pack.effective
    first = [year for year in (about.years.first, days.first and days.first.year) if year is not None]
    last = [year for year in (about.years.last, days.last and days.last.year) if year is not None]
    years = {"from": max(first, default=None), "to": min(last, default=None)}
    return {"kind": about.kind, "region": about.region, "language": about.language, "years": years}


def _values(axis: str, said: Iterable[Mapping[str, object]]) -> list[str | None]:
    """What is named along an axis, and None for all else; a kind and a language that nobody names tell nothing new."""
    named = dict.fromkeys(value for about in said for value in _listed(about.get(axis)))
    return [*named] if axis != "region" and named else [*named, None]


def _years(said: Iterable[Mapping[str, object]]) -> list[int | None]:
    """A year of every stretch of years between which no condition tells a difference."""
    starts: set[int] = set()
    for about in said:
        years = about.get("years")
        if isinstance(years, Mapping):
            first, last = years.get("from"), years.get("to")
            starts |= {first - 1, first} if isinstance(first, int) else set()
            starts |= {last, last + 1} if isinstance(last, int) else set()
    return [*sorted(starts)] or [None]


def _suits(about: Mapping[str, object], own: Mapping[str, str | None], year: int | None) -> bool:
    for axis in _AXES:
        allowed = _listed(about.get(axis))
        if allowed and own[axis] not in allowed:
            return False
    years = about.get("years")
    if year is None or not isinstance(years, Mapping):
        return True
    first, last = years.get("from"), years.get("to")
    return (first is None or first <= year) and (last is None or year <= last)


def _listed(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)  # type: ignore[attr-defined]
