"""The terms of a lexicon, looked over when it is loaded: what they set must exist, and a name must mean one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure_rules.rulebook.coordinates import Allowed
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.vocabulary import Vocabulary
from disclosure_rules.rulebook.yaml_positions import NodePath

__all__ = ["check_terms"]


def check_terms(vocabulary: Vocabulary, allowed: Allowed, mistakes: Mistakes) -> None:
    """Note terms without names, coordinates that no dimension has, and names with two meanings at once."""
    meanings: dict[str, Any] = {}
    for path, term in _terms(vocabulary):
        file, *position = vocabulary.positions[path]
        here = (position[0], position[1])
        names = term.get("names")
        if not isinstance(names, list) or not names or not isinstance(term.get("set"), dict):
            mistakes.add(file, here, "a term has `names`, a list, and `set`, the coordinates they give")
            continue
        for key in ("set", "needs"):
            said = term.get(key)
            for dimension, members in said.items() if isinstance(said, dict) else ():
                for member in members if isinstance(members, list) else [members]:
                    _check(dimension, str(member), here, file, allowed, mistakes)
        for name in () if term.get("needs") else filter(_is_text, names):
            if meanings.setdefault(name, term["set"]) != term["set"]:
                mistakes.add(file, here, f"`{name}` has two meanings: {meanings[name]} and {term['set']}")


def _is_text(name: Any) -> bool:
    return isinstance(name, str)  # what is not is told already, by the shape


def _terms(vocabulary: Vocabulary) -> Iterator[tuple[NodePath, dict[str, Any]]]:
    lexicon = vocabulary.data.get("lexicon")
    terms = lexicon.get("terms") if isinstance(lexicon, dict) else None
    for index, term in enumerate(terms if isinstance(terms, list) else ()):
        if isinstance(term, dict):
            yield ("lexicon", "terms", index), term


def _check(dimension: str, member: str, here: tuple[int, int], file: str, allowed: Allowed, mistakes: Mistakes) -> None:
    if dimension not in allowed.dimensions:
        mistakes.add(file, here, f"unknown dimension `{dimension}`", word=dimension, among=allowed.dimensions)
    elif not allowed.has_member(dimension, member):
        message = f"dimension `{dimension}` has no member `{member}`"
        mistakes.add(file, here, message, word=member, among=allowed.members(dimension))
