"""`check` and `read`: the commands that take documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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

    from disclosure_rules.report import Report
    from disclosure_rules.sources.isolation import Limits

__all__ = ["check", "read"]

_LISTS = ("holds", "coverage", "unread", "unchecked")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@rules_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@output_option
@also_option
@fail_on_option
@language_option
@date_option
@click.option("--show", multiple=True, type=click.Choice(_LISTS), help="Lists to add.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Paths not to check, such as drafts/*.")
@configured
@accepting
@limited
def check(
    paths: Sequence[str],
    rules: Sequence[str],
    format_: str,
    output: str | None,
    also: Sequence[tuple[str, str]],
    fail_on: str,
    language: str | None,
    day: date | None,
    show: Sequence[str],
    exclude: Sequence[str],
    accept: Callable[[Report], Report],
    limits: Limits,
) -> int:
    """Check files and report the figures that cannot be true."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.report import exit_code

    wanted = [path for path in paths if not any(fnmatch(Path(path).as_posix(), glob) for glob in exclude)]
    if not wanted:
        click.echo("note: every file is excluded, so nothing was checked", err=True)
    places = destinations(format_, output, also)
    report = accept(load_rulebook(*rules, day=day).check(*wanted, limits=limits))
    put_reports(report, places, lambda stream: options_for(stream, language, frozenset(show), fail_on))
    if output is not None or format_ != "text":
        _tell_unreadable(report, language)
    return exit_code(report, fail_on)


@click.command()
@click.argument("path")
@click.option("-o", "--output", metavar="FILE", help="A name that ends in .yaml gives YAML; the default is JSON.")
@rules_option
@configured
@limited
def read(path: str, output: str | None, rules: Sequence[str], limits: Limits) -> int:
    """Print the structured document that would be checked: facts, places, and what was unread."""
    from disclosure_rules.api import read_document
    from disclosure_rules.facts.structured import write_document

    document = read_document(path, rules=rules, limits=limits)
    as_yaml = output is not None and output.lower().endswith((".yaml", ".yml"))
    text = write_document(document, as_yaml=as_yaml)
    put(lambda stream: stream.write(text), output)
    return 0


def _tell_unreadable(report: Report, language: str | None) -> None:
    lost: Iterable[Any] = (item for item in report.documents if item.document is None)
    for item in lost:
        for problem in item.problems:
            click.echo(f"error: {problem.message[language or 'en']}", err=True)
