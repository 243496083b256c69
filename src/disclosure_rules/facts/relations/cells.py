"""Finding the figure that stands at some coordinates, the nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence, Fact

__all__ = ["Cells", "subject_of"]

_MEASURED = ("measure", "basis", "period", "against", "side", "scope")  # the sides of an account have one total
_LEVELS = ("amount", "count", "score")


def subject_of(coordinates: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a figure is about, without its measure, basis and period."""
    return tuple(sorted((axis, member) for axis, member in coordinates.items() if axis not in _MEASURED))


def _same_scope(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both are of one level of government, as far as they say."""
    return not (one.get("scope") and other.get("scope")) or one["scope"] == other["scope"]


class Cells:
    """Levels (amounts, counts, scores) of a document by what they are about."""

    def __init__(self, facts: Sequence[Fact], passages: Sequence[Passage]) -> None:
        self._sections = [passage.section for passage in passages]
        self._levels: dict[tuple[tuple[str, str], ...], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.measure in _LEVELS and fact.evidence > Evidence.GUESSED and not fact.flags & {"reason", "plan"}:
                self._levels[subject_of(fact.coordinates)].append(fact)

    def levels(
        self, subject: Mapping[str, str], near: Fact, *, period: str = "", bases: Sequence[str] = ()
    ) -> tuple[Fact, ...]:
        """Levels of a subject, of a period and any of some bases if given: those of the nearest scope that has any.

        Scopes: the passage of `near`, its section, its report. A subject's every print in that scope is returned.
        """
        pool = [
            fact
            for fact in self._levels.get(subject_of(subject), ())
            if fact is not near
            and (not period or fact.coordinates.get("period") == period)
            and (not bases or fact.coordinates.get("basis") in bases)
            and fact.report == near.report
            and _same_scope(fact.coordinates, subject)
        ]
        for same in (self._same_passage, self._same_section):
            if found := tuple(fact for fact in pool if same(fact, near)):
                return found
        return tuple(pool)

    def _same_passage(self, fact: Fact, near: Fact) -> bool:
        return fact.passage == near.passage

    def _same_section(self, fact: Fact, near: Fact) -> bool:
        section = self._section(near)
        return section is not None and self._section(fact) == section

    def _section(self, fact: Fact) -> int | None:
        return self._sections[fact.passage] if fact.passage < len(self._sections) else None
