from collections.abc import Iterator

import pytest

from disclosure_rules.checks.finding import Brief, Figure, Outcome
from disclosure_rules.checks.run import run
from disclosure_rules.checks.view import View
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule
from toys import document, kind, outcome_of, rule, rulebook, says


def broken(_rule: Rule, view: View) -> Iterator[Outcome]:
    yield Outcome(verdict=Verdict.HOLDS, figures=(Figure.of("stated", view.document.facts[0]),))
    raise ZeroDivisionError("by nil")


def test_a_violation_is_stamped_with_its_rule() -> None:
    result = outcome_of(("toy.sum", says(Verdict.VIOLATED, 0, 1, 2, expected="612.73", gap="17.94", unit="万元")))
    (finding,) = result.findings
    assert (finding.rule, finding.kind, finding.severity, finding.basis) == (
        "toy.sum",
        "toy.sum",
        "error",
        "某法第一条",
    )
    assert (finding.expected, finding.gap, finding.unit) == ("612.73", "17.94", "万元")
    assert finding.message == {"zh": "合计与各部分之和不符", "en": "the total differs from its parts"}
    assert result.counts == {Verdict.VIOLATED: 1}
    assert result.checked == {0, 1, 2}


@pytest.mark.parametrize("verdict", [Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE])
def test_what_could_not_be_decided_is_counted_and_checks_nothing(verdict: Verdict) -> None:
    result = outcome_of(("toy.sum", says(verdict, 0, 1)))
    assert (result.findings, result.held, result.counts) == ((), (), {verdict: 1})
    assert result.checked == frozenset()


@pytest.mark.parametrize("verdict", [Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING])
def test_what_holds_is_no_finding(verdict: Verdict) -> None:
    result = outcome_of(("toy.sum", says(verdict, 0, 1)))
    assert result.findings == ()
    assert [held.verdict for held in result.held] == [verdict]
    assert result.checked == {0, 1}


def test_truncation_is_a_note_whatever_the_rule_says() -> None:
    result = outcome_of(("toy.sum", says(Verdict.HOLDS_BY_TRUNCATION, 0, 1, severity="error")))
    assert [finding.severity for finding in result.findings] == ["note"]


@pytest.mark.parametrize(
    ("of_rule", "of_outcome", "told"),
    [("error", "warning", "warning"), ("note", "error", "note"), ("warning", "", "warning")],
)
def test_an_outcome_only_lowers_the_severity(of_rule: str, of_outcome: str, told: str) -> None:
    check = says(Verdict.VIOLATED, 0, 1, severity=of_outcome)
    result = run(rulebook(rule("a.b", "toy", severity=of_rule)), document(), {"toy": kind("toy", check)})
    assert result.findings[0].severity == told


def test_a_rule_that_fails_is_a_problem_and_keeps_what_it_had_said() -> None:
    result = outcome_of(("toy.broken", broken), ("toy.sum", says(Verdict.VIOLATED, 0, 1)))
    assert result.counts == {Verdict.HOLDS: 1, Verdict.NOT_RUN: 1, Verdict.VIOLATED: 1}
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.message["en"] == "rule toy.broken: the rule did not run to its end (ZeroDivisionError: by nil)"
    assert "toy.broken" in problem.message["zh"]


def test_a_rule_of_an_unknown_kind_is_not_a_pass() -> None:
    result = run(rulebook(rule("a.b", "nowhere")), document(), {})
    assert result.counts == {Verdict.NOT_RUN: 1}
    assert "nowhere" in result.problems[0].message["en"]


def test_the_more_specific_of_two_rules_that_say_the_same_speaks() -> None:
    check = says(Verdict.VIOLATED, 0, 1, 2, expected="612.73", unit="万元")
    kinds = {"list": kind("list", check), "tree": kind("tree", check)}
    rules = (rule("core.list", "list"), rule("region.tree", "tree", pack="region"))
    for order in (rules, rules[::-1]):
        result = run(rulebook(*order), document(), kinds)
        assert [finding.rule for finding in result.findings] == ["region.tree"]
        assert result.counts == {Verdict.VIOLATED: 1}


def test_rules_that_differ_in_kind_and_expectation_both_speak() -> None:
    kinds = {
        "list": kind("list", says(Verdict.VIOLATED, 0, 1, expected="1", unit="万元")),
        "word": kind("word", says(Verdict.VIOLATED, 0, 1, expected="2", unit="万元")),
    }
    result = run(rulebook(rule("a.list", "list"), rule("a.word", "word")), document(), kinds)
    assert len(result.findings) == 2


def test_ids_do_not_depend_on_where_the_figures_stand() -> None:
    check = ("toy.sum", says(Verdict.VIOLATED, 0, 1))
    before = outcome_of(check).findings[0].id
    moved = document()
    facts = tuple(type(f)(**{**_fields(f), "place": f.place.at(1, 2, "elsewhere")}) for f in moved.facts)
    assert outcome_of(check, facts=facts).findings[0].id == before
    other = outcome_of(("toy.sum", says(Verdict.VIOLATED, 0, 2)))
    assert other.findings[0].id != before


def test_two_findings_that_look_alike_have_two_ids() -> None:
    twice = document()
    copy = type(twice.facts[0])(**{**_fields(twice.facts[0]), "id": 5})

    def both(_rule: Rule, view: View) -> Iterator[Outcome]:
        for number in (0, 5):
            yield Outcome(verdict=Verdict.VIOLATED, figures=(Figure.of("stated", view.document.facts[number]),))

    first, second = outcome_of(("toy.both", both), facts=(*twice.facts, copy)).findings
    assert second.id == f"{first.id}-2"


def test_the_rules_own_message_is_filled() -> None:
    own = {"zh": "{label}印为{stated}，应为{expected}{unit}，差{gap}：{finding}{unknown}", "en": "{stated}"}
    check = says(Verdict.VIOLATED, 0, 1, expected="612.73", gap="17.94", unit="万元")
    result = run(rulebook(rule("a.b", "toy", message=own)), document(), {"toy": kind("toy", check)})
    assert result.findings[0].message == {
        "zh": "全年合计印为594.73万元，应为612.73万元，差17.94：合计与各部分之和不符{unknown}",
        "en": "594.73万元",
    }


def _fields(fact: object) -> dict[str, object]:
    return {name: getattr(fact, name) for name in fact.__slots__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("when", "runs"),
    [
        ({"kind": ["final-accounts"]}, True),
        ({"kind": ["budget"]}, False),
        ({"years": {"from": 2020}}, True),
        ({"years": {"to": 2020}}, False),
        ({"region": ["某省"]}, False),  # the toy document does not say where it is from
        ({"expression": "全年合计 > 日常部分"}, True),
        ({"expression": "全年合计 < 日常部分"}, False),
        ({"expression": "专项部分 = 日常部分"}, False),
        ({"expression": "专项部分 != 修缮"}, True),
        ({"expression": "stated(修缮) and not stated(绿化)"}, True),
        ({"expression": "stated(绿化) or 修缮 < 购置"}, False),
        ({"expression": "修缮 > 0", "cells": {"修缮": {"concept": "=购置"}}}, True),
    ],
)
def test_a_guard_keeps_a_rule_from_what_it_is_not_about(when: dict[str, object], runs: bool) -> None:
    check = says(Verdict.VIOLATED, 0, 1)
    result = run(rulebook(rule("a.b", "toy", when=when)), document(), {"toy": kind("toy", check)})
    assert result.counts == {Verdict.VIOLATED if runs else Verdict.NOT_APPLICABLE: 1}


@pytest.mark.parametrize(
    ("tolerance", "holds"),
    [({"abs": "0.02"}, True), ({"abs": "0.01"}, False), ({"ulp": "2"}, True), ({"ulp": "1"}, False)],
)
def test_a_tolerance_is_shown_where_it_counts(tolerance: dict[str, str], holds: bool) -> None:
    check = says(Verdict.VIOLATED, 0, 1, gap="0.02", unit="万元")
    result = run(rulebook(rule("a.b", "toy", tolerance=tolerance)), document(), {"toy": kind("toy", check)})
    assert result.counts == {Verdict.HOLDS_BY_ROUNDING if holds else Verdict.VIOLATED: 1}
    assert not holds or result.held[0].calculation[-1].startswith("tolerance: ")


def test_an_outcome_in_brief_is_told_only_when_it_is_asked_for() -> None:
    told = []

    def check(_rule: Rule, view: View) -> Iterator[Brief | Outcome]:
        stated, operand = view.document.facts[:2]

        def tell() -> Outcome:
            told.append(stated)
            figures = (Figure.of("stated", stated), Figure.of("operand", operand))
            return Outcome(verdict=Verdict.HOLDS, figures=figures, message={"zh": "相符", "en": "they agree"})

        yield Brief(Verdict.HOLDS, (stated,), (operand,), tell)
        yield tell()  # the same figures judged the same way

    result = run(rulebook(rule("a.b", "toy")), document(), {"toy": kind("toy", check)})
    told.clear()
    assert (result.counts, result.checked, told) == ({Verdict.HOLDS: 1}, {0, 1}, [])
    assert [finding.message["en"] for finding in result.held] == ["they agree"]
