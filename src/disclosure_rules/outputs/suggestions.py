"""Proposed relations as rules in YAML, ready to be looked at, given a basis and kept or thrown away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from disclosure_rules.checks.finding import Figure
from disclosure_rules.facts.tree import Trees
from disclosure_rules.outputs.entries import clean
from disclosure_rules.report import Suggestion

__all__ = ["suggestion_lines"]

# Adjectives before the noun: 一般公共预算 项目 支出.
_ORDER = ("origin", "fund", "source", "levy", "transfer", "debt", "purpose", "object", "supplier", "vehicle", "nature")
_LAST = ("concept", "side")
_TO_BE_WRITTEN = "TODO"  # by whoever keeps the rule; lint tells it until then, since a relation is no reason
_NOT_A_NAME = re.compile(r"[^\w]", re.UNICODE)


def suggestion_lines(found: Sequence[Suggestion], trees: Trees, kinds: Sequence[str]) -> Iterator[str]:
    """A rule for each, below a comment on where it holds. `kinds` are those of the documents."""
    yield f"# {len(found)} relations that hold wherever they are stated, and that no rule has checked.\n"
    yield "# They may hold by chance, or of these documents only: keep what has a basis, and write it.\n"
    for number, one in enumerate(found, start=1):
        rule = _rule(f"suggested.relation-{number}", one, trees, kinds)
        yield "\n"
        for document, facts in one.seen.items():
            whole, *parts = (Figure.of("other", fact).words for fact in facts)
            yield f"# {clean(document)}: {clean(whole)} = {clean(' + '.join(parts))}\n"
        yield yaml.safe_dump([rule], allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)


def _rule(identity: str, one: Suggestion, trees: Trees, kinds: Sequence[str]) -> dict[str, Any]:
    cells: dict[str, dict[str, str]] = {}
    english: list[str] = []
    for cell in (one.whole, *one.parts):
        coordinates = {axis: dict(cell)[axis] for axis in _axes_of(dict(cell))}
        cells[_name(coordinates, trees, cells)] = coordinates
        english.append(" ".join(trees.names(axis, member)[-1] for axis, member in coordinates.items()))
    whole, *parts = cells
    return {
        "id": identity,
        "title": {
            "zh": f"{whole}等于{'与'.join(parts)}{'之和' if len(parts) > 1 else ''}",
            "en": f"{english[0].capitalize()} is {' plus '.join(english[1:])}",
        },
        "kind": "formula",
        "cells": cells,
        "expect": f"{whole} = {' + '.join(parts)}",
        **({"when": {"kind": list(kinds)}} if kinds else {}),
        "severity": "warning",
        "basis": _TO_BE_WRITTEN,
    }


def _axes_of(coordinates: Mapping[str, str]) -> list[str]:
    rank = {axis: number for number, axis in enumerate(_ORDER)} | {axis: 100 + n for n, axis in enumerate(_LAST)}
    return sorted(coordinates, key=lambda axis: (rank.get(axis, 50), axis))


def _name(coordinates: Mapping[str, str], trees: Trees, taken: Mapping[str, Any]) -> str:
    name = ""
    for axis, member in coordinates.items():
        word = _NOT_A_NAME.sub("", trees.names(axis, member)[0])
        name += "" if name.endswith(word) else word  # 基本支出 is an expenditure already
    return name if name not in taken else f"{name}{len(taken) + 1}"
