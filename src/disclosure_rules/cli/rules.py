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
@language_option
def list_rules(packs: Sequence[str], language: str | None) -> int:
    """List the rules: id, kind, severity and title."""
    from disclosure_rules.api import load_rulebook

    loaded = load_rulebook(*packs).rulebook.rules
    lines = [f"{rule.id}\t{rule.kind}\t{rule.severity}\t{rule.title[language or 'zh']}\n" for rule in loaded]
    put(lambda stream: stream.writelines(lines))
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
    failed = [trial for trial in trials if trial.failure]
    for trial in failed:
        click.echo(f"error: {trial.rule}: example {trial.number} {trial.failure}", err=True)
    click.echo(f"{len(trials)} examples, {len(trials) - len(failed)} as stated")
    return WRONG_RULEBOOK if failed else 0


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
@click.argument("which", type=click.Choice(["rules", "pack", "document"]), default="rules")
def schema(which: str) -> int:
    """Print a JSON Schema: of a rules file (default), of pack.yaml, or of a structured document."""
    import json

    from disclosure_rules.checks import KINDS
    from disclosure_rules.facts.structured import document_schema
    from disclosure_rules.rulebook import pack_schema, rules_schema

    made = {"rules": lambda: rules_schema(KINDS), "pack": pack_schema, "document": document_schema}[which]()
    put(lambda stream: stream.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n"))
    return 0
