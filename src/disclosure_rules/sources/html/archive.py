"""Web archives (.mht): the pages that a browser or Word saved in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

from disclosure_rules.sources.block import SourceError

__all__ = ["is_archive", "pages"]

_HEADER = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:MIME-Version|From|Subject|Date|Content-Type)\s{0,9}:", re.IGNORECASE
)
_KIND = re.compile(rb"^Content-Type\s{0,9}:\s{0,9}(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096


def is_archive(data: bytes) -> bool:
    """Tell whether the bytes are a web archive."""
    head = data[:_HEAD]
    return _HEADER.match(head) is not None and _KIND.search(head) is not None


def pages(data: bytes) -> Iterator[bytes]:
    """Yield the pages of an archive in order. Raises SourceError where it holds none."""
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        found = [payload for part in parts if isinstance(payload := part.get_payload(decode=True), bytes)]
    except (RecursionError, ValueError, LookupError):
        found = []
    if not any(found):
        raise SourceError(
            {
                "zh": "网页存档（.mht）里没有网页，或已损坏，请用浏览器打开后另存为 .html 再检查。",
                "en": "The web archive (.mht) holds no page or is damaged; open it in a browser and save it as .html.",
            }
        )
    yield from found
