"""What a change of rules does: which rules differ, and which findings come or go in documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from disclosure_rules.checks.finding import Finding
from disclosure_rules.report.report import DocumentReport
from disclosure_rules.report.waivers import finding_key
from disclosure_rules.rulebook import Rule, Rulebook

__all__ = ["DocumentChanges", "RuleChanges", "rule_changes"]

_NOT_SAID = frozenset({"origin", "places", "changes", "base", "examples"})  # of a rule: where and how it is written


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChanges:
    """One document under both rulebooks: findings that are `new`, that are `gone`, and those of another severity (the
    old and the new one). `unreadable` says that it could not be read by one of them."""

    name: str
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    regraded: tuple[tuple[Finding, Finding], ...] = ()
    unreadable: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether findings differ."""
        return bool(self.new or self.gone or self.regraded)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChanges:
    """Rules that the new rulebook has more or less than the old one, or says otherwise (by the keys that differ); and
    what that does to documents."""

    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: Mapping[str, tuple[str, ...]]
    documents: tuple[DocumentChanges, ...]

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed or any(one.is_changed for one in self.documents))


def rule_changes(
    old: Rulebook, new: Rulebook, documents: Iterable[tuple[DocumentReport, DocumentReport]]
) -> RuleChanges:
    """Compare two rulebooks, and documents that were checked by both."""
    before, after = ({rule.id: rule for rule in book.rules} for book in (old, new))
    kept = {name: _differing(before[name], rule) for name, rule in after.items() if name in before}
    return RuleChanges(
        added=tuple(rule for name, rule in after.items() if name not in before),
        removed=tuple(rule for name, rule in before.items() if name not in after),
        changed={name: keys for name, keys in kept.items() if keys},
        documents=tuple(_document(*pair) for pair in documents),
    )


def _differing(old: Rule, new: Rule) -> tuple[str, ...]:
    keys = [field.name for field in fields(Rule) if field.name not in _NOT_SAID]
    shared = [key for key in keys if getattr(old, key) != getattr(new, key)]
    if "params" not in shared or type(old.params) is not type(new.params):
        return tuple("kind" if key == "params" else key for key in shared if key != "params" or "kind" not in shared)
    own = [key for key in type(new.params).model_fields if getattr(old.params, key) != getattr(new.params, key)]
    return (*(key for key in shared if key != "params"), *own)


def _document(old: DocumentReport, new: DocumentReport) -> DocumentChanges:
    name = new.path or new.name
    if old.document is None or new.document is None:
        return DocumentChanges(name=name, unreadable=True)  # told, but no difference where neither could
    before, after = _by_key(old.findings), _by_key(new.findings)
    kept = [(before[key], finding) for key, finding in after.items() if key in before]
    return DocumentChanges(
        name=name,
        new=tuple(finding for key, finding in after.items() if key not in before),
        gone=tuple(finding for key, finding in before.items() if key not in after),
        regraded=tuple((one, other) for one, other in kept if one.severity != other.severity),
    )


def _by_key(findings: Sequence[Finding]) -> dict[str, Finding]:
    return {finding_key(finding.id): finding for finding in reversed(findings)}
