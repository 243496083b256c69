"""Linear rules taken together: every planted mistake is found at its line, and packs that are right stay silent."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("z3")

from disclosure_rules.api import load_rulebook
from disclosure_rules.lint.linear.analysis import discoveries
from disclosure_rules.lint.linear.examine import Examined, examine
from disclosure_rules.lint.linear.rows import Row, normal_form, refutes, smallest
from disclosure_rules.lint.linear.solver import Search
from disclosure_rules.rulebook import available_packs

PLANTED = Path(__file__).parents[2] / "fixtures" / "lint-linear"
PACKS = sorted(PLANTED.glob("*.yaml"))
MARK = re.compile(r"- id: (\S+)  # (\S+):((?: toy\S*)*)(?: only (\S+))?$")
ONE = Fraction(1)


def examined(*names: str) -> list[Examined]:
    return list(examine(load_rulebook(*names).rulebook, available_packs()))


def planted(pack: Path) -> set[tuple[int, str, str, frozenset[str]]]:
    """What the marks of a pack say: line, code, rule, and the other rules it takes."""
    lines = enumerate(pack.read_text(encoding="utf-8").splitlines(), start=1)
    marks = ((number, MARK.search(line)) for number, line in lines)
    return {(number, mark[2], mark[1], frozenset(mark[3].split())) for number, mark in marks if mark}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_planted_mistakes_and_nothing_else(pack: Path) -> None:
    found = {
        (one.rules[0].origin.line, one.discovery.code, one.rules[0].id, frozenset(rule.id for rule in one.rules[1:]))
        for one in examined(str(pack))
    }
    assert found == planted(pack)


def test_the_planted_mistakes_are_of_many_kinds() -> None:
    codes = [code for pack in PACKS for _, code, _, _ in planted(pack)]
    assert len(codes) >= 15 and len(set(codes)) == 8
    assert sum(pack.stem.startswith("right-") and not planted(pack) for pack in PACKS) == 3


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_every_message_is_in_both_languages_and_names_its_rules(pack: Path) -> None:
    for one in examined(str(pack)):
        for text in (*one.saying.message.values(), *one.saying.suggestion.values()):
            assert text
        assert set(one.saying.message) == set(one.saying.suggestion) == {"zh", "en"}
        for rule in one.rules:
            assert rule.id in one.saying.message["zh"] and rule.id in one.saying.message["en"]


def test_a_contradiction_says_how_the_rules_add_up() -> None:
    (one,) = examined(str(PLANTED / "direct.yaml"))
    assert "toy.sides − toy.sides-apart gives 0 ≤ −5" in one.saying.message["en"]
    assert "toy.sides − toy.sides-apart 得 0 ≤ −5" in one.saying.message["zh"]
    assert one.saying.severity == "error"


def test_a_contradiction_of_one_region_says_so() -> None:
    (one,) = examined(str(PLANTED / "region.yaml"))
    assert one.saying.message["zh"].endswith("仅限：四川")


def test_the_shipped_packs_agree() -> None:
    found = examined()
    assert [one for one in found if one.saying.severity != "note"] == []
    assert {one.discovery.code for one in found} <= {"implied"}  # such as flows that follow from two totals


def row(rule: str, relation: str, bound: int, **coefficients: int) -> Row:
    cells = {(("concept", name),): Fraction(k) for name, k in coefficients.items()}
    return Row(rule=rule, coefficients=cells, relation=relation, bound=Fraction(bound))


CONTRARY = [row("a", "<=", 0, x=1, y=-1), row("b", "<", 0, x=-1, y=1)]


def test_a_false_answer_of_the_solver_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.code for one in discoveries(CONTRARY)] == ["contradiction"]
    monkeypatch.setattr(Search, "_number", staticmethod(lambda _value: Fraction(7)))
    assert [one.code for one in discoveries(CONTRARY)] == ["undecided"]


def test_a_question_that_is_too_hard_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure_rules.lint.linear.solver._MOST_WORK", 1)
    assert [one.code for one in discoveries(CONTRARY)] == ["undecided"]


def test_only_a_false_sum_refutes() -> None:
    assert refutes(CONTRARY, [ONE, ONE])
    assert not refutes(CONTRARY, [ONE, 2 * ONE])  # x and y do not cancel
    assert not refutes(CONTRARY, [-ONE, -ONE])  # an inequality is not turned round
    assert not refutes([CONTRARY[0], row("c", "<=", 0, x=-1, y=1)], [ONE, ONE])  # 0 <= 0 is true
    assert refutes([row("d", "=", 0, x=1), row("e", "=", 5, x=1)], [ONE, -ONE])


def test_multipliers_are_the_smallest_whole_numbers() -> None:
    assert smallest([Fraction(1, 2), Fraction(-3, 4)]) == (2, -3)
    assert smallest([Fraction(4), Fraction(6)]) == (2, 3)


def test_the_same_demand_has_one_form() -> None:
    assert normal_form(row("a", "=", 4, x=2, y=-2)) == normal_form(row("b", "=", -2, x=-1, y=1))
    assert normal_form(row("a", "<=", 0, x=1, y=-1)) != normal_form(row("b", "<=", 0, x=-1, y=1))
    assert normal_form(row("a", "<=", 0, x=2, y=-2)) == normal_form(row("b", "<=", 0, x=1, y=-1))
    assert normal_form(row("a", "<=", 0, x=1)) != normal_form(row("b", "<", 0, x=1))


def test_every_contradiction_is_told_not_only_the_first() -> None:
    rows = [*CONTRARY, row("c", "=", 1, z=1), row("d", "=", 2, z=1), row("e", "=", 3, z=1)]
    found = [set(one.rules) for one in discoveries(rows) if one.code == "contradiction"]
    assert {"a", "b"} in found and len(found) == 3 and all(len(rules) == 2 for rules in found)
