from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_rules.checks import malformed, names, period, placeholder, required
from disclosure_rules.checks.examples import try_examples
from disclosure_rules.checks.finding import Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.facts.extract import extract
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict
from disclosure_rules.rulebook import Example, Rule, Rulebook
from disclosure_rules.sources.block import Paragraph, Source

PACKS = Path(__file__).parents[2] / "rules"
KINDS = {module.KIND.name: module.KIND for module in (malformed, names, period, placeholder, required)}
SHARED = {"id", "kind", "title", "severity", "basis", "examples", "when", "docs"}


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


VOCABULARY = {
    file.stem: load(file)
    for pack in ("core", "zh", "cn-final-accounts")
    for file in sorted((PACKS / pack).glob("*.yaml"))
    if file.stem != "pack"
}


def rules() -> Iterator[Rule]:
    for data in load(PACKS / "cn-final-accounts/rules/wording.yaml"):
        yield Rule(
            **{key: value for key, value in data.items() if key in SHARED and key != "examples"},
            params=KINDS[data["kind"]].params(**{key: value for key, value in data.items() if key not in SHARED}),
            examples=tuple(
                Example(verdict=one["verdict"], given={}, text=one["text"]) for one in data.get("examples", ())
            ),
        )


RULES = {rule.id: rule for rule in rules()}


def check(name: str, *lines: str) -> list[Outcome]:
    blocks = tuple(Paragraph(text=line, place=Place(line=n, block=n - 1)) for n, line in enumerate(lines, start=1))
    document = extract(Source(name="t", format="text", sha256="", blocks=blocks), VOCABULARY)
    rule = RULES[name]
    return list(KINDS[rule.kind].check(rule, View(document, VOCABULARY)))


@pytest.mark.parametrize("name", RULES)
def test_the_examples_of_a_rule_get_their_verdict(name: str) -> None:
    book = Rulebook(id="t", version="", sha256="", rules=(RULES[name],), vocabulary=VOCABULARY)
    assert [trial.failure for trial in try_examples(book, KINDS) if trial.failure] == []


def test_a_blank_is_quoted_as_written_at_its_place() -> None:
    (outcome,) = check("wording.blank-figure", "一、收入", "接待费4万元,占 %。")
    (figure,) = outcome.figures
    assert (figure.text, figure.place.line, figure.place.span) == ("占 %", 2, (7, 10))


def test_alternatives_of_one_sentence_are_one_finding() -> None:
    (outcome,) = check("wording.undecided", "费用比上年增加/减少0万元，增长/下降0%。")
    assert [figure.role for figure in outcome.figures] == ["stated", "other"]


def test_a_line_broken_before_its_unit_is_not_malformed() -> None:
    text = ("三项合计6万元，运行费5万元，接待费1万元，购置费3万", "元。")
    (outcome,) = check("wording.no-unit", *text)
    assert outcome.verdict is Verdict.HOLDS
    assert outcome.message["en"] == "none in the 2 places looked at"


def test_arabic_marks_among_chinese_ones_are_no_jump() -> None:
    outcomes = check("structure.numbering", "一、收入", "2、 支出", "三、结余", "4、 其他")
    assert [outcome.verdict for outcome in outcomes] == [Verdict.HOLDS]


def test_a_list_that_begins_anew_is_no_jump() -> None:
    outcomes = check("structure.numbering", "一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "（二）己")
    assert {outcome.verdict for outcome in outcomes} == {Verdict.HOLDS}


def test_the_jump_is_quoted_with_the_number_before_it() -> None:
    (outcome,) = check("structure.numbering", "一、收入", "二、支出", "五、结余")
    assert [figure.text for figure in outcome.figures] == ["五、结余", "二、支出"]
    assert outcome.expected == "3"


def test_names_are_compared_without_their_brackets() -> None:
    (outcome,) = check(
        "names.same-list", "设有甲股、乙股（子股）、丙股、丁股等4个股室。", "设有办公室、乙股、丙股、丁股4个股室。"
    )
    names = [(figure.text, figure.place.line) for figure in outcome.figures if figure.fact is None]
    assert names == [("甲股", 1), ("办公室", 2)]


def test_the_prior_year_of_a_comparison_is_no_stale_date() -> None:
    assert check("period.as-of", "2021年决算5万元。与2020年末相比，减少2人。") == []
