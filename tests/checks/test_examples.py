import pytest

from disclosure_rules.checks.examples import try_examples
from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Example
from toys import document, kind, rule, rulebook


def failure(example: Example, *verdicts: Verdict, fails: bool = False) -> str:
    """What is said of an example whose rule comes to these verdicts."""

    def check(_rule: object, view: View):  # type: ignore[no-untyped-def]
        stated = Figure(role="stated", text=view.document.passages[0].text, place=Place(line=1))
        for verdict in verdicts:
            yield Outcome(verdict=verdict, figures=(stated,), gap="17.94", unit="万元")
        if fails:
            raise LookupError("nothing there")

    book = rulebook(rule("toy.sum", "toy", examples=(example,)))
    (trial,) = try_examples(book, {"toy": kind("toy", check)})
    assert (trial.rule, trial.number) == ("toy.sum", 1)
    return trial.failure


def example(verdict: str, **more: str) -> Example:
    return Example(verdict=verdict, given={}, text="全年合计花去5万元。", **more)


@pytest.fixture(autouse=True)
def _words_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading is tested elsewhere."""
    monkeypatch.setattr("disclosure_rules.checks.written.extract", lambda _source, _vocabulary: document())


@pytest.mark.parametrize("verdict", [Verdict.VIOLATED, Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING, Verdict.UNDETERMINED])
def test_the_verdict_stated(verdict: Verdict) -> None:
    assert failure(example(verdict.value), verdict) == ""


def test_another_verdict() -> None:
    assert failure(example("holds"), Verdict.VIOLATED) == "is violated, not holds"
    assert failure(example("violated")) == "is not_applicable, not violated"
    assert failure(example("not_applicable")) == ""


def test_the_gravest_verdict_counts() -> None:
    assert failure(example("violated"), Verdict.HOLDS, Verdict.VIOLATED, Verdict.UNDETERMINED) == ""


def test_a_rule_that_fails_shows_nothing() -> None:
    assert "nothing there" in failure(example("holds"), Verdict.HOLDS, fails=True)


@pytest.mark.parametrize("gap", ["17.94 万元", "179400元"])
def test_the_gap_stated(gap: str) -> None:
    assert failure(example("violated", gap=gap), Verdict.VIOLATED) == ""


def test_another_gap() -> None:
    assert failure(example("violated", gap="18 万元"), Verdict.VIOLATED) == "the gap is 17.94 万元, not 18 万元"
