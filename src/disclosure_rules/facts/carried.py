"""Lists in which money carried over stands beside that of the year: 收入600万元，其中：拨款570万元、上年结转30万元."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from disclosure_rules.facts.labels import Labeller
from disclosure_rules.facts.parts import part_of
from disclosure_rules.facts.sides import CONCEPTS
from disclosure_rules.facts.statement import Frame, Label, Mention, Statement
from disclosure_rules.quantity import Verdict, judge_sum

__all__ = ["tell_carried"]


def tell_carried(frame: Frame, of_other_years: Collection[str], labeller: Labeller) -> None:
    """The whole of such a list is all that the year has to spend, and its other items are of the year alone; but only
    if the figures say so: they add up, and would not without what is carried over."""
    whole, parent = frame.whole, frame.parent
    if whole is None or parent is None or not parent.coordinates.keys() <= {"concept", "fund"}:
        return
    concept = parent.coordinates.get("concept", "")
    listed = (*frame.items, *frame.optional)
    carried = [item for item in listed if item.coordinates.get("concept") in of_other_years]
    own = [item for item in frame.items if item not in carried]
    if concept not in CONCEPTS or not carried or not own:
        return
    if not _adds_up(whole, (*own, *carried)) or _adds_up(whole, own):
        return
    if concept == "revenue":
        total = {**parent.coordinates, "concept": "grand_total", "side": CONCEPTS[concept]}
        parent.label = Label(parent.label.text, total, True, parent.label.parts)
        parent.flags.discard("generic")
    for item in own:
        if item.coordinates.keys() & {"fund"}:
            of_year = labeller.rewritten({**item.coordinates, "origin": "year"})
            item.label = Label(item.label.text, of_year, item.label.known, item.label.parts)


def _adds_up(whole: Mention, items: Sequence[Statement]) -> bool:
    levels = [part_of(whole, item) for item in items]
    parts = [level.quantity for level in levels if level is not None]
    return len(parts) == len(items) and judge_sum(whole.quantity, parts).verdict is not Verdict.VIOLATED
