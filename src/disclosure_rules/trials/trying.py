"""One test of rules, tried: the findings that came are matched with those that must."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from disclosure_rules.checks.examples import has_gap
from disclosure_rules.checks.finding import Finding
from disclosure_rules.checks.kind import Kind
from disclosure_rules.checks.run import RunResult, run
from disclosure_rules.checks.written import as_document
from disclosure_rules.facts import Document
from disclosure_rules.lint import Remark
from disclosure_rules.quantity import Verdict, parse_quantity
from disclosure_rules.rulebook import Rulebook
from disclosure_rules.sources import SourceError
from disclosure_rules.trials.shape import Expected, RuleTest

__all__ = ["Outcome", "try_test"]

_HOLDING = (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a test came to: how it fails, and the verdicts of each rule."""

    failures: tuple[Remark, ...]
    seen: Mapping[str, frozenset[Verdict]]


def try_test(
    test: RuleTest, rulebook: Rulebook, kinds: Mapping[str, Kind], read: Callable[[Path], Document]
) -> Outcome:
    """Run the rules over the test's document; `read` reads one that is in a file."""
    try:
        document = _document(test, rulebook, read)
    except SourceError as error:
        return Outcome(failures=(_failure(test, "unreadable", error.message, "document"),), seen={})
    wanted = frozenset(test.said.rules)
    rules = tuple(rule for rule in rulebook.rules if not wanted or rule.id in wanted)
    result = run(replace(rulebook, rules=rules), document, kinds)
    failures = [*_not_run(test, result), *_differences(test, result), *_not_holding(test, result)]
    seen: dict[str, frozenset[Verdict]] = {}
    for rule, outcome in result.decided:
        seen[rule.id] = seen.get(rule.id, frozenset()) | {outcome.verdict}
    return Outcome(failures=tuple(failures), seen=seen)


def _document(test: RuleTest, rulebook: Rulebook, read: Callable[[Path], Document]) -> Document:
    said = test.said
    if said.document:
        return read(test.folder / said.document)
    return as_document(said.text, rulebook.vocabulary, name=said.name, kind=said.kind, region=said.region)


def _not_run(test: RuleTest, result: RunResult) -> Iterator[Remark]:
    for problem in result.problems:
        yield _failure(test, "not-run", problem.message)


def _differences(test: RuleTest, result: RunResult) -> Iterator[Remark]:
    """Findings that must come and do not, and those that come and must not."""
    candidates = [*result.findings, *(result.held if any(_asks_for_held(one) for one in test.said.expect) else ())]
    pairs = _matched(test.said.expect, candidates)
    left = [finding for finding in result.findings if all(finding is not pair for pair in pairs.values())]
    for index, one in enumerate(test.said.expect):
        if index in pairs:
            continue
        near = [finding for finding in candidates if finding.rule == one.rule]
        zh = f"没有得出应有的结果：{_asked(one)}"
        en = f"this does not come: {_asked(one)}"
        came = f"of this rule comes {'; '.join(map(_came, near))}" if near else ""
        yield _failure(test, "missing", {"zh": zh, "en": en}, "expect", index, suggestion=came)
    for finding in left:
        zh = f"得出了不应有的结果：规则 {finding.rule}，{_came(finding)}：{finding.message.get('zh', '')}"
        en = f"this should not come: rule {finding.rule}, {_came(finding)}: {finding.message.get('en', '')}"
        yield _failure(test, "unexpected", {"zh": zh, "en": en})


def _not_holding(test: RuleTest, result: RunResult) -> Iterator[Remark]:
    verdicts = {(rule.id, outcome.verdict) for rule, outcome in result.decided}
    for index, rule in enumerate(test.said.holds):
        if not any((rule, verdict) in verdicts for verdict in _HOLDING):
            zh, en = f"规则 {rule} 在这里没有核对出任何成立的数字", f"rule {rule} finds nothing here that holds"
            yield _failure(test, "not-holding", {"zh": zh, "en": en}, "holds", index)


def _asks_for_held(one: Expected) -> bool:
    return Verdict(one.verdict) in _HOLDING


def _matched(expected: Sequence[Expected], findings: Sequence[Finding]) -> dict[int, Finding]:
    """As many pairs as there can be of what must come and what came, each used once (by augmenting paths)."""
    fitting = [[number for number, found in enumerate(findings) if _fits(one, found)] for one in expected]
    owner: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for number in fitting[index]:
            if number not in tried:
                tried.add(number)
                if number not in owner or place(owner[number], tried):
                    owner[number] = index
                    return True
        return False

    for index in range(len(expected)):
        place(index, set())
    return {index: findings[number] for number, index in owner.items()}


def _fits(one: Expected, finding: Finding) -> bool:
    if (finding.rule, finding.verdict.value) != (one.rule, one.verdict):
        return False
    if one.severity not in (None, finding.severity) or (one.gap is not None and not has_gap(finding, one.gap)):
        return False
    if one.expected is not None and not _expects(finding, one.expected):
        return False
    left = [{figure.text, figure.words} for figure in finding.figures]
    for text in one.figures:
        found = next((prints for prints in left if text in prints), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _expects(finding: Finding, wanted: str) -> bool:
    """Whether the rule asks for this value; one without a unit is in the finding's."""
    same = parse_quantity(f"{finding.expected}{finding.unit}").base if _is_amount(finding.expected) else None
    return same is not None and same in (parse_quantity(wanted).base, parse_quantity(f"{wanted}{finding.unit}").base)


def _is_amount(text: str) -> bool:
    try:
        parse_quantity(text)
    except (ValueError, ArithmeticError):
        return False
    return True


def _asked(one: Expected) -> str:
    said = one.model_dump(exclude_none=True, exclude_defaults=True)
    return ", ".join(f"{key} {'、'.join(v) if isinstance(v, tuple) else v}" for key, v in said.items())


def _came(finding: Finding) -> str:
    figures = "、".join(figure.words for figure in finding.figures)
    told = [finding.verdict.value, finding.severity, f"figures {figures}"]
    told += [f"expected {finding.expected}{finding.unit}"] if finding.expected else []
    told += [f"gap {finding.gap}{finding.unit}"] if finding.gap else []
    return ", ".join(told)


def _failure(test: RuleTest, code: str, message: Mapping[str, str], *keys: str | int, suggestion: str = "") -> Remark:
    name = test.said.name
    return Remark(
        code=code,
        severity="error",
        place=test.place_of(*(keys or ("name",))),
        message={"zh": f"测试“{name}”：{message['zh']}", "en": f"test '{name}': {message['en']}"},
        suggestion=suggestion,
    )
