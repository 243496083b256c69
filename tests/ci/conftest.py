"""The project as those who use it by its repository get it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from outside import git

PROJECT = Path(__file__).parents[2]
_PARTS = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml")
_UNREACHABLE = ("No matching distribution found", "Could not find a version", "NewConnectionError", "ConnectionError")


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with the files of this one that an installation needs, as they are now."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    folder = tmp_path_factory.mktemp("repository")
    for part in _PARTS:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, folder / part)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as it is")
    return folder


@pytest.fixture(scope="session")
def installed() -> Callable[[subprocess.CompletedProcess[str]], None]:
    """Skip where an installation failed for want of a package index; any other failure is one."""

    def judge(run: subprocess.CompletedProcess[str]) -> None:
        told = run.stdout + run.stderr
        if run.returncode != 0 and any(sign in told for sign in _UNREACHABLE):
            pytest.skip("no package index can be reached to install the project from")
        assert run.returncode == 0, told

    return judge
