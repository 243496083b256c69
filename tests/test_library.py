"""The library as a program uses it: many documents, many threads, kinds and readers of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

import disclosure_rules
from disclosure_rules import Checker, Report, check, load_rulebook, read_document
from disclosure_rules.outputs import write
from disclosure_rules.sources import Format
from own_kind import ROUND

FIXTURES = Path(__file__).parents[1] / "fixtures"
DOCUMENTS = [
    FIXTURES / "service-centre-2021.docx",
    FIXTURES / "service-centre-2021.yaml",
    FIXTURES / "tables" / "hubei.html",
    FIXTURES / "tables" / "guangdong.xlsx",
]
OWN_RULES = """
- id: own.round
  title: {zh: 金额不是整数, en: Amounts are not round}
  kind: round
  most: 0
  severity: warning
  basis: 单位内部规定
  examples:
    - {given: {支出: 594.73 万元}, verdict: holds}
"""
BARS = {"bars": Format(suffixes=(".bars",), reader="own_kind:read")}


def as_json(report: Report) -> str:
    stream = StringIO()
    write(report, stream, format="json")
    return stream.getvalue()


def test_threads_share_a_checker() -> None:
    checker = load_rulebook()
    alone = [as_json(checker.check(path)) for path in DOCUMENTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda path: as_json(checker.check(path)), DOCUMENTS * 3))
    assert together == alone * 3


def test_reports_come_one_by_one() -> None:
    taken = []

    def inputs() -> Iterator[Path]:
        for path in DOCUMENTS:
            taken.append(path)
            yield path

    stream = load_rulebook().stream(inputs())
    assert taken == []
    first = next(stream)
    assert (first.name, len(taken)) == ("service-centre-2021.docx", 1)
    assert [item.name for item in stream] == [path.name for path in DOCUMENTS[1:]]


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN_RULES, encoding="utf-8")
    return path


def test_a_kind_of_the_callers_own(own_rules: Path) -> None:
    checker = load_rulebook(str(own_rules), kinds=[ROUND])
    document = load_rulebook().read(FIXTURES / "service-centre-2021.docx")
    found = [finding.figures[0].text for finding in checker.check(document).findings]
    assert found and all("0" in text for text in found)
    by_path = checker.check(FIXTURES / "service-centre-2021.docx")
    assert [finding.figures[0].text for finding in by_path.findings] == found


def test_a_kind_is_known_to_its_own_checker_alone(own_rules: Path) -> None:
    load_rulebook(str(own_rules), kinds=[ROUND])
    with pytest.raises(disclosure_rules.RulebookError, match="unknown kind `round`"):
        load_rulebook(str(own_rules))


@pytest.mark.parametrize("limited", [True, False])
def test_a_reader_of_the_callers_own(tmp_path: Path, limited: bool) -> None:
    path = tmp_path / "own.bars"
    path.write_text("2021年度决算。|本年收入合计100万元，其中：财政拨款收入60万元，其他收入50万元。", encoding="utf-8")
    checker = load_rulebook(formats=BARS)
    report = checker.check(path) if limited else checker.check(path, limits=None)
    (item,) = report.documents
    assert (item.format, [finding.expected for finding in item.findings]) == ("bars", ["110"])
    (as_text,) = load_rulebook().check(path).documents
    assert as_text.format == "text"


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="rollup"):
        load_rulebook(kinds=[disclosure_rules.checks.KINDS["rollup"]])
    with pytest.raises(ValueError, match="pdf"):
        load_rulebook(formats={"pdf": BARS["bars"]})


def test_the_door_is_as_promised(golden: Callable[[str, str], None]) -> None:
    """What programs build on: a change here is a change of the promise, and needs a new version."""
    lines = [f"{name}{_signature(getattr(disclosure_rules, name))}" for name in disclosure_rules.__all__]
    for method in ("check", "read", "stream"):
        lines.append(f"Checker.{method}{_signature(getattr(Checker, method))}")
    golden("door.txt", "\n".join(lines) + "\n")


def _signature(thing: object) -> str:
    if isinstance(thing, type) and issubclass(thing, Exception):
        return ""
    return str(inspect.signature(thing)) if callable(thing) and thing is not disclosure_rules.Verdict else ""


def test_everything_at_the_door_says_what_it_is() -> None:
    for thing in (check, load_rulebook, read_document, Checker, Checker.check, Checker.stream, Checker.read):
        assert (inspect.getdoc(thing) or "").endswith(".")
