"""`explain`: a rule, or a finding of a written report, told at length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from disclosure_rules.cli.accepted import written_report
from disclosure_rules.cli.common import language_option, options_for, put, rules_option

__all__ = ["explain"]


@click.command()
@click.argument("identity", metavar="ID")
@click.option("--report", "report_file", metavar="FILE", help="A report written with --format json, for a finding.")
@rules_option
@language_option
def explain(identity: str, report_file: str | None, rules: Sequence[str], language: str | None) -> int:
    """Explain a rule (what, why, basis, examples), a kind of rule (its keys), or a finding of a JSON report (the
    calculation, step by step)."""
    from disclosure_rules.api import load_rulebook
    from disclosure_rules.checks import KINDS
    from disclosure_rules.outputs.explain import explain_finding, explain_rule
    from disclosure_rules.outputs.kind_page import explain_kind
    from disclosure_rules.rulebook.mistakes import closest

    rulebook = load_rulebook(*rules).rulebook
    by_id = {rule.id: rule for rule in (*rulebook.rules, *rulebook.disabled)}
    if report_file is None and identity in KINDS:
        of_kind = [rule for rule in rulebook.rules if rule.kind == identity]
        put(lambda out: explain_kind(KINDS[identity], of_kind, out, options_for(out, language)))
        return 0
    if report_file is None and identity not in by_id:
        hint = closest(identity, (*by_id, *KINDS)) or "to explain a finding, add --report FILE.json."
        raise click.UsageError(f"There is no rule and no kind of rule {identity!r}; {hint}")
    if report_file is not None:
        finding = _finding_in(report_file, identity)
        put(lambda out: explain_finding(finding, by_id.get(finding.rule), out, options_for(out, language)))
    else:
        put(lambda out: explain_rule(by_id[identity], out, options_for(out, language)))
    return 0


def _finding_in(report_file: str, identity: str) -> Any:
    """The finding of a written report. Wrong use if there is no such finding, or the file is no report."""
    from disclosure_rules.outputs.json import finding_of

    documents = written_report(report_file)
    try:
        found = [
            item for one in documents for item in (*one["findings"], *one.get("holds", ())) if item["id"] == identity
        ]
        if not found:
            raise click.UsageError(f"The report {report_file} has no finding {identity!r}.")
        return finding_of(found[0])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise click.UsageError(f"{report_file} is not a report written with --format json.") from None
