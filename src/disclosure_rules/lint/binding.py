"""Rules that can never bind: no document is what they ask for, or no word leads to the cells they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from disclosure_rules.facts.tree import Trees
from disclosure_rules.lint.cells import cells_of
from disclosure_rules.lint.remark import Remark
from disclosure_rules.rulebook import Rule, Rulebook
from disclosure_rules.rulebook.mistakes import closest

__all__ = ["never_binding"]


class _Words:
    """What the vocabulary can lead to: every word in it but the declarations of the dimensions themselves."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self.vocabulary = vocabulary
        self.axes: Mapping[str, Any] = vocabulary.get("dimensions", {}).get("dimensions", {})
        self.trees = Trees(vocabulary.get("dimensions", {}))

    @cached_property
    def said(self) -> frozenset[str]:
        found: set[str] = set()
        others = {stem: data for stem, data in self.vocabulary.items() if stem != "dimensions"}
        waiting: list[Any] = [others, self.vocabulary.get("dimensions", {}).get("rewrite", ())]
        while waiting:
            match waiting.pop():
                case dict() as mapping:
                    found.update(map(str, mapping))
                    waiting.extend(mapping.values())
                case list() as items:
                    waiting.extend(items)
                case value:
                    found.add(str(value))
        return frozenset(found)

    def leads_to(self, axis: str, member: str) -> bool:
        """Whether a word can give the coordinate. Where no word gives any of its dimension, the reader itself does."""
        said = self.axes.get(axis, {})
        if said.get("free") or member == self.trees.root(axis) or member.startswith("=") or member in self.said:
            return True
        return not any(str(one) in self.said for one in said.get("members", ()) if one != self.trees.root(axis))


def never_binding(rulebook: Rulebook) -> Iterator[Remark]:
    """Rules whose guard no document meets, and rules about what no word of the vocabulary leads to."""
    words = _Words(rulebook.vocabulary)
    for rule in rulebook.rules:
        yield from _guard(rule, rulebook.vocabulary)
        for path, cell in cells_of(rule):
            for axis, member in cell.items():
                if not words.leads_to(axis, member):
                    yield Remark(
                        code="no-word-for-it",
                        severity="error",
                        place=rule.place_of(*path, axis),
                        message={
                            "zh": f"规则 {rule.id} 要找 {axis}: {member}，词表里没有通向它的词，规则永远不会用上",
                            "en": f"rule {rule.id} asks for {axis}: {member}, to which no word leads: it never binds",
                        },
                    )
        yield from _no_parts(rule, words)


def _no_parts(rule: Rule, words: _Words) -> Iterator[Remark]:
    """A roll-up of a member that has no parts."""
    over, of = getattr(rule.params, "over", ""), getattr(rule.params, "of", None)
    if rule.kind == "rollup" and over and isinstance(of, Mapping) and not words.axes.get(over, {}).get("free"):
        member = of.get(over)
        if over in words.axes and not words.trees.parts(over, member):
            yield Remark(
                code="no-parts",
                severity="error",
                place=rule.place_of("of", over) if member else rule.place_of("over"),
                message={
                    "zh": f"规则 {rule.id} 要加总的 {over}: {member or '（根）'} 没有分项",
                    "en": f"rule {rule.id} adds up {over}: {member or 'its root'}, which has no parts",
                },
            )


def _guard(rule: Rule, vocabulary: Mapping[str, Any]) -> Iterator[Remark]:
    when, profile = rule.when or {}, vocabulary.get("profile", {})
    kinds = [str(one.get("kind")) for one in profile.get("kinds", ())]
    for key, code, known in (
        ("kind", "no-such-document", kinds),
        ("region", "no-such-region", profile.get("regions", ())),
        ("language", "no-such-language", [profile["language"]] if isinstance(profile.get("language"), str) else ()),
    ):
        yield from _unknown(rule, when.get(key) or (), key, code, known)
    years = when.get("years") or {}
    first, last = years.get("from"), years.get("to")
    if first is not None and last is not None and first > last:
        yield Remark(
            code="never-applies",
            severity="error",
            place=rule.place_of("when", "years"),
            message={
                "zh": f"规则 {rule.id} 从{first}年起、到{last}年止，没有这样的年度",
                "en": f"rule {rule.id} applies from {first} to {last}: there is no such year",
            },
        )


def _unknown(rule: Rule, wanted: Sequence[str], key: str, code: str, known: Sequence[str]) -> Iterator[Remark]:
    for one in wanted if known else ():
        if one not in known:
            yield Remark(
                code=code,
                severity="error",
                place=rule.place_of("when", key),
                message={
                    "zh": f"规则 {rule.id} 只用于 {key}: {one}，没有这样的文件",
                    "en": f"rule {rule.id} is only for {key}: {one}, and no document is that",
                },
                suggestion=closest(one, known),
            )
