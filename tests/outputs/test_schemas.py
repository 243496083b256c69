"""The schemas say what the program reads and writes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from disclosure_rules import load_rulebook
from disclosure_rules.cli import run_command
from disclosure_rules.outputs import Options
from disclosure_rules.outputs.json import report_data
from disclosure_rules.outputs.schemas import SCHEMAS, schema_of
from disclosure_rules.rulebook.packs import pack_homes
from disclosure_rules.rulebook.words import WORD_FILES
from reports import full_report, hostile_report

(RULES,) = pack_homes()
SHIPPED = sorted(RULES.glob("*/*.yaml"))


def valid(name: str, data: Any) -> list[str]:
    schema = schema_of(name)
    checker = jsonschema.validators.validator_for(schema)
    checker.check_schema(schema)
    return [f"{error.json_path}: {error.message[:100]}" for error in checker(schema).iter_errors(data)]


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_vocabulary_and_manifests_that_ship_fit(path: Path) -> None:
    assert valid(path.stem, loaded(path)) == []
    if path.stem in WORD_FILES:
        WORD_FILES[path.stem].model_validate(loaded(path))


@pytest.mark.parametrize("path", sorted(RULES.glob("*/rules/*.yaml")), ids=lambda path: path.stem)
def test_the_rules_that_ship_fit(path: Path) -> None:
    assert valid("rules", loaded(path)) == []


@pytest.mark.parametrize("path", sorted(RULES.glob("*/tests/*.yaml")), ids=lambda path: path.parts[-3])
def test_the_tests_that_ship_fit(path: Path) -> None:
    assert valid("tests", loaded(path)) == []
    assert valid("tests", {"tests": [{"name": "a", "texts": ""}]}) != []


@pytest.mark.parametrize("show", [(), ("holds", "unchecked")])
def test_what_is_written_fits_the_schema_of_reports(show: tuple[str, ...]) -> None:
    seed = load_rulebook().check(Path(__file__).parents[2] / "fixtures" / "service-centre-2021.docx")
    for report in (seed, full_report(), hostile_report("@everyone")):
        data = json.loads(json.dumps(report_data(report, Options(show=frozenset(show)))))
        assert data["documents"][0]["findings"] and valid("report", data) == []
        data["documents"][0]["findings"][0]["gapp"] = ""
        assert valid("report", data) != []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_one_and_can_refuse(name: str) -> None:
    assert valid(name, 5) != []


@pytest.mark.parametrize("kind", sorted(set(WORD_FILES) - {"places", "subjects"}))
def test_a_key_that_nobody_reads_is_refused(kind: str) -> None:
    assert valid(kind, {"nonsense": []}) != []


def test_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["rules", "schema", "configuration"]) == 0
    schema = json.loads(capsys.readouterr().out)
    check = jsonschema.Draft7Validator(schema)
    assert check.is_valid({"rules": ["own"], "fail-on": "warning", "timeout": 60})
    assert not check.is_valid({"fail_on": "warning"}) and not check.is_valid({"timeout": "60"})


def test_what_drops_earlier_words_fits() -> None:
    assert (
        valid("lexicon", {"terms": [{"replace": True}, {"names": [{"replace": True}], "set": {"fund": "all"}}]}) == []
    )
    assert valid("cues", {"cues": {"replace": True, "share": [{"replace": True}, "占"]}}) == []
    assert valid("cues", {"cues": {"share": [{"replaced": True}]}}) != []


def test_an_unknown_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["rules", "schema", "lexicn"]) == 2
    assert "there are configuration, cues, dimensions" in capsys.readouterr().err


def test_words_that_do_not_fit_are_told_at_their_place(tmp_path: Path) -> None:
    from disclosure_rules.api import lint

    pack = tmp_path / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: own\nversion: '1'\ntitle: {zh: 自, en: Own}\nextends: [cn-final-accounts]\n")
    (pack / "cues.yaml").write_text("cues:\n  share: [3]\n  upp: [增]\n  down: 减少\n")
    (pack / "lexicon.yaml").write_text("terms:\n- {replace: true}\n- {names: [甲], set: {concept: [revenue]}}\n")
    (pack / "subjects.yaml").write_text("function: {'201': 5}\n")
    (pack / "places.yaml").write_text("广东: {replace: true}\n")
    told = [(*remark.place[1:], remark.message["en"], remark.suggestion) for remark in lint(str(pack))]
    assert told == [
        (2, 11, "`item 1`: should be text; a number that is a word stands in quotes", ""),
        (3, 3, "unknown key `upp`", "did you mean `up`?"),
        (4, 9, "`down`: should be a list", ""),
        (3, 31, "`concept`: should be text; a number that is a word stands in quotes", ""),
        (1, 5, "`广东`: should be a list", ""),
        (1, 19, "write a name, a list of names, or names with their years, such as `{卫生健康支出: 2019..}`", ""),
    ]


def test_the_shipped_words_are_read_as_before() -> None:
    assert load_rulebook().rulebook.vocabulary.keys() == WORD_FILES.keys()


def test_only_the_first_item_drops_earlier_words(tmp_path: Path) -> None:
    from disclosure_rules.api import lint

    pack = tmp_path / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: own\nversion: '1'\ntitle: {zh: 自, en: Own}\nextends: [cn-final-accounts]\n")
    (pack / "cues.yaml").write_text("cues:\n  up: [增, {replace: true}]\n")
    (remark,) = lint(str(pack))
    assert remark.message["en"] == "`replace: true` can only be the first item of a list" and remark.place[1:] == (2, 7)
