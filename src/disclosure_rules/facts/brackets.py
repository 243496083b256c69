"""The tokens of a passage as they are read: without its list mark, brackets without a figure as part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from disclosure_rules.facts.figures import FigureReader
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise

__all__ = ["passage_tokens"]

_LIST_MARK = re.compile(
    r"(?:第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）"
    r"|\d{1,2}[、.．](?=(?:19|20)\d\d年|\D)|\d{1,2} (?=\D)|[①-⑨]|[-—–]{1,3}(?=[^\d-])|[·●◆■▪•])\s?"
)


def passage_tokens(text: str, lexicon: Lexicon, figures: FigureReader, *, entity: str = "") -> list[Token]:
    """The tokens of a passage's text; `entity` is the name of the document's author."""
    mark = _LIST_MARK.match(text)
    tokens = tokenise(text, lexicon, entity=entity, start=mark.end() if mark else 0)
    return _with_brackets_folded(tokens, text, figures)


def _with_brackets_folded(tokens: Sequence[Token], text: str, figures: FigureReader) -> list[Token]:
    """Brackets without a figure are part of the text around them: 公共资源交易（含农村产权交易）."""
    folded: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        folded.append(token)
        if token.kind is TokenKind.OPEN:
            opened.append(len(folded) - 1)
        elif token.kind is TokenKind.CLOSE and opened:
            at = opened.pop()
            start = folded[at].start
            if not _holds_figure(folded[at:-1], figures):
                folded[at:] = [Token(TokenKind.TEXT, text[start : token.end], start, token.end)]
    return folded


def _holds_figure(bracket: Sequence[Token], figures: FigureReader) -> bool:
    """Whether a figure with a unit stands in a bracket, or an inner bracket that was kept because it holds one."""
    for before, token in pairwise(bracket):
        if token.kind in (TokenKind.OPEN, TokenKind.CLOSE):
            return True
        measured = token.kind is TokenKind.NUMBER and (token.data.get("unit") or token.data.get("scale"))
        if measured and figures.is_figure(token, before):
            return True
    return False
