"""Every code of lint is told in docs/lint.md with its severity, and every code told is found among what is planted."""

import re
from pathlib import Path

from disclosure_rules.api import lint
from disclosure_rules.lint.remark import INVALID

PROJECT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([a-z-]+)` \| (error|warning|note) \|", re.MULTILINE)


def test_the_codes_are_told() -> None:
    told = dict(ROW.findall((PROJECT / "docs" / "lint.md").read_text("utf-8")))
    packs = [path for home in ("lint", "lint-linear") for path in (PROJECT / "fixtures" / home).iterdir()]
    found = {remark.code: remark.severity for pack in packs for remark in lint(str(pack), notes=True)}
    assert found.pop(INVALID) == "error"
    assert found.items() <= told.items()
    assert told.keys() - found.keys() <= {"undecided", "not-examined"}  # of too many rules, and without the solver
