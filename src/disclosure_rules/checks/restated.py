"""The same fact, stated in several places, is stated alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pydantic import Field

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.readings import show
from disclosure_rules.checks.relating import all_alike
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Evidence, Fact
from disclosure_rules.quantity import Verdict, judge_same
from disclosure_rules.rulebook import Coordinates, DimensionName, Rule

__all__ = ["KIND", "RestatedParams", "Statements", "is_comparable"]

_SHOWN = 5  # figures that a grouped note names
_EXCLUDED = frozenset({"reason", "plan", "comparable_basis", "undecided", "unit_missing", "sum", "generic"})


def is_comparable(fact: Fact) -> bool:
    """Whether the text surely states the fact, and states it alone: it may be held against another print of it."""
    if fact.flags & _EXCLUDED or fact.quantity.qualifier == "about":
        return False
    return fact.evidence >= Evidence.CARRIED


class RestatedParams(Params):
    """Which facts are compared. `most` is how many different values a label may have before it is taken for a column
    name rather than one fact; a label shorter than `least` characters must be equal, a longer one may end another.
    With `of`, only facts at those coordinates; dimensions in `ignore` make no difference (both sides of an account).
    With `same_level`, changes are compared only where the figures that changed are printed alike, and no paragraph of
    them holds one of `unless`."""

    measures: tuple[str, ...] = (
        "amount",
        "count",
        "share",
        "ratio",
        "score",
        "change_amount",
        "change_rate",
        "completion_rate",
    )
    report_relative: tuple[str, ...] = ()
    most: int = 3
    least: int = 5
    of: Coordinates = Field(default_factory=dict)
    ignore: tuple[DimensionName, ...] = ()
    same_level: bool = False
    unless: tuple[str, ...] = ()


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, RestatedParams)
    tails: dict[int, list[Outcome]] = defaultdict(list)
    table_of = {number: at for at, table in enumerate(view.document.tables) for number in table.facts}
    for group in Statements(params).groups(view.document.facts):
        if params.same_level and not _of_one_level(group, view, params.unless):
            continue
        outcome = _outcome(group)
        first = next((table_of[fact.id] for fact in group if fact.id in table_of), None)
        if outcome.severity == "note" and first is not None:
            tails[first].append(outcome)
        else:
            yield outcome
    for at, outcomes in tails.items():
        yield outcomes[0] if len(outcomes) == 1 else _tails(view.document.tables[at].title, outcomes)


def _of_one_level(group: Sequence[Fact], view: View, unless: Sequence[str]) -> bool:
    """Whether the figures that these changes are of stand beside them and are all printed alike."""
    levels = set()
    passages = view.document.passages
    if any(word in passages[change.passage].text for change in group for word in unless):
        return False
    for change in group:
        about = {a: m for a, m in change.coordinates.items() if a not in ("measure", "against")} | {"measure": "amount"}
        beside = [f for f in view.facts(about) if f.passage == change.passage]
        if not beside:
            return False
        levels |= {fact.quantity.base for fact in beside}
    return len(levels) == 1


def _tails(title: str, outcomes: Sequence[Outcome]) -> Outcome:
    """One note for all figures of a table that are printed elsewhere with another last digit."""
    shown = "；".join(outcome.message["zh"] for outcome in outcomes[:_SHOWN])
    return Outcome(
        verdict=Verdict.VIOLATED,
        figures=tuple(figure for outcome in outcomes for figure in outcome.figures),
        message={
            "zh": f"“{title}”有{len(outcomes)}个数与别处相差最后一位：{shown}",
            "en": f"{title}: {len(outcomes)} figures differ elsewhere in their last digit",
        },
        unit=outcomes[0].unit,
        calculation=tuple(line for outcome in outcomes for line in outcome.calculation),
        severity="note",
    )


class Statements:
    """Puts facts that state one thing into groups."""

    def __init__(self, params: RestatedParams) -> None:
        self.params = params

    def groups(self, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
        """Groups of at least two facts of one cell, from different sentences, in reading order."""
        cells: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in facts:
            if self._comparable(fact):
                cells[self._key(fact)].append(fact)
        for group in self._joined(_with_bases(cells)):
            places = {(fact.passage, fact.place.line) for fact in group}
            values = {(f.quantity.value, f.quantity.unit.symbol, f.quantity.qualifier) for f in group}
            kinds = {tuple(fact.coordinates.get(axis) for axis in self.params.ignore) for fact in group}
            apart = len(places) > 1 or len(kinds) > 1
            if len(group) > 1 and apart and len(values) <= self.params.most:
                yield group

    def _comparable(self, fact: Fact) -> bool:
        wanted = fact.measure in self.params.measures and is_comparable(fact)
        return wanted and self.params.of.items() <= fact.coordinates.items()

    def _key(self, fact: Fact) -> tuple[object, ...]:
        coordinates = {a: m for a, m in fact.coordinates.items() if a not in self.params.ignore}
        concept = coordinates.get("concept", "")
        relative = any(word in concept for word in self.params.report_relative)
        unit = fact.quantity.unit
        classifier = unit.classifier if unit.dimension == "count" else ""
        return (*sorted(coordinates.items()), unit.dimension, classifier, fact.report if relative else -1)

    def _joined(self, cells: Mapping[tuple[object, ...], list[Fact]]) -> list[list[Fact]]:
        """Groups of equal cells, and of ad-hoc labels of which one ends with the other."""
        known: list[list[Fact]] = []
        labelled: dict[tuple[object, ...], list[tuple[str, list[Fact]]]] = defaultdict(list)
        for key, group in cells.items():
            concept = group[0].coordinates.get("concept", "")
            if concept.startswith("="):
                labelled[tuple(k for k in key if k != ("concept", concept))].append((concept[1:], group))
            else:
                known.append(group)
        for named in labelled.values():
            known += self._by_suffix(named)
        return [sorted(group, key=lambda fact: fact.id) for group in known]

    def _by_suffix(self, named: list[tuple[str, list[Fact]]]) -> Iterator[list[Fact]]:
        by_reverse = sorted(named, key=lambda item: item[0][::-1])
        group: list[Fact] = []
        stem = ""
        for name, facts in by_reverse:
            if stem and name.endswith(stem) and len(stem) >= self.params.least and len(stem) * 20 >= len(name) * 9:
                group += facts
                continue
            if group:
                yield group
            group, stem = list(facts), name
        if group:
            yield group


def _with_bases(cells: Mapping[tuple[object, ...], list[Fact]]) -> dict[tuple[object, ...], list[Fact]]:
    """Shares that do not say of what they are (a chart's) are of the one base that the others name, if it is one."""
    joined = dict(cells)
    bases: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for key, group in cells.items():
        if group[0].coordinates.get("base"):
            bases[tuple(part for part in key if part != ("base", group[0].coordinates["base"]))].append(key)
    for key in cells:
        named = bases.get(tuple(part for part in key if part != ("base", "")), []) if ("base", "") in key else []
        if len(named) == 1:
            joined[named[0]] = joined[named[0]] + joined.pop(key)
    return joined


def _outcome(group: list[Fact]) -> Outcome:
    judged = judge_same([fact.quantity for fact in group])
    if judged.verdict is not Verdict.VIOLATED:
        figures = [Figure.of("stated", fact) for fact in group]
        return Outcome(verdict=judged.verdict, figures=tuple(figures), relations=all_alike(len(group)))
    ranked = _by_frequency(group)
    severity = "note" if judged.note == "last_digit" else ""
    figures = [Figure.of("stated" if rank else "other", fact) for rank, facts in enumerate(ranked) for fact in facts]
    first, *rest = [facts[0] for facts in ranked]
    others = "、".join(fact.text for fact in rest)
    return Outcome(
        verdict=judged.verdict,
        figures=tuple(figures),
        message={
            "zh": f"“{first.label}”前后不一致：{first.text}与{others}",
            "en": f"{first.label} is stated differently: {first.text} against {others}",
        },
        gap=judged.gap_text(),
        unit=judged.unit.symbol,
        calculation=tuple(f"{show(facts[0])} ({len(facts)}×)" for facts in ranked),
        relations=all_alike(len(figures)),
        severity=severity,
    )


def _by_frequency(group: Sequence[Fact]) -> list[list[Fact]]:
    """Facts by value as printed, the most frequent value first."""

    def value(fact: Fact) -> tuple[str, str, str]:
        return str(fact.quantity.value.normalize()), fact.quantity.unit.symbol, fact.quantity.qualifier

    ordered = sorted(group, key=value)
    grouped = [list(facts) for _, facts in groupby(ordered, key=value)]
    return sorted(grouped, key=lambda facts: (-len(facts), facts[0].id))


KIND = Kind(
    name="restated",
    params=RestatedParams,
    check=check,
    summary={"zh": "同一事项多处表述一致", "en": "the same fact is stated alike everywhere"},
)
