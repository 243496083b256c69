"""What passes between the program and its worker: frames of bytes, and results that can only be values."""

from __future__ import annotations

import os
import pickle
from enum import Enum
from importlib import import_module
from io import BytesIO
from types import FunctionType
from typing import Any

__all__ = ["MAX_FRAME", "load_result", "receive", "send"]

MAX_FRAME = 1 << 30  # bytes; the facts of a disclosure of 2,000 pages take under a tenth of it
_CHUNK = 1 << 20
_HEADER = 8

_PACKAGE = "disclosure_rules."
_WORDING = "disclosure_rules.checks."  # its functions word a finding later on; they take values and return words
_VALUES = frozenset(
    {
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("collections", "Counter"),
        ("collections", "defaultdict"),
        ("builtins", "list"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("functools", "partial"),
    }
)


def send(pipe: int, data: bytes) -> None:
    """Write one frame to a file descriptor. Raises OSError where nobody reads any more."""
    for part in (len(data).to_bytes(_HEADER), data):
        view = memoryview(part)
        while view:
            view = view[os.write(pipe, view[:_CHUNK]) :]


def receive(pipe: int) -> bytes:
    """Read one frame from a file descriptor. Raises EOFError where it is cut off, or too large to be true."""
    size = int.from_bytes(_exactly(pipe, _HEADER))
    if size > MAX_FRAME:
        raise EOFError
    return _exactly(pipe, size)


def _exactly(pipe: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(pipe, min(size, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def load_result(data: bytes) -> Any:
    """Load what a worker has sent.

    The worker has run native code on a file of unknown origin and may no longer be the program it was. So a result is
    made of values alone: numbers, texts, and the data classes of this package. Raises pickle.UnpicklingError.
    """
    return _Values(BytesIO(data)).load()


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _VALUES:
            return super().find_class(module, name)
        if module.startswith(_PACKAGE) and "." not in name:
            found = getattr(import_module(module), name, None)
            if getattr(found, "__module__", None) == module and (_is_value(found) or _is_wording(module, found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _is_value(found: object) -> bool:
    """Whether this is a class that only holds values: a data class, a tuple with names, an enumeration, the parameters
    of a rule."""
    return isinstance(found, type) and (
        issubclass(found, tuple | Enum) or hasattr(found, "__dataclass_fields__") or hasattr(found, "model_fields")
    )


def _is_wording(module: str, found: object) -> bool:
    return module.startswith(_WORDING) and isinstance(found, FunctionType)
