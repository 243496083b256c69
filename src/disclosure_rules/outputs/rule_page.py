"""A rule as a page: what it checks, why, on what basis, where it applies, where it is written, and its examples.

`rule_sections` says it once; the terminal and the reference in Markdown only set it differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, TextIO

from rich.text import Text

from disclosure_rules.checks import KINDS
from disclosure_rules.outputs.evidence import Speech
from disclosure_rules.outputs.layout import indented
from disclosure_rules.outputs.rule_list import told_step
from disclosure_rules.rulebook import Example, Rule, history

__all__ = ["reference", "rule_lines", "rule_sections"]

_Sections = list[tuple[str, list[str]]]


def rule_sections(rule: Rule, speech: Speech) -> _Sections:
    """The parts of the page of a rule, each a heading and its lines."""
    summary = KINDS[rule.kind].summary if rule.kind in KINDS else {}  # one of the caller's own
    sections = [
        (speech.word("page_checks"), [f"{rule.kind}{speech.word('colon')}{speech.of(summary)}", *_params(rule)])
    ]
    if rule.docs:
        sections.append((speech.word("page_why"), [speech.of(rule.docs)]))
    sections.append((speech.word("basis"), [rule.basis]))
    sections.append((speech.word("page_applies"), _applies(rule, speech)))
    sections.append((speech.word("page_origin"), _origin(rule, speech)))
    if rule.examples:
        sections.append((speech.word("examples"), [_example(one, speech) for one in rule.examples]))
    return sections


def rule_lines(rule: Rule, speech: Speech) -> list[Text]:
    """The page for a terminal."""
    lines = [Text.assemble((rule.id, "bold"), f"  {rule.kind} · {speech.word(rule.severity)}")]
    if rule.origin is not None:
        lines[0].append(f"  {rule.origin.file}:{rule.origin.line}", style="dim")
    lines += indented(Text(speech.of(rule.title), style="bold"), speech.width, first="  ")
    for heading, texts in rule_sections(rule, speech):
        lines.append(Text(f"  {heading}", style="dim"))
        for text in texts:
            lines += indented(Text(text), speech.width, first="    · ")
    return lines


def reference(rules: Iterable[Rule], stream: TextIO, speech: Speech) -> None:
    """Write the pages of all rules as one Markdown document, by the pack that declares them."""
    rules = sorted(rules, key=lambda rule: (rule.origin.pack if rule.origin else "", rule.id))
    stream.write(f"# {speech.word('page_title')}\n\n{speech.word('page_intro', count=len(rules))}\n")
    for pack, members in groupby(rules, key=lambda rule: rule.origin.pack if rule.origin else ""):
        stream.write(f"\n## {pack}\n")
        for rule in members:
            stream.write(f"\n### {rule.id}\n\n**{speech.of(rule.title)}** · {speech.word(rule.severity)}\n")
            for heading, texts in rule_sections(rule, speech):
                stream.write(f"\n*{heading}*\n\n")
                stream.writelines(f"- {_markdown(text)}\n" for text in texts)


def _params(rule: Rule) -> list[str]:
    """What the rule says to its kind, as it is written."""
    said = rule.params.model_dump(exclude_defaults=True, by_alias=True)
    return [f"{key}: {_plain(value)}" for key, value in said.items()]


def _plain(value: Any) -> str:
    """A value as the flow style of YAML writes it, without quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_plain(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _applies(rule: Rule, speech: Speech) -> list[str]:
    lines = []
    for key in ("kind", "region", "language", "years", "expression"):
        if value := (rule.when or {}).get(key):
            said = f"{value.get('from', '')}–{value.get('to', '')}" if key == "years" else _plain(value).strip("[]")
            lines.append(speech.word(f"page_when_{key}", value=said))
    lines = lines or [speech.word("page_always")]
    lines.append(speech.word("page_scope", value=speech.word(f"scope_{rule.scope}")))
    lines.append(speech.word("page_missing", value=speech.word(f"missing_{rule.missing}")))
    if rule.tolerance:
        lines.append(speech.word("page_tolerance", value=_plain(rule.tolerance)))
    return lines


def _origin(rule: Rule, speech: Speech) -> list[str]:
    """Every pack that has a say in the rule: the one that declares it, and those that change it, with what."""
    colon = speech.word("colon")
    return [
        f"{step.origin.pack} ({step.origin.file}){colon}{told_step(step, speech.language)}" for step in history(rule)
    ]


def _example(example: Example, speech: Speech) -> str:
    figures = speech.word("join").join(f"{label} {value}" for label, value in example.given.items())
    said = " ⏎ ".join(example.text.splitlines()) or figures
    verdict = speech.word(f"verdict_{example.verdict}")
    gap = f" ({speech.word('gap', value=example.gap)})" if example.gap else ""
    note = f" — {example.note}" if example.note else ""
    return f"{verdict}{gap}{speech.word('colon')}{said}{note}"


def _markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    for sign in "\\`*_<>[]|#":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")
