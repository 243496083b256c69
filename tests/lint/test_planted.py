"""Lint finds what is planted in fixtures/lint, each at its line, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disclosure_rules.api import lint

PLANTED = Path(__file__).parents[2] / "fixtures" / "lint"
MARK = re.compile(r"# ((?:!\S+ ?)+)$")


def packs() -> list[Path]:
    return sorted(path for path in PLANTED.iterdir() if path.suffix == ".yaml" or (path / "pack.yaml").exists())


def planted(pack: Path) -> set[tuple[str, int, str]]:
    """(file name, line, code) of every mark in the files of a pack."""
    files = [pack] if pack.is_file() else sorted(pack.rglob("*.yaml"))
    found = set()
    for file in files:
        for line, text in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if mark := MARK.search(text):
                found |= {(file.name, line, code.strip("! ")) for code in mark[1].split()}
    return found


@pytest.mark.parametrize("pack", packs(), ids=lambda path: path.name)
def test_each_mistake_is_told_at_its_line(pack: Path) -> None:
    remarks = lint(str(pack))
    assert {(Path(one.place[0]).name, one.place[1], one.code) for one in remarks} == planted(pack)
    assert all(one.message["zh"] and one.message["en"] for one in remarks)


def test_there_are_many_kinds_of_mistakes() -> None:
    marks = [mark for pack in packs() for mark in planted(pack)]
    assert len(marks) >= 45
    assert len({code for _, _, code in marks}) >= 25


def test_the_shipped_packs_are_clean() -> None:
    assert lint() == ()
