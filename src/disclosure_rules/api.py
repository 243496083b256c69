"""The path end to end: a file is read, its facts are extracted, the rulebook is run, the report is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

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
from disclosure_rules.sources import Problem, SourceError, read_file, read_source

__all__ = ["Checker", "check", "load_rulebook", "read_document"]

_STRUCTURED = (".json", ".yaml", ".yml")
_NO_PACKS = Mistake(
    file="rules", line=0, column=0, message="the shipped packs are missing; install disclosure-rules again, whole"
)

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Checker:
    """A rulebook ready to check documents with. Where `by_profile` is set, a pack that is about other documents (by
    its `applies_to`) stays silent; packs that were asked for by name always speak."""

    rulebook: Rulebook
    by_profile: bool = False

    def read(self, path: PathLike) -> Document:
        """Read a file: a document by the rulebook's vocabulary, a structured document as it stands.

        Raises SourceError if it cannot be read.
        """
        name = Path(path).name
        try:
            if name.lower().endswith(_STRUCTURED):
                from disclosure_rules.facts.structured import parse_document  # its models take a while to build

                return parse_document(read_file(path), name)
            return extract(read_source(path), self.rulebook.vocabulary)
        except SourceError:
            raise
        except Exception as error:  # a file that nobody thought of costs itself, not the run
            why = f"{type(error).__name__}: {error}"
            message = {"zh": f"“{name}”无法读取（{why}）。", "en": f"'{name}' cannot be read ({why})."}
            raise SourceError(message) from error

    def check(self, *inputs: PathLike | Document) -> Report:
        """Check documents, or the files at paths. A file that cannot be read is a problem of its part of the report."""
        return Report(
            version=disclosure_rules.__version__,
            rulebook=RulebookName.of([self.rulebook]),
            documents=tuple(self._report(item) for item in inputs),
        )

    def _report(self, item: PathLike | Document) -> DocumentReport:
        if isinstance(item, Document):
            return self._report_on(item)
        try:
            return self._report_on(self.read(item))
        except SourceError as error:
            return DocumentReport.unreadable(Path(item).name, Problem(severity="error", message=error.message))

    def _report_on(self, document: Document) -> DocumentReport:
        rulebook = applicable(self.rulebook, document, _shipped()) if self.by_profile else self.rulebook
        return document_report(document, run(rulebook, document, KINDS))


def check(*inputs: PathLike | Document, rules: Iterable[str] = ()) -> Report:
    """Check files or documents by the shipped packs that suit each, or by the `rules` named (see `load_rulebook`).

    Raises RulebookError if a rulebook is wrong; never because of a file.
    """
    return load_rulebook(*rules).check(*inputs)


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


def read_document(path: PathLike, *, rules: Sequence[str] = ()) -> Document:
    """Read the document that would be checked: its facts with their places, and what could not be read.

    Raises SourceError if the file cannot be read, RulebookError if the rulebook is wrong.
    """
    return load_rulebook(*rules).read(path)


@cache
def _shipped() -> dict[str, PackInfo]:
    return dict(available_packs())
