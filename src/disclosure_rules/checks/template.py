"""The tables and sections of an official template against those that a document holds or announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import in_roles, quoted, told
from disclosure_rules.quantity import Verdict

__all__ = ["template_parts"]

_LONGEST = 60  # characters of a line that is a title
_BLANKS = re.compile(r"[\s“”\"'（）()、，·—…．.-]")
_LEADERS = re.compile(r"[….·．_-]{2,}\d*$|\d+$")  # dots and the page behind an entry of a table of contents
_TITLES = "caption"  # the role under which titles of tables count, whatever line they stand in
_EARLY = 1  # lines that are shown where the document is too short to tell


class Template(Protocol):
    """The parameters of the form."""

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]: ...

    @property
    def fewest(self) -> int: ...

    @property
    def roles(self) -> tuple[str, ...]: ...


def template_parts(view: View, params: Template) -> Iterator[Outcome]:
    """A document that names at least `fewest` of the template's parts follows the template: it names all of them.

    With fewer it may be an excerpt, or follow another template: nothing can be told of it.
    """
    names = _by_length(params.parts)
    found: dict[int, Figure] = {}
    for passage in in_roles(view, params.roles):
        if (part := _part_of(passage.text, names)) is not None:
            found.setdefault(part, quoted(passage, 0, min(len(passage.text), _LONGEST)))
    for table in view.document.tables if _TITLES in params.roles else ():
        if (part := _part_of(table.title, names)) is not None:
            found.setdefault(part, Figure(role="stated", text=table.title, place=table.place))
    if not found:
        return
    lines = list(found.values())
    missing = [parts[0] for number, parts in enumerate(params.parts) if number not in found]
    if len(found) < min(params.fewest, len(params.parts)):
        yield told(
            lines[:_EARLY],
            f"模板的{len(params.parts)}个部分只见到{len(found)}个，无法判断是否齐全",
            f"{len(found)} of the template's {len(params.parts)} parts are seen: of the others nothing is known",
            verdict=Verdict.UNDETERMINED,
        )
    elif missing:
        yield told(
            lines[-1:],
            f"缺少模板规定的：{'、'.join(missing)}",
            f"parts that the template asks for are missing: {', '.join(missing)}",
            expected="、".join(missing),
        )
    else:
        yield told(lines[:1], "模板规定的部分齐全", "all parts of the template are there", verdict=Verdict.HOLDS)


def _by_length(parts: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
    """Every name with the number of its part, the longest first: 财政拨款支出决算表 stands inside of longer names."""
    names = [(_bare(name), number) for number, group in enumerate(parts) for name in group]
    return sorted(names, key=lambda name: -len(name[0]))


def _part_of(text: str, names: Sequence[tuple[str, int]]) -> int | None:
    line = _bare(_LEADERS.sub("", text))
    if not line or len(line) > _LONGEST:
        return None
    return next((number for name, number in names if name in line), None)


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)
