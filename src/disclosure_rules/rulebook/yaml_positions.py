"""YAML read safely, with the line and column of every key and value.

The dialect is narrow on purpose, so that what is read is what is written: keys are always text; a plain `true`,
`false`, `null` or whole number is what it looks like; everything else, decimals, dates, `yes` and `no` included, stays
the text it is. Anchors, aliases, tags and directives are refused. The file is read as a stream of events, so that a
hostile one is refused before it has grown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from disclosure_rules.rulebook.mistakes import Mistakes

__all__ = ["YamlFile", "read_yaml"]

MAX_BYTES = 2_000_000
MAX_NODES = 100_000
MAX_DEPTH = 32

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DIRECTIVE = re.compile("(?:^|[\r\n\x85\u2028\u2029])%")
_WORDS = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
_TEXT_TAG = "tag:yaml.org,2002:str"

NodePath = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """A file as read: `name` is how it is shown, `data` is nested dict, list, str, int, bool and None.

    `values` and `keys` hold 1-based (line, column) by path, a path being the keys and list indexes from the root.
    `broken` is true where the file could not be read to its end; `data` is then None.
    """

    name: str
    content: bytes
    data: Any = None
    values: Mapping[NodePath, Position] = field(default_factory=dict)
    keys: Mapping[NodePath, Position] = field(default_factory=dict)
    broken: bool = False

    def value_at(self, path: NodePath) -> Position:
        """Where the value stands, or the nearest thing around it that is written."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    @cached_property
    def _by_item(self) -> Mapping[NodePath, list[NodePath]]:
        """The paths below every list item and key of the first two levels, at which the items of a file stand."""
        found: dict[NodePath, list[NodePath]] = {}
        for path in self.values:
            for depth in (1, 2):
                found.setdefault(path[:depth], []).append(path)
        return found

    def paths_in(self, path: NodePath) -> list[NodePath]:
        """The paths of all that stands at a path of the first two levels, itself included."""
        return self._by_item.get(path, [])

    def key_at(self, path: NodePath) -> Position:
        """Where the key of the value stands; for a list item, the item."""
        return self.keys.get(path) or self.value_at(path)


class _Refused(Exception):
    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def read_yaml(content: bytes, *, name: str, mistakes: Mistakes) -> YamlFile:
    """Read one YAML document. What is wrong goes to `mistakes`; a file that cannot be read comes back `broken`."""
    try:
        builder = _Builder(name, mistakes)
        builder.read(_text(content))
    except _Refused as refused:
        mistakes.add(name, refused.position, refused.message)
        return YamlFile(name=name, content=content, broken=True)
    return YamlFile(name=name, content=content, data=builder.data, values=builder.values, keys=builder.keys)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Refused(f"the file is larger than {MAX_BYTES:,} bytes", (1, 1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        position = (before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1)
        raise _Refused("the file is not UTF-8 text; save it as UTF-8", position) from None
    if found := _DIRECTIVE.search(text):
        line = text.count("\n", 0, found.end()) + 1
        raise _Refused("a line begins with `%`: YAML directives are not used in a rulebook", (line, 1))
    return text


class _Frame:
    """A list or mapping that is being filled."""

    __slots__ = ("data", "key", "path")

    def __init__(self, data: dict[str, Any] | list[Any], path: NodePath) -> None:
        self.data = data
        self.path = path
        self.key: str | None = None


class _Builder:
    """Turns the parser's events into data and positions, refusing what is too much."""

    def __init__(self, name: str, mistakes: Mistakes) -> None:
        self.name = name
        self.mistakes = mistakes
        self.data: Any = None
        self.values: dict[NodePath, Position] = {}
        self.keys: dict[NodePath, Position] = {}
        self._stack: list[_Frame] = []
        self._documents = 0

    def read(self, text: str) -> None:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise _Refused(f"this is not YAML: {error.problem or error.context}", position) from None
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", "it cannot be read")
            raise _Refused(f"this is not YAML: {reason}", (1, 1)) from None

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stack.pop()
        elif kind is yaml.AliasEvent:
            raise _Refused("aliases (`*name`) are not used in a rulebook; write the value out", _position(event))
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise _Refused("the file holds more than one YAML document", _position(event))

    def _scalar(self, event: Any) -> None:
        self._guard(event)
        frame = self._stack[-1] if self._stack else None
        text: str = event.value
        if frame is not None and isinstance(frame.data, dict) and frame.key is None:
            self._key(frame, text, _position(event))
            return
        plain = not event.style and event.tag is None  # libyaml says "", the parser in Python None
        self._place(_plain_value(text) if plain else text, event)

    def _open(self, event: Any, data: dict[str, Any] | list[Any]) -> None:
        self._guard(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Refused(f"lists and mappings are nested deeper than {MAX_DEPTH} levels", _position(event))
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.data, dict) and frame.key is None:
            raise _Refused("a key must be a word, not a list or a mapping", _position(event))
        self._stack.append(_Frame(data, self._place(data, event)))

    def _guard(self, event: Any) -> None:
        if event.anchor is not None:
            raise _Refused("anchors (`&name`) are not used in a rulebook", _position(event))
        if event.tag is not None and event.tag != _TEXT_TAG:
            raise _Refused("tags (`!name`) are not used in a rulebook", _position(event))
        if len(self.values) + len(self.keys) >= MAX_NODES:
            raise _Refused(f"the file holds more than {MAX_NODES:,} keys and values", _position(event))

    def _key(self, frame: _Frame, key: str, position: Position) -> None:
        frame.key = key
        path = (*frame.path, key)
        if key in frame.data:
            first = self.keys[path]
            self.mistakes.add(self.name, position, f"key `{key}` is written twice; first in line {first[0]}")
        else:
            self.keys[path] = position

    def _place(self, value: Any, event: Any) -> NodePath:
        path: NodePath = ()
        if self._stack:
            path = self._put(self._stack[-1], value)
        else:
            self.data = value
        self.values[path] = _position(event)
        return path

    @staticmethod
    def _put(frame: _Frame, value: Any) -> NodePath:
        if isinstance(frame.data, list):
            frame.data.append(value)
            return (*frame.path, len(frame.data) - 1)
        key, frame.key = frame.key or "", None
        frame.data[key] = value
        return (*frame.path, key)


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _plain_value(text: str) -> str | int | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
