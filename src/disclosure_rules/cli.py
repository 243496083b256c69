"""Words in, exit code out: the command line only introduces the rooms to one another."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

import disclosure_rules
from disclosure_rules._limits import limited
from disclosure_rules._options import date_option, language_option, rules_option

if TYPE_CHECKING:
    from datetime import date

    from disclosure_rules.report import Report
    from disclosure_rules.sources.isolation import Limits

# Everything else is imported by the command that needs it, so that --help and wrong use answer at once.

__all__ = ["main"]

_FORMATS = ("text", "json")
_LISTS = ("holds", "coverage", "unread", "unchecked")
_WRONG_USE, _UNREADABLE, _WRONG_RULEBOOK = 2, 3, 4
_BROKEN, _INTERRUPTED = 70, 130  # as shells and sysexits have it: no answer was given


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(disclosure_rules.__version__, prog_name="disclosure-rules")
def cli() -> None:
    """Read every figure of a financial disclosure and report what cannot be true.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong use, 3 an input could not be read, 4 the rulebook
    is wrong.
    """


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@rules_option
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", "output", metavar="FILE", help="Write the report to FILE instead of the terminal.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True)
@language_option
@date_option
@click.option("--show", multiple=True, type=click.Choice(_LISTS), help="Lists to add.")
@limited
def check(
    paths: Sequence[str],
    rules: Sequence[str],
    format_: str,
    output: str | None,
    fail_on: str,
    language: str | None,
    day: date | None,
    show: Sequence[str],
    limits: Limits,
) -> int:
    """Check files and report the figures that cannot be true."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.outputs import Options, write
    from disclosure_rules.report import exit_code

    report = load_rulebook(*rules, day=day).check(*paths, limits=limits)

    def written(stream: TextIO) -> None:
        colour, width = _terminal(stream)
        options = Options(language=language or "", show=frozenset(show), width=width, colour=colour)
        write(report, stream, format=format_, options=options)

    _put(written, output)
    if output is not None or format_ != "text":
        _tell_unreadable(report, language)
    return exit_code(report, fail_on)


@cli.command()
@click.argument("path")
@click.option("-o", "--output", metavar="FILE", help="A name that ends in .yaml gives YAML; the default is JSON.")
@rules_option
@limited
def read(path: str, output: str | None, rules: Sequence[str], limits: Limits) -> int:
    """Print the structured document that would be checked: facts, places, and what was unread."""
    from disclosure_rules.api import read_document
    from disclosure_rules.facts.structured import write_document

    document = read_document(path, rules=rules, limits=limits)
    as_yaml = output is not None and output.lower().endswith((".yaml", ".yml"))
    text = write_document(document, as_yaml=as_yaml)
    _put(lambda stream: stream.write(text), output)
    return 0


@cli.command()
@click.argument("identity", metavar="ID")
@click.option("--report", "report_file", metavar="FILE", help="A report written with --format json, for a finding.")
@rules_option
@language_option
def explain(identity: str, report_file: str | None, rules: Sequence[str], language: str | None) -> int:
    """Explain a rule (what, why, basis, examples), or a finding of a JSON report (the calculation, step by step)."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.outputs.explain import explain_finding, explain_rule

    rulebook = load_rulebook(*rules).rulebook
    by_id = {rule.id: rule for rule in rulebook.rules}
    if report_file is None and identity not in by_id:
        raise click.UsageError(f"No rule has the id {identity!r}; to explain a finding, add --report FILE.json.")
    if report_file is not None:
        finding = _finding_in(report_file, identity)
        _put(lambda out: explain_finding(finding, by_id.get(finding.rule), out, _options(out, language)), None)
    else:
        _put(lambda out: explain_rule(by_id[identity], out, _options(out, language)), None)
    return 0


@cli.group()
def rules() -> None:
    """List, check and test the rules themselves."""


@rules.command("list")
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
@click.option("--origin", "origins", is_flag=True, help="Below each rule: who declares it, who changes what.")
@language_option
def list_rules(packs: Sequence[str], origins: bool, language: str | None) -> int:
    """List the rules: id, kind, severity and title."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.outputs.rule_list import rule_lines

    rulebook = load_rulebook(*packs).rulebook
    _put(lambda out: out.writelines(rule_lines(rulebook, language=language or "zh", origins=origins)), None)
    return 0


@rules.command()
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
def lint(packs: Sequence[str]) -> int:
    """Load the rules and list every mistake in them."""
    from disclosure_rules.api import load_rulebook

    rulebook = load_rulebook(*packs).rulebook
    click.echo(f"{len(rulebook.rules)} rules of {', '.join(rulebook.packs)}: no mistakes")
    return 0


@rules.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
def run_examples(packs: Sequence[str]) -> int:
    """Run the examples that stand with the rules."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.checks import KINDS
    from disclosure_rules.checks.examples import try_examples

    trials = list(try_examples(load_rulebook(*packs).rulebook, KINDS))
    for trial in (failed := [trial for trial in trials if trial.failure]):
        click.echo(f"error: {trial.rule}: example {trial.number} {trial.failure}", err=True)
    click.echo(f"{len(trials)} examples, {len(trials) - len(failed)} as stated")
    return _WRONG_RULEBOOK if failed else 0


@rules.command()
@click.argument("which", type=click.Choice(["rules", "pack", "document"]), default="rules")
def schema(which: str) -> int:
    """Print a JSON Schema: of a rules file (default), of pack.yaml, or of a structured document."""
    from json import dumps

    from disclosure_rules.checks import KINDS
    from disclosure_rules.facts.structured import document_schema
    from disclosure_rules.rulebook import pack_schema, rules_schema

    made = {"rules": lambda: rules_schema(KINDS), "pack": pack_schema, "document": document_schema}[which]()
    _put(lambda stream: stream.write(dumps(made, ensure_ascii=False, indent=1) + "\n"), None)
    return 0


def main() -> None:
    """The console script: run the command and leave with its exit code."""
    _collect_rarely()
    try:
        code = run_command(sys.argv[1:], alone=True)
    except Exception:  # a mistake of this program; Python's own exit status for it would look like findings
        traceback.print_exc()
        code = _BROKEN
    _never_collect()
    sys.exit(code)


def _collect_rarely() -> None:
    """Nearly all that a run makes lives to its end; looking for garbage in it often takes a tenth of the time."""
    if sys.implementation.name == "cpython":
        gc.set_threshold(100_000)


def _never_collect() -> None:
    """What is left goes with the process; looking for garbage in it once more takes another tenth."""
    if sys.implementation.name == "cpython":
        gc.freeze()


def run_command(arguments: Sequence[str], *, alone: bool = False) -> int:
    """Run one command; every error a user can cause is told in a sentence on stderr and becomes its exit code.
    `alone` says that this process has nothing else to do, and one thread."""
    try:
        code = cli.main(list(arguments), prog_name="disclosure-rules", standalone_mode=False, obj=alone)
    except click.ClickException as error:
        error.show()
        return _WRONG_USE
    except click.Abort:
        return _INTERRUPTED
    except Exception as error:
        return _code_of(error)
    return code if isinstance(code, int) else 0


def _code_of(error: Exception) -> int:
    from disclosure_rules.rulebook import RulebookError
    from disclosure_rules.sources import SourceError

    if isinstance(error, RulebookError):
        for mistake in error.mistakes:
            click.echo(f"error: {mistake}", err=True)
        return _WRONG_RULEBOOK
    if isinstance(error, SourceError):
        click.echo(f"error: {error}", err=True)
        return _UNREADABLE
    raise error


def _options(stream: TextIO, language: str | None) -> Any:
    from disclosure_rules.outputs import Options

    colour, width = _terminal(stream)
    return Options(language=language or "", width=width, colour=colour)


def _terminal(stream: TextIO) -> tuple[bool, int]:
    """Whether the stream shows colours, and how wide it is."""
    if not stream.isatty():
        return False, 100
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return not plain, min(shutil.get_terminal_size((100, 25)).columns, 160)


def _put(write: Callable[[TextIO], object], output: str | None) -> None:
    """Write to the file named, or to the terminal or pipe; a reader who has left early is no error."""
    if output is not None:
        try:
            with Path(output).open("w", encoding="utf-8", newline="\n") as stream:
                write(stream)
        except OSError as error:
            raise click.UsageError(f"Cannot write {output}: {error.strerror or error}.") from None
        return
    try:
        stdout = sys.stdout
        if hasattr(stdout, "reconfigure"):
            if stdout.isatty():
                stdout.reconfigure(errors="replace")
            else:
                stdout.reconfigure(encoding="utf-8", newline="\n")
        write(stdout)
        stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_unreadable(report: Report, language: str | None) -> None:
    lost: Iterable[Any] = (item for item in report.documents if item.document is None)
    for item in lost:
        for problem in item.problems:
            click.echo(f"error: {problem.message[language or 'en']}", err=True)


def _finding_in(report_file: str, identity: str) -> Any:
    """The finding of a written report. Wrong use if there is no such finding, or the file is no report."""
    import json

    from disclosure_rules.outputs.json import SCHEMA_ID, finding_of
    from disclosure_rules.sources import read_file

    try:
        data = json.loads(read_file(report_file).decode("utf-8"), parse_float=str)
        if data["schema"] != SCHEMA_ID:
            raise ValueError
        documents = data["documents"]
        found = [
            item for one in documents for item in (*one["findings"], *one.get("holds", ())) if item["id"] == identity
        ]
        if not found:
            raise click.UsageError(f"The report {report_file} has no finding {identity!r}.")
        return finding_of(found[0])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise click.UsageError(f"{report_file} is not a report written with --format json.") from None
