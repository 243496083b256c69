"""A finding told in lines: the rule, the sentences with the figures marked, what it should be, the working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from disclosure_rules.checks.finding import Figure, Finding, figure_key
from disclosure_rules.facts import Document, Passage
from disclosure_rules.outputs.layout import flowed, indented, marked
from disclosure_rules.outputs.words import WORDS
from disclosure_rules.place import Place
from disclosure_rules.quantity import with_unit
from disclosure_rules.report import DocumentReport

__all__ = ["STYLES", "Speech", "Telling", "figure_lines", "finding_lines", "nothing_open", "place_words"]

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
        self._passages = document.passages if document is not None else ()
        self._at: dict[tuple[object, ...], list[Passage]] = {}
        for passage in self._passages:
            self._at.setdefault(_address(passage.place), []).append(passage)

    def quotes(self, figures: Iterable[Figure], *, with_section: bool = False) -> list[tuple[Text, str]]:
        """The words around the figures, one entry a passage, with the figures marked; and where that is."""
        groups: dict[object, tuple[Passage | None, list[Figure]]] = {}
        for figure in figures:
            passage = self._passage_of(figure)
            key: object = figure_key(figure) if passage is None else passage.index
            groups.setdefault(key, (passage, []))[1].append(figure)
        quotes = []
        for passage, group in groups.values():
            address = place_words(group[0].place, self.speech, with_section=with_section)
            if passage is not None and passage.role == "chart":
                address = f"{self.speech.word('chart')}{self.speech.word('join')}{address}"
            quotes.append((self._quote(passage, group), address))
        return quotes

    def _passage_of(self, figure: Figure) -> Passage | None:
        """The passage whose words are those of the figure; None if the document does not hold it."""
        fact, span = figure.fact, figure.place.span
        known = fact is not None and fact.passage < len(self._passages)
        near = [self._passages[fact.passage]] if fact and known else self._at.get(_address(figure.place), [])
        return next((one for one in near if span is not None and span[0] < span[1] <= len(one.raw)), None)

    def _quote(self, passage: Passage | None, figures: list[Figure]) -> Text:
        label, text = figures[0].label, figures[0].text
        if passage is None:
            raw = figures[0].place.excerpt
            start = raw.find(text) if text else -1
            raw, start = (raw, start) if start >= 0 else (text, 0)
            spans = [(start, start + len(text))]
        else:
            raw = passage.raw
            spans = [figure.place.span for figure in figures if figure.place.span is not None]
        styles = [STYLES.get(figure.role, "bold") for figure in figures]
        marks = "" if self.speech.colour else self.speech.word("mark")
        quote = marked(
            raw,
            [(start, end, style) for (start, end), style in zip(spans, styles, strict=False)],
            marks=marks,
            margin=_MARGIN,
        )
        alone = len(raw.strip()) <= len(text) + 1  # a cell or a point of a chart holds its figure only: say what of
        return Text.assemble(f"{label}{self.speech.word('colon')}", quote) if label and alone else quote


def nothing_open(item: DocumentReport, speech: Speech) -> str:
    """What to say of a document without an error or a warning that is not suppressed."""
    set_aside = any(finding.suppression and finding.severity != "note" for finding in item.findings)
    return speech.word("explained" if set_aside else "clean")


def place_words(place: Place, speech: Speech, *, with_section: bool = False) -> str:
    """The address in words: page or line, table, row and column."""
    parts = [place.document] if place.document else []
    parts += [place.section] if with_section and place.section else []
    parts += [place.sheet] if place.sheet else []
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
    quotes = telling.quotes(finding.figures, with_section=with_section)
    for quote, address in quotes[:_MOST_SENTENCES]:
        lines += flowed([quote, Text(address, style="dim")], speech.width, first=f"{inner}│ ")
    if len(quotes) > _MOST_SENTENCES:
        lines.append(Text(f"{inner}│ {speech.word('more', count=len(quotes) - _MOST_SENTENCES)}"))
    lines += _judgement(finding, speech, inner)
    return lines


def _judgement(finding: Finding, speech: Speech, inner: str) -> list[Text]:
    lines: list[Text] = []
    stated = next((figure for figure in finding.figures if figure.role == "stated"), None)
    if finding.expected and stated is not None:
        said = [speech.word("printed", value=stated.words)]
        said.append(speech.word("expected", value=with_unit(finding.expected, finding.unit)))
        if finding.gap:
            said.append(speech.word("gap", value=with_unit(finding.gap, finding.unit)))
        lines += flowed([Text(part, style="bold") for part in said], speech.width, first=inner, gap=" · ")
    for number, step in enumerate(finding.calculation):
        head = f"{inner}{speech.word('calculation')}  "
        lines += indented(Text(step), speech.width, first=head if number == 0 else " " * cell_len(head))
    origin = [f"{speech.word('basis')}  {finding.basis}"] if finding.basis else []
    origin += [f"{speech.word('rule')} {finding.rule}", f"{speech.word('finding')} {finding.id}"]
    return lines + flowed([Text(part, style="dim") for part in origin], speech.width, first=inner, gap="   ")


def figure_lines(figures: Iterable[tuple[str, str, Place]], speech: Speech) -> list[Text]:
    """A compact list of (figure, label, place), a line each."""
    lines: list[Text] = []
    for text, label, place in figures:
        address = place_words(place, speech, with_section=True)
        said = Text.assemble((text, "bold"), f"  {label}  " if label else "  ", (address, "dim"), "  ", place.excerpt)
        said.truncate(2 * speech.width, overflow="ellipsis")
        lines += indented(said, speech.width, first="  · ")
    return lines


def _address(place: Place) -> tuple[object, ...]:
    return (place.block, place.line, place.table, place.row, place.column)
