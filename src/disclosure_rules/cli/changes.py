"""`rules diff` and `rules suggest`: what documents say of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from disclosure_rules.cli.common import output_option, put, rules_option
from disclosure_rules.cli.limits import limited

if TYPE_CHECKING:
    from disclosure_rules.sources.isolation import Limits

__all__ = ["diff", "suggest"]


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--corpus", "paths", multiple=True, metavar="FOLDER|FILE", help="Documents to check with both.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
@output_option
@limited
def diff(
    old: str,
    new: str,
    paths: Sequence[str],
    exit_code: bool,
    form: str,
    language: str,
    output: str | None,
    limits: Limits,
) -> int:
    """Show what a change of rules, from pack OLD to pack NEW, does to the findings in documents."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.outputs.rule_changes import change_lines, write_changes_json
    from disclosure_rules.report import rule_changes

    before, after = load_rulebook(old), load_rulebook(new)
    files = [*_files(paths)]
    pairs = zip(before.stream(files, limits=limits), after.stream(files, limits=limits), strict=True)
    changes = rule_changes(before.rulebook, after.rulebook, pairs)
    if form == "json":
        put(lambda stream: write_changes_json(changes, stream), output)
    else:
        put(lambda stream: stream.writelines(change_lines(changes, language)), output)
    return int(exit_code and changes.is_any)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER|FILE...")
@rules_option
@click.option("--support", type=click.IntRange(min=1), default=2, show_default=True, help="Documents it must hold in.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="Suggestions to write.")
@output_option
@limited
def suggest(
    paths: Sequence[str], rules: Sequence[str], support: int, most: int, output: str | None, limits: Limits
) -> int:
    """Propose rules: relations that hold in consistent documents and that no rule has checked yet."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.facts.tree import Trees
    from disclosure_rules.outputs.entries import clean
    from disclosure_rules.outputs.suggestions import suggestion_lines
    from disclosure_rules.report import suggestions

    checker = load_rulebook(*rules)
    reports = list(checker.stream(_files(paths), limits=limits))
    if not reports:
        click.echo("note: there is no document in what was named", err=True)
    for report in reports:
        if report.document is None:
            click.echo(f"note: {clean(report.path)} cannot be read and was left out", err=True)
    read = [report.document for report in reports if report.document is not None]
    trees = Trees(checker.rulebook.vocabulary.get("dimensions", {}))
    found = suggestions(reports, trees, support=support)[:most]
    kinds = sorted({document.kind for document in read if document.kind})
    put(lambda stream: stream.writelines(suggestion_lines(found, trees, kinds)), output)
    return 0


def _files(paths: Sequence[str]) -> Iterator[str]:
    """The files named, and those of the folders named that some reader is for, in the order of their names, each once.

    Raises SourceError where a file that is named is not there.
    """
    from disclosure_rules.sources import FORMATS, named_format, read_file

    seen = set()
    for path in map(Path, paths):
        if not path.is_dir():
            read_file(path)  # one that is named and is not there is an error, not a document without findings
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else []
        wanted = [file for file in inside if named_format(file.name, FORMATS) is not None]
        for file in wanted if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield str(file)
