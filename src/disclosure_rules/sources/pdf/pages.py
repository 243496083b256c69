"""One page becomes its lines and tables in reading order, and what could not be read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import addressof, c_float
from dataclasses import dataclass

from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.characters import Characters, read_characters
from disclosure_rules.sources.pdf.columns import aligned, between_rulings, boxed
from disclosure_rules.sources.pdf.frames import HUNDRED, Box, Frame
from disclosure_rules.sources.pdf.grids import find_grids
from disclosure_rules.sources.pdf.limits import PageError
from disclosure_rules.sources.pdf.lines import Line, build_lines
from disclosure_rules.sources.pdf.rows import parted
from disclosure_rules.sources.pdf.rulings import Drawing, read_drawing
from disclosure_rules.sources.pdf.silent import Listener
from disclosure_rules.sources.pdf.tables import Filled, TableDraft, drafted, fill

__all__ = ["Item", "Page", "read_page"]

_LARGE_PICTURE = 3  # percent of the page from which on a picture is worth a word
_FREE_TEXT, _STAMP, _FIELD = 3, 13, 20  # annotations that show text of their own
_MAX_ANNOTATIONS = 1_000
_MANY_SILENT = 20  # text objects; fewer may be blanks

Item = Line | TableDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, counted from 1; `unread` names what of it could not be read."""

    number: int
    frame: Frame
    items: tuple[Item, ...]
    unread: frozenset[str]


def read_page(document: int, number: int, listener: Listener) -> Page:
    """Read a page, counted from 1. Raises PageError where it cannot be read."""
    page = library.load_page(document, number - 1)
    if not page:
        raise PageError
    try:
        box = _visible_box(page)
        turn = library.page_rotation(page) % 4
        with _text(page) as text:
            characters = read_characters(text, box, turn)
        drawing = read_drawing(page, box, characters.objects)
        if listener.revive(drawing.silent, characters):
            with _text(page) as text:
                if listener.heard(text, drawing.silent):
                    characters = read_characters(text, box, turn)
        unread = _unread(characters, drawing, box)
        if _has_text_annotations(page):
            unread.add("annotation")
    except (ValueError, OverflowError) as error:  # a measure that is no number
        raise PageError from error
    finally:
        library.close_page(page)
    return Page(
        number=number, frame=characters.frame, items=tuple(_items(characters, drawing)), unread=frozenset(unread)
    )


@contextmanager
def _text(page: int) -> Iterator[int]:
    text = library.load_text(page)
    if not text:
        raise PageError
    try:
        yield text
    finally:
        library.close_text(text)


def _visible_box(page: int) -> Box:
    box = (c_float * 4)()
    if not library.page_box(page, addressof(box)):
        raise PageError
    left, top, right, bottom = (round(value * HUNDRED) for value in box)
    if left >= right or bottom >= top:
        raise PageError
    return left, bottom, right, top


def _unread(characters: Characters, drawing: Drawing, box: Box) -> set[str]:
    unread = set()
    has_text = characters.printed > 0
    if characters.unmapped:
        unread.add("unmapped")
    if characters.slanted:
        unread.add("slanted")
    area = (box[2] - box[0]) * (box[3] - box[1])
    pictures = sum((right - left) * (top - bottom) for left, bottom, right, top in drawing.pictures)
    if not has_text and pictures * 100 >= area * _LARGE_PICTURE:
        unread.add("recognised" if characters.invisible else "scanned")
    elif pictures * 100 >= area * _LARGE_PICTURE:
        unread.add("picture")
    silent = sum(1 for one in drawing.silent if one not in characters.objects)
    if silent >= _MANY_SILENT and silent > 3 * characters.printed and not characters.invisible:
        unread.add("mute")
    return unread


def _has_text_annotations(page: int) -> bool:
    for index in range(min(library.count_annotations(page), _MAX_ANNOTATIONS)):
        annotation = library.get_annotation(page, index)
        if annotation:
            kind = library.annotation_subtype(annotation)
            library.close_annotation(annotation)
            if kind in (_FREE_TEXT, _STAMP, _FIELD):
                return True
    return False


def _items(characters: Characters, drawing: Drawing) -> list[Item]:
    """Lines and tables from the top of the page to its bottom."""
    grids, alone = find_grids(characters.frame.reading(drawing.rulings))
    filled, outside = fill(grids, characters.by_turn.get(0, []))
    lines = build_lines(outside)
    tables: list[Filled] = []
    for one in filled:
        if len(one.grid.across) > 2:
            tables.append(parted(one))
        else:
            table, released = boxed(one)
            tables += table
            lines += released
    lines.sort(key=lambda line: -line.base)
    ruled, lines = between_rulings(alone, lines)
    bare, lines = aligned(lines)
    lines += _turned_lines(characters)
    return _in_order(lines, [drafted(one) for one in (*tables, *ruled, *bare)])


def _turned_lines(characters: Characters) -> list[Line]:
    """Lines that run in another direction than the rest of the page."""
    found: list[Line] = []
    for turn, glyphs in characters.by_turn.items():
        if turn and glyphs:
            frame = characters.frame
            own = Frame(page=frame.page, turn=(frame.turn + turn) % 4, shown=frame.turn)
            found += (_laid_down(line, own) for line in build_lines(glyphs))
    return found


def _laid_down(line: Line, frame: Frame) -> Line:
    """A turned line with the box it has in the space of the page's other lines."""
    left, bottom, right, top = frame.on_page((line.left, line.bottom, line.right, line.top))
    edges = type(line.edges)("i", (left, right) * len(line.text))
    return Line(
        text=line.text,
        left=left,
        right=right,
        base=bottom,
        bottom=bottom,
        top=top,
        em=line.em,
        edges=edges,
        turned=True,
    )


def _in_order(lines: Iterable[Line], tables: Sequence[TableDraft]) -> list[Item]:
    placed: list[tuple[int, int, Item]] = [(-(line.bottom + line.top) // 2, line.left, line) for line in lines]
    placed += [(-table.box[3], table.box[0], table) for table in tables]
    placed.sort(key=lambda one: one[:2])
    return [item for _, _, item in placed]
