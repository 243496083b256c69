"""Excel workbooks: what each sheet shows, as titles, tables and notes, with the numbers as they are printed."""

from __future__ import annotations

from collections import Counter

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Problem, SourceError
from disclosure_rules.sources.package import Package
from disclosure_rules.sources.xlsx.book import Book, S, SheetEntry
from disclosure_rules.sources.xlsx.cells import read_sheet
from disclosure_rules.sources.xlsx.drawing import drawn_on
from disclosure_rules.sources.xlsx.layout import SheetBlocks
from disclosure_rules.sources.xlsx.shown import Sheet
from disclosure_rules.sources.xlsx.telling import sheet_problems, workbook_problems

__all__ = ["read"]

_USUAL_MAIN = "xl/workbook.xml"


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a workbook and what could not be read.

    Rows and columns of a place are those of its sheet. A number is read as it is printed: its value under the format of
    its cell. Hidden sheets, rows and columns are not printed and not read. Raises SourceError for a package that is
    damaged, hostile or no workbook.
    """
    package = Package(data)
    main = package.main_part() or _USUAL_MAIN
    root = package.xml(main)
    if root is None or root.tag != S + "workbook":
        raise _no_workbook()
    book = Book(package, main, root)
    blocks = SheetBlocks()
    problems: list[Problem] = []
    unread: Counter[str] = Counter()
    hidden: list[str] = []
    for entry in book.sheets:
        if entry.hidden:
            hidden.append(entry.name)
            continue
        try:
            problems += _sheet(package, book, entry, blocks, unread)
        except SourceError as error:
            problems.append(Problem(severity="warning", message=error.message, place=Place(sheet=entry.name)))
    problems += workbook_problems(hidden, unread, blocks.cells)
    return tuple(blocks.blocks), tuple(problems)


def _sheet(
    package: Package, book: Book, entry: SheetEntry, blocks: SheetBlocks, unread: Counter[str]
) -> tuple[Problem, ...]:
    root = package.xml(entry.part)
    if root is None:
        unread["sheet"] += 1
        return ()
    sheet = read_sheet(root, book) if root.tag == S + "worksheet" else Sheet()
    drawn = drawn_on(package, entry.part, unread)
    unread["picture"] += sheet.counts["picture"]
    blocks.add(entry.name, sheet, drawn)
    return sheet_problems(entry.name, sheet)


def _no_workbook() -> SourceError:
    return SourceError(
        {
            "zh": "文件是缺少工作表目录的 Excel 工作簿，已损坏，请重新另存为 .xlsx 后再检查。",
            "en": "The file is an Excel workbook without a list of its sheets, so damaged; save it again as .xlsx.",
        }
    )
