import json
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import pytest

from disclosure_rules.facts import (
    Document,
    Evidence,
    Fact,
    NameList,
    Passage,
    PeriodMention,
    Reading,
    Relation,
    Section,
    TableRead,
    Unread,
    structured,
)
from disclosure_rules.facts.structured import document_data, document_schema, model, parse_document, write_document
from disclosure_rules.place import Place
from disclosure_rules.quantity import FRACTION, Quantity, Unit, parse_quantity, quantity
from disclosure_rules.sources.block import Problem, SourceError
from toys import document

SMALL = """
entity: 某单位
period: 2021
kind: final-accounts
facts:
- coordinates: {concept: expenditure, nature: total}
  quantity: 0.00 万元
  label: 支出合计
  place: {line: 48, page: null}
- coordinates: {concept: expenditure, nature: basic}
  quantity: {value: "347.53", unit: 万元}
"""


def whole() -> Document:
    """A document that uses every part."""
    base = document()
    facts = [replace_fact(fact) for fact in base.facts]
    shortened = replace(base.passages[0], raw=f"  {base.passages[0].raw}", text=base.passages[0].text[:5] + "，")
    shortened = replace(shortened, offsets=(2, 3, 4, 5, 6, 9))
    return replace(
        base,
        facts=tuple(facts),
        passages=(shortened, *base.passages[1:]),
        relations=(
            Relation(
                kind="rollup",
                readings=(Reading(roles={"whole": (facts[0],), "part": tuple(facts[1:3])}, mode="at_most", word="up"),),
                evidence=Evidence.LIST,
                cue="其中",
                years=3,
                flags=frozenset({"plan"}),
            ),
        ),
        names=(
            NameList(names=("甲股", "乙股"), head="股室", stated=facts[3], open=True, place=Place(line=3), passage=1),
        ),
        periods=(PeriodMention(year=2021, role="as_of", place=Place(line=4), passage=2),),
        report_periods={0: 2021},
        problems=(Problem(severity="note", message={"zh": "甲", "en": "a"}, place=Place(page=7)),),
        region="某省",
    )


def replace_fact(fact):  # type: ignore[no-untyped-def]
    odd: dict[int, Quantity] = {
        1: Quantity("0.3475", parse_quantity("0.3475").value, FRACTION, 4),
        2: quantity("20", "万件", qualifier="at_least", rounding="truncate"),
        3: Quantity("200", parse_quantity("200").value, Unit("户次", "count", Fraction(1)), 0),
        4: Quantity("1.2万", parse_quantity("12000").value, parse_quantity("1个").unit, 0),
    }
    return replace(fact, quantity=odd.get(fact.id, fact.quantity), flags=frozenset({"reason", "plan"}))


def comparable(item: Document) -> object:
    """Facts are compared by identity; data are compared by value."""
    return json.loads(write_document(item))


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_what_is_written_reads_back_the_same(suffix: str) -> None:
    before = whole()
    text = write_document(before, as_yaml=suffix == "yaml")
    after = parse_document(text.encode(), f"document.{suffix}")
    assert comparable(after) == comparable(before)
    assert [fact.quantity for fact in after.facts] == [fact.quantity for fact in before.facts]
    assert after.passages == before.passages
    assert after.sections == before.sections
    assert after.problems == before.problems
    (relation,) = after.relations
    assert relation.readings[0].roles["whole"] == (after.facts[0],)
    assert after.names[0].stated is after.facts[3]
    assert (after.name, after.format, after.sha256) == (before.name, before.format, before.sha256)


def test_a_document_written_by_hand() -> None:
    read = parse_document(SMALL.encode(), "by-hand.yaml")
    total, basic = read.facts
    assert (read.name, read.format, read.period, len(read.sha256)) == ("by-hand.yaml", "yaml", 2021, 64)
    assert (total.quantity.text, total.quantity.decimals, total.quantity.is_nil) == ("0.00 万元", 2, False)
    assert (total.id, basic.id, total.place.line) == (0, 1, 48)
    assert basic.quantity.interval().contains(Fraction(3475300))


def test_the_shipped_schema_is_that_of_the_model() -> None:
    """To write it anew: disclosure-rules rules schema document > …/facts/structured/document.schema.json"""
    shipped = Path(structured.__file__).with_name("document.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == document_schema()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("facts: [{coordinates: {}, quantity: '12,3 万元'}]", "malformed number"),
        ("facts: [{coordinates: {}, quantity: 12 万元, colour: red}]", "facts.0.colour"),
        ("facts: [{coordinates: {}, quantity: {value: '1e999999999', unit: 元, decimals: 0}}]", "too large"),
        ("facts: [{coordinates: {}, quantity: 1 元, id: 1}, {coordinates: {}, quantity: 1 元, id: 1}]", "same id"),
        ("facts: [{coordinates: {}, quantity: 1 元, passage: 4}]", "a passage is named that is not there"),
        ("passages: [{raw: 甲, section: 3}]", "a section is named that is not there"),
        ("passages: [{raw: 甲, text: 甲乙丙, offsets: [[0, 0]]}]", "offsets of passage 0"),
        ("relations: [{kind: rollup, readings: [{roles: {whole: [3]}}]}]", "no fact has the id 3"),
        ("a: &a [1]\nb: *a", "aliases are not used"),
        ("[" * 100, "nested too deeply"),
        ("[" * 5000, "maximum nesting depth"),
        ("facts: [", "expected node content"),
        ("just words", "document"),
        ("", "document"),
        ("period: [2021", "by-hand.yaml"),
        ("schema: disclosure-rules/document/9", "schema"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(SourceError) as error:
        parse_document(text.encode(), "by-hand.yaml")
    assert told in error.value.message["en"]
    assert error.value.message["zh"].startswith("by-hand.yaml：")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"{", b"[" * 100_000, b"[]", b'{"facts": 1}', b"NaN", b'{"period": 1e400}']
)
def test_json_that_is_no_document(data: bytes) -> None:
    with pytest.raises(SourceError):
        parse_document(data, "document.json")


def test_yaml_cannot_build_objects() -> None:
    with pytest.raises(SourceError):
        parse_document(b"!!python/object/apply:os.system ['true']", "document.yaml")


def test_numbers_stay_as_written() -> None:
    read = parse_document(
        b'{"facts": [{"coordinates": {"rank": "1"}, "quantity": {"value": 594.730, "unit": "\\u5143"}}]}', "d.json"
    )
    assert read.facts[0].quantity.decimals == 3


def test_data_has_no_empty_parts() -> None:
    data = document_data(document())
    assert data["schema"] == "disclosure-rules/document/1"
    assert "relations" not in data
    assert "page" not in data["facts"][0]["place"]


PARTS = {
    Fact: model.FactModel,
    NameList: model.NameListModel,
    Passage: model.PassageModel,
    PeriodMention: model.PeriodModel,
    Place: model.PlaceModel,
    Problem: model.ProblemModel,
    Reading: model.ReadingModel,
    Relation: model.RelationModel,
    Section: model.SectionModel,
    TableRead: model.TableModel,
    Unread: model.UnreadModel,
}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_field_is_forgotten(part: type) -> None:
    own = {field.name for field in fields(part)} - ({"index"} if part in (Passage, Section) else set())
    own -= {"strips"}  # where characters stand on a page is of use only beside that page
    own -= {"document"}  # documents are put beside one another when they are read
    assert own == PARTS[part].model_fields.keys()


def test_no_field_of_the_document_is_forgotten() -> None:
    own = {field.name for field in fields(Document) if field.init} - {"name", "format", "sha256"}
    own -= {"relation", "others"}  # how it stands to others is not of the document
    assert own == model.DocumentModel.model_fields.keys() - {"schema_id", "source"}
