"""docs/catalogue.md names rules that exist, and every check of the catalogue once."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook

PAGE = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]+-\d+ \|", line)
]


def test_every_rule_named_exists() -> None:
    rules = {rule.id for rule in load_rulebook().rulebook.rules}
    named = {rule for row in ROWS for rule in re.findall(r"`([^`]+)`", row[2])}
    assert len(named) > 100 and named <= rules


def test_what_is_not_decided_says_why() -> None:
    for identity, _, rules, *remark in ROWS:
        said = remark[0].strip() if remark else ""
        assert rules != "—" or said.startswith("left out: "), identity
        assert not said or re.match(r"(left out|partly): .{8}", said), identity


def test_the_numbers_at_the_end_are_those_of_the_tables() -> None:
    counts = Counter((row[3].strip() if len(row) > 3 else "").partition(":")[0] or "decided" for row in ROWS)
    for state, count in counts.items():
        assert re.search(rf"(?i)\b{state}\b.*\b{count}\b|\b{count}\b.*\b{state}\b", PAGE.rpartition("## ")[2]), state


def test_every_check_of_the_catalogue_is_there_once() -> None:
    shared = Path(os.environ.get("DISCLOSURE_CORPUS") or Path(__file__).parents[3] / "shared")
    catalogue = shared / "domain" / "rules.tsv"
    if not catalogue.is_file():
        pytest.skip("the catalogue is not here")
    ids = [line.split("\t")[0] for line in catalogue.read_text(encoding="utf-8").splitlines()[1:]]
    assert sorted(row[0].strip("| ") for row in ROWS) == sorted(ids)
