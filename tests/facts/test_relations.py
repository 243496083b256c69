"""What sentences say between their figures: each is silent as printed and accused when one figure is altered."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from disclosure_rules import Checker, Finding, load_rulebook

SENTENCES = {
    "points, the other year in a bracket": (
        "税收收入占一般公共预算收入的92.7%，较上年（91.8%）提高0.9个百分点。",
        "0.9",
        "1.9",
    ),
    "points, the other year as an attribute": (
        "税收收入占一般公共预算收入的92.7%，较上年的91.8%提高0.9个百分点。",
        "91.8",
        "98.1",
    ),
    "points, from one share to the other": ("税收收入占比由70.1%提高到72.3%，提高2.2个百分点。", "2.2", "3.2"),
    "a difference": ("决算数4.47亿元，预算数4.82亿元，两者相差0.35亿元。", "0.35", "0.53"),
    "two years side by side": ("2016年会议费预算73万元，2015年为190万元，下降61.6%。", "61.6", "66.1"),
    "parts named by words that divide": ("到期债务29.16亿元，其中：本金24.26亿元，利息4.90亿元。", "24.26", "22.46"),
    "the rest as the last item": (
        "资产2134亿元，其中：城管部门583亿元，城建部门395亿元，交通部门343亿元，水务等其他部门813亿元。",
        "343",
        "334",
    ),
    "a share of the total by its name": ("支出总计1200万元，其中教育支出600万元，占支出总计的50%。", "50%", "55%"),
    "a budget as adjusted": ("年初预算50亿元，调增5亿元，调整后55亿元。", "55", "45"),
    "a rate by custom": ("本次发放问卷1200份，收回1146份，回收率95.5%。", "95.5", "96.5"),
    "a rate by custom, with a verb": ("本次发放问卷1200份，收回1146份，回收率达到95.5%。", "95.5", "96.5"),
    "a rate named after its part": ("今年受理12276件，办结12230件，办结率99.63%。", "99.63", "96.93"),
    "a list inside a total, opened by its name": (
        "支出总计9871.44万元，其中本年支出合计9614.02万元，结余分配257.42万元。本年支出中：基本支出8290.75万元；项目支出1323.27万元。",
        "1323.27",
        "1232.27",
    ),
    "a balance": ("收入合计7432.16万元，支出合计7012.16万元，收支相抵，年末结余420万元。", "420", "402"),
    "a stock between two dates": (
        "债务年初余额141208万元，新增41850万元，偿还12476万元，年末余额170582万元。",
        "170582",
        "175082",
    ),
    "prior totals, one of them nil": (
        "“三公”经费支出74.6万元，比上年减少16.5万元。其中：因公出国（境）费0万元，与上年持平；"
        "公务用车购置及运行费61.8万元，比上年减少13.9万元；公务接待费12.8万元，比上年减少2.6万元。",
        "13.9",
        "19.3",
    ),
}

SILENT = yaml.safe_load((Path(__file__).parents[2] / "fixtures" / "silent.yaml").read_text("utf-8"))


@cache
def checker() -> Checker:
    return load_rulebook()


def errors(text: str, folder: Path) -> list[Finding]:
    path = folder / "text.txt"
    path.write_text(text, "utf-8")
    return [finding for finding in checker().check(path).findings if finding.severity != "note"]


@pytest.mark.parametrize("said", SENTENCES)
def test_what_is_true_is_silent(said: str, tmp_path: Path) -> None:
    assert errors(SENTENCES[said][0], tmp_path) == []


@pytest.mark.parametrize("said", SENTENCES)
def test_an_altered_figure_is_accused(said: str, tmp_path: Path) -> None:
    text, printed, altered = SENTENCES[said]
    assert text.count(printed) == 1
    found = errors(text.replace(printed, altered), tmp_path)
    assert any(altered in figure.text for finding in found for figure in finding.figures), found


@pytest.mark.parametrize("said", SILENT)
def test_what_need_not_hold_is_not_demanded(said: str, tmp_path: Path) -> None:
    assert errors(SILENT[said], tmp_path) == []
