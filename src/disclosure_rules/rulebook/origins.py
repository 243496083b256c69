"""Where a rule comes from: the pack that declares it, and the packs that change it for the documents they are about."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from disclosure_rules.rulebook.rule import Change, Origin, Rule, Rulebook

__all__ = ["Step", "chosen_by_document", "history", "of_packs", "only_of", "with_changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a pack says of a rule.

    `declares` is true of the first: the pack whose rule it is. Of the others, `changed` is what they make of the rule's
    fields: old and new value by name; empty where they say what it was already. `in_force` is false for a change that
    this rulebook does not make, because its pack is about other documents.
    """

    origin: Origin
    declares: bool = False
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    in_force: bool = True


def history(rule: Rule) -> tuple[Step, ...]:
    """The packs that have a say in a rule, with file and line: the one that declares it first, then each that changes
    it. Empty for a rule that is in no file."""
    now = rule.base or rule
    steps = [] if now.origin is None else [Step(origin=now.origin, declares=True)]
    applied = {change.origin for change in rule.changes}
    for change in now.changes:
        changed = {name: (getattr(now, name), value) for name, value in change.values.items()}
        changed = {name: values for name, values in changed.items() if values[0] != values[1]}
        is_in_force = change.origin in applied
        steps.append(Step(origin=change.origin, changed=changed, in_force=is_in_force))
        if is_in_force:
            now = replace(now, **change.values)
    return tuple(steps)


def with_changes(declared: Rule, changes: tuple[Change, ...], packs: Container[str] | None = None) -> Rule:
    """A declared rule with those changes that `packs` (by default all) make."""
    if not changes:
        return declared
    base = replace(declared, changes=changes)
    rule = base
    applied = tuple(change for change in changes if packs is None or change.origin.pack in packs)
    for change in applied:
        rule = replace(rule, **change.values)
    return replace(rule, changes=applied, base=base)


@lru_cache(maxsize=64)
def of_packs(rulebook: Rulebook, packs: frozenset[str]) -> Rulebook:
    """The rulebook with only what these packs say: the rules they declare, with the changes they make.

    Rules that are in no file stay. The vocabulary is that of all packs.
    """
    known = (*rulebook.rules, *rulebook.disabled)
    kept = [rule for rule in known if rule.origin is None or rule.origin.pack in packs]
    return _with(rulebook, [_with_changes_of(rule, packs) for rule in kept])


def chosen_by_document(rulebook: Rulebook, day: date | None = None) -> Rulebook:
    """The rulebook before a document has chosen packs: every rule as its own pack declares it.

    `day` is the date that counts for documents without one. Both show in the hash.
    """
    declared = _with(rulebook, [_with_changes_of(rule, ()) for rule in (*rulebook.rules, *rulebook.disabled)])
    return replace(declared, sha256=_told(declared, "chosen by document", str(day or "")))


def only_of(rulebook: Rulebook, packs: Container[str]) -> Rulebook:
    """The rulebook with no rules but those that these packs declare. That others were left out shows in the hash."""
    rules = tuple(rule for rule in rulebook.rules if rule.origin and rule.origin.pack in packs)
    named = "+".join(pack for pack in rulebook.packs if pack in packs)
    return replace(rulebook, id=named, rules=rules, sha256=_told(rulebook, "only", named))


def _told(rulebook: Rulebook, *words: str) -> str:
    return sha256("\n".join((rulebook.sha256, *words)).encode()).hexdigest()


def _with_changes_of(rule: Rule, packs: Container[str]) -> Rule:
    return rule if rule.base is None else with_changes(replace(rule.base, changes=()), rule.base.changes, packs)


def _with(rulebook: Rulebook, rules: list[Rule]) -> Rulebook:
    rank = {pack: number for number, pack in enumerate(rulebook.packs)}
    rules = sorted(rules, key=lambda r: (rank.get(r.origin.pack, 0), r.origin.file, r.origin.line) if r.origin else ())
    enabled, disabled = tuple(r for r in rules if r.enabled), tuple(r for r in rules if not r.enabled)
    if enabled == rulebook.rules and disabled == rulebook.disabled:
        return rulebook
    return replace(rulebook, rules=enabled, disabled=disabled)
