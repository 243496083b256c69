"""What the elements around a text on a web page make of it, and which of them are open."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from disclosure_rules.sources.html.nodes import Flow, RowNode, TableNode
from disclosure_rules.sources.html.tokens import Open

__all__ = ["Scope", "State", "changed"]

# Never part of what a page says: code, controls, and the links that lead around a site.
_NOT_TEXT = frozenset(("script", "style", "title", "template", "noscript", "noembed", "noframes")) | {
    *("nav", "button", "select", "datalist", "rt", "rp")
}
_DRAWN = frozenset({"svg", "canvas"})
_FRAMES = frozenset({"iframe", "object", "applet"})
_DISPLAY_NONE = re.compile(r"(?:^|[;\s])display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?:^|[;\s])visibility\s{0,9}:\s{0,9}(hidden|collapse|visible)", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_FAR = 200  # elements looked through for an inline element that is closed out of order


@dataclass(frozen=True, slots=True)
class State:
    """`muted` is why an element and all in it is no text (empty where it is); `invisible` may be undone inside."""

    muted: str = ""
    invisible: bool = False
    kept: bool = False
    level: int | None = None
    raised: str = ""

    @property
    def shown(self) -> bool:
        """Whether characters here are text that a reader sees."""
        return not self.muted and not self.invisible


@dataclass(slots=True)
class Scope:
    """The page, a table or a cell: a tag in it closes nothing outside of it.

    `state` is the state outside of it, `flow` takes what stands in it. `table` is set where the scope is a table; then
    the states are those of the table, its row group and its row.
    """

    state: State
    flow: Flow
    table: TableNode | None = None
    row: RowNode | None = None
    state_of_table: State = field(default_factory=State)
    state_of_group: State = field(default_factory=State)
    state_of_row: State = field(default_factory=State)
    opened: list[tuple[str, State]] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def push(self, name: str, before: State) -> None:
        """Open an element; `before` is the state it stands in."""
        self.opened.append((name, before))
        self.names[name] += 1

    def pop(self, name: str) -> State:
        """Close the innermost element of a name that is open, and all in it; return the state after it."""
        while True:
            opened, before = self.opened.pop()
            self.names[opened] -= 1
            if opened == name:
                return before

    def remove(self, name: str, state: State) -> State:
        """Close the innermost inline element of a name; blocks opened in it stay open. Return the state after it."""
        last = len(self.opened) - 1
        for index in range(last, max(-1, last - _FAR), -1):
            opened, before = self.opened[index]
            if opened == name:
                del self.opened[index]
                self.names[name] -= 1
                if index == last:
                    return before
                return replace(state, muted=before.muted, invisible=before.invisible, raised=before.raised)
        return state


def changed(state: State, token: Open) -> State:
    """Return the state in an element that stands in `state`."""
    name, attributes = token.name, token.attributes
    style = attributes.get("style", "")
    if not state.muted and (muted := _muted(name, attributes, style)):
        state = replace(state, muted=muted)
    seen = _VISIBILITY.search(style) if style else None
    if seen is not None:
        state = replace(state, invisible=seen.group(1).lower() != "visible")
    if name in ("pre", "listing", "xmp", "textarea"):
        return replace(state, kept=True)
    if name in ("sup", "sub"):
        return replace(state, raised=name)
    if _HEADING.fullmatch(name):
        return replace(state, level=int(name[1]))
    return state


def _muted(name: str, attributes: dict[str, str], style: str) -> str:
    """Return why nothing in an element is text, or nothing: a kind of `Unread` where it may hold some."""
    if name in _NOT_TEXT or attributes.get("role", "").lower() == "navigation":
        return "control"
    if name in _DRAWN:
        return "chart"
    if name in _FRAMES:
        return "fallback"
    if name == "del":
        return "deleted"
    return "hidden" if "hidden" in attributes or (style and _DISPLAY_NONE.search(style)) else ""
