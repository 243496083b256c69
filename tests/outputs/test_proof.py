"""Every verdict is proved a second time: by values that satisfy the relations, or by ranges that cannot meet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_rules.api import load_rulebook
from disclosure_rules.checks.finding import Finding
from disclosure_rules.outputs import Options
from disclosure_rules.outputs.explain import explain_finding
from disclosure_rules.outputs.json import finding_of, report_data
from disclosure_rules.outputs.proof import proof_of
from disclosure_rules.quantity import Comparison, Interval, Mul, Name, Verdict, find_witness, implied

FIXTURES = Path(__file__).parents[2] / "fixtures"
DOCUMENTS = [FIXTURES / "service-centre-2021.docx", *sorted((FIXTURES / "tables").iterdir())]
TRUE = (Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING)


@cache
def findings(path: Path) -> tuple[Finding, ...]:
    (item,) = load_rulebook().check(path, limits=None).documents
    return (*item.findings, *item.held)


def with_relations(path: Path) -> Iterator[Finding]:
    return (finding for finding in findings(path) if finding.relations)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_holds_has_a_witness_and_what_does_not_has_none(path: Path) -> None:
    proved = 0
    for finding in with_relations(path):
        proof = proof_of(finding)
        assert proof is not None, finding.relations
        if finding.verdict in TRUE:
            assert proof.witness is not None, (finding.rule, finding.relations)
            assert all(proof.boxes[name].contains(value) for name, value in proof.witness.items())
            assert all(relation.holds(proof.witness) for _, relation in proof.relations)
        elif finding.kind != "restated":  # two prints of one value must be alike, although their intervals may touch
            assert proof.witness is None, (finding.rule, finding.relations)
        proved += 1
    assert proved > 10


def test_a_written_finding_is_proved_as_it_was() -> None:
    path = DOCUMENTS[0]
    (data,) = report_data(load_rulebook().check(path, limits=None), Options())["documents"]
    before = {finding.id: proof_of(finding) for finding in findings(path)}
    for item in data["findings"]:
        again, proof = proof_of(finding_of(item)), before[item["id"]]
        assert (again is None) == (proof is None)
        if again is not None and proof is not None:
            assert (again.boxes, again.printed, again.witness) == (proof.boxes, proof.printed, proof.witness)


def explained(rule: str, verdict: Verdict, language: str) -> str:
    finding = next(one for one in findings(DOCUMENTS[0]) if (one.rule, one.verdict) == (rule, verdict))
    stream = StringIO()
    explain_finding(finding, None, stream, Options(language=language))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("rule", "verdict", "name"),
    [
        ("basic.personnel-and-operating", Verdict.VIOLATED, "impossible"),
        ("stated.change", Verdict.HOLDS_BY_ROUNDING, "by-rounding"),
        ("stated.share", Verdict.HOLDS_BY_TRUNCATION, "cut-off"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_explained(rule: str, verdict: Verdict, name: str, language: str, golden: object) -> None:
    golden(f"explained.{name}.{language}.txt", explained(rule, verdict, language))  # type: ignore[operator]


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
widths = st.fractions(min_value=0, max_value=10, max_denominator=100)


@given(numbers, numbers, widths, widths, widths, st.booleans())
def test_a_witness_of_a_product_is_inside_and_true(
    a: Fraction, b: Fraction, wa: Fraction, wb: Fraction, wc: Fraction, exact: bool
) -> None:
    """For every a × b = c that is printed from true values, values are found, and they satisfy it."""
    c = a * b
    boxes = {"a": around(a, wa), "b": around(b, wb), "c": around(c, wc)}
    printed = {"a": a, "b": b, "c": c} if exact else {"a": a + wa / 2, "b": b - wb / 2, "c": c + wc / 2}
    relation = Comparison(Mul(Name("a"), Name("b")), "=", Name("c"))
    found = find_witness([relation], boxes, printed)
    if found is not None:
        assert relation.holds(found) and all(boxes[name].contains(value) for name, value in found.items())
    assert found is not None or not exact


@given(numbers, numbers, widths, widths)
def test_what_a_figure_must_be_holds_every_true_value(a: Fraction, b: Fraction, wa: Fraction, wb: Fraction) -> None:
    relation = Comparison(Mul(Name("a"), Name("b")), "=", Name("c"))
    left = implied("c", relation, {"a": around(a, wa), "b": around(b, wb), "c": Interval.point(0)})
    assert left is not None and left.contains(a * b)


def around(value: Fraction, width: Fraction) -> Interval:
    return Interval.closed(value - width, value + width)


@pytest.mark.parametrize("operator", ["<", ">"])
def test_what_is_strictly_more_is_not_the_same(operator: str) -> None:
    relation = Comparison(Name("a"), operator, Name("b"))
    one = {"a": Fraction(1), "b": Fraction(1)}
    assert not relation.holds(one)
    assert find_witness([relation], {name: Interval.point(1) for name in "ab"}, one) is None
    found = find_witness([relation], {name: Interval.closed(0, 2) for name in "ab"}, one)
    assert found is not None and relation.holds(found)
