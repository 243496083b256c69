"""The list of rules, with who declares and who changes them."""

from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.outputs.rule_list import rule_lines

CHANGES = """\
extends: [cn-hubei]
rules:
- {id: wording.no-unit, severity: note}
- {id: stated.list, tolerance: {abs: 0.01}, when: {years: {from: 2020}}}
- {id: wording.filler, enabled: false}
"""


def lines_of(*names: str, rule: str, language: str = "en", origins: bool = True) -> list[str]:
    lines = list(rule_lines(load_rulebook(*names).rulebook, language=language, origins=origins))
    at = next(number for number, line in enumerate(lines) if line.startswith(rule + "\t"))
    behind = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith("\t")), len(lines))
    return [line.rstrip("\n") for line in lines[at:behind]]


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(CHANGES, encoding="utf-8")
    return str(path)


def test_a_line_is_a_rule_where_origins_are_not_asked_for(mine: str) -> None:
    (line,) = lines_of(mine, rule="stated.list", origins=False)
    assert line.split("\t")[:3] == ["stated.list", "rollup", "error"]
    rulebook = load_rulebook(mine).rulebook
    assert len(list(rule_lines(rulebook))) == len(rulebook.rules)


def test_the_packs_that_have_a_say_stand_below_their_rule(mine: str) -> None:
    head, declared, region, own = lines_of(mine, rule="wording.no-unit")
    assert head.split("\t")[2] == "note"
    assert declared.split("\t")[1] == "cn-final-accounts" and declared.endswith("\tdeclares it")
    assert region.split("\t")[1:] == ["cn-hubei", "rules/cn-hubei/rules/changes.yaml:4", "severity: warning → note"]
    assert own.split("\t")[1:] == ["mine", f"{mine}:3", "changes nothing"]
    _, _, own = lines_of(mine, rule="stated.list")
    assert own.endswith("tolerance: none → abs 0.01; when: none → years from 2020")


def test_a_rule_that_is_switched_off_is_listed_with_who_did_it(mine: str) -> None:
    head, _, own = lines_of(mine, rule="wording.filler", language="zh")
    assert head.endswith("\t停用") and own.endswith(f"\tmine\t{mine}:5\t停用")


def test_what_a_region_changes_for_its_documents_is_shown_as_that() -> None:
    head, _, region = lines_of(rule="wording.no-unit")
    assert head.split("\t")[2] == "warning"
    assert region.endswith("severity: warning → note (for the documents of this pack)")
