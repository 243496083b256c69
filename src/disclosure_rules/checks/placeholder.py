"""Places of a template that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import NUMBER, alternatives, between, in_roles, none_among, quoted, sentences, told
from disclosure_rules.facts import Passage
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "PlaceholderParams"]

_TEMPLATE = 10  # sentences with places left unfilled, and more than figures: nobody has filled the template in
_SHOWN = 12  # of those places are shown as evidence


class PlaceholderParams(Params):
    """`form` says what is looked for in the passages that have one of `roles`.

    `choice`: one of `words` stands unchosen, and one of `followed_by_figure` does so before a figure or a unit.
    `filler`: one of `words` stands where something was to be written. `blank`: one of `words` is followed at once by
    one of `units`, not after one of `unless_before`. `mark`: one of `marks` stands between one of `words` and a number.
    `instruction`: a bracket holds one of `words`. `name`: the whole passage is one of `words`.
    """

    form: Literal["choice", "filler", "blank", "mark", "instruction", "name"]
    words: tuple[str, ...]
    roles: tuple[str, ...] = ("body",)
    followed_by_figure: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


Spans = Iterator[tuple[int, int]]


def _choice(passage: Passage, params: PlaceholderParams) -> Spans:
    forms = [alternatives(params.words)]
    if params.followed_by_figure:
        forms.append(rf"(?:{alternatives(params.followed_by_figure)})(?=\d|{alternatives(params.units) or '%'})")
    for found in re.finditer("|".join(forms), passage.text):
        after = re.match(rf"(?:{NUMBER})?(?:{alternatives(params.units) or '%'})?", passage.text[found.end() :])
        yield found.start(), found.end() + (after.end() if after else 0)


def _filler(passage: Passage, params: PlaceholderParams) -> Spans:
    for found in re.finditer(alternatives(params.words), passage.text):
        around = passage.text[found.start() - 1 : found.start()] + passage.text[found.end() : found.end() + 1]
        if not (found[0].isascii() and any(c.isascii() and (c.isalnum() or c in "_@/.") for c in around)):
            yield found.start(), found.end()


def _blank(passage: Passage, params: PlaceholderParams) -> Spans:
    for found in re.finditer(rf"(?:{alternatives(params.words)})(?:{alternatives(params.units)})", passage.text):
        if not passage.text[: found.start()].endswith(params.unless_before or ("\0",)):
            yield found.start(), found.end()


def _mark(passage: Passage, params: PlaceholderParams) -> Spans:
    form = rf"(?:{alternatives(params.words)})(?:{alternatives(params.marks)}){NUMBER}(?:{alternatives(params.units)})?"
    for found in re.finditer(form, passage.text):
        yield found.start(), found.end()


def _instruction(passage: Passage, params: PlaceholderParams) -> Spans:
    for start, end in between(passage.text):
        if any(word in passage.text[start:end] for word in params.words):
            yield start, end


def _name(passage: Passage, params: PlaceholderParams) -> Spans:
    if passage.text in params.words:
        yield 0, len(passage.text)


_FORMS: Mapping[str, Callable[[Passage, PlaceholderParams], Spans]] = MappingProxyType(
    {"choice": _choice, "filler": _filler, "blank": _blank, "mark": _mark, "instruction": _instruction, "name": _name}
)
_MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "choice": ("模板的备选词没有选定：{}", "the template's alternatives were not decided: {}"),
        "filler": ("模板的占位符没有替换：{}", "a placeholder of the template was not replaced: {}"),
        "blank": ("数字没有填写：{}", "a figure was left blank: {}"),
        "mark": ("数字前留有模板的标记：{}", "a mark of the template stands before the figure: {}"),
        "instruction": ("模板的填写说明没有删除：{}", "an instruction of the template was left in: {}"),
        "name": ("仍是制图程序的默认名称：{}", "still a default name of the charting program: {}"),
    }
)


def _check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, PlaceholderParams)
    outcomes = list(_outcomes(params, view))
    if len(outcomes) < _TEMPLATE or len(outcomes) < len(view.document.facts):
        yield from outcomes or none_among(sum(1 for _ in in_roles(view, params.roles)))
        return
    figures = [figure for outcome in outcomes for figure in outcome.figures]
    yield told(
        figures[:_SHOWN],
        f"文件是没有填写的模板，留有{len(figures)}处：" + _MESSAGES[params.form][0].format(figures[0].text.strip()),
        f"the file is a template that was not filled in, {len(figures)} places: "
        + _MESSAGES[params.form][1].format(figures[0].text.strip()),
    )


def _outcomes(params: PlaceholderParams, view: View) -> Iterator[Outcome]:
    zh, en = _MESSAGES[params.form]
    for passage in in_roles(view, params.roles):
        spans = list(_FORMS[params.form](passage, params))
        for start, end in sentences(passage.text):
            inside = [span for span in spans if start <= span[0] < end]
            figures = [quoted(passage, *span, role="other" if at else "stated") for at, span in enumerate(inside)]
            if figures:
                words = "，".join(figure.text.strip() for figure in figures)
                yield told(figures, zh.format(words), en.format(words))


KIND = Kind(
    name="placeholder",
    params=PlaceholderParams,
    check=_check,
    summary={"zh": "模板中没有填写、没有选定或没有删除的内容", "en": "parts of a template left unfilled or undecided"},
)
