"""The answer to one question: can the printed figures be true together?"""

from __future__ import annotations

from enum import Enum

__all__ = ["Verdict"]


class Verdict(Enum):
    """What a rule says of one binding. It has no truth value: `if verdict:` is an error."""

    HOLDS = "holds"
    HOLDS_BY_ROUNDING = "holds_by_rounding"
    HOLDS_BY_TRUNCATION = "holds_by_truncation"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"

    __hash__ = object.__hash__  # members are singletons; Enum's own hash is slow, and verdicts are counted all the time

    def __bool__(self) -> bool:
        raise TypeError("a verdict is not a boolean: compare it with Verdict.HOLDS and the others")
