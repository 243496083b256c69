"""YAML or JSON becomes a document, or one sentence that says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from hashlib import sha256
from typing import Any

import yaml
from pydantic import ValidationError

from disclosure_rules.facts.document import Document, NameList, Passage, PeriodMention, Section, TableRead, Unread
from disclosure_rules.facts.fact import Evidence, Fact, Reading, Relation
from disclosure_rules.facts.structured import model
from disclosure_rules.place import Place
from disclosure_rules.quantity import Quantity, QuantityError, Unit, parse_quantity, quantity, unit_of
from disclosure_rules.sources.block import Problem, SourceError

__all__ = ["parse_document"]

_LARGEST = 64 * 1024 * 1024
_DEEPEST = 40


class _Loader(yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader):  # type: ignore[misc]
    """Every scalar stays the text that was written, so that 0.00 is not 0 and no number becomes binary."""


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)$"), ["~", "n", ""])
_Loader.add_constructor("tag:yaml.org,2002:null", lambda _loader, _node: None)


def parse_document(data: bytes, name: str) -> Document:
    """Return the document written in `data`, which is JSON if `name` ends in .json, else YAML.

    `name` is also the name of a document that names no source. Raises SourceError if it is too large, too deep, uses
    YAML aliases, or is not of the shape of the schema.
    """
    if len(data) > _LARGEST:
        raise _error(name, f"超过 {_LARGEST >> 20} MB", f"is larger than {_LARGEST >> 20} MB")
    try:
        content = _json(data) if name.lower().endswith(".json") else _yaml(data)
        document = _document(model.DocumentModel.model_validate(content), name, sha256(data).hexdigest())
    except ValidationError as error:
        first, *more = error.errors(include_url=False, include_context=False)
        where = ".".join(map(str, first["loc"])) or "document"
        rest = f" (+{len(more)})" if more else ""
        raise _error(name, f"{where}：{first['msg']}{rest}", f"{where}: {first['msg']}{rest}") from None
    except RecursionError:
        raise _error(name, "嵌套太深", "is nested too deeply") from None
    except (ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())[:300]
        raise _error(name, reason, reason) from None
    return document


def _error(name: str, zh: str, en: str) -> SourceError:
    return SourceError({"zh": f"{name}：不是可用的结构化文档：{zh}", "en": f"{name}: not a usable document: {en}"})


def _json(data: bytes) -> Any:
    return json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str)


def _yaml(data: bytes) -> Any:
    text = data.decode("utf-8-sig")
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):  # before anything is built: an alias can stand for a billion nodes
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("YAML aliases are not used here")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise RecursionError
    return yaml.load(text, Loader=_Loader)


def _document(data: model.DocumentModel, name: str, digest: str) -> Document:
    facts = tuple(_fact(number, item) for number, item in enumerate(data.facts))
    by_id = {fact.id: fact for fact in facts}
    if len(by_id) < len(facts):
        raise ValueError("two facts have the same id")
    _check_references(data)
    suffix = name.rsplit(".", 1)[-1].lower()
    return Document(
        name=data.source.name or name,
        format=data.source.format or suffix,
        sha256=data.source.sha256 or digest,
        **model.fields(data, "entity period kind region language reports report_periods"),
        facts=facts,
        relations=tuple(_relation(item, by_id) for item in data.relations),
        names=tuple(
            NameList(
                **model.fields(item, "names head open passage report count"),
                stated=None if item.stated is None else _by_id(by_id, item.stated),
                place=_place(item.place),
            )
            for item in data.names
        ),
        periods=tuple(
            PeriodMention(**model.fields(item, "year role passage report"), place=_place(item.place))
            for item in data.periods
        ),
        unread=tuple(Unread(**model.fields(item, "text passage"), place=_place(item.place)) for item in data.unread),
        sections=tuple(Section(index=number, **dict(item)) for number, item in enumerate(data.sections)),
        tables=tuple(
            TableRead(**model.fields(item, "title facts figures names systems broken notes"), place=_place(item.place))
            for item in data.tables
        ),
        passages=tuple(
            _passage(number, item) for number, item in enumerate(data.passages or (model.PassageModel(raw=""),))
        ),
        problems=tuple(
            Problem(
                severity=item.severity, message=item.message, place=None if item.place is None else _place(item.place)
            )
            for item in data.problems
        ),
    )


def _check_references(data: model.DocumentModel) -> None:
    """What points at a passage or section that is not there would only fail much later."""
    passages, sections = max(1, len(data.passages)), len(data.sections)
    holders: list[Any] = [*data.facts, *data.names, *data.periods, *data.unread, *data.sections]
    if any(item.passage >= passages for item in holders):
        raise ValueError("a passage is named that is not there")
    named = [item.section for item in data.passages] + [item.parent for item in data.sections]
    if any(section is not None and section >= sections for section in named):
        raise ValueError("a section is named that is not there")
    if any(at >= passages for item in data.tables for at in (*item.broken, *item.notes)):
        raise ValueError("a passage is named that is not there")


def _fact(number: int, item: model.FactModel) -> Fact:
    return Fact(
        id=number if item.id is None else item.id,
        **model.fields(item, "coordinates label report passage"),
        quantity=_quantity(item.quantity),
        place=_place(item.place),
        evidence=Evidence[item.evidence.upper()],
        flags=frozenset(item.flags),
    )


def _quantity(item: str | model.QuantityModel) -> Quantity:
    if isinstance(item, str):
        return parse_quantity(item)
    unit = unit_of(item.unit)
    if item.dimension is not None or item.exponent is not None:
        exponent = unit.exponent if item.exponent is None else item.exponent
        unit = Unit(item.unit, item.dimension or unit.dimension, Fraction(10) ** exponent)
    if item.decimals is None:
        return quantity(item.value, unit, text=item.text, qualifier=item.qualifier, rounding=item.rounding)
    try:
        value = Decimal(item.value)
    except InvalidOperation:
        raise QuantityError(f"malformed number: {item.value[:40]!r}") from None
    figure = Quantity(item.text, value, unit, item.decimals, item.qualifier, item.rounding)
    figure.interval()  # refuses what is too large, or has more digits than it says
    return figure


def _relation(item: model.RelationModel, by_id: Mapping[int, Fact]) -> Relation:
    return Relation(
        kind=item.kind,
        readings=tuple(
            Reading(
                roles={role: tuple(_by_id(by_id, number) for number in ids) for role, ids in reading.roles.items()},
                mode=reading.mode,
                word=reading.word,
            )
            for reading in item.readings
        ),
        evidence=Evidence[item.evidence.upper()],
        cue=item.cue,
        years=item.years,
        flags=frozenset(item.flags),
    )


def _by_id(by_id: Mapping[int, Fact], number: int) -> Fact:
    if number not in by_id:
        raise ValueError(f"no fact has the id {number}")
    return by_id[number]


def _passage(number: int, item: model.PassageModel) -> Passage:
    text = item.raw if item.text is None else item.text
    offsets: list[int] = []
    ends = [start for start, _ in item.offsets[1:]] + [len(text)]
    for (start, raw), end in zip(item.offsets, ends, strict=True):
        if start != len(offsets) or end < start or raw + (end - start) > len(item.raw) + 1:
            raise ValueError(f"the offsets of passage {number} do not fit its text")
        offsets.extend(range(raw, raw + end - start))
    return Passage(
        index=number,
        text=text,
        offsets=tuple(offsets),
        place=_place(item.place),
        **model.fields(item, "raw role section report number"),
    )


def _place(item: model.PlaceModel) -> Place:
    return Place(**dict(item))
