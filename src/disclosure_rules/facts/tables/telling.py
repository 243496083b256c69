"""What each line of a list is about, by its own words and by the lines around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosure_rules.facts.sides import CONCEPTS
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.meaning import Meaning

__all__ = ["tell_lines"]


def tell_lines(lines: Sequence[Line], meaning: Meaning, year: int | None, *, shared: str, of_units: bool) -> None:
    """Work out what each line is about by its own words; a fund under a balance is part of that balance.

    `shared` is the concept that all columns have; with `of_units` the labels name bodies, not kinds of figures.
    """
    balance = ""
    balances = meaning.words.list("balances")
    context = {"concept": shared} if shared else {}
    for line in lines:
        if line.code:
            line.coordinates = {line.system: line.code}
            continue
        if of_units and not line.is_total:
            line.coordinates = {"concept": f"={line.label}"}
            continue
        line.basis, line.period, of_what = meaning.of_time(line.label, year)
        line.coordinates = dict(meaning.label(of_what, context))
        if line.parent is not None and line.parent.sure and not line.unit and not line.is_total:
            line.unit = line.parent.unit
        if line.parent is not None and not line.is_total:
            line.coordinates = _under(line.coordinates, line.parent.coordinates, line.label, meaning)
        concept = line.coordinates.get("concept", "")
        only_fund = set(line.coordinates) == {"fund"} or (line.parent is not None and "fund" in line.coordinates)
        if concept in balances:
            balance = concept
        elif balance and only_fund and concept in ("", *CONCEPTS):
            line.coordinates["concept"] = balance
            if line.parent is None:
                line.parent = _holder(lines, line, balance)
        elif not only_fund:
            balance = ""
    _tell_totals(lines, meaning)


def _under(own: Mapping[str, str], parent: Mapping[str, str], label: str, meaning: Meaning) -> dict[str, str]:
    """What a line is about, by that of which it is a part: a bare sum is the whole of it, a fund one of its."""
    concept = parent.get("concept", "")
    if concept.startswith("=") or not parent:
        return dict(own)
    if not own or (meaning.words.is_total(label) and own.keys() <= {"concept"}):
        return dict(parent)
    if "concept" not in own:
        return {"concept": concept, **own}
    return dict(own)


def _holder(lines: Sequence[Line], line: Line, balance: str) -> Line | None:
    above = [other for other in lines if other.row < line.row and other.coordinates.get("concept") == balance]
    return next((other for other in reversed(above) if "fund" not in other.coordinates or not other.parent), None)


def _tell_totals(lines: Sequence[Line], meaning: Meaning) -> None:
    """收入合计 below 上年结转 is more than the revenue of the year, unless it says that it is of the year."""
    words = meaning.words
    carried = False
    for line in lines:
        concept = line.coordinates.get("concept", "")
        carried = carried or concept in words.list("of_other_years")
        if not carried or not line.is_total or line.coordinates.keys() != {"concept"} or concept not in CONCEPTS:
            continue
        if not line.label.startswith(words.list("of_the_year")):
            line.coordinates = {"concept": "grand_total", "side": CONCEPTS[concept]}
