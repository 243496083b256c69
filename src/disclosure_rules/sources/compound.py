"""Compound files, the container of legacy Office documents: a small file system of named streams."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from disclosure_rules.sources.block import SourceError

__all__ = ["MARK", "Compound"]

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA  # numbers from here on name no sector
_HEADER = 512
_IN_HEADER = 109  # sectors of the allocation table that the header names
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Compound:
    """The streams of a compound file, by name; those in its folders are left out, as other documents may be in them.

    Raises SourceError where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MARK):
            raise _damaged()
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 4 <= mini_shift < shift:
            raise _damaged()
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", data, 48)
        self._table: Sequence[int] = self._allocation()
        self._mini_table = _numbers(self._chain(mini_table))
        self._mini = b""
        self._streams: dict[str, tuple[int, int]] = {}
        self._read_directory(self._chain(directory))

    def names(self) -> frozenset[str]:
        """Return the names of all streams."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream; none where there is no such stream."""
        start, size = self._streams.get(name, (_NO_SECTOR, 0))
        if size >= self._cutoff:
            return self._chain(start)[:size]
        pieces, sector = [], start
        for _ in range(size // self._mini_size + 1):
            if sector >= len(self._mini_table):
                break
            pieces.append(self._mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_table[sector]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size if self._size > _HEADER else _HEADER + number * self._size
        return self._data[start : start + self._size]

    def _allocation(self) -> Sequence[int]:
        """Return the table that names for each sector the one that follows it."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        most = len(self._data) // self._size + 2
        (further,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(most):
            numbers = _numbers(self._sector(further)) if further < _NO_SECTOR else ()
            if not numbers or len(sectors) > most:
                break
            sectors += numbers[:-1]
            further = numbers[-1]
        return _numbers(b"".join(self._sector(number) for number in sectors[:most] if number < _NO_SECTOR))

    def _chain(self, sector: int) -> bytes:
        """Return the content of a chain of sectors; one that runs in a circle is damage."""
        pieces: list[bytes] = []
        while sector < len(self._table):
            if len(pieces) > len(self._data) // self._size + 1:
                raise _damaged()
            pieces.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(pieces)

    def _read_directory(self, directory: bytes) -> None:
        """Note the streams beside one another under the root, which is the first entry; folders have an empty one."""
        count = len(directory) // _ENTRY
        if not count or directory[66] != _ROOT:
            raise _damaged()
        waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], {0}
        self._mini = self._chain(struct.unpack_from("<I", directory, 116)[0])
        while waiting:
            number = waiting.pop()
            if number >= count or number in seen:
                continue
            seen.add(number)
            start = number * _ENTRY
            length, kind, left, right = struct.unpack_from("<HBxII", directory, start + 64)
            waiting += (left, right)
            name = directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            sector, size = struct.unpack_from("<II", directory, start + 116)
            self._streams.setdefault(name, (sector, size) if kind == _STREAM else (_NO_SECTOR, 0))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _damaged() -> SourceError:
    return SourceError(
        {
            "zh": "文件是旧版 Office 文件，但已损坏或不完整，请重新另存后再检查。",
            "en": "The file is a legacy Office file, but damaged or cut off; save it again.",
        }
    )
