"""Rules are tried: the examples that stand with them, and the files of tests of their packs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure_rules.checks.examples import try_examples
from disclosure_rules.checks.kind import Kind
from disclosure_rules.facts import Document
from disclosure_rules.lint import Remark
from disclosure_rules.lint.examples import disagreeing
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rulebook
from disclosure_rules.trials.coverage import RuleCoverage
from disclosure_rules.trials.shape import RuleTest, read_tests, tests_schema
from disclosure_rules.trials.trying import try_test

__all__ = ["RuleCoverage", "RuleTest", "Suite", "Trials", "read_tests", "tests_schema", "try_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Tests with the rulebook they are of; `read` reads a document that is in a file, by its vocabulary."""

    tests: Sequence[RuleTest]
    rulebook: Rulebook
    read: Callable[[Path], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """What came of trying rules.

    `failures` say how examples and tests did not come out as stated, by place; `failed` counts these, of which one
    may fail in several ways.
    """

    examples: int
    tests: int
    failed: int
    failures: tuple[Remark, ...]
    coverage: RuleCoverage


def try_rules(
    rulebook: Rulebook, suites: Iterable[Suite], kinds: Mapping[str, Kind], *, packs: Collection[str] = ()
) -> Trials:
    """Try every example of a rulebook, each rule alone, and tests, each with the rulebook it is of. What is covered is
    told of the rules that `packs` declare, by default of all."""
    rules = {rule.id: rule for rule in rulebook.rules}
    own = [rule.id for rule in rulebook.rules if not packs or (rule.origin is not None and rule.origin.pack in packs)]
    sightings: list[tuple[str, frozenset[Verdict]]] = []
    failures: list[Remark] = []
    examples = tests = failed = 0
    for trial in try_examples(rulebook, kinds):
        examples += 1
        sightings.append((trial.rule, frozenset({trial.verdict})))
        if trial.failure:
            failed += 1
            failures.append(disagreeing(trial, rules[trial.rule]))
    for suite in suites:
        for test in suite.tests:
            outcome = try_test(test, suite.rulebook, kinds, suite.read)
            tests += 1
            failed += bool(outcome.failures)
            failures += outcome.failures
            sightings += outcome.seen.items()
    return Trials(
        examples=examples,
        tests=tests,
        failed=failed,
        failures=tuple(sorted(failures, key=lambda one: (one.place, one.message["en"]))),
        coverage=RuleCoverage.of(own, sightings),
    )
