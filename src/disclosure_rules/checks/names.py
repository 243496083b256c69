"""Names that should be the same, or as many as stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.items import listed_items, other_item
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.subjects import subject_names
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import in_roles, none_among, quoted, sentence_of, told
from disclosure_rules.facts import NameList, Passage
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "NamesParams"]

_ENDS = "，。；："
_NAMING = ("body", "heading", "cell", "chart", "caption")  # passages that name items


class NamesParams(Params):
    """`form` says what is compared.

    `same_list`: two closed lists of as many of the same thing must name the same, where at least `shared` in ten names
    agree. `count`: a closed list names as many as it states. `contradiction`: of one thing that is listed twice, one
    place says in a year one of `unchanged` and the other, in the same year, one of `changed`. `wrong_label`: a name
    that the lexicon grades as wrong. `chart_title`: two charts of different data bear one title of at least `shortest`
    characters. `other_item`: what an item (类/款/项) is for (after `purposes`) or why it changed (after `reasons`) must
    not be word for word the name of another item, with one of `money` behind it or not. `listed_items`: the economic
    items that a list of `heads` (with the nature each is) names after `cues` are those that the table has figures for;
    a list that ends in `opens` need not name all. `subject`: codes of tables, and 类, 款 and 项 of the text, bear the
    names that the classification of the year gives them (`subjects` of the vocabulary).
    """

    form: Literal[
        "same_list", "count", "contradiction", "wrong_label", "chart_title", "other_item", "listed_items", "subject"
    ]
    shared: int = 7
    unchanged: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    shortest: int = 6
    purposes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    heads: dict[str, str] = Field(default_factory=dict)
    cues: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def _pairs(view: View) -> Iterator[tuple[NameList, NameList]]:
    """Lists of the same thing, two by two."""
    by_head: dict[str, list[NameList]] = defaultdict(list)
    for names in view.document.names:
        by_head[names.head].append(names)
    for lists in by_head.values():
        # Many places may copy one list: comparing with a few is enough, and keeps the work bounded.
        yield from combinations(lists[:12], 2)


def _same_list(view: View, params: NamesParams) -> Iterator[Outcome]:
    told_of: set[tuple[frozenset[str], frozenset[str]]] = set()
    for one, other in _pairs(view):
        is_comparable = not (one.open or other.open) and one.count == other.count == len(one.names) == len(other.names)
        first, second = frozenset(one.names), frozenset(other.names)
        if not is_comparable or one.passage == other.passage:
            continue
        if first == second:
            same = (_whole(view, one, "stated"), _whole(view, other, "other"))
            yield told(same, "两处名单一致", "both lists name the same", verdict=Verdict.HOLDS)
        elif 10 * len(first & second) >= params.shared * len(first) and (first, second) not in told_of:
            told_of.add((first, second))
            differing = (*_named(view, one, first - second), *_named(view, other, second - first, role="other"))
            figures = (*differing, *_stated(one), *_stated(other))
            left, right = "、".join(sorted(first - second)), "、".join(sorted(second - first))
            yield told(
                figures,
                f"两处{one.count}个{one.head}的名单不同：{left}／{right}",
                f"two lists of {one.count} {one.head} differ: {left} / {right}",
            )


def _whole(view: View, names: NameList, role: str) -> Figure:
    passage = view.document.passages[names.passage]
    start = passage.text.find(names.names[0])
    return quoted(passage, start, start + len(names.names[0]), role=role, label=names.head)


def _stated(names: NameList) -> tuple[Figure, ...]:
    """The figure that states the number of names, where it was read as one."""
    return (Figure.of("other", names.stated),) if names.stated is not None else ()


def _named(view: View, names: NameList, wanted: frozenset[str], role: str = "stated") -> Iterator[Figure]:
    passage = view.document.passages[names.passage]
    for name in names.names:
        if name in wanted and (start := passage.text.find(name)) >= 0:
            yield quoted(passage, start, start + len(name), role=role, label=names.head)


def _count(view: View, params: NamesParams) -> Iterator[Outcome]:
    del params
    for names in view.document.names:
        if names.count is None or names.open:
            continue
        figures = (_whole(view, names, "stated"), *_stated(names))
        if len(names.names) == names.count:
            zh, en = f"列出{names.count}个，与所述一致", f"{names.count} are named, as stated"
            yield told(figures, zh, en, verdict=Verdict.HOLDS)
        elif len(names.names) == names.count + 1:
            yield told(
                figures,
                f"所述为{names.count}个{names.head}，列出{len(names.names)}个",
                f"{names.count} {names.head} are stated, {len(names.names)} are named",
                expected=str(len(names.names)),
            )


def _contradiction(view: View, params: NamesParams) -> Iterator[Outcome]:
    years: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for mention in view.document.periods:
        years[mention.passage].append((mention.year, mention.role))
    told_of: set[tuple[int, int]] = set()
    for pair in _pairs(view):
        for one, other in (pair, pair[::-1]):
            here, there = view.document.passages[one.passage], view.document.passages[other.passage]
            key = (here.index, there.index)
            if here.index == there.index or key in told_of:
                continue
            still, moved = _says(here, params.unchanged, years), _says(there, params.changed, years)
            if not still or not moved:
                continue
            told_of.add(key)
            figures = (quoted(here, *still[1]), quoted(there, *moved[1], role="other"))
            if still[0] != moved[0]:
                yield told(figures, "说的是不同的年度", "they speak of different years", verdict=Verdict.HOLDS)
            else:
                yield told(
                    figures,
                    f"同一年度的{one.head}，一处说没有变化，一处说有调整",
                    f"in one year the {one.head} did not change in one place and did in another",
                )


def _says(
    passage: Passage, words: tuple[str, ...], years: Mapping[int, list[tuple[int, str]]]
) -> tuple[int, tuple[int, int]] | None:
    """The year and the clause in which a passage says one of the words."""
    for year, role in years.get(passage.index, ()):
        at = passage.text.find(f"{year}年")
        start, end = sentence_of(passage.text, at, _ENDS)
        if role == "report" and at >= 0 and any(word in passage.text[start:end] for word in words):
            return year, (start, end)
    return None


def _wrong_label(view: View, params: NamesParams) -> Iterator[Outcome]:
    del params
    terms: list[Mapping[str, Any]] = view.vocabulary.get("lexicon", {}).get("terms", [])
    wrong = {
        name: str(term.get("official", "")) for term in terms if term.get("grade") == "wrong" for name in term["names"]
    }
    found = list(_wrongly_named(view, wrong))
    yield from found or none_among(sum(1 for _ in in_roles(view, _NAMING)) if wrong else 0)


def _wrongly_named(view: View, wrong: Mapping[str, str]) -> Iterator[Outcome]:
    for passage in in_roles(view, _NAMING):
        for name, official in wrong.items():
            if (at := passage.text.find(name)) < 0:
                continue
            start, end = sentence_of(passage.text, at, _ENDS)
            figure = quoted(passage, max(start, at), end, label=name)
            yield told(
                (figure,),
                f"名称有误：{name}，应为{official}",
                f"not a name of this item: {name}; it is {official}",
                expected=official,
            )


def _chart_title(view: View, params: NamesParams) -> Iterator[Outcome]:
    titles: dict[tuple[str, str], list[tuple[Passage, int]]] = defaultdict(list)
    charts: set[int | None] = set()
    for passage in in_roles(view, ("chart", "caption")):
        if passage.role == "chart" and passage.place.block in charts:
            continue  # a series or a value: the title comes first
        charts.add(passage.place.block)
        # A caption bears its number before the title: 图5：…
        start = passage.text.find("：") + 1 if passage.role == "caption" else 0
        if sum("\u4e00" <= character <= "\u9fff" for character in passage.text[start:]) >= params.shortest:
            titles[passage.role, passage.text[start:]].append((passage, start))
    twice = {title: found for (_, title), found in titles.items() if len({one.place.block for one, _ in found}) > 1}
    if not twice and len(titles) > 1:
        yield from none_among(len(titles))
    for title, found in twice.items():
        last, *others = reversed(found)
        figures = [quoted(last[0], last[1], len(last[0].text))]
        figures += [quoted(passage, start, len(passage.text), role="other") for passage, start in others]
        yield told(figures, f"不同的图使用同一标题：{title}", f"different charts bear one title: {title}")


_FORMS: Mapping[str, Callable[[View, NamesParams], Iterator[Outcome]]] = MappingProxyType(
    {
        "same_list": _same_list,
        "count": _count,
        "contradiction": _contradiction,
        "wrong_label": _wrong_label,
        "chart_title": _chart_title,
        "other_item": lambda view, own: other_item(view, own.purposes, own.reasons, own.money),
        "listed_items": lambda view, own: listed_items(view, own.heads, own.cues, own.opens),
        "subject": lambda view, _: subject_names(view),
    }
)


def _check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, NamesParams)
    yield from _FORMS[params.form](view, params)


KIND = Kind(
    name="names",
    params=NamesParams,
    check=_check,
    summary={
        "zh": "名单、名称和图名前后是否一致",
        "en": "lists of names, labels and chart titles against one another",
    },
)
