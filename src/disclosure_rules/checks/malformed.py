"""Figures and sentences that are written wrongly, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import NUMBER, alternatives, in_roles, none_among, quoted, sentence_of, told
from disclosure_rules.facts import Passage
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "MalformedParams"]

_SPACES = re.compile(r"\S\s{2,}$")


class MalformedParams(Params):
    """`form` says what is looked for in the passages that have one of `roles`.

    `decimal_comma`: a comma in a number where a point is meant, before one of `units` (or alone in a cell), unless
    the sentence holds one of `unless`. `no_percent`: one of `words`, a number, and no per cent sign. `bare_share`: an
    amount in one of `units` and after a comma a bare number that ends the item. `no_unit`: one of `words`, a number,
    one of `scales`, and none of `units`, in a document that else writes them. `year`: a year of three or five digits
    before one of `words`. `no_year_mark`: a year that begins a sentence, at once followed by one of `words`.
    `doubled`: one of `words`, as it stands. `run_on`: a share and the next item's amount (its label ends in one of
    `words`) with nothing between them. `spaces`: two spaces or more between a number and one of `units`. `code`: a cell
    of a code that lost the zero it begins with, in any table.
    """

    form: Literal[
        "decimal_comma",
        "no_percent",
        "bare_share",
        "no_unit",
        "year",
        "no_year_mark",
        "doubled",
        "run_on",
        "spaces",
        "code",
    ]
    words: tuple[str, ...] = ()
    roles: tuple[str, ...] = ("body",)
    units: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


Spans = Iterator[tuple[int, int]]


def _decimal_comma(passage: Passage, params: MalformedParams) -> Spans:
    form = rf"(?<![\d.，])\d{{1,12}}，\d{{1,2}}(?=(?:{alternatives(params.units)}|$))(?![\d.])"
    for found in re.finditer(form, passage.text):
        start, end = sentence_of(passage.text, found.start())
        is_alone = found.end() == len(passage.text) and found.start() == 0
        written = passage.raw[passage.offsets[found.start()] : passage.offsets[found.end() - 1] + 1]
        has_unit = found.end() < len(passage.text)
        if "," not in written or not (is_alone or has_unit):
            continue
        if not any(word in passage.text[start:end] for word in params.unless):
            yield found.start(), found.end()


def _no_percent(passage: Passage, params: MalformedParams) -> Spans:
    for found in re.finditer(rf"(?:{alternatives(params.words)}){NUMBER}(?=[，；。）])", passage.text):
        if not found[0][-1:].isdigit() or passage.text[found.end() + 1 : found.end() + 2].isdigit():
            continue
        yield found.start(), found.end()


def _bare_share(passage: Passage, params: MalformedParams) -> Spans:
    form = rf"{NUMBER}(?:{alternatives(params.units)})，{NUMBER}(?=[；。])"
    for found in re.finditer(form, passage.text):
        start, _ = sentence_of(passage.text, found.start())
        if not any(word in passage.text[start : found.start()] for word in params.unless):
            yield found.start(), found.end()


def _writes_units(view: View, params: MalformedParams) -> bool:
    """Whether units follow the scales at least three times as often as not: else their lack is a habit, not a slip."""
    form = re.compile(rf"\d(?:{alternatives(params.scales)})({alternatives(params.units)})?(?=[，；。、（）]|$)")
    found = [match[1] is not None for passage in in_roles(view, params.roles) for match in form.finditer(passage.text)]
    return sum(found) >= 3 * (len(found) - sum(found))


def _goes_on(view: View, passage: Passage, params: MalformedParams) -> bool:
    """Whether the next line begins with the unit that this one lacks: a line broken by the layout."""
    after = view.document.passages[passage.index + 1 : passage.index + 2]
    return any(following.text.startswith(params.units) for following in after)


def _no_unit(passage: Passage, params: MalformedParams) -> Spans:
    form = rf"(?:{alternatives(params.words)}){NUMBER}(?:{alternatives(params.scales)})(?=[，；。、（）]|$)"
    for found in re.finditer(form, passage.text):
        yield found.start(), found.end()


def _year(passage: Passage, params: MalformedParams) -> Spans:
    form = rf"(?<![\d.])(?:20\d|20\d{{3}})(?:{alternatives(params.words)})"
    return ((found.start(), found.end()) for found in re.finditer(form, passage.text))


def _no_year_mark(passage: Passage, params: MalformedParams) -> Spans:
    form = rf"(?:^|(?<=[。；]))20\d\d(?:{alternatives(params.words)})"
    return ((found.start(), found.end()) for found in re.finditer(form, passage.text))


def _doubled(passage: Passage, params: MalformedParams) -> Spans:
    for found in re.finditer(alternatives(params.words), passage.text):
        start, end = found.start(), found.end()
        # A longer row of the same mark is an ellipsis or a rule, not a slip.
        if passage.text[end : end + 1] != found[0][-1] and passage.text[start - 1 : start] != found[0][0]:
            yield start, end


def _run_on(passage: Passage, params: MalformedParams) -> Spans:
    label = rf"[\u4e00-\u9fff][\u4e00-\u9fff（）]{{0,23}}(?:{alternatives(params.words)})"
    form = rf"{NUMBER}%(?={label}{NUMBER}(?:{alternatives(params.units)})，占)"
    for found in re.finditer(form, passage.text):
        amount = re.compile(rf"{NUMBER}(?:{alternatives(params.units)})").search(passage.text, found.end())
        if amount and not any(word in passage.text[found.end() : amount.start()] for word in params.unless):
            yield found.start(), amount.end()


def _spaces(passage: Passage, params: MalformedParams) -> Spans:
    for found in re.finditer(rf"(?<=\d)(?:{alternatives(params.units)})", passage.text):
        at = passage.offsets[found.start()]
        if _SPACES.search(passage.raw[max(0, at - 8) : at]):
            start = re.compile(rf"{NUMBER}$").search(passage.text, max(0, found.start() - 16), found.start())
            yield (start.start() if start else found.start() - 1), found.end()


_FORMS: Mapping[str, Callable[[Passage, MalformedParams], Spans]] = MappingProxyType(
    {
        "decimal_comma": _decimal_comma,
        "no_percent": _no_percent,
        "bare_share": _bare_share,
        "no_unit": _no_unit,
        "year": _year,
        "no_year_mark": _no_year_mark,
        "doubled": _doubled,
        "run_on": _run_on,
        "spaces": _spaces,
    }
)
_MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "decimal_comma": ("小数点写成了逗号：{}", "a comma stands for the decimal point: {}"),
        "no_percent": ("缺少百分号：{}", "the per cent sign is missing: {}"),
        "bare_share": ("占比缺少“占”和百分号：{}", "the words of the share are missing: {}"),
        "no_unit": ("金额单位不完整：{}", "the unit of the amount is incomplete: {}"),
        "year": ("年份的位数不对：{}", "a year with the wrong number of digits: {}"),
        "no_year_mark": ("年份后缺少“年”：{}", "the year lacks its 年: {}"),
        "doubled": ("标点重复或相冲突：{}", "punctuation that is doubled or clashes: {}"),
        "run_on": ("两项之间缺少分隔：{}", "nothing parts one item from the next: {}"),
        "code": ("科目编码少了开头的零：{}", "a code lacks the zero it begins with: {}"),
        "spaces": ("数字与单位之间有多余的空格：{}", "stray spaces between a number and its unit: {}"),
    }
)


def _written_right(text: str, passage: Passage, view: View) -> tuple[Figure, ...]:
    """A figure of the document that has the digits of the malformed one with a point: what was probably meant."""
    number = re.search(r"\d+,\d+", text)
    if number is None:
        return ()
    value = Decimal(number[0].replace(",", "."))
    same = [fact for fact in view.document.facts if fact.quantity.value == value]
    return tuple(Figure.of("other", fact) for fact in sorted(same, key=lambda f: abs(f.passage - passage.index))[:2])


def _codes(view: View, zh: str, en: str) -> Iterator[Outcome]:
    for table in view.document.tables:
        for index in table.broken:
            figure = quoted(passage := view.document.passages[index], 0, len(passage.text))
            yield told((figure,), zh.format(figure.text), en.format(figure.text), expected=figure.text.zfill(2))


def _written_wrongly(params: MalformedParams, passages: Sequence[Passage], view: View) -> Iterator[Outcome]:
    zh, en = _MESSAGES[params.form]
    for passage in passages:
        for start, end in _FORMS[params.form](passage, params):
            if params.form == "no_unit" and end == len(passage.text) and _goes_on(view, passage, params):
                continue
            figure = quoted(passage, start, end)
            meant = _written_right(figure.text, passage, view) if params.form == "decimal_comma" else ()
            yield told((figure, *meant), zh.format(figure.text), en.format(figure.text))


def _check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, MalformedParams)
    if params.form == "no_unit" and not _writes_units(view, params):
        return
    if params.form == "code":
        found = list(_codes(view, *_MESSAGES["code"]))
        looked_at = len(view.document.tables)
    else:
        passages = list(in_roles(view, params.roles))
        found = list(_written_wrongly(params, passages, view))
        looked_at = len(passages)
    yield from found or none_among(looked_at)


KIND = Kind(
    name="malformed",
    params=MalformedParams,
    check=_check,
    summary={"zh": "写法有误的数字、年份、单位和标点", "en": "figures, years, units and punctuation written wrongly"},
)
