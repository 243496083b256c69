"""The answer becomes bytes; one file per format."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from disclosure_rules.outputs.options import Options

if TYPE_CHECKING:
    from disclosure_rules.report import Report

__all__ = ["FORMATS", "Options", "write"]

# A format is a module with `write(report, stream, options)`, imported only when it is asked for: this is also the list
# of the command line, which must answer at once.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "text": "disclosure_rules.outputs.text",
        "json": "disclosure_rules.outputs.json",
        "sarif": "disclosure_rules.outputs.sarif",
        "junit": "disclosure_rules.outputs.junit",
        "github": "disclosure_rules.outputs.github",
        "gitlab": "disclosure_rules.outputs.gitlab",
        "markdown": "disclosure_rules.outputs.markdown",
        "csv": "disclosure_rules.outputs.csv",
    }
)


def write(report: Report, stream: TextIO, *, format: str = "text", options: Options | None = None) -> None:
    """Write the report to the stream in one of `FORMATS`. Raises KeyError for a format that is not among them."""
    import_module(FORMATS[format]).write(report, stream, options or Options())
