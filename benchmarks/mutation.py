"""Alter one printed figure at a time and count the alterations that a new finding names.

    python benchmarks/mutation.py FILE… [--sample N] [--seed S] [--jobs N] [--only CATEGORY] [--list]

An amount gains 10 %, has two neighbouring digits swapped, loses a digit, or is ten times as large; a percentage moves
by 0.3 or by 3 points. The figure is altered in what was read of the file, whatever its format, and the facts are
extracted and checked again. An alteration is caught if there is a finding that was not there before (another rule,
severity, verdict, or other figures) and that names the altered figure at its very place; findings above a note and
all findings are counted apart. Amounts of zero are left alone. Nothing altered must give no new finding.

Not every figure stands in a relation, so not every alteration can be caught: the reasons are counted, --list gives
each. Categories: total and detail (amounts of tables), prose amount, prose percentage, and without a target: table
percentage, form amount and form percentage (in the text of a cell), count, chart point.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from disclosure_rules import Checker, Verdict, load_rulebook
from disclosure_rules.checks.finding import Brief, Finding
from disclosure_rules.facts.extract import extract
from disclosure_rules.place import Place
from disclosure_rules.report import DocumentReport
from disclosure_rules.sources import read_source
from disclosure_rules.sources.block import Source
from printed import Figure, alterations, altered, figures, with_points_placed

TARGETS = {"total": 99, "detail": 95, "prose amount": 85, "prose percentage": 90}
OTHERS = ("table percentage", "form amount", "form percentage", "count", "chart point")
CATEGORIES = (*TARGETS, *OTHERS)
CHUNK = 8
HELD = (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)


@dataclass(frozen=True, slots=True)
class Mutant:
    figure: Figure
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mutant: named by a new finding above a note, by a new finding at all, and if not, why."""

    document: str
    mutant: Mutant
    told: bool
    noted: bool
    reason: str


class Bench:
    """One source that is altered and checked again and again, and what it already has."""

    def __init__(self, checker: Checker, source: Source) -> None:
        self.checker = checker
        self.source = with_points_placed(source)
        self.before = self.checked(self.source)
        assert self.before.document is not None
        self.figures = tuple(figures(self.source, self.before.document))
        self.known = {key(finding) for finding in self.before.findings}

    def checked(self, source: Source) -> DocumentReport:
        (report,) = self.checker.check(extract(source, self.checker.rulebook.vocabulary)).documents
        return report

    def mutants(self, category: str, seed: int) -> list[Mutant]:
        of_category = (figure for figure in self.figures if figure.category == category)
        return [Mutant(figure, name, text) for figure in of_category for name, text in alterations(figure, seed)]

    def unaltered(self) -> list[Finding]:
        """New findings where nothing is altered: the source once more, and one figure of each category by itself."""
        once = {figure.category: figure for figure in self.figures}
        sources = [self.source, *(altered(self.source, figure, figure.text) for figure in once.values())]
        return [f for source in sources for f in self.checked(source).findings if key(f) not in self.known]

    def outcome(self, mutant: Mutant) -> Outcome:
        figure, end = mutant.figure, mutant.figure.start + len(mutant.text)
        after = self.checked(altered(self.source, figure, mutant.text))
        new = [finding for finding in after.findings if key(finding, mutant) not in self.known]
        naming = [finding for finding in new if any(figure.is_at(named.place, end) for named in finding.figures)]
        told = any(finding.severity != "note" for finding in naming)
        reason = "" if told else self._reason(mutant, after, new, naming)
        return Outcome(self.source.name, mutant, told, bool(naming), reason)

    def _reason(self, mutant: Mutant, after: DocumentReport, new: Sequence[Finding], naming: Sequence[Finding]) -> str:
        if naming:
            return f"only a note: {_rules(finding.rule for finding in naming)}"
        if others := [finding for finding in new if finding.severity != "note"]:
            return f"only other figures are named: {_rules(finding.rule for finding in others)}"
        was_read, _ = involved(self.before, mutant.figure, mutant.figure.end)
        is_read, decided = involved(after, mutant.figure, mutant.figure.start + len(mutant.text))
        if not is_read:
            return "not read once altered" if was_read else "not read"
        if not decided:
            _, earlier = involved(self.before, mutant.figure, mutant.figure.end)
            if earlier:
                return f"in no check once altered, before in {_rules(rule for rule, _ in earlier)}"
            return "in no check"
        accused = [rule for rule, verdict in decided if verdict not in HELD]
        if accused:
            return f"accused as before: {_rules(accused)}"
        rounding = all(verdict is Verdict.HOLDS_BY_ROUNDING for _, verdict in decided)
        held = _rules(rule for rule, _ in decided)
        return f"within rounding: {held}" if rounding else f"holds all the same: {held}"


def _rules(names: object) -> str:
    return ", ".join(sorted(set(names)))  # type: ignore[call-overload]


def involved(report: DocumentReport, figure: Figure, end: int) -> tuple[bool, list[tuple[str, Verdict]]]:
    """Whether a figure is a fact of a report, and the checks it took part in, with their verdicts."""
    assert report.document is not None and report.result is not None
    own = {fact.id for fact in report.document.facts if figure.is_at(fact.place, end)}
    found = []
    for rule, outcome in report.result.decided:
        if any(fact.id in own for fact in outcome.facts()):
            whole = outcome.tell() if isinstance(outcome, Brief) else outcome
            bound = any("≥" in line or "≤" in line for line in whole.calculation)
            found.append((f"{rule.id} (a bound)" if bound else rule.id, outcome.verdict))
    return bool(own), found


def key(finding: Finding, mutant: Mutant | None = None) -> object:
    """What a finding says, apart from the values: two of one key are the same finding.

    Places behind the altered figure in its text are moved back to where they were.
    """
    said = frozenset((figure.role, _address(figure.place, mutant)) for figure in finding.figures)
    words = "" if said else finding.message["en"]
    return finding.rule, finding.severity, finding.verdict, said, words


def _address(place: Place, mutant: Mutant | None) -> object:
    span = place.span
    if mutant is not None and span is not None:
        figure = mutant.figure
        if (place.block, place.row, place.column) == (figure.block, figure.row, figure.column):
            shift = len(mutant.text) - (figure.end - figure.start)
            span = tuple(at - shift if at > figure.start else at for at in span)  # type: ignore[assignment]
    return place.block, place.row, place.column, span


# ------------------------------------------------------------------ many mutants, several processes


@cache
def checker() -> Checker:
    return load_rulebook()


@cache
def bench(path: Path) -> Bench:
    return Bench(checker(), read_source(path))


def outcomes(task: tuple[Path, Sequence[Mutant]]) -> list[Outcome]:
    path, mutants = task
    found = [bench(path).outcome(mutant) for mutant in mutants]
    gc.collect()
    return found


def sampled(path: Path, categories: Sequence[str], most: int | None, seed: int) -> list[Mutant]:
    """The mutants of a document, at most `most` of each category; the same seed gives the same ones."""
    chosen: list[Mutant] = []
    for category in categories:
        mutants = bench(path).mutants(category, seed)
        if most is not None and most < len(mutants):
            mutants = random.Random(f"{seed}|{path.name}|{category}").sample(mutants, most)
        chosen += mutants
    return chosen


def run(tasks: Sequence[tuple[Path, Sequence[Mutant]]], jobs: int) -> Iterator[list[Outcome]]:
    if jobs < 2:
        yield from map(outcomes, tasks)
        return
    # what was read so far is shared by processes that are forked; where they are not, each reads it once
    forks = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forks else None)
    gc.freeze()
    with context.Pool(jobs, initializer=gc.disable) as pool:
        yield from pool.imap(outcomes, tasks)


# ------------------------------------------------------------------ what is printed


def table(title: str, found: Sequence[Outcome]) -> None:
    print(f"\n{title}", flush=True)
    print(f"{'':32s}{'tried':>7s}{'caught':>8s}{'':>9s}{'with notes':>12s}{'':>9s}{'target':>9s}")
    for category in CATEGORIES:
        own = [outcome for outcome in found if outcome.mutant.figure.category == category]
        if own:
            target = f"{TARGETS[category]} %" if category in TARGETS else ""
            print(f"{_row(category, own)}{target:>9s}")


def _row(name: str, found: Sequence[Outcome]) -> str:
    told, noted = sum(o.told for o in found), sum(o.told or o.noted for o in found)
    shares = [f"{100 * number / len(found):.1f} %" for number in (told, noted)]
    return f"{name:32s}{len(found):7d}{told:8d}{shares[0]:>9s}{noted:12d}{shares[1]:>9s}"


def by_alteration(found: Sequence[Outcome]) -> None:
    print("\nby alteration")
    for category in CATEGORIES:
        own = [outcome for outcome in found if outcome.mutant.figure.category == category]
        for name in dict.fromkeys(outcome.mutant.name for outcome in own):
            print(_row(f"  {category}, {name}", [outcome for outcome in own if outcome.mutant.name == name]))


def reasons(found: Sequence[Outcome]) -> None:
    print("\nwhy what escapes does")
    counted = Counter((o.mutant.figure.category, o.reason) for o in found if not o.told)
    for category in CATEGORIES:
        for (of, reason), number in counted.most_common():
            if of == category:
                print(f"{number:7d}  {category}: {reason}")


def listing(found: Sequence[Outcome]) -> None:
    print()
    for outcome in found:
        figure, mutant = outcome.mutant.figure, outcome.mutant
        if not outcome.told:
            at = f"{figure.block}" + (f"/{figure.row}/{figure.column}" if figure.row is not None else "")
            said = " ".join(f"{axis}={member}" for axis, member in figure.coordinates)
            print(f"escapes  {outcome.document}  {figure.category}  {mutant.name}  {figure.text} -> {mutant.text}")
            print(f"         {outcome.reason}")
            print(f"         block {at}  {figure.label}  …{figure.context}…  {said}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, help="at most this many alterations a category and document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=CATEGORIES, help="one category")
    parser.add_argument("--list", action="store_true", help="name what escapes")
    args = parser.parse_args()
    began = time.perf_counter()
    categories = [args.only] if args.only else CATEGORIES
    tasks = []
    for path in args.files:
        mutants = sampled(path, categories, args.sample, args.seed)
        tasks += [(path, mutants[first : first + CHUNK]) for first in range(0, len(mutants), CHUNK)]
    found: list[Outcome] = []
    for path, results in groupby(zip(tasks, run(tasks, args.jobs), strict=True), key=lambda pair: pair[0][0]):
        of_path = [outcome for _, some in results for outcome in some]
        if args.list:
            listing(of_path)
        table(path.name, of_path)
        found += of_path
    if len(args.files) > 1:
        table("all documents", found)
    by_alteration(found)
    reasons(found)
    control = [(path, finding) for path in args.files for finding in bench(path).unaltered()]
    print(f"\nunaltered: {len(control)} new findings")
    for path, finding in control:
        print(f"  {path.name}  {finding.rule}  {finding.message['en']}")
    print(f"{len(found)} alterations in {time.perf_counter() - began:.0f} s")
    return int(bool(control))


if __name__ == "__main__":
    sys.exit(main())
