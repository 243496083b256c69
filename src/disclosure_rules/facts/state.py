"""What is known while a passage is read: where it stands, and what has been said in it so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.brackets import passage_tokens
from disclosure_rules.facts.clause import BUDGET_CUES, Clause, budget_of
from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.figures import FigureReader
from disclosure_rules.facts.frames import Frames
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.inside import with_lists_inside
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.measures import MeasureReader
from disclosure_rules.facts.reading import Reading
from disclosure_rules.facts.statement import Label, Mention, Reference, Statement
from disclosure_rules.facts.tokens import Token, TokenKind

__all__ = ["Setting", "State"]


def _nowhere(_: Label) -> Statement | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A passage and all that is known about it before it is read."""

    lexicon: Lexicon
    labeller: Labeller
    passage: Passage
    year: int | None  # the year reported
    default_basis: str  # what a plain amount is: `final`, `budget`
    closed_year: bool = False  # a budget with nothing carried over
    span: str = ""  # the part of the year that the passages before are of
    topic: Label | None = None  # of the heading it stands under
    lead: Statement | None = None  # the statement of a passage before that a list without a head belongs to
    leads: Sequence[Statement] = ()  # statements of the passages before that a list may be of
    elsewhere: Callable[[Label], Statement | None] = _nowhere  # finds a statement with a figure in the passages before


@dataclass(frozen=True, slots=True)
class _Interrupted:
    """What an open bracket interrupts and its closing takes up again."""

    subject: Statement | None
    clause: Clause
    reference: Reference | None
    period: str
    in_reason: bool
    lists: bool


@dataclass(slots=True)
class State:
    """The passage, its tokens, what has been read of them, and what the next figure will be taken to be about."""

    setting: Setting
    figures: FigureReader
    measures: MeasureReader
    tokens: Sequence[Token]
    reading: Reading
    frames: Frames
    clause: Clause = field(default_factory=Clause)
    sentence: int = 0
    interrupted: list[_Interrupted] = field(default_factory=list)

    # Whom a figure belongs to.
    topic: Label | None = None
    lead: Statement | None = None  # the statement a list without a head belongs to: of the sentence or passage before
    subject: Statement | None = None
    headed: Statement | None = None  # the subject named before a colon
    dangling: Label | None = None  # a name that ended its clause without a figure: …交易率，实际达100%
    pair: list[Statement] = field(default_factory=list)  # what 前者 and 后者 stand for
    bases: list[str] = field(default_factory=list)  # 年初预算数、执行数 named together for a respective list
    base_of_rate: Mention | None = None  # 预算84万元的73 %

    # What it is compared with, and of when it is.
    reference: Reference | None = None
    last_reference: Reference | None = None
    period: str = ""
    sentence_period: str = ""  # of a sentence that begins with 上年
    span: str = ""  # the part of the year the passage is of
    sentence_span: str = ""  # of a sentence that names another
    in_reason: bool = False
    in_reason_list: bool = False
    in_plan: bool = False
    in_purpose: bool = False
    comparable: bool = False  # after 同口径: until the sentence or its part ends
    rates_follow: bool = False  # under 2016年比2015年增减：

    # Totals that come after their parts.
    adding: bool = False  # 加上…后，: the next figure is of the one before and what was added
    subtracting: bool = False  # 减去…: the figures that follow are taken away
    closing: bool = False
    base: Statement | None = None  # the figure of an earlier sentence that 加上 adds to
    recalled: list[Statement] = field(default_factory=list)  # the parts that 以上四类 names
    counted: int = 0  # index of the first statement that no total has summed up yet, or of the last total

    @classmethod
    def of(cls, setting: Setting) -> State:
        """The state at the beginning of a passage."""
        figures = FigureReader(setting.lexicon, setting.passage.text)
        tokens = passage_tokens(setting.passage.text, setting.lexicon, figures, entity=setting.labeller.entity)
        tokens = with_lists_inside(tokens, setting.lexicon.grammar.inside)
        reading = Reading()
        frames = Frames(reading)
        return cls(
            setting, figures, MeasureReader(figures), tokens, reading, frames, topic=setting.topic, lead=setting.lead,
            span=setting.span,
        )  # fmt: skip

    @property
    def grammar(self) -> Grammar:
        return self.setting.lexicon.grammar

    @property
    def text(self) -> str:
        return self.setting.passage.text

    @property
    def year(self) -> str:
        """The year reported, empty if it is not known."""
        return str(self.setting.year) if self.setting.year else ""

    @property
    def in_bracket(self) -> bool:
        return bool(self.interrupted)

    @property
    def lists_nothing(self) -> bool:
        """Whether the open bracket says where its figures are held: （含在上述5亿元内）."""
        return bool(self.interrupted) and not self.interrupted[-1].lists

    @property
    def at_sentence_start(self) -> bool:
        """Whether no figure of the sentence has been read, and no subject of it opened."""
        return not any(
            statement.sentence == self.sentence
            or (statement.mentions and statement.mentions[-1].sentence == self.sentence)
            for statement in self.reading.statements
        )

    @property
    def budget_before_bracket(self) -> str:
        """The budget named right before the open bracket, whose first figure it is: 完成预算（84万元）的73%."""
        token = self._before_bracket
        return budget_of(token) if token is not None and token.cues & BUDGET_CUES.keys() else ""

    @property
    def compares_before_bracket(self) -> bool:
        """Whether the open bracket's first figure is what a comparison before it is with: 较预算（28万元）减少."""
        token = self._before_bracket
        return token is not None and token.kind is TokenKind.COMPARE

    @property
    def _before_bracket(self) -> Token | None:
        """The last token before the open bracket, if no figure and no name has been read in it."""
        held = self.interrupted[-1].clause if self.interrupted else None
        if held is None or not held.tokens or self.clause.naming():
            return None
        return held.tokens[-1]

    def end_clause(self) -> None:
        """Begin a new clause."""
        self.clause = Clause()

    def open_bracket(self, *, lists: bool = True) -> None:
        """Put aside what the bracket interrupts; `lists` if its figures may be parts of the figure before it."""
        held = _Interrupted(self.subject, self.clause, self.reference, self.period, self.in_reason, lists)
        self.interrupted.append(held)
        self.frames.open_bracket(self.subject if lists else None)
        self.end_clause()

    def close_bracket(self) -> None:
        """Take up again what the bracket interrupted; a bracket that was not opened is none."""
        if not self.interrupted:
            return
        held = self.interrupted.pop()
        self.frames.close_bracket()
        self.subject, self.clause, self.reference = held.subject, held.clause, held.reference
        self.period, self.in_reason = held.period, held.in_reason

    def following(self, index: int, count: int) -> Sequence[Token]:
        """Up to `count` tokens after the one at `index`."""
        return self.tokens[index + 1 : index + 1 + count]

    def rate_follows(self, index: int) -> bool:
        """Whether the figure at `index` is the base of a rate: 352万元的59 %."""
        following = self.following(index, 2)
        return (
            len(following) == 2
            and following[0].text in self.grammar.attributive
            and self.figures.is_ratio(following[1])
        )
