"""Whether the figures of a table bear out what its form seems to say: only then is a sum that fails an accusation."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_rules.facts.fact import Fact, Reading, Relation
from disclosure_rules.facts.tree import Trees
from disclosure_rules.quantity import Verdict, judge_sum

__all__ = ["bears_out", "borne_out", "fails", "known_split", "relation", "says_something", "trusted"]

_ENOUGH = 4  # relations of one kind in a table that tell whether its structure was understood
_LEAST_BORNE_OUT = 2
_PARTS = 2


def relation(
    whole: Fact, parts: Sequence[Fact], cue: str, *, minus: Sequence[Fact] = (), mode: str = "equal"
) -> Relation:
    """A whole that is the sum of its parts, less what is taken away."""
    roles = {"whole": (whole,), "part": tuple(parts)} | ({"minus": tuple(minus)} if minus else {})
    return Relation(kind="rollup", readings=(Reading(roles=roles, mode=mode),), cue=cue)


def trusted(relations: Sequence[Relation], *, least: int = _ENOUGH) -> Sequence[Relation]:
    """Relations of one kind, or none where most of them fail: then the table is of another make than was thought."""
    told = [one for one in relations if says_something(one)]
    wrong = sum(fails(one) for one in told)
    return () if len(told) >= least and wrong * 2 > len(told) else relations


def borne_out(relations: Sequence[Relation]) -> Sequence[Relation]:
    """Relations that the form of the table only makes likely: kept where several of them hold and few do not."""
    told = [one for one in relations if says_something(one)]
    wrong = sum(fails(one) for one in told)
    right = sum(map(bears_out, told))
    return relations if right >= _LEAST_BORNE_OUT and wrong * 3 <= len(told) else ()


def bears_out(one: Relation) -> bool:
    """Whether a relation holds, and not only because there is nothing to add."""
    parts = [fact for fact in one.readings[0].roles["part"] if fact.quantity.value]
    return len(parts) >= _PARTS and not fails(one)


def says_something(one: Relation) -> bool:
    """Whether any of its figures is not nil."""
    roles = one.readings[0].roles
    return any(fact.quantity.value for facts in roles.values() for fact in facts)


def fails(one: Relation) -> bool:
    """Whether the figures of a relation cannot all be true."""
    roles = one.readings[0].roles
    (whole,) = roles["whole"]
    parts, minus = roles["part"], roles.get("minus", ())
    weights = (1,) * len(parts) + (-1,) * len(minus)
    mode = "at_most" if one.readings[0].mode == "at_most" else "equal"
    judged = judge_sum(
        whole.quantity, [fact.quantity for fact in (*parts, *minus)], mode=mode, weights=weights if minus else None
    )
    return judged.verdict is Verdict.VIOLATED


def known_split(whole: Fact, parts: Sequence[Fact], trees: Trees) -> bool:
    """Whether the parts are all that the whole is made of, by what they are and not only by where they stand."""
    axes = set()
    for part in parts:
        found = trees.split(whole.coordinates, part.coordinates)
        if found is None:
            return False
        axes.add(found[0])
    if len(axes) != 1:
        return False
    (axis,) = axes
    given = frozenset(part.coordinates[axis] for part in parts)
    return trees.covers(axis, whole.coordinates.get(axis), given)
