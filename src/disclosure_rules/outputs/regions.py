"""Where in a text file a figure stands, to the column, as far as that is certain."""

from __future__ import annotations

from disclosure_rules.checks.finding import Figure
from disclosure_rules.facts import Passage
from disclosure_rules.outputs.entries import line_of
from disclosure_rules.report import DocumentReport

__all__ = ["Columns"]


class Columns:
    """Finds the columns of figures in one document.

    A place counts characters within its paragraph. That is the column only where the paragraph is one whole line of a
    plain text, which is certain where the next paragraph stands on the next line and none other on this one.
    """

    def __init__(self, item: DocumentReport) -> None:
        self._item = item
        known = item.document.passages if item.document is not None and item.format == "text" else ()
        passages = [passage for passage in known if not passage.place.document]
        self._whole: dict[int, Passage] = {}
        lines = [passage.place.line for passage in passages]
        for number, (passage, line) in enumerate(zip(passages, lines, strict=True)):
            following = lines[number + 1] if number + 1 < len(lines) else None
            before = lines[number - 1] if number else None
            if line is not None and before != line and following == line + 1 and passage.role not in ("cell", "chart"):
                self._whole[line] = passage

    def of(self, figure: Figure) -> tuple[int, int] | None:
        """The columns, 1-based and half-open, of the characters of a figure; None where they are not known."""
        place = figure.place
        if place.document:
            return None
        line = line_of(self._item, place)
        passage = self._whole.get(line) if line is not None else None
        if passage is None or place.span is None or place.row is not None or place.block != passage.place.block:
            return None
        start, end = place.span
        if not 0 <= start < end <= len(passage.raw):
            return None
        return start + 1, end + 1

    def text(self, figure: Figure) -> str:
        """The characters between the columns of a figure."""
        columns = self.of(figure)
        line = line_of(self._item, figure.place)
        return self._whole[line].raw[columns[0] - 1 : columns[1] - 1] if columns and line is not None else ""
