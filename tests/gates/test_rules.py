"""Every shipped rule says what it rests on, and shows when it holds and when it does not."""

from dataclasses import replace

import pytest

from disclosure_rules.api import load_rulebook
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.examples import try_examples
from disclosure_rules.rulebook import Rule

RULEBOOK = load_rulebook().rulebook
HELD = {"holds", "holds_by_rounding", "not_applicable"}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_is_told_in_both_languages(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert kind.summary.keys() >= {"zh", "en"} and all(kind.summary.values())


def test_no_two_rules_are_explained_alike() -> None:
    told = [rule.docs["en"] for rule in RULEBOOK.rules]
    assert [words for words in told if told.count(words) > 1] == []


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.basis.strip()
    assert rule.title["zh"].strip() and rule.title["en"].strip()
    assert rule.docs.get("zh", "").strip() and rule.docs.get("en", "").strip()
    verdicts = {example.verdict for example in rule.examples}
    assert len(verdicts) >= 3
    assert verdicts & HELD
    assert "violated" in verdicts or rule.severity == "note"  # a note may tell of what holds


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_examples_get_their_verdicts(rule: Rule) -> None:
    trials = list(try_examples(replace(RULEBOOK, rules=(rule,)), KINDS))
    assert len(trials) == len(rule.examples)
    assert [f"example {trial.number} {trial.failure}" for trial in trials if trial.failure] == []
