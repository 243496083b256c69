"""Normalised text becomes tokens: numbers with their unit, periods, comparisons, words of the vocabulary, text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from disclosure_rules.facts.lexicon import Lexicon, Term, Word
from disclosure_rules.facts.paths import function_paths

__all__ = ["Token", "TokenKind", "tokenise"]

_PUNCTUATION = "，；。：、！？"
_DATE = re.compile(r"\d{1,2}月(?:份|底|末|初)?(?:\d{1,2}日)?")
_YEAR_RANGE = re.compile(r"(?:19|20)\d\d(?:[-—~至－]+(?:19|20)?\d\d)+年?")
_CODE = re.compile(
    r"[〔【\[]\d{4}[〕】\]]\d*号?|[A-Za-z]+[-\d][\w.-]*|\d+(?:[:：]\d\d)+|\d+[+＋]\d+|(?<!\d)0\d+(?!\d*\.)"
)
_SPAN = re.compile(r"前\d{1,2}个?[月季年天周]度?")  # 前4个月
_ORDINAL = re.compile(r"(?:[一二三四五六七八九]是|其[一二三四五六])|（\d{1,2}）|[①②③④⑤⑥⑦⑧⑨]")
_STARTS = "前其一二三四五六七八九上下首当本"  # the Chinese characters with which spans and ordinals begin
_CONDITION = {  # where a short word is a cue at all
    "up_short": "before_number",
    "down_short": "before_number",
    "total_short": "before_number",
    "scored": "before_number",
    "enum": "after_boundary",
    "enum_closed": "after_boundary",
    "partition": "after_boundary",
    "plus": "after_number",
    "minus": "after_number",
    "completed": "before_budget",
    "each": "before_figure",
}


class TokenKind(Enum):
    NUMBER = "number"
    PERIOD = "period"
    COMPARE = "compare"
    WORD = "word"
    PATH = "path"  # a function path 类款项
    PUNCTUATION = "punctuation"
    OPEN = "open"
    CLOSE = "close"
    ORDINAL = "ordinal"
    TEXT = "text"


@dataclass(slots=True)
class Token:
    """A piece of text from `start` to `end`. `data` is what the kind's pattern found (unit, year, direction …)."""

    kind: TokenKind
    text: str
    start: int
    end: int
    cues: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    data: dict[str, str] = field(default_factory=dict)


def tokenise(text: str, lexicon: Lexicon, *, entity: str = "", start: int = 0) -> list[Token]:
    """Split a passage's normalised text from `start` on, longest match first, left to right, in linear time.

    The name of the `entity` is plain text, whatever words it is made of.
    """
    return _Tokeniser(text, lexicon, entity, start).run()


class _Tokeniser:
    def __init__(self, text: str, lexicon: Lexicon, entity: str, start: int) -> None:
        self.text = text
        self.start = start
        self.entity = entity
        self.entity_ends = tuple(lexicon.labels.get("term_ends_entity", ("\0",)))
        self.lexicon = lexicon
        self.grammar = lexicon.grammar
        self.tokens: list[Token] = []
        self.plain = start  # start of the text not yet put into a token
        self.paths = {start: (end, parts) for start, end, parts in function_paths(text)}

    def run(self) -> list[Token]:
        position = self.start
        while position < len(self.text):
            token = self._match(position)
            if token is None:
                position += 1
                continue
            self._flush(position)
            self.tokens.append(token)
            position = self.plain = token.end
        self._flush(len(self.text))
        return self.tokens

    def _ends_sentence(self, position: int) -> bool:
        """A point typed for 。: after a unit or a Chinese character, not inside a number."""
        before, after = self.text[position - 1 : position], self.text[position + 1 : position + 2]
        return (before == "%" or "\u4e00" <= before <= "\u9fff") and not after.isdigit() and position > 3

    def _flush(self, end: int) -> None:
        if end > self.plain:
            self.tokens.append(Token(TokenKind.TEXT, self.text[self.plain : end], self.plain, end))
            self.plain = end

    def _match(self, position: int) -> Token | None:
        char = self.text[position]
        if self._begins_nothing(char, position):
            return None
        if self.entity and self.text.startswith(self.entity, position):
            return Token(TokenKind.TEXT, self.entity, position, position + len(self.entity))
        if position in self.paths:
            end, parts = self.paths[position]
            return Token(TokenKind.PATH, self.text[position:end], position, end, data=parts)
        if char in _PUNCTUATION:
            return Token(TokenKind.PUNCTUATION, char, position, position + 1)
        if char in ".．" and self._ends_sentence(position):
            return Token(TokenKind.PUNCTUATION, "。", position, position + 1)
        if char in "（[(【":
            return self._ordinal(position) or self._code(position) or self._open(position)
        if char in "）])】":
            return Token(TokenKind.CLOSE, char, position, position + 1)
        return (
            self._partition(position)
            or self._period(position)
            or self._number(position)
            or self._ordinal(position)
            or self._compare(position)
            or self._code(position)
            or self._word(position)
        )

    def _begins_nothing(self, char: str, position: int) -> bool:
        """Most characters are Chinese ones inside a text, and the many patterns need not be tried on them."""
        return (
            "\u4e00" <= char <= "\u9fff"
            and char not in self.lexicon.starts
            and char not in _STARTS
            and char != self.entity[:1]
            and position not in self.paths
            and not self._after_boundary(position)
        )

    def _partition(self, position: int) -> Token | None:
        if not self._after_boundary(position):
            return None
        match = self.lexicon.partition.match(self.text, position)
        if match is None:
            return None
        return Token(TokenKind.WORD, match[0], position, match.end(), frozenset({"partition"}), data={"split": "1"})

    def _open(self, position: int) -> Token:
        return Token(TokenKind.OPEN, self.text[position], position, position + 1)

    def _ordinal(self, position: int) -> Token | None:
        match = _ORDINAL.match(self.text, position)
        if match is None or not (
            self._after_boundary(position) or self.text[position - 1] in self.grammar.before_ordinal
        ):
            return None
        return Token(TokenKind.ORDINAL, match[0], position, match.end())

    def _code(self, position: int) -> Token | None:
        match = _CODE.match(self.text, position)
        return Token(TokenKind.TEXT, match[0], position, match.end()) if match else None

    def _period(self, position: int) -> Token | None:
        match = _YEAR_RANGE.match(self.text, position)
        if match and (position == 0 or not self.text[position - 1].isdigit()):
            return Token(TokenKind.TEXT, match[0], position, match.end())
        match = self.lexicon.period.match(self.text, position)
        if match is None or (position and match["year"] and self.text[position - 1].isdigit()):
            return self._span(position)
        word = self._word(position)
        if word is not None and word.terms and word.end > match.end():
            return word  # 上年结转 is one name
        data = {key: value for key, value in match.groupdict().items() if value}
        if match["relative"]:
            data["relative"] = self.lexicon.relative_periods[match["relative"]]
        end = match.end()
        if not match["month"] and (span := self.lexicon.spans.match(self.text, end)):
            data["span"], end = span
        return Token(TokenKind.PERIOD, self.text[position:end], position, end, data=data)

    def _span(self, position: int) -> Token | None:
        if position and self.text[position - 1].isdigit():
            return None
        span = self.lexicon.spans.match(self.text, position)
        if span is not None:
            return Token(TokenKind.PERIOD, self.text[position : span[1]], position, span[1], data={"span": span[0]})
        match = _SPAN.match(self.text, position)
        return Token(TokenKind.PERIOD, match[0], position, match.end()) if match else None

    def _number(self, position: int) -> Token | None:
        char = self.text[position]
        sign = char == "-"
        if not (char.isdigit() or sign):
            return None
        previous = self.text[position - 1] if position else ""
        if sign and (previous.isdigit() or (previous.isascii() and previous.isalnum())):
            return None
        date = _DATE.match(self.text, position)
        if date:
            return Token(TokenKind.TEXT, date[0], position, date.end())
        code = _CODE.match(self.text, position)
        if code and not sign:
            return Token(TokenKind.TEXT, code[0], position, code.end())
        match = self.lexicon.number.match(self.text, position + sign)
        if match is None:
            return None
        data = {key: value for key, value in match.groupdict().items() if value}
        if sign:
            data["sign"] = "-"
        return Token(TokenKind.NUMBER, self.text[position : match.end()], position, match.end(), data=data)

    def _compare(self, position: int) -> Token | None:
        match = self.lexicon.compare.match(self.text, position)
        if match is None or not (match["year"] or match["relative"] or match["budget"] or match["span"]):
            return None
        if self.text[position] in self.grammar.weak_prepositions and not self._compares(match):
            return None
        data = {key: value for key, value in match.groupdict().items() if value}
        if match["relative"]:
            data["relative"] = self.lexicon.relative_periods[match["relative"]]
        if match["span"]:
            data["span"] = self.lexicon.spans.span(match["span"])
        return Token(TokenKind.COMPARE, match[0], position, match.end(), data=data)

    def _compares(self, match: re.Match[str]) -> bool:
        """Whether 与, 和, 同, 对 compare: the figure compared with is named, or a word of comparing follows."""
        named = match["budget"] or match["final"] or match["span"] or match[0].endswith(self.grammar.compare_ends)
        return bool(named) or self._cue_at(match.end(), "flat", "up", "down", "above", "below")

    def _word(self, position: int) -> Token | None:
        for word in self.lexicon.by_first.get(self.text[position], ()):
            if self.text.startswith(word.text, position):
                unless = self.grammar.unless.get(word.text)
                if unless and self.text.startswith(unless, position + len(word.text)):
                    continue  # 加|上级补助, not 加上|级补助
                cues = self._cues(word, position)
                if word.terms and self.text.startswith(self.entity_ends, position + len(word.text)):
                    return Token(TokenKind.TEXT, word.text, position, position + len(word.text))  # 住房保障中心
                if word.protected and not cues and not word.terms:
                    return Token(TokenKind.TEXT, word.text, position, position + len(word.text))
                if cues or word.terms:
                    end = position + len(word.text)
                    return Token(TokenKind.WORD, word.text, position, end, frozenset(cues), tuple(word.terms))
        return None

    def _cues(self, word: Word, position: int) -> set[str]:
        if len(word.text) > 1 and not word.cues & {"up_short", "down_short"}:
            return word.cues
        return {cue for cue in word.cues if self._allowed(_CONDITION.get(cue, ""), position, len(word.text))}

    def _allowed(self, condition: str, position: int, length: int) -> bool:
        if condition == "before_number":
            return self._number_at(position + length)
        if condition == "after_boundary":
            return self._after_boundary(position) or self._composed(position)
        if condition == "before_budget":
            return self._number_at(position + length) or self._cue_at(position + length, "budget")
        if condition == "before_figure":
            follows = ("up", "down", "share", "completed")
            return self._number_at(position + length) or self._cue_at(position + length, *follows)
        if condition == "after_number":
            return self._after_boundary(position) or self._touches_figure(position)
        return True

    def _touches_figure(self, position: int) -> bool:
        """Whether the token just before is a number, a bracket or a mark."""
        kinds = (TokenKind.NUMBER, TokenKind.CLOSE, TokenKind.PUNCTUATION)
        return bool(self.tokens) and self.plain == position and self.tokens[-1].kind in kinds

    def _composed(self, position: int) -> bool:
        """由…构成: the rest of the sentence says that a list makes up the whole."""
        if not self.text.startswith(self.grammar.composed_by, position):
            return False
        end = self.text.find("。", position)
        rest = self.text[position : end if end >= 0 else len(self.text)]
        return any(word in rest for word in self.grammar.composed)

    def _cue_at(self, position: int, *prefixes: str) -> bool:
        """Whether a word with a cue of one of these families stands at `position`."""
        for word in self.lexicon.by_first.get(self.text[position : position + 1], ()):
            if self.text.startswith(word.text, position):
                return any(cue.startswith(prefixes) for cue in word.cues)
        return False

    def _number_at(self, position: int) -> bool:
        rest = self.text[position : position + 3].lstrip("".join(self.grammar.before_digits))
        return rest[:1].isdigit()

    def _after_boundary(self, position: int) -> bool:
        return position <= self.start or self.text[position - 1] in _PUNCTUATION + "（([“"
