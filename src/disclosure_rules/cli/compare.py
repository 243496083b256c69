"""`compare`: documents held against one another, and two versions of one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from disclosure_rules import __version__
from disclosure_rules.cli.accepted import accepting
from disclosure_rules.cli.common import (
    FORMATS,
    date_option,
    fail_on_option,
    language_option,
    options_for,
    output_option,
    put,
    rules_option,
)
from disclosure_rules.cli.configuration import configured
from disclosure_rules.cli.limits import limited
from disclosure_rules.cli.reports import also_option, destinations, put_reports

if TYPE_CHECKING:
    from datetime import date

    from disclosure_rules.api import Checker
    from disclosure_rules.facts import Document
    from disclosure_rules.report import Report
    from disclosure_rules.sources.isolation import Limits

__all__ = ["compare"]

_RELATIONS = ("prior-year", "budget", "approved", "units", "all-units", "versions")


def _several(_: click.Context, __: click.Parameter, paths: Sequence[str]) -> Sequence[str]:
    if len(paths) < 2:
        raise click.UsageError("There is nothing to compare with: name FIRST and at least one OTHER document.")
    return paths


@click.command()
@click.argument("paths", nargs=-1, required=True, callback=_several, metavar="FIRST OTHER...")
@click.option(
    "--as", "relation", type=click.Choice(_RELATIONS), help="How the others stand to FIRST; default: as they show."
)
@rules_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@output_option
@also_option
@fail_on_option
@language_option
@date_option
@click.option("--show", multiple=True, type=click.Choice(("holds", "coverage", "unchecked")), help="Lists to add.")
@configured
@accepting
@limited
def compare(
    paths: Sequence[str],
    relation: str | None,
    rules: Sequence[str],
    format_: str,
    output: str | None,
    also: Sequence[tuple[str, str]],
    fail_on: str,
    language: str | None,
    day: date | None,
    show: Sequence[str],
    accept: Callable[[Report], Report],
    limits: Limits,
) -> int:
    """Hold FIRST against OTHER documents, and report what cannot be true of them together.

    OTHER is the disclosure of the year before, the budget of the year, what was approved or booked, or those of units
    (all-units where none is missing). Of two versions, the later one first, it is told what changed.
    """
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.facts.beside import VERSIONS, relation_between
    from disclosure_rules.report import exit_code

    places = destinations(format_, output, also)
    checker = load_rulebook(*rules, day=day)
    documents = [checker.read(path, limits=limits) for path in paths]
    if (relation or relation_between(documents[0], documents[1:])) == VERSIONS:
        if also or show:
            raise click.UsageError("Versions are told in one report; --also and --show are not for them.")
        return _versions(accept(checker.check(*documents)), format_, output, fail_on, language)
    report = accept(_compared(checker, documents, paths, relation or ""))
    put_reports(report, places, lambda stream: options_for(stream, language, frozenset(show), fail_on))
    return exit_code(report, fail_on)


def _compared(checker: Checker, documents: Sequence[Document], paths: Sequence[str], relation: str) -> Report:
    from disclosure_rules.report import Report, RulebookName

    item = checker.compare(*documents, relation=relation, names=[Path(path).as_posix() for path in paths])
    return Report(version=__version__, rulebook=RulebookName.of([checker.rulebook]), documents=(item,))


def _versions(report: Report, form: str, output: str | None, fail_on: str, language: str | None) -> int:
    """Tell the first document of a report, the later version, from the second."""
    from disclosure_rules.checks.run import SEVERITIES
    from disclosure_rules.outputs.versions import write_versions, write_versions_json
    from disclosure_rules.report import versions_of

    if len(report.documents) != 2:
        raise click.UsageError("Two versions are compared at a time.")
    if form not in ("text", "json"):
        raise click.UsageError("Versions are told as text or json.")
    later, earlier = report.documents
    found = versions_of(earlier, later)
    write = write_versions_json if form == "json" else write_versions
    put(lambda stream: write(found, stream, options_for(stream, language)), output)
    new = [finding.severity for finding in found.new if finding.suppression is None]
    return int(fail_on != "never" and any(SEVERITIES.index(one) >= SEVERITIES.index(fail_on) for one in new))
