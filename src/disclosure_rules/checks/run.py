"""Every rule of a rulebook meets a document: the one loop that stamps who said what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from disclosure_rules.checks.finding import Brief, Finding, Outcome
from disclosure_rules.checks.guard import applies
from disclosure_rules.checks.kind import Kind
from disclosure_rules.checks.tolerance import tolerated
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Document
from disclosure_rules.facts.tree import Trees
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule, Rulebook
from disclosure_rules.sources.block import Problem

__all__ = ["SEVERITIES", "RunResult", "run"]

SEVERITIES = ("note", "warning", "error")  # the weakest first
_TOLD = (Verdict.VIOLATED, Verdict.HOLDS_BY_TRUNCATION)
_DECIDED = (*_TOLD, Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")

_NO_FIGURES: tuple[frozenset[object], frozenset[object]] = (frozenset(), frozenset())
_FINGERPRINT = 12  # characters of a finding's id, before the number of a repeat
_Decided = Sequence[tuple[Rule, Outcome | Brief]]


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What one rulebook says of one document.

    `decided` are the checks that came to an answer, in the order of the rules and without repeats. Of these, `findings`
    are those that are violated, hold only by truncation or are told all the same, and `held` those that hold; both get
    their words when first asked for. `counts` counts checks by verdict (and, under `NOT_RUN`, rules). `checked` are the
    ids of the facts that took part in a check that was decided. A rule that could not run is one of the `problems`.
    """

    decided: _Decided
    counts: Mapping[Verdict, int]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def checked(self) -> frozenset[int]:
        return frozenset([fact.id for _, outcome in self.decided for fact in outcome.facts()])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return _stamped([one for one in self.decided if _is_told(one[1])], Counter())

    @cached_property
    def held(self) -> tuple[Finding, ...]:
        used = Counter(finding.id[:_FINGERPRINT] for finding in self.findings)
        return _stamped([one for one in self.decided if not _is_told(one[1])], used)


def _is_told(outcome: Outcome | Brief) -> bool:
    return outcome.verdict in _TOLD or (isinstance(outcome, Outcome) and outcome.told)


def run(rulebook: Rulebook, document: Document, kinds: Mapping[str, Kind]) -> RunResult:
    """Check every rule against the document. Never raises because of a rule: a rule that fails is a problem."""
    order, trees = _prepared(rulebook)
    view = View(document, rulebook.vocabulary, trees)
    decided: list[tuple[Rule, Outcome | Brief]] = []
    verdicts: list[Verdict] = []
    problems: list[Problem] = []
    for rule in order:
        outcomes, problem = _outcomes(rule, view, kinds.get(rule.kind))
        if problem is not None:
            problems.append(problem)
            verdicts.append(Verdict.NOT_RUN)
        for outcome in outcomes:
            if outcome.verdict in _DECIDED:
                decided.append((rule, outcome))
            else:
                verdicts.append(outcome.verdict)
    kept = _without_repeats(decided)
    verdicts += [outcome.verdict for _, outcome in kept]
    return RunResult(decided=kept, counts=Counter(verdicts), problems=tuple(problems))


@lru_cache(maxsize=16)
def _prepared(rulebook: Rulebook) -> tuple[tuple[Rule, ...], Trees]:
    """What a rulebook is for every document: its rules, those of the packs that were loaded last (a region, a kind of
    disclosure) before those they build on; and its trees."""
    rank = {pack: number for number, pack in enumerate(rulebook.packs)}
    order = sorted(rulebook.rules, key=lambda rule: -rank.get(rule.origin.pack, 0) if rule.origin else 0)
    return tuple(order), Trees(rulebook.vocabulary.get("dimensions", {}))


def _outcomes(rule: Rule, view: View, kind: Kind | None) -> tuple[list[Outcome | Brief], Problem | None]:
    """The outcomes of a rule, and the problem that kept it from running (to the end), if there was one."""
    if kind is None:
        return [], _not_run(rule, f"kind {rule.kind!r}", "没有这种规则", "no such kind of rule")
    outcomes: list[Outcome | Brief] = []
    try:
        if rule.when and not applies(rule.when, view):
            return [Outcome(verdict=Verdict.NOT_APPLICABLE, figures=())], None
        found = kind.check(rule, view)
        if rule.tolerance:
            found = (tolerated(_whole(outcome), rule.tolerance) for outcome in found)
        for outcome in found:
            outcomes.append(outcome)  # one by one: what came before a failure is kept
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return outcomes, _not_run(rule, reason, "规则没有执行完", "the rule did not run to its end")
    return outcomes, None


def _not_run(rule: Rule, reason: str, zh: str, en: str) -> Problem:
    return Problem(
        severity="error", message={"zh": f"规则 {rule.id}：{zh}（{reason}）", "en": f"rule {rule.id}: {en} ({reason})"}
    )


def _without_repeats(decided: _Decided) -> _Decided:
    """Drop what an earlier, more specific rule has said: the same figures judged the same way.

    Two rules say the same if the figures and the verdict are the same and so is the kind, or the value expected.
    """
    seen: dict[object, list[tuple[Rule, Outcome | Brief]]] = {}
    kept = []
    for one in decided:
        figures = one[1].keys()
        earlier = seen.setdefault(figures, [])
        if not earlier or figures == _NO_FIGURES or not any(_say_the_same(one, other) for other in earlier):
            kept.append(one)
        earlier.append(one)
    return kept


def _say_the_same(one: tuple[Rule, Outcome | Brief], other: tuple[Rule, Outcome | Brief]) -> bool:
    """Whether two checks of the same figures do."""
    if one[1].verdict is not other[1].verdict:
        return False
    if one[0].kind == other[0].kind:
        return True
    mine, theirs = _whole(one[1]), _whole(other[1])
    return bool(mine.expected) and (mine.expected, mine.unit) == (theirs.expected, theirs.unit)


def _whole(outcome: Outcome | Brief) -> Outcome:
    return outcome.tell() if isinstance(outcome, Brief) else outcome


def _stamped(decided: _Decided, used: Counter[str]) -> tuple[Finding, ...]:
    """Findings with ids of their own; `used` counts the fingerprints given so far."""
    findings = []
    for rule, short in decided:
        outcome = _whole(short)
        fingerprint = _fingerprint(rule, outcome)
        used[fingerprint] += 1
        repeat = f"-{used[fingerprint]}" if used[fingerprint] > 1 else ""
        findings.append(_stamp(rule, outcome, fingerprint + repeat))
    return tuple(findings)


def _stamp(rule: Rule, outcome: Outcome, identity: str) -> Finding:
    stated = [figure for figure in outcome.figures if figure.role == "stated"] or list(outcome.figures)
    return Finding(
        id=identity,
        rule=rule.id,
        kind=rule.kind,
        severity=_severity(rule, outcome),
        verdict=outcome.verdict,
        message={language: _message(rule, outcome, language) for language in ("zh", "en")},
        basis=rule.basis,
        title=rule.title,
        figures=outcome.figures,
        expected=outcome.expected,
        gap=outcome.gap,
        unit=outcome.unit,
        calculation=outcome.calculation,
        relations=outcome.relations,
        root=identity,
        report=next((figure.fact.report for figure in stated if figure.fact), 0),
    )


def _severity(rule: Rule, outcome: Outcome) -> str:
    """The rule's severity, or a lower one the outcome asks for; what holds at all is never more than a note."""
    if outcome.verdict is not Verdict.VIOLATED:
        return SEVERITIES[0]
    return min(rule.severity, outcome.severity or rule.severity, key=SEVERITIES.index)


def _message(rule: Rule, outcome: Outcome, language: str) -> str:
    """The rule's own message with its placeholders filled, else what the check said, else the rule's title."""
    own = rule.message.get(language) if rule.message else None
    if own is None:
        return outcome.message.get(language) or rule.title.get(language) or rule.id
    stated = next((figure for figure in outcome.figures if figure.role == "stated"), None)
    values = {
        "stated": stated.text if stated else "",
        "label": stated.label if stated else "",
        "expected": outcome.expected,
        "gap": outcome.gap,
        "unit": outcome.unit,
        "finding": outcome.message.get(language, ""),
    }
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), own)


def _fingerprint(rule: Rule, outcome: Outcome) -> str:
    """Stable over edits elsewhere in the file: made of the rule, the coordinates and the figures with their units
    (which may stand in the head of a column), not of places."""
    parts = [rule.id]
    for figure in outcome.figures:
        coordinates = sorted(figure.fact.coordinates.items()) if figure.fact else []
        parts.append(repr((figure.role, figure.words, figure.label, coordinates)))
    return sha256("\n".join(parts).encode()).hexdigest()[:_FINGERPRINT]
