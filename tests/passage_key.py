"""The answer key of a passage in fixtures/provinces, and its arithmetic, independent of the package under test.

A key states relations between the figures of its passage, such as `[86.40] = [61.25] + [25.15]`. A figure in brackets
is a number as printed, `#2` for its second occurrence in the passage, and `[61.25 万元]` where the unit stands
elsewhere; numbers without brackets are constants. The unit is the one printed behind the figure. A relation can be
true if some values, each inside its printed interval, satisfy it; every relation here is monotone in each figure,
so the corners of the box of intervals decide.
"""

from __future__ import annotations

import ast
import itertools
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?")
UNIT = re.compile(r"\s*(亿元|万元|万人次|万|元|%|个百分点)")
SCALE = {"亿元": 10**8, "万元": 10**4, "万": 10**4, "万人次": 10**4, "元": 1}
OPERATORS: Mapping[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a passage: what is printed, where, and its unit ("" for counts, which are exact)."""

    text: str
    start: int
    unit: str

    def interval(self, ulp: Fraction) -> tuple[Fraction, Fraction]:
        """The values the print may stand for, `ulp` units of the last digit to either side."""
        digits = self.text.replace(",", "")
        value = Fraction(digits)
        scale = Fraction(1, 100) if self.unit in ("%", "个百分点") else Fraction(SCALE.get(self.unit, 1))
        places = len(digits.partition(".")[2])
        exact = (value == 0 and not places) or (not self.unit and not places)
        slack = Fraction(0) if exact else ulp * Fraction(1, 10**places)
        return (value - slack) * scale, (value + slack) * scale


def figures(text: str) -> list[Figure]:
    """Every number of a passage in reading order."""
    found = []
    for match in NUMBER.finditer(text):
        unit = UNIT.match(text, match.end())
        found.append(Figure(match.group(), match.start(), unit.group(1) if unit else ""))
    return found


def _evaluate(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=int() as number):
            return Fraction(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            result: Fraction = OPERATORS[type(op)](_evaluate(left, values), _evaluate(right, values))
            return result
    raise ValueError(ast.dump(node))


def possible(relation: str, text: str, original: str, *, ulp: Fraction = Fraction(1, 2)) -> bool:
    """Say whether a relation, stated of the figures of `original`, can be true of the same figures in `text`."""
    here, there = figures(text), figures(original)
    if len(here) != len(there):
        raise ValueError("an alteration must not add or remove numbers")
    names: dict[str, Figure] = {}

    def name(match: re.Match[str]) -> str:
        printed, _, unit = match.group(1).partition(" ")
        number, _, nth = printed.partition("#")
        index = [i for i, figure in enumerate(there) if figure.text == number][int(nth or 1) - 1]
        figure = here[index]
        names[f"v{index}"] = Figure(figure.text, figure.start, unit or figure.unit)
        return f"v{index}"

    expression = re.sub(r"\[([^\]]+)\]", name, relation)
    left, sign, right = re.split(r"\s(>=|<=|=|<|>)\s", expression)
    trees = [ast.parse(side.strip(), mode="eval").body for side in (left, right)]
    differences = []
    for corner in itertools.product(*(figure.interval(ulp) for figure in names.values())):
        values = dict(zip(names, corner, strict=True))
        try:
            differences.append(_evaluate(trees[0], values) - _evaluate(trees[1], values))
        except ZeroDivisionError:
            return False
    low, high = min(differences), max(differences)
    return {"=": low <= 0 <= high, ">=": high >= 0, "<=": low <= 0, ">": high > 0, "<": low < 0}[sign]


@dataclass(frozen=True, slots=True)
class Alteration:
    """One change of a passage: `old` inside `context` becomes `new`; `breaks` says what it makes false."""

    context: str
    old: str
    new: str
    breaks: str = ""

    def apply(self, text: str) -> str:
        """Return the passage with this change; the context must stand in it exactly once."""
        if text.count(self.context) != 1 or self.context.count(self.old) != 1:
            raise ValueError(f"{self.old!r} in {self.context!r} is not unique")
        return text.replace(self.context, self.context.replace(self.old, self.new))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of fixtures/provinces with its key."""

    name: str
    path: Path
    text: str
    relations: tuple[str, ...]
    alterations: tuple[Alteration, ...]
    harmless: tuple[Alteration, ...]
    truncated: tuple[Alteration, ...]  # a figure cut off instead of rounded: worth a note, no more
    not_yet: Mapping[tuple[str, str], str]  # (context, new text) of an alteration that the tool misses, and why


def passages(folder: Path) -> Iterator[Passage]:
    """Every passage of a folder that has a key, by name."""
    for key_path in sorted(folder.glob("*.yaml")):
        key = yaml.safe_load(key_path.read_text("utf-8"))
        path = key_path.with_suffix(".txt")

        def alterations(entries: list[dict[str, str]]) -> tuple[Alteration, ...]:
            return tuple(Alteration(e["context"], e["from"], e["to"], e.get("breaks", "")) for e in entries)

        yield Passage(
            name=key_path.stem,
            path=path,
            text=path.read_text("utf-8"),
            relations=tuple(key["relations"]),
            alterations=alterations(key["alterations"]),
            harmless=alterations(key.get("harmless", [])),
            truncated=alterations(key.get("truncated", [])),
            not_yet={(e["context"], e["to"]): e["reason"] for e in key.get("not_yet", [])},
        )
