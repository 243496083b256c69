"""What titles, headers and labels of tables say: partial coordinates, of which the narrower one wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.tables.titles import Title, rest_of, title_among, year_of
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.facts.tokens import TokenKind, tokenise

__all__ = ["Column", "Meaning"]

_NO_CONTEXT: Mapping[str, str] = MappingProxyType({})
_TITLE_AXES = ("fund", "origin", "purpose", "nature", "concept")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is about: its header texts without what all share, its coordinates, and the basis and period its
    header names. `is_total` marks a sum of its neighbours, `is_plain` one that says no more; `apart` one whose figures
    are no parts of a sum; `change` a `rate` or a `change`; `of_which` one of the parts; `unit` is that of its header.
    """

    path: tuple[str, ...]
    coordinates: Mapping[str, str]
    basis: str = ""
    period: str = ""
    is_total: bool = False
    is_plain: bool = False
    apart: bool = False
    change: str = ""
    of_which: bool = False
    unit: str = ""


@dataclass(slots=True)
class Meaning:
    """Reads the words of tables by one vocabulary; what a text means is worked out once."""

    lexicon: Lexicon
    labeller: Labeller
    words: TableWords
    year: int | None
    _labels: dict[tuple[object, ...], dict[str, str]] = field(default_factory=dict)

    def title(self, above: Sequence[str]) -> Title:
        """The title among the lines above a table, with the coordinates it gives to all cells:
        一般公共预算财政拨款支出决算表."""
        text = title_among(above, self.words)
        if not text:
            return Title()
        both = self.words.is_caption_of_two_sides(text)
        tokens = tokenise(text, self.lexicon)
        terms = [token.terms[0].coordinates for token in tokens if token.terms]
        found: dict[str, str] = {}
        concepts = {term["concept"] for term in terms if "concept" in term} - {"grand_total"}
        for term in terms:
            found = {**found, **{axis: term[axis] for axis in _TITLE_AXES if axis in term}}
        if both or len(concepts) != 1:
            found = {axis: member for axis, member in found.items() if axis in ("fund", "origin")}
        return Title(
            text=text,
            year=year_of(text),
            basis=self._basis(text, [token.text for token in tokens if token.terms]),
            scope=self._scope(text),
            plain=not rest_of(text, self.words, [token.text for token in tokens if token.terms]),
            coordinates=found,
        )

    def _basis(self, text: str, terms: Sequence[str]) -> str:
        for term in sorted(terms, key=len, reverse=True):
            text = text.replace(term, " ")
        named = {basis for word, basis in self.words.bases if word in text}
        return named.pop() if len(named) == 1 else ""

    def _scope(self, text: str) -> str:
        """The level of government that a title names; 市级部门 is no level but a kind of author."""
        for name, member in self.labeller.scopes.items():
            at = text.find(name)
            if at >= 0 and not text[at + len(name) :].startswith(self.words.list("authors", "titles")):
                return member
        return ""

    def label(self, text: str, context: Mapping[str, str] = _NO_CONTEXT) -> dict[str, str]:
        """The coordinates of a label; a label that no pack knows gives the concept `=label`."""
        key = (text, *sorted(context.items()))
        if key not in self._labels:
            self._labels[key] = self._read(text, context)
        return self._labels[key]

    def _read(self, text: str, context: Mapping[str, str]) -> dict[str, str]:
        if not text or text in self.words.list("neutral", "headers"):
            return {}
        if self.words.is_total(text) and text in self.words.list("grand_ends"):
            return {"concept": "grand_total"}
        code = self.lexicon.functions.get(text.removesuffix("支出"))
        if code is not None and (text.endswith("支出") or (len(text) > 3 and not self._is_fund(text))):
            return {"concept": "expenditure", "function": code}
        tokens = tokenise(text, self.lexicon)
        label = self.labeller.read(tokens, context)
        if label is None:
            return {} if self.words.is_plain_total(text) else {"concept": f"={text}"}
        concept = label.coordinates.get("concept", "")
        if concept.startswith("=") and "…" not in concept:
            return {**label.coordinates, "concept": f"={text}"}  # a line of a table is named by all of its text
        if not label.known and not label.coordinates.get("concept", "=").startswith("="):
            rest = "".join(token.text for token in tokens if not token.terms and token.kind is not TokenKind.PERIOD)
            for word in (*self.words.list("filling", "headers"), *self.labeller.scopes):
                rest = rest.replace(word, "")
            if rest.strip("（）、“”"):  # 专项收入 is no other word for revenue
                return {"concept": f"={text}"}
        return dict(label.coordinates)

    # ------------------------------------------------------------------ columns

    def columns(self, paths: Sequence[tuple[str, ...]], year: int | None) -> list[Column]:
        """The columns of one list by their header texts, of which those that all share say nothing more."""
        shared = 0
        while len(paths) > 1 and all(len(path) > shared + 1 and path[shared] == paths[0][shared] for path in paths):
            shared += 1
        return [self._column(path[shared:], path[:shared], year) for path in paths]

    def _column(self, path: tuple[str, ...], shared: tuple[str, ...], year: int | None) -> Column:
        basis = period = unit = change = ""
        kept: list[str] = []
        coordinates: dict[str, str] = {}
        of_which = False
        for text in (*shared, *path):
            kind = self.words.kind_of_change(text)
            text, named = self.words.with_unit(text)
            unit = named or self.words.unit_named(text) or unit
            if word := next((word for word in self.words.list("of_which") if text.startswith(word)), ""):
                text, of_which = text[len(word) :].lstrip("：:，、"), True
            if kind:
                change = kind if change != "rate" else change
                kept.append(text)
                continue
            period = self._period(text, year) or period
            word, rest = "", text
            for ending, name in self.words.bases:
                if text.endswith(ending) and (text == ending or not self._is_term(text)):
                    word, basis, rest = ending, name, text[: -len(ending)]
                    break
            if word:
                rest = rest.removeprefix("本年").removeprefix("上年")
            if not rest or (self._period(rest, year) and rest.rstrip("年度").isdigit()):
                continue
            if len(kept) or text in path:
                kept.append(rest)
            coordinates = self._with(coordinates, rest)
        leaf = kept[-1] if kept else ""
        carried = coordinates.get("concept", "") in self.words.list("balances")  # 上年结转 is money of this year
        apart = bool(change) or (not carried and any(word in leaf for word in self.words.list("apart", "headers")))
        if coordinates.get("concept") == "grand_total" and leaf not in ("总计",):
            del coordinates["concept"]
        is_total = bool(leaf) and not apart and not of_which and self.words.is_total(leaf)
        is_plain = is_total and self.words.is_plain_total(leaf)
        return Column(tuple(kept), coordinates, basis, period, is_total, is_plain, apart, change, of_which, unit)

    def _is_term(self, text: str) -> bool:
        """Whether the lexicon knows a text as a whole: 一般公共预算 is no budget of 一般公共."""
        tokens = tokenise(text, self.lexicon)
        return len(tokens) == 1 and bool(tokens[0].terms)

    def _is_fund(self, text: str) -> bool:
        """Whether a text names a fund; 国有资本经营预算 is one, and only with 支出 behind it a class of expenditure."""
        return any("fund" in term.coordinates for token in tokenise(text, self.lexicon) for term in token.terms)

    def of_time(self, label: str, year: int | None) -> tuple[str, str, str]:
        """The basis and the period that a label is, if it says nothing else, and what it says else: 2022年决算数."""
        for word, basis in self.words.bases:
            if label.endswith(word):
                rest = label[: -len(word)].removeprefix("本年").removeprefix("上年").rstrip("度")
                if not rest or rest.rstrip("年").isdigit():
                    return basis, self._period(label, year), ""
        return "", "", label

    def _with(self, outer: dict[str, str], text: str) -> dict[str, str]:
        """Coordinates of a header text under another. 本年收入 | 基本支出 is revenue for a nature; a text that says
        nothing known makes a column of its own kind."""
        said = self.label(text, outer) if not self.words.is_plain_total(text) or len(text) > 2 else {}
        concept = outer.get("concept", "")
        if said.get("concept", "").startswith("=") and outer:
            return {"concept": said["concept"]}
        if said.get("concept") == "expenditure" and concept in self.words.list("kept"):
            said = {**said, "concept": concept}
        return {**outer, **said}

    def _period(self, text: str, year: int | None) -> str:
        for token in tokenise(text, self.lexicon) if "年" in text else ():
            if token.kind is TokenKind.PERIOD:
                if "year" in token.data:
                    return str(token.data["year"])
                if token.data.get("relative") == "prior" and year:
                    return str(year - 1)
        return ""

    def joined(self, *said: Mapping[str, str]) -> dict[str, str]:
        """The coordinates of a cell: what comes later is narrower; a label of its own replaces the concept."""
        result: dict[str, str] = {}
        for coordinates in said:
            concept = coordinates.get("concept")
            if "function" in coordinates and "concept" in result:
                result |= {axis: member for axis, member in coordinates.items() if axis != "concept"}
                continue
            if concept is not None and "concept" in result and result["concept"] != concept:
                result = {axis: member for axis, member in result.items() if axis in ("fund", "concept")}
            result |= coordinates
        return result
