"""What one passage, table or chart gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_rules.facts.statement import Frame, Label, Statement
from disclosure_rules.facts.tokens import Token

__all__ = ["Reading"]


@dataclass(slots=True)
class Reading:
    """What was read: statements, the lists in it, numbers left unread, and how it ends."""

    statements: list[Statement] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    unread: list[Token] = field(default_factory=list)
    figures: int = 0
    announced: Frame | None = None  # a list that the following passages hold
    topic: Label | None = None  # what the passage says it is about before its first figure
    scope: str = ""  # whose figures it says they are: 全市。, 市本级。
    span: str | None = None  # the part of the year it says they are of, empty for the whole year

    def leave(self, token: Token) -> None:
        """Keep a figure that could not be attributed as unread."""
        self.unread.append(token)
        self.figures += 1
