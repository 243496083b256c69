"""Which verdicts of each rule its examples and tests have shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure_rules.quantity import Verdict

__all__ = ["VERDICTS", "RuleCoverage"]

VERDICTS = (
    Verdict.HOLDS,
    Verdict.HOLDS_BY_ROUNDING,
    Verdict.HOLDS_BY_TRUNCATION,
    Verdict.VIOLATED,
    Verdict.UNDETERMINED,
    Verdict.NOT_APPLICABLE,
)
_HOLDING = frozenset({Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING})


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """The verdicts seen, by the id of a rule; every rule is in it."""

    seen: Mapping[str, frozenset[Verdict]]

    @classmethod
    def of(cls, rules: Iterable[str], sightings: Iterable[tuple[str, frozenset[Verdict]]]) -> RuleCoverage:
        """Put together what was seen of rules; what was seen of others does not count."""
        seen: dict[str, frozenset[Verdict]] = {rule: frozenset() for rule in rules}
        for rule, verdicts in sightings:
            if rule in seen:
                seen[rule] |= verdicts
        return cls(seen)

    def is_covered(self, rule: str) -> bool:
        """Whether it was seen both to hold and to be violated: only then is it known to tell the two apart."""
        return Verdict.VIOLATED in self.seen[rule] and bool(self.seen[rule] & _HOLDING)

    @property
    def covered(self) -> int:
        """The number of rules seen both to hold and to be violated."""
        return sum(map(self.is_covered, self.seen))

    @property
    def percent(self) -> int:
        """The covered rules in a hundred, rounded down: 100 is all of them. Of no rules, all are."""
        return 100 * self.covered // len(self.seen) if self.seen else 100
