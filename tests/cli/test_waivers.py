"""Waivers, a baseline and a file of options, from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from disclosure_rules.cli import run_command

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAME = "service-centre-2021.docx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    shutil.copy(FIXTURES / NAME, tmp_path)
    return tmp_path


def filled(text: str) -> str:
    return text.replace("reason: ''", "reason: 口径不同，另附说明").replace("by: ''", "by: 财务科")


def run(*words: str) -> int:
    return run_command([*words])


def test_a_draft_filled_in_accepts_all_and_tells_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", NAME) == 1
    assert run("waivers", "draft", NAME, "--output", "w.yaml") == 0
    draft = (folder / "w.yaml").read_text("utf-8")
    assert run("check", NAME, "--waivers", "w.yaml") == 1  # no reasons yet
    (folder / "w.yaml").write_text(filled(draft), "utf-8")
    capsys.readouterr()
    assert run("check", NAME, "--waivers", "w.yaml", "--fail-on", "warning") == 0
    told = capsys.readouterr().out
    assert told.count("口径不同，另附说明（财务科）") == draft.count("- finding:") > 20
    assert "没有新的问题" in told and "✗" not in told
    assert run("waivers", "draft", NAME, "--waivers", "w.yaml", "--output", "more.yaml") == 0
    assert "finding" not in (folder / "more.yaml").read_text("utf-8")


def test_the_explanations_as_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("waivers", "draft", NAME, "--output", "w.yaml")
    (folder / "w.yaml").write_text(filled((folder / "w.yaml").read_text("utf-8")), "utf-8")
    capsys.readouterr()
    assert run("waivers", "list", NAME, "--waivers", "w.yaml") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"# {NAME}"
    rows = [line for line in lines if "另附说明" in line]
    assert len(rows) > 20 and {line.replace("\\|", "").count("|") for line in rows} == {7}


def test_prune(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "waivers:\n- finding: 0123456789ab\n  reason: x\n  by: 财务科\n"
    (folder / "w.yaml").write_text(text, "utf-8")
    assert run("waivers", "prune", "w.yaml", NAME) == 0
    assert capsys.readouterr().out == "1 of 1 waivers removed\n"
    assert (folder / "w.yaml").read_text("utf-8") == "waivers:\n"


def test_only_what_is_new_fails(folder: Path) -> None:
    assert run("check", NAME, "--format", "json", "--output", "baseline.json") == 1
    assert run("check", NAME, "--baseline", "baseline.json", "--fail-on", "warning") == 0
    data = json.loads((folder / "baseline.json").read_text("utf-8"))
    data["documents"][0]["findings"] = data["documents"][0]["findings"][1:]
    (folder / "less.json").write_text(json.dumps(data), "utf-8")
    assert run("check", NAME, "--baseline", "less.json", "--fail-on", "warning") == 1


@pytest.mark.parametrize(
    ("name", "content", "option", "said"),
    [
        ("w.yaml", "waivers:\n- rule: x\n", "--waivers", "w.yaml:2:3: a waiver names a `finding` by its id"),
        ("w.yaml", "waivers: [", "--waivers", "w.yaml:"),
        ("b.json", "{}", "--baseline", "b.json is not a report written with --format json"),
        ("b.json", "\ufeff", "--baseline", "b.json is not a report written with --format json"),
    ],
)
def test_a_wrong_file_is_wrong_use(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, option: str, said: str
) -> None:
    (folder / name).write_text(content, "utf-8")
    assert run("check", NAME, option, name) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--waivers", "--baseline"])
def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert run("check", NAME, option, "none") == 2
    assert "does not exist" in capsys.readouterr().err


# A file of options.


def test_options_of_a_project(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "disclosure-rules.toml").write_text('lang = "en"\nfail-on = "never"\nshow = ["unread"]\n', "utf-8")
    assert run("check", NAME) == 0
    assert "figures understood" in capsys.readouterr().out
    assert run("check", NAME, "--fail-on", "error") == 1  # the command line comes first
    assert run("check", NAME, "--no-config") == 1
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert run("check", f"../{NAME}") == 0


def test_paths_are_from_the_folder_of_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", NAME, "--format", "json", "--output", "baseline.json")
    (folder / "pyproject.toml").write_text('[tool.disclosure-rules]\nbaseline = "baseline.json"\n', "utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert run("check", f"../{NAME}", "--fail-on", "warning") == 0


def test_a_named_file_of_options_and_one_of_others(folder: Path) -> None:
    (folder / "other.toml").write_text('fail-on = "never"\n', "utf-8")
    (folder / "pyproject.toml").write_text("[tool.ruff]\nline-length = 120\n", "utf-8")
    assert run("check", NAME) == 1
    assert run("check", NAME, "--config", "other.toml") == 0


def test_what_is_excluded_is_not_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "drafts").mkdir()
    shutil.copy(folder / NAME, folder / "drafts" / NAME)
    (folder / "disclosure-rules.toml").write_text('exclude = "drafts/*"\n', "utf-8")
    assert run("check", f"drafts/{NAME}") == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "note: every file is excluded, so nothing was checked\n")


def test_what_is_set_for_reports_does_not_hold_for_drafts(folder: Path) -> None:
    (folder / "disclosure-rules.toml").write_text('output = "report.txt"\n', "utf-8")
    assert run("check", NAME) == 1
    report = (folder / "report.txt").read_text("utf-8")
    assert run("waivers", "draft", NAME) == 0 and run("read", NAME) == 0
    assert (folder / "report.txt").read_text("utf-8") == report


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('lan = "en"\n', "disclosure-rules.toml:1: unknown key `lan`; did you mean `lang`?"),
        ('lang = "en"\nfail-on = 3\n', "disclosure-rules.toml:2: `fail-on` must be text"),
        ("timeout = true\n", "disclosure-rules.toml:1: `timeout` must be a whole number"),
        ("rules = [1]\n", "`rules` must be text, or a list of such"),
        ('lang = "fr"\n', "'fr' is not one of 'zh', 'en'"),
        ("lang\n", "disclosure-rules.toml is not TOML"),
        ("[" * 5000, "disclosure-rules.toml is not TOML"),
    ],
)
def test_a_wrong_file_of_options(folder: Path, capsys: pytest.CaptureFixture[str], content: str, said: str) -> None:
    (folder / "disclosure-rules.toml").write_text(content, "utf-8")
    assert run("check", NAME) == 2
    assert said in capsys.readouterr().err


def test_a_file_of_options_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", NAME, "--config", "none.toml") == 2
    assert "Cannot read none.toml" in capsys.readouterr().err
