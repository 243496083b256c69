"""The clause that is being read: its tokens and the cues among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_rules.facts.tokens import Token, TokenKind

__all__ = ["BUDGETS", "BUDGET_CUES", "DOWN", "UP", "Clause", "basis_of", "budget_of", "may_name"]

BUDGET_CUES = {
    "budget_initial": "initial",
    "budget_annual": "annual",
    "budget_adjusted": "adjusted",
    "budget": "budget",
}
BUDGETS = tuple(BUDGET_CUES.values())
UP = ("up", "up_short")
DOWN = ("down", "down_short")


@dataclass(slots=True)
class Clause:
    """The tokens since the last boundary, and for each cue the index of the last token that has it."""

    tokens: list[Token] = field(default_factory=list)
    cues: dict[str, int] = field(default_factory=dict)

    def append(self, token: Token) -> None:
        """Add the next token."""
        for cue in token.cues:
            self.cues[cue] = len(self.tokens)
        self.tokens.append(token)

    def last(self, *names: str) -> int:
        """Index of the last token with one of these cues, or -1."""
        return max((self.cues[name] for name in names if name in self.cues), default=-1)

    def naming(self, stop: int | None = None) -> list[Token]:
        """The tokens before `stop` that can name a subject: no cues, periods or comparisons."""
        return [token for token in self.tokens[:stop] if may_name(token)]

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)

    @property
    def ends_with_compare(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind is TokenKind.COMPARE

    @property
    def compare(self) -> Token | None:
        return next((t for t in reversed(self.tokens) if t.kind is TokenKind.COMPARE), None)

    @property
    def period(self) -> Token | None:
        return next((t for t in reversed(self.tokens) if t.kind is TokenKind.PERIOD), None)

    @property
    def direction(self) -> str:
        """`up` or `down` as the last change cue says, else empty."""
        up, down = self.last(*UP), self.last(*DOWN)
        return "" if up == down == -1 else "up" if up > down else "down"

    @property
    def bases(self) -> list[str]:
        """The bases that the clause names, in order: 年初预算数、执行数."""
        return [basis for basis in map(basis_of, self.tokens) if basis]


def may_name(token: Token) -> bool:
    """Whether a token can be a part of a subject's name."""
    if token.kind in (TokenKind.TEXT, TokenKind.PATH):
        return True
    return token.kind is TokenKind.WORD and bool(token.terms)


def budget_of(token: Token) -> str:
    """Which budget a budget word names; `budget` if it does not say."""
    return next((basis for cue, basis in BUDGET_CUES.items() if cue in token.cues), "budget")


def basis_of(token: Token) -> str:
    """The basis a cue word names, empty if it names none."""
    if "actual" in token.cues and "budget" not in token.cues:
        return "final"
    return next((basis for cue, basis in BUDGET_CUES.items() if cue in token.cues), "")
