"""The text of one paragraph as its reader sees it, and what hangs on it: text boxes, charts, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from disclosure_rules.sources.docx.names import CHART, MC, RELATION_ID, W, child
from disclosure_rules.sources.docx.styles import Styles

__all__ = ["Inline", "alternative", "read_inline"]

# Not shown to a reader: what was deleted or moved away, properties, field codes, the reading above a character.
_SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "rubyPr")
)
_WRITTEN = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_GRAPHICS = frozenset(W + name for name in ("drawing", "pict", "object"))
_NOTES = frozenset(W + name for name in ("footnoteReference", "endnoteReference"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TICKED = "\uf052\uf0fe\u0052\u00fe"  # the ticked boxes of the symbol fonts
# Parts of a drawing that hold content no reader here understands: local name to what it is counted as.
_UNREAD = {"pic": "picture", "imagedata": "picture", "OLEObject": "object", "relIds": "diagram"}
_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"


@dataclass(slots=True)
class Inline:
    """A paragraph's text, its text boxes and charts (by relationship id) in order.

    `unread` is the count, shared by all paragraphs of a document, of what was not read, by kind.

    `fields` are the fields open so far, innermost last; true for one whose result has not begun. `codes` counts those.
    """

    unread: Counter[str]
    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    codes: int = 0

    @property
    def text(self) -> str:
        """The text; a line break within the paragraph is a newline."""
        return "".join(self.pieces)


def read_inline(paragraph: etree._Element, styles: Styles, style: str, unread: Counter[str]) -> Inline:
    """Read a `w:p` of a paragraph style. Fields show their results; one left open hides nothing in later paragraphs."""
    inline = Inline(unread=unread)
    _walk(paragraph, inline, styles, style)
    return inline


def alternative(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of the one branch of an `mc:AlternateContent` that counts."""
    branch = element.find(MC + "Choice")
    if branch is None:
        branch = element.find(MC + "Fallback")
    if branch is not None:
        yield from branch.iterchildren("*")


def _walk(parent: etree._Element, inline: Inline, styles: Styles, style: str) -> None:
    children = alternative(parent) if parent.tag == MC + "AlternateContent" else parent.iterchildren("*")
    for element in children:
        tag = element.tag
        if tag == W + "t":
            if not inline.codes:
                inline.pieces.append(element.text or "")
        elif tag in _SKIPPED:
            continue
        elif tag == W + "r":
            if not styles.is_hidden(child(element, "rPr"), style):
                _walk(element, inline, styles, style)
            else:
                _track_fields(element, inline)
        elif tag in _GRAPHICS:
            _look_into(element, inline)
        elif tag == W + "fldChar":
            _track_field(element, inline)
        elif tag.startswith(_MATH):
            inline.unread["equation"] += 1
        elif tag in _NOTES:
            inline.unread["note"] += 1
        elif not inline.codes and tag in _WRITTEN:
            inline.pieces.append(_WRITTEN[tag])
        elif tag == W + "br":
            if element.get(W + "type") in (None, "textWrapping"):
                inline.pieces.append("\n")
        elif tag == W + "sym":
            inline.pieces.append(_symbol(element))
        else:
            _walk(element, inline, styles, style)


def _track_fields(run: etree._Element, inline: Inline) -> None:
    for element in run.iterchildren(W + "fldChar"):
        _track_field(element, inline)


def _track_field(character: etree._Element, inline: Inline) -> None:
    kind = character.get(W + "fldCharType")
    if kind == "begin":
        inline.fields.append(True)
        inline.codes += 1
    elif kind == "separate" and inline.fields:
        inline.codes -= inline.fields[-1]
        inline.fields[-1] = False
    elif kind == "end" and inline.fields:
        inline.codes -= inline.fields.pop()


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char", "")
    try:
        character = chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return ""
    if character in _TICKED:
        return "☑"
    return "□" if "\ue000" <= character <= "\uf8ff" or "\ud800" <= character <= "\udfff" else character


def _look_into(graphic: etree._Element, inline: Inline) -> None:
    """Collect the text boxes and charts of a drawing, once each, and count what cannot be read."""
    children = alternative(graphic) if graphic.tag == MC + "AlternateContent" else graphic.iterchildren("*")
    for element in children:
        tag = element.tag
        if tag == W + "txbxContent":
            inline.boxes.append(element)
        elif tag == CHART + "chart":
            inline.charts.append(element.get(RELATION_ID, ""))
        elif tag == _EXTENDED_CHART:
            inline.unread["chart"] += 1
        else:
            counted = _UNREAD.get(tag.rpartition("}")[2])
            if counted:
                inline.unread[counted] += 1
            else:
                _look_into(element, inline)
