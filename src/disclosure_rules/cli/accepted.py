"""The options that set findings aside: waivers, and a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from disclosure_rules.report import Report, Waiver

__all__ = ["accepting", "read_waiver_files", "waivers_option", "written_report"]

waivers_option = click.option(
    "--waivers", multiple=True, metavar="FILE", help="Accepted findings, each with its reason (YAML)."
)


def accepting(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options --waivers and --baseline, and hand it what they do to a report as `accept`."""

    @waivers_option
    @click.option("--baseline", metavar="FILE", help="An earlier report (JSON): only findings that are new count.")
    @wraps(command)
    def with_accepted(*, waivers: Sequence[str], baseline: str | None, **words: Any) -> int:
        accepted = read_waiver_files(waivers)  # what is wrong with them is told before any document is read
        known = None if baseline is None else written_report(baseline)

        def accept(report: Report) -> Report:
            from disclosure_rules.outputs.json import baseline_of
            from disclosure_rules.report import apply_baseline, apply_waivers

            if accepted:
                report = apply_waivers(report, accepted, today=date.today())
            return report if known is None else apply_baseline(report, baseline_of(known))

        return command(accept=accept, **words)

    return with_accepted


def read_waiver_files(paths: Sequence[str]) -> list[Waiver]:
    """The waivers of some files. Raises WaiverError where one of them is wrong."""
    if not paths:
        return []
    from disclosure_rules.report import read_waivers

    return [waiver for path in paths for waiver in read_waivers(file_content(path), name=path)]


def written_report(path: str) -> list[dict[str, Any]]:
    """The documents of a report written with --format json. Wrong use if the file is none."""
    from disclosure_rules.outputs.json import documents_of

    try:
        return documents_of(file_content(path).decode("utf-8"))
    except ValueError:
        raise click.UsageError(f"{path} is not a report written with --format json.") from None


def file_content(path: str) -> bytes:
    """The bytes of a file that an option names. Wrong use where it cannot be read."""
    from disclosure_rules.sources import SourceError, read_file

    try:
        return read_file(path)
    except SourceError as error:
        raise click.UsageError(str(error)) from None
