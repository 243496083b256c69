"""Words in, exit code out: the command line only introduces the rooms to one another.

One module for the commands of a subject; `common` is what they share.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Sequence

import click

import disclosure_rules
from disclosure_rules.cli.changes import diff, suggest
from disclosure_rules.cli.check import check, read
from disclosure_rules.cli.common import BROKEN, INTERRUPTED, UNREADABLE, WRONG_RULEBOOK, WRONG_USE
from disclosure_rules.cli.compare import compare
from disclosure_rules.cli.explain import explain
from disclosure_rules.cli.rules import rules
from disclosure_rules.cli.waivers import waivers

__all__ = ["cli", "main", "run_command"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(disclosure_rules.__version__, prog_name="disclosure-rules")
def cli() -> None:
    """Read every figure of a financial disclosure and report what cannot be true.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong use, 3 an input could not be read, 4 the rulebook
    is wrong.
    """


for _command in (check, read, compare, explain, rules, waivers):
    cli.add_command(_command)


for _command in (diff, suggest):
    rules.add_command(_command)


def main() -> None:
    """The console script: run the command and leave with its exit code."""
    _collect_rarely()
    try:
        code = run_command(sys.argv[1:], alone=True)
    except Exception:  # a mistake of this program; Python's own exit status for it would look like findings
        traceback.print_exc()
        code = BROKEN
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
        return WRONG_USE
    except click.Abort:
        return INTERRUPTED
    except Exception as error:
        return _code_of(error)
    return code if isinstance(code, int) else 0


def _code_of(error: Exception) -> int:
    from disclosure_rules.facts.beside import RelationError
    from disclosure_rules.outputs.entries import clean
    from disclosure_rules.report import WaiverError
    from disclosure_rules.rulebook import RulebookError
    from disclosure_rules.sources import SourceError

    if isinstance(error, RulebookError):
        for mistake in error.mistakes:
            click.echo(f"error: {clean(str(mistake))}", err=True)
        return WRONG_RULEBOOK
    if isinstance(error, WaiverError):
        for mistake in error.mistakes:
            click.echo(f"error: {clean(str(mistake))}", err=True)
        return WRONG_USE
    if isinstance(error, RelationError):
        click.echo(f"error: {clean(str(error))}", err=True)
        return WRONG_USE
    if isinstance(error, SourceError):
        click.echo(f"error: {clean(str(error))}", err=True)
        return UNREADABLE
    raise error
