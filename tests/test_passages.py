"""Passages of every kind that offices publish: what is true in them is never accused.

Where a key of fixtures/passages gives a `url` its figures are real, the words are not; some passages have the slips of
the real page left in, which their keys list under `errors`. How many alterations are caught is measured by
benchmarks/score_corpus.py.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_rules import Checker, Finding, load_rulebook
from passage_key import NUMBER, Passage, passages, possible

PASSAGES = tuple(passages(Path(__file__).parent.parent / "fixtures" / "passages"))
HARMLESS = [
    pytest.param(passage, alteration, id=f"{passage.name}: {alteration.old} to {alteration.new}")
    for passage in PASSAGES
    for alteration in passage.harmless
]


@cache
def checker() -> Checker:
    return load_rulebook()


def accused(text: str, folder: Path) -> list[Finding]:
    """What is found above a note, but for remarks on the wording: real pages are sloppy."""
    path = folder / "passage.txt"
    path.write_text(text, "utf-8")
    (document,) = checker().check(path).documents
    assert document.document is not None, document.problems
    return [f for f in document.findings if f.severity != "note" and not f.rule.startswith("wording.")]


def key(passage: Passage) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(passage.path.with_suffix(".yaml").read_text("utf-8"))
    return found


def numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}


def is_listed(finding: Finding, errors: list[dict[str, str]]) -> bool:
    """Whether the finding is about one of the slips that the key lists: it has a figure, or words, of it."""
    figures = set().union(*(numbers(figure.text) for figure in finding.figures))
    words = "".join(re.sub(r"\s", "", figure.place.excerpt or "") for figure in finding.figures)
    return any(numbers(e["text"]) & figures or re.sub(r"\s", "", e["text"]) in words for e in errors)


def test_there_are_passages_of_many_kinds() -> None:
    assert len(PASSAGES) > 100


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_the_key_is_true(passage: Passage) -> None:
    assert [r for r in passage.relations if not possible(r, passage.text, passage.text)] == []


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_only_listed_slips_are_accused(passage: Passage, tmp_path: Path) -> None:
    errors = key(passage).get("errors") or []
    assert [f.message["zh"] for f in accused(passage.text, tmp_path) if not is_listed(f, errors)] == []


@pytest.mark.parametrize(("passage", "alteration"), HARMLESS)
def test_a_harmless_alteration_is_silent(passage: Passage, alteration: Any, tmp_path: Path) -> None:
    def told(text: str) -> set[tuple[str, ...]]:
        return {(f.rule, *(figure.text for figure in f.figures)) for f in accused(text, tmp_path)}

    assert told(alteration.apply(passage.text)) <= told(passage.text)
