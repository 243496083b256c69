"""The page of a rule says everything its author wrote."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from disclosure_rules.api import load_rulebook
from disclosure_rules.outputs import Options
from disclosure_rules.outputs.evidence import Speech
from disclosure_rules.outputs.explain import explain_rule
from disclosure_rules.outputs.rule_page import reference

RULES = """
- id: own.total
  title: {zh: 合计不超过预算, en: The total is within the budget}
  kind: formula
  cells: {合计: {concept: expenditure}, 项目: {concept: expenditure, nature: project}}
  expect: 项目 <= 合计
  scope: section
  missing: skip
  tolerance: {abs: 0.02}
  when: {kind: [budget], years: {from: 2020}}
  severity: warning
  basis: 预算法第三十二条
  docs: 项目支出是支出的一部分，|不会更大。
  examples:
    - {text: "2024年部门预算。\\n支出合计100万元。\\n项目支出60万元。", verdict: holds, note: as printed}
    - {given: {支出合计: 100 万元, 项目支出: 160 万元}, verdict: violated, gap: 59.98万元}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(RULES, encoding="utf-8")
    return "own.yaml"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rule_as_a_page(own: str, language: str, golden: Callable[[str, str], None]) -> None:
    (rule,) = load_rulebook(own).rulebook.rules
    stream = StringIO()
    explain_rule(rule, stream, Options(language=language))
    golden(f"rule.{language}.txt", stream.getvalue())


def test_the_reference_in_markdown(own: str, golden: Callable[[str, str], None]) -> None:
    stream = StringIO()
    reference(load_rulebook(own).rulebook.rules, stream, Speech(language="en", width=100, colour=False))
    golden("reference.md", stream.getvalue())
