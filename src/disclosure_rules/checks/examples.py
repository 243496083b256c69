"""The examples that stand with a rule, tried: each is read as a small document and must get its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from disclosure_rules.checks.finding import Finding
from disclosure_rules.checks.kind import Kind
from disclosure_rules.checks.run import RunResult, run
from disclosure_rules.checks.written import as_document
from disclosure_rules.facts import Document
from disclosure_rules.facts.beside import RelationError, beside
from disclosure_rules.quantity import Verdict, parse_quantity
from disclosure_rules.rulebook import Example, Rule, Rulebook

__all__ = ["Trial", "has_gap", "try_examples"]

# Of several checks in one example the gravest gives the verdict.
_GRAVEST = (
    Verdict.NOT_RUN,
    Verdict.VIOLATED,
    Verdict.HOLDS_BY_TRUNCATION,
    Verdict.HOLDS_BY_ROUNDING,
    Verdict.HOLDS,
    Verdict.UNDETERMINED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One example tried: the verdict it got. `failure` says what came out otherwise than stated; empty if nothing."""

    rule: str
    number: int  # from 1
    verdict: Verdict
    failure: str


def try_examples(rulebook: Rulebook, kinds: Mapping[str, Kind]) -> Iterator[Trial]:
    """Try every example of every rule, the rule alone."""
    for rule in rulebook.rules:
        for number, example in enumerate(rule.examples, start=1):
            try:
                document = _document(rulebook, rule, example)
            except RelationError as error:
                yield Trial(rule=rule.id, number=number, verdict=Verdict.NOT_RUN, failure=f"cannot be tried: {error}")
                continue
            result = run(replace(rulebook, rules=(rule,)), document, kinds)
            verdict = next((one for one in _GRAVEST if result.counts.get(one)), Verdict.NOT_APPLICABLE)
            yield Trial(rule=rule.id, number=number, verdict=verdict, failure=_failure(example, verdict, result))


def _document(rulebook: Rulebook, rule: Rule, example: Example) -> Document:
    """The example as a document of the kind and region that the rule asks for, where it says nothing of its own."""
    text = example.text or "，".join(f"{label}{figure}" for label, figure in example.given.items()) + "。"
    kind, region = (next(iter((rule.when or {}).get(key, ())), "") for key in ("kind", "region"))
    document = as_document(text, rulebook.vocabulary, kind=kind, region=region)
    relation = next(iter((rule.when or {}).get("relation", ())), "")
    if not relation:
        return document
    others = [as_document(other, rulebook.vocabulary, region=region) for other in example.beside]
    return beside(document, others, relation, [f"{number}" for number in range(2, len(others) + 2)])


def _failure(example: Example, verdict: Verdict, result: RunResult) -> str:
    if verdict.value != example.verdict:
        why = "".join(f" ({problem.message['en']})" for problem in result.problems)
        return f"is {verdict.value}, not {example.verdict}{why}"
    if example.gap and not any(has_gap(one, example.gap) for one in result.findings):
        gaps = ", ".join(f"{one.gap} {one.unit}" for one in result.findings)
        return f"the gap is {gaps}, not {example.gap}"
    return ""


def has_gap(finding: Finding, wanted: str) -> bool:
    """Whether the finding's gap is this amount, in whichever unit; one without a unit is in that of the finding."""
    if not finding.gap:
        return False
    asked = parse_quantity(wanted)
    asked = asked if asked.unit.symbol else parse_quantity(f"{wanted}{finding.unit}")
    return asked.base == parse_quantity(f"{finding.gap}{finding.unit}").base
