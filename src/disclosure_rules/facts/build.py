"""Mentions become facts: their coordinates with what a list, a heading and the document give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from disclosure_rules.facts.document import Passage
from disclosure_rules.facts.fact import Evidence, Fact
from disclosure_rules.facts.sides import CONCEPTS, is_grand_total
from disclosure_rules.facts.statement import Frame, Mention, Statement
from disclosure_rules.facts.tree import Trees
from disclosure_rules.quantity import Quantity

__all__ = ["build_facts", "cell_of"]

_BASED = ("amount", "count", "ratio", "score")


def build_facts(
    statements: Iterable[Statement], passages: Sequence[Passage], trees: Trees, *, year: int | None, first: int = 0,
    settle: Callable[[dict[str, str], Quantity], dict[str, str]] | None = None,
) -> tuple[Fact, ...]:  # fmt: skip
    """One fact a mention, in reading order, numbered from `first`; `mention.fact` is set. `year` is the reporting year;
    `settle` may change a fact's coordinates to those that the document's tables have for them.
    """
    mentions = [m for statement in statements for m in statement.mentions]
    mentions.sort(key=lambda m: (_passage_of(m), m.token.start))
    facts = []
    for number, mention in enumerate(mentions, first):
        statement = mention.statement
        assert statement is not None
        passage = passages[statement.passage if mention.passage is None else mention.passage]
        evidence = mention.evidence
        if statement.frame is not None and evidence is Evidence.EXPLICIT:
            evidence = Evidence.LIST
        coordinates = coordinates_of(mention, statement, trees, year, passage.text[: mention.token.start])
        quantity = _signed(mention)
        mention.fact = Fact(
            id=number,
            coordinates=settle(coordinates, quantity) if settle is not None else coordinates,
            quantity=quantity,
            label=statement.label.text,
            place=passage.locate(mention.token.start, mention.token.end),
            evidence=evidence,
            report=statement.report,
            passage=passage.index,
            flags=frozenset(mention.flags | statement.flags),
        )
        facts.append(mention.fact)
    return tuple(facts)


def _passage_of(mention: Mention) -> int:
    if mention.passage is not None:
        return mention.passage
    return mention.statement.passage if mention.statement is not None else 0


def coordinates_of(
    mention: Mention, statement: Statement, trees: Trees, year: int | None, before: str = ""
) -> dict[str, str]:
    """The cell a mention stands for: its label's coordinates, those inherited from its list, and its measure.

    `before` is the text in front of the figure.
    """
    coordinates = cell_of(statement, trees)
    if coordinates.get("concept", "=").startswith("="):
        within = [coordinates["within"]] if "within" in coordinates else []
        within += [key_of(statement.topic)] if statement.topic else []
        if "weak" in statement.flags:  # 办结, 满意度: a name only beside the subject of its sentence
            own = statement.subject == statement.label.text
            within.append(before[-8:] if own else statement.subject)
        if within:
            coordinates["within"] = "|".join(within)
    coordinates["measure"] = mention.measure
    if mention.measure in _BASED and mention.basis:
        coordinates["basis"] = mention.basis
    coordinates["period"] = mention.period or (str(year) if year else "current")
    if mention.against:
        coordinates["against"] = mention.against
    if mention.measure == "share":
        coordinates["base"] = _base_of(mention, statement, trees)
    return coordinates


def _base_of(mention: Mention, statement: Statement, trees: Trees) -> str:
    """What a share is of: the base it names, else the whole of its list, so that shares of two bases are two facts."""
    if mention.base_statement is not None:
        return key_of(cell_of(mention.base_statement, trees))
    if mention.base is not None:
        return key_of(mention.base.coordinates)
    frame = statement.frame
    return key_of(frame.parent.coordinates) if frame is not None and frame.parent is not None else ""


def cell_of(statement: Statement, trees: Trees) -> dict[str, str]:
    """What a statement is about: its label's coordinates, with those its list and its passage give it."""
    coordinates = {**_inherited(statement.frame, statement, trees), **statement.coordinates}
    if statement.scope:
        coordinates.setdefault("scope", statement.scope)
    return coordinates


def _inherited(frame: Frame | None, statement: Statement, trees: Trees) -> dict[str, str]:
    """What an item takes from the whole it is listed under: known axes it does not name; else the whole itself."""
    if frame is None or frame.parent is None or frame.parent is statement:
        return {}
    whole = {**_inherited(frame.parent.frame, frame.parent, trees), **frame.parent.coordinates}
    own = statement.coordinates
    if own.get("concept", "").startswith("=") or whole.get("concept", "").startswith("="):
        return {"within": key_of(whole)}
    if own.get("concept", whole.get("concept")) != whole.get("concept") and whole.get("concept") in trees.narrower:
        return {"within": key_of(whole)}  # of the vehicles only what the running of the organ pays for
    if is_grand_total(whole) and "concept" not in own:  # 收入总计…，其中：一般公共预算…: revenue, not a total of all
        whole |= {"concept": next((c for c, side in CONCEPTS.items() if side == whole.get("side")), "grand_total")}
    return {axis: member for axis, member in whole.items() if axis not in own and axis not in trees.not_inherited}


def key_of(coordinates: dict[str, str]) -> str:
    """A short text that names a cell."""
    return ",".join(f"{axis}={member}" for axis, member in sorted(coordinates.items()))


def _signed(mention: Mention) -> Quantity:
    """The quantity with the sign its words give it: a fall is negative."""
    return mention.quantity.negated() if "negative" in mention.flags else mention.quantity
