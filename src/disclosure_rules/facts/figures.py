"""What a number is: whether it is a figure at all, its unit and qualifier, and the measure the cues before it give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.statement import Reference
from disclosure_rules.facts.tokens import Token, TokenKind
from disclosure_rules.quantity import Quantity, QuantityError, Unit, quantity, unit_of

__all__ = ["Clause", "Classified", "FigureReader"]

_BUDGETS = {
    "budget_initial": "initial",
    "budget_annual": "annual",
    "budget_adjusted": "adjusted",
    "budget": "budget",
}
_VARIANTS = {"年初": "initial", "全年": "annual", "年度": "annual", "当年": "annual", "调整": "adjusted"}
_UP = ("up", "up_short")
_DOWN = ("down", "down_short")
_MAX_DIGITS = 30


@dataclass(slots=True)
class Clause:
    """The tokens since the last boundary, and the cues among them."""

    tokens: list[Token]
    cues: dict[str, int] = field(default_factory=dict)  # cue → index of its last token

    @classmethod
    def of(cls, tokens: list[Token]) -> Clause:
        cues: dict[str, int] = {}
        for index, token in enumerate(tokens):
            for cue in token.cues:
                cues[cue] = index
        return cls(tokens, cues)

    def last(self, *names: str) -> int:
        """Index of the last token with one of these cues, or -1."""
        return max((self.cues[name] for name in names if name in self.cues), default=-1)

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
        up, down = self.last(*_UP), self.last(*_DOWN)
        return "" if up == down == -1 else "up" if up > down else "down"


@dataclass(slots=True)
class Classified:
    """A figure's measure and what goes with it; label tokens are those that may name its subject."""

    measure: str
    label: list[Token]
    basis: str = ""
    direction: str = ""
    base: list[Token] | None = None
    guessed: bool = False
    flags: set[str] = field(default_factory=set)


class FigureReader:
    """Reads number tokens of one passage's text."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text

    # ------------------------------------------------------------------ is it a figure

    def is_figure(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """Whether the number may be a figure: not a code, an ordinal, a part of a name or a threshold."""
        units = self.lexicon.units
        head, tail = self.text[max(0, token.start - 4) : token.start], self.text[token.end : token.end + 6]
        if len(token.data["numeral"]) > _MAX_DIGITS:
            return False
        if any(head.endswith(word) for word in units.get("not_before", ())):
            return False
        if "unit" not in token.data and any(tail.startswith(word) for word in units.get("not_after", ())):
            return False
        if head[-1:].isascii() and head[-1:].isalnum():
            return False
        return not self.is_threshold(token, before, after)

    def is_threshold(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """50万元以上通用设备, （5000元以上）: a bound in a name, not a figure."""
        units = self.lexicon.units
        tail = self.text[token.end : token.end + 8]
        word = next((w for w in sorted(units.get("threshold_after", ()), key=len, reverse=True) if tail.startswith(w)), None)
        if word is None:
            return False
        head = self.text[max(0, token.start - 6) : token.start]
        rest = tail[len(word) : len(word) + 1]
        in_bracket = before is not None and before.kind is TokenKind.OPEN and rest in "）)"
        named = any(head.endswith(w) for w in units.get("threshold_before", ()))
        noun = bool(rest) and ("\u4e00" <= rest <= "\u9fff" or rest == "（") and "unit" in token.data
        percent = token.data.get("unit", "") in units.get("ratio", ())
        return in_bracket or named or (noun and not percent)

    # ------------------------------------------------------------------ quantity

    def quantity(self, token: Token, unit_text: str | None = None, negative: bool = False) -> Quantity | None:
        """The quantity a number token stands for; `unit_text` replaces a unit that is shared with a later number."""
        symbol = token.data.get("scale", "") + token.data.get("unit", "") if unit_text is None else unit_text
        try:
            return quantity(
                ("-" if "sign" in token.data or negative else "") + token.data["numeral"],
                self.unit(symbol),
                text=token.text,
                qualifier=self.qualifier(token),
            )
        except QuantityError:
            return None

    def unit(self, symbol: str) -> Unit:
        if symbol and symbol in self.lexicon.units.get("scales", ()):
            return unit_of(symbol + "元") if symbol in ("万", "亿", "百万", "千万") else unit_of(symbol)
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

    # ------------------------------------------------------------------ measure

    def classify(self, token: Token, clause: Clause, after: Sequence[Token]) -> Classified | None:
        """The measure of a number with a unit in its clause; None if nothing tells it."""
        unit = token.data.get("unit", "")
        units = self.lexicon.units
        if unit in units.get("points", ()):
            return Classified("points", self._named(clause, len(clause.tokens)), direction=clause.direction)
        if unit in units.get("ratio", ()):
            return self._ratio(clause)
        if not unit and not token.data.get("scale"):
            return self._bare(clause)
        return self._level(token, clause, after)

    def _ratio(self, clause: Clause) -> Classified | None:
        share, change = clause.last("share"), clause.last(*_UP, *_DOWN)
        growth = clause.last("annual_growth")
        budget = clause.last(*_BUDGETS)
        if growth >= 0:
            down = "下降" in clause.tokens[growth].text
            return Classified("growth_rate", self._named(clause, growth), direction="down" if down else "up")
        verb = clause.last("completed", "share")
        named = verb < budget and self._names_between(clause, verb, budget + 1)
        if budget >= 0 and verb >= 0 and budget > change and not named and not self._label_after(clause, budget):
            stop = min(i for i in (budget, clause.last("completed"), share) if i >= 0)
            return Classified("completion_rate", self._named(clause, stop), basis=self.variant(clause, budget))
        compare = max((i for i, t in enumerate(clause.tokens) if t.kind is TokenKind.COMPARE), default=-1)
        if share >= 0 and compare > share and share > change:
            return Classified("share", self._named(clause, share), flags={"prior_share"})
        if share > change:
            base = self._base(clause, share)
            return Classified("share", self._named(clause, share), base=base)
        if change >= 0:
            flags = {"undecided"} if "undecided" in clause.cues else set()
            return Classified("change_rate", self._named(clause, change), direction=clause.direction, flags=flags)
        if "undecided" in clause.cues:
            return Classified("change_rate", self._named(clause, clause.cues["undecided"]), flags={"undecided"})
        if clause.last("completed") >= 0 and budget == -1 and clause.tokens[-1].text in ("完成", "完成率", "执行率", "完成率为", "执行率为", "预算完成率", "预算执行率"):
            named = self._named(clause, clause.last("completed"))
            if not named:
                return Classified("completion_rate", named, basis="budget")
        if clause.ends_with_compare and (direction := self._compare_direction(clause)):
            return Classified("change_rate", self._named(clause, len(clause.tokens) - 1), direction=direction)
        basis = "target" if "target" in clause.cues else "achieved" if "done" in clause.cues else ""
        named = self._named(clause, len(clause.tokens))
        return Classified("ratio", named, basis=basis, guessed=not named)

    def _bare(self, clause: Clause) -> Classified | None:
        """A number without a unit is a figure only where a cue asks for one: 占76.23，执行率填0."""
        if clause.tokens and clause.tokens[-1].cues & {"share", "up", "down"} and not self._label_after(clause, len(clause.tokens) - 1):
            share = "share" in clause.tokens[-1].cues
            measure = "share" if share else "change_rate"
            found = Classified(measure, self._named(clause, len(clause.tokens) - 1), direction=clause.direction)
            found.flags.add("unit_missing")
            return found
        return None

    def _level(self, token: Token, clause: Clause, after: Sequence[Token]) -> Classified:
        change = clause.last(*_UP, *_DOWN)
        became = clause.last("became")
        count = token.data.get("unit", "") in self.lexicon.units.get("classifiers", ())
        named_all = self._named(clause, len(clause.tokens))
        if clause.ends_with_compare and (direction := self._compare_direction(clause)):
            return Classified("change_amount", self._named(clause, len(clause.tokens) - 1), direction=direction)
        if clause.ends_with_compare:
            return Classified("prior", self._named(clause, len(clause.tokens) - 1))
        if "undecided" in clause.cues:
            return Classified("change_amount", self._named(clause, clause.cues["undecided"]), flags={"undecided"})
        if change > became and not self._label_after(clause, change):
            return Classified("change_amount", self._named(clause, change), direction=clause.direction)
        if change > became and count:
            return Classified("change_amount", named_all, direction=clause.direction)
        if change > became:
            return Classified("change_amount", named_all, direction=clause.direction, guessed=True)
        if clause.last("diff") >= 0:
            return Classified("difference", self._named(clause, clause.last("diff")))
        if token.data.get("unit") in self.lexicon.units.get("score", ()):
            return Classified("score", named_all)
        basis = self._basis(token, clause, after)
        measure = "average" if clause.last("average") >= 0 else "count" if count else "amount"
        return Classified(measure, named_all, basis=basis)

    def _basis(self, token: Token, clause: Clause, after: Sequence[Token]) -> str:
        budget, actual = clause.last(*_BUDGETS), clause.last("actual")
        if clause.last("added") >= 0:
            return "added"
        missed = "not_done" in clause.cues and any(w in self.text[token.end : token.end + 8] for w in ("目标", "任务"))
        if missed or "target" in clause.cues or self._is_target(token):
            return "achieved" if clause.last("done") > clause.last("target", "not_done") else "target"
        if "done" in clause.cues:
            return "achieved"
        if budget > actual:
            return self.variant(clause, budget)
        if clause.last("allotted") > actual:
            return "budget"
        return "final" if actual >= 0 else ""

    def _is_target(self, token: Token) -> bool:
        return self.qualifier(token) == "at_least" and self.text[: token.start].endswith(("不少于", "不低于", "≥", "至少"))

    def variant(self, clause: Clause, index: int) -> str:
        """Which budget a budget word names."""
        names = clause.tokens[index].cues
        return next((basis for cue, basis in _BUDGETS.items() if cue in names), "budget")

    def basis_of(self, token: Token) -> str:
        """The basis a cue word names, if it names one."""
        if "actual" in token.cues and "budget" not in token.cues:
            return "final"
        return next((basis for cue, basis in _BUDGETS.items() if cue in token.cues), "")

    def reference(self, token: Token, year: int | None) -> Reference:
        """What a comparison token compares with."""
        data = token.data
        direction = "up" if "above" in data else "down" if "below" in data else ""
        prior = data.get("relative") == "prior" or (year is not None and data.get("year") == str(year - 1))
        budget = data.get("budget", "")
        if budget and "执行" not in budget and "final" not in data:
            if prior:
                return Reference("prior_budget", direction)
            variant = next((v for word, v in _VARIANTS.items() if budget.startswith(word)), "budget")
            return Reference(variant, direction)
        if prior or (data.get("year") is None and data.get("relative") is None):
            return Reference("prior", direction)
        if data.get("relative") == "current" or data.get("year") == str(year):
            return Reference("budget" if budget else "current", direction)
        return Reference(f"year:{data['year']}" if "year" in data else "prior", direction)

    # ------------------------------------------------------------------ labels in the clause

    def _compare_direction(self, clause: Clause) -> str:
        data = clause.tokens[-1].data
        return "up" if "above" in data else "down" if "below" in data else ""

    def _named(self, clause: Clause, stop: int) -> list[Token]:
        """The tokens before `stop` that can name a subject: no cues, periods or comparisons."""
        return [t for t in clause.tokens[:stop] if _may_name(t)]

    def _label_after(self, clause: Clause, index: int) -> bool:
        return any(_may_name(t) and len(t.text) > 1 and t.text not in ("的", "了", "额") for t in clause.tokens[index + 1 :])

    def _names_between(self, clause: Clause, start: int, stop: int) -> bool:
        """Whether a term stands between two tokens: 占基本支出预算的 names a base, 完成年初预算的 does not."""
        return any(t.terms for t in clause.tokens[start + 1 : stop])

    def _base(self, clause: Clause, share: int) -> list[Token] | None:
        tokens = [t for t in clause.tokens[share + 1 :] if _may_name(t) or t.cues & {"former", "latter"} or t.terms]
        text = "".join(t.text for t in tokens).strip("的约")
        said = "".join(t.text for t in clause.tokens[share + 1 :]).strip("的约")
        return tokens if len(text) > 1 else [] if len(said) > 2 else None


def _may_name(token: Token) -> bool:
    if token.kind in (TokenKind.TEXT, TokenKind.PATH):
        return True
    return token.kind is TokenKind.WORD and bool(token.terms)
