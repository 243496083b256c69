"""Lines become paragraphs by their geometry, also where a page ends within one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosure_rules.sources.pdf.columns import contents_line
from disclosure_rules.sources.pdf.joining import Passage, in_paragraph, starts_item
from disclosure_rules.sources.pdf.lines import Line
from disclosure_rules.sources.pdf.pages import Page
from disclosure_rules.sources.pdf.tables import TableDraft

__all__ = ["FlowTable", "FlowText", "flow"]

_UNIT = re.compile(r"单位\s*[：:]\s*\S{0,6}(?:元|[%％]|人|个|辆|台)\s*$")
# What cannot be parted at the beginning of a line: a word or a number with the brackets around it and what follows.
_UNBREAKABLE = re.compile(
    r"[（《〈“‘【〔(\[]*(?:[A-Za-z0-9.,，%％]*[A-Za-z0-9%％]|.)[，。、；：？！）》〉”’】〕…％%,.;:!?)\]]*", re.DOTALL
)
_SENTENCE_ENDS = tuple("。；：！？")
_INDENT = 120  # percent of an em that a first line stands in, at least
_SLACK = 90  # percent of an em by which a full line may end early although more would fit
_OFF_CENTRE = 100
_OTHER_SIZE = 30  # percent
_SPREAD = 145  # percent of the usual distance of lines, beyond which there is a gap
_APART = 350  # percent of an em, beyond which there is a gap whatever is usual
_PROSE = 10  # characters of a line that tells where text ends on the right


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowText:
    """A paragraph: its text, and for each of its lines the page it stands on."""

    passage: Passage
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """A table and the page it stands on."""

    table: TableDraft
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """Where text begins and ends on a page, and the usual distance of its lines."""

    left: int
    right: int
    pitch: int


@dataclass(slots=True)
class _Open:
    """The paragraph that is being put together."""

    lines: list[Line] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def closed(self) -> Iterator[FlowText]:
        if self.lines:
            yield FlowText(passage=Passage.of(self.lines, in_paragraph), pages=tuple(self.pages))
        self.lines.clear()
        self.pages.clear()


def flow(pages: Sequence[Page]) -> Iterator[FlowText | FlowTable]:
    """Yield the paragraphs and tables of a document in reading order."""
    measures = _measures(pages)
    current = _Open()
    before: _Measure | None = None
    for page, measure in zip(pages, measures, strict=True):
        for item in page.items:
            if isinstance(item, TableDraft):
                yield from current.closed()
                yield FlowTable(table=item, page=page)
                continue
            if current.lines and not _continues(current, item, page, before or measure, measure):
                yield from current.closed()
            current.lines.append(item)
            current.pages.append(page)
            before = measure
    yield from current.closed()


def _continues(current: _Open, line: Line, page: Page, before: _Measure, here: _Measure) -> bool:
    """Whether a line goes on with the paragraph whose last line stands before it."""
    last = current.lines[-1]
    if _stands_alone(last, before) or _stands_alone(line, here):
        return False
    if abs(last.em - line.em) * 100 > max(last.em, line.em) * _OTHER_SIZE:
        return False
    if current.pages[-1] is page:
        distance = last.base - line.base
        if distance * 100 > here.pitch * _SPREAD or distance * 100 > line.em * _APART:
            return False
    if before.right - last.right > _first_word(line) + line.em * _SLACK // 100:
        return False
    return not _is_indented(current.lines, line, before, here)


def _stands_alone(line: Line, measure: _Measure) -> bool:
    """Whether a line is a paragraph by itself: a heading in the middle, a unit, a line of a table of contents."""
    if line.turned or contents_line(line) or _UNIT.search(line.text):
        return True
    inset = 2 * line.em
    off_centre = abs(line.left - measure.left - (measure.right - line.right))
    is_inside = line.left - measure.left > inset and measure.right - line.right > inset
    return is_inside and off_centre * 100 <= 2 * line.em * _OFF_CENTRE


def _is_indented(lines: Sequence[Line], line: Line, before: _Measure, here: _Measure) -> bool:
    """Whether a line begins further in than the paragraph goes on, or looks like the next entry of a list."""
    last, indent = lines[-1], line.em * _INDENT // 100
    shift = (line.left - here.left) - (last.left - before.left)
    if shift >= indent:
        return not _hangs(last, line, here.left - before.left)
    if shift <= -indent:
        return len(lines) > 1
    if starts_item(line.text) and (last.text.endswith(_SENTENCE_ENDS) or starts_item(last.text)):
        return True
    return len(lines) == 1 and line.left - here.left >= indent and not _hangs(last, line, here.left - before.left)


def _hangs(last: Line, line: Line, shift: int) -> bool:
    """Whether a line stands below the text that follows the list mark of the line before."""
    if not starts_item(last.text) or starts_item(line.text):
        return False
    starts = last.edges[2::2][:6]
    return any(abs(start + shift - line.left) * 2 <= line.em for start in starts)


def _first_word(line: Line) -> int:
    """The width of what cannot be parted at the beginning of a line."""
    match = _UNBREAKABLE.match(line.text)
    end = match.end() if match else 1
    return line.edges[2 * end - 1] - line.left


def _measures(pages: Sequence[Page]) -> list[_Measure]:
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        by_size.setdefault(page.frame.size, []).extend(_prose(page))
    common = {size: _extent(lines, size) for size, lines in by_size.items()}
    return [_measure(page, common[page.frame.size]) for page in pages]


def _prose(page: Page) -> list[Line]:
    return [
        item
        for item in page.items
        if isinstance(item, Line) and len(item.text) >= _PROSE and not item.turned and not _UNIT.search(item.text)
    ]


def _extent(lines: Sequence[Line], size: tuple[int, int]) -> tuple[int, int]:
    """Where most of the long lines of all pages of one size begin and end."""
    if not lines:
        return size[0] // 8, size[0] - size[0] // 8
    rights = Counter(line.right // 1000 for line in lines if line.right * 2 > size[0])
    left = min(line.left for line in lines)
    right = max((key for key, count in rights.items() if count * 4 >= max(rights.values())), default=0)
    return left, max((line.right for line in lines if line.right // 1000 == right), default=size[0] - left)


def _measure(page: Page, common: tuple[int, int]) -> _Measure:
    lines = _prose(page)
    every = [item for item in page.items if isinstance(item, Line)]
    rights = sorted((line.right for line in lines), reverse=True)
    em = max((line.em for line in lines), default=1000)
    agree = len(rights) > 1 and rights[0] - rights[1] <= 2 * em
    lefts = sorted(line.left for line in lines)
    steps = sorted(
        one.base - other.base
        for one, other in pairwise(every)
        if 0 < one.base - other.base <= 4 * max(one.em, other.em)
    )
    return _Measure(
        left=lefts[0] if agree else min(common[0], *lefts) if lefts else common[0],
        right=rights[0] if agree else max(common[1], *rights) if rights else common[1],
        pitch=steps[len(steps) // 4] if steps else 10_000,
    )
