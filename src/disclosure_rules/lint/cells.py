"""The cells a rule speaks of, wherever its kind writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from disclosure_rules.rulebook import Rule

__all__ = ["cells_of"]

_Path = tuple[str | int, ...]


def cells_of(rule: Rule) -> Iterator[tuple[_Path, Mapping[str, str]]]:
    """Every group of coordinates among the parameters and in the guard of a rule, with its path inside the rule."""
    for name in type(rule.params).model_fields:
        yield from _inside((name,), getattr(rule.params, name))
    yield from _inside(("when", "cells"), (rule.when or {}).get("cells") or {})


def _inside(path: _Path, value: Any) -> Iterator[tuple[_Path, Mapping[str, str]]]:
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        if "concept" in value and all(isinstance(member, str) for member in value.values()):
            yield path, value
            return
        for key, inner in value.items():
            yield from _inside((*path, key), inner)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _inside((*path, index), inner)
