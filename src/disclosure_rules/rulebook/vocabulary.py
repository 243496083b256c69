"""The words of a rulebook: the packs' vocabulary files, merged in the order in which the packs extend one another.

Mappings are merged key by key and lists are appended to; any other value replaces the earlier one. `replace: true` in a
mapping, or `{replace: true}` as the first item of a list, drops what earlier packs say there. Words are read in all
documents, whichever packs speak of them afterwards: where documents choose their packs, a pack of some regions may only
add.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.packs import Pack
from disclosure_rules.rulebook.yaml_positions import NodePath, YamlFile

__all__ = ["Vocabulary", "merge_vocabulary"]

_REPLACE = "replace"


class Vocabulary:
    """`data` by file stem; `positions` give (file, line, column) by the path in `data` of every key and list item."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.positions: dict[NodePath, tuple[str, int, int]] = {}
        self.broken = False


def merge_vocabulary(packs: Iterable[Pack], mistakes: Mistakes, *, by_document: bool = False) -> Vocabulary:
    """Merge the vocabulary files of packs that stand in order, base first. `by_document`: documents choose packs."""
    vocabulary = Vocabulary()
    for pack in packs:
        only_adds = by_document and bool(pack.info.applies_to.region)
        for stem, (file, place) in pack.vocabulary.items():
            data = pack.words(stem)
            if file.broken:
                vocabulary.broken = True
            elif data is not None:
                merge = _Merge(vocabulary, file, mistakes, only_adds=only_adds)
                merge.put(vocabulary.data, stem, data, source=place, target=(stem,))
    return vocabulary


class _Merge:
    """Puts one file into the vocabulary. `source` is the path in the file, `target` the path in the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, file: YamlFile, mistakes: Mistakes, *, only_adds: bool) -> None:
        self.positions = vocabulary.positions
        self.file = file
        self.mistakes = mistakes
        self.only_adds = only_adds

    def put(self, into: Any, key: str | int, value: Any, *, source: NodePath, target: NodePath) -> None:
        """Merge a value into what already stands under a key of a mapping, or set it there."""
        line, column = self.file.key_at(source)
        old: Any = into.get(key) if isinstance(into, dict) else None
        if isinstance(old, dict | list) and value is not None and type(old) is not type(value):
            names: dict[type, str] = {dict: "a mapping", list: "a list"}
            message = f"`{key}` is {names[type(old)]} in an earlier pack, but {names.get(type(value), 'a value')} here"
            self.mistakes.add(self.file.name, (line, column), message)
            return
        if (
            self.only_adds
            and old is not None
            and old != value
            and (not isinstance(value, dict | list) or _replaces(value))
        ):
            message = f"a pack of a region adds words for all documents; it cannot replace `{key}` of an earlier pack"
            self.mistakes.add(self.file.name, (line, column), message)
            return
        self.positions[target] = (self.file.name, line, column)
        if not isinstance(value, dict | list):
            self._forget(old, target)
            into[key] = value
            return
        if not isinstance(old, dict | list) or _replaces(value):
            self._forget(old, target)
            old = {} if isinstance(value, dict) else []
        into[key] = old
        if isinstance(value, dict):
            self._mapping(old, value, source, target)
        else:
            self._list(old, value, source, target)

    def _mapping(self, into: dict[str, Any], value: dict[str, Any], source: NodePath, target: NodePath) -> None:
        for key, item in value.items():
            if key != _REPLACE or item is not True:
                self.put(into, key, item, source=(*source, key), target=(*target, key))

    def _list(self, into: list[Any], value: list[Any], source: NodePath, target: NodePath) -> None:
        for index, item in enumerate(value):
            if index == 0 and item == {_REPLACE: True}:
                continue
            into.append(None)
            place = len(into) - 1
            self.put(into, place, item, source=(*source, index), target=(*target, place))

    def _forget(self, old: Any, target: NodePath) -> None:
        """Drop the places of all that stood inside a value that is replaced."""
        items = old.items() if isinstance(old, dict) else enumerate(old) if isinstance(old, list) else ()
        for key, item in items:
            del self.positions[*target, key]
            self._forget(item, (*target, key))


def _replaces(value: dict[str, Any] | list[Any]) -> bool:
    if isinstance(value, dict):
        return value.get(_REPLACE) is True
    return bool(value) and value[0] == {_REPLACE: True}
