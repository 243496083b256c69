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
_LARGE_SLACK = 300  # the same before a line that goes back behind the indent of the first
_SMALL_SLACK = 50  # the same before a line that does not begin at the margin
_HEADING = 125  # percent of the usual size of type
_OFF_CENTRE = 120  # percent of an em by which the margins of a line in the middle differ
_OTHER_SIZE = 30  # percent
_SPREAD = 145  # percent of the usual distance of lines, beyond which there is a gap
_CLOSE = 150  # percent of an em, within which there is none
_APART = 350  # percent of an em, beyond which there is a gap whatever is usual
_AGREEMENT = 120  # percent of an em by which full lines differ
_FEWEST_AGREEING = 3
_NEAR = 2000
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
    """Where text begins and ends on a page, and the usual distance of its lines and size of its type."""

    left: int
    right: int
    pitch: int
    em: int


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
    if _stands_alone(last) or _stands_alone(line) or _is_centred(last, before):
        return False
    if abs(last.em - line.em) * 100 > max(last.em, line.em) * _OTHER_SIZE:
        return False
    if current.pages[-1] is page:
        distance = last.base - line.base
        if distance * 100 > min(max(here.pitch * _SPREAD, line.em * _CLOSE), line.em * _APART):
            return False
    room = before.right - last.right - _first_word(line)
    if _is_centred(line, here):  # the rest of a heading, if anything
        return min(last.em, line.em) * 100 > here.em * _HEADING and room * 100 <= line.em * _SLACK
    shift = (line.left - here.left) - (last.left - before.left)
    is_item = starts_item(line.text) or last.text.endswith(_SENTENCE_ENDS)
    at_margin = line.left - here.left <= line.em
    inset = last.left - before.left
    if not at_margin and inset > line.em and abs(inset - (before.right - last.right)) * 100 <= line.em * _OFF_CENTRE:
        room += inset  # a line in the middle has room on both sides
    goes_back = len(current.lines) == 1 and shift * 100 <= -line.em * _INDENT and at_margin and not is_item
    slack = _LARGE_SLACK if goes_back else _SLACK if at_margin else _SMALL_SLACK
    if room * 100 > line.em * slack:
        return False
    return not _begins(current.lines, line, before, here, shift)


def _stands_alone(line: Line) -> bool:
    """Whether a line is a paragraph by itself wherever it stands: a unit, or a line of a table of contents."""
    return line.turned or contents_line(line) or _UNIT.search(line.text) is not None


def _is_centred(line: Line, measure: _Measure) -> bool:
    """Whether a line stands in the middle, away from both margins."""
    inset = 3 * line.em
    off_centre = abs(line.left - measure.left - (measure.right - line.right))
    is_inside = line.left - measure.left > inset and measure.right - line.right > inset
    return is_inside and off_centre * 100 <= line.em * _OFF_CENTRE


def _begins(lines: Sequence[Line], line: Line, before: _Measure, here: _Measure, shift: int) -> bool:
    """Whether a line begins further in than the paragraph goes on, or looks like the next entry of a list.

    `shift` is how much further in it begins than the line before.
    """
    last, indent = lines[-1], line.em * _INDENT // 100
    if starts_item(line.text) and (last.text.endswith(_SENTENCE_ENDS) or starts_item(last.text)):
        return True
    if shift <= -indent:
        return len(lines) > 1
    is_further_in = shift >= indent or (len(lines) == 1 and line.left - here.left >= indent)
    return is_further_in and not _hangs(last, line, here.left - before.left)


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
    ems = sorted(line.em for line in lines) or [1000]
    em = ems[len(ems) // 2]
    left, right = common
    if lines:
        own = max(line.right for line in lines)
        agreeing = sum(1 for line in lines if (own - line.right) * 100 <= em * _AGREEMENT)
        # What is in the file elsewhere counts where the page's own lines do not tell where they end.
        if agreeing >= _FEWEST_AGREEING:
            left, right = min(line.left for line in lines), own
        else:
            left = min(left, *(line.left for line in lines))
            right = own if own >= right - _NEAR else right
    steps = sorted(
        one.base - other.base
        for one, other in pairwise(every)
        if 0 < one.base - other.base <= 4 * max(one.em, other.em)
    )
    return _Measure(left=left, right=right, pitch=steps[len(steps) // 4] if steps else 10_000, em=em)
