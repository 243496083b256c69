"""A few hostile files of every kind: each is read, or a problem says why not. All of them: benchmarks/hostile.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import hostile
import hostile_office
import hostile_pdf
from disclosure_rules.api import Checker, load_rulebook
from disclosure_rules.report import exit_code
from disclosure_rules.sources.isolation import Limits

LIMITS = Limits(seconds=20, megabytes=300)
DOCUMENT = hostile.fixture("service-centre-2021-consistent.docx")
GROUPS = {
    "pdf": lambda: hostile_pdf.files(300),
    "pdf-mutated": lambda: hostile.mutated(hostile_pdf.document(), 24),
    "docx": lambda: hostile_office.documents(300),
    "docx-mutated": lambda: hostile.mutated_package(DOCUMENT, 16),
    "xlsx": lambda: hostile_office.workbooks(1000),
    "xlsx-mutated": lambda: hostile.mutated_package(hostile_office.plain_workbook(), 24),
    "html": lambda: hostile.pages(300),
    "html-mutated": lambda: hostile.mutated(hostile.page(), 12),
    "text": lambda: hostile.texts(2000),
    "structured": lambda: hostile.structured(2000),
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return load_rulebook()


def written(folder: Path, files: Iterator[tuple[str, bytes]]) -> list[Path]:
    paths = []
    for name, data in files:
        paths.append(folder / name)
        paths[-1].write_bytes(data)
    return paths


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_lost_and_nothing_unsaid(group: str, checker: Checker, tmp_path: Path) -> None:
    paths = written(tmp_path, GROUPS[group]())
    report = checker.check(*paths, limits=LIMITS)
    assert [item.name for item in report.documents] == [path.name for path in paths]
    for item in report.documents:
        read = item.document
        assert item.problems or (read and (read.passages or read.tables or read.facts)), item.name
    problems = [problem for item in report.documents for problem in item.problems]
    assert all(problem.message["zh"] and problem.message["en"] for problem in problems)


def test_the_same_files_in_every_run() -> None:
    assert list(hostile.mutated(DOCUMENT, 8)) == list(hostile.mutated(DOCUMENT, 8))
    assert list(hostile_office.workbooks(100)) == list(hostile_office.workbooks(100))
    assert list(hostile_pdf.files(100)) == list(hostile_pdf.files(100))


def test_memory_that_a_file_eats_is_told_and_the_next_is_checked(checker: Checker, tmp_path: Path) -> None:
    doubled = (file for file in hostile_pdf.files(100) if file[0] == "forms-doubled.pdf")
    good = tmp_path / "good.docx"
    good.write_bytes(DOCUMENT)
    report = checker.check(good, *written(tmp_path, doubled), good, limits=LIMITS)
    assert exit_code(report, "never") == 3
    assert [bool(item.document) for item in report.documents] == [True, False, True]
    assert report.documents[0].summary == report.documents[2].summary
    (problem,) = report.documents[1].problems
    assert "300 MB" in problem.message["en"] or "20 seconds" in problem.message["en"]


def test_cells_at_the_corners_of_a_sheet(checker: Checker, tmp_path: Path) -> None:
    corners = (file for file in hostile_office.workbooks(100) if file[0] == "corners.xlsx")
    (document,) = checker.check(*written(tmp_path, corners), limits=LIMITS).documents
    assert document.document is not None
    assert [passage.raw for passage in document.document.passages] == ["支出合计", "5.5"]
