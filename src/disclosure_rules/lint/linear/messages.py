"""The message of every kind of discovery about linear rules, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.lint.linear.analysis import Discovery
from disclosure_rules.lint.linear.solver import Proof
from disclosure_rules.lint.linear.words import LANGUAGES, Words, number

__all__ = ["Saying", "saying"]


_NAMED = 3  # cells at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How grave a discovery is (`error`, `warning`, `note`), what it is, and what may be done, by language."""

    severity: str
    message: Mapping[str, str]
    suggestion: Mapping[str, str]


_SEVERITIES: Mapping[str, str] = {
    "contradiction": "error", "own-whole": "warning", "forced-value": "warning", "forced-equal": "warning",
    "same": "warning", "empty": "warning", "forced-sign": "note", "implied": "note", "undecided": "note",
}  # fmt: skip

_SUGGESTIONS: Mapping[str, tuple[str, str]] = {
    "contradiction": ("改正其中一条规则，或用 when 限定其适用范围", "correct one of them, or limit it with `when`"),
    "own-whole": ("检查哪一条规则的总数或分项写错了", "see which rule has the wrong whole or part"),
    "forced-value": ("检查这些规则的方向和所列各项", "see whether these rules compare the right way round"),
    "forced-equal": ("确应相等的，写成一条等式；否则改正其中一条", "write one equation, or correct one of them"),
    "same": ("只留一条", "keep one of them"),
    "empty": ("检查两边所写的单元格", "see which cells were meant"),
    "forced-sign": ("检查是否本意如此", "see whether this is meant"),
    "implied": ("可以保留；不需要时用 enabled: false 关闭", "it may stay; `enabled: false` switches it off"),
    "undecided": ("规则太多时分成几个规则包检查", "lint fewer packs at once"),
}  # fmt: skip


def saying(found: Discovery, words: Mapping[str, Words], where: Mapping[str, str]) -> Saying:
    """Say what was found. `where` tells in which disclosures, by language; empty for all."""
    messages = _MESSAGES[found.code]
    told = {language: messages[language](found, words[language]) + where[language] for language in LANGUAGES}
    suggestion = dict(zip(LANGUAGES, _SUGGESTIONS[found.code], strict=True))
    return Saying(severity=_SEVERITIES[found.code], message=told, suggestion=suggestion)


def _rules(rules: Sequence[str], words: Words) -> str:
    return "、".join(rules) if words.language == "zh" else ", ".join(rules)


def _cells(found: Discovery, words: Words) -> str:
    names = [words.cell(cell) for cell in found.about]
    return "、".join(f"“{name}”" for name in names) if words.language == "zh" else "; ".join(names)


def _sums(proof: Proof | None, words: Words) -> str:
    assert proof is not None
    combinations = list(proof.combinations)
    if all(row.relation == "=" for rows, _ in combinations for row in rows if row.rule):
        combinations = [min(combinations, key=lambda one: sum(k < 0 for k in one[1]))]  # the others say it backwards
    shown = [words.sum(*combination) for combination in combinations]
    return ("；" if words.language == "zh" else "; ").join(shown)


def _row(found: Discovery, words: Words) -> str:
    assert found.row is not None
    return words.row(found.row)


def _further(found: Discovery, words: Words) -> str:
    """The cells that the rules behind an implied rule speak of and it does not: without them it is not idle."""
    assert found.proof is not None and found.row is not None
    rows = [row for used, _ in found.proof.combinations for row in used if row.rule]
    own = found.row.coefficients.keys()
    cells = dict.fromkeys(cell for row in rows for cell in row.coefficients if cell not in own)
    names = [words.cell(cell) for cell in cells]
    if not names:
        return ""
    if words.language == "zh":
        listed = "、".join(f"“{name}”" for name in names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        return f"；没有写明{listed}的文件，它仍然有用"
    listed = "; ".join(names[:_NAMED]) + (" and others" if len(names) > _NAMED else "")
    return f"; it still checks disclosures that do not state {listed}"


_Say = Callable[[Discovery, Words], str]
_MESSAGES: Mapping[str, Mapping[str, _Say]] = {
    "contradiction": {
        "zh": lambda d, w: f"规则互相矛盾，任何数字都不能同时满足：{_rules(d.rules, w)}（{_sums(d.proof, w)}）",
        "en": lambda d, w: f"no figures satisfy these rules together: {_rules(d.rules, w)} ({_sums(d.proof, w)})",
    },
    "own-whole": {
        "zh": lambda d, w: f"{_cells(d, w)}成了自身的一部分：{_rules(d.rules, w)}相加得 {_row(d, w)}",
        "en": lambda d, w: f"a whole is a part of itself ({_cells(d, w)}): {_rules(d.rules, w)} add up to {_row(d, w)}",
    },
    "forced-value": {
        "zh": lambda d, w: (
            f"规则合起来，{_cells(d, w)}只能是{number(d.value)}：{_rules(d.rules, w)}（{_sums(d.proof, w)}）"
        ),
        "en": lambda d, w: (
            f"together these rules leave only {number(d.value)} for {_cells(d, w)}: "
            f"{_rules(d.rules, w)} ({_sums(d.proof, w)})"
        ),
    },
    "forced-sign": {
        "zh": lambda d, w: f"规则合起来，{_cells(d, w)}不能大于零：{_rules(d.rules, w)}（{_sums(d.proof, w)}）",
        "en": lambda d, w: (
            f"together these rules let {_cells(d, w)} never be positive: {_rules(d.rules, w)} ({_sums(d.proof, w)})"
        ),
    },
    "forced-equal": {
        "zh": lambda d, w: f"规则合起来，{d.of}（{_row(d, w)}）只能取等号：{_rules(d.rules, w)}（{_sums(d.proof, w)}）",
        "en": lambda d, w: (
            f"together these rules let {d.of} ({_row(d, w)}) hold only as an equation: "
            f"{_rules(d.rules, w)} ({_sums(d.proof, w)})"
        ),
    },
    "same": {
        "zh": lambda d, w: f"规则说的是同一件事：{_rules(d.rules, w)}（{_row(d, w)}）",
        "en": lambda d, w: f"these rules say the same: {_rules(d.rules, w)} ({_row(d, w)})",
    },
    "implied": {
        "zh": lambda d, w: f"{d.of}（{_row(d, w)}）可由其他规则推出：{_sums(d.proof, w)}{_further(d, w)}",
        "en": lambda d, w: f"{d.of} ({_row(d, w)}) follows from other rules: {_sums(d.proof, w)}{_further(d, w)}",
    },
    "empty": {
        "zh": lambda d, w: f"{d.of}（{_row(d, w)}）对任何数字都成立，什么也没有核对",
        "en": lambda d, w: f"{d.of} ({_row(d, w)}) holds for any figures and checks nothing",
    },
    "undecided": {
        "zh": lambda d, w: f"未能判定这些规则之间有无矛盾：{_rules(d.rules, w)}",
        "en": lambda d, w: f"it could not be decided whether these rules agree: {_rules(d.rules, w)}",
    },
}
