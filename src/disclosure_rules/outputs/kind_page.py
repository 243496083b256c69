"""A kind of rule as a page: what it checks, the keys it adds to a rule, and the rules that are of it."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TextIO

from rich.text import Text

from disclosure_rules.checks.kind import Kind
from disclosure_rules.outputs.layout import indented
from disclosure_rules.outputs.options import LANGUAGES, Options
from disclosure_rules.outputs.text import print_lines
from disclosure_rules.rulebook import Rule

__all__ = ["explain_kind"]

_MOST_RULES = 8
_WORDS = {
    "zh": {"keys": "参数（与各类规则共有的键之外）", "required": "必填", "rules": "属于这一类的规则"},
    "en": {"keys": "Keys, beside those that all rules share", "required": "required", "rules": "Rules of this kind"},
}


def explain_kind(kind: Kind, rules: Sequence[Rule], stream: TextIO, options: Options) -> None:
    """Write what a kind of rule is for, its keys with what may be written, and some of its rules."""
    words = _WORDS[options.language or LANGUAGES[0]]
    width = max(options.width, 40)
    lines = [Text.assemble((kind.name, "bold"), "  ", kind.summary[options.language or LANGUAGES[0]]), Text()]
    for paragraph in (inspect.getdoc(kind.params) or "").split("\n\n"):
        lines += [*indented(Text(" ".join(paragraph.split())), width), Text()]
    lines.append(Text(words["keys"], style="bold"))
    schema = kind.params.model_json_schema()
    for key, said in schema.get("properties", {}).items():
        note = words["required"] if key in schema.get("required", ()) else _default(said)
        lines += indented(Text(f"{key}: {_type(said)}{f'  ({note})' if note else ''}"), width, first="  ")
    if rules:
        lines += [Text(), Text(words["rules"], style="bold")]
        lines += [Text(f"  {rule.id}") for rule in rules[:_MOST_RULES]]
        lines += [Text("  …")] if len(rules) > _MOST_RULES else []
    print_lines(lines, stream, options)


def _type(said: dict[str, object]) -> str:
    """What may be written, in a word or two."""
    if isinstance(choices := said.get("enum"), list):
        return " | ".join(map(str, choices))
    if isinstance(parts := said.get("anyOf"), list):
        return " | ".join(_type(part) for part in parts)
    if isinstance(items := said.get("items"), dict):
        return f"[{_type(items)}, …]"
    if isinstance(values := said.get("additionalProperties"), dict):
        return f"{{…: {_type(values)}}}"
    if isinstance(kinds := said.get("type"), list):
        return " | ".join(map(str, kinds))
    return str(said.get("type") or str(said.get("$ref", "…")).rpartition("/")[2])


def _default(said: dict[str, object]) -> str:
    default = said.get("default")
    if default in (None, "", [], {}, False, 0):
        return ""
    return ", ".join(map(str, default)) if isinstance(default, list) else str(default)
