"""The action, its steps run as the runner of GitHub runs them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from outside import environment

PROJECT = Path(__file__).parents[2]
ACTION = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass
class Runner:
    """What the runner does for the steps of a composite action: it resolves expressions, sets the environment of the
    step and runs its script by `bash --noprofile --norc -eo pipefail`; outputs and the summary are files."""

    action: Path
    workspace: Path
    temp: Path

    def step(self, number: int, inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
        step = ACTION["runs"]["steps"][number]
        assert step["shell"] == "bash"
        given = {name: str(inputs.get(name, one.get("default", ""))) for name, one in ACTION["inputs"].items()}
        context = {f"inputs.{name}": value for name, value in given.items()}
        context["github.action_path"] = str(self.action)
        files = {name: self.temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.unlink(missing_ok=True)
            file.touch()
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        more = {name: EXPRESSION.sub(lambda found: context[found[1]], value) for name, value in step["env"].items()}
        more |= {name: str(file) for name, file in files.items()}
        more |= {"RUNNER_TEMP": str(self.temp), "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_ACTIONS": "true"}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=environment(**more),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def check(self, paths: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        return self.step(1, {"paths": paths, **{name.replace("_", "-"): value for name, value in inputs.items()}})

    def outputs(self) -> dict[str, str]:
        """The outputs of the action, as its expressions take them from those of its steps."""
        lines = (self.temp / "github_output").read_text("utf-8").rstrip("\n").split("\n")
        told = {f"steps.check.outputs.{name}": value for name, value in (line.split("=", 1) for line in lines)}
        values = {name: EXPRESSION.fullmatch(one["value"]) for name, one in ACTION["outputs"].items()}
        return {name: told.get(found[1], "") for name, found in values.items() if found}

    def summary(self) -> str:
        return (self.temp / "github_step_summary").read_text("utf-8")


@pytest.fixture(scope="module")
def runner(
    tmp_path_factory: pytest.TempPathFactory,
    repository: Path,
    installed: Callable[[subprocess.CompletedProcess[str]], None],
) -> Runner:
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    workspace, temp = tmp_path_factory.mktemp("workspace"), tmp_path_factory.mktemp("runner")
    runner = Runner(repository, workspace, temp)
    installed(runner.step(0, {"python": sys.executable}))
    drafts = workspace / "drafts"
    (drafts / "deep").mkdir(parents=True)
    shutil.copy(PROJECT / "fixtures/service-centre-2021.docx", drafts / "deep/决算 [1].docx")
    shutil.copy(PROJECT / "fixtures/service-centre-2021-consistent.docx", drafts / "good.docx")
    (workspace / "small.txt").write_text("全年支出总计594.73万元。\n", encoding="utf-8")
    return runner


def test_the_schema_of_actions_accepts_it() -> None:
    words = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(PROJECT / "action.yml")]
    run = subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment(), check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_what_others_write_never_becomes_a_part_of_a_script() -> None:
    assert [step for step in ACTION["runs"]["steps"] if "${{" in step["run"]] == []


def test_inputs_are_used_and_outputs_are_made() -> None:
    steps = ACTION["runs"]["steps"]
    used = {name for step in steps for value in step["env"].values() for name in EXPRESSION.findall(value)}
    assert used == {f"inputs.{name}" for name in ACTION["inputs"]} | {"github.action_path"}
    for step in steps:
        assert all(re.search(rf"\${{?{name}\b", step["run"]) for name in step["env"])


def test_findings_fail_the_step_and_are_annotations(runner: Runner) -> None:
    run = runner.check("drafts/**/*.docx", report="all.json", sarif="all.sarif", lang="en")
    assert run.returncode == 1, run.stderr
    lines = run.stdout.splitlines()
    assert lines and all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert any(line.startswith("::error file=drafts/deep/决算 [1].docx,line=") for line in lines)
    assert runner.outputs() == {"report": "all.json", "sarif": "all.sarif", "exit-code": "1"}
    data: dict[str, Any] = json.loads((runner.workspace / "all.json").read_text("utf-8"))
    assert [one["source"]["name"] for one in data["documents"]] == ["决算 [1].docx", "good.docx"]
    assert json.loads((runner.workspace / "all.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert "### drafts/deep/决算" in runner.summary()


def test_nothing_found_passes(runner: Runner) -> None:
    run = runner.check("drafts/good.docx\n", summary="false", format="text")
    assert run.returncode == 0, run.stderr
    assert runner.outputs() == {"report": "", "sarif": "", "exit-code": "0"}
    assert runner.summary() == "" and "good.docx" in run.stdout
    assert runner.check("drafts/deep/决算 [1].docx", fail_on="never").returncode == 0


def test_rules_are_taken_line_by_line(runner: Runner) -> None:
    (runner.workspace / "own rules.yaml").write_text("[]", encoding="utf-8")
    assert runner.check("drafts/good.docx", rules="own rules.yaml\ncn-final-accounts\n").returncode == 0
    assert runner.check("drafts/good.docx", rules="no-such-pack").returncode == 4
    assert runner.outputs()["exit-code"] == "4"


def test_a_pattern_without_a_file_is_told(runner: Runner) -> None:
    run = runner.check("drafts/*.pdf\ndrafts/good.docx")
    assert run.returncode == 3
    assert "::error file=drafts/*.pdf" in run.stdout
    assert runner.check("drafts/*").returncode == 0  # a folder that a pattern fits is no file
    assert runner.check("\n").returncode == 2


@pytest.mark.parametrize(
    "hostile",
    ['"; touch broken; "', "$(touch broken)", "`touch broken`", "--output=broken", "a\x0bb", "x' && touch broken && '"],
)
def test_hostile_inputs_are_only_text(runner: Runner, hostile: str) -> None:
    run = runner.check(hostile)
    assert run.returncode == 3 and "does not exist" in run.stdout + run.stderr
    for name in ("rules", "fail_on", "lang", "format", "report", "sarif", "summary"):
        runner.check("small.txt", **{name: hostile})
        assert set(runner.outputs()["exit-code"]) <= set("0123456789")
    assert not (runner.workspace / "broken").exists()


def test_an_output_cannot_forge_another(runner: Runner) -> None:
    runner.check("small.txt", report="a.json\nexit-code=0")
    lines = (runner.temp / "github_output").read_text("utf-8").rstrip("\n").split("\n")
    assert [line.split("=")[0] for line in lines].count("exit-code") == 1
