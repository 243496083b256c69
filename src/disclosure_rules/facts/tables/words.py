"""The words of tables, from the vocabulary's tables.yaml, ready for use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

__all__ = ["TableWords", "without_ordinal"]

_ORDINAL = re.compile(r"^(?:（?[一二三四五六七八九十]{1,3}）?[、.．]?|（?\d{1,2}）?[、.．](?!\d)|（\d{1,2}）)(?=.)")
_UNIT = re.compile(r"（(?:[^（）：]{0,4}单位：)?([^（）]{1,12})）$")
_FIRST = re.compile(r"[、，,/]")


@dataclass(frozen=True)
class TableWords:
    """The words by their lists; a list that is missing is empty."""

    data: Mapping[str, Any]

    def list(self, name: str, within: str = "") -> tuple[str, ...]:
        """The words of a list, in `within` if that is given."""
        said = self.data.get(within, {}) if within else self.data
        return tuple(said.get(name, ()))

    @cached_property
    def nil(self) -> frozenset[str]:
        return frozenset(self.list("nil"))

    @cached_property
    def unit_line(self) -> re.Pattern[str]:
        """单位：万元, 金额单位:元 in the line above a table."""
        names = "|".join(re.escape(name) for name in self.list("unit_line")) or r"(?!)"
        return re.compile(rf"(?:{names})(?:为)?[:：]?(?P<unit>人民币)?(?P<symbol>[亿万千百]?元|%|人|辆|个|台)")

    def is_unit_line(self, text: str) -> bool:
        """Whether a text holds a unit line, and not only a unit in brackets: 价值（单位：万元）."""
        found = self.unit_line.search(text)
        return found is not None and not text[: found.start()].endswith("（")

    @cached_property
    def _numbers(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The number of a table behind its title, and before it."""
        said, ends = self.list("number_marks", "titles"), self.list("title_ends")
        marks, outer = (
            "|".join(map(re.escape, names)) or r"(?!)" for names in (said, [mark for mark in said if mark not in ends])
        )
        digits = r"[\dA-Za-z一二三四五六七八九十]{1,4}(?:[-－—.]\d{1,3})*"
        behind = re.compile(rf"（?(?:{outer})?(?:{marks})?{digits}表）?$|（(?:{outer})?(?:{marks}){digits}）$")
        return behind, re.compile(rf"（?(?:{marks}){{1,2}}{digits}表?）?[:：、.]?")

    def without_number(self, text: str) -> str:
        """A line without the number of the table: 公开01表, 表3, 附表1-2. The words that say what a table is about are
        no part of it: 表7 is the number of 表7一般公共预算支出表."""
        behind, before = self._numbers
        text = behind.sub("", text)
        found = before.match(text, 0, self.start_of(text))
        return text[found.end() :] if found is not None else text

    def start_of(self, text: str) -> int:
        """Where the first word that says what a table is about stands in its title; its length if there is none."""
        return min((at for word in self.list("start", "titles") if (at := text.find(word)) >= 0), default=len(text))

    @cached_property
    def bases(self) -> tuple[tuple[str, str], ...]:
        """Words for a budget or an outcome with the basis they name, the longest first."""
        pairs = [(word, basis) for basis, words in self.data.get("bases", {}).items() for word in words]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def is_total(self, text: str) -> bool:
        """Whether a label says that it is the sum of others."""
        return text in self.list("totals") or text.endswith(self.list("total_ends"))

    def is_plain_total(self, text: str) -> bool:
        """Whether a label says only that it is a sum: 合计, 本年支出合计, but not 固定资产小计."""
        return text in self.list("totals")

    def is_grand(self, text: str) -> bool:
        """Whether a total is one of totals: 总计."""
        return text.endswith(self.list("grand_ends"))

    def is_caption_of_two_sides(self, text: str) -> bool:
        return any(word in text for word in self.list("both_sides"))

    def with_unit(self, text: str) -> tuple[str, str]:
        """A label without the unit in brackets at its end, and that unit: 公务用车保有量（辆）, 金额（万元）."""
        found = _UNIT.search(text)
        if found is None or found.start() == 0:
            return text, ""
        unit = _FIRST.split(found[1])[0]
        return (text[: found.start()], unit) if unit in self.list("counted") else (text, "")

    def unit_named(self, text: str) -> str:
        """The unit that the name of a column implies: 人数, 面积."""
        return next((unit for word, unit in self.data.get("counts", {}).items() if text.endswith(word)), "")

    def is_header(self, text: str) -> bool:
        """Whether a text is one that stands over columns and nowhere else."""
        lists = ("label", "code", "neutral", "ignored")
        return any(text in self.list(name, "headers") for name in lists) or any(text == word for word, _ in self.bases)

    def kind_of_change(self, text: str) -> str:
        """Whether a header is of a `rate`, of a `change`, or of neither."""
        if any(word in text for word in self.list("rates", "headers")):
            return "rate"
        return "change" if any(word in text for word in self.list("changes", "headers")) else ""


def without_ordinal(text: str) -> tuple[str, str]:
    """The ordinal at the head of a label (`一、`, `（一）`, `1.`), empty if there is none, and the rest."""
    found = _ORDINAL.match(text)
    if found is None or not found[0].endswith(("、", ".", "．", "）")):
        return "", text
    return found[0], text[found.end() :].lstrip("、.．")
