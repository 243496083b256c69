"""What a figure measures: an amount, a count, a share, a change, a completion …, as the cues before it say."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_rules.facts.clause import BUDGET_CUES, DOWN, UP, Clause, budget_of, may_name
from disclosure_rules.facts.figures import FigureReader
from disclosure_rules.facts.references import compare_direction
from disclosure_rules.facts.tokens import Token, TokenKind

__all__ = ["ATTRIBUTES", "Classified", "MeasureReader"]

# Measures of a figure that is said of another figure and not a figure in its own right.
ATTRIBUTES = frozenset(
    {"change_amount", "change_rate", "share", "completion_rate", "prior", "difference", "points", "growth_rate"}
)


@dataclass(slots=True)
class Classified:
    """A figure's measure and what goes with it; `label` are the tokens that may name its subject.

    `base` are the tokens that name what a share is of: None if nothing does, empty if they cannot be read.
    """

    measure: str
    label: list[Token] = field(default_factory=list)
    basis: str = ""
    direction: str = ""
    base: list[Token] | None = None
    guessed: bool = False  # nothing in the clause names the subject
    flags: set[str] = field(default_factory=set)


class MeasureReader:
    """Reads the measures of one passage's figures."""

    def __init__(self, figures: FigureReader) -> None:
        self.figures = figures
        self.units = figures.lexicon.units
        self.grammar = figures.lexicon.grammar

    def classify(self, token: Token, clause: Clause) -> Classified | None:
        """The measure of a number in its clause; None if nothing tells it."""
        unit = token.data.get("unit", "")
        if unit in self.units.get("points", ()):
            return Classified("points", clause.naming(), direction=clause.direction)
        if self.figures.is_ratio(token):
            return self._ratio(clause)
        if not unit and not token.data.get("scale"):
            return self._bare(clause)
        return self._level(token, clause)

    def _ratio(self, clause: Clause) -> Classified:
        growth, share, change = clause.last("annual_growth"), clause.last("share"), clause.last(*UP, *DOWN)
        if growth >= 0:
            falls = any(word in clause.tokens[growth].text for word in self.grammar.falling)
            return Classified("growth_rate", clause.naming(growth), direction="down" if falls else "up")
        if (completion := self._completion(clause, share, change)) is not None:
            return completion
        compare = max((i for i, t in enumerate(clause.tokens) if t.kind is TokenKind.COMPARE), default=-1)
        if share >= 0 and compare > share and share > change:
            return Classified("share", clause.naming(share), flags={"prior_share"})
        if share > change:
            base = self._base(clause, share)
            if (
                base
                and "".join(token.text for token in base).strip("".join(self.grammar.base_edges)) in self.grammar.plans
            ):
                return Classified("completion_rate", clause.naming(share), basis="target")
            return Classified("share", clause.naming(share), base=base)
        if 0 <= share < change and clause.tokens[-1].text.endswith(self.grammar.attributive):
            return Classified("share", clause.naming(share), base=[])  # 占收入增收额的65%: of a change
        if change >= 0:
            flags = {"undecided"} if "undecided" in clause.cues else set()
            return Classified("change_rate", clause.naming(change), direction=clause.direction, flags=flags)
        if "undecided" in clause.cues:
            return Classified("change_rate", clause.naming(clause.cues["undecided"]), flags={"undecided"})
        return self._plain_ratio(clause)

    def _completion(self, clause: Clause, share: int, change: int) -> Classified | None:
        """完成年初预算的p%, 占预算的p%: a rate of the budget itself, not of another base whose budget it names."""
        budget, verb = clause.last(*BUDGET_CUES), clause.last("completed", "share")
        if budget == -1 or verb == -1 or budget <= change:
            return None
        names_base = any(token.terms for token in clause.tokens[verb + 1 : budget + 1])
        if names_base or self._label_after(clause, budget):
            return None
        stop = min(i for i in (budget, clause.last("completed"), share) if i >= 0)
        return Classified("completion_rate", clause.naming(stop), basis=budget_of(clause.tokens[budget]))

    def _plain_ratio(self, clause: Clause) -> Classified:
        if clause.last("completed") >= 0 and clause.last(*BUDGET_CUES) == -1:
            unnamed = not clause.naming(clause.last("completed"))
            if unnamed and clause.tokens[-1].text in self.grammar.completion:
                return Classified("completion_rate", basis="budget")
        if clause.ends_with_compare and (direction := compare_direction(clause.tokens[-1])):
            return Classified("change_rate", clause.naming(-1), direction=direction)
        if clause.ends_with_compare and clause.tokens[-1].text.endswith(self.grammar.attributive):
            return Classified("prior", clause.naming(-1))  # 较上年的91.8%
        basis = "target" if "target" in clause.cues else "achieved" if "done" in clause.cues else ""
        named = clause.naming()
        return Classified("ratio", named, basis=basis, guessed=not named)

    def _bare(self, clause: Clause) -> Classified | None:
        """A number without a unit is a figure only where a cue asks for one: 占76.23，较上年7.05减少."""
        if clause.ends_with_compare and not compare_direction(clause.tokens[-1]):
            return Classified("prior", clause.naming(-1), flags={"unit_missing"})
        if not clause.tokens or not clause.tokens[-1].cues & {"share", "up", "down"}:
            return None
        measure = "share" if "share" in clause.tokens[-1].cues else "change_rate"
        return Classified(measure, clause.naming(-1), direction=clause.direction, flags={"unit_missing"})

    def _level(self, token: Token, clause: Clause) -> Classified:
        if clause.ends_with_compare:
            direction = compare_direction(clause.tokens[-1])
            return Classified("change_amount" if direction else "prior", clause.naming(-1), direction=direction)
        if "undecided" in clause.cues:
            return Classified("change_amount", clause.naming(clause.cues["undecided"]), flags={"undecided"})
        count = token.data.get("unit", "") in self.units.get("classifiers", ())
        change = clause.last(*UP, *DOWN)
        if change > clause.last("became"):
            direction = clause.direction
            if not self._label_after(clause, change):
                return Classified("change_amount", clause.naming(change), direction=direction)
            return Classified("change_amount", clause.naming(), direction=direction, guessed=not count)
        if clause.last("diff") >= 0:
            return Classified("difference", clause.naming(clause.last("diff")))
        if token.data.get("unit") in self.units.get("score", ()):
            scored, weighted = clause.last("scored"), clause.last("weighted")
            basis = "scored" if scored > weighted else "weight" if weighted >= 0 else ""
            named = [t for t in clause.tokens if may_name(t) or (t.cues & {"scored", "weighted"} and len(t.text) > 1)]
            return Classified("score", named, basis=basis)
        measure = "average" if clause.last("average") >= 0 else "count" if count else "amount"
        return Classified(measure, clause.naming(), basis=self._basis(token, clause))

    def _basis(self, token: Token, clause: Clause) -> str:
        budget, actual = clause.last(*BUDGET_CUES), clause.last("actual")
        if clause.last("added") >= 0:
            return "added"
        after = self.figures.text[token.end : token.end + 8]
        missed = "not_done" in clause.cues and any(word in after for word in self.grammar.goals)
        if missed or "target" in clause.cues or self._is_target(token):
            return "achieved" if clause.last("done") > clause.last("target", "not_done") else "target"
        if "done" in clause.cues:
            return "achieved"
        if budget > actual:
            return budget_of(clause.tokens[budget])
        if clause.last("allotted") > actual:
            return "budget"
        return "final" if actual >= 0 else ""

    def _is_target(self, token: Token) -> bool:
        before = self.figures.text[: token.start]
        return self.figures.qualifier(token) == "at_least" and before.endswith(tuple(self.units.get("targets", ())))

    def _label_after(self, clause: Clause, index: int) -> bool:
        """Whether a name stands between the cue at `index` and the figure."""
        return any(
            may_name(token) and len(token.text) > 1 and token.text not in self.grammar.empty_nouns
            for token in clause.tokens[index + 1 :]
        )

    def _base(self, clause: Clause, share: int) -> list[Token] | None:
        edges = "".join(self.grammar.base_edges)
        after = clause.tokens[share + 1 :]
        tokens = [t for t in after if may_name(t) or t.cues & {"former", "latter"} or t.terms]
        if len("".join(t.text for t in tokens).strip(edges)) > 1:
            return tokens
        return [] if len("".join(t.text for t in after).strip(edges)) > 2 else None
