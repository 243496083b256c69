"""Examples that disagree with the rule they stand with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.examples import Trial, try_examples
from disclosure_rules.checks.kind import Kind
from disclosure_rules.lint.remark import Remark
from disclosure_rules.rulebook import Rule, Rulebook

__all__ = ["disagreeing", "failing_examples"]


def failing_examples(rulebook: Rulebook, kinds: Mapping[str, Kind]) -> Iterator[Remark]:
    """Examples that do not get the verdict, or the gap, that they state."""
    rules = {rule.id: rule for rule in rulebook.rules}
    for trial in try_examples(rulebook, kinds):
        if trial.failure:
            yield disagreeing(trial, rules[trial.rule])


def disagreeing(trial: Trial, rule: Rule) -> Remark:
    """What is said of an example that failed."""
    return Remark(
        code="example-disagrees",
        severity="error",
        place=rule.place_of("examples", trial.number - 1),
        message={
            "zh": f"规则 {trial.rule} 的第{trial.number}个示例与规则不符：{trial.failure}",
            "en": f"example {trial.number} of rule {trial.rule} {trial.failure}",
        },
    )
