"""A few lines of text as a document: how examples and tests of rules are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from typing import Any

from disclosure_rules.facts import Document
from disclosure_rules.facts.extract import extract
from disclosure_rules.place import Place
from disclosure_rules.sources.block import Block, Cell, Paragraph, Source, Table

__all__ = ["as_document"]


def as_document(
    text: str, vocabulary: Mapping[str, Any], *, name: str = "example", kind: str = "", region: str = ""
) -> Document:
    """Read text as a document: a paragraph a line; lines with tabs that follow one another are the rows of a table.

    `kind` and `region` are what the document is where the text itself does not say it.
    """
    digest = sha256(text.encode()).hexdigest()
    source = Source(name=name, format="text", sha256=digest, blocks=tuple(_blocks(text)))
    document = extract(source, vocabulary)
    return replace(document, kind=document.kind or kind, region=document.region or region)


def _blocks(text: str) -> Iterator[Block]:
    block = 0
    for tabbed, lines in groupby(enumerate(text.splitlines(), start=1), key=lambda line: "\t" in line[1]):
        if tabbed:
            yield _table(list(lines), block)
            block += 1
            continue
        for number, line in lines:
            yield Paragraph(text=line, place=Place(line=number, block=block))
            block += 1


def _table(lines: Sequence[tuple[int, str]], block: int) -> Table:
    rows = tuple(
        tuple(
            Cell(text=text, place=Place(line=line, block=block, table=1, row=row, column=column))
            for column, text in enumerate(written.split("\t"), start=1)
        )
        for row, (line, written) in enumerate(lines, start=1)
    )
    return Table(rows=rows, place=Place(line=lines[0][0], block=block, table=1))
