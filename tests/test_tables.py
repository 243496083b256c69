"""Whole documents in the table layouts of many regions: all their figures hold, so nothing may be accused.

The documents of fixtures/tables are made up: their layouts are those that offices of these regions publish, their
figures were computed so that every identity holds, some only by rounding.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.facts.extract import extract
from disclosure_rules.report import DocumentReport
from disclosure_rules.sources import Source, Table, read_source

FOLDER = Path(__file__).parent.parent / "fixtures" / "tables"
DOCUMENTS = sorted(FOLDER.iterdir())
CHECKER = load_rulebook()


@cache
def report(path: Path) -> DocumentReport:
    (item,) = CHECKER.check(path, limits=None).documents
    assert item.document is not None, item.problems
    return item


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_consistent_document_is_not_accused(path: Path) -> None:
    told = [(f.rule, f.message["zh"]) for f in report(path).findings if f.severity != "note"]
    assert told == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_cells_of_all_tables_are_read_and_most_are_checked(path: Path) -> None:
    tables = [part for part in report(path).coverage if part.section is None]
    figures = sum(part.figures for part in tables)
    assert figures > 100
    assert sum(part.read for part in tables) == figures
    assert sum(part.checked for part in tables) * 100 >= figures * 85


def altered(source: Source, from_: str, to: str) -> Source:
    """The source with the last cell that holds one text holding another."""
    blocks = list(source.blocks)
    for number in reversed(range(len(blocks))):
        block = blocks[number]
        if isinstance(block, Table) and any(cell.text == from_ for row in block.rows for cell in row):
            rows = tuple(
                tuple(replace(cell, text=to) if cell.text == from_ else cell for cell in row) for row in block.rows
            )
            blocks[number] = replace(block, rows=rows)
            return replace(source, blocks=tuple(blocks))
    raise LookupError(from_)


@pytest.mark.parametrize(
    ("name", "from_", "to"),
    [
        ("yunnan.html", "210.27", "201.27"),
        ("yunnan.html", "1147.27", "11472.7"),
        ("yunnan.html", "27.06", "29.77"),
        ("shaanxi-budget.html", "544.32", "544.23"),
        ("shaanxi-budget.html", "607.36", "670.36"),
        ("shaanxi-budget.html", "23.42", "32.42"),
        ("chongqing-final.html", "16.04", "10.64"),
        ("chongqing-final.html", "55.94", "59.54"),
    ],
)
def test_an_altered_cell_is_found(name: str, from_: str, to: str) -> None:
    document = extract(altered(read_source(FOLDER / name), from_, to), CHECKER.rulebook.vocabulary)
    found = {figure.text for f in CHECKER.check(document).findings if f.severity == "error" for figure in f.figures}
    assert to in found
