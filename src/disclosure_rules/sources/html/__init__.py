"""Web pages as offices publish them: paragraphs and tables in the order in which a browser shows them."""

from __future__ import annotations

from disclosure_rules.sources.assembly import Assembly
from disclosure_rules.sources.block import Block, Problem, SourceError, Table
from disclosure_rules.sources.html.archive import is_archive, pages
from disclosure_rules.sources.html.encoding import page_text
from disclosure_rules.sources.html.layout import lay_out
from disclosure_rules.sources.html.tree import build
from disclosure_rules.sources.html.unread import Unread

__all__ = ["MAX_PAGE", "read"]

MAX_PAGE = 32 * 1024 * 1024  # bytes; a report with all its tables has some hundred thousand


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a web page, or of the pages of a web archive (.mht), and what could not be read.

    A line is a line of the file. Scripts, navigation and what is not displayed are no text. Tables that lay out the
    page are read as what is in them. Raises SourceError for a page that is too large or in no known encoding.
    """
    if len(data) > MAX_PAGE:
        size, limit = len(data) // (1024 * 1024), MAX_PAGE // (1024 * 1024)
        raise SourceError(
            {
                "zh": f"网页有 {size} MB，超过上限 {limit} MB，不像一份公开报告，请拆分后再检查。",
                "en": f"The page has {size} MB, over the limit of {limit} MB for one disclosure; split it.",
            }
        )
    assembly, unread = Assembly(), Unread()
    problems: list[Problem] = []
    for page in pages(data) if is_archive(data) else (data,):
        text, said = page_text(page)
        problems += said
        lay_out(build(text, unread), assembly)
    problems += unread.problems(tables=any(isinstance(block, Table) for block in assembly.blocks))
    return tuple(assembly.blocks), tuple(problems)
