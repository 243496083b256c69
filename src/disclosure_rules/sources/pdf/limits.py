"""How much a PDF may hold, so that a hostile one costs no more than a large one."""

from __future__ import annotations

__all__ = [
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_CLIP_PATHS",
    "MAX_CLIP_POINTS",
    "MAX_CROSSINGS",
    "MAX_DEPTH",
    "MAX_OBJECTS",
    "MAX_PAGES",
    "MAX_PIECES",
    "MAX_SEGMENTS",
    "MAX_UNITS",
    "PageError",
]

MAX_PAGES = 5_000
MAX_PIECES = 600_000  # paragraphs and cells of a file
MAX_CHARACTERS = 100_000  # of a page, as all below
MAX_OBJECTS = 100_000
MAX_SEGMENTS = 200_000
MAX_DEPTH = 12  # of forms within forms
MAX_CLIP_PATHS = 32  # around one object
MAX_CLIP_POINTS = 1_000
MAX_CROSSINGS = 1_000_000  # pairs of rulings that are compared
MAX_UNITS = 20_000  # cells of one grid before any are merged
MAX_CELLS = 50_000


class PageError(Exception):
    """A page that cannot be read, or holds more than any page does."""
