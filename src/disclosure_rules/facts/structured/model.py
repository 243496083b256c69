"""The shape of a structured document: what its JSON Schema says and what is checked when one is read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

__all__ = [
    "SCHEMA_ID",
    "DocumentModel",
    "FactModel",
    "PassageModel",
    "PlaceModel",
    "QuantityModel",
    "RelationModel",
    "document_schema",
    "fields",
]

SCHEMA_ID = "disclosure-rules/document/1"

Text = Annotated[str, Field(max_length=2_000_000)]
Severity = Literal["error", "warning", "note"]
EvidenceName = Literal["guessed", "carried", "list", "explicit"]


class Model(BaseModel):
    """Unknown keys are mistakes, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SourceModel(Model):
    """The file the figures were read from, if there was one."""

    name: str = ""
    format: str = ""
    sha256: str = ""


class PlaceModel(Model):
    """Where something stands in the source; see the Place of the report."""

    line: PositiveInt | None = None
    page: PositiveInt | None = None
    block: NonNegativeInt | None = None
    table: PositiveInt | None = None
    row: PositiveInt | None = None
    column: PositiveInt | None = None
    section: str | None = None
    span: tuple[NonNegativeInt, NonNegativeInt] | None = None
    excerpt: Text = ""
    box: tuple[int, int, int, int] | None = None
    sheet: str | None = None


class QuantityModel(Model):
    """A figure taken apart. `value` is in `unit` and keeps its zeros: they say how far it was rounded.

    `dimension` and `exponent` are only needed for a unit that its symbol does not tell, such as a share stored as a
    fraction.
    """

    text: str = ""
    value: str
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=40)] | None = None
    qualifier: Literal["", "at_least", "at_most", "about"] = ""
    rounding: Literal["nearest", "half_up", "truncate", "exact"] = "nearest"
    dimension: str | None = None
    exponent: Annotated[int, Field(ge=-40, le=40)] | None = None


class FactModel(Model):
    """One figure: what it is about, as printed (`594.73 万元`, or taken apart), and where it stands."""

    id: NonNegativeInt | None = None
    coordinates: dict[str, str]
    quantity: str | QuantityModel
    label: str = ""
    place: PlaceModel = PlaceModel()
    evidence: EvidenceName = "explicit"
    report: NonNegativeInt = 0
    passage: NonNegativeInt = 0
    flags: tuple[str, ...] = ()


class ReadingModel(Model):
    """One way to understand a relation: the ids of the facts in each role."""

    roles: dict[str, tuple[NonNegativeInt, ...]]
    mode: str = "equal"
    word: str = ""


class RelationModel(Model):
    """A relation that the text itself states."""

    kind: str
    readings: tuple[ReadingModel, ...]
    evidence: EvidenceName = "explicit"
    cue: str = ""
    years: int = 1
    flags: tuple[str, ...] = ()


class NameListModel(Model):
    """Names listed in a row; `stated` is the id of the fact that gives their number, `count` the number itself."""

    names: tuple[str, ...]
    head: str = ""
    stated: NonNegativeInt | None = None
    count: NonNegativeInt | None = None
    open: bool = False
    place: PlaceModel = PlaceModel()
    passage: NonNegativeInt = 0
    report: NonNegativeInt = 0


class PeriodModel(Model):
    """A year in the text and what it is said of."""

    year: int
    role: str = "other"
    place: PlaceModel = PlaceModel()
    passage: NonNegativeInt = 0
    report: NonNegativeInt = 0


class UnreadModel(Model):
    """A figure that could not be attributed."""

    text: str
    place: PlaceModel = PlaceModel()
    passage: NonNegativeInt = 0


class PassageModel(Model):
    """A paragraph or cell: `raw` as written, `text` normalised if that differs.

    `offsets` says where normalised characters stand in `raw`: pairs of (position in text, position in raw), each
    valid up to the next.
    """

    raw: Text
    text: Text | None = None
    offsets: tuple[tuple[NonNegativeInt, NonNegativeInt], ...] = ((0, 0),)
    place: PlaceModel = PlaceModel()
    role: str = "body"
    section: NonNegativeInt | None = None
    report: NonNegativeInt = 0
    number: str = ""


class SectionModel(Model):
    """A heading of the outline."""

    level: int = 1
    title: str
    number: str = ""
    ordinal: int | None = None
    style: str = ""
    passage: NonNegativeInt = 0
    parent: NonNegativeInt | None = None
    report: NonNegativeInt = 0
    path: str = ""


class TableModel(Model):
    """A table: the ids of its figures, the number of all of them, and the names that its lines give to codes."""

    title: str = ""
    place: PlaceModel = PlaceModel()
    facts: tuple[NonNegativeInt, ...] = ()
    figures: NonNegativeInt = 0
    names: dict[str, str] = Field(default_factory=dict)
    systems: dict[str, str] = Field(default_factory=dict)
    broken: tuple[NonNegativeInt, ...] = ()
    notes: tuple[NonNegativeInt, ...] = ()


class ProblemModel(Model):
    """Something the reader could not do."""

    severity: Severity
    message: dict[str, str]
    place: PlaceModel | None = None


class DocumentModel(Model):
    """One disclosure: its profile, its figures, and what the text says of them."""

    schema_id: Literal["disclosure-rules/document/1"] = Field(alias="schema", default="disclosure-rules/document/1")
    source: SourceModel = SourceModel()
    entity: str = ""
    period: int | None = None
    kind: str = ""
    region: str = ""
    language: str = "zh"
    reports: tuple[str, ...] = ()
    report_periods: dict[int, int] | None = None
    facts: tuple[FactModel, ...] = ()
    relations: tuple[RelationModel, ...] = ()
    names: tuple[NameListModel, ...] = ()
    periods: tuple[PeriodModel, ...] = ()
    unread: tuple[UnreadModel, ...] = ()
    sections: tuple[SectionModel, ...] = ()
    tables: tuple[TableModel, ...] = ()
    passages: tuple[PassageModel, ...] = ()
    problems: tuple[ProblemModel, ...] = ()


def fields(item: object, names: str) -> dict[str, Any]:
    """Return the attributes of `item` that a value and its model call by the same names."""
    return {name: getattr(item, name) for name in names.split()}


def document_schema() -> dict[str, Any]:
    """The JSON Schema of a structured document; it ships as document.schema.json beside this module."""
    schema = DocumentModel.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
