"""Options that a project keeps in a file: disclosure-rules.toml, or [tool.disclosure-rules] of pyproject.toml."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from disclosure_rules.cli.common import FORMATS

__all__ = ["configuration_schema", "configured"]

_OWN, _SHARED, _TABLE = "disclosure-rules.toml", "pyproject.toml", "disclosure-rules"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the file: the parameter of the command it is the default of, and what may be written."""

    parameter: str
    type: type
    many: bool = False
    path: bool = False


_KEYS: Mapping[str, _Key] = {
    "rules": _Key("rules", str, many=True, path=True),
    "format": _Key("format_", str),
    "output": _Key("output", str, path=True),
    "fail-on": _Key("fail_on", str),
    "lang": _Key("language", str),
    "show": _Key("show", str, many=True),
    "exclude": _Key("exclude", str, many=True),
    "waivers": _Key("waivers", str, many=True, path=True),
    "baseline": _Key("baseline", str, path=True),
    "timeout": _Key("seconds", int),
    "memory": _Key("megabytes", int),
}


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --config and --no-config; what the file says is the default of its others."""
    without = click.option(
        "--no-config",
        "config",
        flag_value="",
        expose_value=False,
        is_eager=True,
        callback=_configure,
        help="Use no file of options.",
    )
    return click.option(
        "--config",
        "config",
        metavar="FILE",
        expose_value=False,
        is_eager=True,
        callback=_configure,
        help=f"Options to use (default: {_OWN}, or [tool.{_TABLE}] in {_SHARED}, here or in a folder above).",
    )(without(command))


def configuration_schema() -> dict[str, Any]:
    """The JSON Schema of a file of options, for editors of TOML."""
    names = {str: "string", int: "integer"}
    properties: dict[str, Any] = {}
    for name, key in _KEYS.items():
        one: dict[str, Any] = {"type": names[key.type]}
        properties[name] = {"anyOf": [one, {"type": "array", "items": one}]} if key.many else one
    properties["format"]["enum"] = list(FORMATS)
    properties["fail-on"]["enum"] = ["error", "warning", "never"]
    properties["lang"]["enum"] = ["zh", "en"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{_OWN}, or [tool.{_TABLE}]",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _configure(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value == "" or context.default_map is not None:
        context.default_map = context.default_map or {}
        return
    path = Path(value) if value else _found()
    defaults = {} if path is None else _defaults(path)
    if context.command.name != "check":  # other commands write other things: a draft is no report
        defaults.pop("output", None)
    context.default_map = defaults


def _found() -> Path | None:
    """The file of the nearest folder that has one, up to the top of the repository."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _OWN).is_file():
            return folder / _OWN
        shared = folder / _SHARED
        if shared.is_file() and _TABLE in _parsed(shared).get("tool", {}):
            return shared
        if (folder / ".git").exists():
            break
    return None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise click.UsageError(f"{path} is larger than {_LARGEST:,} bytes.")
        return tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise click.UsageError(f"Cannot read {path}: {error.strerror or error}.") from None
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{path} is not TOML: {error}.") from None


def _defaults(path: Path) -> dict[str, Any]:
    data = _parsed(path)
    if path.name == _SHARED:
        data = data.get("tool", {}).get(_TABLE, {})
    if not isinstance(data, dict):
        raise click.UsageError(f"{path}: [tool.{_TABLE}] must be a table.")
    mistakes = [mistake for key, value in data.items() if (mistake := _mistake(key, value))]
    if mistakes:
        lines = _parsed_lines(path)
        told = [f"{path}:{_line_of(key, lines)}: {what}" for key, what in mistakes]
        raise click.UsageError("\n".join(told))
    return {_KEYS[key].parameter: _value(_KEYS[key], value, path.parent) for key, value in data.items()}


def _mistake(key: str, value: Any) -> tuple[str, str] | None:
    known = _KEYS.get(key)
    if known is None:
        from disclosure_rules.rulebook.mistakes import closest

        return key, f"unknown key `{key}`; {closest(key, _KEYS) or 'there are ' + ', '.join(_KEYS)}"
    values = value if known.many and isinstance(value, list) else [value]
    if all(type(one) is known.type for one in values):
        return None
    kind = {str: "text", int: "a whole number"}[known.type]
    return key, f"`{key}` must be {kind}" + (", or a list of such" if known.many else "")


def _value(key: _Key, value: Any, folder: Path) -> Any:
    values = value if isinstance(value, list) else [value]
    if key.path:
        values = [_beside(one, folder) for one in values]
    return values if key.many else values[0]


def _beside(name: str, folder: Path) -> str:
    """A path is one from the file's folder; the id of a pack stays what it is."""
    path = folder / name
    return os.path.relpath(path) if path.exists() or "/" in name or "." in name else name


def _parsed_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _line_of(key: str, lines: list[str]) -> int:
    written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    return next((number for number, line in enumerate(lines, 1) if written.match(line)), 1)
