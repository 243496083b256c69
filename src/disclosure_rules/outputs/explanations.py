"""Written explanations of findings: a draft to fill in, and the table that goes with a submission (出错说明)."""

from __future__ import annotations

from typing import TextIO

import yaml

from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs.entries import clean, speech_of
from disclosure_rules.outputs.evidence import Speech, place_words
from disclosure_rules.outputs.markdown import escaped
from disclosure_rules.outputs.options import Options
from disclosure_rules.report import Report

__all__ = ["write_draft", "write_explanations"]

_MOST_FIGURES = 6


def write_draft(report: Report, stream: TextIO, options: Options) -> None:
    """Write waivers of the errors and warnings that are not suppressed, with what is wrong as a comment and the reason
    left blank; one that is not filled in is not used."""
    speech = speech_of(report, options)
    stream.write(f"# {speech.word('draft_head')}\nwaivers:\n")
    for item in report.documents:
        for finding in item.findings:
            if finding.severity == "note" or finding.suppression is not None:
                continue
            stream.write(f"# {clean(speech.of(finding.message) or speech.of(finding.title))}\n")
            said = {
                "finding": finding.id,
                "rule": finding.rule,
                "document": item.name,
                "figures": [figure.text for figure in finding.figures],
                "reason": "",
                "by": "",
            }
            text = yaml.safe_dump([said], allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
            stream.write(text)


def write_explanations(report: Report, stream: TextIO, options: Options) -> None:
    """Write the suppressed findings of every document as a table in Markdown."""
    speech = speech_of(report, options)
    columns = ("rule", "figures", "gap", "reason", "who", "until")
    for item in report.documents:
        accepted = [finding for finding in item.findings if finding.suppression is not None]
        if not accepted:
            continue
        stream.write(f"# {escaped(item.name)}\n\n")
        stream.write("| " + " | ".join(speech.word(f"table_{name}") for name in columns) + " |\n")
        stream.write("|" + "---|" * len(columns) + "\n")
        for finding in accepted:
            stream.write("| " + " | ".join(map(escaped, _row(finding, speech))) + " |\n")
        stream.write("\n")


def _row(finding: Finding, speech: Speech) -> list[str]:
    figures = [
        f"{figure.label} {figure.words} ({place_words(figure.place, speech)})".strip()
        for figure in finding.figures[:_MOST_FIGURES]
    ]
    suppression = finding.suppression
    assert suppression is not None
    return [
        f"{speech.of(finding.title)} ({finding.rule})",
        speech.word("join").join(figures),
        f"{finding.gap} {finding.unit}".strip() if finding.gap else "",
        suppression.reason or speech.word("by_baseline"),
        suppression.who,
        suppression.until.isoformat() if suppression.until else "",
    ]
