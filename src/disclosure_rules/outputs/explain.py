"""A rule, or a finding of a written report, explained."""

from __future__ import annotations

from typing import TextIO

from rich.text import Text

from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs.evidence import Speech, Telling, finding_lines
from disclosure_rules.outputs.layout import indented
from disclosure_rules.outputs.options import LANGUAGES, Options
from disclosure_rules.outputs.text import print_lines
from disclosure_rules.rulebook import Rule

__all__ = ["explain_finding", "explain_rule"]


def explain_rule(rule: Rule, stream: TextIO, options: Options) -> None:
    """Write what a rule says, why, on what basis, and its examples."""
    print_lines(_rule(rule, _speech(options)), stream, options)


def explain_finding(finding: Finding, rule: Rule | None, stream: TextIO, options: Options) -> None:
    """Write a finding with its working, and then the rule it comes from, if that rule is at hand."""
    speech = _speech(options)
    lines = finding_lines(finding, Telling(None, speech), with_section=True)
    if finding.root != finding.id:
        lines.append(Text(f"    {speech.word('root', root=finding.root)}"))
    if rule is not None:
        lines += [Text(), *_rule(rule, speech)]
    print_lines(lines, stream, options)


def _speech(options: Options) -> Speech:
    return Speech(language=options.language or LANGUAGES[0], width=max(options.width, 40), colour=options.colour)


def _rule(rule: Rule, speech: Speech) -> list[Text]:
    head = Text.assemble((rule.id, "bold"), f"  {rule.kind} · {speech.word(rule.severity)}")
    lines = [head, *indented(Text(speech.of(rule.title), style="bold"), speech.width, first="  ")]
    if rule.docs:
        lines += indented(Text(rule.docs.strip()), speech.width, first="  ")
    lines += indented(Text(f"{speech.word('basis')}  {rule.basis}"), speech.width, first="  ")
    if rule.origin is not None:
        lines.append(Text(f"  {rule.origin.file}:{rule.origin.line}", style="dim"))
    if rule.examples:
        lines.append(Text(f"  {speech.word('examples')}"))
    for example in rule.examples:
        figures = speech.word("join").join(f"{label} {value}" for label, value in example.given.items())
        said = " ⏎ ".join(example.text.splitlines()) or figures
        verdict = speech.word(f"verdict_{example.verdict}")
        gap = f" ({speech.word('gap', value=example.gap)})" if example.gap else ""
        lines += indented(Text(f"{verdict}{gap}{speech.word('colon')}{said}"), speech.width, first="    · ")
    return lines
