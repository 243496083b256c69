"""The encoding of a web page: what its bytes are comes before what it says it is."""

from __future__ import annotations

import codecs
import re

from disclosure_rules.sources.block import Problem, SourceError
from disclosure_rules.sources.text.encoding import decode

__all__ = ["page_text"]

_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-zA-Z0-9_:-]{2,30})", re.IGNORECASE)
_HEAD = 8192  # bytes in which an encoding is declared
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Declared names to those of the codecs: the smaller sets of Chinese characters are read as the largest.
_KNOWN = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950"), "big5hkscs"),
    "hz-gb-2312": "hz",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_SURE = 24  # bytes beyond ASCII that are UTF-8 by chance only in a very short page


def page_text(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, its lines ended by `\\n`, and what is to be said about its encoding.

    Raises SourceError where it is in no encoding that is known.
    """
    text, problems = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), problems


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if data.startswith(_MARKS):
        return decode(data)[0], ()
    named = _DECLARED.search(data[:_HEAD])
    name = named.group(1).decode("ascii").lower() if named else ""
    declared = _KNOWN.get(name)
    unicode = _strict(data, "utf-8")
    wide = sum(byte > 127 for byte in data[:_HEAD])
    if unicode is not None and (declared in (None, "utf-8") or wide == 0 or wide >= _SURE):
        return unicode, () if declared in (None, "utf-8") or wide == 0 else (_misdeclared(name, "utf-8"),)
    if declared not in (None, "utf-8") and (text := _strict(data, declared)) is not None:
        return text, ()
    try:
        text, encoding = decode(data)
    except SourceError:
        if declared is None:
            raise
        return _with_losses(data, declared)
    return text, (_misdeclared(name, encoding),) if name else ()


def _strict(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return None


def _with_losses(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, "replace")
    lost = [number for number, line in enumerate(text.split("\n"), start=1) if "\ufffd" in line]
    message = {
        "zh": f"有 {len(lost)} 行含有无法按 {encoding} 还原的字符（首处在第 {lost[0]} 行），其中的数字可能不全。",
        "en": f"{len(lost)} lines hold bytes that are not {encoding} (first on line {lost[0]}); figures may be lost.",
    }
    return text, (Problem(severity="warning", message=message),)


def _misdeclared(declared: str, encoding: str) -> Problem:
    message = {
        "zh": f"网页声明的编码是 {declared}，内容却是 {encoding}，已按 {encoding} 读取。",
        "en": f"The page declares the encoding {declared} but is in {encoding}; it was read as {encoding}.",
    }
    return Problem(severity="note", message=message)
