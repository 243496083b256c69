"""Data is fitted to a shape, and told where it does not fit: what is wrong, where it is written, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.yaml_positions import NodePath, YamlFile

__all__ = ["validate"]

Model = TypeVar("Model", bound=BaseModel)

_INSTANCE = re.compile(r" or instance of \w+")
_PLAINLY = {
    "a valid dictionary": "a mapping",
    "a valid tuple": "a list",
    "String should have at least 1 character": "should not be empty",
    "a valid string": "text; a number that is a word stands in quotes",
}


def validate(
    model: type[Model],
    data: Any,
    *,
    file: YamlFile,
    path: NodePath,
    mistakes: Mistakes,
    beside: Iterable[str] = (),
) -> Model | None:
    """Fit data that stands at `path` of `file` to a model, or note every misfit and return None.

    `beside` are keys that may stand beside the model's own, for suggestions.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for misfit in error.errors(include_url=False):
            _tell(misfit, model, data, file=file, path=path, mistakes=mistakes, beside=beside)
        return None


def _tell(
    misfit: Any,
    model: type[BaseModel],
    data: Any,
    *,
    file: YamlFile,
    path: NodePath,
    mistakes: Mistakes,
    beside: Iterable[str],
) -> None:
    place = path + _written(misfit["loc"], data)
    last = misfit["loc"][-1] if misfit["loc"] else ""
    name = f"item {last + 1}" if isinstance(last, int) else str(last)
    if misfit["type"] == "missing":
        mistakes.add(file.name, file.value_at(place), f"`{name}` is missing")
    elif misfit["type"] == "extra_forbidden":
        known = _keys_of(model, misfit["loc"][:-1])
        known += [] if len(misfit["loc"]) > 1 else sorted(beside)
        mistakes.add(file.name, file.key_at(place), f"unknown key `{name}`", word=name, among=known)
    elif misfit["type"] == "literal_error":
        choices = re.findall(r"'([^']*)'", str(misfit["ctx"]["expected"]))
        written = str(misfit["input"])[:60]
        message = f"`{name}` is `{written}`; it must be one of {', '.join(choices)}"
        mistakes.add(file.name, file.value_at(place), message, word=written, among=choices)
    else:
        message = str(misfit["msg"]).removeprefix("Value error, ").replace("Input should be", "should be")
        message = _INSTANCE.sub("", message)
        for theirs, ours in _PLAINLY.items():
            message = message.replace(theirs, ours)
        told = message if misfit["type"] == "value_error" or not name else f"`{name}`: {message}"
        mistakes.add(file.name, file.value_at(place), told)


def _written(location: tuple[Any, ...], data: Any) -> NodePath:
    """The part of pydantic's location that is really in the data: it also names branches of unions."""
    path: list[str | int] = []
    for step in location:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
            path.append(step)
    return tuple(path)


def _keys_of(model: type[BaseModel], location: tuple[Any, ...]) -> list[str]:
    """The keys that may be written at a location inside a model."""
    for step in location:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        inner = _model_in(field.annotation) if field is not None else None
        model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
