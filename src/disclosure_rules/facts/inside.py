"""实际支出中，: a term and 中 before a mark open a list of what the term names."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_rules.facts.tokens import Token, TokenKind

__all__ = ["with_lists_inside"]

_MARKS = "，："


def with_lists_inside(tokens: Sequence[Token], inside: tuple[str, ...]) -> list[Token]:
    """The tokens, with a term and one of the words of `inside` before a mark as one word that opens a list."""
    joined: list[Token] = []
    for index, token in enumerate(tokens):
        before = joined[-1] if joined else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        opens = before is not None and bool(before.terms) and token.kind is TokenKind.TEXT and token.text in inside
        if before is not None and opens and after is not None and after.text in _MARKS:
            text = before.text + token.text
            joined[-1] = Token(TokenKind.WORD, text, before.start, token.end, frozenset({"enum_mid"}))
        else:
            joined.append(token)
    return joined
