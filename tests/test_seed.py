"""The document the project began with: its figures in words of our own, and the original where it is at hand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from disclosure_rules import Checker, Finding, load_rulebook

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
CORPUS = Path(os.environ.get("DISCLOSURE_CORPUS", ROOT.parent / "shared"))
COMMAND_LINE = "from disclosure_rules.cli import main; main()"
SEED = CORPUS / "corpus" / "tongjiang-2021.txt"
NAMED = {  # what the Word file must be found to contradict itself in: texts that one finding holds together
    "the chart has lost a digit": {"594.3", "594.73"},
    "orders left from an earlier draft": {"6932", "12276"},
    "requests counted twice": {"8017", "12276"},
    "a share that is the remainder of the others": {"1.13", "4.2"},
    "an amount typed as a share in the chart": {"0.2942"},
    "another": {"0.1666"},
    "yuan instead of ten thousand yuan": {"29"},
    "basic expenditure and its parts": {"347.53", "308.6", "24.8"},
    "basic expenditure in the performance report": {"347.53", "329.5"},
    "project expenditure in the performance report": {"247.2", "265.2"},
    "approvals in the report and in the form": {"20601", "30601"},
    "services in the report and in the form": {"49136", "58230"},
    "a comma for a decimal point": {"211,5"},
}


@cache
def checker() -> Checker:
    return load_rulebook()


@cache
def findings(name: str) -> tuple[Finding, ...]:
    (document,) = checker().check(FIXTURES / name).documents
    assert document.document is not None, document.problems
    return document.findings


def numbers(finding: Finding) -> set[str]:
    return {n for figure in finding.figures for n in re.findall(r"\d[\d.,]*\d|\d", figure.text)}


def test_the_word_files_are_what_their_script_builds() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "build_fixtures.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("error", NAMED)
def test_the_word_file_contradicts_itself(error: str) -> None:
    assert any(NAMED[error] <= numbers(f) for f in findings("service-centre-2021.docx") if f.severity != "note")


@pytest.mark.parametrize("name", ["service-centre-2021-consistent.docx", "service-centre-2021-consistent.yaml"])
def test_the_twin_with_every_slip_put_right_is_silent(name: str) -> None:
    assert [(f.rule, sorted(numbers(f))) for f in findings(name)] == []


def test_the_structured_document_contradicts_itself() -> None:
    found = [numbers(f) for f in findings("service-centre-2021.yaml") if f.severity != "note"]
    for error in ({"594.73", "594.3"}, {"6932", "12276"}, {"8017", "12276"}, {"1.13"}, {"0.2942"}, {"0.1666"}, {"29"}):
        assert any(error <= figures for figures in found), error


@pytest.mark.skipif(not SEED.exists(), reason="the corpus is not part of the project")
def test_the_seed_is_scored(tmp_path: Path) -> None:
    key = CORPUS / "gold" / "tongjiang-2021.yaml"
    assert yaml.safe_load(key.read_text("utf-8"))["errors"]
    report = tmp_path / "report.json"
    command = [sys.executable, "-c", COMMAND_LINE, "check", str(SEED), "--format", "json"]
    subprocess.run([*command, "--output", str(report), "--fail-on", "never"], check=True)
    assert json.loads(report.read_text("utf-8"))["documents"][0]["findings"]
    score = subprocess.run(
        [sys.executable, str(CORPUS / "score.py"), str(report), str(key)], capture_output=True, text=True, check=True
    )
    match = re.search(r"recall (\d+)/(\d+) certain (\d+)/(\d+) precision (\d+)/(\d+) false_alarms (\d+)", score.stdout)
    assert match, score.stdout
    found, _, certain, of_certain, _, _, alarms = map(int, match.groups())
    assert certain >= of_certain * 0.9
    assert found >= 30
    assert alarms == 0
