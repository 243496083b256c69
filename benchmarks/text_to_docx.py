"""Build a Word document of a text file, so that both can be checked and the findings compared.

    python benchmarks/text_to_docx.py REPORT.txt REPORT.docx

Paragraphs stay paragraphs (their bookmarks become bookmarks), written-out forms become tables, chart data become
charts with cached values. Blank lines stay blank paragraphs.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent / "tests"))

from builders import Docx, cell, paragraph  # noqa: E402
from disclosure_rules.sources import Block, Chart, Paragraph, Table, read_source  # noqa: E402

_BOOKMARK = re.compile(r"\[bookmark: ([^\]\n]{1,80})\]")


def convert(path: Path) -> bytes:
    """Return the text file at `path` as a Word document."""
    document = Docx()
    line = 0
    for block in read_source(path).blocks:
        for _ in range((block.place.line or 0) - line - 1):
            document.paragraph()
        _add(document, block)
        line = _last_line(block)
    return document.to_bytes()


def _add(document: Docx, block: Block) -> None:
    if isinstance(block, Paragraph):
        document.raw(_paragraph(block.text, len(document.blocks)))
    elif isinstance(block, Table):
        document.table([[cell(entry.text, span=entry.column_span) for entry in row] for row in block.rows])
    else:
        series = {entry.name: [(point.category, point.value) for point in entry.points] for entry in block.series}
        document.chart(block.title, series, unit_line=block.unit_line)


def _paragraph(text: str, index: int) -> str:
    marks = ""
    for number, name in enumerate(_BOOKMARK.findall(text)):
        mark = f'w:id="{index * 100 + number}"'
        marks += f'<w:bookmarkStart {mark} w:name="{name}"/><w:bookmarkEnd {mark}/>'
    words = _BOOKMARK.sub("", text)
    return paragraph(*([marks] if marks else []), *([words] if words else []))


def _last_line(block: Block) -> int:
    if isinstance(block, Paragraph):
        return block.lines[-1][1] if block.lines else block.place.line or 0
    if isinstance(block, Chart):
        return max(point.place.line or 0 for series in block.series for point in series.points)
    cells = [entry for row in block.rows for entry in row]
    return max(entry.lines[-1][1] if entry.lines else entry.place.line or 0 for entry in cells)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Path(sys.argv[2]).write_bytes(convert(Path(sys.argv[1])))
