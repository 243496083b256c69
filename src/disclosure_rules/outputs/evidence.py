"""A finding told in lines: the rule, the sentences with the figures marked, what it should be, the working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from disclosure_rules.checks.finding import Figure, Finding
from disclosure_rules.checks.run import figure_key
from disclosure_rules.facts import Document
from disclosure_rules.outputs.layout import indented, marked
from disclosure_rules.outputs.words import WORDS
from disclosure_rules.place import Place

__all__ = ["STYLES", "Speech", "Telling", "figure_lines", "figure_words", "finding_lines", "place_words"]

STYLES = {"error": "bold red", "warning": "bold yellow", "note": "cyan", "stated": "bold red", "operand": "bold cyan"}
_SIGNS = {"error": "✗", "warning": "!", "note": "·"}
_MOST_SENTENCES = 12
_MARGIN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How to speak: language, width in cells, and whether colours may mark a figure (else brackets do)."""

    language: str
    width: int
    colour: bool

    def word(self, key: str, **values: object) -> str:
        """The word or phrase for `key`, its placeholders filled."""
        phrase = WORDS[self.language][key]
        return phrase.format(**values) if values else phrase

    def of(self, by_language: Mapping[str, str]) -> str:
        """A text of a rule or a check, in this language if it has it."""
        return by_language.get(self.language) or next(iter(by_language.values()), "")


class Telling:
    """The passages of one document, for quoting the sentence a figure stands in."""

    def __init__(self, document: Document | None, speech: Speech) -> None:
        self.speech = speech
        passages = document.passages if document is not None else ()
        self._raw = {_address(passage.place): passage.raw for passage in passages}

    def sentences(self, figures: Iterable[Figure]) -> list[tuple[Text, Place]]:
        """The words around the figures, one entry a passage, with the figures marked."""
        groups: dict[object, list[Figure]] = {}
        for figure in figures:
            known = figure.place.span is not None and _address(figure.place) in self._raw
            key: object = ("passage", _address(figure.place)) if known else ("figure", *figure_key(figure))
            groups.setdefault(key, []).append(figure)
        return [(self._quote(group), group[0].place) for group in groups.values()]

    def _quote(self, figures: list[Figure]) -> Text:
        raw = self._raw.get(_address(figures[0].place))
        if raw is None or figures[0].place.span is None:
            raw = figures[0].place.excerpt or figures[0].text
            start = raw.find(figures[0].text)
            spans = [(start, start + len(figures[0].text))] if start >= 0 and figures[0].text else [(0, len(raw))]
        else:
            spans = [figure.place.span for figure in figures if figure.place.span is not None]
        styles = [STYLES.get(figure.role, "bold") for figure in figures]
        marks = "" if self.speech.colour else self.speech.word("mark")
        text = marked(
            raw,
            [(start, end, style) for (start, end), style in zip(spans, styles, strict=False)],
            marks=marks,
            margin=_MARGIN,
        )
        label = figures[0].label
        if label and len(raw.strip()) <= len(figures[0].text):  # a table cell holds its figure only: say what of
            text = Text.assemble(f"{label}{self.speech.word('colon')}", text)
        return text


def place_words(place: Place, speech: Speech, *, with_section: bool = False) -> str:
    """The address in words: page or line, table, row and column."""
    parts = [place.section] if with_section and place.section else []
    for key in ("page", "line", "table", "row", "column"):
        if (number := getattr(place, key)) is not None:
            parts.append(speech.word(key, n=number))
    return speech.word("join").join(parts)


def finding_lines(finding: Finding, telling: Telling, *, indent: str = "", with_section: bool = False) -> list[Text]:
    """Everything there is to say of a finding."""
    speech = telling.speech
    title, message = speech.of(finding.title), speech.of(finding.message)
    style = STYLES[finding.severity]
    head = Text.assemble((speech.word(finding.severity), style), "  ", (title or message, "bold"))
    lines = indented(head, speech.width, first=f"{indent}{_SIGNS[finding.severity]} ")
    inner = indent + "    "
    if title and message and message != title:
        lines += indented(Text(message), speech.width, first=inner)
    quotes = telling.sentences(finding.figures)
    for quote, place in quotes[:_MOST_SENTENCES]:
        address = place_words(place, speech, with_section=with_section)
        lines += indented(Text.assemble(quote, "  ", (address, "dim")), speech.width, first=f"{inner}│ ")
    if len(quotes) > _MOST_SENTENCES:
        lines.append(Text(f"{inner}│ {speech.word('more', count=len(quotes) - _MOST_SENTENCES)}"))
    lines += _judgement(finding, speech, inner)
    return lines


def _judgement(finding: Finding, speech: Speech, inner: str) -> list[Text]:
    lines: list[Text] = []
    stated = next((figure for figure in finding.figures if figure.role == "stated"), None)
    if finding.expected and stated is not None:
        said = [speech.word("printed", value=figure_words(stated))]
        said.append(speech.word("expected", value=_with_unit(finding.expected, finding.unit)))
        if finding.gap:
            said.append(speech.word("gap", value=_with_unit(finding.gap, finding.unit)))
        lines += indented(Text(" · ".join(said), style="bold"), speech.width, first=inner)
    for number, step in enumerate(finding.calculation):
        head = f"{inner}{speech.word('calculation')}  "
        lines += indented(Text(step), speech.width, first=head if number == 0 else " " * cell_len(head))
    basis = Text.assemble(
        (f"{speech.word('basis')}  {finding.basis}   " if finding.basis else ""),
        f"{speech.word('rule')} {finding.rule}   {speech.word('finding')} {finding.id}",
        style="dim",
    )
    return lines + indented(basis, speech.width, first=inner)


def figure_words(figure: Figure) -> str:
    """The figure as printed, with its unit if that stands elsewhere (in a column head, say)."""
    unit = figure.fact.quantity.unit.symbol if figure.fact else ""
    return _with_unit(figure.text, "" if unit in figure.text else unit)


def figure_lines(figures: Iterable[tuple[str, str, Place]], speech: Speech) -> list[Text]:
    """A compact list of (figure, label, place), a line each."""
    lines: list[Text] = []
    for text, label, place in figures:
        address = place_words(place, speech, with_section=True)
        said = Text.assemble((text, "bold"), f"  {label}  " if label else "  ", (address, "dim"), "  ", place.excerpt)
        said.truncate(2 * speech.width, overflow="ellipsis")
        lines += indented(said, speech.width, first="  · ")
    return lines


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit and unit not in ("%", "‰") else f"{number}{unit}"


def _address(place: Place) -> tuple[object, ...]:
    return (place.block, place.line, place.table, place.row, place.column)
