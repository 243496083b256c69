"""Years that cannot be meant in a statement about the year reported."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import in_roles, none_among, quoted, sentence_of, sentences, told
from disclosure_rules.facts import Passage, PeriodMention
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "PeriodParams"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_SAME = 8  # characters after a date that make two statements one

_Dated = tuple[Passage, int, int, tuple[str, ...]]  # a sentence from here to there, and the years in it


class PeriodParams(Params):
    """`form` says which years are judged.

    `as_of`: the date of a stock (截至2021年底) against the year reported. `done`: a later year in a sentence with one
    of `words` (what is over) and none of `unless`. `explained`: an earlier year begins a sentence that explains a
    change (one of `words` and one of `reasons`) without a figure of its own. `title`: the year in a report's title
    against the year its statements speak of; in the main report only titles with one of `words`. `copied`: a sentence
    of at least `shortest` characters that is repeated word for word but for the year, which is no date of a stock.
    """

    form: Literal["as_of", "done", "explained", "title", "copied"]
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    shortest: int = 16


def _expected(view: View, report: int) -> int | None:
    return (view.document.report_periods or {}).get(report, view.document.period)


def _span(passage: Passage, mention: PeriodMention) -> tuple[int, int]:
    """Where a mention stands in the passage's normalised text."""
    first, last = mention.place.span or (0, 0)
    start, end = bisect_left(passage.offsets, first), bisect_left(passage.offsets, last)
    return (start, end) if start < end else (0, 0)


def _mentions(view: View, role: str) -> Iterator[tuple[PeriodMention, Passage, int]]:
    """The mentions of a role in running text, each with its passage and the year expected there."""
    for mention in view.document.periods:
        passage = view.document.passages[mention.passage]
        expected = _expected(view, mention.report)
        if mention.role == role and expected is not None and passage.role in ("body", "heading"):
            yield mention, passage, expected


def _statement(passage: Passage, mention: PeriodMention, margin: int = 20) -> Figure:
    """The year with the words around it that say what it is about."""
    start, end = _span(passage, mention)
    first, last = sentence_of(passage.text, start, "。；！？，：")
    return quoted(passage, first, max(end, min(last, end + margin)))


def _as_of(view: View, params: PeriodParams) -> Iterator[Outcome]:
    del params
    found = list(_mentions(view, "as_of"))
    after = {id(m): p.text[_span(p, m)[1] :].lstrip("底末，")[:_SAME] for m, p, _ in found}
    for mention, passage, expected in found:
        figure = _statement(passage, mention)
        if mention.year == expected:
            yield told((figure,), "时点与报告年度一致", "the date is in the year reported", verdict=Verdict.HOLDS)
            continue
        copies = [
            _statement(p, m)
            for m, p, _ in found
            if m.year == expected and p is not passage and after[id(m)] == after[id(mention)] != ""
        ]
        # A second date, or the year reported in the same paragraph, makes the other date deliberate.
        years = {int(year[0]) for year in _YEAR.finditer(passage.text)}
        if mention.year == expected - 1 and (copies or expected not in years):
            yield told(
                (figure, *(_as_other(copy) for copy in copies[:1])),
                f"报告年度为{expected}年，时点却是{mention.year}年：{figure.text}",
                f"the year reported is {expected}, the date is in {mention.year}: {figure.text}",
                expected=str(expected),
                severity="" if copies else "warning",
            )


def _of_the_year(figure: Figure) -> Outcome:
    return told((figure,), "写的是报告年度", "it is told of the year reported", verdict=Verdict.HOLDS)


def _as_other(figure: Figure) -> Figure:
    return Figure(role="other", text=figure.text, place=figure.place, label=figure.label)


def _done(view: View, params: PeriodParams) -> Iterator[Outcome]:
    for mention, passage, expected in _mentions(view, "report"):
        start, end = sentence_of(passage.text, _span(passage, mention)[0], "。；！？，")
        sentence = passage.text[start:end]
        if not any(word in sentence for word in params.words) or any(word in sentence for word in params.unless):
            continue
        if mention.year == expected:
            yield _of_the_year(_statement(passage, mention, margin=40))
        elif mention.year > expected:
            figure = _statement(passage, mention, margin=40)
            yield told(
                (figure,),
                f"报告年度为{expected}年，已完成的事项却写作{mention.year}年：{figure.text}",
                f"the year reported is {expected}, yet {mention.year} is told as over: {figure.text}",
                expected=str(expected),
            )


def _explained(view: View, params: PeriodParams) -> Iterator[Outcome]:
    for mention, passage, expected in _mentions(view, "report"):
        at = _span(passage, mention)
        start, end = sentence_of(passage.text, at[0])
        rest = passage.text[at[1] : end]
        has_figure = re.search(r"\d", rest) is not None
        explains = any(w in rest for w in params.words) and any(w in rest for w in params.reasons)
        if start != at[0] or not explains or has_figure:
            continue
        figure = _statement(passage, mention)
        if mention.year == expected:
            yield _of_the_year(figure)
        elif mention.year == expected - 1:
            yield told(
                (figure,),
                f"报告年度为{expected}年，变动说明却写作{mention.year}年：{figure.text}",
                f"the year reported is {expected}, the change explained is that of {mention.year}: {figure.text}",
                expected=str(expected),
            )


def _title(view: View, params: PeriodParams) -> Iterator[Outcome]:
    judged: set[int] = set()
    for mention, passage, expected in _mentions(view, "title"):
        is_own_title = mention.report > 0 and passage.section is None and mention.report not in judged
        is_main_title = mention.report == 0 and any(word in passage.text for word in params.words)
        if not (is_own_title or is_main_title):
            continue
        judged.add(mention.report)
        figure = quoted(passage, *_title_span(passage, mention))
        if mention.year == expected:
            yield told((figure,), "标题年度与内容一致", "the title names the year of the text", verdict=Verdict.HOLDS)
            continue
        data = next(
            (m for m, p, _ in _mentions(view, "report") if (m.report, m.year) == (mention.report, expected)), None
        )
        others = (_as_other(_statement(view.document.passages[data.passage], data)),) if data else ()
        yield told(
            (figure, *others),
            f"标题写作{mention.year}年，内容却是{expected}年的：{figure.text}",
            f"the title says {mention.year}, the text speaks of {expected}: {figure.text}",
            expected=str(expected),
        )


def _title_span(passage: Passage, mention: PeriodMention) -> tuple[int, int]:
    start, end = _span(passage, mention)
    return start, min(len(passage.text), end + 30)


def _copied(view: View, params: PeriodParams) -> Iterator[Outcome]:
    dated = {(mention.passage, str(mention.year)) for mention in view.document.periods if mention.role == "as_of"}
    seen: dict[str, list[_Dated]] = defaultdict(list)
    for passage in in_roles(view, ("body",)):
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            years = tuple(found[0] for found in _YEAR.finditer(sentence))
            is_dated = any((passage.index, year) in dated for year in years)
            if years and not is_dated and len(sentence) >= params.shortest:
                seen[_YEAR.sub("####", sentence)].append((passage, start, end, years))
    repeated = [copies for copies in seen.values() if len(copies) > 1]
    found = [outcome for copies in repeated for outcome in _other_years(view, copies)]
    yield from found or none_among(len(repeated))


def _other_years(view: View, copies: Sequence[_Dated]) -> Iterator[Outcome]:
    """Those of the sentences that differ only in the year which do not name the year reported, while another does."""
    firsts: dict[str, _Dated] = {}  # the first copy that names a year
    for copy in copies:
        for year in copy[3]:
            firsts.setdefault(year, copy)
    for passage, start, end, years in copies:
        expected = str(_expected(view, passage.report) or "")
        good = firsts.get(expected)
        if good is None or expected in years:
            continue
        figure = quoted(passage, start, end)
        yield told(
            (figure, quoted(good[0], good[1], good[2], role="other")),
            f"两处文字相同而年份不同，报告年度为{expected}年：{figure.text}",
            f"two sentences differ only in the year, and the year reported is {expected}: {figure.text}",
            expected=expected,
        )


_FORMS: Mapping[str, Callable[[View, PeriodParams], Iterator[Outcome]]] = MappingProxyType(
    {"as_of": _as_of, "done": _done, "explained": _explained, "title": _title, "copied": _copied}
)


def _check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, PeriodParams)
    yield from _FORMS[params.form](view, params)


KIND = Kind(
    name="period",
    params=PeriodParams,
    check=_check,
    summary={"zh": "与报告年度不符的年份和时点", "en": "years and dates that do not fit the year reported"},
)
