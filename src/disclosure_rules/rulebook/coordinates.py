"""Coordinates in rules, held against the dimensions the packs declare.

A kind marks the parameters that speak of dimensions, units or expressions by their type: `Coordinates`,
`DimensionName`, `UnitName`, `Formula` and `Condition`. The loader finds the marks, at any depth of lists, mappings and
models, and checks what is written there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, WithJsonSchema

from disclosure_rules.rulebook.expression import ExpressionError, parse_condition, parse_expression
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.yaml_positions import NodePath, YamlFile

__all__ = [
    "Allowed",
    "Condition",
    "Coordinates",
    "DimensionName",
    "Formula",
    "Mark",
    "UnitName",
    "check_marked",
    "unit_names",
]


class Mark(Enum):
    """What a marked parameter holds."""

    COORDINATES = "coordinates"
    DIMENSION = "dimension"
    UNIT = "unit"
    FORMULA = "formula"
    CONDITION = "condition"


def _as_text(value: Any) -> Any:
    """Codes and years are members, too: 201 is read as `201`."""
    if not isinstance(value, dict):
        return value
    return {k: str(v) if isinstance(v, int) and not isinstance(v, bool) else v for k, v in value.items()}


_WRITTEN = WithJsonSchema({"type": "object", "additionalProperties": {"type": ["string", "integer"]}})

Coordinates = Annotated[dict[str, str], BeforeValidator(_as_text), _WRITTEN, Mark.COORDINATES]
"""Members by dimension, such as `{concept: expenditure, nature: total}`; a concept `=label` is a label as printed."""

DimensionName = Annotated[str, Mark.DIMENSION]
UnitName = Annotated[str, Mark.UNIT]
Formula = Annotated[str, Mark.FORMULA]
"""An expression in the grammar of `rulebook.expression`; a `Condition` is one that is true or false."""

Condition = Annotated[str, Mark.CONDITION]


class Allowed:
    """What rules may speak of: the dimensions, their members and the units of a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self.dimensions = _dimensions(vocabulary)
        self.units = unit_names(vocabulary)

    def has_member(self, dimension: str, member: str) -> bool:
        """Whether a known dimension has the member."""
        return _is_member(self.dimensions[dimension], dimension, member)

    def members(self, dimension: str) -> list[str]:
        """The members of a known dimension."""
        return _members(self.dimensions[dimension])


def check_marked(
    model: type[BaseModel],
    data: Mapping[str, Any],
    *,
    allowed: Allowed,
    file: YamlFile,
    path: NodePath,
    mistakes: Mistakes,
) -> None:
    """Note every coordinate, dimension, unit and expression in a model's data that is not allowed."""
    dimensions, units = allowed.dimensions, allowed.units
    for mark, value, place in _marked(model, data, path):
        if mark is Mark.COORDINATES and isinstance(value, dict):
            for dimension, member in value.items():
                here = (*place, dimension)
                if dimension not in dimensions:
                    message = f"unknown dimension `{dimension}`"
                    mistakes.add(file.name, file.key_at(here), message, word=dimension, among=dimensions)
                elif not _is_member(dimensions[dimension], dimension, str(member)):
                    message = f"dimension `{dimension}` has no member `{member}`"
                    known = _members(dimensions[dimension])
                    mistakes.add(file.name, file.value_at(here), message, word=str(member), among=known)
        elif mark is Mark.DIMENSION and value not in dimensions:
            message = f"unknown dimension `{value}`"
            mistakes.add(file.name, file.value_at(place), message, word=str(value), among=dimensions)
        elif mark is Mark.UNIT and value not in units:
            mistakes.add(file.name, file.value_at(place), f"unknown unit `{value}`", word=str(value), among=units)
        elif mark in (Mark.FORMULA, Mark.CONDITION) and isinstance(value, str):
            try:
                parse_condition(value) if mark is Mark.CONDITION else parse_expression(value)
            except ExpressionError as error:
                mistakes.add(file.name, file.value_at(place), str(error), suggestion=error.suggestion)


def unit_names(vocabulary: Mapping[str, Any]) -> tuple[str, ...]:
    """Every unit that units.yaml names: money with and without its scales, ratios, points, scores, classifiers."""
    units = vocabulary.get("units")
    if not isinstance(units, dict):
        return ()
    listed = {key: [str(word) for word in words] for key, words in units.items() if isinstance(words, list)}
    scaled = [scale + unit for unit in listed.get("money", ()) for scale in listed.get("scales", ())]
    plain = [word for key in ("money", "ratio", "points", "score", "classifiers") for word in listed.get(key, ())]
    return (*plain, *scaled)


def _dimensions(vocabulary: Mapping[str, Any]) -> Mapping[str, Any]:
    written = vocabulary.get("dimensions")
    found = written.get("dimensions") if isinstance(written, dict) else None
    return found if isinstance(found, dict) else {}


def _is_member(dimension: Any, name: str, member: str) -> bool:
    if isinstance(dimension, dict) and dimension.get("free") is True:
        return True
    return member in _members(dimension) or (name == "concept" and member.startswith("="))


def _members(dimension: Any) -> list[str]:
    written = dimension.get("members") if isinstance(dimension, dict) else None
    return [str(member) for member in written] if isinstance(written, dict | list) else []


def _marked(model: type[BaseModel], data: Any, path: NodePath) -> Iterator[tuple[Mark, Any, NodePath]]:
    if not isinstance(data, dict):
        return
    for name, field in model.model_fields.items():
        key = field.alias or name
        if data.get(key) is not None:
            marks = [mark for mark in field.metadata if isinstance(mark, Mark)]
            if marks:
                yield marks[0], data[key], (*path, key)
            else:
                yield from _inside(field.annotation, data[key], (*path, key))


def _inside(annotation: Any, value: Any, path: NodePath) -> Iterator[tuple[Mark, Any, NodePath]]:
    """Marks in the type of a value: through Annotated, unions, lists, mappings and models."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks = [mark for mark in parts[1:] if isinstance(mark, Mark)]
        if marks:
            yield marks[0], value, path
        else:
            yield from _inside(parts[0], value, path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _marked(annotation, value, path)
    elif isinstance(value, dict) and origin in (dict, Mapping):
        for key, item in value.items():
            yield from _inside(parts[1], item, (*path, key))
    elif isinstance(value, list) and origin in (list, tuple, Sequence):
        for index, item in enumerate(value):
            yield from _inside(parts[0], item, (*path, index))
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _inside(part, value, path)
