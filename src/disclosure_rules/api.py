"""The path end to end: a file is read, its facts are extracted, the rulebook is run, the report is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import disclosure_rules
from disclosure_rules import rulebook as packs
from disclosure_rules import trials
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.guard import relations_of
from disclosure_rules.checks.kind import Kind
from disclosure_rules.checks.run import run
from disclosure_rules.checks.selection import applicable
from disclosure_rules.facts import Document
from disclosure_rules.facts.beside import RelationError, beside, told_apart
from disclosure_rules.facts.extract import extract
from disclosure_rules.lint import Remark
from disclosure_rules.lint import lint as looked_over
from disclosure_rules.report import DocumentReport, Report, RulebookName, document_report
from disclosure_rules.rulebook import Mistake, PackInfo, Rulebook, RulebookError, available_packs
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.packs import resolve_packs, test_files, tests_at
from disclosure_rules.rulebook.yaml_positions import YamlFile
from disclosure_rules.sources import FORMATS, Format, Problem, SourceError, named_format, read_bytes, read_file
from disclosure_rules.sources.formats import NO_FORMATS
from disclosure_rules.sources.isolation import DEFAULT_LIMITS, Limits, isolated, needs_worker
from disclosure_rules.trials import Suite, Trials, read_tests

__all__ = ["Checker", "check", "lint", "load_rulebook", "read_document", "try_rules"]

_STRUCTURED = (".json", ".yaml", ".yml")
_NO_PACKS = Mistake(
    file="rules", line=0, column=0, message="the shipped packs are missing; install disclosure-rules again, whole"
)

PathLike = str | os.PathLike[str]
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Checker:
    """A rulebook ready to check documents with: a value, which threads may share.

    Where `by_profile` is set, a pack that is about other documents (by its `applies_to`, or not in force) stays silent;
    packs that were asked for by name always speak. `day` counts for the dates from and to which a pack is in force
    where a document has no date of its own. `kinds` and `formats` are those the caller has added (see
    `load_rulebook`).
    """

    rulebook: Rulebook
    by_profile: bool = False
    day: date | None = None
    kinds: tuple[Kind, ...] = ()
    formats: Mapping[str, Format] = field(default_factory=dict)

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
            documents=tuple(self.stream(inputs, limits=limits)),
        )

    def compare(
        self, first: Document, *others: Document, relation: str = "", names: Sequence[str] = ()
    ) -> DocumentReport:
        """Hold a document against others, which stand to it in the relation (`prior-year`, `budget`, `approved`,
        `units`, `all-units`); without one, in the relation that they themselves show. The report is on the first.

        `names` are what to call them all, such as their paths. Raises RelationError where it is unclear how they stand
        to each other, where one is of another year, or where no rule speaks of the relation.
        """
        called = names or [document.name for document in (first, *others)]
        joined = beside(first, others, relation, told_apart(called[1:]))
        speaking = tuple(rule for rule in self.rulebook_for(joined).rules if joined.relation in relations_of(rule))
        if not speaking:
            raise RelationError.without_rules(joined.relation)
        result = run(replace(self.rulebook, rules=speaking), joined, _all_kinds(self.kinds))
        return replace(document_report(joined, result), path=names[0] if names else "")

    def stream(
        self, inputs: Iterable[PathLike | Document], *, limits: Limits | None = DEFAULT_LIMITS
    ) -> Iterator[DocumentReport]:
        """Check documents one by one, as `check` does: each report is there as soon as its document is done, and
        nothing is kept of it here. `inputs` may be without end."""
        return (self._report(item, limits) for item in inputs)

    def _report(self, item: PathLike | Document, limits: Limits | None) -> DocumentReport:
        if isinstance(item, Document):
            return self._report_on(item)
        try:
            if self.kinds:  # their code is the caller's, and stays in the caller's process
                report = self._report_on(self._do(_document_of, item, limits))
            else:
                report = self._do(_report_of, item, limits)
        except SourceError as error:
            report = DocumentReport.unreadable(Path(item).name, Problem(severity="error", message=error.message))
        return replace(report, path=Path(item).as_posix())

    def _do(self, job: Callable[[Checker, str, bytes], _Result], path: PathLike, limits: Limits | None) -> _Result:
        name, data = Path(path).name, read_file(path)
        if limits is not None and self._needs_worker(name, data):
            return isolated(job, self._without_kinds, name, data, limits)
        return job(self, name, data)

    def _needs_worker(self, name: str, data: bytes) -> bool:
        own = named_format(name, self.formats)
        if own is not None:
            return self.formats[own].isolated
        return needs_worker(data, plain=_is_structured(name))

    @cached_property
    def _without_kinds(self) -> Checker:
        """What a worker needs to read a document with: always the same object, which is sent once."""
        return replace(self, kinds=()) if self.kinds else self

    def _report_on(self, document: Document) -> DocumentReport:
        return document_report(document, run(self.rulebook_for(document), document, _all_kinds(self.kinds)))

    def rulebook_for(self, document: Document) -> Rulebook:
        """The rules that speak of one document: of the packs that suit it, with the changes these make to others."""
        return applicable(self.rulebook, document, _shipped(), self.day) if self.by_profile else self.rulebook


def check(
    *inputs: PathLike | Document,
    rules: Iterable[str] = (),
    limits: Limits | None = DEFAULT_LIMITS,
    day: date | None = None,
) -> Report:
    """Check files or documents by the installed packs that suit each, or by the `rules` named (see `load_rulebook`).

    Raises RulebookError if a rulebook is wrong; never because of a file.
    """
    return load_rulebook(*rules, day=day).check(*inputs, limits=limits)


def load_rulebook(
    *names: str,
    day: date | None = None,
    kinds: Iterable[Kind] = (),
    formats: Mapping[str, Format] = NO_FORMATS,
) -> Checker:
    """Load packs by id, folder or file, with what they extend; without a name, all shipped packs and those of other
    distributions, each for its documents. `day` is the date of documents that do not say theirs (see `Checker`).

    A file of rules that brings no vocabulary speaks that of the shipped packs. Raises RulebookError.

    `kinds` are kinds of rules beside the shipped ones; rules of theirs are run in this process. `formats` are readers
    beside the shipped ones, by the name of the format, for files with their suffixes; a reader runs where the format
    says it does. Both hold for this checker alone. Raises ValueError where one has the name of a shipped one.
    """
    added = tuple(kinds)
    taken = {kind.name for kind in added} & KINDS.keys() | formats.keys() & FORMATS.keys()
    if taken:
        raise ValueError(f"there is one of this name already: {', '.join(sorted(taken))}")
    loaded = _loaded(names, day, _all_kinds(added))
    return replace(loaded, kinds=added, formats=dict(formats)) if added or formats else loaded


def _all_kinds(added: Iterable[Kind]) -> Mapping[str, Kind]:
    return {**KINDS, **{kind.name: kind for kind in added}}


def _loaded(names: Sequence[str], day: date | None, kinds: Mapping[str, Kind]) -> Checker:
    if not names:
        shipped = tuple(_shipped())
        if not shipped:
            raise RulebookError((_NO_PACKS,))
        whole = packs.load_rulebook(shipped, kinds=kinds, by_document=True)
        return Checker(packs.chosen_by_document(whole, day), by_profile=True, day=day)
    mistakes = Mistakes()
    named = resolve_packs(names, mistakes=mistakes)
    if not named:
        mistakes.raise_if_any()
    if any(pack.vocabulary for pack in named):
        return Checker(packs.load_rulebook(names, kinds=kinds))
    whole = packs.load_rulebook((*_shipped(), *names), kinds=kinds)
    return Checker(packs.only_of(whole, frozenset(pack.info.id for pack in named)))


def lint(*names: str, notes: bool = False) -> tuple[Remark, ...]:
    """Look over packs, by id, folder or file (by default all), and return every remark on them, by place.

    With `notes`, rules that follow from others are told as well.
    What keeps them from loading is among the remarks, as errors of code `invalid`; the rest is looked over as well.
    """
    packs = (*_shipped(), *names)
    try:
        rulebook = load_rulebook(*names).rulebook
    except RulebookError as error:
        return looked_over(error.without_them, KINDS, packs=packs, mistakes=error.mistakes, notes=notes)
    return looked_over(rulebook, KINDS, packs=packs, notes=notes)


def try_rules(*names: str, tests: Iterable[PathLike] = ()) -> Trials:
    """Try the examples of packs, by id, folder or file (by default all), and the tests in their folders `tests`.

    `tests` are more files of tests, or folders of them, for the rules of these packs taken together. A pack's own
    tests are of the pack with what it extends, whatever else is loaded. Raises RulebookError if a pack or a file of
    tests is wrong.
    """
    mistakes = Mistakes()
    whole = load_rulebook(*names)
    suites, named = [], []
    for name in dict.fromkeys(names or _shipped()):
        *_, pack = resolve_packs((name,), mistakes=mistakes)
        named.append(pack.info.id)
        files = test_files(pack, mistakes)
        if files:
            suites.append(_suite(load_rulebook(name), files, pack.info.path / "tests", mistakes))
    for path in map(Path, tests):
        folder = path if path.is_dir() else path.parent
        suites.append(_suite(whole, tests_at(path, mistakes), folder, mistakes))
    mistakes.raise_if_any()
    return trials.try_rules(whole.rulebook, suites, KINDS, packs=named)


def _suite(checker: Checker, files: Sequence[YamlFile], folder: Path, mistakes: Mistakes) -> Suite:
    rulebook = checker.rulebook
    tests = [test for file in files for test in read_tests(file, folder, rulebook, mistakes)]
    return Suite(tests=tests, rulebook=rulebook, read=checker.read)


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
        return extract(read_bytes(name, data, checker.formats), checker.rulebook.vocabulary)
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
