"""What came of trying rules, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from disclosure_rules.outputs.json import write_data
from disclosure_rules.outputs.remarks import remark_data, remark_lines
from disclosure_rules.trials import RuleCoverage, Trials
from disclosure_rules.trials.coverage import VERDICTS

__all__ = ["trial_lines", "write_trials_json"]

_HEADS = {
    "zh": ("成立", "舍入", "截尾", "违反", "未定", "不适用"),
    "en": ("holds", "rounding", "truncation", "violated", "undetermined", "n/a"),
}


def trial_lines(trials: Trials, language: str, *, coverage: bool = False) -> Iterator[str]:
    """A line a failure, as compilers write them; then, if asked for, the verdicts seen of each rule; and the sum."""
    yield from remark_lines(trials.failures, language, total=False)
    if coverage:
        yield from _coverage_lines(trials.coverage, language)
    passed = trials.examples + trials.tests - trials.failed
    if language == "zh":
        yield f"示例{trials.examples}个，测试{trials.tests}个，其中{passed}个与所写相符\n"
    else:
        yield f"{trials.examples} examples, {trials.tests} tests, {passed} as stated\n"


def _coverage_lines(coverage: RuleCoverage, language: str) -> Iterator[str]:
    heads = _HEADS[language]
    width = max(map(len, coverage.seen), default=0)
    for rule, seen in coverage.seen.items():
        shown = " ".join(head for head, verdict in zip(heads, VERDICTS, strict=True) if verdict in seen)
        mark = " " if coverage.is_covered(rule) else "-"
        yield f"{mark} {rule:<{width}}  {shown}".rstrip() + "\n"
    covered, whole = coverage.covered, len(coverage.seen)
    if language == "zh":
        yield f"{whole}条规则中，{covered}条既有成立又有违反的例子（{coverage.percent}%）\n"
    else:
        yield f"{covered} of {whole} rules seen both to hold and to be violated ({coverage.percent} %)\n"


def write_trials_json(trials: Trials, stream: TextIO) -> None:
    """The same as data, with the verdicts seen by rule."""
    coverage = trials.coverage
    shape = {
        "schema": "disclosure-rules/trials/1",
        "examples": trials.examples,
        "tests": trials.tests,
        "failed": trials.failed,
        "failures": [remark_data(failure) for failure in trials.failures],
        "coverage": {
            "rules": len(coverage.seen),
            "covered": coverage.covered,
            "percent": coverage.percent,
            "seen": {
                rule: [verdict.value for verdict in VERDICTS if verdict in seen] for rule, seen in coverage.seen.items()
            },
        },
    }
    write_data(shape, stream)
