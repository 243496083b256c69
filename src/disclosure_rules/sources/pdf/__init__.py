"""The reader of PDF files: characters and rulings become paragraphs and tables, each with its place on the page."""

from __future__ import annotations

from threading import Lock

from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.block import Block, Problem
from disclosure_rules.sources.pdf import library
from disclosure_rules.sources.pdf.blocks import assembled
from disclosure_rules.sources.pdf.flow import flow
from disclosure_rules.sources.pdf.limits import MAX_PAGES, MAX_PIECES, PageError
from disclosure_rules.sources.pdf.margins import without_margins
from disclosure_rules.sources.pdf.pages import Page, read_page
from disclosure_rules.sources.pdf.problems import encrypted, no_text, not_a_pdf, page_problems, too_many_pages
from disclosure_rules.sources.pdf.silent import Listener
from disclosure_rules.sources.pdf.tables import TableDraft

__all__ = ["read"]

_ONE_AT_A_TIME = Lock()  # PDFium must not be called from two threads at once


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a PDF and what could not be read.

    What cannot be seen on paper is not read; page numbers and running heads and feet are left out. Raises SourceError
    for a file that is damaged, protected by a password or too large, and for one that holds no text, such as a scan.
    """
    with _ONE_AT_A_TIME:
        pages, failed = _pages(data)
    problems = page_problems(pages, failed)
    blocks = assembled(flow(without_margins(pages)))
    if not blocks:
        raise no_text(problems)
    return blocks, problems


def _pages(data: bytes) -> tuple[list[Page], list[int]]:
    """The pages of a document, and the numbers of those that cannot be read."""
    document = library.load_document(data, len(data), None)
    if not document:
        raise encrypted() if library.last_error() == library.ERROR_PASSWORD else not_a_pdf()
    try:
        count = library.count_pages(document)
        if count > MAX_PAGES:
            raise too_many_pages(count, MAX_PAGES)
        listener = Listener()
        pages, failed = _all_pages(document, count, listener)
        if listener.must_repeat:
            listener.repeats()
            pages, failed = _all_pages(document, count, listener)
    finally:
        library.close_document(document)
    return pages, failed


def _all_pages(document: int, count: int, listener: Listener) -> tuple[list[Page], list[int]]:
    pages: list[Page] = []
    failed: list[int] = []
    pieces = 0
    for number in range(1, count + 1):
        try:
            page = read_page(document, number, listener)
        except PageError:
            failed.append(number)
            continue
        pages.append(page)
        pieces += sum(len(item.cells) if isinstance(item, TableDraft) else 1 for item in page.items)
        refuse_more_than(pieces, MAX_PIECES)
    return pages, failed
