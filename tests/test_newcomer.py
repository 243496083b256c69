"""What docs/packs.md and ARCHITECTURE.md promise a newcomer: how many files a change touches."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.rulebook import RulebookError
from outside import environment

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


# ------------------------------------------------------------------ in a checkout, as ARCHITECTURE.md says

ROOT = Path(__file__).parents[1]
READER = '''"""Lines that begin with a mark."""

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Paragraph, Problem


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    lines = data.decode("utf-8").splitlines()
    places = [Place(line=number, block=number - 1) for number in range(1, len(lines) + 1)]
    return tuple(Paragraph(text=line.removeprefix(">"), place=place) for line, place in zip(lines, places)), ()
'''
OUTPUT = '''"""A line a finding."""


def write(report, stream, options):
    for finding in report.findings:
        stream.write(f"{finding.rule}\\t{finding.severity}\\n")
'''
KIND = '''"""Amounts are multiples of a number."""

from fractions import Fraction

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.quantity import Verdict


class MultipleParams(Params):
    of: int


def check(rule, view):
    for fact in view.facts({"measure": "amount"}):
        whole = fact.quantity.value % rule.params.of == 0
        yield Outcome(verdict=Verdict.HOLDS if whole else Verdict.VIOLATED, figures=(Figure.of("stated", fact),))


KIND = Kind(name="multiple", params=MultipleParams, check=check, summary={"zh": "倍数", "en": "a multiple"})
'''
RULE = """- id: own.multiple
  title: {zh: 五的倍数, en: A multiple of five}
  kind: multiple
  of: 5
  severity: warning
  basis: 内部规定
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def change(checkout: Path, added: str, content: str, changed: str, old: str, new: str) -> None:
    """One file is added, and one line of another changed."""
    package = checkout / "src" / "disclosure_rules"
    (package / added).write_text(content, encoding="utf-8")
    text = (package / changed).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (package / changed).write_text(text.replace(old, new), encoding="utf-8")


def checked(checkout: Path, *words: str) -> str:
    """What `check` prints in the checkout."""
    run = subprocess.run(
        [sys.executable, "-m", "disclosure_rules", "check", *words],
        env=environment(PYTHONPATH=str(checkout / "src")),
        cwd=checkout,
        capture_output=True,
        text=True,
    )
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def test_a_reader_is_two_files(checkout: Path, text: Path) -> None:
    old = '        "text": Format('
    entry = '        "tnt": Format(suffixes=(".tnt",), reader="disclosure_rules.sources.tnt:read", plain=True),\n'
    change(checkout, "sources/tnt.py", READER, "sources/formats.py", old, entry + old)
    marked = "".join(f">{line}\n" for line in (TEXT + "公务接待费85万元。").splitlines())
    (checkout / "a.tnt").write_text(marked, encoding="utf-8")
    out = checked(checkout, "a.tnt", "--format", "json")
    assert '"format": "tnt"' in out and "stated.restated" in out and ">公务" not in out


def test_an_output_is_two_files(checkout: Path) -> None:
    old = '        "csv": "disclosure_rules.outputs.csv",\n'
    change(checkout, "outputs/lines.py", OUTPUT, "outputs/__init__.py", old, old + old.replace("csv", "lines"))
    (checkout / "a.txt").write_text(TEXT + "公务接待费85万元。", encoding="utf-8")
    assert checked(checkout, "a.txt", "--format", "lines") == "stated.restated\terror\n"


def test_a_kind_of_rule_is_two_files(checkout: Path) -> None:
    init = checkout / "src" / "disclosure_rules" / "checks" / "__init__.py"
    init.write_text(
        init.read_text(encoding="utf-8")
        .replace("    malformed,\n", "    malformed,\n    multiple,\n")
        .replace("consolidated, change_between,\n)", "consolidated, change_between, multiple,\n)"),
        encoding="utf-8",
    )
    (init.parent / "multiple.py").write_text(KIND, encoding="utf-8")
    (checkout / "own.yaml").write_text(RULE, encoding="utf-8")
    (checkout / "a.txt").write_text(TEXT, encoding="utf-8")
    out = checked(checkout, "a.txt", "--rules", "own.yaml", "--format", "csv")
    assert out.count("own.multiple") == 1 and "迎宾" in out
