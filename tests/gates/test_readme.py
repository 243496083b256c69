"""What the README tells a reader to type exists, and .ci/run types the same."""

import re
from pathlib import Path

import pytest

from disclosure_rules.cli import cli, run_command

PROJECT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def blocks(name: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", (PROJECT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands(name: str) -> list[list[str]]:
    lines = [line for block in blocks(name) for line in block.splitlines() if "disclosure-rules" in line]
    told = [line.split("disclosure-rules", 1)[1].split("#")[0].split() for line in lines]
    return [words for words in told if words]


@pytest.mark.parametrize("page", sorted((PROJECT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_rules_in_the_documentation_are_right(page: Path, tmp_path: Path) -> None:
    rules = re.findall(r"^```yaml\n(- id.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    path = tmp_path / "own.yaml"
    renamed = "".join(rules).replace("- id: ", "- id: own.")
    path.write_text(renamed or "[]", "utf-8")
    if rules:
        assert run_command(["rules", "lint", str(path)]) == 0
        assert run_command(["rules", "test", str(path)]) == 0


@pytest.mark.parametrize("page", [*READMES, *(f"docs/{page.name}" for page in (PROJECT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    path = PROJECT / page
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_two_readmes_tell_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.mark.parametrize("words", commands("README.md"), ids=" ".join)
def test_commands_exist(words: list[str]) -> None:
    assert words[0] in cli.commands
    options = [word for word in words if word.startswith("-")]
    command = cli.commands[words[0]]
    subcommands = getattr(command, "commands", {})
    if subcommands:
        assert words[1] in subcommands
        command = subcommands[words[1]]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert set(options) <= known


def test_the_rule_that_is_explained_exists(capsys: pytest.CaptureFixture[str]) -> None:
    told = [words for words in commands("README.md") if words[0] == "explain" and "--report" not in words]
    assert told and all(run_command(words) == 0 for words in told)
    assert told[0][1] in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_files_that_are_named_exist(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\b((?:fixtures|rules|tests|docs|src)/[\w./-]*\w)", text))
    assert named and all((PROJECT / path).exists() for path in named)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (line,) = [line for block in blocks("README.md") for line in block.splitlines() if "pytest" in line]
    command = line.rsplit("&&", 1)[1].split("/bin/", 1)[1].strip()
    assert command == "python -m pytest"
    assert f'"$venv/bin/{command.split()[0]}" {command.split(maxsplit=1)[1]}' in (PROJECT / ".ci/run").read_text(
        "utf-8"
    )


def test_the_main_command_finds_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = [
        line for block in blocks("README.md") for line in block.splitlines() if "venv" in line and " check " in line
    ]
    path = PROJECT / line.rsplit(" ", 1)[1]
    assert run_command(["check", str(path)]) == 1
    assert "594.73" in capsys.readouterr().out
