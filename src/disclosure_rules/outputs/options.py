"""What a reader of a report may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure_rules.report import DocumentReport, Report

__all__ = ["LANGUAGES", "SHOWN", "Options", "language_of"]

LANGUAGES = ("zh", "en")
SHOWN = ("holds", "coverage", "unread", "unchecked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`language` is `zh`, `en`, or empty for the document's own; `show` names lists to add, from `SHOWN`.

    `width` is in terminal cells, of which a Chinese character takes two; `colour` asks for terminal colours. `base` is
    the folder, with `/`, that the formats for machines tell paths relative to; `fail_on` is what fails the run (see
    `exit_code`), for the formats that tell how it ended.
    """

    language: str = ""
    show: frozenset[str] = frozenset()
    width: int = 100
    colour: bool = False
    base: str = ""
    fail_on: str = "error"


def language_of(item: DocumentReport | Report, options: Options) -> str:
    """The language to speak in: the one asked for, else that of the (first) document that could be read."""
    if options.language:
        return options.language
    from disclosure_rules.report import Report  # not to answer --help

    documents = item.documents if isinstance(item, Report) else (item,)
    spoken = (entry.document.language for entry in documents if entry.document is not None)
    return next((language for language in spoken if language in LANGUAGES), "en")
