"""The vocabulary of a rulebook, compiled once for reading: literal words, terms, units and period patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.spans import SpanReader

__all__ = ["Lexicon", "Term", "Word"]

_STRICT = 3  # a bare function class name must be longer than this to stand alone


@dataclass(frozen=True, slots=True)
class Term:
    """A label word with the coordinates it gives. `generic` words yield to any other; `needs` asks for context."""

    name: str
    coordinates: Mapping[str, str]
    generic: bool = False
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grade: str = "official"


@dataclass(slots=True)
class Word:
    """A literal of the vocabulary: the cues it can be, the terms it can be, or protected text."""

    text: str
    cues: set[str] = field(default_factory=set)
    terms: list[Term] = field(default_factory=list)
    protected: bool = False


class Lexicon:
    """Compiled vocabulary. Missing parts of the vocabulary are empty, so that a small pack reads too."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self.vocabulary = vocabulary
        self.units: Mapping[str, Any] = vocabulary.get("units", {})
        self.cues: Mapping[str, Any] = vocabulary.get("cues", {})
        self.labels: Mapping[str, Any] = vocabulary.get("labels", {}).get("labels", {})
        self.dimensions: Mapping[str, Any] = vocabulary.get("dimensions", {})
        self.grammar = Grammar.of(self.cues.get("grammar", {}))
        self._words: dict[str, Word] = {}
        self._load_cues()
        self._load_terms()
        by_first: dict[str, list[Word]] = defaultdict(list)
        for word in self._words.values():
            by_first[word.text[0]].append(word)
        self.by_first = {first: sorted(words, key=lambda w: -len(w.text)) for first, words in by_first.items()}

    def _word(self, text: str) -> Word:
        return self._words.setdefault(text, Word(text))

    def _load_cues(self) -> None:
        for name, words in self.cues.get("cues", {}).items():
            for text in words:
                self._word(text).cues.add(name)
        for text in self.cues.get("protect", ()):
            self._word(text).protected = True
        for words in self.units.get("before", {}).values():
            for text in words:
                if len(text) > 1:
                    self._word(text).cues.add("qualifier")
        for text in self.cues.get("compare", {}).get("alone_prior", ()):
            self._word(text).cues.add("same_period")

    def _load_terms(self) -> None:
        lexicon = self.vocabulary.get("lexicon", {})
        for entry in lexicon.get("terms", ()):
            needs = {axis: tuple(members) for axis, members in entry.get("needs", {}).items()}
            for name in entry["names"]:
                if "concept" in entry["set"] and name.endswith(("预算", "决算")):
                    self._word(name).cues.add("budget" if name.endswith("预算") else "actual")
                term = Term(name, entry["set"], entry.get("generic", False), needs, entry.get("grade", "official"))
                self._word(name).terms.append(term)
        for code, names in lexicon.get("functions", {}).items():
            for name in names:
                self._load_function(str(code), name)

    def _load_function(self, code: str, name: str) -> None:
        stem = name.removesuffix("支出")
        marks = ("（类）", f"（{code}类）")
        forms = {f"{stem}支出", f"{stem}支出类", f"{stem}类支出", f"{stem}方面支出"}
        for mark in marks:
            forms |= {f"{stem}{mark}", f"{stem}{mark}支出", f"{stem}支出{mark}"}
        if len(stem) > _STRICT:
            forms |= {stem, f"{stem}类"}
        for form in forms - {"其他支出", "转移性支出", "预备费支出"}:
            coordinates = {"concept": "expenditure", "function": code}
            self._word(form).terms.append(Term(form, coordinates))

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """Function class names, without 支出, to codes."""
        table = self.vocabulary.get("lexicon", {}).get("functions", {})
        return {name.removesuffix("支出"): str(code) for code, names in table.items() for name in names}

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number as written with everything that belongs to it: sign, 余, 万, unit."""
        units = self.units
        infix = _one_of(units.get("infix", ()))
        scale = _one_of(units.get("scales", ()))
        unit = _one_of(
            word for kind in ("money", "ratio", "points", "classifiers", "score") for word in units.get(kind, ())
        )
        return re.compile(
            rf"(?P<numeral>\d+(?:\.\d+)?)(?P<infix>{infix})?(?P<scale>{scale})?(?P<infix2>{infix})?(?P<unit>{unit})?"
        )

    @cached_property
    def qualifiers_before(self) -> Mapping[str, str]:
        return {word: name for name, words in self.units.get("before", {}).items() for word in words}

    @cached_property
    def qualifiers_after(self) -> Mapping[str, str]:
        return {word: name for name, words in self.units.get("after", {}).items() for word in words}

    @cached_property
    def thresholds(self) -> tuple[str, ...]:
        """Words after a number that make it a bound, the longest first."""
        return tuple(sorted(self.units.get("threshold_after", ()), key=len, reverse=True))

    @cached_property
    def relative_periods(self) -> Mapping[str, str]:
        periods = self.cues.get("periods", {})
        return {word: name for name in ("prior", "current", "next") for word in periods.get(name, ())}

    @cached_property
    def period(self) -> re.Pattern[str]:
        """A year, with month and day where written, or a relative period."""
        relative = _one_of(self.relative_periods)
        again = _one_of(word for word, name in self.relative_periods.items() if name == "current")  # 2023年当年
        return re.compile(
            r"(?P<year>(?:19|20)\d\d)年(?:度)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)日|(?=[底末初])))?"
            rf"(?P<point>年?底|年?末|年?初)?(?:{again})?"
            rf"|(?P<relative>{relative})"
        )

    @cached_property
    def spans(self) -> SpanReader:
        """Reads the parts of a year."""
        return SpanReader(self.cues.get("periods", {}).get("spans", {}))

    @cached_property
    def _digits(self) -> Mapping[str, int]:
        """The characters that count something, with their values."""
        return {digit: value for digit, value in self.units.get("digits", {}).items() if value}

    @cached_property
    def _counted_parts(self) -> re.Pattern[str]:
        """两项, 前四类: a number of parts from two to nine."""
        digits = _one_of(digit for digit, value in self._digits.items() if 1 < value < 10)
        return re.compile(f"({_one_of(self.grammar.first)})?({digits})(?:{_one_of(self.grammar.counted)})")

    def parts_counted(self, text: str) -> tuple[int, bool]:
        """How many parts a total says it has (0 if it does not say), and whether they are the first ones."""
        found = self._counted_parts.search(text)
        return (self._digits[found[2]], found[1] is not None) if found else (0, False)

    @cached_property
    def partition(self) -> re.Pattern[str]:
        """从采购项目看, 分来源：, 按级次，, 税收收入构成：a split of what was said before is announced."""
        grammar, name = self.grammar, r"[^，。；：、\d（）]"
        return re.compile(
            rf"(?:{_one_of(grammar.split_from)}){name}{{2,12}}(?:{_one_of(grammar.split_seen)})(?=[，：])"
            rf"|(?:{_one_of(grammar.split_by)}){name}{{1,10}}(?:{_one_of(grammar.split_ends)})?(?=[，：])"
            rf"|(?:{_one_of(grammar.sides)})(?:{_one_of(grammar.split_by)}){name}{{1,10}}(?:{_one_of(grammar.split_ends)})(?=[，：])"
            rf"|{name}{{2,10}}(?:{_one_of(grammar.split_nouns)})(?=：)"
        )

    @cached_property
    def name_list(self) -> re.Pattern[str]:
        """Names in a row: 工程、货物和服务."""
        name = "[一-龥（）“”]{1,16}"
        return re.compile(f"{name}(?:(?:{_one_of(self.grammar.name_joins)}){name}){{1,9}}")

    def names_in(self, text: str) -> list[str]:
        """The names of a list, without the words that open it and the number of them that closes it."""
        grammar = self.grammar
        names = [name for name in re.split(_one_of(grammar.name_joins), text) if name]
        names[0] = re.sub(f"^(?:{_one_of(grammar.name_heads)})", "", names[0])
        closing = f"(?:{_one_of(self._digits)})+(?:{_one_of(grammar.name_kinds)}).*$"
        names[-1] = re.sub(closing, "", names[-1])
        return names

    @cached_property
    def starts(self) -> frozenset[str]:
        """The characters with which words, relative periods and comparisons begin: no other begins anything."""
        compare, budget = self.cues.get("compare", {}), self.cues.get("budget_words", {})
        comparing = (*compare.get("prepositions", ()), *budget.get("above", ()), *budget.get("below", ()))
        return frozenset([*self.by_first, *(word[0] for word in (*self.relative_periods, *comparing))])

    @cached_property
    def compare(self) -> re.Pattern[str]:
        """A comparison: a preposition or comparing verb with a period, a budget, or both, and what follows them."""
        data = self.cues.get("compare", {})
        words = self.cues.get("budget_words", {})
        above, below = _one_of(words.get("above", ())), _one_of(words.get("below", ()))
        preposition = _one_of(data.get("prepositions", ()))
        noise = _one_of(data.get("noise", ()))
        relative = _one_of(self.relative_periods)
        return re.compile(
            rf"(?:(?P<above>{above})|(?P<below>{below})|(?:{preposition}))(?:全[县市区省国州]|本级)?"
            rf"(?:(?P<year>(?:19|20)\d\d)年(?:度)?|(?P<relative>{relative}))?(?P<span>{self.spans.pattern})?(?:（[^（）\d]{{1,8}}）)?"
            rf"(?:{noise}){{0,3}}(?P<budget>(?:年初|全年|调整后?的?|年度|当年)?预算(?:执行数|安排数|安排|总额|数)?)?"
            rf"(?P<final>决算数|决算|执行数|实际数)?(?:{noise}){{0,2}}(?:（[^（）\d]{{1,8}}）)?"
            rf"(?:{_one_of(data.get('after', ()))})?"
        )


def _one_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first; of nothing, a pattern that never matches."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"
