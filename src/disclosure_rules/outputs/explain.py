"""A rule, or a finding of a written report, explained."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from rich.text import Text

from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs.evidence import Speech, Telling, finding_lines
from disclosure_rules.outputs.options import LANGUAGES, Options
from disclosure_rules.outputs.proof import proof_lines, proof_of
from disclosure_rules.outputs.rule_page import rule_lines
from disclosure_rules.outputs.text import print_lines
from disclosure_rules.outputs.words import WORDS
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule

__all__ = ["explain_finding", "explain_rule"]


def explain_rule(rule: Rule, stream: TextIO, options: Options) -> None:
    """Write what a rule says, why, on what basis, and its examples."""
    print_lines(rule_lines(rule, _speech(options)), stream, options)


def explain_finding(finding: Finding, rule: Rule | None, stream: TextIO, options: Options) -> None:
    """Write a finding with its working, and then the rule it comes from, if that rule is at hand."""
    speech = _speech(options)
    finding = _titled(finding, rule)
    lines = finding_lines(finding, Telling(None, speech), with_section=True)
    proof = proof_of(finding)
    if proof is not None:
        lines += proof_lines(proof, speech, finding.verdict)
    if finding.root != finding.id:
        lines.append(Text(f"    {speech.word('root', root=finding.root)}"))
    if rule is not None:
        lines += [Text(), *rule_lines(rule, speech)]
    print_lines(lines, stream, options)


def _titled(finding: Finding, rule: Rule | None) -> Finding:
    """The finding under the title of its rule; what holds is not told in the words of what does not."""
    title = rule.title if rule is not None else finding.title
    if finding.verdict is Verdict.VIOLATED:
        return replace(finding, title=title)
    held = f"verdict_{finding.verdict.value}"
    return replace(finding, title=title, message={language: WORDS[language][held] for language in LANGUAGES})


def _speech(options: Options) -> Speech:
    return Speech(language=options.language or LANGUAGES[0], width=max(options.width, 40), colour=options.colour)
