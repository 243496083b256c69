"""What the commands share: exit codes, options, and how words reach the terminal or a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from disclosure_rules.outputs import FORMATS as OUTPUTS

if TYPE_CHECKING:
    from disclosure_rules.outputs import Options

# The rooms below are imported by the command that needs them, so that --help and wrong use answer at once.

__all__ = [
    "BROKEN",
    "FORMATS",
    "INTERRUPTED",
    "UNREADABLE",
    "WRONG_RULEBOOK",
    "WRONG_USE",
    "date_option",
    "fail_on_option",
    "language_option",
    "options_for",
    "output_option",
    "put",
    "rules_option",
]

FORMATS = tuple(OUTPUTS)
WRONG_USE, UNREADABLE, WRONG_RULEBOOK = 2, 3, 4
BROKEN, INTERRUPTED = 70, 130  # as shells and sysexits have it: no answer was given

rules_option = click.option(
    "--rules", "rules", multiple=True, metavar="PACK|FILE", help="Rules to use instead of the packs that suit the file."
)
date_option = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _context, _option, written: written.date() if written is not None else None,
    help="The day that counts for packs which came into force or ran out, where a document states no year.",
)
language_option = click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="Default: the document's.")
output_option = click.option(
    "--output", "output", metavar="FILE", help="Write the report to FILE instead of the terminal."
)
fail_on_option = click.option(
    "--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True
)


def options_for(
    stream: TextIO, language: str | None, show: frozenset[str] = frozenset(), fail_on: str = "error"
) -> Options:
    """How to write to a stream: in which language, how wide, and whether in colour; and what the run depended on."""
    from disclosure_rules.outputs import Options

    colour, width = _terminal(stream)
    base = Path.cwd().as_posix()
    return Options(language=language or "", show=show, width=width, colour=colour, base=base, fail_on=fail_on)


def _terminal(stream: TextIO) -> tuple[bool, int]:
    """Whether the stream shows colours, and how wide it is."""
    if not stream.isatty():
        return False, 100
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return not plain, min(shutil.get_terminal_size((100, 25)).columns, 160)


def put(write: Callable[[TextIO], object], output: str | None = None) -> None:
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
