"""The recipes of the documentation, judged by the schemas of those who run them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from disclosure_rules.cli import cli
from disclosure_rules.outputs import FORMATS
from disclosure_rules.outputs.csv import COLUMNS
from outside import environment

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs/in-ci.md").read_text("utf-8")


def recipe(heading: str) -> str:
    """The YAML under a heading."""
    section = re.split(r"^# ", PAGE, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{heading}\n")]
    found = re.search(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize(("heading", "schema"), [("GitHub", "vendor.github-workflows"), ("GitLab", "vendor.gitlab-ci")])
def test_the_runners_accept_them(heading: str, schema: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yml"
    path.write_text(recipe(heading), encoding="utf-8")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    run = subprocess.run(words, capture_output=True, text=True, env=environment(), check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_pre_commit_accepts_its_recipe(tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(recipe("pre-commit"), encoding="utf-8")
    words = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    run = subprocess.run(words, capture_output=True, text=True, env=environment(), check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    hooks = {hook["id"] for hook in yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repository,) = yaml.safe_load(path.read_text("utf-8"))["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == hooks


def test_the_recipe_gives_the_action_what_it_takes() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))
    (step,) = [
        step
        for step in yaml.safe_load(recipe("GitHub"))["jobs"]["disclosures"]["steps"]
        if "disclosure-rules" in step["uses"]
    ]
    assert set(step["with"]) <= set(action["inputs"])
    told = re.findall(r"^\| (`[^|]*`) \| ", PAGE[PAGE.index("| Input |") : PAGE.index("Outputs are")], re.MULTILINE)
    assert {name for cell in told for name in re.findall(r"`([\w-]+)`", cell)} == set(action["inputs"])
    outputs = re.findall(r"`([\w-]+)`", re.findall(r"Outputs are (.*?)\.", PAGE)[0])
    assert set(outputs) == set(action["outputs"])


def test_every_format_and_every_column_is_told() -> None:
    table = PAGE[PAGE.index("| Format |") : PAGE.index("The texts are in the language")]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(FORMATS)
    columns = re.findall(r"their names are(.*?)\.", PAGE, re.DOTALL)[0]
    assert tuple(re.findall(r"`(\w+)`", columns)) == COLUMNS


def test_the_options_of_the_page_exist() -> None:
    lines = [line for line in PAGE.splitlines() if "disclosure-rules check" in line]
    known = {option for parameter in cli.commands["check"].params for option in parameter.opts}
    assert lines and {option for line in lines for option in re.findall(r"--[a-z-]+", line)} <= known
    also = {one for line in lines for one in re.findall(r"--also (\w+)=", line)}
    assert also and also <= set(FORMATS)
