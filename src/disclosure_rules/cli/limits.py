"""The options that limit what one file may take, as every command that reads files has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

__all__ = ["MEGABYTES", "SECONDS", "limited"]

SECONDS, MEGABYTES = 120, 2048  # as Limits has it, which is not imported to answer --help


def limited(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options --timeout and --memory, and hand them to it as its `limits`."""

    @click.option(
        "--timeout",
        "seconds",
        type=click.IntRange(min=0),
        default=SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="The most time one file may take; 0 is no limit.",
    )
    @click.option(
        "--memory",
        "megabytes",
        type=click.IntRange(min=0),
        default=MEGABYTES,
        show_default=True,
        metavar="MB",
        help="The most memory one file may take (on Linux); 0 is no limit.",
    )
    @wraps(command)
    def with_limits(*, seconds: int, megabytes: int, **words: Any) -> int:
        from disclosure_rules.sources.isolation import Limits, copy_this_process, expect

        # What this process has loaded is copied with it, if it is ours alone; else a new one gets ready beside it.
        if not (click.get_current_context().obj and copy_this_process()):
            expect(words["paths"] if "paths" in words else [words["path"]], "disclosure_rules.api")
        return command(limits=Limits(seconds=seconds, megabytes=megabytes), **words)

    return with_limits
