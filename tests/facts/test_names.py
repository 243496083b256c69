from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_rules.facts.document import NameList
from disclosure_rules.facts.names import name_lists
from disclosure_rules.facts.outline import outline
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Paragraph, Source

RULES = Path(__file__).parents[2] / "rules/zh"
VOCABULARY: dict[str, Any] = {
    stem: yaml.safe_load((RULES / f"{stem}.yaml").read_text(encoding="utf-8"))
    for stem in ("normalise", "outline", "wording")
}


def lists(text: str) -> tuple[NameList, ...]:
    source = Source(name="t", format="txt", sha256="", blocks=(Paragraph(text=text, place=Place(line=1)),))
    return name_lists(outline(source, VOCABULARY), VOCABULARY, ())


@pytest.mark.parametrize(
    ("text", "names", "count", "is_open"),
    [
        ("本局设有甲股、乙股（子股）、丙股等3个股室。", ("甲股", "乙股", "丙股"), 3, False),
        ("本局设有甲股、乙股、“丙”股3个股室。", ("甲股", "乙股", "丙股"), 3, False),
        ("展出了甲区、乙区、丙区等28个展区。", ("展出了甲区", "乙区", "丙区"), 28, True),
        ("下辖甲镇、乙镇、丙镇和丁乡4个乡镇及20个村。", ("下辖甲镇", "乙镇", "丙镇", "丁乡"), 4, False),
        ("单位有国有资产股、乙股、丙股三个股室。", ("国有资产股", "乙股", "丙股"), 3, False),
    ],
)
def test_a_counted_list(text: str, names: tuple[str, ...], count: int, is_open: bool) -> None:
    (found,) = lists(text)
    assert (found.names, found.count, found.open) == (names, count, is_open)


@pytest.mark.parametrize(
    "text", ["本局有3个股室。", "甲、乙2个股室。", "支出1万元、2万元、3万元。", "共12个项目，甲、乙、丙。"]
)
def test_no_list(text: str) -> None:
    assert lists(text) == ()
