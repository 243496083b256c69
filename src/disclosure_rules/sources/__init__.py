"""A file becomes blocks: headings, paragraphs, tables and charts, each with its place."""

from disclosure_rules.sources.block import (
    Block,
    Cell,
    Chart,
    Paragraph,
    Point,
    Problem,
    Series,
    Source,
    SourceError,
    Strip,
    Table,
)
from disclosure_rules.sources.formats import FORMATS, Format
from disclosure_rules.sources.read import MAX_FILE, named_format, read_bytes, read_file, read_source

__all__ = [
    "FORMATS",
    "MAX_FILE",
    "Block",
    "Cell",
    "Chart",
    "Format",
    "Paragraph",
    "Point",
    "Problem",
    "Series",
    "Source",
    "SourceError",
    "Strip",
    "Table",
    "named_format",
    "read_bytes",
    "read_file",
    "read_source",
]
