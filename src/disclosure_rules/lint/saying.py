"""Rules that say nothing, say it twice, or do not say what they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from disclosure_rules.lint.remark import Remark
from disclosure_rules.quantity import parse_quantity
from disclosure_rules.rulebook import Rule, Rulebook, history
from disclosure_rules.rulebook.expression import parse_condition, parse_expression
from disclosure_rules.rulebook.mistakes import closest
from disclosure_rules.rulebook.syntax import Compare, names

__all__ = ["saying_nothing", "unexplained"]

_FIELDS = ("stated", "label", "expected", "gap", "unit", "finding")
_FIELD = re.compile(r"\{([^{}]*)\}")
_TO_DO = re.compile(r"todo|tbd|fixme|待补|待定|待填|填写依据|\?\?|？？", re.IGNORECASE)
_CHINESE = re.compile("[一-龥]")


def saying_nothing(rulebook: Rulebook) -> Iterator[Remark]:
    """Rules that hold whatever is printed, names that lead nowhere, and changes that add nothing."""
    for rule in rulebook.rules:
        yield from _bounds(rule)
        yield from _formula(rule)
        yield from _tolerance(rule)
        yield from _idle_changes(rule)


def unexplained(rulebook: Rulebook) -> Iterator[Remark]:
    """What a reader of the rule, or of its findings, would miss."""
    for rule in rulebook.rules:
        if _TO_DO.search(rule.basis):
            yield _remark(
                rule, "basis-to-be-written", "warning", ("basis",), "的依据还没有写", "has its basis yet to be written"
            )
        for key, words in (("title", rule.title), ("docs", rule.docs)):
            if words.get("en") and _CHINESE.search(words["en"]) and words["en"] == words.get("zh"):
                yield _remark(
                    rule, "not-translated", "warning", (key, "en"),
                    f"的 {key} 没有译成英文", f"has no English {key}",
                )  # fmt: skip
        if not rule.docs:
            yield _remark(
                rule, "no-docs", "note", (), "没有说明（docs）", "has no `docs`: why it holds, and where it may not"
            )
        yield from _examples(rule)
        yield from _message(rule)


def _examples(rule: Rule) -> Iterator[Remark]:
    verdicts = {example.verdict for example in rule.examples}
    if not verdicts:
        yield _remark(rule, "no-examples", "warning", (), "没有示例", "has no examples")
    elif "violated" not in verdicts and rule.severity != "note":
        yield _remark(
            rule, "never-shown-violated", "warning", ("examples",),
            "没有违反的示例", "is violated in none of its examples",
        )  # fmt: skip
    elif verdicts == {"violated"}:
        yield _remark(
            rule, "only-shown-violated", "warning", ("examples",),
            "只有违反的示例", "is violated in all of its examples: show what must stay silent, too",
        )  # fmt: skip


def _message(rule: Rule) -> Iterator[Remark]:
    for language, words in (rule.message or {}).items():
        for field in _FIELD.findall(words):
            if field not in _FIELDS:
                yield _remark(
                    rule, "no-such-field", "error", ("message", language),
                    f"的 message 里没有 {{{field}}} 可填", f"has {{{field}}} in its message, which is never filled",
                    closest(field, _FIELDS),
                )  # fmt: skip


def _bounds(rule: Rule) -> Iterator[Remark]:
    least, most = getattr(rule.params, "least", ""), getattr(rule.params, "most", "")
    bounded = isinstance(least, str) and isinstance(most, str) and least and most
    if bounded and parse_quantity(least).base > parse_quantity(most).base:
        yield _remark(
            rule, "bounds-crossed", "error", ("most",),
            f"要求不小于{least}又不大于{most}，没有这样的数",
            f"asks for at least {least} and at most {most}: nothing is both",
        )  # fmt: skip
    left, right = getattr(rule.params, "left", None), getattr(rule.params, "right", None)
    if rule.kind == "limit" and left and left == right:
        yield _remark(
            rule, "same-on-both-sides", "error", ("right",),
            "的左右两边是同一个数", "has the same figure on both sides: it always holds",
        )  # fmt: skip


def _formula(rule: Rule) -> Iterator[Remark]:
    cells, text = getattr(rule.params, "cells", None), getattr(rule.params, "expect", None)
    if not isinstance(cells, Mapping) or not isinstance(text, str):
        return
    tree = parse_expression(text)
    used = set(names(tree))
    for name in cells.keys() - used:
        yield _remark(
            rule, "cell-not-used", "warning", ("cells", name),
            f"的 {name} 没有用在算式里", f"does not use its cell {name}", closest(name, used - cells.keys()),
        )  # fmt: skip
    for name in sorted(used - cells.keys()):
        yield _remark(
            rule, "no-such-cell", "error", ("expect",),
            f"的算式里有 {name}，cells 里没有", f"speaks of {name}, which is not among its cells", closest(name, cells),
        )  # fmt: skip
    if isinstance(tree, Compare) and tree.left == tree.right:
        yield _remark(
            rule, "same-on-both-sides", "error", ("expect",),
            "的算式两边相同", "has the same on both sides: it always holds",
        )  # fmt: skip
    for name in getattr(rule.params, "nil", ()):
        if name not in cells:
            yield _remark(
                rule, "no-such-cell", "error", ("nil",),
                f"的 nil 里有 {name}，cells 里没有",
                f"has {name} in `nil`, which is not among its cells", closest(name, cells),
            )  # fmt: skip
    yield from _condition(rule)


def _condition(rule: Rule) -> Iterator[Remark]:
    when = rule.when or {}
    used = set(names(parse_condition(when["expression"]))) if when.get("expression") else set()
    for name in (when.get("cells") or {}).keys() - used:
        yield _remark(
            rule, "cell-not-used", "warning", ("when", "cells", name),
            f"的 {name} 没有用在条件里", f"does not use {name} in its condition", closest(name, used),
        )  # fmt: skip


def _tolerance(rule: Rule) -> Iterator[Remark]:
    relative = (rule.tolerance or {}).get("rel")
    if relative and Decimal(relative) >= 1:
        yield _remark(
            rule, "tolerates-everything", "error", ("tolerance", "rel"),
            f"容许相差{relative}倍，等于不核对", f"tolerates {relative} times the figure itself: nothing violates it",
        )  # fmt: skip


def _idle_changes(rule: Rule) -> Iterator[Remark]:
    for step in history(rule):
        if not step.declares and not step.changed:
            yield Remark(
                code="changes-nothing",
                severity="warning",
                place=(step.origin.file, step.origin.line, step.origin.column),
                message={
                    "zh": f"规则包 {step.origin.pack} 对规则 {rule.id} 的改动没有改变什么",
                    "en": f"what pack {step.origin.pack} says of rule {rule.id} changes nothing",
                },
            )


def _remark(
    rule: Rule, code: str, severity: str, keys: tuple[str, ...], zh: str, en: str, suggestion: str = ""
) -> Remark:
    message = {"zh": f"规则 {rule.id} {zh}", "en": f"rule {rule.id} {en}"}
    return Remark(code=code, severity=severity, place=rule.place_of(*keys), message=message, suggestion=suggestion)
