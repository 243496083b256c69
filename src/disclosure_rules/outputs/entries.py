"""What the formats for machines share: a finding in harmless words, where it stands, and what tells it again."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from disclosure_rules.checks.finding import Figure, Finding, Suppression
from disclosure_rules.outputs.evidence import Speech, place_words
from disclosure_rules.outputs.options import Options, language_of
from disclosure_rules.place import Place
from disclosure_rules.quantity import with_unit
from disclosure_rules.report import DocumentReport, Report
from disclosure_rules.rulebook import Rule
from disclosure_rules.sources.block import Problem

__all__ = [
    "Entry",
    "clean",
    "entries_of",
    "fingerprint_of",
    "is_absolute",
    "line_of",
    "path_of",
    "problem_words",
    "rules_checked",
    "speech_of",
    "suppression_words",
]

# White space that would begin another line or column, and what no text should hold: controls, marks that turn the
# direction of writing, halves of characters, and what is no character.
_BLANKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DRIVE = re.compile(r"[A-Za-z]:/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding of a document; all texts are clean (see `clean`) and in one language.

    `figure` is the one that is judged, or else the first; `others` are the rest. `where` is its place in words,
    `sentence` tells all of the finding in one line. `fingerprint` tells the finding again in the same file.
    """

    item: DocumentReport
    finding: Finding
    path: str
    figure: Figure | None
    others: tuple[Figure, ...]
    place: Place
    title: str
    message: str
    label: str
    stated: str
    expected: str
    gap: str
    where: str
    sentence: str
    fingerprint: str

    @property
    def suppression(self) -> Suppression | None:
        return self.finding.suppression


def clean(text: str) -> str:
    """One line of text that neither steers a terminal nor breaks an XML file or an encoding."""
    return _UNSAFE.sub("\ufffd", _BLANKS.sub(" ", text))


def speech_of(report: Report | DocumentReport, options: Options) -> Speech:
    """How to speak where nothing is laid out."""
    return Speech(language=language_of(report, options), width=options.width, colour=False)


def path_of(item: DocumentReport, options: Options) -> str:
    """The path of the file, with `/`, relative to the folder of the options where it lies in it.

    A document that came without a file has its name only.
    """
    path = posixpath.normpath(item.path or item.name or ".")
    base = posixpath.normpath(options.base) if options.base else ""
    if base and is_absolute(path) and path.startswith(base.rstrip("/") + "/"):
        return path[len(base.rstrip("/")) + 1 :]
    return path


def is_absolute(path: str) -> bool:
    """Whether a path (with `/`) begins at a root or a drive."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def entries_of(item: DocumentReport, speech: Speech, options: Options) -> Iterator[Entry]:
    """The findings of a document, in its order."""
    path = path_of(item, options)
    for finding in item.findings:
        figure = next((one for one in finding.figures if one.role == "stated"), next(iter(finding.figures), None))
        place = figure.place if figure else Place()
        message, title = clean(speech.of(finding.message)), clean(speech.of(finding.title))
        expected = clean(with_unit(finding.expected, finding.unit)) if finding.expected else ""
        gap = clean(with_unit(finding.gap, finding.unit)) if finding.gap else ""
        where = clean(place_words(place, speech, with_section=True))
        more = [speech.word("expected", value=expected)] if expected and finding.expected not in message else []
        more += [speech.word("gap", value=gap)] if gap else []
        more += [where] if where else []
        yield Entry(
            item=item,
            finding=finding,
            path=path,
            figure=figure,
            others=tuple(other for other in finding.figures if other is not figure),
            place=place,
            title=title or message or finding.rule,
            message=message or title or finding.rule,
            label=clean(figure.label) if figure else "",
            stated=clean(figure.words) if figure else "",
            expected=expected,
            gap=gap,
            where=where,
            sentence=f"{message or title or finding.rule} [{speech.word('join').join(more)}]" if more else message,
            fingerprint=fingerprint_of(path, finding.id),
        )


def fingerprint_of(path: str, identity: str) -> str:
    """What tells a finding of a file again in the next run."""
    return sha256(f"{path}\n{identity}".encode("utf-8", "surrogatepass")).hexdigest()


def line_of(item: DocumentReport, place: Place) -> int | None:
    """The line (of a DOCX, the paragraph) of a place, if it is one of the file that was given.

    A structured document tells places of the file that it was made from.
    """
    given = posixpath.basename(item.path)
    return place.line if given in ("", item.name) else None


def problem_words(problem: Problem, speech: Speech) -> str:
    """What a problem is, and where, in one line."""
    where = place_words(problem.place, speech, with_section=True) if problem.place is not None else ""
    said = speech.of(problem.message)
    return clean(f"{said} [{where}]" if where else said)


def suppression_words(suppression: Suppression, speech: Speech) -> str:
    """Why a finding does not count, in one line."""
    said = [speech.word(f"suppressed_{suppression.by}")]
    said += [part for part in (suppression.reason, suppression.who) if part]
    said += [speech.word("until", date=suppression.until.isoformat())] if suppression.until else []
    return clean(speech.word("join").join(said))


def rules_checked(item: DocumentReport) -> dict[str, Rule]:
    """The rules that came to an answer on a document, in the order of their ids."""
    decided = item.result.decided if item.result is not None else ()
    rules = {rule.id: rule for rule, _ in decided}
    return {identity: rules[identity] for identity in sorted(rules)}
