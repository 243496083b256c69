"""The report as an auditor reads it: by report and section, each finding with its sentence and its working."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TextIO

from rich.text import Text

from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs.entries import clean
from disclosure_rules.outputs.evidence import (
    STYLES,
    Speech,
    Telling,
    figure_lines,
    finding_lines,
    nothing_open,
    place_words,
)
from disclosure_rules.outputs.layout import flowed, indented
from disclosure_rules.outputs.options import Options, language_of
from disclosure_rules.report import CHECKED, DocumentReport, Report

__all__ = ["print_lines", "write"]

_MOST_FIGURES = 8
# A document must not be able to steer the terminal: controls, marks that turn the direction of writing, and halves of
# characters, which no encoding has.
_NO_TEXT = (*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298), *range(0xD800, 0xE000))
_CONTROLS = dict.fromkeys(_NO_TEXT, "�")


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as text, plain unless colours are asked for; lines fit the width asked for."""
    for number, item in enumerate(report.documents):
        language = language_of(item if item.document else report, options)
        speech = Speech(language=language, width=max(options.width, 40), colour=options.colour)
        print_lines(([Text()] if number else []) + _document(item, speech, options), stream, options)
    if len(report.documents) > 1:
        speech = Speech(language=language_of(report, options), width=max(options.width, 40), colour=options.colour)
        found = Counter(finding.severity for finding in report.findings if finding.suppression is None)
        counts = {severity: found[severity] for severity in ("error", "warning", "note")}
        said = speech.word("total", documents=len(report.documents), **counts)
        print_lines([Text(), Text(said, style="bold")], stream, options)


def print_lines(lines: list[Text], stream: TextIO, options: Options) -> None:
    """Print lines that are already wrapped."""
    for line in lines:
        line.plain = line.plain.translate(_CONTROLS)
    if not options.colour:
        stream.writelines(f"{line.plain.rstrip()}\n" for line in lines)
        return
    from rich.console import Console  # only where colours are asked for: it is slow to import

    console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False, legacy_windows=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def _document(item: DocumentReport, speech: Speech, options: Options) -> list[Text]:
    lines = [Text(item.name, style="bold underline" if speech.colour else "bold")]
    document = item.document
    if document is None:
        return lines + _problems(item, speech, speech.word("unreadable"))
    about = [document.entity, str(document.period or ""), document.kind]
    if any(about):
        lines += indented(Text(" · ".join(part for part in about if part)), speech.width)
    if document.relation:
        others = clean(speech.word("join").join(other.name for other in document.others))
        lines += indented(Text(speech.word("against", relation=document.relation, others=others)), speech.width)
    lines += _summary(item, speech)
    lines += _problems(item, speech, speech.word("problems"))
    telling = Telling(document, speech)
    open_ = [finding for finding in item.findings if finding.suppression is None]
    violated = [finding for finding in open_ if finding.severity != "note"]
    lines += _findings(item, violated, telling)
    if not violated:
        lines += [Text(), *indented(Text(nothing_open(item, speech)), speech.width)]
    notes = [finding for finding in open_ if finding.severity == "note"]
    lines += _compact(notes, speech.word("notes"), telling)
    lines += _suppressed([finding for finding in item.findings if finding.suppression is not None], telling)
    if "holds" in options.show:
        lines += _compact(list(item.held), speech.word("held"), telling, held=True)
    if "coverage" in options.show:
        lines += _coverage(item, speech)
    if "unread" in options.show and item.unread:
        lines += _headline(speech.word("unread"), len(item.unread))
        lines += figure_lines([(unread.text, "", unread.place) for unread in item.unread], speech)
    if "unchecked" in options.show and item.unchecked:
        lines += _headline(speech.word("unchecked"), len(item.unchecked))
        lines += figure_lines([(fact.text, fact.label, fact.place) for fact in item.unchecked], speech)
    return lines


def _coverage(item: DocumentReport, speech: Speech) -> list[Text]:
    """Every table and section with its figures, those read and those checked."""
    lines = _headline(speech.word("by_part"), len(item.coverage))
    for part in item.coverage:
        name = part.title if part.section is None else f"{part.section} {part.title}".strip()
        said = speech.word("coverage", figures=part.figures, read=part.read, checked=part.checked)
        address = place_words(part.place, speech)
        parts = [Text(name or speech.word("main_report")), Text(said), Text(address, style="dim")]
        lines += flowed(parts, speech.width, first="  · ")
    return lines


def _summary(item: DocumentReport, speech: Speech) -> list[Text]:
    summary = item.summary
    said = [speech.word("coverage", figures=summary.figures, read=summary.read, checked=summary.checked)]
    said += [
        speech.word(verdict.value, count=summary.checks[verdict]) for verdict in CHECKED if summary.checks[verdict]
    ]
    return flowed(map(Text, said), speech.width, gap=" · ")


def _problems(item: DocumentReport, speech: Speech, title: str) -> list[Text]:
    if not item.problems:
        return []
    lines = _headline(title, len(item.problems))
    for problem in item.problems:
        address = place_words(problem.place, speech) if problem.place is not None else ""
        said = Text.assemble(
            (speech.word(problem.severity), STYLES[problem.severity]), "  ", speech.of(problem.message), f"  {address}"
        )
        lines += indented(said, speech.width, first="  ")
    return lines


def _findings(item: DocumentReport, findings: list[Finding], telling: Telling) -> list[Text]:
    """Roots in the order of the file under their report and section, each followed by what follows from it."""
    lines: list[Text] = []
    ids = {finding.id for finding in findings}
    roots = [finding for finding in findings if finding.root == finding.id or finding.root not in ids]
    for (report, section), group in groupby(roots, key=lambda finding: (finding.report, _section(finding))):
        lines += [Text(), Text(_heading(item, report, section, telling.speech), style="bold")]
        for root in group:
            lines += [Text(), *finding_lines(root, telling)]
            followers = [finding for finding in findings if finding.root == root.id and finding.id != root.id]
            for number, follower in enumerate(followers):
                if number == 0:
                    lines.append(Text(f"    ↳ {telling.speech.word('follows')}", style="dim"))
                lines += finding_lines(follower, telling, indent="      ", with_section=True)
    return lines


def _compact(findings: list[Finding], title: str, telling: Telling, *, held: bool = False) -> list[Text]:
    if not findings:
        return []
    speech = telling.speech
    lines = _headline(title, len(findings))
    for finding in findings:
        said = speech.of(finding.title if held else finding.message)
        said = f"{said}{speech.word('colon')}{_working(finding, speech)}"
        place = finding.figures[0].place if finding.figures else None
        address = place_words(place, speech, with_section=True) if place else ""
        parts = [Text(said), Text(address, style="dim"), Text(finding.rule, style="dim")]
        lines += flowed(parts, speech.width, first="  · ")
    return lines


def _suppressed(findings: list[Finding], telling: Telling) -> list[Text]:
    """What is set aside, each with why and by whom."""
    if not findings:
        return []
    speech = telling.speech
    lines = _headline(speech.word("set_aside"), len(findings))
    for finding in findings:
        suppression = finding.suppression
        assert suppression is not None
        until = suppression.until.isoformat() if suppression.until else ""
        key = f"by_{suppression.by}" + ("_until" if until else "")
        why = speech.word(key, reason=suppression.reason, who=suppression.who, until=until)
        place = finding.figures[0].place if finding.figures else None
        address = place_words(place, speech, with_section=True) if place else ""
        parts = [Text(speech.of(finding.message)), Text(address, style="dim"), Text(finding.rule, style="dim")]
        lines += flowed(parts, speech.width, first="  · ")
        lines += indented(Text(why), speech.width, first="    ")
    return lines


def _working(finding: Finding, speech: Speech) -> str:
    """What was compared, in one line: the calculation if the check gives one, else the figures."""
    shown = [f"{figure.label} {figure.words}".strip() for figure in finding.figures[:_MOST_FIGURES]]
    more = len(finding.figures) - len(shown)
    shown += [speech.word("more", count=more)] if more else []
    return speech.word("join").join(finding.calculation or shown)


def _headline(title: str, count: int) -> list[Text]:
    return [Text(), Text(f"{title} ({count})", style="bold")]


def _section(finding: Finding) -> str:
    stated = next((figure for figure in finding.figures if figure.role == "stated"), None)
    figure = stated or (finding.figures[0] if finding.figures else None)
    return (figure.place.section or "") if figure else ""


def _heading(item: DocumentReport, report: int, section: str, speech: Speech) -> str:
    """The report's title and the section's number and title, as far as the document has them."""
    document = item.document
    titles = document.reports if document else ()
    name = titles[report] if report < len(titles) and titles[report] else speech.word("main_report")
    sections = document.sections if document else ()
    title = next((one.title for one in sections if one.path == section and one.report == report), "")
    return f"━━ {name}" + (f" ▸ {section} {title}".rstrip() if section else "")
