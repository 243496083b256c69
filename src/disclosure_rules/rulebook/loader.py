"""Packs become a rulebook, or the list of every mistake in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from disclosure_rules.rulebook.coordinates import Allowed, check_marked
from disclosure_rules.rulebook.misfits import validate
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.origins import with_changes
from disclosure_rules.rulebook.packs import Pack, resolve_packs
from disclosure_rules.rulebook.rule import Change, Example, Origin, Rule, Rulebook
from disclosure_rules.rulebook.shape import SHARED_KEYS, OverrideShape, RuleShape
from disclosure_rules.rulebook.terms import check_terms
from disclosure_rules.rulebook.vocabulary import Vocabulary, merge_vocabulary
from disclosure_rules.rulebook.yaml_positions import NodePath, YamlFile

__all__ = ["load_rulebook"]

_OVERRIDE_KEYS = frozenset(OverrideShape.model_fields)


def load_rulebook(
    packs: Sequence[str | Path],
    *,
    kinds: Mapping[str, Any],
    homes: Sequence[Path] | None = None,
    by_document: bool = False,
) -> Rulebook:
    """Load packs, by id or by path, with all they extend.

    `kinds` maps a kind's name to an object whose `params` is a pydantic model. `homes` are the folders in which ids
    are looked up, by default those of the shipped packs and of other distributions. `by_document` says that each
    document is going to choose among the packs. Raises RulebookError with every mistake at once.
    """
    mistakes = Mistakes()
    found = resolve_packs(packs, homes=homes, mistakes=mistakes)
    wrong = _wrong_words([pack for pack in found if not pack.is_shipped], mistakes)  # a test looks at the shipped ones
    # What does not fit its shape does not fit what it is merged into either, and is told once.
    vocabulary = merge_vocabulary(found, Mistakes() if wrong else mistakes, by_document=by_document)
    vocabulary.broken |= "dimensions" in wrong
    loading = _Loading(kinds, vocabulary, mistakes)
    if not vocabulary.broken:
        check_terms(vocabulary, loading.allowed, mistakes)
    for pack in found:
        loading.take(pack)
    rules = [rule for entry in loading.declared.values() if (rule := loading.build(entry))]
    named = _named(packs, found)
    rulebook = Rulebook(
        id="+".join(pack.info.id for pack in named),
        version="+".join(pack.info.version for pack in named),
        sha256=_sha256(found),
        rules=tuple(rule for rule in rules if rule.enabled),
        vocabulary=vocabulary.data,
        packs=tuple(pack.info.id for pack in found),
        disabled=tuple(rule for rule in rules if not rule.enabled),
        vocabulary_positions=vocabulary.positions,
    )
    mistakes.raise_if_any(None if wrong else rulebook)
    return rulebook


def _wrong_words(packs: Sequence[Pack], mistakes: Mistakes) -> frozenset[str]:
    if not any(pack.vocabulary for pack in packs):
        return frozenset()
    from disclosure_rules.rulebook.words import check_words  # its models take a while to build

    return check_words(packs, mistakes)


@dataclass(slots=True)
class _Entry:
    """One item of a rules file, with what later packs say of it."""

    id: str
    pack: str
    file: YamlFile
    path: NodePath
    data: dict[str, Any]
    changes: list[Change] = field(default_factory=list)

    @property
    def origin(self) -> Origin:
        line, column = self.file.value_at(self.path)
        return Origin(pack=self.pack, file=self.file.name, line=line, column=column)

    def places(self) -> Mapping[NodePath, tuple[int, int]]:
        """Where its keys, and the items of its lists, stand, by the path inside it."""
        return {path[len(self.path) :]: self.file.key_at(path) for path in self.file.paths_in(self.path)}


class _Loading:
    """The rules declared so far, and the checks that each must pass."""

    def __init__(self, kinds: Mapping[str, Any], vocabulary: Vocabulary, mistakes: Mistakes) -> None:
        self.kinds = kinds
        self.vocabulary = vocabulary
        self.mistakes = mistakes
        self.allowed = Allowed(vocabulary.data)
        self.declared: dict[str, _Entry] = {}

    def take(self, pack: Pack) -> None:
        """Declare the rules of a pack, and note what it changes in those of earlier packs."""
        for file in pack.rules:
            for path, item in self._items(file):
                if isinstance(item, dict):
                    self._take_item(pack.info.id, file, path, _spelled_out(item))
                else:
                    self.mistakes.add(file.name, file.value_at(path), "a rule is a mapping with an `id`")

    def build(self, entry: _Entry) -> Rule | None:
        """Make the rule of an entry, or note every mistake in it and return None."""
        before = len(self.mistakes)
        shared = {key: value for key, value in entry.data.items() if key in SHARED_KEYS}
        written = self._validated(RuleShape, shared, entry)
        params = self._params(entry)
        if written is None or params is None or len(self.mistakes) > before:
            return None
        return with_changes(_rule(written, params, entry), tuple(entry.changes))

    def _items(self, file: YamlFile) -> Iterator[tuple[NodePath, Any]]:
        data: Any = file.data
        path: NodePath = ()
        if isinstance(data, dict) and "rules" in data:
            data, path = data["rules"], ("rules",)
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield (*path, index), item
        elif data is not None:
            self.mistakes.add(file.name, file.value_at(path), "a rules file is a list of rules, or `rules:` with one")

    def _take_item(self, pack: str, file: YamlFile, path: NodePath, data: dict[str, Any]) -> None:
        name = data.get("id")
        earlier = self.declared.get(name) if isinstance(name, str) else None
        entry = _Entry(id=str(name), pack=pack, file=file, path=path, data=data)
        if earlier is None and not self._is_override(data):
            # without an id it is built all the same, for the other mistakes in it
            key = name if isinstance(name, str) else f"{file.name}:{path}"
            self.declared[key] = entry
        elif earlier is None:
            message = f"no earlier pack has a rule `{name}` to change, and a new rule needs `kind`"
            self.mistakes.add(file.name, file.value_at((*path, "id")), message, word=str(name), among=self.declared)
        elif "kind" in data or earlier.pack == pack:
            message = f"rule `{name}` is declared twice; first at {earlier.origin.file}:{earlier.origin.line}"
            hint = "" if earlier.pack == pack else f"to change it, give only {', '.join(sorted(_OVERRIDE_KEYS))}"
            self.mistakes.add(file.name, file.value_at((*path, "id")), message, suggestion=hint)
        else:
            self._change(earlier, entry)

    @staticmethod
    def _is_override(data: dict[str, Any]) -> bool:
        return isinstance(data.get("id"), str) and data.keys() <= _OVERRIDE_KEYS

    def _change(self, earlier: _Entry, entry: _Entry) -> None:
        if earlier.changes and earlier.changes[-1].origin.pack == entry.pack:
            first = earlier.changes[-1].origin
            message = f"rule `{entry.id}` is changed twice by one pack; first at {first.file}:{first.line}"
            self.mistakes.add(entry.file.name, entry.file.value_at((*entry.path, "id")), message)
            return
        change = self._validated(OverrideShape, entry.data, entry)
        if change is not None:
            earlier.changes.append(Change(origin=entry.origin, values=_said(change)))

    def _params(self, entry: _Entry) -> BaseModel | None:
        kind = entry.data.get("kind")
        if not isinstance(kind, str):
            return None  # told already, by the shape of a rule
        if kind not in self.kinds:
            place = entry.file.value_at((*entry.path, "kind"))
            self.mistakes.add(entry.file.name, place, f"unknown kind `{kind}`", word=kind, among=self.kinds)
            return None
        own = {key: value for key, value in entry.data.items() if key not in SHARED_KEYS}
        model: type[BaseModel] = self.kinds[kind].params
        return self._validated(model, own, entry, beside=SHARED_KEYS - entry.data.keys())

    def _validated(
        self, model: type[Any], data: dict[str, Any], entry: _Entry, beside: Iterable[str] = ()
    ) -> Any | None:
        if not self.vocabulary.broken:
            check_marked(
                model,
                data,
                allowed=self.allowed,
                file=entry.file,
                path=entry.path,
                mistakes=self.mistakes,
            )
        return validate(model, data, file=entry.file, path=entry.path, mistakes=self.mistakes, beside=beside)


def _spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """A guard that is only an expression may be written without its key."""
    when = data.get("when")
    return {**data, "when": {"expression": when}} if isinstance(when, str) else data


def _plain(model: BaseModel | None) -> dict[str, Any] | None:
    return None if model is None else model.model_dump(exclude_unset=True, exclude_none=True, by_alias=True)


def _rule(written: RuleShape, params: BaseModel, entry: _Entry) -> Rule:
    return Rule(
        id=written.id,
        kind=written.kind,
        title=written.title.model_dump(),
        severity=written.severity,
        basis=written.basis,
        params=params,
        when=_plain(written.when),
        scope=written.scope,
        missing=written.missing,
        tolerance=_plain(written.tolerance),
        rounding=written.rounding,
        message=_plain(written.message),
        examples=tuple(_examples(written, entry)),
        docs=_plain(written.docs) or {},
        enabled=written.enabled,
        origin=entry.origin,
        places=entry.places(),
    )


def _examples(written: RuleShape, entry: _Entry) -> Iterator[Example]:
    for index, example in enumerate(written.examples):
        line, column = entry.file.value_at((*entry.path, "examples", index))
        yield Example(**example.model_dump(), line=line, column=column)


def _said(change: OverrideShape) -> dict[str, Any]:
    """The fields of a rule that a change sets, as a rule holds them."""
    values = {name: getattr(change, name) for name in OverrideShape.model_fields if name in change.model_fields_set}
    del values["id"]
    return {name: _plain(value) if isinstance(value, BaseModel) else value for name, value in values.items()}


def _named(packs: Sequence[str | Path], found: Sequence[Pack]) -> list[Pack]:
    """The packs the caller named, without those that came along because they are extended."""
    extended = {name for pack in found for name in pack.info.extends}
    wanted = {str(pack) for pack in packs}
    return [p for p in found if p.info.id in wanted or str(p.info.path) in wanted or p.info.id not in extended]


def _sha256(packs: Sequence[Pack]) -> str:
    """Over pack ids, file names inside the pack, and bytes, so that no byte can move from one file to another.

    What a pack changes or switches off stands in its files; the order of the packs, which decides who has the last
    word, is the order in which they are taken.
    """
    total = hashlib.sha256()
    for pack in packs:
        for file in (pack.manifest, *(file for file, _ in pack.vocabulary.values()), *pack.rules):
            head = f"{pack.info.id}/{Path(file.name).name}:{len(file.content)}\n"
            total.update(head.encode("utf-8"))
            total.update(file.content)
    return total.hexdigest()
