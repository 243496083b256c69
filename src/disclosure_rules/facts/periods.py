"""The years of a text, and the part each plays in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosure_rules.facts.document import PeriodMention

if TYPE_CHECKING:
    from disclosure_rules.facts.outline import Outline
    from disclosure_rules.facts.profile import Profile

__all__ = ["YearMention", "period_mentions", "years_in"]

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d")
_ENDS = "。；！？"
_CLAUSE_ENDS = _ENDS + "，：、（"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMention:
    """A year in a normalised text: characters `start` to `end`, and its role as in `PeriodMention`."""

    year: int
    role: str
    start: int
    end: int


def years_in(text: str, words: Mapping[str, Any]) -> Iterator[YearMention]:
    """The years written out in a normalised text; `words` is `years` of profile.yaml."""
    mark = words.get("year", "年")
    for found in _YEAR.finditer(text):
        if text.startswith(mark, found.end()):
            role = _role(text, found.start(), found.end() + len(mark), words)
            yield YearMention(year=int(found[0]), role=role, start=found.start(), end=found.end() + len(mark))


def _role(text: str, start: int, end: int, words: Mapping[str, Any]) -> str:
    before = text[max(0, start - 6) : start]
    sentence_start = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    sentence_end = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    earlier, later = text[sentence_start:start], text[end:sentence_end]
    if _inside_title(earlier) or later[:6].startswith(tuple(words["law"])):
        return "other"
    rest = later.removeprefix("度")
    if before.endswith(tuple(words["comparison_before"])) or rest.startswith(tuple(words["comparison_after"])):
        return "comparison"
    if before.endswith(tuple(words["point_before"])) or rest.startswith(tuple(words["point_after"])):
        return "as_of"
    if before.endswith(tuple(words["span"])) or rest.startswith(tuple(words["span"])):
        return "other"
    if any(word in earlier for word in words["reason"]):
        return "reason"
    if any(word in later for word in words["plan"]):
        return "plan"
    begins = not earlier or earlier[-1] in _CLAUSE_ENDS or earlier.endswith(tuple(words["subject_before"]))
    return "report" if begins and not _is_date(rest) else "other"


def _inside_title(earlier: str) -> bool:
    return earlier.rfind("《") > earlier.rfind("》")


def _is_date(later: str) -> bool:
    return re.match(r"\d{1,2}月", later) is not None


def period_mentions(outline: Outline, profile: Profile, vocabulary: Mapping[str, Any]) -> tuple[PeriodMention, ...]:
    """Every year of the text in reading order; those in headings and captions have the role `title`."""
    del profile  # the role of a year does not depend on the year reported
    words = vocabulary.get("profile", {}).get("years")
    if not words:
        return ()
    return tuple(
        PeriodMention(
            year=mention.year,
            role="title" if passage.role in ("heading", "caption", "contents") else mention.role,
            place=passage.locate(mention.start, mention.end),
            passage=passage.index,
            report=passage.report,
        )
        for passage in outline.passages
        if passage.role != "overlong"
        for mention in years_in(passage.text, words)
    )
