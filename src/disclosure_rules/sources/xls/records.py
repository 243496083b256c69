"""The records of a legacy workbook stream (BIFF8): numbers packed, texts cut over several records."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["Record", "Texts", "packed", "records", "short_text", "text_at", "unpacked_double"]

CONTINUE = 0x3C
_WIDE, _EXTENDED, _RICH = 1, 4, 8


@dataclass(frozen=True, slots=True)
class Record:
    """One record with the content of those that continue it. `start` is where it begins in the stream."""

    kind: int
    start: int
    parts: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The content of the record itself."""
        return self.parts[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Yield the records from a place on; a stream that is cut off ends with the last whole one."""
    position = start
    while position + 4 <= len(stream):
        begun = position
        kind, length = struct.unpack_from("<HH", stream, position)
        position += 4 + length
        if position > len(stream):
            return
        parts = [stream[begun + 4 : position]]
        while stream[position : position + 2] == b"\x3c\x00" and position + 4 <= len(stream):
            (length,) = struct.unpack_from("<H", stream, position + 2)
            parts.append(stream[position + 4 : position + 4 + length])
            position += 4 + length
        yield Record(kind, begun, tuple(parts))


def packed(number: int) -> Decimal:
    """Return a number packed into 32 bits: 30 bits of a whole or of a binary number, and whether it counts hundredths.

    >>> packed((59473 << 2) | 3)
    Decimal('594.73')
    """
    if number & 2:
        whole = number >> 2
        value = Decimal(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = unpacked_double(struct.pack("<Q", (number & 0xFFFFFFFC) << 32))
    return value / 100 if number & 1 else value


def unpacked_double(data: bytes) -> Decimal:
    """Return the shortest decimal that is kept as this binary number."""
    (value,) = struct.unpack("<d", data[:8])
    return Decimal(repr(value))


def short_text(data: bytes, position: int) -> str:
    """Return a text whose length is one byte."""
    if position + 2 > len(data):
        return ""
    return _characters(data, position + 2, data[position], wide=bool(data[position + 1] & _WIDE))


def text_at(parts: Sequence[bytes], position: int) -> str:
    """Return a text whose length is two bytes, from a place of the first part on; it may go on in the others."""
    return Texts(parts, 0, position).next()


def _characters(data: bytes, start: int, count: int, *, wide: bool) -> str:
    if wide:
        return data[start : start + 2 * count].decode("utf-16-le", "replace")
    return data[start : start + count].decode("latin-1")


@dataclass(slots=True)
class Texts:
    """Reads texts that stand one after another; where a part ends within characters, the next begins with a mark."""

    parts: Sequence[bytes]
    part: int = 0
    position: int = 0
    done: bool = field(default=False)

    def next(self) -> str:
        """Read one text."""
        head = self._bytes(3)
        if len(head) < 3:
            self.done = True
            return ""
        count, marks = struct.unpack("<HB", head)
        runs = self._number(2) if marks & _RICH else 0
        extra = self._number(4) if marks & _EXTENDED else 0
        text = self._characters(count, wide=bool(marks & _WIDE))
        self._skip(4 * runs + extra)
        return text

    def _characters(self, count: int, *, wide: bool) -> str:
        pieces = []
        while count > 0 and self.part < len(self.parts):
            data = self.parts[self.part]
            here = min(count, (len(data) - self.position) // (2 if wide else 1))
            pieces.append(_characters(data, self.position, here, wide=wide))
            self.position += here * (2 if wide else 1)
            count -= here
            if count > 0:
                self.part, self.position = self.part + 1, 1
                if self.part < len(self.parts):
                    wide = bool(self.parts[self.part][:1] and self.parts[self.part][0] & _WIDE)
        return "".join(pieces)

    def _number(self, size: int) -> int:
        return int.from_bytes(self._bytes(size), "little")

    def _bytes(self, size: int) -> bytes:
        """Read bytes that are no characters; they go on in the next part without a mark."""
        found = b""
        while len(found) < size and self.part < len(self.parts):
            data = self.parts[self.part][self.position : self.position + size - len(found)]
            found += data
            self.position += len(data)
            if len(found) < size:
                self.part, self.position = self.part + 1, 0
        return found

    def _skip(self, size: int) -> None:
        while size > 0 and self.part < len(self.parts):
            here = min(size, len(self.parts[self.part]) - self.position)
            self.position += here
            size -= here
            if size > 0:
                self.part, self.position = self.part + 1, 0
