"""A kind of rule and a reader of a format, as a program that uses the library would write them."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.view import View
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Rule
from disclosure_rules.sources import Block, Paragraph, Problem


class RoundParams(Params):
    """`most` is how many zeros an amount may end with."""

    most: int


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    params = rule.params
    assert isinstance(params, RoundParams)
    for fact in view.facts({"measure": "amount"}):
        digits = f"{fact.quantity.value:f}".replace(".", "")
        zeros = len(digits) - len(digits.rstrip("0"))
        yield Outcome(
            verdict=Verdict.VIOLATED if zeros > params.most else Verdict.HOLDS,
            figures=(Figure.of("stated", fact),),
            message={"zh": f"{fact.text}是整数", "en": f"{fact.text} is round"},
        )


ROUND = Kind(
    name="round", params=RoundParams, check=check, summary={"zh": "金额不是整数", "en": "amounts are not round"}
)


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """A format of paragraphs between bars."""
    pieces = data.decode("utf-8").split("|")
    blocks = [
        Paragraph(text=piece, place=Place(line=line, block=line - 1, excerpt=piece))
        for line, piece in enumerate(pieces, 1)
    ]
    return tuple(blocks), ()
