"""The vocabulary: members and their parts, names that are words of the grammar, names written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure_rules.lint.remark import Place, Remark
from disclosure_rules.rulebook import Rulebook
from disclosure_rules.rulebook.mistakes import closest

__all__ = ["doubtful_names", "wrong_trees"]

# Words that relate figures to one another: a name that holds one would hide it from the reader.
_RELATING = (
    "share", "up", "down", "above", "below", "became", "undecided", "flat", "each", "respective", "reason", "purpose",
    "denial", "average", "annual_growth",
)  # fmt: skip
_Path = tuple[str | int, ...]


def wrong_trees(rulebook: Rulebook) -> Iterator[Remark]:
    """Parts that are no members, that contain themselves, or that are one where several are meant; unnamed members."""
    axes = rulebook.vocabulary.get("dimensions", {}).get("dimensions", {})
    for axis, said in axes.items():
        members = said.get("members") if isinstance(said, Mapping) else None
        if not isinstance(members, Mapping):
            continue
        here: _Path = ("dimensions", "dimensions", axis)
        if (root := said.get("root")) is not None and root not in members:
            yield _remark(
                "no-such-member", "error", _at(rulebook, (*here, "root")),
                f"维度 {axis} 的根 {root} 不在其成员中", f"dimension {axis} has no member {root} to be its root",
                closest(str(root), map(str, members)),
            )  # fmt: skip
        for member in members:
            yield from _member(rulebook, axis, str(member), members, (*here, "members", member))


def _member(rulebook: Rulebook, axis: str, member: str, members: Mapping[str, Any], here: _Path) -> Iterator[Remark]:
    said = members[member] if isinstance(members[member], Mapping) else {}
    for language in ("zh", "en"):
        if not said.get(language):
            yield _remark(
                "no-name", "warning", _at(rulebook, here),
                f"维度 {axis} 的成员 {member} 没有{'中文' if language == 'zh' else '英文'}名称",
                f"member {member} of dimension {axis} has no name in {language}",
            )  # fmt: skip
    parts = [str(part) for part in said.get("parts", ())]
    for index, part in enumerate(parts):
        if part not in members:
            yield _remark(
                "no-such-member", "error", _at(rulebook, (*here, "parts", index)),
                f"{axis}: {member} 的分项 {part} 不在成员中", f"{part}, a part of {axis}: {member}, is no member",
                closest(part, map(str, members)),
            )  # fmt: skip
    if member in _below(member, members):
        yield _remark(
            "part-of-itself", "error", _at(rulebook, (*here, "parts")),
            f"{axis}: {member} 是自己的分项", f"{axis}: {member} is a part of itself",
        )  # fmt: skip
    if said.get("exhaustive") and len(parts) == 1:
        yield _remark(
            "one-part", "warning", _at(rulebook, (*here, "parts")),
            f"{axis}: {member} 只有一个分项却说已列全", f"{axis}: {member} is said to be all of its only part",
        )  # fmt: skip
    if said.get("exhaustive") and not parts:
        yield _remark(
            "one-part", "warning", _at(rulebook, (*here, "exhaustive")),
            f"{axis}: {member} 没有分项却说已列全", f"{axis}: {member} has no parts to be complete",
        )  # fmt: skip


def _below(member: str, members: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [member]
    while waiting:
        said = members.get(waiting.pop())
        for part in said.get("parts", ()) if isinstance(said, Mapping) else ():
            if str(part) not in found:
                found.add(str(part))
                waiting.append(str(part))
    return found


def doubtful_names(rulebook: Rulebook) -> Iterator[Remark]:
    """Names of figures that hold, or are, a word of the grammar, and names that are listed twice."""
    cues = rulebook.vocabulary.get("cues", {}).get("cues", {})
    relating = {word: role for role in _RELATING for word in cues.get(role, ()) if len(word) > 1}
    first: dict[tuple[str, str], Place] = {}
    for index, term in enumerate(rulebook.vocabulary.get("lexicon", {}).get("terms", ())):
        for number, name in enumerate(term.get("names", ())):
            here = _at(rulebook, ("lexicon", "terms", index, "names", number))
            word = max((word for word in relating if word in name), key=len, default=None)
            if word is not None:
                yield _cue(name, word, relating[word], here)
            key = (name, repr(sorted((term.get("needs") or {}).items())))
            if key in first:
                line = f"{first[key][0]}:{first[key][1]}"
                yield _remark(
                    "name-twice", "warning", here, f"“{name}”已在 {line} 列出", f"`{name}` is listed in {line} already"
                )
            first.setdefault(key, here)


def _cue(name: str, word: str, role: str, here: Place) -> Remark:
    if name == word:
        return _remark(
            "name-is-a-cue", "error", here,
            f"“{name}”是语法用词（{role}），不能又是数字的名称",
            f"`{name}` is a word of the grammar ({role}), not a name",
        )  # fmt: skip
    return _remark(
        "cue-in-a-name", "warning", here,
        f"名称“{name}”里有语法用词“{word}”（{role}），读到它就看不见后者",
        f"the name `{name}` holds `{word}`, a word of the grammar ({role}), and hides it",
    )  # fmt: skip


def _at(rulebook: Rulebook, path: _Path) -> Place:
    positions = rulebook.vocabulary_positions
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, ("", 0, 0))


def _remark(code: str, severity: str, place: Place, zh: str, en: str, suggestion: str = "") -> Remark:
    return Remark(code=code, severity=severity, place=place, message={"zh": zh, "en": en}, suggestion=suggestion)
