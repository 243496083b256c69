"""What kind of disclosure a file is, whose, and for which year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure_rules.facts.outline import Outline
from disclosure_rules.facts.periods import years_in

__all__ = ["Profile", "profile", "speaks_of"]

_FIRST = 3  # sentences that may still say where a disclosure is from


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The profile of a disclosure.

    `period` is the year reported, or None; `report_periods` is the year each report's own statements speak of, which
    may differ from the one in its title. Empty text means unknown.
    """

    language: str
    kind: str
    entity: str
    period: int | None
    region: str
    report_periods: Mapping[int, int]

    @property
    def default_basis(self) -> str:
        """What an amount of this disclosure is where it does not say: of the budget or of the final accounts."""
        return "budget" if self.kind == "budget" else "final"

    def year_of(self, report: int) -> int | None:
        """The year that a report of the file speaks of."""
        return self.report_periods.get(report, self.period)


def profile(outline: Outline, vocabulary: Mapping[str, Any]) -> Profile:
    """Judge a disclosure by its cover, then its headings, then its sentences; `vocabulary` holds profile.yaml, and
    places.yaml, the names of places by region."""
    words = vocabulary.get("profile", {})
    if not words:
        return Profile(language="", kind="", entity="", period=None, region="", report_periods={})
    cover = _cover(outline, words["cover"])
    headings = [p.text for p in outline.passages if p.role in ("heading", "contents") and p.report == 0]
    body = [p.text for p in outline.passages if p.role == "body" and p.report == 0] or [
        p.text for p in outline.passages if p.role == "body"
    ]
    period = _period(cover, headings, body, words["years"])
    entity = _entity(cover, words["entity"]) or _entity(outline.reports, words["entity"])
    return Profile(
        language=words.get("language", ""),
        kind=_kind(cover, headings, body, words),
        entity=entity,
        period=period,
        region=_region([entity, *cover], body[:_FIRST], words["regions"], vocabulary.get("places", {})),
        report_periods=_report_periods(outline, period, words["years"]),
    )


def speaks_of(outline: Outline, words: Sequence[str]) -> bool:
    """Whether any sentence of the body holds one of the words."""
    return any(word in p.text for p in outline.passages if p.role == "body" for word in words)


def _cover(outline: Outline, longest: int) -> list[str]:
    """The title lines before anything else, and the title of the first report if the file begins with it."""
    lines: list[str] = [outline.reports[0]] if outline.reports[0] else []
    for passage in outline.passages[:longest]:
        if passage.role != "body" or passage.number or passage.text.endswith("。") or len(passage.text) > 60:
            break
        lines.append(passage.text)
    return lines


def _period(cover: Iterable[str], headings: Iterable[str], body: Sequence[str], words: Mapping[str, Any]) -> int | None:
    for text in cover:
        if years := [m.year for m in years_in(text, words)]:
            return years[0]
    stated = Counter(m.year for text in headings if "《" not in text for m in years_in(text, words))
    if stated:
        most = max(stated.values())
        return min(year for year, count in stated.items() if count == most)
    first = next((m for text in body for m in years_in(text, words) if m.role == "report"), None)
    subjects = _subjects(body, words)
    if first is None:
        anywhere = Counter(m.year for text in body for m in years_in(text, words) if m.role != "comparison")
        return anywhere.most_common(1)[0][0] if anywhere else None
    # The first sentence names the subject's year; a later year that is named far more often overrules it.
    year, count = subjects.most_common(1)[0]
    return year if count > 2 * subjects[first.year] else first.year


def _subjects(texts: Iterable[str], words: Mapping[str, Any]) -> Counter[int]:
    return Counter(m.year for text in texts for m in years_in(text, words) if m.role == "report")


def _report_periods(outline: Outline, period: int | None, words: Mapping[str, Any]) -> dict[int, int]:
    by_report: dict[int, list[str]] = {index: [] for index in range(1, len(outline.reports))}
    for passage in outline.passages:
        if passage.report in by_report and passage.role == "body":
            by_report[passage.report].append(passage.text)
    periods: dict[int, int] = {} if period is None else {0: period}
    for index, texts in by_report.items():
        titled = next((m.year for m in years_in(outline.reports[index], words)), None)
        told = _subjects(texts, words)
        year = told.most_common(1)[0][0] if told else titled or period
        if year is not None:
            periods[index] = year
    return periods


def _kind(cover: Sequence[str], headings: Sequence[str], body: Sequence[str], words: Mapping[str, Any]) -> str:
    """The kind whose words most lines hold, on the cover if any are there, else in the headings, else in the text."""
    for texts, key in ((cover, "titles"), (headings, "titles"), (body, "words")):
        scores: dict[str, int] = {rule["kind"]: _count(texts, rule[key], words["neutral"]) for rule in words["kinds"]}
        if any(scores.values()):
            return max(scores, key=lambda kind: scores[kind])
    return ""


def _count(texts: Iterable[str], words: Sequence[str], neutral: Sequence[str]) -> int:
    """How many of the texts hold one of the words outside a neutral one."""
    return sum(any(word in _without(text, neutral, word) for word in words) for text in texts)


def _without(text: str, neutral: Sequence[str], word: str) -> str:
    for phrase in neutral:
        if word in phrase and phrase != word:
            text = text.replace(phrase, "")
    return text


def _entity(lines: Iterable[str], words: Mapping[str, Any]) -> str:
    """The name before `…年度部门决算`, or a title line that is only a name."""
    suffixes = tuple(words["suffixes"])
    for line in lines:
        for mark in words["before"]:
            at = line.find(mark)
            name: str = line[: at - 4] if at > 4 and line[at - 4 : at].isdigit() else ""
            if name.endswith(suffixes):
                return name
    for line in lines:
        name = line.split("：")[-1]
        cut = next((at for at in range(len(name)) if name[at : at + 4].isdigit() or name.startswith("关于", at)), -1)
        name = name[:cut] if cut > 0 else name
        if 4 <= len(name) <= words["longest"] and name.endswith(suffixes):
            return name
    return ""


def _region(
    titles: Iterable[str], sentences: Iterable[str], regions: Sequence[str], places: Mapping[str, Sequence[str]]
) -> str:
    """The region named first in a title, by its own name or that of a place in it; else the one that a sentence names
    by its own name first: sentences speak of places elsewhere as well."""
    named = {region: region for region in regions}
    placed = {place: region for region, names in places.items() for place in names} | named
    for texts, names in ((titles, placed), (sentences, named)):
        for text in texts:
            # of 海南 and 海南藏族自治州, which begin at one place, the longer is meant
            found = [(at, -len(name), region) for name, region in names.items() if (at := text.find(name)) >= 0]
            if found:
                return min(found)[2]
    return ""
