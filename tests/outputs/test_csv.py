import csv
from io import StringIO

import pytest

from disclosure_rules.outputs.csv import COLUMNS
from disclosure_rules.outputs.entries import clean
from reports import HOSTILE, full_report, hostile_report, written


def rows(told: str) -> list[dict[str, str]]:
    assert told.startswith("\ufeff") and told.count("\ufeff") == 1
    return list(csv.DictReader(StringIO(told.removeprefix("\ufeff"))))


def test_every_finding_and_every_problem_is_a_row() -> None:
    read = rows(written(full_report(), "csv", language="en"))
    assert list(read[0]) == list(COLUMNS)
    assert [(row["file"], row["severity"], row["rule"], row["suppressed"]) for row in read] == [
        ("drafts/toy.txt", "warning", "", ""),
        ("drafts/toy.txt", "error", "toy.sum", ""),
        ("drafts/toy.txt", "error", "toy.known", "accepted"),
        ("drafts/toy.txt", "warning", "toy.part", ""),
        ("drafts/toy.txt", "note", "toy.cut", ""),
        ("drafts/toy.txt", "warning", "toy.old", "in the baseline"),
        ("drafts/决算 表.pdf", "error", "toy.sum", ""),
        ("drafts/lost.docx", "error", "", ""),
    ]
    assert (read[1]["stated"], read[1]["expected"], read[1]["gap"], read[1]["unit"]) == (
        "594.73万元", "612.73", "17.94", "万元",
    )  # fmt: skip
    assert (read[2]["reason"], read[2]["who"], read[2]["until"]) == ("上级已批复", "财务科", "2027-06-30")
    assert (read[6]["page"], read[6]["table"], read[6]["row"], read[6]["column"]) == ("3", "2", "5", "4")


def test_the_columns_have_chinese_names_in_the_same_order() -> None:
    (zh, en) = (written(full_report(), "csv", language=one).splitlines()[0].count(",") for one in ("zh", "en"))
    assert zh == en == len(COLUMNS) - 1
    assert written(full_report(), "csv", language="zh").startswith('\ufeff"文件","单位","年度"')


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    read = rows(written(hostile_report(text), "csv", language="en"))
    assert [row["severity"] for row in read] == ["error", "note", "error", "error"]
    for row in read:
        assert not any(value.lstrip().startswith(tuple("=+-@＝＋－＠")) for value in row.values())
    assert read[2]["basis"].removeprefix("'") == clean(text)


@pytest.mark.parametrize("number", ["-17.94", "+3", "-1,234.50", "-5%"])
def test_a_number_stays_a_number(number: str) -> None:
    assert rows(written(hostile_report(number), "csv"))[2]["相差"] == number


def test_a_cell_fits_a_spreadsheet() -> None:
    for row in rows(written(hostile_report("五" * 50_000), "csv")):
        assert max(map(len, row.values())) <= 32_767
