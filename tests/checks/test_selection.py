from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from disclosure_rules.checks.selection import applicable
from disclosure_rules.rulebook import PackInfo, available_packs
from toys import document, rule, rulebook

BOOK = rulebook(rule("core.a", "toy"), rule("region.b", "toy", pack="region"))


@pytest.fixture
def packs(tmp_path: Path, request: pytest.FixtureRequest) -> Mapping[str, PackInfo]:
    """The packs core, which applies to everything, and region, which applies to what the test says."""
    for name, applies_to in (("core", "{}"), ("region", request.param)):
        (tmp_path / name).mkdir()
        head = f"id: {name}\nversion: '1'\ntitle: {{zh: 甲, en: a}}\napplies_to: {applies_to}\n"
        (tmp_path / name / "pack.yaml").write_text(head, encoding="utf-8")
    return available_packs([tmp_path])


@pytest.mark.parametrize(
    ("packs", "about", "speaks"),
    [
        ("{}", {}, True),
        ("{kind: final-accounts}", {}, True),
        ("{kind: [budget, performance]}", {}, False),
        ("{kind: budget}", {"kind": ""}, True),
        ("{region: 某省}", {"region": "某省"}, True),
        ("{region: 某省}", {"region": "他省"}, False),
        ("{language: en}", {"language": "zh"}, False),
        ("{years: {from: 2021, to: 2021}}", {}, True),
        ("{years: {from: 2022}}", {}, False),
        ("{years: {to: 2020}}", {}, False),
        ("{years: {to: 2020}}", {"period": None}, True),
    ],
    indirect=["packs"],
)
def test_a_pack_speaks_of_what_it_applies_to(
    packs: Mapping[str, PackInfo], about: dict[str, Any], speaks: bool
) -> None:
    chosen = applicable(BOOK, document(**about), packs)
    assert [one.id for one in chosen.rules] == ["core.a", *(["region.b"] if speaks else [])]
