"""What vocabulary files are built of: words, lists of them, mappings under known keys and under names of one's own.

`replace: true` in a mapping, or as the first item of a list, drops what the packs that are extended say there.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictInt,
    StrictStr,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    create_model,
)
from pydantic_core.core_schema import CoreSchema, no_info_wrap_validator_function

__all__ = [
    "CHOICES",
    "NUMBER",
    "NUMBERS",
    "PAIRS",
    "TEXT",
    "WORDS",
    "WORD_LISTS",
    "by_name",
    "entry",
    "listed",
    "mapping",
]

_REPLACE = {"replace": True}
_REPLACES = {"type": "object", "properties": {"replace": {"const": True}}, "additionalProperties": False}


class _Entry(BaseModel):
    """An entry with known keys. Words are text: a number among them stands in quotes."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Mapping(_Entry):
    """A mapping with known keys, which may drop what earlier packs say."""

    replace: bool = False


class _OrMark:
    """Of the items of a list: one may be the mark that drops what earlier packs say."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def checked(value: Any, inner: ValidatorFunctionWrapHandler) -> Any:
            return value if value == _REPLACE else inner(value)

        return no_info_wrap_validator_function(checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema), _REPLACES]}


def listed(inner: Any) -> Any:
    """A list whose first item may be the mark that drops what earlier packs say."""
    return Annotated[tuple[Annotated[inner, _OrMark()], ...], BeforeValidator(_mark_first)]


def _mark_first(value: Any) -> Any:
    if isinstance(value, list) and _REPLACE in value[1:]:
        raise ValueError("`replace: true` can only be the first item of a list")
    return value


def by_name(inner: Any) -> Any:
    """A mapping under names that the pack chooses."""

    def without_mark(value: Any) -> Any:
        return {k: v for k, v in value.items() if k != "replace"} if isinstance(value, dict) else value

    return Annotated[dict[str, inner], BeforeValidator(without_mark)]


WORDS = listed(Annotated[StrictStr, Field(min_length=1)])
WORD_LISTS = listed(tuple[StrictStr, ...])
NUMBERS = listed(StrictInt)


def _alike(pair: tuple[str, str]) -> tuple[str, str]:
    if len(pair[0]) != len(pair[1]):
        raise ValueError("write two texts of the same length: characters, and what each of them becomes")
    return pair


_PAIR = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
PAIRS = listed(Annotated[tuple[StrictStr, StrictStr], AfterValidator(_alike), WithJsonSchema(_PAIR)])
TEXT = StrictStr
NUMBER = StrictInt
CHOICES = StrictStr | tuple[StrictStr, ...]


def _unsaid() -> Any:
    """A key may be left out, but not left empty."""
    return Field(default_factory=lambda: None)


def mapping(name: str, lists: str = "", **fields: Any) -> Any:
    """A mapping: `lists` names the keys that hold lists of words, `fields` the types of the others."""
    kinds = dict.fromkeys(lists.split(), WORDS) | fields
    made: dict[str, Any] = {key: (kind, _unsaid()) for key, kind in kinds.items()}
    return create_model(name, __base__=_Mapping, **made)


def entry(name: str, **fields: Any) -> Any:
    """An entry of a list, whose keys must be written, but those in brackets."""
    made: dict[str, Any] = {
        key: (kind[0], _unsaid()) if isinstance(kind, list) else (kind, Field()) for key, kind in fields.items()
    }
    return create_model(name, __base__=_Entry, **made)
