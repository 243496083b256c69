"""A rulebook's linear rules, examined in every situation in which they can speak together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.facts.tree import Trees
from disclosure_rules.lint.linear.analysis import Discovery, discoveries
from disclosure_rules.lint.linear.circles import components
from disclosure_rules.lint.linear.messages import Saying, saying
from disclosure_rules.lint.linear.reading import is_linear, rows_of
from disclosure_rules.lint.linear.rows import key_of
from disclosure_rules.lint.linear.situations import Situation, largest, situations
from disclosure_rules.lint.linear.solver import Undecided
from disclosure_rules.lint.linear.words import LANGUAGES, Words
from disclosure_rules.rulebook import PackInfo, Rule, Rulebook

__all__ = ["Examined", "examine"]

_Speaking = tuple[Situation, frozenset[str]]  # a situation, and the linear rules that speak in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A discovery with what is said of it. `rules` are those it is about, the one it is told of first."""

    discovery: Discovery
    saying: Saying
    rules: tuple[Rule, ...]


def examine(rulebook: Rulebook, packs: Mapping[str, PackInfo]) -> Iterator[Examined]:
    """What is worth telling of the linear rules, each thing once. `packs` say which disclosures they are about.

    Raises ImportError without the solver.
    """
    trees = Trees(rulebook.vocabulary.get("dimensions", {}))
    words = {language: Words(trees, language) for language in LANGUAGES}
    known = {rule.id: rule for rule in (*rulebook.rules, *rulebook.disabled)}
    speaking: list[_Speaking] = []
    told: set[object] = set()
    for found in _discovered(rulebook, packs, trees, speaking):
        about = tuple(dict.fromkeys((found.of or found.rules[-1], *found.rules)))
        if (found.code, frozenset(about)) not in told:
            told.add((found.code, frozenset(about)))
            said = saying(found, words, _where(about, speaking))
            yield Examined(discovery=found, saying=said, rules=tuple(known[rule] for rule in about))


def _discovered(
    rulebook: Rulebook, packs: Mapping[str, PackInfo], trees: Trees, speaking: list[_Speaking]
) -> Iterator[Discovery]:
    """Discoveries of all situations, which are noted in `speaking`; what they share is looked at once."""
    done: set[object] = set()
    linear = tuple(rule.id for rule in rulebook.rules if is_linear(rule))
    try:
        for one in situations(rulebook, packs):
            speaking.append((one, frozenset(rule.id for rule in one.rules if is_linear(rule))))
        for situation, linear_here in largest(speaking):
            linear = tuple(rule.id for rule in situation.rules if rule.id in linear_here)
            for rows in components(rows_of(situation.rules, trees)):
                if (key := frozenset(map(key_of, rows))) not in done:
                    done.add(key)
                    yield from discoveries(rows)
    except Undecided:
        yield Discovery(code="undecided", rules=linear)


def _where(rules: Iterable[str], all_: Sequence[_Speaking]) -> Mapping[str, str]:
    """In which disclosures these rules speak together, by language; nothing where it is in all."""
    own = [situation for situation, speaking in all_ if speaking >= set(rules)]
    told: list[str] = []
    for axis in ("kind", "region", "language"):
        here, anywhere = ({getattr(one, axis) for one in some} for some in (own, (one for one, _ in all_)))
        if here != anywhere and None not in here:
            told += sorted(here)
    years = [one.year for one in own if one.year is not None]
    if len({*years}) < len({one.year for one, _ in all_}) and years:
        told.append(f"{min(years)}–{max(years)}")
    if not told:
        return dict.fromkeys(LANGUAGES, "")
    return {"zh": f"。仅限：{'、'.join(told)}", "en": f". Only for {', '.join(told)}"}
