from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosure_rules.facts.normalise import NormaliseData, normalise

DATA = yaml.safe_load((Path(__file__).parents[2] / "rules/zh/normalise.yaml").read_text(encoding="utf-8"))
MARKS = NormaliseData.of(DATA)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("合计 1,204.50 万元", "合计1204.50万元"),
        ("合计１，２０４．５０万元", "合计1204.50万元"),
        ("共 30，120 件", "共30，120件"),  # a list, or a thousand: not ours to decide
        ("各是4125.49,4143.91万元", "各是4125.49，4143.91万元"),
        ("211,5", "211，5"),
        ("12,34,567", "12，34，567"),
        ("1,234,56", "1，234，56"),
        ("[bookmark: _Toc20][bookmark: _Toc21]一、收入", "一、收入"),
        ("收入 PAGEREF _Toc153 \\h 4", "收入"),
        ("[bookmark: 未闭合", "[bookmark：未闭合"),
        ("1. 2025年", "1. 2025年"),
        ("1 2025", "1 2025"),
        ("1. 收入", "1.收入"),
        ("占 1.13  %住房", "占1.13%住房"),
        ("下降—3.5%", "下降-3.5%"),
        ("下降－ 3.5%", "下降-3.5%"),
        ("2019—2021年", "2019—2021年"),
        ("增长--（基数为0）", "增长--（基数为0）"),
        ('"三公"经费', "“三公”经费"),
        ("「三公」经费(万元):", "“三公”经费（万元）："),
    ],
)
def test_one_form(raw: str, text: str) -> None:
    assert normalise(raw, MARKS)[0] == text


def test_offsets_lead_back_to_the_original() -> None:
    raw = "[bookmark: _Toc1]支出 1,234.5 万元"
    text, offsets = normalise(raw, MARKS)
    assert raw[offsets[text.index("1")] : offsets[text.index("5")] + 1] == "1,234.5"


@given(st.text(alphabet='0123456789０９,，.． %％年（(「"—- \t\n占万元一[bookmark:]', max_size=60))
def test_offsets_rise_and_point_at_what_was_folded(raw: str) -> None:
    text, offsets = normalise(raw, MARKS)
    assert len(text) == len(offsets)
    assert all(a < b for a, b in pairwise(offsets))
    for character, offset in zip(text, offsets, strict=True):
        original = raw[offset]
        if character == " ":
            assert original.isspace()
        elif character.isdigit():
            assert original.translate(MARKS.fold) == character
        else:
            assert not original.isspace()


@given(st.text(alphabet="0123456789.年占万元一(－", max_size=40))
def test_normalising_again_changes_nothing(raw: str) -> None:
    once = normalise(raw, MARKS)[0]
    assert normalise(once, MARKS)[0] == once
