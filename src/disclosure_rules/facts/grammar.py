"""The words that the grammar of the reading asks for at one place, such as 的 after a figure or 后 after 加上."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["Grammar"]

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateName:
    """A rate that has a name of its own, with the words that stand before its part and before its whole."""

    name: str
    part: Words
    whole: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The tables of `grammar` in `cues.yaml`, which says there what each is for; a table that is absent is empty."""

    aspects: Words = ()
    announcing: Words = ()
    predicates: Words = ()
    compare_ends: Words = ()
    weak_prepositions: Words = ()
    approximate: Words = ()
    attributive: Words = ()
    empty_nouns: Words = ()
    before_ordinal: Words = ()
    before_digits: Words = ()
    since: Words = ()
    arrows: Words = ()
    spells: Words = ()
    plans: Words = ()
    held_elsewhere: Words = ()
    carried_over: Words = ()
    from_words: Words = ()
    compare_short: Words = ()
    inside: Words = ()
    whole_budgets: Words = ()
    own_money: Words = ()
    others: Words = ()
    carried: Words = ()
    first_marks: Words = ()
    composed: Words = ()
    composed_by: Words = ()
    split_from: Words = ()
    split_seen: Words = ()
    split_by: Words = ()
    split_ends: Words = ()
    split_nouns: Words = ()
    split_behind: Words = ()
    splitting: Words = ()
    summary: Words = ()
    rest: Words = ()
    last_items: Words = ()
    partitions: tuple[Words, ...] = ()
    after_adding: Words = ()
    total_words: Words = ()
    recalling: Words = ()
    first: Words = ()
    counted: Words = ()
    joins: Words = ()
    name_joins: Words = ()
    name_heads: Words = ()
    name_kinds: Words = ()
    no_counted_noun: Words = ()
    comparable_behind: Words = ()
    falling: Words = ()
    completion: Words = ()
    goals: Words = ()
    executed: Words = ()
    base_edges: Words = ()
    rate_ends: Words = ()
    rate_heads: Words = ()
    rate_verbs: Words = ()  # the longest first
    rates: tuple[RateName, ...] = ()  # the longest name first
    variants: Mapping[str, str]  # the beginning of a budget word → the basis it names
    closing: Words = ()
    balancing: Words = ()
    adjusting: Words = ()
    stock_start: Words = ()
    stock_end: Words = ()
    flows_in: Words = ()
    flows_out: Words = ()
    sides: Mapping[str, str]  # a word → the side of the account it speaks of
    unless: Mapping[str, Words]  # a cue → what must not follow it

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Grammar:
        """Read the tables; of those that sort words by what they mean, the meaning of each word."""
        tables: dict[str, Any] = {field.name: tuple(data.get(field.name, ())) for field in fields(cls)}
        tables["unless"] = {word: tuple(after) for word, after in data.get("unless", {}).items()}
        tables |= {name: _by_word(data.get(name, {})) for name in ("variants", "sides")}
        tables["rates"] = tuple(
            RateName(name=name, part=tuple(entry["part"]), whole=tuple(entry["whole"]))
            for entry in data.get("rates", ())
            for name in sorted(entry["names"], key=len, reverse=True)
        )
        return cls(**tables)


def _by_word(table: Mapping[str, Any]) -> Mapping[str, str]:
    return {word: name for name, words in table.items() for word in words}
