"""Two versions of one document, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.text import Text

from disclosure_rules.checks.finding import Figure, Finding
from disclosure_rules.facts import Fact
from disclosure_rules.outputs.evidence import STYLES, Speech, place_words
from disclosure_rules.outputs.json import figure_data, finding_data, write_data
from disclosure_rules.outputs.layout import indented
from disclosure_rules.outputs.options import Options
from disclosure_rules.outputs.text import print_lines
from disclosure_rules.report import Versions

__all__ = ["write_versions", "write_versions_json"]

_FINDINGS = ("new", "resolved", "still")
_HEADS = {
    "zh": {
        "head": "{later}（与 {earlier} 相比）",
        "sum": "{same}个数相同，{changed}个变动，{appeared}个新增，{gone}个删除；"
        "新问题{new}个，已消除{resolved}个，仍有{still}个",
        "changed": "变动的数",
        "appeared": "新增的数",
        "gone": "删除的数",
        "new": "新出现的问题",
        "resolved": "已消除的问题",
    },
    "en": {
        "head": "{later} (since {earlier})",
        "sum": "{same} figures alike, {changed} changed, {appeared} appeared, {gone} gone; {new} new findings, "
        "{resolved} resolved, {still} still there",
        "changed": "Figures that changed",
        "appeared": "Figures that appeared",
        "gone": "Figures that are gone",
        "new": "New findings",
        "resolved": "Resolved findings",
    },
}


def write_versions(versions: Versions, stream: TextIO, options: Options) -> None:
    """What differs between the versions, figure by figure, and which findings came and went."""
    document = versions.later.document
    language = options.language or (document.language if document is not None else "zh")
    words = _HEADS["zh" if language == "zh" else "en"]
    speech = Speech(language=language, width=max(options.width, 40), colour=options.colour)
    print_lines([*_lines(versions, words, speech)], stream, options)


def _lines(versions: Versions, words: dict[str, str], speech: Speech) -> Iterator[Text]:
    yield Text(words["head"].format(later=versions.later.name, earlier=versions.earlier.name), style="bold")
    counts = {name: len(getattr(versions, name)) for name in ("changed", "appeared", "gone", *_FINDINGS)}
    yield Text(words["sum"].format(same=versions.same, **counts))
    figures: dict[str, Sequence[str]] = {
        "changed": [f"{old.text} → {_at(new, speech)}" for old, new in versions.changed],
        "appeared": [_at(fact, speech) for fact in versions.appeared],
        "gone": [_at(fact, speech) for fact in versions.gone],
    }
    for name, told in figures.items():
        if told:
            yield Text()
            yield Text(words[name], style="bold")
            for line in told:
                yield from indented(Text(line), speech.width, first="  ")
    for name, findings in (("new", versions.new), ("resolved", versions.resolved)):
        if findings:
            yield Text()
            yield Text(words[name], style="bold")
            for finding in findings:
                severity = (speech.word(finding.severity), STYLES[finding.severity])
                yield from indented(Text.assemble(severity, "  ", _said(finding, speech)), speech.width, first="  ")


def _at(fact: Fact, speech: Speech) -> str:
    return f"{fact.text}  {fact.label}  {place_words(fact.place, speech, with_section=True)}".rstrip()


def _said(finding: Finding, speech: Speech) -> str:
    return f"{speech.of(finding.message)} [{finding.rule}]"


def write_versions_json(versions: Versions, stream: TextIO, _: Options) -> None:
    """The same as data; figures and findings have the shape they have in a report."""

    def figures(facts: Sequence[Fact]) -> list[object]:
        return [figure_data(Figure.of("other", fact)) for fact in facts]

    shape = {
        "schema": "disclosure-rules/versions/1",
        "earlier": {"name": versions.earlier.name, "sha256": versions.earlier.sha256},
        "later": {"name": versions.later.name, "sha256": versions.later.sha256},
        "same": versions.same,
        "changed": [dict(zip(("earlier", "later"), figures(pair), strict=True)) for pair in versions.changed],
        "appeared": figures(versions.appeared),
        "gone": figures(versions.gone),
        "findings": {name: [finding_data(finding) for finding in getattr(versions, name)] for name in _FINDINGS},
    }
    write_data(shape, stream)
