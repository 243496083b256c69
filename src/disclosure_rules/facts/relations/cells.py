"""Finding the figure that stands at some coordinates, the nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence, Fact

__all__ = ["Cells", "subject_of"]

Subject = tuple[tuple[str, str], ...]

_MEASURED = ("measure", "base", "basis", "period", "against", "side", "scope")  # the sides of an account have one total
_MONEY = ("fund",)
_FISCAL = {"fiscal", "general"}  # 财政拨款 is 一般公共预算财政拨款 where there is no other
_ACCOUNTS = ("revenue", "expenditure", "grand_total", "opening_balance", "closing_balance")
_LEVELS = ("amount", "count", "score")


def subject_of(coordinates: Mapping[str, str]) -> Subject:
    """What a figure is about, without its measure, basis and period."""
    return tuple(sorted((axis, member) for axis, member in coordinates.items() if axis not in _MEASURED))


def _core(coordinates: Mapping[str, str]) -> Subject:
    """What a figure is about, but for whose money it is."""
    return tuple(pair for pair in subject_of(coordinates) if pair[0] not in _MONEY)


def _agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two names can mean one figure, though they say more or less of whose money it is.

    The revenue and expenditure of a fund are not those of all money; what is spent on one purpose is of one fund.
    """
    funds = {one.get("fund"), other.get("fund")}
    if len(funds) == 1 or funds == _FISCAL:
        return True
    return None in funds and ("purpose" in one or one.get("concept") not in _ACCOUNTS)


def _same_scope(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both are of one level of government, as far as they say."""
    return not (one.get("scope") and other.get("scope")) or one["scope"] == other["scope"]


class Cells:
    """Levels (amounts, counts, scores) of a document by what they are about."""

    def __init__(self, facts: Sequence[Fact], passages: Sequence[Passage]) -> None:
        self._sections = [passage.section for passage in passages]
        self._exact: dict[Subject, list[Fact]] = defaultdict(list)
        self._alike: dict[Subject, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.measure in _LEVELS and fact.evidence > Evidence.GUESSED and not fact.flags & {"reason", "plan"}:
                self._exact[subject_of(fact.coordinates)].append(fact)
                self._alike[_core(fact.coordinates)].append(fact)

    def levels(
        self, subject: Mapping[str, str], near: Fact, *, period: str = "", bases: Sequence[str] = ()
    ) -> tuple[Fact, ...]:
        """Levels of a subject, of a period and any of some bases if given: those of the nearest scope that has any.

        Scopes: the passage of `near`, its section, its report. A subject's every print in that scope is returned. Where
        none is found, one whose name says more or less of whose money it is will do (“三公”经费, 财政拨款“三公”经费).
        """
        exact = self._exact.get(subject_of(subject), ())
        alike = (fact for fact in self._alike.get(_core(subject), ()) if _agree(fact.coordinates, subject))
        for found in (exact, alike):
            pool = [
                fact
                for fact in found
                if fact is not near
                and (not period or fact.coordinates.get("period") == period)
                and (not bases or fact.coordinates.get("basis") in bases)
                and fact.report == near.report
                and _same_scope(fact.coordinates, subject)
            ]
            if pool:
                return self._nearest(pool, near)
        return ()

    def _nearest(self, pool: Sequence[Fact], near: Fact) -> tuple[Fact, ...]:
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
