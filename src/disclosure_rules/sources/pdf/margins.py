"""Page numbers, and what stands at the head or foot of most pages, are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from disclosure_rules.sources.pdf.lines import Line
from disclosure_rules.sources.pdf.pages import Page

__all__ = ["without_margins"]

_NUMBER = re.compile(
    r"[-—–－·•~\s]*(?:第\s*)?(\d{1,4}|[IVXivx]{1,5})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·•~\s]*"
)
_OUTER = 15  # percent of the height of a page that heads and feet stand in
_SAME_HEIGHT = 300
_FEWEST_PAGES = 3
_SAYS_MORE = re.compile(r"单位\s*[：:]|注\s*[：:]|编制")


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without their numbers and without running heads and feet."""
    outer = [_outer_lines(page) for page in pages]
    numbers = _page_numbers(pages, outer)
    running = _running(pages, outer)
    return [
        replace(page, items=tuple(item for item in page.items if id(item) not in numbers | running))
        if numbers or running
        else page
        for page in pages
    ]


def _outer_lines(page: Page) -> list[tuple[Line, bool]]:
    """The lines at the head and at the foot (True) of a page, above and below all tables."""
    height = page.frame.size[1]
    found: list[tuple[Line, bool]] = []
    for at_foot, items in ((False, page.items), (True, page.items[::-1])):
        for item in items[:2]:
            if not isinstance(item, Line):
                break
            middle = (item.bottom + item.top) // 2
            from_edge = middle if at_foot else height - middle
            if from_edge * 100 <= height * _OUTER:
                found.append((item, at_foot))
    # A line that runs up the side of a page is at its edge too.
    found += [(item, True) for item in page.items if isinstance(item, Line) and item.turned and len(item.text) < 12]
    return found


def _page_numbers(pages: Sequence[Page], outer: Sequence[Sequence[tuple[Line, bool]]]) -> set[int]:
    """The lines that number the pages: marked as such, or in step with the pages."""
    plain: list[tuple[int, Line]] = []
    found: set[int] = set()
    for page, lines in zip(pages, outer, strict=True):
        for line, _ in lines:
            match = _NUMBER.fullmatch(line.text)
            if match is None:
                continue
            if line.text != match.group(1):
                found.add(id(line))
            elif match.group(1).isdecimal():
                plain.append((int(match.group(1)) - page.number, line))
            else:
                found.add(id(line))
    steps = Counter(step for step, _ in plain)
    found.update(id(line) for step, line in plain if steps[step] > 1 or step == 0)
    return found


def _running(pages: Sequence[Page], outer: Sequence[Sequence[tuple[Line, bool]]]) -> set[int]:
    """The lines that are the same, at the same distance from the edge, on most pages."""
    places: dict[tuple[str, bool, int], list[int]] = {}
    for page, lines in zip(pages, outer, strict=True):
        height = page.frame.size[1]
        for line, at_foot in lines:
            if _SAYS_MORE.search(line.text) is None:
                distance = line.base if at_foot else height - line.base
                key = (re.sub(r"\d+", "0", line.text) if at_foot else line.text, at_foot)
                step = distance // _SAME_HEIGHT
                for near in (step, step + 1):  # so that what is no further apart than this meets in one of them
                    places.setdefault((*key, near), []).append(id(line))
    least = max(_FEWEST_PAGES, len(pages) // 2 + 1)
    return {one for found in places.values() if len(found) >= least for one in found}
