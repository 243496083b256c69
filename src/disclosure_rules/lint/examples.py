"""Examples that disagree with the rule they stand with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.checks.examples import try_examples
from disclosure_rules.checks.kind import Kind
from disclosure_rules.lint.remark import Remark
from disclosure_rules.rulebook import Rulebook

__all__ = ["failing_examples"]


def failing_examples(rulebook: Rulebook, kinds: Mapping[str, Kind]) -> Iterator[Remark]:
    """Examples that do not get the verdict, or the gap, that they state."""
    rules = {rule.id: rule for rule in rulebook.rules}
    for trial in try_examples(rulebook, kinds):
        if trial.failure:
            yield Remark(
                code="example-disagrees",
                severity="error",
                place=rules[trial.rule].place_of("examples", trial.number - 1),
                message={
                    "zh": f"规则 {trial.rule} 的第{trial.number}个示例与规则不符：{trial.failure}",
                    "en": f"example {trial.number} of rule {trial.rule} {trial.failure}",
                },
            )
