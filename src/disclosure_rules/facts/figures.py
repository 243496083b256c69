"""What a number is: whether it is a figure at all, its unit and its qualifier."""

from __future__ import annotations

from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.tokens import Token, TokenKind
from disclosure_rules.quantity import Quantity, QuantityError, Unit, quantity, unit_of

__all__ = ["FigureReader"]

_MAX_DIGITS = 30


class FigureReader:
    """Reads the number tokens of one passage's text."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text

    def is_figure(self, token: Token, before: Token | None) -> bool:
        """Whether the number may be a figure: not a code, an ordinal, a part of a name or a threshold."""
        units = self.lexicon.units
        head, tail = self.text[max(0, token.start - 4) : token.start], self.text[token.end : token.end + 6]
        if len(token.data["numeral"]) > _MAX_DIGITS:
            return False
        if head.endswith(tuple(units.get("not_before", ()))):
            return False
        if "unit" not in token.data and tail.startswith(tuple(units.get("not_after", ()))):
            return False
        if head[-1:].isascii() and head[-1:].isalnum():
            return False
        return not self.is_threshold(token, before)

    def is_threshold(self, token: Token, before: Token | None) -> bool:
        """50万元以上通用设备, （5000元以上）: a bound in a name, not a figure."""
        tail = self.text[token.end : token.end + 8]
        word = next((word for word in self.lexicon.thresholds if tail.startswith(word)), None)
        if word is None:
            return False
        head = self.text[max(0, token.start - 6) : token.start]
        rest = tail[len(word) : len(word) + 1]
        in_bracket = before is not None and before.kind is TokenKind.OPEN and rest in "）)"
        named = head.endswith(tuple(self.lexicon.units.get("threshold_before", ())))
        noun = bool(rest) and ("\u4e00" <= rest <= "\u9fff" or rest == "（") and "unit" in token.data
        return in_bracket or named or (noun and not self.is_ratio(token))

    def is_ratio(self, token: Token) -> bool:
        """Whether the number is a per cent."""
        return token.data.get("unit", "") in self.lexicon.units.get("ratio", ())

    def quantity(self, token: Token, unit_text: str | None = None) -> Quantity | None:
        """The quantity a number token stands for; `unit_text` replaces a unit that is shared with a later number."""
        symbol = token.data.get("scale", "") + token.data.get("unit", "") if unit_text is None else unit_text
        numeral = ("-" if "sign" in token.data else "") + token.data["numeral"]
        try:
            return quantity(numeral, self.unit(symbol), text=token.text, qualifier=self.qualifier(token))
        except QuantityError:
            return None

    def unit(self, symbol: str) -> Unit:
        """The unit a symbol names; a bare scale of money (万) is one of its main unit."""
        units = self.lexicon.units
        if symbol in units.get("money_scales", ()):
            return unit_of(symbol + units["money"][0])
        return unit_of(symbol)

    def qualifier(self, token: Token) -> str:
        """`at_least`, `at_most`, `about` or nothing, from the words touching the number."""
        if "infix" in token.data or "infix2" in token.data:
            return "at_least"
        head, tail = self.text[max(0, token.start - 4) : token.start], self.text[token.end : token.end + 3]
        if not head.endswith(tuple(self.lexicon.units.get("no_qualifier", ()))):
            for word, name in self.lexicon.qualifiers_before.items():
                if head.endswith(word):
                    return name
        for word, name in self.lexicon.qualifiers_after.items():
            if tail.startswith(word):
                return name
        return ""
