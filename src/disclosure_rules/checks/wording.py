"""What the checks of wording share: words at their place, sentences, and small templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Passage
from disclosure_rules.quantity import Verdict

__all__ = ["NUMBER", "alternatives", "between", "in_roles", "none_among", "quoted", "sentence_of", "sentences", "told"]

NUMBER = r"\d{1,15}(?:\.\d{1,8})?"
_ENDS = "。；！？"


def in_roles(view: View, roles: Iterable[str]) -> Iterator[Passage]:
    """The document's passages that have one of the roles."""
    wanted = frozenset(roles)
    return (passage for passage in view.document.passages if passage.role in wanted)


def quoted(
    passage: Passage, start: int, end: int, *, role: str = "stated", label: str = "", margin: int = 24
) -> Figure:
    """The normalised characters `start` to `end` of a passage as evidence, as written."""
    place = passage.locate(start, end, margin)
    first, last = place.span or (0, 0)
    return Figure(role=role, text=passage.raw[first:last], place=place, label=label)


def told(
    figures: Iterable[Figure],
    zh: str,
    en: str,
    *,
    expected: str = "",
    severity: str = "",
    verdict: Verdict = Verdict.VIOLATED,
) -> Outcome:
    """An outcome about words, with its message in both languages."""
    return Outcome(
        verdict=verdict, figures=tuple(figures), message={"zh": zh, "en": en}, expected=expected, severity=severity
    )


def none_among(places: int) -> Iterator[Outcome]:
    """That what a rule looks for is in none of its possible places holds; without such a place, nothing is said."""
    if places:
        yield told((), f"看过{places}处，没有发现", f"none in the {places} places looked at", verdict=Verdict.HOLDS)


@lru_cache(maxsize=256)
def alternatives(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence or list item of a normalised text."""
    start = 0
    for at, character in enumerate(text):
        if character in _ENDS:
            yield start, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)


def sentence_of(text: str, at: int, ends: str = _ENDS) -> tuple[int, int]:
    """Start and end of the sentence that holds a position."""
    start = max(text.rfind(mark, 0, at) for mark in ends) + 1
    end = min((found for mark in ends if (found := text.find(mark, at)) >= 0), default=len(text))
    return start, end


def between(text: str, pairs: Sequence[str] = ("（）", "【】", "［］", "[]")) -> Iterator[tuple[int, int]]:
    """Start and end of every outermost bracket of a normalised text, the brackets included."""
    closing: Mapping[str, str] = {pair[0]: pair[1] for pair in pairs}
    stack: list[str] = []
    start = 0
    for at, character in enumerate(text):
        if character in closing:
            start = at if not stack else start
            stack.append(closing[character])
        elif stack and character == stack[-1]:
            stack.pop()
            if not stack:
                yield start, at + 1
