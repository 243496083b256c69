"""Linear rules taken together, as remarks: contradictions, forced values, rules that follow from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_rules.lint.linear.examine import examine
from disclosure_rules.lint.linear.solver import is_available
from disclosure_rules.lint.remark import Remark
from disclosure_rules.rulebook import PackInfo, Rule, Rulebook

__all__ = ["taken_together"]

_TOLD = ("error", "warning")  # what merely follows from other rules is meant to, mostly


def taken_together(rulebook: Rulebook, packs: Mapping[str, PackInfo], *, notes: bool = False) -> Iterator[Remark]:
    """What the linear rules demand together. Without the solver (the extra `lint`) a note says that nobody looked."""
    if not rulebook.rules:
        return
    if not is_available():
        zh = "没有安装求解器，线性规则之间没有核对：pip install 'disclosure-rules[lint]'"
        en = "linear rules were not held against one another: pip install 'disclosure-rules[lint]'"
        place = rulebook.rules[0].place_of()
        yield Remark(code="not-examined", severity="note", place=place, message={"zh": zh, "en": en})
        return
    for found in examine(rulebook, packs):
        if notes or found.saying.severity in _TOLD or found.discovery.code == "undecided":
            yield Remark(
                code=found.discovery.code,
                severity=found.saying.severity,
                place=found.rules[0].place_of("id"),
                message=found.saying.message,
                suggestion=found.saying.suggestion["en"],
                related=tuple((rule.place_of("id"), _said(rule)) for rule in found.rules[1:]),
            )


def _said(rule: Rule) -> str:
    return f"{rule.id}: {rule.title.get('en', '')}"
