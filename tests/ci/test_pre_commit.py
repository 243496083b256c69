"""The hooks, run by pre-commit itself on a small repository."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from outside import environment, git

PROJECT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
RULE = """
- id: own.total
  title: {zh: 支出总计相等, en: Totals are equal}
  kind: restated
  severity: SEVERITY
  basis: 内部规定
"""


def pre_commit(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=folder,
        env=environment(PRE_COMMIT_HOME=str(home), PRE_COMMIT_COLOR="never", PYTHONIOENCODING="utf-8"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory,
    repository: Path,
    installed: Callable[[subprocess.CompletedProcess[str]], None],
) -> tuple[Path, Path]:
    """A repository of an office that uses the hooks, and the folder where pre-commit has installed them."""
    folder, home = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("home")
    git(folder, "init", "--quiet")
    hooks = [{"id": "disclosure-rules"}, {"id": "disclosure-rules-lint", "args": ["rules/own.yaml"]}]
    use = {"repo": str(repository), "rev": git(repository, "rev-parse", "HEAD"), "hooks": hooks}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [use]}), encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "notes.md").write_text("支出总计594.73万元。\n", encoding="utf-8")
    git(folder, "add", "--all")
    installed(pre_commit(folder, home, "install-hooks"))
    return folder, home


def run(office: tuple[Path, Path], hook: str) -> subprocess.CompletedProcess[str]:
    folder, home = office
    git(folder, "add", "--all")
    return pre_commit(folder, home, "run", hook, "--all-files")


def test_pre_commit_accepts_the_manifest() -> None:
    words = [sys.executable, "-m", "pre_commit", "validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml")]
    assert subprocess.run(words, env=environment(), check=False).returncode == 0


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("决算 表.docx", True),
        ("a/b.PDF", True),
        ("a.xls", True),
        ("a.wps", True),
        ("a.html", False),
        ("notes.md", False),
        ("a.docx.txt", False),
        ("docx", False),
    ],
)
def test_which_files_are_taken(path: str, taken: bool) -> None:
    (hook,) = [hook for hook in HOOKS if hook["id"] == "disclosure-rules"]
    assert bool(re.search(hook["files"], path)) is taken


def test_a_document_is_checked(office: tuple[Path, Path]) -> None:
    path = office[0] / "决算 表.docx"
    shutil.copy(PROJECT / "fixtures/service-centre-2021-consistent.docx", path)
    passed = run(office, "disclosure-rules")
    assert passed.returncode == 0, passed.stdout
    assert "Passed" in passed.stdout
    shutil.copy(PROJECT / "fixtures/service-centre-2021.docx", path)
    failed = run(office, "disclosure-rules")
    assert failed.returncode == 1
    assert "exit code: 1" in failed.stdout and "594.73" in failed.stdout and "决算 表.docx" in failed.stdout
    path.unlink()
    assert "no files to check" in run(office, "disclosure-rules").stdout  # notes.md is not a disclosure


def test_rules_are_linted(office: tuple[Path, Path]) -> None:
    path = office[0] / "rules/own.yaml"
    path.write_text(RULE.replace("SEVERITY", "error"), encoding="utf-8")
    passed = run(office, "disclosure-rules-lint")
    assert passed.returncode == 0, passed.stdout
    path.write_text(RULE.replace("SEVERITY", "fatal"), encoding="utf-8")
    failed = run(office, "disclosure-rules-lint")
    assert failed.returncode == 1
    assert "exit code: 4" in failed.stdout and "own.yaml:5:" in failed.stdout
