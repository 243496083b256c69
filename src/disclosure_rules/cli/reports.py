"""One run, several reports: `--also`, and how a report goes to the files that were named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from disclosure_rules.cli.common import FORMATS, put

if TYPE_CHECKING:
    from disclosure_rules.outputs import Options
    from disclosure_rules.report import Report

__all__ = ["also_option", "destinations", "put_reports"]

_Destination = tuple[str, str | None]  # a format, and a file or (None) the terminal


class _Also(click.ParamType[tuple[str, str]]):
    """A further report: `FORMAT=FILE`."""

    name = "also"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        format_, separator, file = str(value).partition("=")
        if format_ not in FORMATS or not separator or not file:
            known = ", ".join(FORMATS)
            self.fail(f"{str(value)!r} is not FORMAT=FILE with one of the formats {known}.", param, ctx)
        return format_, file


also_option = click.option(
    "--also",
    "also",
    multiple=True,
    type=_Also(),
    metavar="FORMAT=FILE",
    help="Write the same report in another format to FILE, too; may be given several times.",
)


def destinations(format_: str, output: str | None, also: Sequence[tuple[str, str]]) -> list[_Destination]:
    """Where reports go, files first. Wrong use if one file is named twice."""
    files = [*also, *([(format_, output)] if output is not None else [])]
    names = [str(Path(file)) for _, file in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise click.UsageError(f"Two reports would go to the file {twice}; name another for one of them.")
    return [*files] if output is not None else [*files, (format_, None)]


def put_reports(report: Report, places: Sequence[_Destination], options: Callable[[TextIO], Options]) -> None:
    """Write the report to each destination. One that cannot be written costs no other, and is wrong use in the end."""
    from disclosure_rules.outputs import write

    def written(stream: TextIO, *, format_: str) -> None:
        write(report, stream, format=format_, options=options(stream))

    unwritten = []
    for format_, file in places:
        try:
            put(partial(written, format_=format_), file)
        except click.UsageError as error:
            unwritten.append(error)
    if unwritten:
        raise unwritten[0]
