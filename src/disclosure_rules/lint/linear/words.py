"""What was found about linear rules, in words: which rules, how they are combined, and what that gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from disclosure_rules.facts.tree import Trees
from disclosure_rules.lint.linear.rows import Cell, Row, total

__all__ = ["LANGUAGES", "Words", "number"]

LANGUAGES = ("zh", "en")
_SHOWN = {"<=": "≤", "<": "<", "=": "="}
_TURNED = {"≤": "≥", "<": ">", "=": "="}
_LEAST_KNOWN = ("concept",)  # named first


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks of cells by the names the dimensions give them, in one language (`zh` or `en`)."""

    trees: Trees
    language: str

    def cell(self, cell: Cell) -> str:
        """The coordinates in words: the concept first."""
        named = sorted(cell, key=lambda item: (item[0] not in _LEAST_KNOWN, item[0]))
        names = [self._member(axis, member) for axis, member in named if axis != "unit"]
        if not names:
            return "任一数字" if self.language == "zh" else "any figure"
        return "·".join(names) if self.language == "zh" else ", ".join(names)

    def _member(self, axis: str, member: str) -> str:
        names = self.trees.names(axis, member)
        if len(names) < len(LANGUAGES):
            return names[0] if names else member.removeprefix("=")
        return names[LANGUAGES.index(self.language)]

    def row(self, row: Row) -> str:
        """What a row says, without negative numbers where that can be had: 收入 + 结转 = 总计."""
        above = [self._term(cell, k) for cell, k in row.coefficients.items() if k > 0]
        below = [self._term(cell, -k) for cell, k in row.coefficients.items() if k < 0]
        sign, is_ratio = _SHOWN[row.relation], any(("unit", "ratio") in cell for cell in row.coefficients)
        if not above and below:
            return f"{' + '.join(below)} {_TURNED[sign]} {number(-row.bound, is_ratio)}"
        if not below:
            return f"{' + '.join(above) or '0'} {sign} {number(row.bound, is_ratio)}"
        if row.bound:
            (below if row.bound > 0 else above).append(number(abs(row.bound), is_ratio))
        if len(below) == 1 < len(above):
            above, below, sign = below, above, _TURNED[sign]
        return f"{' + '.join(above)} {sign} {' + '.join(below)}"

    def _term(self, cell: Cell, k: Fraction) -> str:
        return self.cell(cell) if k == 1 else f"{number(k)} × {self.cell(cell)}"

    def sum(self, rows: Sequence[Row], multipliers: Sequence[Fraction]) -> str:
        """The combination of a proof: how the rules are added up, and what that gives."""
        goal = next((k for row, k in zip(rows, multipliers, strict=True) if not row.rule), Fraction(1))
        used = [(row, k / goal) for row, k in zip(rows, multipliers, strict=True) if row.rule]
        used.sort(key=lambda one: one[1] < 0)
        text = " ".join(f"{'−' if k < 0 else '+'} {_times(abs(k))}{self._source(row)}" for row, k in used)
        left, bound = total([row for row, _ in used], [k for _, k in used])
        is_equal = bool(left) and all(row.relation == "=" for row, _ in used)
        relation = "=" if is_equal else "<" if any(row.relation == "<" for row, _ in used) else "<="
        result = self.row(Row(rule="", coefficients=left, relation=relation, bound=bound))
        return f"{text.removeprefix('+ ')} {'得' if self.language == 'zh' else 'gives'} {result}"

    def _source(self, row: Row) -> str:
        """The rule; and, where it is not the rule's main demand, which."""
        if not row.is_side:
            return row.rule
        return f"{row.rule}（{self.row(row)}）" if self.language == "zh" else f"{row.rule} ({self.row(row)})"


def _times(k: Fraction) -> str:
    return "" if k == 1 else f"{number(k)} × "


def number(value: Fraction, is_ratio: bool = False) -> str:
    """Exact: a decimal number where it is one, else a fraction."""
    value, mark = (value * 100, "%") if is_ratio else (value, "")
    sign, size = "−" if value < 0 else "", abs(value)
    for digits in range(13):
        if (size * 10**digits).denominator == 1:
            whole = str(int(size * 10**digits)).rjust(digits + 1, "0")
            point = len(whole) - digits
            return f"{sign}{whole[:point]}{'.' if digits else ''}{whole[point:]}{mark}"
    return f"{sign}{size.numerator}/{size.denominator}{mark}"
