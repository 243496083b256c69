"""The answer to one run: for each input what was read, what was checked, and what cannot be true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from disclosure_rules.checks.finding import Finding
from disclosure_rules.checks.run import SEVERITIES, RunResult
from disclosure_rules.facts import Document, Fact, Unread
from disclosure_rules.quantity import Verdict
from disclosure_rules.report.coverage import Coverage, coverage_of
from disclosure_rules.report.roots import ordered, with_roots
from disclosure_rules.rulebook import Rulebook
from disclosure_rules.sources.block import Problem

__all__ = ["CHECKED", "DocumentReport", "Report", "RulebookName", "Summary", "document_report", "exit_code"]

CHECKED = (
    Verdict.HOLDS,
    Verdict.HOLDS_BY_ROUNDING,
    Verdict.HOLDS_BY_TRUNCATION,
    Verdict.VIOLATED,
    Verdict.UNDETERMINED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookName:
    """Which rules a run used, so that it can be repeated."""

    id: str
    version: str
    sha256: str

    @classmethod
    def of(cls, rulebooks: Iterable[Rulebook]) -> RulebookName:
        """The name of one rulebook; of several (files of different kinds in one run), their names joined."""
        distinct = {rulebook.sha256: rulebook for rulebook in rulebooks}
        books = sorted(distinct.values(), key=lambda book: (book.id, book.sha256))
        if len(books) == 1:
            return cls(id=books[0].id, version=books[0].version, sha256=books[0].sha256)
        return cls(
            id=" | ".join(book.id for book in books),
            version=" | ".join(book.version for book in books),
            sha256=sha256("".join(book.sha256 for book in books).encode()).hexdigest() if books else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How much of a document was understood and checked.

    `figures` are all numbers that are figures, `read` those that were attributed, `checked` those that took part
    in a check with an answer; `checks` counts checks by verdict.
    """

    figures: int
    read: int
    checked: int
    checks: Mapping[Verdict, int]


@dataclass(frozen=True, kw_only=True)
class DocumentReport:
    """What is said of one input. `document` is None if it could not be read; `problems` then say why.

    `path` is the path of the file as it was given, with `/`; empty for a document that was handed over as such.
    `coverage` says how much was read and checked of each table and section. `unread` are figures that could not be
    attributed, `unchecked` those that were, but took part in no check that came to an answer. Nothing in either of
    them has passed anything.
    """

    name: str
    format: str
    sha256: str
    document: Document | None
    summary: Summary
    findings: tuple[Finding, ...] = ()
    result: RunResult | None = None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
    unchecked: tuple[Fact, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    path: str = ""

    @cached_property
    def held(self) -> tuple[Finding, ...]:
        """The checks that hold, as findings."""
        return tuple(ordered(self.result.held)) if self.result is not None else ()

    @classmethod
    def unreadable(cls, name: str, problem: Problem) -> DocumentReport:
        """The report of an input that could not be read: nothing was checked, and that is a problem."""
        nothing = Summary(figures=0, read=0, checked=0, checks=dict.fromkeys(CHECKED, 0))
        return cls(name=name, format="", sha256="", document=None, summary=nothing, problems=(problem,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer of one run over one or many inputs, in the order they were given."""

    version: str
    rulebook: RulebookName
    documents: tuple[DocumentReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all documents."""
        return tuple(finding for document in self.documents for finding in document.findings)


def document_report(document: Document, result: RunResult) -> DocumentReport:
    """Put what the run found in the order of the file, with roots and coverage; of documents that are held against one
    another, the first is reported on."""
    own = [fact for fact in document.facts if not fact.place.document]
    unchecked = tuple(fact for fact in own if fact.id not in result.checked)
    return DocumentReport(
        name=document.name,
        format=document.format,
        sha256=document.sha256,
        document=document,
        summary=Summary(
            figures=len(own) + len(document.unread),
            read=len(own),
            checked=len(own) - len(unchecked),
            checks={verdict: result.counts.get(verdict, 0) for verdict in CHECKED},
        ),
        findings=tuple(with_roots(ordered(result.findings))),
        result=result,
        problems=document.problems + result.problems,
        unread=document.unread,
        unchecked=unchecked,
        coverage=coverage_of(document, result.checked),
    )


def exit_code(report: Report, fail_on: str = "error") -> int:
    """3 if an input could not be read, else 1 if a finding or a problem is at or above `fail_on`, else 0.

    A finding that is suppressed does not count.

    `fail_on` is `error`, `warning` or `never`; a note never fails a run.
    """
    if any(document.document is None for document in report.documents):
        return 3
    if fail_on == "never":
        return 0
    told = [finding.severity for finding in report.findings if finding.suppression is None]
    told += [problem.severity for document in report.documents for problem in document.problems]
    threshold = SEVERITIES.index(fail_on)
    return 1 if any(SEVERITIES.index(severity) >= threshold for severity in told) else 0
