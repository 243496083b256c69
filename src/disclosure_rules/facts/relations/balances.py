"""What is left: 结余 of an account, 剩余 of a budget, and stocks from one end of a year to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from disclosure_rules.facts.discourse import Discourse
from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.grammar import Grammar
from disclosure_rules.facts.parts import adds_to
from disclosure_rules.facts.sides import SIDES, side_of
from disclosure_rules.facts.statement import Mention

__all__ = ["balance_relations"]

_REACH = 30  # figures before a balance among which the revenue and the expenditure are that it is the difference of
_MOST_FLOWS = 5


def balance_relations(discourse: Discourse, grammar: Grammar) -> Iterator[Relation]:
    """One relation for every balance that the text says is what figures before it leave."""
    for mention in discourse.levels:
        said = discourse.said_before(mention)
        if mention.fact is None or mention.flags & {"reason", "plan"} or _is_addend(mention):
            continue
        if not any(word in said for word in grammar.closing) or discourse.in_bracket(mention):
            continue
        flow = _stock(mention, said, discourse, grammar)
        if flow is not None:
            yield flow
            continue
        if any(word in said for word in grammar.balancing):
            readings = tuple(_remainders(mention, discourse))
            if any(map(_is_account, readings)):
                yield Relation(kind="rollup", readings=readings, cue="balance")


def _is_addend(mention: Mention) -> bool:
    """Whether a figure is one of those that a total sums up: …和结转下年6亿元，支出总计282亿元."""
    frame = mention.statement.frame if mention.statement is not None else None
    return frame is not None and frame.kind == "after"


def _is_account(reading: Reading) -> bool:
    """Whether what is left is of what came in, after what went out."""
    (whole,), (taken, _) = reading.roles["whole"], reading.roles["part"]
    return (side_of(whole.coordinates), side_of(taken.coordinates)) == SIDES


def _remainders(mention: Mention, discourse: Discourse) -> Iterator[Reading]:
    """收入a，支出b，结余c: of two figures before it, the larger is the other and the balance."""
    assert mention.fact is not None
    before = [
        m for m in discourse.levels_before(mention, _REACH) if adds_to(m, mention) and not discourse.in_bracket(m)
    ]
    for larger, smaller in permutations(before, 2):
        if larger.fact is not None and smaller.fact is not None and larger.quantity.base > smaller.quantity.base:
            yield Reading(roles={"whole": (larger.fact,), "part": (smaller.fact, mention.fact)})


def _stock(mention: Mention, said: str, discourse: Discourse, grammar: Grammar) -> Relation | None:
    """年初余额a，动用b，补充c，年末余额d: what went in and out between two dates, if one sentence says all of it."""
    assert mention.fact is not None
    if not any(word in said for word in grammar.stock_end):
        return None
    sentence = [m for m in discourse.figures_of(mention) if m.sentence == mention.sentence and m.fact is not None]
    starts = [m for m in sentence if any(w in discourse.said_before(m) for w in grammar.stock_start)]
    opening = next((m for m in starts if not discourse.divided(m, mention)), None)
    if opening is None or opening.fact is None or not adds_to(opening, mention):
        return None
    at = sentence.index(opening)
    inside = [m for m in sentence[at + 1 : sentence.index(mention)] if _flows(m, mention, discourse)]
    ahead = [m for m in sentence[:at] if _flows(m, mention, discourse) and not discourse.divided(m, mention)]
    # 本年收入b，年初结转a，本年支出c，年末结转d: what comes in may stand before the stock it is added to
    completes = {side_of(m.fact.coordinates) for m in (*ahead[-1:], *inside) if m.fact is not None} >= set(SIDES)
    flows = [*ahead[-1:], *inside] if completes else inside
    if not flows or len(flows) > _MOST_FLOWS:
        return None
    readings = tuple(_signed(mention.fact, opening.fact, flows, discourse, grammar))
    return Relation(kind="rollup", readings=readings, cue="stock") if readings else None


def _flows(mention: Mention, closing: Mention, discourse: Discourse) -> bool:
    return adds_to(mention, closing) and not discourse.in_bracket(mention)


def _signed(
    closing: Fact, opening: Fact, flows: Sequence[Mention], discourse: Discourse, grammar: Grammar
) -> Iterator[Reading]:
    """Every way to read the flows: the sign a verb gives them, both signs where none does."""
    signs = [(1,) if f.flags & {"negative"} else _signs(discourse.said_before(f), grammar) for f in flows]
    for chosen in product(*signs):
        added = tuple(f.fact for f, sign in zip(flows, chosen, strict=True) if sign > 0 and f.fact is not None)
        taken = tuple(f.fact for f, sign in zip(flows, chosen, strict=True) if sign < 0 and f.fact is not None)
        yield Reading(roles={"whole": (closing,), "part": (opening, *added), "minus": taken})


def _signs(said: str, grammar: Grammar) -> tuple[int, ...]:
    comes, goes = any(word in said for word in grammar.flows_in), any(word in said for word in grammar.flows_out)
    return (1,) if comes and not goes else (-1,) if goes and not comes else (1, -1)
