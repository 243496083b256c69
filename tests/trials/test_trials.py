"""Tests of rules: what must come, what must not, and how a test that is wrong is told."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

from disclosure_rules.api import try_rules
from disclosure_rules.cli import run_command
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import RulebookError
from disclosure_rules.trials import RuleCoverage

RULES = """
rules:
  - id: own.expenditure
    title: {zh: 支出按性质, en: Expenditure by nature}
    kind: rollup
    of: {concept: expenditure}
    over: nature
    missing: skip
    scope: section
    severity: error
    basis: 政府会计准则
    examples:
      - {text: 本年支出合计30万元，其中：基本支出10万元，项目支出20万元。, verdict: holds}
"""
RIGHT = "本年支出合计880.00万元，其中：基本支出528.00万元，项目支出352.00万元。"
WRONG = RIGHT.replace("528", "582")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def failures(*tests: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each way in which tests fail; a test stands in three lines, its name in the first."""
    items = ""
    for number, test in enumerate(tests):
        items += f"  - name: t{number}\n" + "".join(f"    {line}\n" for line in dedent(test).strip().splitlines())
    Path("tests.yaml").write_text("tests:\n" + items, encoding="utf-8")
    result = try_rules("own.yaml", tests=["tests.yaml"])
    assert (result.examples, result.tests) == (1, len(tests))
    assert all(failure.place[0] == "tests.yaml" for failure in result.failures)
    return [(failure.code, *failure.place[1:]) for failure in result.failures]


def test_what_must_come_comes(here: Path) -> None:
    full = "{rule: own.expenditure, severity: error, figures: [582.00万元, 352.00万元], expected: 934, gap: 53.985万元}"
    assert failures(f"text: {WRONG}\nexpect: [{full}]", f"text: {RIGHT}\nholds: [own.expenditure]") == []
    assert failures(f"text: {RIGHT}\nexpect:\n- {{rule: own.expenditure, verdict: holds}}") == []


@pytest.mark.parametrize(
    "said",
    ["gap: 5万元", "expected: 93.4万元", "severity: note", "figures: [582.00万元, 582.00万元]", "verdict: holds"],
)
def test_another_finding_than_is_asked_for(here: Path, said: str) -> None:
    told = failures(f"text: {WRONG}\nexpect:\n- {{rule: own.expenditure, {said}}}")
    assert told == [("unexpected", 2, 11), ("missing", 5, 7)]


def test_silence_is_expected_unless_a_test_says_otherwise(here: Path) -> None:
    assert failures(f"text: {WRONG}") == [("unexpected", 2, 11)]
    assert failures(f"text: {RIGHT}\nexpect:\n- rule: own.expenditure") == [("missing", 5, 7)]


def test_silence_where_nobody_looked_is_told_if_asked(here: Path) -> None:
    text = "本年支出合计880.00万元。"
    assert failures(f"text: {text}") == []
    assert failures(f"text: {text}\nholds: [own.expenditure]") == [("not-holding", 4, 13)]


def test_each_finding_answers_one_expectation(here: Path) -> None:
    general, special = "- rule: own.expenditure", "- {rule: own.expenditure, figures: [582.00万元]}"
    other = WRONG.replace("880.00", "881.00").replace("本年", "上年")
    assert len(failures(f"text: {WRONG}\nexpect:\n{general}\n{special}")) == 1
    both = f'text: "{WRONG}\\n{other}"\nexpect:\n{general}\n- {{rule: own.expenditure, figures: [880.00万元]}}'
    assert failures(both) == []


def test_a_document_in_a_file(here: Path) -> None:
    (here / "report.txt").write_text(WRONG, encoding="utf-8")
    assert failures("document: report.txt\nexpect:\n- rule: own.expenditure") == []
    assert failures("document: gone.txt") == [("unreadable", 3, 15)]


@pytest.mark.parametrize(
    ("test", "column", "words"),
    [
        (f"text: {RIGHT}\nholds: [own.expenditrue]", 13, "did you mean `own.expenditure`?"),
        (f"text: {RIGHT}\nrules: [stated.list]", 13, "there is no rule `stated.list`"),
        (f"text: {RIGHT}\nexpects: []", 5, "did you mean `expect`?"),
        ("document: a.txt\nkind: budget", 5, "`kind` and `region` are for a `text`"),
        ("note: nothing", 5, "either a `text` or the path of a `document`"),
        (f"text: {RIGHT}\nexpect: [{{rule: own.expenditure, gap: much}}]", 43, "`much` is not an amount"),
    ],
)
def test_a_test_that_is_wrong(here: Path, test: str, column: int, words: str) -> None:
    with pytest.raises(RulebookError) as caught:
        failures(test)
    (mistake,) = caught.value.mistakes
    assert words in str(mistake)
    assert mistake.file == "tests.yaml" and mistake.column == column


def test_a_name_is_that_of_one_test(here: Path) -> None:
    Path("tests.yaml").write_text(f"tests:\n- {{name: a, text: {RIGHT}}}\n- {{name: a, text: {RIGHT}}}\n")
    with pytest.raises(RulebookError, match="two tests of the name `a`"):
        try_rules("own.yaml", tests=["tests.yaml"])


def test_the_tests_of_a_pack_run_with_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = here / "own"
    (pack / "rules").mkdir(parents=True)
    (pack / "tests").mkdir()
    (pack / "pack.yaml").write_text("id: own\nversion: '1'\ntitle: {zh: 自有, en: Own}\nextends: [cn-final-accounts]\n")
    (pack / "rules" / "own.yaml").write_text(RULES.strip().removeprefix("rules:\n"))
    (pack / "tests" / "a.yaml").write_text(f"tests:\n- name: a\n  rules: [own.expenditure]\n  text: {WRONG}\n")
    assert run_command(["rules", "test", str(pack)]) == 4
    out = capsys.readouterr().out
    assert f"{pack.as_posix()}/tests/a.yaml:2:9: error: test 'a': this should not come" in out
    assert " examples, 1 tests, " in out.splitlines()[-1]


def test_coverage_on_the_command_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["rules", "test", "own.yaml", "--coverage"]
    assert run_command(words) == 0
    out = capsys.readouterr().out
    assert "- own.expenditure  holds\n" in out and "0 of 1 rules seen both to hold and to be violated (0 %)" in out
    assert run_command([*words, "--fail-under", "1"]) == 4
    assert "0 % of the rules are covered, not 1 %" in capsys.readouterr().err
    Path("t.yaml").write_text(f"tests:\n- {{name: a, text: {WRONG}, expect: [{{rule: own.expenditure}}]}}\n")
    assert run_command([*words, "--tests", "t.yaml", "--fail-under", "100"]) == 0
    assert "  own.expenditure  holds violated\n" in capsys.readouterr().out


def test_as_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.yaml").write_text(f"tests:\n- {{name: a, text: {WRONG}}}\n")
    assert run_command(["rules", "test", "own.yaml", "--tests", "t.yaml", "--format", "json"]) == 4
    data = json.loads(capsys.readouterr().out)
    assert (data["examples"], data["tests"], data["failed"]) == (1, 1, 1)
    assert data["failures"][0]["code"] == "unexpected"
    assert data["coverage"]["seen"] == {"own.expenditure": ["holds", "violated"]}


def test_the_percentage_is_rounded_down() -> None:
    both = frozenset({Verdict.HOLDS_BY_ROUNDING, Verdict.VIOLATED})
    rules = [f"a.r{n}" for n in range(200)]
    seen = RuleCoverage.of(rules, [*((rule, both) for rule in rules[1:]), (rules[0], frozenset({Verdict.HOLDS}))])
    assert (seen.covered, seen.percent) == (199, 99)
    assert RuleCoverage.of([], []).percent == 100


def test_a_folder_without_tests_is_told(here: Path) -> None:
    (here / "empty").mkdir()
    with pytest.raises(RulebookError, match="no file of tests in this folder"):
        try_rules("own.yaml", tests=["empty"])


def test_the_shipped_packs_keep_their_word() -> None:
    result = try_rules()
    assert [failure.message["en"] for failure in result.failures] == []
    assert result.tests >= 15 and result.coverage.percent >= 99


def test_a_gap_without_a_unit_is_in_that_of_the_finding(here: Path) -> None:
    assert failures(f"text: {WRONG}\nexpect: [{{rule: own.expenditure, gap: 53.985}}]") == []


def test_a_pack_that_is_named_twice_is_tried_once(here: Path) -> None:
    once, twice = try_rules("cn-final-accounts"), try_rules("cn-final-accounts", "cn-final-accounts")
    assert once.tests == twice.tests > 0


def test_expectations_have_an_end(here: Path) -> None:
    many = ", ".join(["{rule: own.expenditure}"] * 301)
    with pytest.raises(RulebookError, match="at most 300 items"):
        failures(f"text: {WRONG}\nexpect: [{many}]")
