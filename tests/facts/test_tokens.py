"""Splitting a text into tokens."""

import pytest

from disclosure_rules.api import load_rulebook
from disclosure_rules.facts import tokens
from disclosure_rules.facts.lexicon import Lexicon

SENTENCES = (
    "2021年本年收入合计594.73万元，较上年增加12万元，与2020年度决算数相比增长3.1%。",
    "从支出性质看，基本支出347.53万元；按功能分类，一是教育支出（类）2万元，其一为普通教育。",
    "前4个月共办理事项40余件，前三季度完成年初预算的98%以上，（1）其中：上年结转5万元。",
    "某中心由综合股、信息股构成，人员经费包括：基本工资、津贴补贴等，同比持平。",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_no_token_begins_where_none_is_looked_for(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = Lexicon(load_rulebook().rulebook.vocabulary)
    found = tokens.tokenise(text, lexicon, entity="某中心")
    monkeypatch.setattr(tokens._Tokeniser, "_begins_nothing", lambda *_: False)
    assert found == tokens.tokenise(text, lexicon, entity="某中心")
    assert len(found) > 8
