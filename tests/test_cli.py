import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.checks.kind import Kind
from disclosure_rules.cli import main, run_command
from disclosure_rules.cli.check import check
from disclosure_rules.facts.structured import write_document
from disclosure_rules.outputs import FORMATS
from disclosure_rules.outputs.options import LANGUAGES, SHOWN
from disclosure_rules.quantity import Verdict
from toys import SENTENCES, document, kind, says

RULES = """
- id: toy.sum
  title: {zh: 合计等于各部分之和, en: A total equals its parts}
  kind: toy
  severity: error
  basis: 某法第一条
  docs: Why a total matters.
  examples:
    - {given: {全年合计: 5 万元, 日常部分: 5 万元}, verdict: holds}
"""
TOYS: Mapping[str, Kind] = {
    "toy": kind("toy", says(Verdict.VIOLATED, 0, 1, 2, expected="612.73", gap="17.94", unit="万元"))
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document and a rule that finds it wrong."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("disclosure_rules.api.KINDS", TOYS)
    monkeypatch.setattr("disclosure_rules.checks.KINDS", TOYS)
    Path("document.json").write_text(write_document(document()), encoding="utf-8")
    Path("rules.yaml").write_text(RULES, encoding="utf-8")
    # the shipped packs speak of kinds that are not toys
    monkeypatch.setattr("disclosure_rules.api._shipped", dict)
    return tmp_path


def use(*words: str) -> int:
    return run_command(words)


def test_check_reports_and_fails(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert use("check", "document.json", "--rules", "rules.yaml") == 1
    out, err = capsys.readouterr()
    assert "全年合计花去【594.73万元】" in out
    assert "应为 612.73 万元" in out and "某法第一条" in out
    assert err == ""


def test_json_in_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("check", "document.json", "--rules", "rules.yaml", "--format", "json", "--output")
    assert use(*words, "one.json") == use(*words, "two.json") == 1
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    data = json.loads(Path("one.json").read_text(encoding="utf-8"))
    assert data["rulebook"]["id"] == "rules"
    assert [finding["rule"] for finding in data["documents"][0]["findings"]] == ["toy.sum"]
    assert capsys.readouterr() == ("", "")


def test_several_reports_of_one_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    also = [word for one in sorted(set(FORMATS) - {"text"}) for word in ("--also", f"{one}=report.{one}")]
    assert use("check", "document.json", "--rules", "rules.yaml", *also) == 1
    assert "应为 612.73 万元" in capsys.readouterr().out
    assert {path.suffix[1:] for path in here.glob("report.*")} == set(FORMATS) - {"text"}
    for format in ("json", "csv", "sarif"):
        assert use("check", "document.json", "--rules", "rules.yaml", "--format", format, "--output", "alone") == 1
        assert Path("alone").read_bytes() == Path(f"report.{format}").read_bytes()


def test_a_report_that_cannot_be_written_costs_no_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    also = ("--also", "csv=no/such/folder/report.csv", "--also", "gitlab=report.json")
    assert use("check", "document.json", "--rules", "rules.yaml", *also) == 2
    out, err = capsys.readouterr()
    assert "612.73" in out and "612.73" in Path("report.json").read_text("utf-8")
    assert "Cannot write no/such/folder/report.csv" in err


@pytest.mark.parametrize(
    "given", ["drafts/document.json", "./drafts/../drafts/document.json", "{here}/drafts/document.json"]
)
def test_paths_are_told_from_the_working_directory(here: Path, capsys: pytest.CaptureFixture[str], given: str) -> None:
    Path("drafts").mkdir()
    Path("document.json").rename("drafts/document.json")
    given = given.format(here=Path.cwd())
    assert use("check", given, "drafts/missing.pdf", "--rules", "rules.yaml", "--format", "gitlab") == 3
    told = json.loads(capsys.readouterr().out)
    assert [one["location"]["path"] for one in told] == ["drafts/document.json", "drafts/missing.pdf"]


def test_the_exit_code_is_told_where_a_format_has_a_place_for_it(here: Path) -> None:
    for fail_on, code in (("error", 1), ("never", 0)):
        words = ("--rules", "rules.yaml", "--fail-on", fail_on, "--also", "sarif=report.sarif")
        assert use("check", "document.json", *words) == code
        (run,) = json.loads(Path("report.sarif").read_text("utf-8"))["runs"]
        assert run["invocations"][0]["exitCode"] == code


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux")
def test_a_name_that_is_no_text_is_no_crash(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"\xff.txt")
    Path(name).touch()
    also = [word for one in FORMATS for word in ("--also", f"{one}=report.{one}")]
    assert use("check", name, "--rules", "rules.yaml", *also) == 3
    assert json.loads(Path("report.json").read_text("utf-8"))["documents"][0]["source"]["name"] == name
    assert '"uri": "%FF.txt"' in Path("report.sarif").read_text("utf-8")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(here: Path, fail_on: str, code: int) -> None:
    assert use("check", "document.json", "--rules", "rules.yaml", "--fail-on", fail_on) == code


def test_language_and_lists(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use("check", "document.json", "--rules", "rules.yaml", "--lang", "en", "--show", "unread")
    out = capsys.readouterr().out
    assert "should be 612.73" in out and "figures not understood (1)" in out


def test_an_unreadable_file_does_not_lose_the_others(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.json").write_text("{", encoding="utf-8")
    words = ("check", "broken.json", "missing.docx", "document.json", "--rules", "rules.yaml", "--format", "json")
    assert use(*words, "--fail-on", "never") == 3
    out, err = capsys.readouterr()
    documents = json.loads(out)["documents"]
    assert [item["source"]["name"] for item in documents] == ["broken.json", "missing.docx", "toy.txt"]
    assert [len(item["findings"]) for item in documents] == [0, 0, 1]
    assert [line.split(":")[0] for line in err.splitlines()] == ["error", "error"]


def test_a_reader_that_fails_in_an_unforeseen_way(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise IndexError("deep inside")

    monkeypatch.setattr("disclosure_rules.facts.structured.parse_document", fails)
    assert use("check", "document.json", "--rules", "rules.yaml") == 3
    assert "IndexError: deep inside" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "document.json", "--format", "pdf"),
        ("check", "document.json", "--rules", "rules.yaml", "--output", "no/such/folder/report.json"),
        ("check", "document.json", "--also", "sarif"),
        ("check", "document.json", "--also", "pdf=report.pdf"),
        ("check", "document.json", "--also", "csv="),
        ("check", "document.json", "--also", "csv=a", "--output", "./a"),
        ("explain", "no.such.rule", "--rules", "rules.yaml"),
        ("explain", "0123456789ab", "--rules", "rules.yaml", "--report", "document.json"),
        ("explain", "0123456789ab", "--rules", "rules.yaml", "--report", "rules.yaml"),
        ("nothing",),
    ],
)
def test_wrong_use(here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert use(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Error: " in err and "Traceback" not in err


def test_a_wrong_rulebook_lists_every_mistake(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = RULES.replace("severity: error", "severity: fatal").replace("kind: toy", "kind: tory")
    Path("rules.yaml").write_text(wrong, encoding="utf-8")
    assert use("check", "document.json", "--rules", "rules.yaml") == 4
    err = capsys.readouterr().err
    assert len(err.splitlines()) >= 2
    assert all(line.startswith("error: rules.yaml:") for line in err.splitlines())
    assert "did you mean `toy`?" in err
    assert use("rules", "lint", "rules.yaml") == 4
    assert use("check", "document.json", "--rules", "no-such-pack") == 4


def test_read_writes_what_check_accepts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert use("read", "document.json", "--rules", "rules.yaml") == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["schema"] == "disclosure-rules/document/1"
    assert use("read", "document.json", "-o", "again.yaml", "--rules", "rules.yaml") == 0
    assert use("check", "again.yaml", "--rules", "rules.yaml", "--format", "json") == 1
    assert json.loads(capsys.readouterr().out)["documents"][0]["summary"]["figures_read"] == 5
    assert use("read", "missing.docx", "--rules", "rules.yaml") == 3
    assert capsys.readouterr().err.startswith("error: ")


def test_explain_a_rule(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert use("explain", "toy.sum", "--rules", "rules.yaml", "--lang", "en") == 0
    out = capsys.readouterr().out
    for words in ("A total equals its parts", "Why a total matters.", "某法第一条", "holds: 全年合计 5 万元"):
        assert words in out


def test_explain_a_finding_of_a_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use("check", "document.json", "--rules", "rules.yaml", "--format", "json", "--output", "report.json")
    identity = json.loads(Path("report.json").read_text(encoding="utf-8"))["documents"][0]["findings"][0]["id"]
    assert use("explain", identity, "--report", "report.json", "--rules", "rules.yaml", "--lang", "en") == 0
    out = capsys.readouterr().out
    for words in ("[594.73万元]", "should be 612.73 万元", "Why a total matters."):
        assert words in out


def test_rules_list_and_schemas(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert use("rules", "list", "rules.yaml", "--lang", "en") == 0
    assert capsys.readouterr().out == "toy.sum\ttoy\terror\tA total equals its parts\n"
    assert use("rules", "lint", "rules.yaml", "--format", "json") == 4  # two figures are not what this toy is made for
    (violated, disagrees) = json.loads(capsys.readouterr().out)["remarks"]
    assert (violated["code"], violated["severity"]) == ("never-shown-violated", "warning")
    assert (disagrees["code"], disagrees["file"], disagrees["line"]) == ("example-disagrees", "rules.yaml", 9)
    for which in ("rules", "pack", "document"):
        assert use("rules", "schema", which) == 0
        assert "json-schema.org/" in json.loads(capsys.readouterr().out)["$schema"]


def test_rules_list_with_origins(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert use("rules", "list", "rules.yaml", "--lang", "en", "--origin") == 0
    head, origin = capsys.readouterr().out.splitlines()
    assert (head, origin) == ("toy.sum\ttoy\terror\tA total equals its parts", "\trules\trules.yaml:2\tdeclares it")


@pytest.mark.parametrize(("day", "code"), [("2024-09-01", 1), ("2024-02-30", 2), ("tomorrow", 2)])
def test_the_day_that_counts_is_a_day(here: Path, day: str, code: int) -> None:
    assert use("check", "document.json", "--rules", "rules.yaml", "--date", day) == code


def test_the_day_is_part_of_the_rulebook() -> None:
    days = [None, date(2024, 9, 1), date(2024, 9, 2)]
    assert len({load_rulebook(day=day).rulebook.sha256 for day in days}) == len(days)


def test_every_format_and_list_can_be_asked_for() -> None:
    choices = {
        parameter.name: parameter.type.choices for parameter in check.params if hasattr(parameter.type, "choices")
    }
    assert set(choices["format_"]) == set(FORMATS)
    assert set(choices["show"]) == set(SHOWN)
    assert set(choices["language"]) == set(LANGUAGES)


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert use("--help") == use("check", "-h") == use("--version") == 0
    assert "--fail-on" in capsys.readouterr().out


def test_the_console_script_survives_a_reader_that_leaves_early(tmp_path: Path) -> None:
    file = tmp_path / "document.txt"
    file.write_text("\n".join(SENTENCES * 200), encoding="utf-8")
    script = "from disclosure_rules.cli import main; main()"
    command = [sys.executable, "-c", script, "check", str(file), "--show", "unread", "--show", "unchecked"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()
        code = process.wait()
    assert err == ""
    assert code in (0, 1)


def test_a_mistake_of_the_program_does_not_look_like_findings(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("disclosure_rules.outputs.write", fails)
    monkeypatch.setattr("sys.argv", ["disclosure-rules", "check", "document.json", "--rules", "rules.yaml"])
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_front_door_is_lazy() -> None:
    script = "import sys, disclosure_rules; print('pydantic' in sys.modules, sorted(disclosure_rules.__all__)[:2])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "False ['Checker', 'Document']\n"


def test_every_name_of_the_front_door_opens() -> None:
    import disclosure_rules

    for name in disclosure_rules.__all__:
        assert getattr(disclosure_rules, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'missing'"):
        _ = disclosure_rules.missing


def test_an_installation_without_its_packs_is_no_pass(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert use("check", "document.json") == 4
    assert "packs are missing" in capsys.readouterr().err


def test_the_package_runs_as_a_module() -> None:
    told = subprocess.run([sys.executable, "-m", "disclosure_rules", "--version"], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
