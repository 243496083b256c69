"""The mutation benchmark: altered figures are caught at their place, and nothing altered is no new finding."""

from __future__ import annotations

from functools import cache

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Cell, Paragraph, Source, Strip, Table
from mutation import Bench
from printed import Figure, alterations, altered

ROWS = (
    ("项目", "合计", "基本支出", "项目支出"),
    ("合计", "1,204.50", "804.50", "400.00"),
    ("一般公共服务支出", "904.50", "604.50", "300.00"),
    ("教育支出", "300.00", "200.00", "100.00"),
)
TEXTS = (
    "某单位2025年度部门决算",
    "支出决算表",
    "单位：万元",
    "",
    "本年支出合计1,204.50万元，其中：基本支出804.50万元，占66.8%；项目支出400.00万元，占33.2%。",
)


def source() -> Source:
    blocks: list[Paragraph | Table] = []
    for block, text in enumerate(TEXTS):
        place = Place(line=block + 1, block=block)
        blocks.append(Paragraph(text=text, place=place) if text else table(block))
    return Source(name="made", format="text", sha256="0" * 64, blocks=tuple(blocks))


def table(block: int) -> Table:
    rows = tuple(
        tuple(
            Cell(text=text, place=Place(block=block, table=1, row=row, column=column))
            for column, text in enumerate(texts, 1)
        )
        for row, texts in enumerate(ROWS, 1)
    )
    return Table(rows=rows, place=Place(block=block, table=1))


@cache
def bench() -> Bench:
    return Bench(load_rulebook(), source())


def test_every_printed_figure_is_found_with_its_category() -> None:
    found = [(figure.category, figure.text) for figure in bench().figures]
    assert sorted(found) == sorted(
        [
            *(("total", text) for text in ("1,204.50", "804.50", "400.00", "904.50", "300.00")),
            *(("detail", text) for text in ("604.50", "300.00", "200.00", "100.00")),
            *(("prose amount", text) for text in ("1,204.50", "804.50", "400.00")),
            *(("prose percentage", text) for text in ("66.8", "33.2")),
        ]
    )


def test_what_is_not_altered_gives_no_new_finding() -> None:
    assert bench().unaltered() == []


@pytest.mark.parametrize("category", ["total", "detail", "prose amount", "prose percentage"])
def test_altered_figures_are_caught(category: str) -> None:
    outcomes = [bench().outcome(mutant) for mutant in bench().mutants(category, 1)]
    assert len(outcomes) >= 8
    assert [(o.mutant.figure.text, o.mutant.text, o.reason) for o in outcomes if not o.told] == []


def test_what_escapes_says_why() -> None:
    text = "当年另有一笔12.00万元在路上。"
    alone = Source(
        name="made", format="text", sha256="0" * 64, blocks=(Paragraph(text=text, place=Place(line=1, block=0)),)
    )
    escapes = Bench(load_rulebook(), alone)
    outcomes = [escapes.outcome(mutant) for mutant in escapes.mutants("prose amount", 1)]
    assert {(o.told, o.reason) for o in outcomes} <= {(False, "not read"), (False, "in no check")}
    assert len(outcomes) >= 3


def figure(text: str, category: str = "prose amount", start: int = 0) -> Figure:
    return Figure(block=0, start=start, end=start + len(text), text=text, category=category, context=text)


def test_alterations_keep_decimals_and_separators() -> None:
    new = dict(alterations(figure("1,204.50"), 1))
    assert (new["+10%"], new["x10"]) == ("1,324.95", "12,045.00")
    assert new["lost"] in {"204.50", "104.50", "124.50", "120.50"} and len(new["swap"]) == len("1,204.50")
    assert dict(alterations(figure("12", "prose percentage"), 1)) == {
        "+0.3": "12.3", "+3": "15", "-0.3": "11.7", "-3": "9",
    }  # fmt: skip
    assert dict(alterations(figure("0.2", "prose percentage"), 1)) == {"+0.3": "0.5", "+3": "3.2"}


def test_the_rest_of_a_text_keeps_its_lines_and_its_boxes() -> None:
    text = "收入12.5万元\n支出"
    strips = (
        Strip(offset=0, page=1, bottom=0, top=10, edges=[edge for n in range(8) for edge in (n, n + 1)]),
        Strip(offset=9, page=2, bottom=0, top=10, edges=[50, 51, 51, 52]),
    )
    paragraph = Paragraph(text=text, place=Place(line=1, block=0), lines=((0, 1), (9, 2)), strips=strips)
    before = Source(name="made", format="pdf", sha256="0" * 64, blocks=(paragraph,))
    (after,) = altered(before, figure("12.5", start=2), "125.00").blocks
    assert isinstance(after, Paragraph)
    assert after.text == "收入125.00万元\n支出"
    assert after.lines == ((0, 1), (11, 2))
    assert [strip.box(11, 12) for strip in after.strips] == [None, (50, 0, 51, 10)]
    assert after.strips[0].box(8, 9) == paragraph.strips[0].box(6, 7)
