"""Documents side by side: the figures of several as those of one, each with the name of the document it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosure_rules.facts.document import Document, Other, Passage
from disclosure_rules.facts.fact import Fact
from disclosure_rules.sources.block import Problem

__all__ = ["VERSIONS", "RelationError", "beside", "relation_between", "told_apart"]

VERSIONS = "versions"  # of one document: these are not checked by rules, but told apart


class RelationError(ValueError):
    """Documents cannot be held against one another; `message` says why, by language."""

    def __init__(self, message: Mapping[str, str]) -> None:
        super().__init__(message["en"])
        self.message = message

    @classmethod
    def unclear(cls, first: Document, others: Sequence[Document]) -> RelationError:
        """It cannot be told from them how they stand to each other."""
        told = "; ".join(_described(document) for document in (first, *others))
        later = any(other.period and first.period and other.period > first.period for other in others)
        zh_hint, en_hint = (
            ("；年份较晚的文件应放在最前", "; the one of the later year stands first") if later else ("", "")
        )
        zh = f"看不出几个文件之间的关系，请用 --as 写明{zh_hint}（{told}）。"
        en = f"It is unclear how these documents stand to each other; say so with --as{en_hint} ({told})."
        return cls({"zh": zh, "en": en})

    @classmethod
    def without_rules(cls, relation: str) -> RelationError:
        """No rule speaks of this relation."""
        return cls(
            {"zh": f"没有适用于 {relation} 的规则。", "en": f"No rule is for documents that stand in {relation}."}
        )


def _described(document: Document) -> str:
    known = [document.entity or "?", str(document.period or "?"), document.kind or "?"]
    return f"{document.name}: {', '.join(known)}"


def beside(first: Document, others: Sequence[Document], relation: str, names: Sequence[str]) -> Document:
    """The first document with the figures of others, which stand to it as `relation` says and are told by `names`.

    Without a relation, it is the one that they themselves show. Raises RelationError where that is unclear, or where a
    document is of another year. The places of the others' figures name their document. What the texts themselves state
    (relations, lists, years) is left behind: it is checked where each document is checked alone.
    """
    known = relation or relation_between(first, others)
    if not known or known == VERSIONS:
        raise RelationError.unclear(first, others)
    _check_years(first, others, known)
    _check_twice(first, others, known)
    named = list(zip(names, others, strict=True))
    facts: list[Fact] = list(first.facts)
    passages: list[Passage] = list(first.passages)
    for name, document in named:
        number, passage = max((fact.id for fact in facts), default=-1) + 1, len(passages)
        facts += [
            replace(
                fact,
                id=number + index,
                passage=passage + fact.passage,
                place=replace(fact.place, document=name),
            )
            for index, fact in enumerate(document.facts)
        ]
        passages += [
            replace(one, index=passage + one.index, section=None, place=replace(one.place, document=name))
            for one in document.passages
        ]
    return replace(
        first,
        facts=tuple(facts),
        passages=tuple(passages),
        relations=(),
        names=(),
        periods=(),
        problems=(*first.problems, *(_of(name, one) for name, other in named for one in other.problems)),
        relation=known,
        others=tuple(Other(name=name, format=document.format, sha256=document.sha256) for name, document in named),
    )


def told_apart(names: Sequence[str]) -> list[str]:
    """Names that differ, and say something: those that stand twice get a number."""
    found: list[str] = []
    for number, name in enumerate(names, start=2):
        told = name if name and names.count(name) == 1 else f"{name} ({number})".strip()
        while told in found:
            told += "'"
        found.append(told)
    return found


def relation_between(first: Document, others: Sequence[Document]) -> str:
    """How the others stand to the first, by whose they are, of which kind and year; empty if that is unclear."""
    if not others or not all(one.entity and one.period and one.kind for one in (first, *others)):
        return ""
    return _relation(first, others[0]) if len(others) == 1 else ""


def _relation(first: Document, other: Document) -> str:
    same_kind, same_year = first.kind == other.kind, first.period == other.period
    if first.entity != other.entity:
        return ""  # a department and its unit, or two that have nothing to do with each other
    if same_kind and same_year:
        return VERSIONS
    if same_kind and first.period == (other.period or 0) + 1:
        return "prior-year"
    return "budget" if same_year and (first.kind, other.kind) == ("final-accounts", "budget") else ""


def _of(name: str, problem: Problem) -> Problem:
    """A problem of another document, said to be of it."""
    message = {language: f"{name}: {words}" for language, words in problem.message.items()}
    return replace(problem, message=message, place=None)


def _check_twice(first: Document, others: Sequence[Document], relation: str) -> None:
    """A unit that is given twice would be counted twice."""
    hashes = [document.sha256 for document in (first, *others) if document.sha256]
    if "units" in relation and len(set(hashes)) < len(hashes):
        raise RelationError({"zh": "同一个文件给了两次。", "en": "One of the documents is given twice."})


def _check_years(first: Document, others: Sequence[Document], relation: str) -> None:
    """Documents of other years than the relation says would be held against each other without a result."""
    year = (first.period or 0) - (1 if relation == "prior-year" else 0)
    for other in others:
        if first.period and other.period not in (None, year) and relation != "approved":
            zh = f"“{other.name}”是{other.period}年的，{relation} 应为{year}年。"
            en = f"'{other.name}' is of {other.period}; for {relation} it should be of {year}."
            raise RelationError({"zh": zh, "en": en})
