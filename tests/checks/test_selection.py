from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure_rules.checks.selection import applicable
from disclosure_rules.rulebook import Change, Origin, PackInfo, available_packs
from disclosure_rules.rulebook.origins import with_changes
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
        ("{region: 某省}", {"region": ""}, False),
        ("{region: [他省, 某省]}", {"region": "某省"}, True),
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


@pytest.mark.parametrize(
    ("effective", "about", "day", "speaks"),
    [
        ("{from: 2022-07-01}", {"period": 2021}, None, False),
        ("{from: 2022-07-01}", {"period": 2022}, None, True),
        ("{from: 2022-07-01}", {"period": 2023}, None, True),
        ("{to: 2022-06-30}", {"period": 2022}, None, True),
        ("{to: 2022-06-30}", {"period": 2023}, None, False),
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": 2021}, date(2022, 8, 1), False),  # its own year counts
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": None}, date(2022, 8, 1), True),
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": None}, date(2022, 7, 1), True),
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": None}, date(2022, 6, 30), False),
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": None}, date(2023, 1, 1), False),
        ("{from: 2022-07-01, to: 2022-12-31}", {"period": None}, None, True),
    ],
)
def test_a_pack_speaks_while_it_is_in_force(
    tmp_path: Path, effective: str, about: dict[str, Any], day: date | None, speaks: bool
) -> None:
    (tmp_path / "region").mkdir()
    head = f"id: region\nversion: '1'\ntitle: {{zh: 甲, en: a}}\neffective: {effective}\n"
    (tmp_path / "region" / "pack.yaml").write_text(head, encoding="utf-8")
    chosen = applicable(BOOK, document(**about), available_packs([tmp_path]), day)
    assert [one.id for one in chosen.rules] == ["core.a", *(["region.b"] if speaks else [])]


@pytest.mark.parametrize("packs", ["{region: 某省}"], indirect=True)
def test_what_a_pack_changes_is_changed_for_its_documents_only(packs: Mapping[str, PackInfo]) -> None:
    origin = Origin(pack="region", file="rules/region/rules/changes.yaml", line=3, column=3)
    changed = with_changes(BOOK.rules[0], (Change(origin=origin, values={"severity": "note", "enabled": False}),))
    book = replace(BOOK, rules=(BOOK.rules[1],), disabled=(changed,))
    of_region = applicable(book, document(region="某省"), packs)
    assert [one.id for one in of_region.rules] == ["region.b"]
    assert [(one.id, one.severity) for one in of_region.disabled] == [("core.a", "note")]
    elsewhere = applicable(book, document(region="他省"), packs)
    assert [(one.id, one.severity) for one in elsewhere.rules] == [("core.a", "error")]
    assert elsewhere.disabled == ()
