"""What titles, headers and labels of tables say: partial coordinates, of which the narrower one wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.tables.words import TableWords
from disclosure_rules.facts.tokens import TokenKind, tokenise
from disclosure_rules.facts.tree import Trees

__all__ = ["Column", "Meaning"]

_NO_CONTEXT: Mapping[str, str] = MappingProxyType({})
_TITLE_AXES = ("fund", "purpose", "nature", "concept")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is about: its header texts without what all share, its coordinates, and the basis and period its
    header names. `is_total` marks a sum of its neighbours, `apart` one whose figures are no parts of a sum."""

    path: tuple[str, ...]
    coordinates: Mapping[str, str]
    basis: str = ""
    period: str = ""
    is_total: bool = False
    apart: bool = False


@dataclass(slots=True)
class Meaning:
    """Reads the words of tables by one vocabulary; what a text means is worked out once."""

    lexicon: Lexicon
    labeller: Labeller
    words: TableWords
    year: int | None
    trees: Trees = field(init=False)
    _labels: dict[tuple[object, ...], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trees = Trees(self.lexicon.dimensions)

    def title(self, text: str) -> dict[str, str]:
        """The coordinates that a title gives to all cells of its table: 一般公共预算财政拨款支出决算表."""
        both = self.words.is_caption_of_two_sides(text)
        terms = [token.terms[0].coordinates for token in tokenise(text, self.lexicon) if token.terms]
        found: dict[str, str] = {}
        concepts = {term["concept"] for term in terms if "concept" in term} - {"grand_total"}
        for term in terms:
            found = {**found, **{axis: term[axis] for axis in _TITLE_AXES if axis in term}}
        if both or len(concepts) != 1:
            found = {axis: member for axis, member in found.items() if axis == "fund"}
        if "period" in found:
            del found["period"]
        return found

    def label(self, text: str, context: Mapping[str, str] = _NO_CONTEXT) -> dict[str, str]:
        """The coordinates of a label; a label that no pack knows gives the concept `=label`."""
        key = (text, *sorted(context.items()))
        if key not in self._labels:
            self._labels[key] = self._read(text, context)
        return self._labels[key]

    def _read(self, text: str, context: Mapping[str, str]) -> dict[str, str]:
        if not text:
            return {}
        if self.words.is_total(text) and text in self.words.list("grand_ends"):
            return {"concept": "grand_total"}
        code = self.lexicon.functions.get(text.removesuffix("支出"))
        if code is not None and (text.endswith("支出") or len(text) > 3):
            return {"concept": "expenditure", "function": code}
        label = self.labeller.read(tokenise(text, self.lexicon), context)
        if label is None:
            return {} if self.words.is_total(text) else {"concept": f"={text}"}
        return dict(label.coordinates)

    def columns(self, paths: Sequence[tuple[str, ...]]) -> list[Column]:
        """The columns of one list by their header texts, of which those that all share say nothing more."""
        shared = 0
        while len(paths) > 1 and all(len(path) > shared + 1 and path[shared] == paths[0][shared] for path in paths):
            shared += 1
        return [self._column(path[shared:], path[:shared]) for path in paths]

    def _column(self, path: tuple[str, ...], shared: tuple[str, ...]) -> Column:
        basis = period = ""
        kept: list[str] = []
        coordinates: dict[str, str] = {}
        for text in (*shared, *path):
            period = self._period(text) or period
            word = next(((word, name) for word, name in self.words.bases if text.endswith(word)), None)
            rest = text
            if word is not None and not (
                text != word[0] and self._is_term(text)
            ):  # 一般公共预算 is no budget of 一般公共
                basis, rest = word[1], text[: -len(word[0])]
                rest = rest.removeprefix("本年").removeprefix("上年")
            if not rest or (self._period(rest) and rest.rstrip("年度").isdigit()):
                continue
            if text in path:
                kept.append(rest)
            said = self.label(rest, coordinates) if not self.words.is_total(rest) or len(rest) > 2 else {}
            if not said.get("concept", "").startswith("=") or not coordinates:
                coordinates = {**coordinates, **said}
        leaf = kept[-1] if kept else ""
        apart = any(word in leaf for word in self.words.list("apart", "headers"))
        if coordinates.get("concept") == "grand_total" and leaf not in ("总计",):
            del coordinates["concept"]
        return Column(tuple(kept), coordinates, basis, period, bool(leaf) and self.words.is_total(leaf), apart)

    def _is_term(self, text: str) -> bool:
        """Whether the lexicon knows a text as a whole."""
        tokens = tokenise(text, self.lexicon)
        return len(tokens) == 1 and bool(tokens[0].terms)

    def narrower(self, axis: str, one: str, other: str) -> str:
        """Of two members, the one that is a part of the other, whichever that is; else the second."""
        return one if self.trees.descends(axis, one, other) else other

    def _period(self, text: str) -> str:
        for token in tokenise(text, self.lexicon) if "年" in text else ():
            if token.kind is TokenKind.PERIOD:
                if "year" in token.data:
                    return str(token.data["year"])
                if token.data.get("relative") == "prior" and self.year:
                    return str(self.year - 1)
        return ""

    def joined(self, *said: Mapping[str, str]) -> dict[str, str]:
        """The coordinates of a cell: what comes later is narrower; a label of its own replaces the concept."""
        result: dict[str, str] = {}
        for coordinates in said:
            concept = coordinates.get("concept")
            if concept is not None and "concept" in result and result["concept"] != concept:
                result = {axis: member for axis, member in result.items() if axis in ("fund", "concept")}
            result |= coordinates
        return result
