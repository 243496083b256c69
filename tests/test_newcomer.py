"""What docs/packs.md promises a newcomer: a region's wording is one file."""

from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.rulebook import RulebookError

TEXT = "某省某县水务局2021年度部门决算\n一、“三公”经费\n迎宾开销3万元。\n公务接待费5万元。\n"
WORDING = "terms:\n  - {names: [迎宾开销], set: {concept: expenditure, purpose: reception}}\n"
ONE_FILE = """\
id: cn-newland
title: {zh: 某省, en: A province}
extends: [cn-final-accounts]
applies_to: {language: zh, region: [某省]}
vocabulary:
  profile: {regions: [某省]}
  places: {某省: [某某县]}
  lexicon:
    terms:
      - {names: [迎宾开销], set: {concept: expenditure, purpose: reception}}
rules:
  - {id: stated.restated, severity: warning}
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_regions_wording_is_one_file(tmp_path: Path, text: Path) -> None:
    """Rules, words, names of places and what is said otherwise of other packs' rules, all in one YAML file."""
    assert [finding.rule for finding in load_rulebook().check(text).findings] == [], "the wording is not known yet"
    file = tmp_path / "cn-newland.yaml"
    file.write_text(ONE_FILE, encoding="utf-8")
    checker = load_rulebook(str(file))
    assert checker.rulebook.packs == ("core", "zh", "cn-final-accounts", "cn-newland")
    report = checker.check(text)
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("stated.restated", "warning")]
    document = report.documents[0].document
    assert document is not None and document.region == "某省"


def test_a_line_in_the_pack_of_a_region_is_one_file(tmp_path: Path, text: Path) -> None:
    """The folder of a region with one file more than pack.yaml."""
    pack = tmp_path / "cn-newland"
    pack.mkdir()
    head = "id: cn-newland\nversion: '1'\ntitle: {zh: 某省, en: A province}\nextends: [cn-final-accounts]\n"
    (pack / "pack.yaml").write_text(head, encoding="utf-8")
    before = load_rulebook(str(pack)).check(text).findings
    (pack / "lexicon.yaml").write_text(WORDING, encoding="utf-8")
    after = load_rulebook(str(pack)).check(text).findings
    assert (len(before), [finding.rule for finding in after]) == (0, ["stated.restated"])


def test_a_mistake_in_the_one_file_is_told_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "cn-newland.yaml"
    file.write_text(ONE_FILE.replace("purpose: reception", "purpose: receptions"), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load_rulebook(str(file))
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.suggestion) == (10, "did you mean `reception`?")
