"""What the clause machine builds: statements about a subject, the figures in them, and the lists they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_rules.facts.fact import Evidence, Fact
from disclosure_rules.facts.tokens import Token
from disclosure_rules.quantity import Quantity

__all__ = ["Claim", "Frame", "Label", "Mention", "Reference", "Statement"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: its words, the coordinates they give, and how far they can be trusted to be a name."""

    text: str
    coordinates: dict[str, str]
    known: bool = False  # a term of the lexicon, not only generic words
    parts: tuple[str, ...] = ()  # more than one name: A、B及C


@dataclass(frozen=True, slots=True)
class Reference:
    """What a figure is compared with: the figure of another period, of a budget, or both.

    `against` names it: `prior`, `year:2019`, `span:1-8`, a budget (`initial`, `annual`, `adjusted`, `budget`),
    `prior_budget`, `budget:2019`. `period` and `basis` are those of the figure compared with, empty if not said;
    `direction` is that of a verb (高于, 低于).
    """

    against: str
    period: str = ""
    basis: str = ""
    direction: str = ""


@dataclass(slots=True, eq=False)
class Mention:
    """A number that is a figure, with what the words around it say it is."""

    token: Token
    quantity: Quantity
    measure: str
    basis: str = ""
    period: str = ""
    direction: str = ""  # up | down
    reference: Reference | None = None  # of a change
    base: Label | None = None  # of a share: what it is a share of, if the text says so
    base_statement: Statement | None = None
    flags: set[str] = field(default_factory=set)
    evidence: Evidence = Evidence.EXPLICIT
    statement: Statement | None = None
    sentence: int = 0
    fact: Fact | None = None
    cue: str = ""  # of an average: 人均, 车均
    passage: int | None = None  # where the figure stands, if not where its statement does (a cell)

    @property
    def against(self) -> str:
        """What a change is against; empty for figures that are no change."""
        return self.reference.against if self.reference is not None else ""

    @property
    def is_level(self) -> bool:
        """Whether the figure is an amount, count or score in its own right, not an attribute of one."""
        return self.measure in ("amount", "count", "score")


@dataclass(slots=True, eq=False)
class Claim:
    """A comparison in words without a figure: 持平, 决算数大于预算数."""

    word: str  # up | down | flat
    against: str
    token: Token
    approximate: bool = False
    sentence: int = 0


@dataclass(slots=True, eq=False)
class Frame:
    """A list that is being read: its whole, its items, and whether it says it is complete."""

    kind: str  # cue | bracket | colon | after | paragraph
    parent: Statement | None
    whole: Mention | None
    closed: bool
    cue: str = ""
    items: list[Statement] = field(default_factory=list)
    soft: list[int] = field(default_factory=list)  # item counts at which a sentence ended inside the list
    open: bool = False  # 等
    nested: bool = False  # a ；closed a list inside its first item: what follows may be items of that one
    split: bool = False  # 按性质分：, 分级次看，: one of several ways in which the whole is split
    optional: list[Statement] = field(default_factory=list)  # statements that may be items too
    bases: list[Statement] = field(default_factory=list)  # statements that may stand for the first item
    siblings: list[Statement] = field(default_factory=list)  # statements that may all be items too
    alternatives: list[Mention] = field(default_factory=list)  # other figures that may be the whole
    item_basis: str = ""  # the basis of the items' figures where it is not that of the whole
    doubtful: bool = False  # a ；has passed: an item of another concept ends the list


@dataclass(slots=True, eq=False)
class Statement:
    """One subject and the figures said of it, in reading order."""

    label: Label
    passage: int
    sentence: int
    report: int = 0
    section: int | None = None
    evidence: Evidence = Evidence.EXPLICIT
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    frame: Frame | None = None
    subject: str = ""  # first subject of the sentence, for weak labels
    flags: set[str] = field(default_factory=set)
    scope: str = ""  # whose figures its passage says they are
    topic: dict[str, str] = field(default_factory=dict)  # what its passage says it is about
    years: tuple[int, ...] = ()  # the years its passage names

    @property
    def coordinates(self) -> dict[str, str]:
        return self.label.coordinates

    def level(self, basis: str = "", period: str = "") -> Mention | None:
        """The first amount, count or score, of that basis and period if given."""
        for mention in self.mentions:
            if mention.is_level and basis in ("", mention.basis) and period in ("", mention.period):
                return mention
        return None
