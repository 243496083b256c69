"""Figures in prose meet the lines of tables: a path 类/款/项 is the code that the document's own tables give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from disclosure_rules.facts.document import TableRead
from disclosure_rules.facts.fact import Fact
from disclosure_rules.quantity import Quantity, Verdict, judge_same

__all__ = ["Linker"]

_AXIS = "function"
_SUFFIX = "支出"
_LEVELS = (3, 5, 7)
_Key = tuple[str, ...]


@dataclass(slots=True)
class Linker:
    """Codes by their names from the top down, and what the tables print for each code on each basis."""

    codes: dict[tuple[str, ...], str] = field(default_factory=dict)
    printed: dict[_Key, dict[str, list[Quantity]]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[TableRead], facts: Iterable[Fact]) -> Linker:
        """Of the tables of a document and their figures."""
        linker = cls()
        for table in tables:
            for code in table.names:
                if table.systems.get(code) == _AXIS and (key := _path(code, table.names)) is not None:
                    linker.codes.setdefault(key, code)
        printed: dict[_Key, dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
        for fact in facts:
            named = fact.coordinates
            if _AXIS in named and "nature" not in named and named.get("concept") == "expenditure":
                printed[_key(named)][named.get("fund", "")].append(fact.quantity)
        linker.printed = dict(printed)
        return linker

    def settle(self, coordinates: dict[str, str], quantity: Quantity) -> dict[str, str]:
        """The coordinates of a figure in prose with its path as a code, and with the fund whose table prints it.

        A figure that names no fund, or only 财政拨款, may be any of those that the tables print for its code; it is
        held against the one it agrees with, and where it agrees with none, against the most particular one.
        """
        path = coordinates.get(_AXIS, "")
        if "/" in path:
            coordinates[_AXIS] = path = self.code_of(path) or path
        if coordinates.get("fund", "fiscal") != "fiscal" or "nature" in coordinates or "of" in coordinates:
            return coordinates
        funds = self.printed.get(_key(coordinates), {}) if path else {}
        agreeing = [fund for fund, values in funds.items() if _agrees(quantity, values)]
        chosen = min(agreeing or funds, key=lambda fund: (fund == "", fund), default=None)
        if chosen:
            coordinates["fund"] = chosen
        elif chosen == "" and agreeing:
            coordinates.pop("fund", None)
        return coordinates

    def code_of(self, path: str) -> str:
        """The code of a path (208/抚恤/死亡抚恤) in the document's own tables; empty if there is no such line."""
        first, *names = path.split("/")
        return self.codes.get((first, *map(_bare, names)), "")


def _path(code: str, names: Mapping[str, str]) -> tuple[str, ...] | None:
    """The class code and the names below it; None where the line of a level above is not in the table."""
    if len(code) not in _LEVELS or len(code) == _LEVELS[0]:
        return None
    upper = [code[:length] for length in _LEVELS[1:] if length <= len(code)]
    return (code[: _LEVELS[0]], *(_bare(names[part]) for part in upper)) if all(u in names for u in upper) else None


def _bare(name: str) -> str:
    return name.replace(" ", "").removesuffix(_SUFFIX)


def _key(coordinates: Mapping[str, str]) -> _Key:
    return (coordinates[_AXIS], *(coordinates.get(axis, "") for axis in ("basis", "period", "origin")))


def _agrees(quantity: Quantity, values: Iterable[Quantity]) -> bool:
    return any(
        value.unit.dimension == quantity.unit.dimension
        and judge_same([value, quantity]).verdict is not Verdict.VIOLATED
        for value in values
    )
