"""Each kind of rule about figures, on facts and relations built by hand: what it decides and what it says."""

from collections.abc import Mapping, Sequence
from itertools import count as numbers
from typing import Any

import pytest

from disclosure_rules.checks import KINDS, readings
from disclosure_rules.checks.finding import Brief, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.facts import Document, Evidence, Fact, Passage, Reading, Relation
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict, parse_quantity
from toys import rule

HOLDS, ROUNDED, CUT, VIOLATED, UNDETERMINED = (
    Verdict.HOLDS, Verdict.HOLDS_BY_ROUNDING, Verdict.HOLDS_BY_TRUNCATION, Verdict.VIOLATED, Verdict.UNDETERMINED,
)  # fmt: skip
TREES = {
    "dimensions": {
        "dimensions": {
            "concept": {"members": {"expenditure": {}, "revenue": {}}},
            "nature": {
                "root": "total",
                "members": {"total": {"parts": ["basic", "project"], "exhaustive": True}, "basic": {}, "project": {}},
            },
            "fund": {"root": "all", "members": {"all": {}, "general": {}}},
        }
    }
}
_ids = numbers()


def fact(
    text: str, label: str = "甲", *, passage: int = 0, report: int = 0, flags: str = "", **coordinates: str
) -> Fact:
    """A figure as printed; a leading minus is the sign that its words give it."""
    quantity = parse_quantity(text.lstrip("-"))
    number = next(_ids)
    return Fact(
        id=number,
        coordinates={"concept": f"={label}", "period": "2023", "basis": "final", **coordinates},
        quantity=quantity.negated() if text.startswith("-") else quantity,
        label=label,
        place=Place(line=passage + 1, block=passage, span=(number * 20, number * 20 + len(text))),
        evidence=Evidence.EXPLICIT,
        report=report,
        passage=passage,
        flags=frozenset(flags.split()),
    )


def reading(*, mode: str = "equal", word: str = "", **roles: str | Sequence[str] | Fact) -> Reading:
    """Roles as printed texts: `part=("1万元", "2万元")`."""

    def facts(given: str | Sequence[str] | Fact) -> tuple[Fact, ...]:
        if isinstance(given, Fact):
            return (given,)
        return tuple(fact(text) for text in ((given,) if isinstance(given, str) else given))

    return Reading(roles={role: facts(given) for role, given in roles.items()}, mode=mode, word=word)


def relation(kind: str, *readings_: Reading, **more: Any) -> Relation:
    return Relation(kind=kind, readings=readings_, **more)


def check(
    kind: str, *facts: Fact, relations: Sequence[Relation] = (), scope: str = "file", missing: str = "undetermined",
    passages: Sequence[str] = (), **params: Any,
) -> list[Outcome]:  # fmt: skip
    written = tuple(
        Passage(index=n, raw=text, text=text, offsets=tuple(range(len(text))), place=Place(line=n + 1, block=n))
        for n, text in enumerate(passages)
    )
    document = Document(
        name="t", format="text", sha256="", period=2023, facts=facts, relations=tuple(relations), passages=written,
        reports=("", "报告"),
    )  # fmt: skip
    of = KINDS[kind]
    made = rule(f"toy.{kind}", kind, params=of.params(**params), scope=scope, missing=missing)
    outcomes = list(of.check(made, View(document, TREES)))
    return [outcome.tell() if isinstance(outcome, Brief) else outcome for outcome in outcomes]


def only(kind: str, given: Reading, *, of: str = "", **params: Any) -> Outcome:
    """The one outcome of a stated relation."""
    (outcome,) = check(kind, relations=[relation(of or kind, given)], **params)
    return outcome


def said(outcome: Outcome) -> str:
    """Both languages together."""
    assert outcome.message["zh"] != outcome.message["en"]
    return f"{outcome.message['zh']} | {outcome.message['en']}"


# ---------------------------------------------------------------------------------------------------- rollup
@pytest.mark.parametrize(
    ("whole", "parts", "mode", "verdict"),
    [
        ("3万元", ("1万元", "2万元"), "equal", HOLDS),
        ("352.23万元", ("100.11万元", "100.11万元", "152.02万元"), "equal", ROUNDED),
        ("612.73万元", ("347.53万元", "265.2万元"), "equal", HOLDS),
        ("594.73万元", ("347.53万元", "265.2万元"), "equal", VIOLATED),
        ("9万元", ("1万元", "2万元"), "at_most", HOLDS),
        ("2.0万元", ("1.0万元", "2.0万元"), "at_most", VIOLATED),
        ("2万元", ("1万元", "2万元"), "at_most", ROUNDED),
        ("约3万元", ("1万元", "5万元"), "equal", UNDETERMINED),
        ("3万元", ("1万元", "2人"), "equal", UNDETERMINED),
        ("10件", ("4件", "5件"), "equal", VIOLATED),
    ],
)
def test_a_list_against_its_whole(whole: str, parts: tuple[str, ...], mode: str, verdict: Verdict) -> None:
    assert only("rollup", reading(mode=mode, whole=whole, part=parts), stated=True).verdict is verdict


def test_a_list_that_does_not_add_up_is_worked_out() -> None:
    outcome = only("rollup", reading(whole="594.73万元", part=("347.53万元", "265.2万元")), stated=True)
    assert (outcome.expected, outcome.gap, outcome.unit) == ("612.73", "17.940", "万元")
    assert "594.73万元不等于所列2项之和612.73 万元 | " in said(outcome) and "sum of its 2 parts" in said(outcome)
    assert outcome.calculation == ("347.53 万元 + 265.2 万元 = 612.73 万元", "594.73 万元 = 612.73 万元 ?")
    assert [figure.role for figure in outcome.figures] == ["stated", "operand", "operand"]


def test_a_whole_less_than_what_is_listed_of_it() -> None:
    outcome = only("rollup", reading(mode="at_most", whole="2万元", part=("1万元", "2万元")), stated=True)
    assert "小于其中2项之和" in said(outcome) and "less than the 2 parts" in said(outcome)


def test_of_lists_of_one_printed_whole_the_worst_is_told() -> None:
    whole = fact("0万元")
    lists = [relation("rollup", reading(whole=whole, part=part)) for part in ("1万元", "7万元", "2万元")]
    (outcome,) = check("rollup", relations=lists, stated=True)
    assert outcome.figures[1].text == "7万元"


def test_what_usually_holds_is_only_noted() -> None:
    likely = relation("rollup", reading(whole="2.0万元", part=("1.0万元", "2.0万元")), flags=frozenset({"likely"}))
    (outcome,) = check("rollup", relations=[likely], stated=True)
    assert (outcome.verdict, outcome.severity) == (VIOLATED, "note")


def expenditure(text: str, nature: str = "", **more: Any) -> Fact:
    return fact(text, "支出", concept="expenditure", **({"nature": nature} if nature else {}), **more)


def by_nature(*facts: Fact, **more: Any) -> list[Verdict]:
    found = check("rollup", *facts, over="nature", of={"concept": "expenditure"}, **more)
    return [outcome.verdict for outcome in found]


@pytest.mark.parametrize(("whole", "verdict"), [("3万元", HOLDS), ("3.1万元", VIOLATED), ("5万元", VIOLATED)])
def test_a_tree_against_its_whole(whole: str, verdict: Verdict) -> None:
    facts = expenditure(whole), expenditure("1万元", "basic"), expenditure("2.0万元", "project")
    assert by_nature(*facts) == ([ROUNDED] if whole == "3.1万元" else [verdict])


def test_parts_that_are_not_stated() -> None:
    whole, part = expenditure("3万元"), expenditure("1万元", "basic")
    assert by_nature(whole, part) == by_nature(whole, part, missing="skip") == []


@pytest.mark.parametrize(
    ("other", "scope"),
    [
        ({"period": "2022"}, "file"),
        ({"basis": "initial"}, "file"),
        ({"fund": "general"}, "file"),
        ({"report": 1}, "report"),
    ],
)
def test_a_part_of_another_cell_is_none(other: Mapping[str, Any], scope: str) -> None:
    facts = expenditure("3万元"), expenditure("1万元", "basic"), expenditure("9万元", "project", **other)
    assert by_nature(*facts, scope=scope) == []


@pytest.mark.parametrize("flags", ["reason", "plan"])
def test_figures_of_reasons_and_plans_are_not_added(flags: str) -> None:
    assert (
        by_nature(expenditure("3万元"), expenditure("1万元", "basic"), expenditure("9万元", "project", flags=flags))
        == []
    )


# ----------------------------------------------------------------------------------------------------- share
@pytest.mark.parametrize(
    ("share", "part", "whole", "verdict", "severity"),
    [
        ("50%", "1万元", "2万元", HOLDS, ""),
        ("58.43%", "347.53万元", "594.73万元", ROUNDED, ""),
        ("66.66%", "2.00000万元", "3.00000万元", CUT, ""),
        ("58.45%", "347.53万元", "594.73万元", VIOLATED, ""),
        ("53.84%", "347.53万元", "594.73万元", VIOLATED, ""),
        ("50%", "1万元", "2人", UNDETERMINED, ""),
        ("0%", "0万元", "0万元", UNDETERMINED, ""),
    ],
)
def test_a_share(share: str, part: str, whole: str, verdict: Verdict, severity: str) -> None:
    outcome = only("share", reading(share=share, part=part, whole=whole))
    assert (outcome.verdict, outcome.severity if verdict is not VIOLATED else "") == (verdict, severity)


@pytest.mark.parametrize(("share", "severity"), [("85.38%", "note"), ("85.63%", ""), ("58.37%", "")])
def test_a_share_that_misses_by_its_last_digit_is_a_note(share: str, severity: str) -> None:
    outcome = only("share", reading(share=share, part="85.370000万元", whole="100.000000万元"))
    assert (outcome.verdict, outcome.severity) == (VIOLATED, severity)


def test_a_wrong_share_is_worked_out() -> None:
    outcome = only("share", reading(share="53.84%", part="347.53万元", whole="594.73万元"))
    assert (outcome.expected, outcome.unit) == ("58.43", "%")
    assert "应为58.43%，写为53.84%" in said(outcome) and "is 58.43% of" in said(outcome)
    assert outcome.calculation[0] == "347.53 万元 ÷ 594.73 万元 = 58.43 %"


def test_a_share_of_nothing() -> None:
    outcome = only("share", reading(share="30%", part="3万元", whole="0万元"))
    assert outcome.verdict is VIOLATED
    assert "为零，无占比可言" in said(outcome) and "which is nil" in said(outcome)


# ---------------------------------------------------------------------------------------------- shares_total
@pytest.mark.parametrize(
    ("shares", "mode", "verdict"),
    [
        (("40%", "60%"), "equal", HOLDS),
        (("33.3%", "33.3%", "33.3%"), "equal", ROUNDED),
        (("43.3%", "33.3%", "33.3%"), "equal", VIOLATED),
        (("40%", "20%"), "at_most", HOLDS),
        (("80%", "70%"), "at_most", VIOLATED),
    ],
)
def test_the_shares_of_a_list(shares: tuple[str, ...], mode: str, verdict: Verdict) -> None:
    assert only("shares_total", reading(mode=mode, share=shares)).verdict is verdict


def test_shares_that_come_to_more_are_added_up() -> None:
    outcome = only("shares_total", reading(share=("84.06%", "19.62%")))
    assert "2项占比之和为103.68 %，不等于100%" in said(outcome) and "come to 103.68 %, not 100%" in said(outcome)
    over = only("shares_total", reading(mode="at_most", share=("84.06%", "19.62%")))
    assert "超过100%" in said(over) and "more than 100%" in said(over)


# ---------------------------------------------------------------------------------------------------- change
@pytest.mark.parametrize(
    ("roles", "verdict"),
    [
        ({"current": "3万元", "change": "1万元", "rate": "50%"}, HOLDS),
        ({"current": "594.73万元", "change": "-3799.06万元", "rate": "-86.46%"}, ROUNDED),
        ({"current": "594.73万元", "change": "-3799.06万元", "rate": "-68.46%"}, VIOLATED),
        ({"current": "3万元", "prior": "2万元", "rate": "50%"}, HOLDS),
        ({"current": "3万元", "prior": "2万元", "change": "1万元"}, HOLDS),
        ({"current": "30万元", "prior": "20万元", "change": "12万元"}, VIOLATED),
        ({"current": "0.17万元", "change": "0.13万元", "rate": "374.42%"}, ROUNDED),
        ({"change": "1万元", "rate": "-5%"}, VIOLATED),
        ({"change": "3万元"}, UNDETERMINED),
    ],
)
def test_a_change(roles: Mapping[str, str], verdict: Verdict) -> None:
    assert only("change", reading(**roles)).verdict is verdict


@pytest.mark.parametrize(
    ("roles", "zh", "en"),
    [
        (
            {"current": "300万元", "change": "100万元", "rate": "30%"},
            "增减率应为50%，写为30%",
            "comes to 50%, printed 30%",
        ),
        ({"current": "30万元", "prior": "20万元", "change": "12万元"}, "增减额应为10万元", "comes to 10万元"),
        ({"change": "1万元", "rate": "-5%"}, "方向不一致", "opposite directions"),
        ({"current": "3万元", "prior": "0万元", "rate": "100%"}, "基数为零", "the base is nil"),
    ],
)
def test_what_is_wrong_with_a_change(roles: Mapping[str, str], zh: str, en: str) -> None:
    outcome = only("change", reading(**roles))
    assert outcome.verdict is VIOLATED
    assert zh in outcome.message["zh"] and en in outcome.message["en"]


def test_a_rate_that_misses_by_its_last_digit_is_a_note() -> None:
    outcome = only("change", reading(current="150000.00万元", prior="100000.00万元", rate="50.01%"))
    assert (outcome.verdict, outcome.severity) == (VIOLATED, "note")


def test_an_alternative_left_unchosen_may_go_either_way() -> None:
    roles = {"current": fact("1万元"), "prior": fact("3万元"), "change": fact("2万元", flags="undecided")}
    assert only("change", reading(**roles)).verdict is HOLDS


@pytest.mark.parametrize(("rate", "verdict"), [("4.22%", ROUNDED), ("22.97%", VIOLATED)])
def test_growth_is_compound(rate: str, verdict: Verdict) -> None:
    given = relation("growth", reading(current="2468万元", prior="2007万元", rate=rate), years=5)
    (outcome,) = check("change", relations=[given], stated="growth")
    assert outcome.verdict is verdict
    assert "5年间由2007万元至2468万元" in said(outcome) and "in 5 years" in said(outcome)


@pytest.mark.parametrize(("last", "verdict"), [("2万元", HOLDS), ("7万元", VIOLATED)])
def test_the_prior_values_of_a_list_add_up(last: str, verdict: Verdict) -> None:
    given = reading(whole=("10万元", "3万元"), part=("6万元", "1万元", "4万元", last))
    outcome = only("change", given, of="base_total", stated="base_total")
    assert outcome.verdict is verdict
    assert outcome.calculation == (f"(10 万元 − (3 万元)) = (6 万元 − (1 万元)) + (4 万元 − ({last[0]} 万元)) ?",)


# ------------------------------------------------------------------------------------------------ completion
@pytest.mark.parametrize(
    ("roles", "verdict"),
    [
        ({"rate": "50%", "actual": "1万元", "budget": "2万元"}, HOLDS),
        ({"rate": "39.86%", "actual": "8.77万元", "budget": "22.00万元"}, ROUNDED),
        ({"rate": "93.86%", "actual": "8.77万元", "budget": "22.00万元"}, VIOLATED),
        ({"rate": "100%", "actual": "3万元", "budget": "0万元"}, VIOLATED),
        ({"rate": "0%", "actual": "0万元", "budget": "0万元"}, UNDETERMINED),
        ({"rate": "0%", "actual": "3万元"}, VIOLATED),
        ({"rate": "50%", "actual": "0万元"}, VIOLATED),
    ],
)
def test_a_completion_rate(roles: Mapping[str, str], verdict: Verdict) -> None:
    outcome = only("completion", reading(**roles))
    assert outcome.verdict is verdict
    assert said(outcome)


def test_a_wrong_completion_rate_is_worked_out() -> None:
    outcome = only("completion", reading(rate="93.86%", actual="8.77万元", budget="22.00万元"))
    assert outcome.expected == "39.86"
    assert "完成预算22.00万元的39.86%，写为93.86%" in said(outcome) and "is 39.86%, printed 93.86%" in said(outcome)


@pytest.mark.parametrize(("last", "verdict"), [("50%", HOLDS), ("80%", VIOLATED)])
def test_the_budgets_of_a_list_add_up(last: str, verdict: Verdict) -> None:
    given = reading(whole=("2.000万元", "50.00%"), part=("1.000万元", "50.00%", "1.000万元", last))
    assert only("completion", given, of="completion_total").verdict is verdict


# ------------------------------------------------------------------------------------------------- direction
@pytest.mark.parametrize(
    ("left", "word", "right", "verdict"),
    [
        ("3万元", "up", "2万元", HOLDS),
        ("2万元", "up", "3万元", VIOLATED),
        ("2万元", "down", "3万元", HOLDS),
        ("3万元", "down", "2万元", VIOLATED),
        ("3万元", "flat", "3.0万元", HOLDS),
        ("3万元", "flat", "3.2万元", ROUNDED),
        ("3万元", "flat", "4万元", ROUNDED),
        ("3万元", "flat", "5万元", VIOLATED),
        ("30601宗", "reached", "≥15000宗", HOLDS),
        ("3万元", "up", "2人", UNDETERMINED),
        ("98%", "missed", "100%", HOLDS),
    ],
)
def test_a_word_of_comparison(left: str, word: str, right: str, verdict: Verdict) -> None:
    assert only("direction", reading(left=left, right=right, word=word)).verdict is verdict


def test_what_is_wrong_with_a_comparison() -> None:
    outcome = only("direction", reading(left="2万元", right="3万元", word="up"))
    assert "2万元写为大于3万元" in said(outcome) and "said to be more than 3万元" in said(outcome)


@pytest.mark.parametrize(("change", "verdict"), [("0万元", HOLDS), ("0.00万元", HOLDS), ("2万元", VIOLATED)])
def test_what_is_said_to_be_unchanged_has_no_change(change: str, verdict: Verdict) -> None:
    (outcome,) = check("direction", relations=[relation("direction", reading(change=change, word="flat"), cue="持平")])
    assert outcome.verdict is verdict
    assert "写为“持平”" in said(outcome)


# ----------------------------------------------------------------------------------------------------- limit
REVENUE = {"left": {"concept": "revenue"}, "right": {"concept": "expenditure"}}


def revenue(text: str, **more: Any) -> Fact:
    return fact(text, "收入", concept="revenue", **more)


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("1万元", "2万元", HOLDS),
        ("2万元", "2万元", HOLDS),
        ("2.4万元", "2万元", ROUNDED),
        ("3万元", "1.9万元", VIOLATED),
    ],
)
def test_a_limit(left: str, right: str, verdict: Verdict) -> None:
    (outcome,) = check("limit", revenue(left), expenditure(right), **REVENUE)
    assert outcome.verdict is verdict


def test_what_is_over_its_limit() -> None:
    (outcome,) = check("limit", revenue("3.0万元"), expenditure("1.9万元"), **REVENUE)
    assert (outcome.expected, outcome.gap, outcome.unit) == ("≤ 1.9", "1.00", "万元")
    assert "“收入”3.0万元超过“支出”1.9万元" in said(outcome) and "more than" in said(outcome)


@pytest.mark.parametrize("other", [{"period": "2022"}, {"basis": "initial"}, {"nature": "basic"}])
def test_a_limit_of_another_cell_is_none(other: Mapping[str, str]) -> None:
    assert check("limit", revenue("3万元"), fact("1万元", concept="expenditure", **other), **REVENUE) == []


def test_a_limit_that_is_stated_twice_is_passed_only_if_both_are() -> None:
    near, far = expenditure("1万元"), expenditure("4万元", passage=5)
    assert [one.verdict for one in check("limit", revenue("3万元"), near, far, **REVENUE)] == [HOLDS]
    assert [one.verdict for one in check("limit", revenue("7万元"), near, far, **REVENUE)] == [VIOLATED]


def test_a_limit_keeps_to_its_scope() -> None:
    facts = revenue("3万元"), expenditure("1万元", report=1)
    assert check("limit", *facts, scope="report", **REVENUE) == []
    assert [one.verdict for one in check("limit", *facts, **REVENUE)] == [VIOLATED]


@pytest.mark.parametrize(
    ("spent", "added", "verdict"),
    [("211.5万元", "106万元", HOLDS), ("251.5万元", "106万元", VIOLATED), ("105.5万元", "", HOLDS)],
)
def test_what_was_allotted(spent: str, added: str, verdict: Verdict) -> None:
    facts = [fact("105.5万元", basis="budget"), fact(spent), *([fact(added, basis="added")] if added else [])]
    (outcome,) = check("limit", *facts, allotted=True)
    assert outcome.verdict is verdict
    assert "超过下达和追加之和" in said(outcome) and "more than was allotted" in said(outcome)


@pytest.mark.parametrize(("whole", "verdict"), [("30万元", HOLDS), ("20万元", VIOLATED)])
def test_what_the_reports_spent_together(whole: str, verdict: Verdict) -> None:
    reports = [fact("12万元", "运行经费", report=1), fact("13万元", "维护经费", report=2)]
    document = Document(
        name="t",
        format="text",
        sha256="",
        facts=(expenditure(whole), *reports),
        reports=("", "甲自评报告", "乙自评报告"),
    )
    params = {"right": {"concept": "expenditure"}, "reports_titled": ("自评报告",), "label_ends": ("经费",)}
    kind = KINDS["limit"]
    (outcome,) = kind.check(rule("toy.limit", "limit", params=kind.params(**params)), View(document, TREES))
    assert isinstance(outcome, Outcome) and outcome.verdict is verdict
    assert "together more than" in said(outcome)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("40%", [HOLDS, HOLDS]),
        ("100%", [HOLDS, HOLDS]),
        ("103.2%", [HOLDS, VIOLATED]),
        ("-3%", [VIOLATED, HOLDS]),
        ("约130%", []),
    ],
)
def test_a_measure_within_bounds(text: str, verdicts: list[Verdict]) -> None:
    outcomes = check("limit", fact(text, measure="share"), measure="share", least="0%", most="100%")
    assert [outcome.verdict for outcome in outcomes] == verdicts


def test_a_share_of_another_year_has_no_bounds() -> None:
    assert check("limit", fact("110%", measure="share", period="2022"), measure="share", most="100%") == []


def test_what_is_beyond_its_bounds() -> None:
    (outcome,) = check("limit", fact("-400%", measure="change_rate"), measure="change_rate", least="-100%")
    assert outcome.expected == "≥ -100"
    assert "低于-100%" in said(outcome) and "less than -100%" in said(outcome)


# -------------------------------------------------------------------------------------------------- restated
@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("12276件", "12276件", HOLDS),
        ("12276件", "6932件", VIOLATED),
        ("3.27万元", "3.3万元", ROUNDED),
        ("3.27万元", "3.2万元", CUT),
        ("3.27万元", "3.28万元", VIOLATED),
        ("3万元", "30000元", HOLDS),
        ("30余万件", "32万件", HOLDS),
    ],
)
def test_a_fact_stated_twice(one: str, other: str, verdict: Verdict) -> None:
    (outcome,) = check("restated", fact(one), fact(other, passage=4))
    assert outcome.verdict is verdict


def test_figures_that_disagree_are_told_by_frequency() -> None:
    facts = [fact("12件"), fact("21件", passage=1), fact("12件", passage=2)]
    (outcome,) = check("restated", *facts)
    assert [(figure.role, figure.text) for figure in outcome.figures] == [
        ("other", "12件"),
        ("other", "12件"),
        ("stated", "21件"),
    ]
    assert "前后不一致：12件与21件" in said(outcome) and "12件 against 21件" in said(outcome)
    assert outcome.calculation == ("12 件 (2×)", "21 件 (1×)")


def test_a_repeat_that_misses_by_its_last_digit_is_a_note() -> None:
    (outcome,) = check("restated", fact("995.31万元"), fact("995.32万元", passage=1))
    assert (outcome.verdict, outcome.severity) == (VIOLATED, "note")


@pytest.mark.parametrize(
    "other",
    [
        fact("6件", "乙", passage=1),
        fact("6件", passage=1, period="2022"),
        fact("6件", passage=1, basis="target"),
        fact("6人", passage=1),
        fact("约6件", passage=1),
        fact("6件", passage=1, flags="plan"),
        fact("6件", passage=0),
    ],
)
def test_another_fact_is_no_repeat(other: Fact) -> None:
    assert check("restated", fact("12件"), other) == []


def test_scores_are_of_their_report() -> None:
    facts = fact("97分", "自评得分", measure="score"), fact("98分", "自评得分", measure="score", passage=1, report=1)
    assert len(check("restated", *facts)) == 1
    assert check("restated", *facts, report_relative=["得分"]) == []


def test_two_sides_of_an_account_are_one_fact_where_the_rule_says_so() -> None:
    sides = revenue("41万元", nature="basic"), revenue("43万元", nature="project")
    assert check("restated", *sides, of={"concept": "revenue"}) == []
    (outcome,) = check("restated", *sides, of={"concept": "revenue"}, ignore=["nature"])
    assert outcome.verdict is VIOLATED


# ------------------------------------------------------------------------------------------------------ unit
def test_one_numeral_in_two_units() -> None:
    (outcome,) = check("unit", fact("29万元", basis="budget"), fact("29元"))
    assert (outcome.verdict, outcome.expected, outcome.unit) == (VIOLATED, "29", "万元")
    assert outcome.figures[0].text == "29元"
    assert "数字相同而单位不同" in said(outcome) and "different units" in said(outcome)


@pytest.mark.parametrize("other", [fact("29万元"), fact("290000元"), fact("29元", "乙"), fact("0元")])
def test_units_that_agree(other: Fact) -> None:
    outcomes = check("unit", fact("29万元", basis="budget"), fact("0万元", basis="budget"), other)
    assert all(outcome.verdict is HOLDS and outcome.figures == () for outcome in outcomes)


@pytest.mark.parametrize(
    ("average", "flags", "verdict", "expected"),
    [
        ("5.97万元", "sure", ROUNDED, ""),
        ("5.97万元", "", ROUNDED, ""),
        ("9.57万元", "sure", VIOLATED, "5.97"),
    ],
)
def test_an_average(average: str, flags: str, verdict: Verdict, expected: str) -> None:
    given = relation("average", reading(average=average, total="17.9万元", count="3辆"), flags=frozenset(flags.split()))
    (outcome,) = check("share", relations=[given], stated="average")
    assert outcome.verdict is verdict
    assert not expected or outcome.expected == expected


def test_an_average_of_which_it_is_not_certain_what_it_is_of_is_not_accused() -> None:
    given = relation("average", reading(average="9.57万元", total="17.9万元", count="3辆"))
    assert check("share", relations=[given], stated="average") == []


def test_an_average_in_the_wrong_unit() -> None:
    given = relation("average", reading(average="5.97元", total="17.9万元", count="3辆"))
    (outcome,) = check("unit", relations=[given], of="averages")
    assert (outcome.verdict, outcome.expected) == (VIOLATED, "5.97")
    wrong = relation("average", reading(average="9.57元", total="17.9万元", count="3辆"))
    assert check("unit", relations=[wrong], of="averages") == []  # no other unit mends it: another rule's business


# --------------------------------------------------------------------------------------------------- formula
FLOW = {
    "cells": {"支出": {"concept": "expenditure"}, "收入": {"concept": "revenue"}, "结余": {"concept": "=结余"}},
    "expect": "支出 = 收入 + 结余",
}


def flow(spent: str, earned: str, *rest: Fact, **more: Any) -> list[Outcome]:
    return check("formula", expenditure(spent), revenue(earned), *rest, **FLOW, **more)


@pytest.mark.parametrize(
    ("spent", "rest", "verdict"),
    [
        ("9万元", "2万元", HOLDS),
        ("9.1万元", "2万元", ROUNDED),
        ("9.0万元", "3.99万元", VIOLATED),
        ("9万元", "2人", None),
    ],
)
def test_a_formula(spent: str, rest: str, verdict: Verdict | None) -> None:
    verdicts = [one.verdict for one in flow(spent, "7.0万元", fact(rest, "结余"))]
    assert verdicts == ([] if verdict is None else [verdict])


def test_a_formula_that_fails_is_worked_out() -> None:
    (outcome,) = flow("9.00万元", "7.00万元", fact("3.00万元", "结余"))
    assert (outcome.expected, outcome.gap, outcome.unit) == ("10.00", "0.985", "万元")
    assert outcome.calculation == ("9.00 万元 = 7.00 万元 + 3.00 万元 ?",)
    assert "“支出”9.00万元不符合“收入”7.00万元、“结余”3.00万元" in said(outcome) and "does not agree with" in said(
        outcome
    )


def test_a_name_that_is_not_stated() -> None:
    assert flow("9万元", "7万元") == []
    assert [one.verdict for one in flow("9.0万元", "7.0万元", nil=["结余"])] == [VIOLATED]
    assert [one.verdict for one in flow("7.0万元", "7.0万元", nil=["结余"])] == [HOLDS]


def test_a_figure_stated_otherwise_elsewhere_makes_no_other_wrong() -> None:
    near, far = fact("3.0万元", "结余"), fact("2.0万元", "结余", passage=9)
    (outcome,) = flow("9.0万元", "7.0万元", near, far)
    assert outcome.verdict is HOLDS and outcome.figures[-1].text == "2.0万元"


def test_a_formula_keeps_to_its_scope() -> None:
    assert flow("9万元", "7万元", fact("3万元", "结余", passage=2), scope="statement") == []


# ----------------------------------------------------------------------------------------------------- count
TRIPS = {
    "form": "together", "amount": {"concept": "expenditure", "nature": "basic"}, "counted": [{"concept": "=团组"}],
    "units": ["个"],
}  # fmt: skip


def trips(money: str, number: str, **more: Any) -> list[Outcome]:
    return check("count", expenditure(money, "basic"), fact(number, "团组", measure="count"), **{**TRIPS, **more})


@pytest.mark.parametrize(
    ("money", "number", "needs", "verdicts"),
    [
        ("5万元", "2个", "both", [HOLDS]),
        ("0万元", "0个", "both", [HOLDS]),
        ("5万元", "0个", "both", [VIOLATED]),
        ("0万元", "2个", "both", [VIOLATED]),
        ("0.00万元", "2个", "both", [ROUNDED]),
        ("5万元", "约2个", "both", [UNDETERMINED]),
        ("5万元", "0个", "money", [HOLDS]),
        ("0万元", "2个", "count", [HOLDS]),
        ("5万元", "2件", "both", []),
    ],
)
def test_money_and_things_are_nil_together(money: str, number: str, needs: str, verdicts: list[Verdict]) -> None:
    assert [one.verdict for one in trips(money, number, needs=needs)] == verdicts


def test_things_without_money() -> None:
    (outcome,) = trips("0万元", "2个")
    assert "“支出”为0万元，而“团组”为2个" in said(outcome) and "支出 is 0万元, yet 团组 is 2个" in said(outcome)


@pytest.mark.parametrize("more", [{"labelled": ["购"]}, {"counted": [{"concept": "=批"}]}])
def test_things_of_another_name(more: Mapping[str, Any]) -> None:
    assert trips("0万元", "2个", **more) == []


@pytest.mark.parametrize(
    "other", [{"period": "2022"}, {"basis": "initial"}, {"of": "concept=revenue"}, {"within": "concept=revenue|收入"}]
)
def test_things_of_something_else(other: Mapping[str, str]) -> None:
    things = fact("2个", "团组", measure="count", **other)
    assert check("count", expenditure("0万元", "basic"), things, **TRIPS) == []


@pytest.mark.parametrize(
    ("guests", "verdicts"), [("142人次", [HOLDS]), ("9人次", [VIOLATED]), ("9人", []), ("约9人次", [UNDETERMINED])]
)
def test_at_least_as_many_guests_as_receptions(guests: str, verdicts: list[Verdict]) -> None:
    facts = fact("17批次", "接待", measure="count"), fact(guests, "接待", measure="count")
    order = {"form": "order", "counted": [{"concept": "=接待"}], "units": ["批次"], "within": ["人次"]}
    outcomes = check("count", *facts, **order)
    assert [one.verdict for one in outcomes] == verdicts
    if verdicts == [VIOLATED]:
        assert (outcomes[0].expected, outcomes[0].gap, outcomes[0].unit) == ("≥ 17", "8", "人次")
        assert "9人次少于17批次" in said(outcomes[0])


@pytest.mark.parametrize(
    ("centres", "rooms", "verdicts"),
    [("11个", "111个", [HOLDS, HOLDS]), ("10个", "111个", [VIOLATED, HOLDS]), ("10个", "100个", [])],
)
def test_what_a_formula_of_words_makes(centres: str, rooms: str, verdicts: list[Verdict]) -> None:
    stated = [fact(text, measure="count") for text in ("5个", "50个", "6个", "61个", centres, rooms)]
    outcomes = check("count", *stated, passages=["按“5+6”“50+61”推进。"], form="sums")
    assert [one.verdict for one in outcomes] == verdicts
    if VIOLATED in verdicts:
        assert (outcomes[0].expected, outcomes[0].gap) == ("11", "1")
        assert "“5+6”之和11不符" in said(outcomes[0])


def test_a_formula_whose_terms_are_not_counted_says_nothing() -> None:
    stated = [fact(text, measure="count") for text in ("5个", "10个", "111个")]
    assert check("count", *stated, passages=["按“5+6”“50+61”推进。"], form="sums") == []


# ----------------------------------------------------------------------------------------------------- score
GRADES = {
    "form": "grade", "scores": ["得分"], "grades": {"优秀": 90, "优": 90, "良": 80, "差": 0},
    "graded": ["等级", "评为"], "unless": ["合格"],
}  # fmt: skip


def scored(text: str, *figures: str, measure: str = "score", **params: Any) -> list[Outcome]:
    """The figures as they stand in the text, one after the other."""
    facts, start = [], 0
    for figure in figures:
        start = text.index(figure, start)
        one = fact(figure, measure=measure)
        facts.append(
            Fact(
                id=one.id, coordinates=one.coordinates, quantity=one.quantity, label="项目",
                place=Place(line=1, block=0, span=(start, start + len(figure))),
            )
        )  # fmt: skip
        start += len(figure)
    return check("score", *facts, passages=[text], **params)


@pytest.mark.parametrize(
    ("text", "score", "verdicts", "severity"),
    [
        ("得分95分，等级为优。", "95分", [HOLDS], ""),
        ("得分90分，评为“优秀”。", "90分", [HOLDS], ""),
        ("得分85.5分，等级为优。", "85.5分", [VIOLATED], ""),
        ("得分95分，等级为良。", "95分", [VIOLATED], "note"),
        ("得分59分，等级为差。", "59分", [HOLDS], ""),
        ("得分85分，作风优良。", "85分", [], ""),
        ("得分85分。等级为优。", "85分", [], ""),
        ("得分105分，等级为优。", "105分", [], ""),
        ("得分85分，等级为优，合格。", "85分", [], ""),
        ("得分约85分，等级为优。", "约85分", [], ""),
    ],
)
def test_a_grade(text: str, score: str, verdicts: list[Verdict], severity: str) -> None:
    outcomes = scored(text, score, **GRADES)
    assert [one.verdict for one in outcomes] == verdicts
    assert not outcomes or outcomes[0].severity == severity or outcomes[0].verdict is HOLDS


def test_a_wrong_grade() -> None:
    (outcome,) = scored("得分85.5分，等级为优。", "85.5分", **GRADES)
    assert "与等级“优”（90—100分）不符" in said(outcome) and "is not graded 优 (90 to 100)" in said(outcome)
    assert outcome.figures[1].place.span == (11, 12)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("分值30分，得分30分。", [HOLDS]),
        ("分值30分，得分31分。", [VIOLATED]),
        ("分值30分。得分31分。", []),
        ("共有30分，得分31分。", []),
    ],
)
def test_a_score_within_its_weight(text: str, verdicts: list[Verdict]) -> None:
    figures = ["30分", "31分" if "31" in text else "30分"]
    outcomes = scored(text, *figures, form="weight", scores=["得分"], weights=["分值"])
    assert [one.verdict for one in outcomes] == verdicts
    if verdicts == [VIOLATED]:
        assert (outcomes[0].expected, outcomes[0].gap) == ("≤ 30", "1.0")
        assert "得分31分高于分值30分" in said(outcomes[0])


@pytest.mark.parametrize(
    ("mean", "verdict"), [("92.5分", HOLDS), ("92.50分", HOLDS), ("92.46分", VIOLATED), ("95.2分", VIOLATED)]
)
def test_a_mean(mean: str, verdict: Verdict) -> None:
    figures, words = ("90分", "95分", mean), {"scores": ["得分"], "means": ["平均得分"], "unless": ["加权"]}
    text = f"甲得分90分，乙得分95分，平均得分{mean}。"
    (outcome,) = scored(text, *figures, form="mean", **words)
    assert outcome.verdict is verdict
    assert scored(f"加权：{text}", *figures, form="mean", **words) == []
    if verdict is VIOLATED:
        assert outcome.expected == "92.5" + "0" * (len(mean) - len("92.5分"))
        assert "2项得分的平均数应为92.5" in said(outcome) and "mean of 2 scores" in said(outcome)


@pytest.mark.parametrize(("last", "verdict"), [("1个", HOLDS), ("2个", VIOLATED)])
def test_the_numbers_of_grades(last: str, verdict: Verdict) -> None:
    text = f"自评项目5个，其中优的项目3个、良1个、差{last}。"
    (outcome,) = scored(
        text,
        "5个",
        "3个",
        "1个",
        last,
        measure="count",
        form="grades",
        grades={"优": 90, "良": 80, "差": 0},
        graded=["的", "项目"],
    )
    assert outcome.verdict is verdict
    if verdict is VIOLATED:
        assert (outcome.expected, outcome.gap) == ("6", "1")
        assert "按等级列出的共6个" in said(outcome)


# -------------------------------------------------------------------------------------------------- readings
def test_a_relation_is_violated_only_if_every_reading_is() -> None:
    wrong, right = reading(whole="9万元", part=("1万元", "2万元")), reading(whole="3万元", part=("1万元", "2万元"))
    (outcome,) = check("rollup", relations=[relation("rollup", wrong, right)], stated=True)
    assert (outcome.verdict, outcome.figures[0].text) == (HOLDS, "3万元")


def test_of_violated_readings_the_one_nearest_to_the_truth_is_told() -> None:
    far, near = reading(whole="9万元", part=("1万元", "2万元")), reading(whole="5万元", part=("1万元", "2万元"))
    (outcome,) = check("rollup", relations=[relation("rollup", far, near)], stated=True)
    assert (outcome.verdict, outcome.figures[0].text) == (VIOLATED, "5万元")


def test_a_reading_that_cannot_be_decided_is_better_than_a_violated_one() -> None:
    wrong, unlike = reading(whole="9万元", part=("1万元", "2万元")), reading(whole="9人", part=("1万元", "2万元"))
    (outcome,) = check("rollup", relations=[relation("rollup", wrong, unlike)], stated=True)
    assert outcome.verdict is UNDETERMINED


def test_a_figure_is_shown_with_the_sign_of_its_words() -> None:
    assert (readings.show(fact("3.50万元")), readings.show(fact("-8%"))) == ("3.50 万元", "-8 %")
