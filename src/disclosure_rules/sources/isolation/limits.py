"""How much time and memory one file may take."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may take: `seconds` until its results are there, `megabytes` of memory; 0 is no limit.

    Memory is what a worker asks the system for beyond what it has before it begins; it is limited on Linux only.
    """

    seconds: int = 120
    megabytes: int = 2048

    def __post_init__(self) -> None:
        if self.seconds < 0 or self.megabytes < 0:
            raise ValueError("a limit is a whole number of seconds or megabytes, or 0 for none")


DEFAULT_LIMITS = Limits()
