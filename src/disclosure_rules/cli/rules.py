"""`rules`: the commands about the rules themselves."""

from __future__ import annotations

from collections.abc import Sequence

import click

from disclosure_rules.cli.common import WRONG_RULEBOOK, language_option, output_option, put

__all__ = ["rules"]


@click.group()
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
    put(lambda out: out.writelines(rule_lines(rulebook, language=language or "zh", origins=origins)))
    return 0


@rules.command()
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
@click.option("--implied", is_flag=True, help="Tell rules that follow from others, too.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
@output_option
def lint(packs: Sequence[str], implied: bool, strict: bool, form: str, language: str, output: str | None) -> int:
    """List every mistake in the rules: file, line, column, and what was probably meant."""
    from disclosure_rules.api import lint, load_rulebook
    from disclosure_rules.outputs.remarks import remark_lines, write_remarks_json

    remarks = lint(*packs, notes=implied)
    if form == "json":
        put(lambda stream: write_remarks_json(remarks, stream), output)
    else:
        put(lambda stream: stream.writelines(remark_lines(remarks, language)), output)
    severities = {remark.severity for remark in remarks}
    if "error" in severities or (strict and "warning" in severities):
        return WRONG_RULEBOOK
    if form == "text" and not remarks:
        rulebook = load_rulebook(*packs).rulebook
        put(
            lambda stream: stream.write(f"{len(rulebook.rules)} rules of {', '.join(rulebook.packs)}: no mistakes\n"),
            output,
        )
    return 0


@rules.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
@click.option("--tests", multiple=True, metavar="FILE|FOLDER", help="More tests of these rules.")
@click.option("--coverage", is_flag=True, help="List which verdicts of each rule were seen.")
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="Fail where fewer rules were seen both to hold and to be violated.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
@output_option
def test(
    packs: Sequence[str],
    tests: Sequence[str],
    coverage: bool,
    fail_under: int | None,
    form: str,
    language: str,
    output: str | None,
) -> int:
    """Try the examples that stand with the rules, and the packs' tests."""
    from disclosure_rules.api import try_rules
    from disclosure_rules.outputs.trials import trial_lines, write_trials_json

    trials = try_rules(*packs, tests=tests)
    if form == "json":
        put(lambda stream: write_trials_json(trials, stream), output)
    else:
        put(lambda stream: stream.writelines(trial_lines(trials, language, coverage=coverage)), output)
    if fail_under is not None and trials.coverage.percent < fail_under:
        click.echo(f"error: {trials.coverage.percent} % of the rules are covered, not {fail_under} %", err=True)
        return WRONG_RULEBOOK
    return WRONG_RULEBOOK if trials.failed else 0


@rules.command()
@click.argument("packs", nargs=-1, metavar="[PACK|FILE]...")
@language_option
@output_option
def reference(packs: Sequence[str], language: str | None, output: str | None) -> int:
    """Write the pages of all rules as one Markdown document."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.outputs.evidence import Speech
    from disclosure_rules.outputs.rule_page import reference

    loaded = load_rulebook(*packs).rulebook.rules
    speech = Speech(language=language or "zh", width=100, colour=False)
    put(lambda stream: reference(loaded, stream, speech), output)
    return 0


@rules.command()
@click.argument("which", default="rules", metavar="[FILE]")
@output_option
def schema(which: str, output: str | None) -> int:
    """Print the JSON Schema of a kind of FILE, for editors and validators.

    FILE is `rules` (default), `pack`, `tests`, `waivers`, `configuration`, `document`, `report`, or the name of a
    vocabulary file, such as `lexicon`.
    """
    import json

    from disclosure_rules.cli.configuration import configuration_schema
    from disclosure_rules.outputs.schemas import SCHEMAS, schema_of

    if which not in (*SCHEMAS, "configuration"):
        raise click.UsageError(
            f"There is no file '{which}'; there are {', '.join(sorted((*SCHEMAS, 'configuration')))}."
        )
    made = configuration_schema() if which == "configuration" else schema_of(which)
    put(lambda stream: stream.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n"), output)
    return 0
