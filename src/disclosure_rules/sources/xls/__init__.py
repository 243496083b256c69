"""Legacy Excel and WPS workbooks (.xls, .et): what each sheet shows, as in newer ones."""

from __future__ import annotations

from collections import Counter

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Problem, SourceError
from disclosure_rules.sources.compound import Compound
from disclosure_rules.sources.xls.book import read_book, too_old
from disclosure_rules.sources.xls.sheet import read_sheet
from disclosure_rules.sources.xlsx.layout import SheetBlocks
from disclosure_rules.sources.xlsx.telling import sheet_problems, workbook_problems

__all__ = ["STREAM", "read"]

STREAM = "Workbook"


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a legacy workbook and what could not be read; see the reader of newer ones.

    Raises SourceError for a workbook that is damaged, protected or older than Excel 97.
    """
    stream = Compound(data).stream(STREAM)
    if not stream:
        raise too_old()
    book = read_book(stream)
    blocks = SheetBlocks()
    problems: list[Problem] = []
    unread: Counter[str] = Counter()
    hidden: list[str] = []
    for entry in book.sheets:
        if entry.hidden:
            hidden.append(entry.name)
        elif not entry.is_worksheet:
            unread["chart"] += 1
        else:
            try:
                sheet = read_sheet(stream, entry.start, book, unread)
            except SourceError as error:
                problems.append(Problem(severity="warning", message=error.message, place=Place(sheet=entry.name)))
                continue
            blocks.add(entry.name, sheet, ())
            problems += sheet_problems(entry.name, sheet)
    problems += workbook_problems(hidden, unread, blocks.cells)
    return tuple(blocks.blocks), tuple(problems)
