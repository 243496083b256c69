"""The list of rules: a rule a line, with tabs between its columns, and below it the packs that have a say in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from disclosure_rules.rulebook import Rulebook, Step, history

__all__ = ["rule_lines", "told_step"]

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "declared": {"zh": "声明", "en": "declares it"},
        "same": {"zh": "未作改动", "en": "changes nothing"},
        "elsewhere": {"zh": "（仅对该规则包适用的文件）", "en": " (for the documents of this pack)"},
        "none": {"zh": "无", "en": "none"},
        "join": {"zh": "；", "en": "; "},
        "off": {"zh": "停用", "en": "switched off"},
        "on": {"zh": "启用", "en": "switched on"},
    }
)


def rule_lines(rulebook: Rulebook, *, language: str = "zh", origins: bool = False) -> Iterator[str]:
    """A line for each rule: id, kind, severity and title. With `origins` a line follows for each pack that declares or
    changes it (pack, place, what it changes), and rules that are switched off are listed as well."""
    for rule in (*rulebook.rules, *rulebook.disabled) if origins else rulebook.rules:
        mark = "" if rule.enabled else f"\t{_WORDS['off'][language]}"
        yield f"{rule.id}\t{rule.kind}\t{rule.severity}\t{rule.title[language]}{mark}\n"
        for step in history(rule) if origins else ():
            yield f"\t{step.origin.pack}\t{step.origin.file}:{step.origin.line}\t{told_step(step, language)}\n"


def told_step(step: Step, language: str) -> str:
    """What a pack says of a rule, in words: `severity: error → warning`."""
    if not step.changed:
        return _WORDS["declared" if step.declares else "same"][language]
    said = _WORDS["join"][language].join(_change(name, *values, language) for name, values in step.changed.items())
    return said if step.in_force else said + _WORDS["elsewhere"][language]


def _change(name: str, old: Any, new: Any, language: str) -> str:
    if name == "enabled":
        return _WORDS["on" if new else "off"][language]
    return f"{name}: {_shown(old, language)} → {_shown(new, language)}"


def _shown(value: Any, language: str) -> str:
    if value is None or value == "":
        return _WORDS["none"][language]
    if isinstance(value, Mapping):
        if language in value:  # words in two languages
            return str(value[language])
        return ", ".join(f"{key} {_shown(item, language)}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
