"""The examples that stand with a rule, tried: each is read as a small document and must get its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from disclosure_rules.checks.kind import Kind
from disclosure_rules.checks.run import RunResult, run
from disclosure_rules.facts import Document
from disclosure_rules.facts.extract import extract
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict, parse_quantity
from disclosure_rules.rulebook import Example, Rule, Rulebook
from disclosure_rules.sources.block import Block, Cell, Paragraph, Source, Table

__all__ = ["Trial", "try_examples"]

# Of several checks in one example the gravest gives the verdict.
_GRAVEST = (
    Verdict.NOT_RUN,
    Verdict.VIOLATED,
    Verdict.HOLDS_BY_TRUNCATION,
    Verdict.HOLDS_BY_ROUNDING,
    Verdict.HOLDS,
    Verdict.UNDETERMINED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One example tried. `failure` says what came out otherwise than stated; empty if nothing did."""

    rule: str
    number: int  # from 1
    failure: str


def try_examples(rulebook: Rulebook, kinds: Mapping[str, Kind]) -> Iterator[Trial]:
    """Try every example of every rule, the rule alone."""
    for rule in rulebook.rules:
        for number, example in enumerate(rule.examples, start=1):
            result = run(replace(rulebook, rules=(rule,)), _document(rulebook, rule, example), kinds)
            yield Trial(rule=rule.id, number=number, failure=_failure(example, result))


def _document(rulebook: Rulebook, rule: Rule, example: Example) -> Document:
    """The example as a document of the kind and region that the rule asks for, where it says nothing of its own."""
    text = example.text or "，".join(f"{label}{figure}" for label, figure in example.given.items()) + "。"
    digest = sha256(text.encode()).hexdigest()
    source = Source(name="example", format="text", sha256=digest, blocks=tuple(_blocks(text)))
    document = extract(source, rulebook.vocabulary)
    kind, region = (next(iter((rule.when or {}).get(key, ())), "") for key in ("kind", "region"))
    return replace(document, kind=document.kind or kind, region=document.region or region)


def _blocks(text: str) -> Iterator[Block]:
    """A paragraph a line; lines with tabs that follow one another are the rows of a table."""
    block = 0
    for tabbed, lines in groupby(enumerate(text.splitlines(), start=1), key=lambda line: "\t" in line[1]):
        if tabbed:
            yield _table(list(lines), block)
            block += 1
            continue
        for number, line in lines:
            yield Paragraph(text=line, place=Place(line=number, block=block))
            block += 1


def _table(lines: Sequence[tuple[int, str]], block: int) -> Table:
    rows = tuple(
        tuple(
            Cell(text=text, place=Place(line=line, block=block, table=1, row=row, column=column))
            for column, text in enumerate(written.split("\t"), start=1)
        )
        for row, (line, written) in enumerate(lines, start=1)
    )
    return Table(rows=rows, place=Place(line=lines[0][0], block=block, table=1))


def _failure(example: Example, result: RunResult) -> str:
    verdict = next((one for one in _GRAVEST if result.counts.get(one)), Verdict.NOT_APPLICABLE)
    if verdict.value != example.verdict:
        why = "".join(f" ({problem.message['en']})" for problem in result.problems)
        return f"is {verdict.value}, not {example.verdict}{why}"
    if example.gap and not any(_same_gap(example.gap, one.gap, one.unit) for one in result.findings):
        gaps = ", ".join(f"{one.gap} {one.unit}" for one in result.findings)
        return f"the gap is {gaps}, not {example.gap}"
    return ""


def _same_gap(wanted: str, gap: str, unit: str) -> bool:
    return bool(gap) and parse_quantity(wanted).base == parse_quantity(f"{gap}{unit}").base
