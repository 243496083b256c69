"""What a change of rules does to documents, and what documents propose as rules."""

import json
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.checks.written import as_document
from disclosure_rules.cli import run_command
from disclosure_rules.facts.tree import Trees
from disclosure_rules.report import DocumentReport, suggestions

TEXT = """某县水利局2022年度部门决算
2022年本年支出合计880.00万元，其中：基本支出528.00万元，占66%；项目支出352.00万元，占40%。
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus" / "deep").mkdir(parents=True)
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus" / "deep" / "b.txt").write_text(TEXT.replace("66%", "60%"), encoding="utf-8")
    (tmp_path / "corpus" / "notes.xyz").write_text("not a document", encoding="utf-8")
    (tmp_path / "own" / "rules").mkdir(parents=True)
    manifest = "id: own\nversion: '1'\ntitle: {zh: 自有, en: Own}\nextends: [cn-final-accounts]\n"
    (tmp_path / "own" / "pack.yaml").write_text(manifest)
    return tmp_path


def change(here: Path, rules: str) -> None:
    (here / "own" / "rules" / "a.yaml").write_text(rules, encoding="utf-8")


def diff(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run_command(["rules", "diff", "cn-final-accounts", "own", "--corpus", "corpus", *words]) in (0, 1)
    return capsys.readouterr().out


def test_rules_that_say_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(here, "[]")
    assert diff(capsys) == "0 rules differ; findings differ in 0 of 2 documents\n"
    assert run_command(["rules", "diff", "cn-final-accounts", "own", "--exit-code"]) == 0


def test_a_rule_switched_off_and_one_of_another_severity(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(here, "- {id: stated.share, enabled: false}\n- {id: stated.shares-total, severity: warning}\n")
    lines = diff(capsys).splitlines()
    assert lines[0].startswith("- stated.share ") and lines[1] == "~ stated.shares-total  severity"
    assert lines[3] == "corpus/a.txt" and lines[4].startswith("  - error stated.share: ")
    assert lines[5].startswith("  ~ error → warning stated.shares-total: ")
    assert lines[-2:] == ["stated.share  +0 -1", "2 rules differ; findings differ in 1 of 2 documents"]
    assert run_command(["rules", "diff", "cn-final-accounts", "own", "--exit-code"]) == 1


def test_a_new_rule_as_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        here,
        "- id: own.small\n  title: {zh: 支出不超过五百万, en: At most}\n  kind: formula\n"
        "  cells: {支出: {concept: expenditure}, 项目: {concept: expenditure, nature: project}}\n"
        "  expect: 支出 = 项目\n  severity: warning\n  basis: 内部规定\n",
    )
    data = json.loads(diff(capsys, "--format", "json"))
    assert data["added"] == ["own.small"] and data["removed"] == [] and data["changed"] == {}
    assert [[finding["rule"] for finding in one["new"]] for one in data["documents"]] == [["own.small"], ["own.small"]]


def test_a_document_that_cannot_be_read_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(here, "[]")
    (here / "corpus" / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    assert "corpus/c.pdf\n  ? cannot be read\n" in diff(capsys)


# ------------------------------------------------------------------ suggestions

CHECKER = load_rulebook()
TREES = Trees(CHECKER.rulebook.vocabulary["dimensions"])


def checked(text: str, name: str) -> DocumentReport:
    (report,) = CHECKER.check(as_document(text, CHECKER.rulebook.vocabulary, name=name)).documents
    return report


def statement(total: str, personnel: str, operating: str) -> str:
    """Personnel and operating expenditure of the general budget, and basic expenditure of all money."""
    return (
        f"某县水利局2022年度部门决算\n2022年基本支出{total}万元。\n"
        f"2022年一般公共预算财政拨款人员经费支出{personnel}万元，一般公共预算财政拨款公用经费支出{operating}万元。\n"
    )


HOLDING = [statement("1234.56", "1000.33", "234.23"), statement("9876.54", "9000.41", "876.13")]


def proposed(*texts: str, support: int = 2) -> list[tuple[int, int]]:
    found = suggestions([checked(text, f"{n}.txt") for n, text in enumerate(texts)], TREES, support=support)
    return [(len(one.parts), len(one.seen)) for one in found]


def test_a_relation_that_holds_everywhere_is_proposed() -> None:
    assert proposed(*HOLDING) == [(2, 2)]


def test_a_relation_that_fails_somewhere_or_is_seen_too_seldom_is_not() -> None:
    assert proposed(*HOLDING, statement("5555.55", "5000.11", "555.41")) == []
    assert proposed(HOLDING[0]) == [] and proposed(HOLDING[0], support=1) == [(2, 1)]


def test_what_a_rule_has_checked_is_not_proposed() -> None:
    lists = [f"某县水利局2022年度部门决算\n2022年本年支出合计{a}万元，其中：基本支出{b}万元，项目支出{c}万元。\n"
             for a, b, c in (("1234.56", "1000.33", "234.23"), ("9876.54", "9000.41", "876.13"))]  # fmt: skip
    assert proposed(*lists) == []


def test_few_digits_are_equal_by_chance() -> None:
    assert proposed(statement("300", "100", "200"), statement("500", "200", "300")) == []


def test_what_is_proposed_is_a_rule_that_holds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, text in enumerate(HOLDING):
        Path(f"{number}.txt").write_text(text, encoding="utf-8")
    assert run_command(["rules", "suggest", "0.txt", "1.txt", "--output", "suggested.yaml"]) == 0
    text = Path("suggested.yaml").read_text(encoding="utf-8")
    assert "# 0.txt: 1234.56万元 = " in text and "basis: TODO" in text
    (rule,) = load_rulebook("suggested.yaml").rulebook.rules
    assert rule.id == "suggested.relation-1"
    assert run_command(["check", "0.txt", "1.txt", "--rules", "suggested.yaml", "--format", "json"]) == 0
    for item in json.loads(capsys.readouterr().out)["documents"]:
        assert item["summary"]["checks"]["holds"] == 1
    assert run_command(["rules", "lint", "suggested.yaml"]) == 0
    assert "basis-to-be-written" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_left_out_aloud(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "corpus" / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    assert run_command(["rules", "suggest", "corpus"]) == 0
    assert "c.pdf cannot be read and was left out" in capsys.readouterr().err


def test_a_path_that_is_not_there_is_no_empty_corpus(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(here, "[]")
    assert run_command(["rules", "diff", "core", "core", "--corpus", "gone"]) == 3
    assert run_command(["rules", "suggest", "gone"]) == 3
    (here / "corpus" / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    assert run_command(["rules", "diff", "core", "core", "--corpus", "corpus", "--exit-code"]) == 0
    assert run_command(["rules", "diff", "core", "core", "--corpus", "corpus", "--corpus", "corpus/a.txt"]) == 0
    assert "in 0 of 3 documents" in capsys.readouterr().out


def test_the_keys_of_a_kind_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, sign in (("one", "="), ("two", "<=")):
        text = (
            "- id: own.small\n  title: {zh: 支出, en: At most}\n  kind: formula\n"
            f"  cells: {{支出: {{concept: expenditure}}, 收入: {{concept: revenue}}}}\n  expect: 支出 {sign} 收入\n"
            "  severity: warning\n  basis: 内部规定\n"
        )
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    assert run_command(["rules", "diff", "one.yaml", "two.yaml"]) == 0
    assert "~ own.small  expect\n" in capsys.readouterr().out
