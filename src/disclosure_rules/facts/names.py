"""Lists of names with the number of them that the text states: A、B、C等3个股室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from disclosure_rules.facts.document import NameList, Passage
from disclosure_rules.facts.fact import Fact
from disclosure_rules.facts.marks import ordinal
from disclosure_rules.facts.outline import Outline

__all__ = ["name_lists"]

_STOPS = "。；，：？！"
_NUMERAL = "0123456789一二三四五六七八九十两"


def name_lists(outline: Outline, vocabulary: Mapping[str, Any], facts: Sequence[Fact]) -> tuple[NameList, ...]:
    """The counted lists of names in the text, with the figure among `facts` that states their number.

    `vocabulary` holds wording.yaml.
    Names are given without their brackets and quotation marks. A list that ends in 等 is closed only if it gives
    exactly as many names as it states.
    """
    words = vocabulary.get("wording", {}).get("names")
    if not words:
        return ()
    count = re.compile(rf"([{_NUMERAL}]{{1,3}})(?:{'|'.join(map(re.escape, words['classifiers']))})")
    return tuple(
        _with_count(found, facts)
        for passage in outline.passages
        if passage.role == "body" and words["separators"] in passage.text
        for found in _lists(passage, count, words)
    )


def _lists(passage: Passage, count: re.Pattern[str], words: Mapping[str, Any]) -> Iterator[NameList]:
    text = _without_brackets(passage.text)
    counted = 0  # where the last count ended: names before it are not listed again
    for found in count.finditer(text):
        number = 2 if found[1] == "两" else ordinal(found[1])
        head = _head(text[found.end() : found.end() + words["longest_head"]], words["head_stops"])
        start = max(counted, *(text.rfind(stop, 0, found.start()) + 1 for stop in _STOPS))
        counted = found.end()
        listed = text[start : found.start()]
        if not number or not head or words["separators"] not in listed:
            continue
        listed, ends_open = _without_ending(listed, words)
        names = _names(listed, number, words)
        if len(names) < words["fewest"]:
            continue
        at = start + listed.find(names[0])
        yield NameList(
            names=tuple(name.strip("“” ").replace("“", "").replace("”", "") for name in names),
            head=head,
            stated=None,
            open=ends_open and len(names) != number,
            place=passage.locate(at, found.end() + len(head)),
            passage=passage.index,
            report=passage.report,
            count=number,
        )


def _with_count(names: NameList, facts: Sequence[Fact]) -> NameList:
    for fact in facts:
        if (
            fact.passage == names.passage
            and fact.measure == "count"
            and fact.quantity.value == names.count
            and names.head in fact.label
        ):
            return replace(names, stated=fact)
    return names


def _without_brackets(text: str) -> str:
    """The text with everything in brackets blanked out, so that positions stay."""
    kept: list[str] = []
    depth = 0
    for character in text:
        depth += character == "（"
        kept.append(" " if depth else character)
        depth -= character == "）" and depth > 0
    return "".join(kept) if depth == 0 else text


def _head(following: str, stops: list[str]) -> str:
    """The noun after a count: 股室, 乡镇."""
    end = next((at for at, character in enumerate(following) if not "一" <= character <= "鿿"), len(following))
    noun = following[:end]
    cuts = [at for stop in stops if (at := noun.find(stop)) >= 0]
    return noun[: min(cuts)] if cuts else noun


def _without_ending(listed: str, words: Mapping[str, Any]) -> tuple[str, bool]:
    for ending in sorted(words["open"], key=len, reverse=True):
        if listed.endswith(ending):
            return listed.removesuffix(ending), True
    for ending in sorted(words["closing"], key=len, reverse=True):
        if listed.endswith(ending):
            return listed.removesuffix(ending), False
    return listed, False


def _names(listed: str, number: int, words: Mapping[str, Any]) -> list[str]:
    names = listed.split(words["separators"])
    names[0] = _after_lead(names[0], words)
    if len(names) == number - 1:
        for separator in words["last_separators"]:
            before, found, after = names[-1].partition(separator)
            if found and len(before) > 1 and len(after) > 1:
                names[-1:] = [before, after]
                break
    names = [name.strip() for name in names]
    return names if all(0 < len(name) <= words["longest"] for name in names) else []


def _after_lead(first: str, words: Mapping[str, Any]) -> str:
    for lead in words["lead"]:
        if 0 <= (at := first.find(lead)) < len(first.rstrip()) - len(lead):
            return first[at + len(lead) :]
    for lead in words["lead_last"]:
        if 0 <= (at := first.rfind(lead)) < len(first.rstrip()) - len(lead):
            return first[at + len(lead) :]
    return first
