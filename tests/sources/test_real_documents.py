"""A real report, where it is at hand: a text taken from a Word file, and the Word file built of it again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from builders import Docx, cell
from disclosure_rules.sources import Block, Chart, Paragraph, Source, Table, read_bytes, read_source

CORPUS = Path(os.environ.get("DISCLOSURE_CORPUS") or Path(__file__).parents[3] / "shared") / "corpus"
REPORT = CORPUS / "tongjiang-2021.txt"

pytestmark = pytest.mark.skipif(not REPORT.is_file(), reason="the corpus is not at hand")


@pytest.fixture(scope="module")
def report() -> Source:
    return read_source(REPORT)


def content(block: Block) -> object:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Table):
        return [[(entry.text, entry.place.column) for entry in row] for row in block.rows]
    return block.title, block.unit_line, [(s.name, [(p.category, p.value) for p in s.points]) for s in block.series]


def test_every_line_is_read_once(report: Source):
    seen: list[int] = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            seen.append(block.place.line or 0)
        elif isinstance(block, Table):
            for row in block.rows:
                for entry in row:
                    seen += [line for _, line in entry.lines] or [entry.place.line or 0]
    lines = REPORT.read_text("utf-8").split("\n")
    of_charts = set(range(453, 489))
    written = [number for number, line in enumerate(lines, 1) if line.strip() or line.startswith("\t")]
    assert seen == [number for number in written if number not in of_charts]


def test_the_charts_come_out_with_their_titles_series_and_lines(report: Source):
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    assert [chart.place.line for chart in charts] == [453, 456, 460, 468, 476, 480, 484]
    assert [chart.unit_line for chart in charts] == ["", "", "单位：万元", "单位：万元", "", "", "单位：万元"]
    assert [[series.name for series in chart.series] for chart in charts] == [
        ["销售额"],
        ["列1"],
        ["2020年", "2021年"],
        ["2020年", "2021年"],
        ["列1"],
        [""],
        ["2020年", "2021年"],
    ]
    figures = [[[point.value for point in series.points] for series in chart.series] for chart in charts]
    assert figures == [
        [["0.5923", "0", "0", "0", "0", "0", "0", "0.4077"]],
        [["0.5843", "0.4157"]],
        [["4393.79", "4393.79"], ["594.3", "594.3"]],
        [["483.19"], ["352.23"]],
        [["0.7957", "0.2942", "0.1666", "0.0113", "0.062"]],
        [["0", "0", "1"]],
        [["4393.79", "4393.79"], ["594.73", "594.73"]],
    ]
    assert {point.place.line for point in charts[2].series[1].points} == {463}


def test_the_form_comes_out_as_one_table(report: Source):
    (form,) = [block for block in report.blocks if isinstance(block, Table)]
    cells = {entry.text: entry for row in form.rows for entry in row}
    assert (len(form.rows), cells["211,5"].place.row, cells["211,5"].place.column) == (24, 4, 5)
    assert cells["211,5"].place.line == 304
    assert cells["58230"].place.line == 344


def test_nothing_is_joined_in_a_file_with_a_paragraph_a_line(report: Source):
    assert not any(block.lines for block in report.blocks if isinstance(block, Paragraph))


def test_the_same_report_as_a_word_file_has_the_same_content(report: Source):
    document = Docx()
    plain = [re.sub(r"\[bookmark: [^\]]*\]", "", b.text) if isinstance(b, Paragraph) else "" for b in report.blocks]
    for block, text in zip(report.blocks, plain, strict=True):
        if isinstance(block, Paragraph):
            document.paragraph(text)
        elif isinstance(block, Table):
            document.table([[cell(entry.text) for entry in row] for row in block.rows])
        else:
            series = {entry.name: [(point.category, point.value) for point in entry.points] for entry in block.series}
            document.chart(block.title, series, unit_line=block.unit_line)
    again = read_bytes("report.docx", document.to_bytes())
    expected = [text or content(block) for block, text in zip(report.blocks, plain, strict=True)]
    assert [content(block) for block in again.blocks] == expected


def test_a_passage_with_broken_lines_is_joined_and_keeps_its_lines():
    passage = CORPUS / "provinces" / "42-guangxi-2025.txt"
    source = read_source(passage)
    assert [block.place.line for block in source.blocks] == [1, 4, 5, 7, 9, 11]
    first = source.blocks[0]
    assert isinstance(first, Paragraph)
    assert [first.line_at(first.text.index(figure)) for figure in ("1085203.63", "1037103.63", "48100", "4.43")] == [
        1,
        2,
        2,
        3,
    ]


@pytest.mark.parametrize("passage", sorted((CORPUS / "provinces").glob("*.txt")), ids=lambda path: path.stem)
def test_other_passages_keep_a_paragraph_a_line(passage: Path):
    if passage.stem.startswith("42-"):
        pytest.skip("its lines are broken at a margin")
    source = read_source(passage)
    lines = [line for line in passage.read_text("utf-8").split("\n") if line.strip()]
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == lines
