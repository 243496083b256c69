"""A label is read as the union of its terms; what no term covers becomes an ad-hoc concept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from disclosure_rules.facts.lexicon import Lexicon, Term
from disclosure_rules.facts.statement import Label
from disclosure_rules.facts.tokens import Token, TokenKind

__all__ = ["Labeller"]

_PLACE, _PLACES = 8, "省市州盟"  # characters of a name among which the place it belongs to ends
_SHORTEST_NAME = 5
_QUOTES = '“”‘’"《》'
_COORDINATION = re.compile(r"[、和与及]")


class Labeller:
    """Reads labels by one vocabulary; `entity` is the name of the document's author, which is no part of a label."""

    def __init__(self, lexicon: Lexicon, entity: str = "") -> None:
        labels = lexicon.labels
        self.lexicon = lexicon
        self.entity = entity
        self.entities_named = _variants(entity)
        self.neutral = _longest_first(labels.get("neutral", ()))
        self.entity_ends = tuple(labels.get("entity_ends", ()))
        self.heads = _longest_first(labels.get("trim_head", ()))
        self.tails = _longest_first(labels.get("trim_tail", ()))
        self.verbs = _longest_first(labels.get("verbs", ()))
        self.weak = frozenset(labels.get("weak", ()))
        self.scopes = _scopes(labels.get("scopes", ()))
        self.entities = _longest_first([*labels.get("entities", ()), *self.scopes])
        self.inside = tuple(f"{word}的" for word in lexicon.grammar.inside)  # 公用经费中的: a part of it
        self.own = tuple(labels.get("own", ()))
        self.whole_scopes = frozenset(lexicon.dimensions.get("dimensions", {}).get("scope", {}).get("wholes", ()))
        self.agents = tuple(labels.get("agents", ()))
        self.denials = tuple(labels.get("denials", ()))
        self.rewrites = lexicon.dimensions.get("rewrite", ())
        self.narrower = frozenset(lexicon.dimensions.get("narrower", ()))
        self.without: tuple[str, ...] = ()  # axes along which nothing of the document differs

    def read(self, tokens: Sequence[Token], context: Mapping[str, str]) -> Label | None:
        """The label these tokens of one clause make, or None if they hold no name. `context` decides `needs`."""
        tokens = [t for t in tokens if t.kind not in (TokenKind.PERIOD, TokenKind.COMPARE, TokenKind.ORDINAL)]
        terms = [self._term(token, context) for token in tokens]
        named = [i for i, term in enumerate(terms) if term is not None and not term.generic]
        path = next((token for token in tokens if token.kind is TokenKind.PATH), None)
        whole = "".join(token.text for token in tokens)
        if path is not None:
            return Label(path.text, self._path(path), known=True)
        if not named:
            return self._plain(tokens, terms, whole)
        if self._names_several(tokens, [terms[i] for i in named], named):
            return Label(
                self.bare(whole), {"concept": f"={self.bare(whole)}"}, parts=tuple(tokens[i].text for i in named)
            )
        coordinates: dict[str, str] = self._scope(tokens)
        for term in terms:
            if term is not None and term.generic:
                coordinates = {**term.coordinates, **coordinates}
        for i in named:
            term = terms[i]
            assert term is not None
            coordinates = {**coordinates, **term.coordinates}
        before = self.reduced("".join(t.text for i, t in enumerate(tokens[: named[0]]) if terms[i] is None))
        if before.endswith(self.denials):
            return None
        if "、" in before:
            before = ""  # 洒水车、垃圾车等特种作业车: examples, not a qualifier
        after = "".join(t.text for i, t in enumerate(tokens) if i > named[-1] and terms[i] is None)
        if after.startswith(self.inside):
            return Label(self.bare(whole), {"concept": f"={self.bare(whole)}", "of": self._signature(coordinates)})
        if "debt" in coordinates and "concept" not in coordinates:  # 一般债务限额: what it is stands behind
            name = f"{before}…{after.strip(_QUOTES)}"
            return Label(self.bare(whole), {"concept": f"={name}", **coordinates})
        concepts = [terms[i].coordinates.get("concept") for i in named if terms[i] is not None]  # type: ignore[union-attr]
        if (
            concepts[-1] != concepts[0] and concepts[0] in self.narrower
        ):  # 机关运行经费用于公务接待费: only what it pays
            return Label(self.bare(whole), {"concept": f"={self.bare(whole)}", "of": f"concept={concepts[0]}"})
        if len(self.reduced(after)) > 1:
            name = self.trimmed(after)
            return Label(name, {"concept": f"={name}", "of": self._signature(coordinates)})
        if before and not before.endswith(self.entity_ends):
            coordinates["of"] = before
        names = tuple(terms[i].name for i in named if terms[i] is not None)  # type: ignore[union-attr]
        return Label(self.bare(whole), self.rewritten(coordinates), known=True, parts=names)

    def _names_several(self, tokens: Sequence[Token], terms: Sequence[Term | None], named: Sequence[int]) -> bool:
        """Whether terms that differ along one axis are listed: 出国费、用车费和接待费 are no one cell."""
        purposes = {term.coordinates["purpose"] for term in terms if term is not None and "purpose" in term.coordinates}
        between = "".join(token.text for token in tokens[named[0] : named[-1]] if not token.terms)
        return len(purposes) > 2 and _COORDINATION.search(between) is not None

    def topic(self, text: str, tokens: Sequence[Token]) -> Label | None:
        """What a title is about: the coordinates of its terms, whatever else it says; None if no term says it."""
        coordinates: dict[str, str] = {}
        known = False
        for token in tokens:
            term = self._term(token, {})
            if term is not None:
                known = known or not term.generic
                coordinates = (
                    {**term.coordinates, **coordinates} if term.generic else {**coordinates, **term.coordinates}
                )
        return Label(text, self.rewritten(coordinates), known) if coordinates else None

    def _plain(self, tokens: Sequence[Token], terms: Sequence[Term | None], whole: str) -> Label | None:
        said = "".join(t.text for t, term in zip(tokens, terms, strict=True) if term is None)
        rest = self.reduced(said)
        generic = [term for term in terms if term is not None]
        if not rest and not generic and (scope := self.scope_of(said.strip(_QUOTES + "、，：；。"))):
            return Label(said, {"concept": f"={scope}", "scope": scope})
        if not rest or (len(rest) < 2 and (generic or len(said.strip(_QUOTES)) < 3)):
            if not generic:
                return self._agent(whole)
            coordinates: dict[str, str] = {}
            coordinates |= self._scope(tokens) if any("concept" in term.coordinates for term in generic) else {}
            for term in generic:
                coordinates |= term.coordinates
            return Label(generic[-1].name, self.rewritten(coordinates)) if coordinates else None
        name = self.trimmed(whole)
        if len(name) < 3 and len(rest) < 2:
            name = said.strip(_QUOTES)
        if len(name) < 2:
            return None
        parts = tuple(part for part in map(self.trimmed, _COORDINATION.split(name)) if part)
        coordinates = {"concept": f"={name}"} | self._part_scope(tokens)
        return Label(name, coordinates, parts=parts if len(parts) > 1 else ())

    def _agent(self, text: str) -> Label | None:
        """财政部门组织: the name of who does it, though each of its words says nothing."""
        name = next((text[: text.find(agent) + len(agent)] for agent in self.agents if text.find(agent) > 1), "")
        return Label(name, {"concept": f"={name}"}) if name and not name.startswith(self.entities) else None

    def _scope(self, tokens: Sequence[Token]) -> dict[str, str]:
        """Whose figures they are, where a level of government is named: 全市…, 市本级…."""
        text = "".join(t.text for t in tokens).lstrip(_QUOTES)
        name = next((name for name in self.scopes if text.startswith(name)), "")
        if not name:
            return {}
        own = next((own for own in self.own if own in text[len(name) :]), "")
        return {"scope": self.scopes.get(name + own, self.scopes[name])}  # 地方一般公共预算本级收入

    def _part_scope(self, tokens: Sequence[Token]) -> dict[str, str]:
        """The level of government that a label names, unless it is the whole: 市本级债务限额, but not 全市债务限额."""
        scope = self._scope(tokens)
        return {} if scope.get("scope") in self.whole_scopes else scope

    def scope_of(self, text: str) -> str:
        """The level of government that a text names, if it says nothing else."""
        return self.scopes.get(text, "")

    def _term(self, token: Token, context: Mapping[str, str]) -> Term | None:
        for term in token.terms:
            if all(context.get(axis) in members for axis, members in term.needs.items()):
                return term
        return None

    def _path(self, token: Token) -> dict[str, str]:
        names = [token.data[level] for level in ("类", "款", "项") if level in token.data]
        head = names[0].removesuffix("支出")
        names[0] = self.lexicon.functions.get(head, head)
        return {"concept": "expenditure", "function": "/".join(name.strip() for name in names)}

    def rewritten(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Coordinates brought to the one form that the dimensions declare."""
        result = {axis: member for axis, member in coordinates.items() if axis not in self.without}
        for rule in self.rewrites:
            if all(
                result.get(axis) == member or (member == "*" and axis in result)
                for axis, member in rule["when"].items()
            ):
                for axis in rule.get("drop", ()):
                    result.pop(axis, None)
                result |= rule.get("set", {})
        return result

    @staticmethod
    def _signature(coordinates: Mapping[str, str]) -> str:
        return ",".join(f"{axis}={member}" for axis, member in sorted(coordinates.items()))

    @staticmethod
    def bare(text: str) -> str:
        """The text without surrounding marks; quotation marks stay where they are a pair inside."""
        text = text.strip("、，：；。")
        return text[1:-1] if text[:1] == "“" and text.find("”") == len(text) - 1 else text

    def trimmed(self, text: str) -> str:
        """The text without entity names, leading verbs and particles, trailing particles and quotation marks."""
        text = text.strip(_QUOTES + "、，：；。")
        for name in self.entities_named:
            text = text.replace(name, "")
        text = _strip(text, self.entities, start=True, end=False)
        text = _strip(text, self.heads, start=True, end=False)
        text = _strip(text, self.verbs, start=True, end=False, least=2)
        text = _strip(text, self.tails, start=False, end=True)
        return text.strip(_QUOTES + "、，：；。")

    def reduced(self, text: str) -> str:
        """The text without neutral words and entity names: empty if it says nothing of its own."""
        text = text.strip(_QUOTES + "、，：；。")
        for name in self.entities_named:
            text = text.replace(name, "")
        text = _strip(text, self.entities, start=True, end=False)
        text = _strip(text, self.neutral, start=True, end=True)
        text = _strip(text, self.heads, start=True, end=False)
        text = _strip(text, self.neutral, start=True, end=True)
        return text.strip(_QUOTES + "、（）")


def _variants(entity: str) -> tuple[str, ...]:
    """The name of the author, and the name without the province or city before it: 上海市普陀区商务委员会."""
    parts = [entity[at + 1 :] for at, mark in enumerate(entity[:_PLACE]) if mark in _PLACES]
    return tuple(name for name in (entity, *parts) if len(name) >= _SHORTEST_NAME)


def _scopes(groups: Iterable[Sequence[str]]) -> Mapping[str, str]:
    """Names of levels to their members, the longest first."""
    members = {name: group[0] for group in groups for name in group}
    return {name: members[name] for name in _longest_first(members)}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _strip(text: str, words: tuple[str, ...], *, start: bool, end: bool, least: int = 0) -> str:
    """Take words off the ends until none is left; words that would leave fewer than `least` characters stay."""
    changed = True
    while changed and ((start and text.startswith(words)) or (end and text.endswith(words))):
        changed = False
        for word in words:
            if len(text) - len(word) < least:
                continue
            if start and text.startswith(word):
                text, changed = text[len(word) :], True
            elif end and text.endswith(word):
                text, changed = text[: -len(word)], True
    return text
