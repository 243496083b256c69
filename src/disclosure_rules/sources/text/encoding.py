"""The encoding of a text file: Unicode where it says so, GB 18030 where the characters are plausible."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from disclosure_rules.sources.block import SourceError

__all__ = ["decode"]

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Guesses that are believed. Single-byte code pages accept any bytes, so a guess of one says nothing.
_BELIEVED = frozenset({"big5", "big5hkscs", "cp950", "gb18030", "gbk", "gb2312", "hz", "utf_16_le", "utf_16_be"})
_SAMPLE = 64 * 1024  # bytes shown to the guesser, which is slow
_COMMON = 9  # tenths of the Chinese characters that must be everyday ones for the bytes to be GB 18030


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises SourceError where the bytes are in no encoding that is known for sure.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _damaged(data, error, encoding.removesuffix("-sig").upper()) from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        damaged = _damaged(data, error, "UTF-8")
    try:
        text = data.decode("gb18030")
        if _plausible(text):
            return text, "gb18030"
    except UnicodeDecodeError:
        pass
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None and guess.encoding in _BELIEVED:
        try:
            return data.decode(guess.encoding), guess.encoding
        except UnicodeDecodeError:
            pass
    raise damaged


def _plausible(text: str) -> bool:
    """Tell whether the characters are those of everyday Chinese; nearly any bytes decode as GB 18030."""
    beyond = [character for character in text[:200_000] if character > "\x7f"][:20_000]
    common = sum(1 for character in beyond if _everyday(character))
    return common * 10 >= len(beyond) * _COMMON


def _everyday(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _damaged(data: bytes, error: UnicodeDecodeError, encoding: str) -> SourceError:
    line = data.count(b"\n", 0, error.start) + 1
    return SourceError(
        {
            "zh": f"第 {line} 行的字节不是 {encoding} 文字，也认不出其他编码，请用 UTF-8 另存后再检查。",
            "en": f"Line {line} holds bytes that are not {encoding}, nor of another encoding known; save it as UTF-8.",
        }
    )
