"""What may be written in a pack and in a rule."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from disclosure_rules.quantity import parse_quantity
from disclosure_rules.rulebook.coordinates import Condition, Coordinates

__all__ = ["PACK_ID", "SHARED_KEYS", "FileShape", "OverrideShape", "PackShape", "RuleShape"]

PACK_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")


def _dotted(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+", text):
        raise ValueError("a rule id is a lower-case dotted path, such as `expenditure.by-nature`")
    return text


def _decimal(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"`{text}` is not a decimal number, such as 0.01") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"`{text}` is not a tolerance: a finite number, zero or more")
    return text


def _amount(text: str) -> str:
    try:
        parse_quantity(text)
    except (ValueError, ArithmeticError):
        raise ValueError(f"`{text}` is not an amount, such as 0.43万元") from None
    return text


def _pack_name(text: str) -> str:
    if not PACK_ID.fullmatch(text):
        raise ValueError("a pack id is written in lower-case letters, digits and hyphens")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
RuleId = Annotated[str, AfterValidator(_dotted)]
PackId = Annotated[str, AfterValidator(_pack_name)]
Figure = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
DecimalText = Annotated[Figure, AfterValidator(_decimal)]
Amount = Annotated[Figure, AfterValidator(_amount)]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Related = Literal["prior-year", "budget", "approved", "units", "all-units"]
_RELATED = {"enum": list(get_args(Related))}
Relations = Annotated[
    tuple[Related, ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [_RELATED, {"type": "array", "items": _RELATED}]}),
]
Severity = Literal["error", "warning", "note"]
Scope = Literal["statement", "table", "section", "report", "file"]
Missing = Literal["nil", "skip", "undetermined"]
Rounding = Literal["nearest", "half_up", "truncate", "exact"]
Outcome = Literal["holds", "holds_by_rounding", "holds_by_truncation", "violated", "undetermined", "not_applicable"]


class Shape(BaseModel):
    """Unknown keys are mistakes; a number where text is wanted is read as its digits."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, populate_by_name=True, defer_build=True
    )


class Bilingual(Shape):
    """The same words in Chinese and in English."""

    zh: Text
    en: Text


_IN_BOTH = {"anyOf": [{"type": "string"}, Bilingual.model_json_schema()]}  # one text may stand for both languages
Docs = Annotated[
    Bilingual, BeforeValidator(lambda v: {"zh": v, "en": v} if isinstance(v, str) else v), WithJsonSchema(_IN_BOTH)
]


class Years(Shape):
    """Years from the first to the last, both included; an end that is not written is open."""

    first: int | None = Field(default=None, alias="from")
    last: int | None = Field(default=None, alias="to")


class Effective(Shape):
    """Days from the first to the last, both included, on which a pack is in force."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")


class AppliesTo(Shape):
    """The documents a pack or a rule is about; what is not written does not restrict."""

    kind: Texts = ()
    region: Texts = ()
    language: Texts = ()
    years: Years = Field(default_factory=Years)


class When(Shape):
    """The guard of a rule. A rule applies only if everything written here is certainly true.

    `relation` is for rules that hold documents against one another: how the others stand to the first. A rule without
    it is for single documents. `expression` is a condition over cells; `cells` gives its names coordinates, and a name
    without them is a label as printed.
    """

    kind: Texts = ()
    region: Texts = ()
    language: Texts = ()
    years: Years | None = None
    relation: Relations = ()
    expression: Condition | None = None
    cells: dict[str, Coordinates] = Field(default_factory=dict)


class Tolerance(Shape):
    """What is allowed beyond rounding: in the unit of the stated figure, as a fraction of it, or in last digits."""

    abs: DecimalText | None = None
    rel: DecimalText | None = None
    ulp: DecimalText | None = None


class ExampleShape(Shape):
    """A worked case: figures by label or a sentence, and the verdict they must get. `beside` are texts of the other
    documents, for a rule that holds documents against one another."""

    given: dict[str, Figure] = Field(default_factory=dict)
    text: str = ""
    beside: tuple[str, ...] = ()
    verdict: Outcome
    gap: Amount = ""
    note: str = ""

    @model_validator(mode="after")
    def _shows_something(self) -> ExampleShape:
        if not self.given and not self.text:
            raise ValueError("an example needs figures in `given`, or a sentence in `text`")
        return self


class OverrideShape(Shape):
    """What a later pack may say of a rule that an earlier one declares: the keys it writes replace those of the rule.

    What a rule compares (its kind and the keys of its kind) is not among them: that would be another rule.
    """

    id: RuleId
    enabled: bool = True
    severity: Severity = "error"
    tolerance: Tolerance | None = None
    when: When | None = None
    message: Bilingual | None = None
    title: Bilingual = Field(default_factory=lambda: Bilingual(zh="-", en="-"))
    basis: Text = "-"
    docs: Docs | None = None


class RuleShape(Shape):
    """The keys every rule shares; the keys of its kind stand beside them."""

    id: RuleId
    title: Bilingual
    kind: str
    severity: Severity
    basis: Text
    enabled: bool = True
    when: When | None = None
    scope: Scope = "file"
    missing: Missing = "undetermined"
    tolerance: Tolerance | None = None
    rounding: Rounding = "nearest"
    message: Bilingual | None = None
    examples: tuple[ExampleShape, ...] = ()
    docs: Docs | None = None


class PackShape(Shape):
    """pack.yaml. `detect` are words of which a document of this pack holds some."""

    id: PackId
    version: Text
    title: Bilingual
    extends: Texts = ()
    applies_to: AppliesTo = Field(default_factory=AppliesTo)
    effective: Effective = Field(default_factory=Effective)
    detect: Texts = ()


class FileShape(Shape):
    """One YAML file that is a pack by itself; its id is the file's name unless it says one.

    `vocabulary` holds what the files beside pack.yaml hold in a folder, by their names: `lexicon`, `places` ...
    """

    id: PackId | None = None
    version: Text = "0"
    title: Bilingual | None = None
    extends: Texts = ()
    applies_to: AppliesTo = Field(default_factory=AppliesTo)
    effective: Effective = Field(default_factory=Effective)
    detect: Texts = ()
    rules: tuple[Any, ...] = ()
    vocabulary: dict[str, Any] = Field(default_factory=dict)


SHARED_KEYS = frozenset(RuleShape.model_fields)
