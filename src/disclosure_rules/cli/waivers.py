"""`waivers`: the written explanations of accepted findings, drafted, listed and cleared out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias

import click

from disclosure_rules.cli.accepted import file_content, read_waiver_files, waivers_option
from disclosure_rules.cli.common import language_option, options_for, output_option, put, rules_option
from disclosure_rules.cli.configuration import configured
from disclosure_rules.cli.limits import limited

if TYPE_CHECKING:
    from disclosure_rules.outputs import Options
    from disclosure_rules.report import Report
    from disclosure_rules.sources.isolation import Limits

__all__ = ["waivers"]

_Writer: TypeAlias = "Callable[[Report, TextIO, Options], None]"


@click.group()
def waivers() -> None:
    """Accepted findings, each with its reason: the written explanation that reviewers ask for."""


def _of_documents(name: str) -> Callable[[_Writer], click.Command]:
    """Make a command of a function that writes something about the report of documents, with waivers applied."""

    def made(write: _Writer) -> click.Command:
        @waivers.command(name, help=write.__doc__)
        @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
        @rules_option
        @waivers_option
        @output_option
        @language_option
        @configured
        @limited
        def command(
            paths: Sequence[str],
            rules: Sequence[str],
            waivers: Sequence[str],
            output: str | None,
            language: str | None,
            limits: Limits,
        ) -> int:
            from disclosure_rules.api import load_rulebook
            from disclosure_rules.report import apply_waivers

            accepted = read_waiver_files(waivers)
            report = load_rulebook(*rules).check(*paths, limits=limits)
            report = apply_waivers(report, accepted, today=date.today())
            put(lambda out: write(report, out, options_for(out, language)), output)
            return 0

        return command

    return made


@_of_documents("draft")
def draft(report: Report, out: TextIO, options: Options) -> None:
    """Write a file of waivers with every finding (errors and warnings) that is not accepted yet, reasons left blank."""
    from disclosure_rules.outputs.explanations import write_draft

    write_draft(report, out, options)


@_of_documents("list")
def list_waivers(report: Report, out: TextIO, options: Options) -> None:
    """Print the accepted findings of documents with their explanations, as a table in Markdown."""
    from disclosure_rules.outputs.explanations import write_explanations

    write_explanations(report, out, options)


@waivers.command()
@click.argument("file")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@rules_option
@configured
@limited
def prune(file: str, paths: Sequence[str], rules: Sequence[str], limits: Limits) -> int:
    """Take out of FILE the waivers that are expired, or that accept nothing in the documents at PATH."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.report.waivers import without_unused

    found = read_waiver_files([file])
    report = load_rulebook(*rules).check(*paths, limits=limits)
    kept, gone = without_unused(file_content(file), found, report, today=date.today())
    if gone:
        try:
            Path(file).write_bytes(kept)
        except OSError as error:
            raise click.UsageError(f"Cannot write {file}: {error.strerror or error}.") from None
    click.echo(f"{gone} of {len(found)} waivers removed")
    return 0
