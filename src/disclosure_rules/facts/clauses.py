"""The clause machine: the tokens of one passage become statements, left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.figures import Clause, Classified, FigureReader
from disclosure_rules.facts.frames import Frames
from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.statement import Claim, Frame, Label, Mention, Reference, Statement
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise

__all__ = ["ClauseMachine", "Reading"]

_LEAD = re.compile(
    r"(?:第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）"
    r"|\d{1,2}[、.．](?=(?:19|20)\d\d年|\D)|\d{1,2} (?=\D)|[①-⑨])\s?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_ATTRIBUTES = ("change_amount", "change_rate", "share", "completion_rate", "prior", "difference", "points", "growth_rate")


@dataclass(slots=True)
class Reading:
    """What one passage gave: statements, the lists in it, numbers left unread, and how it ends."""

    statements: list[Statement] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    unread: list[Token] = field(default_factory=list)
    figures: int = 0
    announced: Frame | None = None  # a list that the following passages hold
    topic: Label | None = None  # what the passage says it is about before its first figure
    scope: str = ""  # whose figures it says they are: 全市。, 市本级。


class ClauseMachine:
    """Reads one passage. `topic` is the label of the heading it stands under, `year` the reporting year,
    `default_basis` what a plain amount is (`final`, `budget`)."""

    def __init__(
        self, lexicon: Lexicon, labeller: Labeller, passage: Passage, *, year: int | None, default_basis: str,
        topic: Label | None = None, lead: Statement | None = None,
        leads: Sequence[Statement] = (), elsewhere: Callable[[Label], Statement | None] = lambda label: None,
    ) -> None:  # fmt: skip
        self.lexicon = lexicon
        self.labeller = labeller
        self.passage = passage
        self.year = year
        self.default_basis = default_basis
        self.leads = leads  # statements of the passages before that a list may be of
        self.elsewhere = elsewhere  # finds a statement with a figure in the passages before
        self.adding = self.closing = False  # 加上…后，: the next figure is of the one before and what was added
        self.topic = topic
        self.figures = FigureReader(lexicon, passage.text)
        self.reading = Reading()
        self.frames = Frames(self.reading)
        self.clause: list[Token] = []
        self.subject: Statement | None = None
        self.headed: Statement | None = None  # the subject named before a colon
        self.lead = lead  # the statement a list without a head belongs to: of the sentence or passage before
        self.sentence = 0
        self.reference: Reference | None = None
        self.period = ""
        self.in_reason = self.in_plan = False
        self.in_reason_list = False
        self.sentence_period = ""  # of a sentence that begins with 上年
        self.dangling: Label | None = None  # a name that ended its clause without a figure: …交易率，实际达100%
        self.rates_follow = False  # under 2016年比2015年增减：
        self.last_reference: Reference | None = None
        self.bases: list[str] = []  # 年初预算数、执行数 named together for a respective list
        self.pair: list[Statement] = []  # what 前者 and 后者 stand for
        self.base_of_rate: Mention | None = None  # 预算84万元的73 %

    def read(self) -> Reading:
        lead = _LEAD.match(self.passage.text)
        tokens = tokenise(self.passage.text, self.lexicon, entity=self.labeller.entity)
        start = lead.end() if lead else 0
        self.tokens = [t for t in tokens if t.end > start]
        if self.tokens and self.tokens[0].start < start:
            first = self.tokens[0]
            self.tokens[0] = Token(first.kind, first.text[start - first.start :], start, first.end, first.cues, first.terms, first.data)
        self.tokens = self._with_brackets_folded(self.tokens)
        index = 0
        while index < len(self.tokens):
            index = self._step(index)
        self._end_clause("。")
        self.frames.end_passage()
        self.frames.orphans(self.lead if self.lead not in self.reading.statements else None, self.leads)
        years = tuple(sorted({int(t.data["year"]) for t in self.tokens if t.kind is TokenKind.PERIOD and "year" in t.data}))
        for statement in self.reading.statements:
            statement.years = years
            statement.scope = self.reading.scope
            statement.topic = dict(self.reading.topic.coordinates) if self.reading.topic is not None else {}
        return self.reading

    # ------------------------------------------------------------------ tokens

    def _with_brackets_folded(self, tokens: list[Token]) -> list[Token]:
        """Brackets without a figure are part of the text around them: 公共资源交易（含农村产权交易）."""
        folded: list[Token] = []
        opened: list[int] = []
        for token in tokens:
            folded.append(token)
            if token.kind is TokenKind.OPEN:
                opened.append(len(folded) - 1)
            elif token.kind is TokenKind.CLOSE and opened:
                at = opened.pop()
                inner = folded[at + 1 : -1]
                if not any(self._is_figure_token(t, inner, folded[at]) for t in inner):
                    text = self.passage.text[folded[at].start : token.end]
                    folded[at:] = [Token(TokenKind.TEXT, text, folded[at].start, token.end)]
        return folded

    def _is_figure_token(self, token: Token, inner: list[Token], opening: Token) -> bool:
        if token.kind is TokenKind.CLOSE or token.kind is TokenKind.OPEN:
            return True  # an inner bracket that holds a figure was kept
        if token.kind is not TokenKind.NUMBER or not (token.data.get("unit") or token.data.get("scale")):
            return False
        before = opening if inner[0] is token else None
        return self.figures.is_figure(token, before, None)

    def _step(self, index: int) -> int:
        token = self.tokens[index]
        kind = token.kind
        if kind is TokenKind.NUMBER:
            return self._number(index)
        if kind is TokenKind.PUNCTUATION:
            self._punctuation(token, index)
        elif kind is TokenKind.OPEN:
            self._open(index)
        elif kind is TokenKind.CLOSE:
            self._close()
        elif kind is TokenKind.ORDINAL:
            self._ordinal(token)
        elif kind is TokenKind.COMPARE:
            self.reference = self.last_reference = self.figures.reference(token, self.year)
            self.clause.append(token)
        elif kind is TokenKind.PERIOD:
            self._period(token)
        else:
            self._word(token, index)
        return index + 1

    def _period(self, token: Token) -> None:
        after = self.passage.text[token.end : token.end + 2]
        reports = token.data.get("relative") == "current" or token.data.get("year") == str(self.year or "")
        topical = not self.clause and not after[:1].isdigit() and token.data.get("relative") != "prior"
        known = "year" in token.data or "relative" in token.data
        at_start = not self.clause and self.frames.at_sentence_start(self) and not self.frames.in_bracket
        if known and at_start and token.data.get("relative") == "prior" and not self.in_reason:
            self.sentence_period = self._year_of(token)  # 上年…：the whole sentence is of that year
        if known and (reports or topical) and not after.startswith(("以来", "以前", "至今", "起")) and not self.in_reason:
            self.period = self._year_of(token)
        self.clause.append(token)

    def _year_of(self, token: Token) -> str:
        if "year" in token.data:
            return token.data["year"]
        shift = {"prior": -1, "next": 1}.get(token.data.get("relative", ""), 0)
        if shift == 0:
            return ""
        return str(self.year + shift) if self.year else {-1: "prior", 1: "next"}[shift]

    def _word(self, token: Token, index: int) -> None:
        if "reason" in token.cues:
            self._end_clause("，")
            self.in_reason = True
            following = self.tokens[index + 1 : index + 3]
            self.in_reason_list = any(t.kind is TokenKind.ORDINAL or t.text == "：" for t in following)
        elif "plus" in token.cues:
            self._plus(token)
        elif "plan" in token.cues:
            self.in_plan = True
        if token.cues & {"enum", "enum_closed", "enum_mid", "partition", "purpose"} and not self.in_reason:
            self._enumeration(token, index)
            return
        if token.kind is TokenKind.TEXT and token.text.startswith(("构成", "组成", "合成")) and self.frames.composed():
            return
        if "open" in token.cues and self.frames.marks_open(token, self.clause, self.passage.text):
            return
        self.clause.append(token)

    def _plus(self, token: Token) -> None:
        self.frames.plus(token)
        if len(token.text) > 1 or self.frames.at_sentence_start(self):
            self.adding = True
            if self.frames.at_sentence_start(self):
                self.frames.base = self.lead or self.subject

    def _enumeration(self, token: Token, index: int) -> None:
        """A cue that opens a list under the label before it, or under the current subject."""
        label = self._label([t for t in self.clause if t.kind in (TokenKind.TEXT, TokenKind.WORD, TokenKind.PATH)])
        purpose = "purpose" in token.cues and "enum_closed" not in token.cues
        if purpose and not self._list_follows(index):
            self.clause.append(token)
            return
        parent = self._find(label) if label and label.known else None
        if parent is None and label is not None and label.known:
            parent = self.elsewhere(label) or self._open_statement(label)
        if parent is None and "enum_mid" in token.cues:
            name = token.text.removesuffix("中").removesuffix("当")
            side = self.labeller.topic(name, tokenise(name, self.lexicon))
            parent = self.subject if self.subject is not None and self.subject.level() else side and self.elsewhere(side)
        if parent is None:
            parent = self.subject if not self.frames.at_sentence_start(self) else (self.lead or self.subject)
        if parent is None and token.text.endswith("构成"):
            named = self.labeller.topic(token.text, tokenise(token.text.removesuffix("构成"), self.lexicon))
            parent = named and (self._find(named) or self.elsewhere(named))
        closed = bool(token.cues & {"enum_closed", "enum_mid"}) or "partition" in token.cues
        self.frames.push("cue", parent, closed=closed, cue=token.text)
        if parent is not None and (parent.passage != self.passage.index or "split" in token.data):
            self.frames.offer(parent, self.leads)
        elif parent is not None and parent is self.lead and "enum" in token.cues:
            listed = [s for s in self.reading.statements if s.frame is not None and s.frame.parent is parent]
            self.frames.offer(parent, listed)  # 其中 after a list: of its whole, or of one of its items
        if "enum_mid" in token.cues:
            self.subject = parent
        self.clause = []

    def _list_follows(self, index: int) -> bool:
        following = self.tokens[index + 1 : index + 8]
        for token in following:
            if token.kind is TokenKind.NUMBER:
                return True
            if token.kind is TokenKind.PUNCTUATION and token.text in "，。；、":
                return False
        return False

    def _ordinal(self, token: Token) -> None:
        self._end_clause("，")
        first = token.text.startswith(("一是", "其一", "（1）", "①"))
        if not first or self.in_reason or self.subject is None or self.subject.level() is None:
            return
        if not self.frames.top_is_enumerated(self.subject):
            self.frames.push("cue", self.subject, closed=True, cue=token.text)

    # ------------------------------------------------------------------ boundaries

    def _punctuation(self, token: Token, index: int) -> None:
        if token.text == "、":
            if self.clause:
                self.clause.append(Token(TokenKind.TEXT, "、", token.start, token.end))
            return
        if token.text == "：":
            self._colon(index)
            return
        text = "".join(t.text for t in self.clause)
        if text == "后":
            self.closing = self.adding
        inside = text in ("中", "里", "当中") or (text.endswith("中") and len(text) < 14 and self._follows_number())
        if inside and self.subject is not None and self.subject.level() is not None:
            self.frames.push("cue", self.subject, closed=True, cue=text)  # 总支出6012万元中，
            self.clause = []
            return
        self._end_clause(token.text)
        if token.text in "。！？" and not self.frames.in_bracket:
            self._end_sentence(index)
        elif token.text == "；":
            self.in_reason = self.in_reason and self.in_reason_list
            self.frames.semicolon()
            self.subject = self.frames.head_of_list() or self.subject
            if self.reference and self.reference.direction:
                self.reference = None

    def _follows_number(self) -> bool:
        """Whether the clause goes on right after a figure: 24个二级指标中."""
        subject = self.subject
        last = subject.mentions[-1].token if subject is not None and subject.mentions else None
        return last is not None and bool(self.clause) and self.clause[0].start == last.end

    def _colon(self, index: int) -> None:
        following = [t for t in self.tokens[index + 1 :] if t.kind is not TokenKind.ORDINAL]
        label = self._label([t for t in self.clause if not t.cues or t.terms])
        if self.clause and any("reason" in t.cues for t in self.clause):
            return
        if any("change_heading" in t.cues for t in self.clause):
            self.rates_follow, self.clause, self.subject = True, [], self.lead
            return
        if following and self.frames.top_is_fresh():
            self.clause = []
            return
        if following and Clause.of(self.clause).last("respective") >= 0:
            self.frames.push("cue", self.subject or self.lead, closed=True, cue="：")
            self.clause = []
            return
        if label is not None and following:
            self.subject = self.headed = self._find(label) or self._open_statement(label)
            if label.known or label.coordinates.keys() == {"fund"}:
                self.topic = self.reading.topic = label
            self.clause = []
            return
        self._end_clause("：")
        if not following:
            if not self.frames.top_is_fresh():
                self.frames.push("colon", self.subject, closed=False, cue="：")
            return
        if self.subject is not None and self.subject.level() is not None and not self.frames.top_is_fresh():
            self.frames.push("colon", self.subject, closed=True, cue="：")

    def _end_clause(self, mark: str) -> None:
        clause = Clause.of(self.clause)
        if self.clause and not self.reading.statements and not self.reading.unread:
            self._leading_topic(mark)
        if self.clause:
            self._claims(clause)
            label = self._label([t for t in self.clause if not (t.cues and not t.terms)])
            named = label is not None and label.known and clause.last("purpose", "denial", "flat") == -1
            named = named and not self.clause[0].text.startswith(("为", "全部", "均为", "系", "是"))
            if label is not None and not label.known and mark == "，":
                self.dangling = label
            if named and label is not None and not self.in_reason and mark in "，：；。":
                self.subject = self._find(label) or self._open_statement(label)
        self.clause = []

    def _leading_topic(self, mark: str) -> None:
        """一般公共预算：, 收入方面，: what a passage says first, without a figure, it is about."""
        text = "".join(t.text for t in self.clause)
        if len(text) > 16 or not (mark in "：。" or text.endswith("方面")):
            return
        if self.labeller.scope_of(text):
            self.reading.scope = text
            return
        topic = self.labeller.topic(text, self.clause)
        if topic is not None:
            self.topic = topic
            self.reading.topic = topic

    def _claims(self, clause: Clause) -> None:
        """持平, 大于预算数 and their like: comparisons that give no figure."""
        flat, compare = clause.last("flat"), clause.compare
        if flat == -1 and not (compare is not None and ("above" in compare.data or "below" in compare.data)):
            return
        if "reason" in clause.cues or self.in_reason:
            return
        label = self._label([t for t in self.clause if t.kind in (TokenKind.TEXT, TokenKind.WORD, TokenKind.PATH) and not t.cues])
        statement = (self._find(label) if label else None) or self.subject
        if statement is None:
            return
        reference = self.figures.reference(compare, self.year) if compare is not None else self.reference
        against = reference.against if reference else "prior"
        token = clause.tokens[flat] if flat >= 0 else compare
        assert token is not None
        word = "flat" if flat >= 0 else (reference.direction if reference else "")
        approximate = flat >= 0 and token.text.startswith(("基本", "大体", "相当"))
        statement.claims.append(Claim(word, against, token, approximate, self.sentence))

    def _end_sentence(self, index: int) -> None:
        self.frames.sentence_end(self.tokens[index + 1 : index + 3])
        said = [s for s in self.reading.statements if s.sentence == self.sentence and s.level() is not None]
        total = next((s for s in reversed(said) if "sum" in s.flags), None)
        self.lead = total or next((s for s in said if s.frame is None or s.frame.kind == "after"), None) or self.lead
        self.frames.lead = self.lead
        if self.subject is not None and self.subject.frame is not None and self.lead is not None:
            self.subject = self.lead if self.lead in self.reading.statements else self.subject
        self.frames.base, self.adding, self.closing = None, False, False
        self.sentence_period = ""
        self.sentence += 1
        self.reference = None
        self.in_reason = self.in_reason_list = self.in_plan = False
        self.dangling = None

    def _open(self, index: int) -> None:
        self.frames.open_bracket((self.subject, self.clause, self.reference, self.period, self.in_reason))
        self.clause = []

    def _close(self) -> None:
        self._end_clause("）")
        saved = self.frames.close_bracket()
        if saved is not None:
            self.subject, self.clause, self.reference, self.period, self.in_reason = saved

    # ------------------------------------------------------------------ numbers

    def _number(self, index: int) -> int:
        token = self.tokens[index]
        before = self.tokens[index - 1] if index else None
        if not self.figures.is_figure(token, before, None):
            self.clause.append(Token(TokenKind.TEXT, token.text, token.start, token.end))
            return index + 1
        clause = Clause.of(self.clause)
        pronoun, share = clause.last("former", "latter"), clause.last("share")
        if pronoun >= 0 and (share == -1 or pronoun < share):
            self._refer(clause)
        if self._rate_of_base(token, clause):
            return index + 1
        run = self._run(index) if clause.last("respective", "each", "share") >= 0 else [index]
        if len(run) > 1 and self._respective(run, clause):
            self.clause = []
            return run[-1] + 1
        if self._bound(token, clause, index):
            return index + 1
        found = self.figures.classify(token, clause, self.tokens[index + 1 : index + 3])
        if found is None:
            self.clause.append(Token(TokenKind.TEXT, token.text, token.start, token.end))
            return index + 1
        if found.guessed and found.measure == "ratio":
            self._unnamed_ratio(token, found)
        elif self.rates_follow and found.measure in ("ratio", "amount"):
            found.measure = "change_rate" if found.measure == "ratio" else "change_amount"
        self._figure(token, found, clause, index)
        self.clause = []
        return index + 1

    def _bound(self, token: Token, clause: Clause, index: int) -> bool:
        """低于66.5亿元的债务限额: another figure that the subject is said to be above or below."""
        words = clause.tokens[-1].cues & {"above", "below"} if clause.tokens else frozenset()
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if not words or after is None or not after.text.startswith("的") or self.subject is None or self.subject.level() is None:
            return False
        quantity = self.figures.quantity(token)
        if quantity is None or self._rate_follows(index):
            return False
        mention = Mention(token, quantity, "bound", direction="up" if "above" in words else "down", sentence=self.sentence)
        mention.statement, mention.period = self.subject, self.period or (str(self.year) if self.year else "")
        self.subject.mentions.append(mention)
        self.reading.figures += 1
        self.clause = []
        return True

    def _refer(self, clause: Clause) -> None:
        """前者, 后者: the two statements with figures before."""
        if not self.pair:
            levels = [s for s in self.reading.statements if s.level() is not None]
            self.pair = levels[-2:]
        if len(self.pair) == 2:
            latter = clause.last("latter") >= 0
            self.subject = self.pair[latter]
            if latter and self.frames.in_bracket:
                self.frames.push("cue", self.subject, closed=False, cue="后者")

    def _rate_of_base(self, token: Token, clause: Clause) -> bool:
        """The rate in 完成预算84万元的73 % or 占总数352万元的59 %: its base is the figure just read."""
        base, self.base_of_rate = self.base_of_rate, None
        text = "".join(t.text for t in clause.tokens)
        if base is None or text != "的" or token.data.get("unit", "") not in self.lexicon.units.get("ratio", ()):
            return False
        statement = self.subject
        if statement is None:
            return False
        share = base.statement is not statement
        found = Classified("share" if share else "completion_rate", [], basis="" if share else base.basis or "budget")
        self._record(token, found, statement, clause, None)
        if share:
            statement.mentions[-1].base_statement = base.statement
        self.clause = []
        return True

    def _unnamed_ratio(self, token: Token, found: Classified) -> None:
        """减少18.5万元（65.37%）is the rate of that change; 1196万元（94.59%）is the share of that item."""
        last = self.subject.mentions[-1] if self.subject is not None and self.subject.mentions else None
        if last is None or not self.frames.in_bracket and not self.rates_follow:
            return
        if self.rates_follow:
            found.measure = "change_rate"
        elif last.measure == "change_amount":
            found.measure, found.direction = "change_rate", last.direction
            found.flags |= last.flags & {"undecided"}
        elif last.is_level:
            found.measure = "share"

    def _run(self, index: int) -> list[int]:
        """Indices of numbers that follow each other with nothing but 、 ， 和 between: a respective list."""
        run = [index]
        position = index + 1
        while position + 1 < len(self.tokens):
            between, number = self.tokens[position], self.tokens[position + 1]
            joined = between.text in ("、", "，", "和", "及", "与", "；")
            if not joined or number.kind is not TokenKind.NUMBER:
                break
            run.append(position + 1)
            position += 2
        return run

    def _respective(self, run: list[int], clause: Clause) -> bool:
        """Give the numbers of a respective list to the subjects named or stated before, in order."""
        classified = self.figures.classify(self.tokens[run[-1]], clause, ())
        if classified is None:
            return False
        bases = self._bases_named(clause) or self.bases
        if len(bases) == len(run) and classified.measure in ("amount", "count"):
            return self._on_bases(run, bases, classified, clause)
        if classified.measure == "share" and classified.base is not None and self.subject is not None:
            return self._of_bases(run, classified, clause)
        targets = self._targets(len(run), classified, clause)
        if targets is None:
            if classified.measure in ("share", "change_rate") and len(run) > 2 and not self._label(classified.label):
                self._unknown(run)
                return True
            return False
        for number, target in zip(run, targets, strict=True):
            self._record(self.tokens[number], classified, target, clause, self._unit_of_run(number, run))
        return True

    def _unknown(self, run: list[int]) -> None:
        """Numbers of a respective list whose subjects cannot be told are unread, not guessed."""
        for number in run:
            self.reading.figures += 1
            self.reading.unread.append(self.tokens[number])

    def _bases_named(self, clause: Clause) -> list[str]:
        """年初预算数、执行数: the bases that a clause names together."""
        named = [self.figures.basis_of(token) for token in clause.tokens]
        return [basis for basis in named if basis]

    def _on_bases(self, run: list[int], bases: list[str], classified: Classified, clause: Clause) -> bool:
        """预算数、决算数分别为a、b: one subject, one figure a basis."""
        label = self._label([t for t in clause.tokens if not t.cues or t.terms])
        statement = (self._find(label) or self._open_statement(label)) if label is not None else self.subject
        if statement is None:
            return False
        self.subject = statement
        for number, basis in zip(run, bases, strict=True):
            found = Classified(classified.measure, classified.label, basis=basis)
            self._record(self.tokens[number], found, statement, clause, self._unit_of_run(number, run))
        return True

    def _of_bases(self, run: list[int], classified: Classified, clause: Clause) -> bool:
        """占A、B的比重分别为a%、b%: one part, shares of several bases."""
        label = self._label(classified.base or [])
        if label is None or len(label.parts) != len(run) or self.subject is None:
            return False
        for number, name in zip(run, label.parts, strict=True):
            self._record(self.tokens[number], Classified("share", []), self.subject, clause, self._unit_of_run(number, run))
            self.subject.mentions[-1].base = Label(name, {"concept": f"={name}"})
        return True

    def _unit_of_run(self, number: int, run: list[int]) -> str | None:
        own, last = self.tokens[number].data, self.tokens[run[-1]].data
        return None if own.get("unit") or own.get("scale") else last.get("scale", "") + last.get("unit", "")

    def _targets(self, count: int, classified: Classified, clause: Clause) -> list[Statement] | None:
        label = self._label(classified.label)
        attribute = classified.measure in _ATTRIBUTES
        names = label.parts if label is not None else ()
        if len(names) == count:
            return [self._named_statement(name, attribute) for name in names]
        listed = self.frames.enumerated_names(self.passage.text, self.tokens, clause, count)
        if listed is not None:
            return [self._named_statement(name, attribute) for name in listed]
        recent = self.frames.recent(count, self.sentence, self.reading.statements)
        if recent is None and count == 2 and label is not None and label.coordinates.get("concept") == "grand_total":
            sides = ("income", "expenditure")
            return [self._open_statement(Label(label.text, {**label.coordinates, "side": side}, True)) for side in sides]
        return recent

    def _named_statement(self, name: str, attribute: bool = False) -> Statement:
        label = self._label(tokenise(name, self.lexicon)) or Label(name, {"concept": f"={name}"})
        found = self._find(label)
        if found is not None and (attribute or found.level() is None):
            return found
        return self._open_statement(label)

    def _figure(self, token: Token, found: Classified, clause: Clause, index: int) -> None:
        label = self._label(found.label)
        if label is None and (found.measure in ("count", "amount") or found.guessed):
            label = self._label_behind(token, index, found)
        elif label is not None and found.measure == "count" and label.text.count("、") > 1:
            label = self._label_behind(token, index, found) or label  # a list of names, then their number
        bases = self._bases_named(clause)
        if "each" in clause.cues and len(bases) > 1 and self._on_bases([index] * len(bases), bases, found, clause):
            self.bases = bases
            return
        if "each" in clause.cues and label is not None and len(label.parts) > 1:
            for name in label.parts:
                self._record(token, found, self._named_statement(name, found.measure in _ATTRIBUTES), clause, None)
            return
        share_base = self._share_base_amount(token, index, clause, label)
        if share_base:
            return
        statement = self._statement_for(label, found, clause)
        if statement is None:
            self.reading.figures += 1
            self.reading.unread.append(token)
            return
        self._record(token, found, statement, clause, self._shared_unit(token, found))
        if clause.last("total_after") >= 0 and "sum" not in statement.flags and found.measure in ("amount", "count"):
            if label is None and not self.frames.top_has_items():
                self.frames.total_ahead(statement, clause.tokens[clause.last("total_after")].text)
        mention = statement.mentions[-1] if statement.mentions else None
        if mention is not None and mention.token is token and self._rate_follows(index):
            mention.flags.add("rate_base")
            self.base_of_rate = mention

    def _rate_follows(self, index: int) -> bool:
        following = self.tokens[index + 1 : index + 3]
        return (
            len(following) == 2
            and following[0].text == "的"
            and following[1].data.get("unit", "") in self.lexicon.units.get("ratio", ())
        )

    def _share_base_amount(self, token: Token, index: int, clause: Clause, label: Label | None) -> bool:
        """The amount in 占总支出352万元的59 %: of the base, not of the subject."""
        if clause.last("share") == -1 or not self._rate_follows(index) or self._bases_named(clause):
            return False
        base = self._label([t for t in clause.tokens[clause.last("share") + 1 :] if not t.cues or t.terms])
        if base is None or self.subject is None:
            return False
        statement = self._find(base) or self._open_statement(base)
        self._record(token, Classified("amount", []), statement, clause, None)
        if statement.mentions and statement.mentions[-1].token is token:
            self.base_of_rate = statement.mentions[-1]
        return True

    def _shared_unit(self, token: Token, found: Classified) -> str | None:
        return "%" if "unit_missing" in found.flags else None

    def _statement_for(self, label: Label | None, found: Classified, clause: Clause) -> Statement | None:
        """The statement a figure belongs to: one of the same label, the current subject, or a new one."""
        attribute = found.measure in _ATTRIBUTES
        if attribute and self._is_against_another(clause):
            label = None
        label = self._completed(label)
        if found.measure in ("amount", "count") and (total := self._total(clause, label)) is not None:
            self.subject = total
            return total
        if label is None and found.measure == "count" and self.frames.awaits_counts():
            text = "".join(t.text for t in clause.tokens)
            label = Label(text, {"concept": f"={text}"}) if text else None
            found.basis = ""
        if label is None and attribute and clause.last("total_after") >= 0:
            return None  # 合计少97万元: of the list as a whole, which has no statement here
        if label is None and self._is_of_another_kind(found):
            self.subject = self.headed
        if label is None and self.dangling is not None and found.measure == "ratio":
            label = self.dangling
        self.dangling = None
        if label is None:
            if self.subject is None and self.topic is not None:
                self.subject = self._open_statement(self.topic, Evidence.GUESSED)
            if self.subject is None and self.topic is None and found.measure == "amount" and self._bases_named(clause):
                name = next(t.text for t in clause.tokens if self.figures.basis_of(t))
                self.subject = self._open_statement(Label(name, {"concept": f"={name}"}))
            if self.subject is None and self.lead is not None and (attribute or clause.last("total_after") >= 0):
                self.subject = self._open_statement(self.lead.label, Evidence.CARRIED)
            return self.subject
        if attribute:
            same = self._find(label)
            if same is not None:
                self.subject = same
                return same
        elif self.subject is not None and self.subject.coordinates == label.coordinates:
            if self.subject.level(found.basis or self.default_basis, self._period_of(found, clause)) is None:
                return self.subject
        statement = self._open_statement(label)
        self.subject = statement
        return statement

    def _is_of_another_kind(self, found: Classified) -> bool:
        """运行维护费：保有量11辆，预算33万元: money after a count is of what the colon named."""
        level = self.subject.level() if self.subject is not None else None
        return self.headed is not None and level is not None and level.measure == "count" and found.measure != "count"

    def _completed(self, label: Label | None) -> Label | None:
        """A label takes whose money it is from the topic of the passage; a generic one (收入) the rest as well."""
        topic = self.reading.topic
        if label is not None and topic is not None and "fund" in topic.coordinates and "purpose" not in label.coordinates:
            if not label.coordinates.get("concept", "=").startswith("=") and label.coordinates.keys().isdisjoint({"fund", "source"}):
                merged = self.labeller.rewritten({**label.coordinates, "fund": topic.coordinates["fund"]})
                label = Label(label.text, merged, label.known, label.parts)
        if label is None or label.known or label.coordinates.get("concept", "").startswith("="):
            return label
        if self.topic is None:
            return label
        given = self.topic.coordinates
        concept, own = given.get("concept"), label.coordinates.get("concept")
        if concept is not None and own is not None and concept != own:
            return label
        merged = self.labeller.rewritten({**label.coordinates, **given})
        return Label(label.text, merged, True)

    def _total(self, clause: Clause, label: Label | None) -> Statement | None:
        """The statement of a total (收入合计, 两项合计, 加上…后，总量为) that sums up the statements before it."""
        known = label is not None and label.known and "of" not in label.coordinates
        grand = label is not None and label.coordinates.get("concept") == "grand_total"
        text = "".join(t.text for t in clause.tokens)
        said = clause.last("total_after", "total_short") >= 0 or grand or any(w in text for w in ("合计", "总计"))
        if not said and not self.closing or text.startswith(("其他", "其余")):
            return None
        own = self._find(label) if label is not None else None
        if known and own is not None and own.level() is not None:
            return None
        if not self.frames.parts_ready(label, self.sentence, known) and not (
            text.startswith(("以上", "上述", "前")) and self.frames.recall(text, self.sentence)
        ):
            return None
        side = next((s for word, s in (("收入", "income"), ("支出", "expenditure")) if word in text), "")
        name = label.text if label is not None else text
        coordinates = dict(label.coordinates) if known and label is not None else {"concept": f"={name}", **({"side": side} if side else {})}
        statement = self._open_statement(Label(name, coordinates, known))
        statement.flags.add("sum")
        return statement

    def _record(self, token: Token, found: Classified, statement: Statement, clause: Clause, unit: str | None) -> None:
        negative = found.direction == "down" and "sign" not in token.data
        quantity = self.figures.quantity(token, unit)
        if quantity is None:
            self.reading.unread.append(token)
            self.reading.figures += 1
            return
        measure, period, basis, against = found.measure, self._period_of(found, clause), found.basis, ""
        period = period or (str(self.year) if self.year else "")
        if "prior_share" in found.flags:
            period = str(self.year - 1) if self.year else "prior"
        if measure == "prior":
            measure, against = "amount", self.reference.against if self.reference else "prior"
            if against.startswith("year:"):
                period = against.removeprefix("year:")
            elif against in ("prior", "prior_budget"):
                period = str(self.year - 1) if self.year else "prior"
            basis = "budget" if against == "prior_budget" else against if against in _BUDGET_BASES else ""
            against = ""
        elif measure in ("change_amount", "change_rate", "difference"):
            if clause.period is not None and clause.period.data.get("relative") == "prior":
                period = str(self.year) if self.year else ""
            reference = self.reference or self._budget_just_stated(statement) or self.last_reference
            against = reference.against if reference else "prior"
        if measure == "count" and token.data.get("scale") and quantity.unit.dimension == "money":
            measure = "amount"
        if basis == "" and measure in ("amount", "count"):
            basis = self._inherited_basis()
            if not basis:
                basis = self.default_basis
                found.flags.add("default_basis")
        if measure.startswith("change_") and self._is_against_another(clause):
            measure, against = "difference", ""
        mention = Mention(token, quantity, measure, basis, period, found.direction, against, flags=set(found.flags))
        if measure == "average":
            mention.cue = "".join(t.text for t in clause.tokens[clause.last("average") :])
        if negative:
            mention.flags.add("negative")
        self._finish(mention, found, statement)

    def _budget_just_stated(self, statement: Statement) -> Reference | None:
        """决算a，预算b，少d: less than the budget, not than last year."""
        levels = [m for m in statement.mentions if m.is_level and m.sentence == self.sentence]
        last = statement.mentions[-1] if statement.mentions else None
        if any("same_period" in t.cues for t in self.clause) or not levels or last is not levels[-1] or "rate_base" in last.flags:
            return None
        if len(levels) > 1 and levels[-1].period == levels[-2].period and levels[-1].basis in _BUDGET_BASES and levels[-2].basis == "final":
            return Reference(levels[-1].basis)
        return None

    def _is_against_another(self, clause: Clause) -> bool:
        """比财政总收入少27亿元: compared with another figure by name, not with another year."""
        text = self.passage.text
        return bool(clause.tokens) and clause.compare is None and text[clause.tokens[0].start] in "比较" and len(clause.tokens) > 1

    def _finish(self, mention: Mention, found: Classified, statement: Statement) -> None:
        mention.sentence = self.sentence
        mention.statement = statement
        self._arrow(mention, statement)
        if any("basis_other" in t.cues for t in self.clause):
            mention.flags.add("comparable_basis")
        if self.in_reason:
            mention.flags.add("reason")
        if self.in_plan:
            mention.flags.add("plan")
        if found.base is not None and not found.base:
            mention.base = Label("", {"concept": "="})  # it names a base that cannot be read
        elif found.base is not None:
            mention.base, mention.base_statement = self._share_base(found.base, statement)
        mention.evidence = statement.evidence if found.label or not statement.mentions else Evidence.CARRIED
        first_level = mention.is_level and statement.level() is None
        statement.mentions.append(mention)
        self.reading.figures += 1
        if self._is_split_at_once(mention, statement):
            return
        if first_level or (mention.measure in ("share", "change_rate", "change_amount") and statement.frame is None):
            self.frames.add(statement)
        if mention.is_level:
            self.frames.total(mention, statement, Clause.of(self.clause), self.sentence)

    def _arrow(self, mention: Mention, statement: Statement) -> None:
        """a→b: the same figure in the first and the last of the two years that the passage names."""
        before = statement.mentions[-1] if statement.mentions else None
        text = self.passage.text[before.token.end : mention.token.start] if before is not None else ""
        years = sorted({int(year) for year in _YEAR.findall(self.passage.text)})
        if before is not None and text in ("→", "->", "—>") and len(years) == 2 and before.is_level and mention.is_level:
            before.period, mention.period = str(years[0]), str(years[1])

    def _is_split_at_once(self, mention: Mention, statement: Statement) -> bool:
        """按功能科目，本年支出2566万元的构成是：the figure is the whole of the list just announced."""
        after = self.passage.text[mention.token.end : mention.token.end + 3]
        if not (mention.is_level and after.startswith(("的构成", "的组成", "由以下"))):
            return False
        if self.frames.top_is_fresh():
            self.frames.stack[-1].parent, self.frames.stack[-1].whole = statement, mention
        else:
            self.frames.push("cue", statement, closed=True, cue="构成")
        return True

    def _share_base(self, tokens: list[Token], statement: Statement) -> tuple[Label | None, Statement | None]:
        if any(t.cues & {"former"} for t in tokens):
            others = [s for s in self.reading.statements if s is not statement and s.level()]
            return None, others[-1] if others else None
        label = self._label(tokens)
        if label is None or label.known:
            return label, (self._find(label) if label else None)
        ending = [s for s in self.reading.statements if s is not statement and s.level() and s.label.text.endswith(label.text)]
        return label, (ending[-1] if ending else None)

    # ------------------------------------------------------------------ subjects

    def _context(self) -> Mapping[str, str]:
        """Coordinates that decide what a short name means: of the subject, the list's whole, the heading."""
        context: dict[str, str] = dict(self.topic.coordinates) if self.topic else {}
        if self.lead is not None:
            context |= self.lead.coordinates
        if self.frames.stack and self.frames.stack[-1].parent is not None:
            context |= self.frames.stack[-1].parent.coordinates
        elif self.subject is not None:
            context |= self.subject.coordinates
        return context

    def _label(self, tokens: list[Token]) -> Label | None:
        return self.labeller.read(tokens, self._context()) if tokens else None

    def _label_behind(self, token: Token, index: int, found: Classified) -> Label | None:
        """A noun after the number (5个乡镇), or what an amount is used for (30万元用于审计)."""
        following = self.tokens[index + 1 : index + 6]
        if following and "purpose" in following[0].cues:
            following = following[1:]
        elif found.measure != "count":
            return None
        names: list[Token] = []
        for candidate in following:
            if candidate.kind not in (TokenKind.TEXT, TokenKind.WORD) or (candidate.cues and not candidate.terms):
                break
            names.append(candidate)
        text = "".join(t.text for t in names)[:14]
        name = self.labeller.trimmed(text)
        if len(name) < 2 or (found.measure == "count" and text.startswith(("以上", "左右", "以下", "的"))):
            return None
        if found.measure != "count":
            return Label(name, {"concept": f"={name}"})
        before = self.passage.text[max(0, token.start - 6) : token.start]
        return Label(name, {"concept": f"={name}", "within": before})

    def _find(self, label: Label | None) -> Statement | None:
        if label is None:
            return None
        for statement in reversed(self.reading.statements):
            if statement.coordinates == label.coordinates:
                return statement
        return None

    def _open_statement(self, label: Label, evidence: Evidence = Evidence.EXPLICIT) -> Statement:
        subject = next((s.label.text for s in self.reading.statements if s.sentence == self.sentence), "")
        weak = label.text in self.labeller.weak or len(label.text) < 3
        statement = Statement(
            label, self.passage.index, self.sentence, self.passage.report, self.passage.section, evidence, subject=subject
        )
        if weak and not label.known:
            statement.flags.add("weak")
        self.reading.statements.append(statement)
        return statement

    def _period_of(self, found: Classified, clause: Clause) -> str:
        token = clause.period
        if token is not None and ("year" in token.data or "relative" in token.data):
            return self._year_of(token)
        for frame in reversed(self.frames.stack):
            if frame.kind == "bracket" and frame.whole is not None and frame.whole.period:
                return frame.whole.period
        return self.sentence_period or self.period

    def _inherited_basis(self) -> str:
        for frame in reversed(self.frames.stack):
            if frame.whole is not None and frame.whole.basis:
                return frame.whole.basis
        return ""


_BUDGET_BASES = ("initial", "annual", "adjusted", "budget")
