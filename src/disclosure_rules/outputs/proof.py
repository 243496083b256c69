"""Why figures cannot be true together, or the values with which they are: a finding's relations, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.text import Text

from disclosure_rules.checks.arithmetic import arithmetic
from disclosure_rules.checks.finding import Figure, Finding
from disclosure_rules.outputs.evidence import Speech, place_words
from disclosure_rules.outputs.layout import indented
from disclosure_rules.quantity import (
    BARE,
    Comparison,
    Interval,
    Name,
    Unit,
    Verdict,
    decimal_text,
    find_witness,
    implied,
    interval_text,
    names_of,
    range_of,
    value_of,
)
from disclosure_rules.rulebook import syntax
from disclosure_rules.rulebook.expression import ExpressionError, parse_expression

__all__ = ["Proof", "proof_lines", "proof_of"]

_MORE_DIGITS = 4  # of an interval that is computed, beyond those of the figures
_MOST_FIGURES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The relations of a finding over its figures `f0`, `f1` …, with what each figure stands for, in base units.

    `witness` are true values with which all relations hold, where there are and they were found; `possible` is False
    where some relation cannot hold for any values, and None where that is not told by one relation alone.
    """

    figures: Mapping[str, Figure]
    boxes: Mapping[str, Interval]
    printed: Mapping[str, Fraction]
    relations: tuple[tuple[str, Comparison], ...]
    witness: Mapping[str, Fraction] | None
    possible: bool | None


def proof_of(finding: Finding) -> Proof | None:
    """The proof of a finding; None where its rule is not about arithmetic, or there is too much of it to follow."""
    figures = {f"f{number}": figure for number, figure in enumerate(finding.figures)}
    quantities = {name: figure.quantity for name, figure in figures.items() if figure.quantity is not None}
    relations = tuple(_parsed(finding.relations))
    used = {name for _, one in relations for side in (one.left, one.right) for name in names_of(side)}
    if not relations or not used <= set(quantities) or len(used) > _MOST_FIGURES:
        return None
    boxes = {name: quantities[name].interval() for name in figures if name in used}
    printed = {name: quantities[name].base for name in boxes}
    comparisons = [one for _, one in relations]
    witness = find_witness(comparisons, boxes, printed)
    refuted = any(_reached(one, boxes) is False for one in comparisons)
    return Proof(
        figures={name: figures[name] for name in boxes},
        boxes=boxes,
        printed=printed,
        relations=relations,
        witness=witness,
        possible=True if witness is not None else (False if refuted else None),
    )


def _parsed(relations: Sequence[str]) -> Iterator[tuple[str, Comparison]]:
    for text in relations:
        try:
            tree = parse_expression(text)
        except ExpressionError:
            continue
        if isinstance(tree, syntax.Compare):
            yield text, Comparison(arithmetic(tree.left), tree.operator, arithmetic(tree.right))


def _reached(relation: Comparison, boxes: Mapping[str, Interval]) -> bool | None:
    """Whether the two sides can stand as they should by their ranges; None if a range cannot be told."""
    left, right = range_of(relation.left, boxes), range_of(relation.right, boxes)
    if left is None or right is None:
        return None
    if relation.operator in ("=", "=="):
        return left.meet(right) is not None
    low, high = (left, right) if relation.operator.startswith("<") else (right, left)
    least, most = low.low, high.high
    if least.at is None or most.at is None:
        return True
    return least.at < most.at or (least.at == most.at and "=" in relation.operator and least.closed and most.closed)


def proof_lines(proof: Proof, speech: Speech, verdict: Verdict) -> list[Text]:
    """The proof in words: figures with their intervals, each relation as printed and by its ranges, the outcome."""
    lines = [Text(), Text(speech.word("proof_figures"), style="bold")]
    for name, figure in proof.figures.items():
        unit, digits = _shown_in(figure)
        box = proof.boxes[name]
        stands = interval_text(box, digits + 1, exponent=unit.exponent)
        words = speech.word("proof_exact" if box.is_point else "proof_stands", interval=stands, unit=unit.symbol)
        said = f"{figure.words}  {words}"
        address = place_words(figure.place, speech, with_section=True)
        lines += indented(
            Text.assemble(said, "  ", figure.label, "  ", (address, "dim")), speech.width, first=f"  {name}  "
        )
    for text, relation in proof.relations:
        lines += _relation_lines(text, relation, proof, speech)
    lines += _outcome_lines(proof, speech, verdict)
    if verdict is Verdict.VIOLATED:
        lines += _repair_lines(proof, speech)
    return lines


def _shown_in(figure: Figure) -> tuple[Unit, int]:
    quantity = figure.quantity
    return (quantity.unit, quantity.decimals) if quantity is not None else (BARE, 0)


def _scale_of(relation: Comparison, proof: Proof) -> tuple[Unit, int]:
    """The unit in which both sides are told: that of a figure that stands alone on one of them, else the base unit."""
    for side in (relation.left, relation.right):
        if isinstance(side, Name):
            return _shown_in(proof.figures[side.name])
    shown = {_shown_in(proof.figures[name])[0] for side in (relation.left, relation.right) for name in names_of(side)}
    money = sorted((unit for unit in shown if not unit.is_ratio), key=lambda unit: unit.exponent)
    digits = max((_shown_in(figure)[1] for figure in proof.figures.values()), default=0)
    return (money[0] if money else BARE), digits


def _relation_lines(text: str, relation: Comparison, proof: Proof, speech: Speech) -> list[Text]:
    unit, digits = _scale_of(relation, proof)
    lines = [Text(), Text(speech.word("proof_relation", relation=text), style="bold")]
    sides = [value_of(side, proof.printed) for side in (relation.left, relation.right)]
    if sides[0] is not None and sides[1] is not None:
        shown = [decimal_text(side, digits + 1, exponent=unit.exponent) for side in sides if side is not None]
        key = "proof_printed_yes" if relation.holds(proof.printed) else "proof_printed_no"
        said = speech.word(key, left=shown[0], right=shown[1], unit=unit.symbol)
        lines += indented(Text(said), speech.width, first="  ")
    ranges = [range_of(side, proof.boxes) for side in (relation.left, relation.right)]
    if ranges[0] is not None and ranges[1] is not None:
        shown = [interval_text(one, digits + _MORE_DIGITS, exponent=unit.exponent) for one in ranges if one is not None]
        said = speech.word("proof_ranges", left=shown[0], right=shown[1], unit=unit.symbol)
        lines += indented(Text(said), speech.width, first="  ")
        if _reached(relation, proof.boxes) is False:
            apart = ranges[0].distance(ranges[1])
            gap = decimal_text(apart, digits + _MORE_DIGITS, down=True, exponent=unit.exponent)
            gap = gap.rstrip("0").rstrip(".") if "." in gap else gap
            lines += indented(Text(speech.word("proof_apart", gap=gap, unit=unit.symbol)), speech.width, first="  ")
    return lines


def _outcome_lines(proof: Proof, speech: Speech, verdict: Verdict) -> list[Text]:
    if verdict is Verdict.VIOLATED or verdict is Verdict.HOLDS_BY_TRUNCATION:
        key = {True: "proof_alike", False: "proof_none", None: "proof_together"}[proof.possible]
        key = "proof_cut" if verdict is Verdict.HOLDS_BY_TRUNCATION else key
        return [Text(), *indented(Text(speech.word(key), style="bold"), speech.width)]
    if proof.witness is not None:
        if proof.witness == proof.printed:
            return [Text(), Text(speech.word("proof_as_printed"), style="bold")]
        lines = [Text(), Text(speech.word("proof_witness"), style="bold")]
        for name, figure in proof.figures.items():
            unit, digits = _shown_in(figure)
            lines.append(Text(f"  {name} {_value_words(proof.witness[name], unit, digits)}"))
        return lines
    return []


def _value_words(value: Fraction, unit: Unit, digits: int) -> str:
    """A value, marked as near where it needs more decimals than are shown."""
    shown = decimal_text(value, digits + _MORE_DIGITS, exponent=unit.exponent)
    sign = "=" if Fraction(shown) * unit.scale == value else "≈"
    short = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{sign} {short} {unit.symbol}".rstrip()


def _repair_lines(proof: Proof, speech: Speech) -> list[Text]:
    """What each figure would have to be if all the others are right."""
    lines: list[Text] = []
    for name, figure in proof.figures.items():
        ranges = [implied(name, relation, proof.boxes) for _, relation in proof.relations]
        known = [one for one in ranges if one is not None]
        if len(known) != 1:
            continue
        unit, digits = _shown_in(figure)
        shown = interval_text(known[0], digits + 1, exponent=unit.exponent)
        said = speech.word("proof_if_only", name=name, printed=figure.text, interval=shown, unit=unit.symbol)
        lines += indented(Text(said), speech.width, first="  ")
    return [Text(), Text(speech.word("proof_repairs"), style="bold"), *lines] if lines else []
