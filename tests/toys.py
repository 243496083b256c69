"""Toy documents, rules and kinds for the tests of the engine, the report and the outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.kind import Kind, Params
from disclosure_rules.checks.run import RunResult, run
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Document, Fact, Passage, Section, Unread
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict, parse_quantity
from disclosure_rules.report import DocumentReport, Report, RulebookName, document_report
from disclosure_rules.rulebook import Origin, Rule, Rulebook

SENTENCES = (
    "全年合计花去594.73万元，其中日常部分347.53万元，专项部分265.2万元。",
    "专项部分中，修缮用去200万元，购置用去65.2万元。",
    "全年合计比上年少了10万元。",
)
FIGURES = (
    (("594.73万元", "全年合计"), ("347.53万元", "日常部分"), ("265.2万元", "专项部分")),
    (("200万元", "修缮"), ("65.2万元", "购置")),
    (),
)


def document(**changes: object) -> Document:
    """Three sentences with their figures: 594.73, 347.53, 265.2 | 200, 65.2 | 10, the last of them unread."""
    facts: list[Fact] = []
    passages = []
    for number, raw in enumerate(SENTENCES):
        place = Place(line=10 + number, block=number, section="二（二）")
        passage = Passage(index=number, raw=raw, text=raw, offsets=tuple(range(len(raw))), place=place, section=0)
        passages.append(passage)
        for text, label in FIGURES[number]:
            start = raw.find(text)
            facts.append(
                Fact(
                    id=len(facts),
                    coordinates={"concept": f"={label}"},
                    quantity=parse_quantity(text),
                    label=label,
                    place=passage.locate(start, start + len(text)),
                    passage=number,
                )
            )
    last = passages[-1]
    unread = Unread(text="10万元", place=last.locate(8, 12), passage=last.index)
    section = Section(
        index=0,
        level=1,
        title="支出",
        number="（二）",
        ordinal=2,
        style="（一）",
        passage=0,
        parent=None,
        report=0,
        path="二（二）",
    )
    values: dict[str, object] = {
        "name": "toy.txt",
        "format": "text",
        "sha256": "0" * 64,
        "entity": "某单位",
        "period": 2021,
        "kind": "final-accounts",
        "facts": tuple(facts),
        "passages": tuple(passages),
        "unread": (unread,),
        "sections": (section,),
        "reports": ("决算说明",),
    }
    return Document(**{**values, **changes})  # type: ignore[arg-type]


def kind(name: str, check: Callable[[Rule, View], Iterator[Outcome]]) -> Kind:
    return Kind(name=name, params=Params, check=check, summary={"zh": "玩具", "en": "a toy"})


def says(verdict: Verdict, stated: int, *operands: int, **more: object) -> Callable[[Rule, View], Iterator[Outcome]]:
    """A check with one outcome on the facts of these numbers."""

    def check(_rule: Rule, view: View) -> Iterator[Outcome]:
        facts = view.document.facts
        figures = (Figure.of("stated", facts[stated]), *(Figure.of("operand", facts[n]) for n in operands))
        values: dict[str, object] = {
            "message": {"zh": "合计与各部分之和不符", "en": "the total differs from its parts"},
            **more,
        }
        yield Outcome(verdict=verdict, figures=figures, **values)  # type: ignore[arg-type]

    return check


def rule(identity: str, kind: str, *, pack: str = "core", **more: object) -> Rule:
    values: dict[str, object] = {
        "title": {"zh": "合计等于各部分之和", "en": "A total equals its parts"},
        "severity": "error",
        "basis": "某法第一条",
        "params": Params(),
        "origin": Origin(pack=pack, file=f"rules/{pack}/rules/toy.yaml", line=1, column=1),
    }
    return Rule(id=identity, kind=kind, **{**values, **more})  # type: ignore[arg-type]


def rulebook(*rules: Rule, packs: tuple[str, ...] = ("core", "region")) -> Rulebook:
    return Rulebook(id="toy", version="1", sha256="1" * 64, rules=rules, vocabulary={}, packs=packs)


def outcome_of(*checks: tuple[str, Callable[[Rule, View], Iterator[Outcome]]], **changes: object) -> RunResult:
    """Run one rule for each (rule id, check); the kind is called as the first part of the id."""
    kinds = {name: kind(name, check) for name, check in checks}
    rules = [rule(name, name) for name, _ in checks]
    return run(rulebook(*rules), document(**changes), kinds)


def report_of(*checks: tuple[str, Callable[[Rule, View], Iterator[Outcome]]], **changes: object) -> Report:
    """The report on the toy document, by one rule for each (rule id, check)."""
    return reported(document_report(document(**changes), outcome_of(*checks, **changes)))


def reported(*documents: DocumentReport) -> Report:
    return Report(version="0", rulebook=RulebookName.of([rulebook()]), documents=documents)
