"""A document becomes data of the schema, without what is empty or the default."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml

from disclosure_rules.facts.document import Document, NameList, Passage
from disclosure_rules.facts.fact import Evidence, Fact, Relation
from disclosure_rules.facts.structured import model
from disclosure_rules.place import Place
from disclosure_rules.quantity import Quantity, unit_of

__all__ = ["document_data", "write_document"]


def document_data(document: Document) -> dict[str, Any]:
    """Return the document as plain data of the schema, without what is empty or the default."""
    whole = model.DocumentModel(
        source=model.SourceModel(name=document.name, format=document.format, sha256=document.sha256),
        entity=document.entity,
        period=document.period,
        kind=document.kind,
        region=document.region,
        language=document.language,
        reports=document.reports,
        report_periods=dict(document.report_periods) if document.report_periods is not None else None,
        facts=tuple(_fact_model(fact) for fact in document.facts),
        relations=tuple(_relation_model(relation) for relation in document.relations),
        names=tuple(_names_model(names) for names in document.names),
        periods=tuple(
            model.PeriodModel(**model.fields(item, "year role passage report"), place=_place_model(item.place))
            for item in document.periods
        ),
        unread=tuple(
            model.UnreadModel(text=item.text, passage=item.passage, place=_place_model(item.place))
            for item in document.unread
        ),
        sections=tuple(
            model.SectionModel(**model.fields(item, "level title number ordinal style passage parent report path"))
            for item in document.sections
        ),
        tables=tuple(
            model.TableModel(
                **model.fields(item, "title facts figures broken notes"),
                names=dict(item.names),
                systems=dict(item.systems),
                place=_place_model(item.place),
            )
            for item in document.tables
        ),
        passages=tuple(_passage_model(passage) for passage in document.passages),
        problems=tuple(
            model.ProblemModel.model_validate(
                {"severity": item.severity, "message": item.message, "place": item.place and _place_model(item.place)}
            )
            for item in document.problems
        ),
    )
    data = whole.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return {"schema": model.SCHEMA_ID, **data}


def write_document(document: Document, *, as_yaml: bool = False) -> str:
    """Return the document as JSON text, or as YAML."""
    data = document_data(document)
    if as_yaml:
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _fact_model(fact: Fact) -> model.FactModel:
    return model.FactModel(
        **model.fields(fact, "id label report passage"),
        coordinates=dict(sorted(fact.coordinates.items())),
        quantity=_quantity_model(fact.quantity),
        place=_place_model(fact.place),
        evidence=_evidence(fact.evidence),
        flags=tuple(sorted(fact.flags)),
    )


def _quantity_model(figure: Quantity) -> model.QuantityModel:
    unit, known = figure.unit, unit_of(figure.unit.symbol)
    own = -int(figure.value.as_tuple().exponent)
    return model.QuantityModel.model_validate(
        {
            **model.fields(figure, "text qualifier rounding"),
            "value": f"{figure.value:f}",
            "unit": unit.symbol,
            "decimals": None if own == figure.decimals else figure.decimals,
            "dimension": None if unit == known else unit.dimension,
            "exponent": None if unit == known else unit.exponent,
        }
    )


def _relation_model(relation: Relation) -> model.RelationModel:
    return model.RelationModel(
        kind=relation.kind,
        readings=tuple(
            model.ReadingModel(
                roles={role: tuple(fact.id for fact in facts) for role, facts in reading.roles.items()},
                mode=reading.mode,
                word=reading.word,
            )
            for reading in relation.readings
        ),
        evidence=_evidence(relation.evidence),
        **model.fields(relation, "cue years"),
        flags=tuple(sorted(relation.flags)),
    )


def _names_model(names: NameList) -> model.NameListModel:
    return model.NameListModel(
        **model.fields(names, "names head open passage report count"),
        stated=None if names.stated is None else names.stated.id,
        place=_place_model(names.place),
    )


def _passage_model(passage: Passage) -> model.PassageModel:
    return model.PassageModel(
        **model.fields(passage, "raw role section report number"),
        text=None if passage.text == passage.raw else passage.text,
        offsets=_runs(passage.offsets[: len(passage.text)]),
        place=_place_model(passage.place),
    )


def _runs(offsets: Sequence[int]) -> tuple[tuple[int, int], ...]:
    starts = [n for n in range(len(offsets)) if n == 0 or offsets[n] != offsets[n - 1] + 1]
    return tuple((start, offsets[start]) for start in starts) or ((0, 0),)


def _place_model(place: Place) -> model.PlaceModel:
    return model.PlaceModel(**model.fields(place, "line page block table row column section span excerpt box sheet"))


def _evidence(evidence: Evidence) -> model.EvidenceName:
    names: dict[Evidence, model.EvidenceName] = {
        Evidence.GUESSED: "guessed",
        Evidence.CARRIED: "carried",
        Evidence.LIST: "list",
        Evidence.EXPLICIT: "explicit",
    }
    return names[evidence]
