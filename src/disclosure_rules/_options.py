"""The options that several commands of the command line have."""

from __future__ import annotations

from datetime import date, datetime

import click

__all__ = ["date_option", "language_option", "rules_option"]


def _day(_context: click.Context, _option: click.Parameter, written: datetime | None) -> date | None:
    return written.date() if written is not None else None


rules_option = click.option(
    "--rules", "rules", multiple=True, metavar="PACK|FILE", help="Rules to use instead of the packs that suit the file."
)
language_option = click.option("--lang", "language", type=click.Choice(["zh", "en"]), help="Default: the document's.")
date_option = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="The day that counts for packs which came into force or ran out, where a document states no year.",
)
