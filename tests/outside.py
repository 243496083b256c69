"""Commands run as another process would run them, away from this run of the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["environment", "git"]


def environment(**more: str) -> dict[str, str]:
    """The environment without what would lead back into this run: its paths, and the repository it is run in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    run = subprocess.run(
        ["git", *who, *words], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    return run.stdout.strip()
