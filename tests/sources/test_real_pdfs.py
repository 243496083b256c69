"""Real reports in PDF, where they are at hand: sheets of a spreadsheet, and a word processor's pages."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from disclosure_rules.sources import Paragraph, Source, Table, read_source

CORPUS = Path(os.environ.get("DISCLOSURE_CORPUS") or Path(__file__).parents[3] / "shared") / "corpus"
NAMES = ("commerce25-dept-budget.pdf", "finance24-final.pdf", "template-final.pdf", "wanli24-budget.pdf")

pytestmark = pytest.mark.skipif(
    not all((CORPUS / name).is_file() for name in NAMES), reason="the corpus is not at hand"
)


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {name: read_source(CORPUS / name) for name in NAMES}


def tables(source: Source, page: int) -> list[Table]:
    return [block for block in source.blocks if isinstance(block, Table) and block.place.page == page]


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("name", "count", "cells"), [(NAMES[0], 13, 1250), (NAMES[1], 16, 1534), (NAMES[2], 11, 908), (NAMES[3], 22, 2170)]
)
def test_the_tables_are_as_many_as_on_paper(sources: dict[str, Source], name: str, count: int, cells: int):
    found = [block for block in sources[name].blocks if isinstance(block, Table)]
    assert (len(found), sum(len(row) for table in found for row in table.rows)) == (count, cells)
    assert sources[name].problems == ()


def test_merged_headings_of_a_form(sources: dict[str, Source]):
    (table,) = tables(sources[NAMES[1]], 18)
    spans = [[(cell.place.column, cell.column_span, cell.row_span) for cell in row] for row in table.rows[:3]]
    assert spans == [
        [(1, 12, 1)],
        [(1, 2, 2), (3, 2, 2), (5, 6, 1), (11, 2, 3)],
        [(5, 2, 1), (7, 2, 2), (9, 2, 1)],
    ]
    assert [cell.text for cell in table.rows[-1] if cell.text] == ["0.95", "0.95"]


def test_wrapped_labels_and_figures_off_the_line(sources: dict[str, Source]):
    (table,) = tables(sources[NAMES[1]], 10)
    rows = {row[3].text: [cell.text for cell in row[4:7]] for row in table.rows[3:]}
    assert rows["合计"] == ["2,940.05", "2,336.91", "603.14"]
    assert rows["机关事业单位基本养老保险缴费支出"] == ["160.75", "160.75", ""]


def test_a_single_empty_row_is_a_table(sources: dict[str, Source]):
    (table,) = tables(sources[NAMES[1]], 14)
    assert [[cell.text for cell in row] for row in table.rows] == [[""] * 7]


def test_what_flows_over_to_the_next_sheet_is_read_once(sources: dict[str, Source]):
    marks = [match.group() for text in texts(sources[NAMES[0]]) if (match := re.match(r"\d+(?=、)", text))]
    assert marks[:13] == [str(number) for number in range(1, 14)]
    (paragraph,) = [text for text in texts(sources[NAMES[0]]) if text.startswith("9、")]
    assert "供应应急" in paragraph


def test_a_table_of_contents_is_no_table(sources: dict[str, Source]):
    assert tables(sources[NAMES[0]], 2) == tables(sources[NAMES[3]], 2) == []


def test_every_figure_has_its_box_in_its_cell(sources: dict[str, Source]):
    seen = 0
    for source in sources.values():
        for block in source.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                for cell in row:
                    if re.search(r"\d", cell.text):
                        box, outer = cell.strips[0].box(0, len(cell.text)), cell.place.box
                        assert box is not None and outer is not None
                        assert outer[0] - 300 <= box[0] < box[2] <= outer[2] + 300
                        assert outer[1] - 300 <= box[1] < box[3] <= outer[3] + 300
                        seen += 1
    assert seen > 2000


def test_paragraphs_end_as_sentences_do(sources: dict[str, Source]):
    prose = [text for source in sources.values() for text in texts(source) if len(text) > 60 and "…" not in text]
    assert len(prose) > 150
    broken = [text[-20:] for text in prose if not text.endswith(("。", "；", "：", "）", "）。", "拨付", "行业", "表"))]
    assert len(broken) <= 5
