"""What a disclosure says it holds against what it does hold: parts, contents, numbering."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.statements import empty_tables, wholes_of_parts
from disclosure_rules.checks.template import template_parts
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import alternatives, in_roles, quoted, told
from disclosure_rules.facts import Passage, Section
from disclosure_rules.facts.marks import Mark, mark_styles, ordinal, read_mark
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule

__all__ = ["KIND", "RequiredParams"]

_TITLE = 24  # characters of a numbered line that are quoted
_SIMILAR = 3, 5  # at least so much of two titles is the same where one is a slip of the other


class RequiredParams(Params):
    """`form` says what is compared.

    `reference`: a part that the text points to after one of `words` (第四部分) must be there. `contents`: a heading
    must be worded as the table of contents announces it. `numbering`: headings and items count without jump or
    repeat. `list_start`: a list of annexed tables begins with the first. `empty_table`: a note below a table that has
    one of `words` says that the table holds nothing. `whole_of_part`: where one of `words` (其中：接待外宾) and a
    number in one of `units` state a part, another number in one of `whole_units` in the paragraph states the whole.
    `template`: where the lines that have one of `roles` (with `caption`, the titles of tables as well) name at least
    `fewest` of the `parts` of an official template (each with all names it goes by), they name all of them.
    """

    form: Literal["reference", "contents", "numbering", "list_start", "empty_table", "whole_of_part", "template"]
    parts: tuple[tuple[str, ...], ...] = ()
    fewest: int = 1
    roles: tuple[str, ...] = ("heading", "caption", "contents", "body")
    units: tuple[str, ...] = ()
    whole_units: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    open: str = "第"
    close: str = "部分"


Numbered = tuple[int, Passage]


def _mark(view: View, passage: Passage) -> Mark | None:
    if not passage.number:
        return None
    return read_mark(passage.number, mark_styles(view.vocabulary.get("outline", {})))


def _line(passage: Passage, role: str = "stated") -> Figure:
    """The mark and the first words of a numbered line."""
    return quoted(passage, 0, min(len(passage.text), _TITLE), role=role)


def _reference(view: View, params: RequiredParams) -> Iterator[Outcome]:
    marked = [passage for passage in view.document.passages if passage.role in ("heading", "contents")]
    parts = {mark.ordinal: p for p in marked if (mark := _mark(view, p)) and mark.style.level == 1}
    if len(parts) < 2:
        return
    form = (
        rf"(?:{alternatives(params.words)})[^。；]{{0,6}}?{params.open}([一二三四五六七八九十\d]{{1,3}}){params.close}"
    )
    for passage in in_roles(view, ("body",)):
        for found in re.finditer(form, passage.text):
            end = min(len(passage.text), found.end() + 1)
            figure = quoted(passage, found.start(), end)
            if ordinal(found[1]) in parts:
                yield told((figure,), "所指的部分在文中", "the part referred to is there", verdict=Verdict.HOLDS)
            else:
                last = parts[max(parts)]
                yield told(
                    (figure, _line(last, "other")),
                    f"所指的{params.open}{found[1]}{params.close}在文中不存在：{figure.text}",
                    f"the part referred to is not in the document: {figure.text}",
                )


def _contents(view: View, params: RequiredParams) -> Iterator[Outcome]:
    del params
    leaders = view.vocabulary.get("outline", {}).get("contents", {}).get("leaders", "")
    sections: dict[tuple[int, int], list[Section]] = defaultdict(list)
    titles = {section.title for section in view.document.sections}
    entries = [(p, mark) for p in in_roles(view, ("contents",)) if (mark := _mark(view, p))]
    named = {_title(passage, leaders) for passage, _ in entries}
    for section in view.document.sections:
        if section.ordinal is not None and section.title not in named:
            sections[section.level, section.ordinal].append(section)
    for passage, mark in entries:
        title = _title(passage, leaders)
        if title in titles:
            yield told((_line(passage),), "目录与正文标题一致", "contents and heading agree", verdict=Verdict.HOLDS)
            continue
        for section in sections[mark.style.level, mark.ordinal]:
            heading = view.document.passages[section.passage]
            if heading.index > passage.index and _is_slip(title, section.title):
                yield told(
                    (_line(passage), _line(heading, "other")),
                    f"目录写作“{title}”，正文标题写作“{section.title}”",
                    f"the contents say “{title}”, the heading says “{section.title}”",
                    expected=section.title,
                )
                break


def _title(passage: Passage, leaders: str) -> str:
    title = passage.text.removeprefix(passage.number)
    return title.rstrip(leaders + " ") or title


def _is_slip(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return 2 * same * _SIMILAR[1] >= (len(one) + len(other)) * _SIMILAR[0] and one != other


def _numbering(view: View, params: RequiredParams) -> Iterator[Outcome]:
    del params
    for lines in _sequences(view):
        numbers = [number for number, _ in lines]
        jumps = [at for at in range(1, len(lines)) if numbers[at] != numbers[at - 1] + 1]
        written = "、".join(map(str, numbers))
        if not jumps:
            if len(lines) > 1 and numbers[0] == 1:
                figures = (_line(lines[0][1]), _line(lines[-1][1], "other"))
                yield told(figures, f"编号连续：{written}", f"numbers run on: {written}", verdict=Verdict.HOLDS)
            continue
        figures_at = [_line(lines[at][1], "stated" if at == jumps[0] else "other") for at in jumps]
        before = _line(lines[jumps[0] - 1][1], "operand")
        yield told(
            (figures_at[0], before, *figures_at[1:]),
            f"编号不连续或重复：{written}",
            f"numbers jump or repeat: {written}",
            expected=str(numbers[jumps[0] - 1] + 1),
        )


def _sequences(view: View) -> Iterator[Sequence[Numbered]]:
    """Lists of numbered lines that stand side by side; a list begins anew at 1."""
    by_passage = {section.passage: section for section in view.document.sections}
    lists: dict[tuple[int, int | None, int], list[Numbered]] = {}
    for passage in view.document.passages:
        section = by_passage.get(passage.index)
        mark = _mark(view, passage) if passage.role in ("body", "heading", "terms") else None
        if section is not None:
            key = (passage.report, section.parent, section.level)
        elif mark is not None:
            key = (passage.report, passage.section, mark.style.level)
        else:
            continue
        if mark is None or mark.ordinal == 1:
            # An unnumbered heading may stand for a number: what follows it is a list of its own.
            if key in lists:
                yield lists.pop(key)
            if mark is None:
                continue
        lists.setdefault(key, []).append((mark.ordinal, passage))
    yield from lists.values()


def _list_start(view: View, params: RequiredParams) -> Iterator[Outcome]:
    del params
    run: list[Numbered] = []
    for passage in [*view.document.passages, None]:
        mark = _mark(view, passage) if passage is not None and passage.role == "contents" else None
        if passage is not None and mark is not None:
            run.append((mark.ordinal, passage))
            continue
        number, first = run[0] if run else (0, None)
        if first is not None and len(run) > 1 and number == 1 and _runs_on(run):
            yield told((_line(first),), "从第一项开始", "it begins with the first", verdict=Verdict.HOLDS)
        elif first is not None and len(run) > 1 and number > 1 and _runs_on(run):
            yield told(
                (_line(first), Figure(role="other", text=str(number), place=first.place)),
                f"目录从第{number}项开始，前{number - 1}项缺失：{first.text}",
                f"the list begins with number {number}; {number - 1} before it are missing: {first.text}",
                expected="1",
            )
        run = []


def _runs_on(run: Sequence[Numbered]) -> bool:
    return all(later == earlier + 1 for (earlier, _), (later, _) in pairwise(run))


_FORMS: Mapping[str, Callable[[View, RequiredParams], Iterator[Outcome]]] = MappingProxyType(
    {
        "reference": _reference,
        "contents": _contents,
        "numbering": _numbering,
        "list_start": _list_start,
        "empty_table": empty_tables,
        "whole_of_part": wholes_of_parts,
        "template": template_parts,
    }
)


def _check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, RequiredParams)
    yield from _FORMS[params.form](view, params)


KIND = Kind(
    name="required",
    params=RequiredParams,
    check=_check,
    summary={
        "zh": "文中所指、目录所列与正文实际是否一致，编号是否连续",
        "en": "parts referred to, contents and numbering against what is there",
    },
)
