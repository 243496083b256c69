"""The path end to end: a file is read, its facts are extracted, the rulebook is run, the report is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import disclosure_rules
from disclosure_rules import rulebook as packs
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.run import run
from disclosure_rules.checks.selection import applicable
from disclosure_rules.facts import Document
from disclosure_rules.facts.extract import extract
from disclosure_rules.report import DocumentReport, Report, RulebookName, document_report
from disclosure_rules.rulebook import Mistake, PackInfo, Rulebook, RulebookError, available_packs
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.packs import resolve_packs
from disclosure_rules.sources import Problem, SourceError, read_bytes, read_file
from disclosure_rules.sources.isolation import DEFAULT_LIMITS, Limits, isolated, needs_worker

__all__ = ["Checker", "check", "load_rulebook", "read_document"]

_STRUCTURED = (".json", ".yaml", ".yml")
_NO_PACKS = Mistake(
    file="rules", line=0, column=0, message="the shipped packs are missing; install disclosure-rules again, whole"
)

PathLike = str | os.PathLike[str]
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Checker:
    """A rulebook ready to check documents with. Where `by_profile` is set, a pack that is about other documents (by
    its `applies_to`) stays silent; packs that were asked for by name always speak."""

    rulebook: Rulebook
    by_profile: bool = False

    def read(self, path: PathLike, *, limits: Limits | None = DEFAULT_LIMITS) -> Document:
        """Read a file: a document by the rulebook's vocabulary, a structured document as it stands.

        Raises SourceError if it cannot be read, or not within the limits (see `check`).
        """
        return self._do(_document_of, path, limits)

    def check(self, *inputs: PathLike | Document, limits: Limits | None = DEFAULT_LIMITS) -> Report:
        """Check documents, or the files at paths. A file that cannot be read is a problem of its part of the report.

        Files are worked on in a process of their own, each within the limits (small plain texts and structured
        documents in this one); without limits, all are in this one.
        """
        return Report(
            version=disclosure_rules.__version__,
            rulebook=RulebookName.of([self.rulebook]),
            documents=tuple(self._report(item, limits) for item in inputs),
        )

    def _report(self, item: PathLike | Document, limits: Limits | None) -> DocumentReport:
        if isinstance(item, Document):
            return self._report_on(item)
        try:
            report = self._do(_report_of, item, limits)
        except SourceError as error:
            report = DocumentReport.unreadable(Path(item).name, Problem(severity="error", message=error.message))
        return replace(report, path=Path(item).as_posix())

    def _do(self, job: Callable[[Checker, str, bytes], _Result], path: PathLike, limits: Limits | None) -> _Result:
        name, data = Path(path).name, read_file(path)
        if limits is None or not needs_worker(data, plain=_is_structured(name)):
            return job(self, name, data)
        return isolated(job, self, name, data, limits)

    def _report_on(self, document: Document) -> DocumentReport:
        rulebook = applicable(self.rulebook, document, _shipped()) if self.by_profile else self.rulebook
        return document_report(document, run(rulebook, document, KINDS))


def check(*inputs: PathLike | Document, rules: Iterable[str] = (), limits: Limits | None = DEFAULT_LIMITS) -> Report:
    """Check files or documents by the shipped packs that suit each, or by the `rules` named (see `load_rulebook`).

    Raises RulebookError if a rulebook is wrong; never because of a file.
    """
    return load_rulebook(*rules).check(*inputs, limits=limits)


def load_rulebook(*names: str) -> Checker:
    """Load packs by id, folder or file, with what they extend; without a name, all shipped packs, each for its kind
    of document.

    A file of rules that brings no vocabulary speaks that of the shipped packs. Raises RulebookError.
    """
    shipped = tuple(_shipped())
    if not names:
        if not shipped:
            raise RulebookError((_NO_PACKS,))
        return Checker(packs.load_rulebook(shipped, kinds=KINDS), by_profile=True)
    mistakes = Mistakes()
    named = resolve_packs(names, mistakes=mistakes)
    mistakes.raise_if_any()
    if any(pack.vocabulary for pack in named):
        return Checker(packs.load_rulebook(names, kinds=KINDS))
    whole = packs.load_rulebook((*shipped, *names), kinds=KINDS)
    own = {pack.info.id for pack in named}
    rules = tuple(rule for rule in whole.rules if rule.origin and rule.origin.pack in own)
    return Checker(replace(whole, id="+".join(sorted(own)), rules=rules))


def read_document(path: PathLike, *, rules: Sequence[str] = (), limits: Limits | None = DEFAULT_LIMITS) -> Document:
    """Read the document that would be checked: its facts with their places, and what could not be read.

    Raises SourceError if the file cannot be read, RulebookError if the rulebook is wrong.
    """
    return load_rulebook(*rules).read(path, limits=limits)


# What is done with a file, in whichever process.


def _document_of(checker: Checker, name: str, data: bytes) -> Document:
    try:
        if _is_structured(name):
            from disclosure_rules.facts.structured import parse_document  # its models take a while to build

            return parse_document(data, name)
        return extract(read_bytes(name, data), checker.rulebook.vocabulary)
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # a file that nobody thought of costs itself, not the run
        why = f"{type(error).__name__}: {error}"
        message = {"zh": f"“{name}”无法读取（{why}）。", "en": f"'{name}' cannot be read ({why})."}
        raise SourceError(message) from error


def _report_of(checker: Checker, name: str, data: bytes) -> DocumentReport:
    report = checker._report_on(_document_of(checker, name, data))
    # The index of the facts stays behind: it is made again where it is asked for.
    return replace(report, document=replace(report.document) if report.document else None)


def _is_structured(name: str) -> bool:
    return name.lower().endswith(_STRUCTURED)


@cache
def _shipped() -> dict[str, PackInfo]:
    return dict(available_packs())
