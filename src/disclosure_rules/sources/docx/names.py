"""The names of the elements of a Word document."""

from __future__ import annotations

from lxml import etree

__all__ = ["CHART", "DRAWING", "MC", "RELATION_ID", "W", "child", "flag", "integer", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_VAL = W + "val"
_OFF = frozenset({"0", "false", "off", "none"})


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child `w:name`, or None."""
    return None if parent is None else next(parent.iterchildren(W + name), None)


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the `w:val` of the child `w:name`, or None where there is no such child or value."""
    found = child(parent, name)
    return None if found is None else found.get(_VAL)


def flag(parent: etree._Element | None, name: str) -> bool | None:
    """Return whether the switch `w:name` is on, or None where it is not set."""
    found = child(parent, name)
    return None if found is None else found.get(_VAL, "1") not in _OFF


def integer(parent: etree._Element | None, name: str) -> int | None:
    """Return the `w:val` of `w:name` as an integer of at most six digits, or None."""
    text = value(parent, name)
    if text is None or len(text) > 7 or not text.removeprefix("-").isdecimal():
        return None
    return int(text)
