"""The shape of the JSON report, for those who read it in another program: what `outputs/json.py` writes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

__all__ = ["report_schema"]

Verdict = Literal["holds", "holds_by_rounding", "holds_by_truncation", "violated", "undetermined"]
Severity = Literal["error", "warning", "note"]
Number = Annotated[Any, WithJsonSchema({"type": "number"})]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Tool(_Shape):
    """The program that wrote the report."""

    name: Literal["disclosure-rules"]
    version: str


class Rulebook(_Shape):
    """The rules that were run; the hash is over everything that decides what they say."""

    id: str
    version: str
    sha256: str


class Source(_Shape):
    """The file that was read."""

    name: str
    sha256: str
    format: str


class Place(_Shape):
    """Where something stands, as far as its format has it: 1-based numbers, a span of characters, a box in points."""

    page: int | None = None
    line: int | None = None
    section: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    excerpt: str | None = None
    span: tuple[int, ...] | None = None
    box: tuple[Number, ...] | None = None
    sheet: str | None = None
    document: str | None = None


class Figure(_Shape):
    """A figure as evidence. `value` is a decimal number as text, in `unit`; `interval` holds the true values."""

    role: Literal["stated", "operand", "other"]
    text: str
    value: str | None
    unit: str
    label: str
    coordinates: dict[str, str]
    place: Place
    interval: str | None = None
    qualifier: str | None = None
    rounding: str | None = None


class Suppressed(_Shape):
    """Why a finding does not count."""

    by: Literal["waiver", "baseline"]
    reason: str | None = None
    who: str | None = None
    until: str | None = None


class Finding(_Shape):
    """What cannot be true, or with `holds` what is. `expected` and `gap` are decimal numbers as text, in `unit`."""

    id: str
    rule: str
    kind: str
    severity: Severity
    verdict: Verdict
    message: dict[str, str]
    basis: str
    expected: str
    gap: str
    unit: str
    root: str
    calculation: tuple[str, ...]
    relations: tuple[str, ...]
    figures: tuple[Figure, ...]
    suppressed: Suppressed | None = None


class Problem(_Shape):
    """What could not be read or run."""

    severity: Severity
    message: str
    place: Place


class Cell(_Shape):
    """A figure that nothing checks."""

    text: str
    label: str
    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None


class Coverage(_Shape):
    """How much was read and checked of a table (by its title) or of a section (by its number and title)."""

    table: str | None = None
    section: str | None = None
    title: str | None = None
    page: int | None
    line: int | None
    figures: int
    figures_read: int
    figures_checked: int
    unchecked: tuple[Cell, ...]


class Unread(_Shape):
    """A number that is a figure but was not understood."""

    text: str
    place: Place


class Summary(_Shape):
    """Figures found, understood and checked, and checks by verdict."""

    figures: int
    figures_read: int
    figures_checked: int
    checks: dict[str, int]


class Document(_Shape):
    """One input. `holds` and `unchecked` are there where they were asked for; `relation` says how the documents
    `against` which it was held stand to it."""

    source: Source
    relation: str | None = None
    against: tuple[Source, ...] | None = None
    entity: str
    period: str | None
    kind: str
    summary: Summary
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    unread: tuple[Unread, ...]
    holds: tuple[Finding, ...] | None = None
    unchecked: tuple[Figure, ...] | None = None


class ReportShape(_Shape):
    """The answer of one run."""

    schema_id: Literal["disclosure-rules/report/1"] = Field(alias="schema")
    tool: Tool
    rulebook: Rulebook
    documents: tuple[Document, ...]


def report_schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    return ReportShape.model_json_schema(by_alias=True)
