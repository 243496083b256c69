"""Documents held against one another: what cannot be true together, what nobody can tell, and two versions."""

import json
from pathlib import Path

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.checks.written import as_document
from disclosure_rules.cli import run_command
from disclosure_rules.facts import Document
from disclosure_rules.facts.beside import RelationError, relation_between, told_apart
from disclosure_rules.report import DocumentReport

CHECKER = load_rulebook()
THIS = """某县水务局2022年度部门决算
2022年支出合计880.00万元，比2021年的900.00万元减少20.00万元，下降2.22%。
年初结转和结余25.50万元，年末结转和结余30.00万元。
2022年公务接待费支出年初预算为5.00万元，支出决算为3.50万元。
2022年“三公”经费支出决算为12.50万元。"""
PRIOR = """某县水务局2021年度部门决算
2021年支出合计900.00万元。
年末结转和结余25.50万元。"""
BUDGET = """某县水务局2022年部门预算
2022年公务接待费预算5.00万元，“三公”经费预算15.00万元。"""
UNIT = """某县水库管理所2022年度单位决算
2022年支出合计300.00万元，“三公”经费支出决算为12.50万元。"""


def read(text: str, name: str = "a.txt") -> Document:
    return as_document(text, CHECKER.rulebook.vocabulary, name=name)


def compared(*texts: str, relation: str = "") -> DocumentReport:
    first, *others = (read(text, f"{number}.txt") for number, text in enumerate(texts))
    return CHECKER.compare(first, *others, relation=relation)


def told(*texts: str, relation: str = "") -> list[tuple[str, str]]:
    found = compared(*texts, relation=relation).findings
    return [(finding.rule, ", ".join(figure.text for figure in finding.figures)) for finding in found]


@pytest.mark.parametrize(
    ("other", "relation"), [(PRIOR, "prior-year"), (BUDGET, "budget"), (UNIT, ""), (THIS, "versions")]
)
def test_how_documents_stand_to_each_other(other: str, relation: str) -> None:
    assert relation_between(read(THIS), [read(other)]) == relation


@pytest.mark.parametrize(("other", "relation"), [(PRIOR, "prior-year"), (BUDGET, "budget"), (UNIT, "units")])
def test_what_agrees_is_silent_and_counted(other: str, relation: str) -> None:
    report = compared(THIS, other, relation="units" if other == UNIT else "")
    assert report.findings == () and report.document is not None
    assert report.document.relation == relation
    assert report.summary.checked > 0 and report.summary.figures == len(read(THIS).facts)
    assert report.held


SLIPS = [
    (PRIOR, "900.00", "909.00", "prior-year.change", "20.00万元, 880.00万元, 909.00万元"),
    (PRIOR, "900.00", "990.00", "prior-year.restated", "900.00万元, 990.00万元"),
    (PRIOR, "25.50", "20.50", "prior-year.opening-balance", "25.50万元, 20.50万元"),
    (BUDGET, "5.00万元，", "4.00万元，", "budget.initial-as-published", "5.00万元, 4.00万元"),
    (UNIT, "300.00", "985.00", "units.expenditure-within", "880.00万元, 985.00万元"),
]


@pytest.mark.parametrize(("other", "right", "wrong", "rule", "figures"), SLIPS, ids=[slip[3] for slip in SLIPS])
def test_what_does_not_agree_is_told(other: str, right: str, wrong: str, rule: str, figures: str) -> None:
    assert right in other
    this = (
        THIS.replace("比2021年的900.00万元减少", "比上年减少").replace("，下降2.22%", "") if "change" in rule else THIS
    )
    found = told(this, other.replace(right, wrong), relation="units" if other == UNIT else "")
    assert found == [(rule, figures)]


def test_units_that_are_all_there_add_up() -> None:
    second = UNIT.replace("水库", "河道").replace("12.50", "0.50")
    assert told(THIS, UNIT, second.replace("0.50", "0"), relation="all-units") == []
    assert told(THIS, UNIT, second, relation="units") == [
        ("units.expenditure-within", "12.50万元, 12.50万元, 0.50万元")
    ]
    assert told(THIS, UNIT, second, relation="all-units") == [
        ("units.three-public-consolidated", "12.50万元, 12.50万元, 0.50万元")
    ]
    silent = second.replace("，“三公”经费支出决算为0.50万元", "")
    assert told(THIS, UNIT, silent, relation="all-units") == []


def test_what_was_approved_is_held_against_what_is_published() -> None:
    assert told(THIS, THIS, relation="approved") == []
    assert told(THIS, THIS.replace("12.50", "15.20"), relation="approved") == [
        ("approved.as-approved", "12.50万元, 15.20万元")
    ]


def test_one_print_that_agrees_is_enough() -> None:
    twice = THIS + "\n2022年“三公”经费支出决算为15.20万元。"
    assert told(twice, THIS, relation="approved") == []
    assert [finding.rule for finding in CHECKER.check(read(twice)).findings] == ["stated.restated"]


def test_rules_for_several_documents_are_silent_on_one() -> None:
    report = CHECKER.check(read(THIS)).documents[0]
    rules = {rule.id for rule in CHECKER.rulebook.rules if (rule.when or {}).get("relation")}
    assert len(rules) >= 6 and not rules & {finding.rule for finding in (*report.findings, *report.held)}
    alone = {finding.rule for finding in compared(THIS, PRIOR).held}
    assert alone <= rules, "and only they speak on several"


@pytest.mark.parametrize(
    ("texts", "relation", "words"),
    [
        ((THIS, PRIOR.replace("2021", "2019")), "", "It is unclear"),
        ((THIS, PRIOR, BUDGET), "", "It is unclear"),
        ((THIS, "支出合计30万元。"), "", "1.txt: ?, ?, ?"),
        ((THIS, PRIOR), "budget", "'1.txt' is of 2021; for budget it should be of 2022"),
        ((THIS, THIS), "prior-year", "it should be of 2021"),
    ],
)
def test_what_nobody_can_tell_is_refused(texts: tuple[str, ...], relation: str, words: str) -> None:
    with pytest.raises(RelationError) as caught:
        compared(*texts, relation=relation)
    assert words in str(caught.value) and caught.value.message["zh"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("this", THIS), ("prior", PRIOR), ("later", THIS.replace("880.00", "885.00"))):
        Path(f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_on_the_command_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["compare", "this.txt", "prior.txt", "--lang", "en"]) == 0
    assert "held against prior.txt (prior-year)" in capsys.readouterr().out
    Path("prior.txt").write_text(PRIOR.replace("900.00", "990.00"), encoding="utf-8")
    assert run_command(["compare", "this.txt", "prior.txt", "--fail-on", "warning", "--format", "json"]) == 1
    (item,) = json.loads(capsys.readouterr().out)["documents"]
    assert (item["relation"], item["against"][0]["name"]) == ("prior-year", "prior.txt")
    assert [figure["place"].get("document") for figure in item["findings"][0]["figures"]] == [None, "prior.txt"]


def test_every_format_names_the_other_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("prior.txt").write_text(PRIOR.replace("900.00", "990.00"), encoding="utf-8")
    for form in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv"):
        assert run_command(["compare", "this.txt", "prior.txt", "--format", form]) == 0
        assert "prior.txt" in capsys.readouterr().out, form


def test_wrong_use(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["compare", "this.txt"]) == 2
    assert run_command(["compare", "this.txt", "prior.txt", "--as", "budget"]) == 2
    assert run_command(["compare", "this.txt", "gone.txt"]) == 3
    assert run_command(["compare", "this.txt", "later.txt", "--format", "csv"]) == 2
    assert "'prior.txt' is of 2021" in capsys.readouterr().err


def test_two_versions(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["compare", "later.txt", "this.txt", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "1 changed, 0 appeared, 0 gone; 1 new findings" in out and "880.00万元 → 885.00万元" in out
    assert run_command(["compare", "this.txt", "later.txt", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [finding["rule"] for finding in data["findings"]["resolved"]] == ["stated.change"]
    assert data["findings"]["new"] == [] and data["same"] == len(read(THIS).facts) - 1


def test_figures_that_come_and_go(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("later.txt").write_text(THIS.rpartition("\n")[0] + "\n2022年差旅费支出1.25万元。\n", encoding="utf-8")
    assert run_command(["compare", "later.txt", "this.txt", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [figure["text"] for figure in data["appeared"]] == ["1.25万元"]
    assert [figure["text"] for figure in data["gone"]] == ["12.50万元"]


# ------------------------------------------------------------------ what must not be accused


def test_a_subject_in_prose_may_be_of_the_fund_of_its_chapter() -> None:
    this = (
        "某县水务局2022年度部门决算\n五、一般公共预算财政拨款支出决算情况说明\n"
        "教育支出（类）年初预算为100万元，支出决算为80万元。"
    )
    budget = "某县水务局2022年部门预算\n支出预算中：教育支出（类）150万元。"
    assert told(this, budget, relation="budget") == []


def test_offices_that_have_nothing_to_do_with_each_other_are_not_compared() -> None:
    with pytest.raises(RelationError, match="unclear"):
        compared(THIS, THIS.replace("水务", "教育"))


def test_of_several_prints_of_a_unit_one_that_fits_is_enough() -> None:
    unit = UNIT.replace("300.00", "980.00") + "\n2022年支出合计800.00万元。"
    assert told(THIS, unit, relation="units") == []


def test_units_are_added_up_for_the_year_reported_only() -> None:
    this = THIS + "\n2021年“三公”经费支出决算为10.00万元。"
    unit = UNIT + "\n2021年“三公”经费支出决算为11.00万元。"
    assert told(this, unit, relation="all-units") == []


def test_a_unit_is_not_counted_twice() -> None:
    with pytest.raises(RelationError, match="given twice"):
        compared(THIS, UNIT, UNIT, relation="all-units")


@pytest.mark.parametrize("names", [["a", "a", "a (2)"], ["", "", "b"], ["a (3)", "a", "a"]])
def test_documents_have_names_of_their_own(names: list[str]) -> None:
    found = told_apart(names)
    assert len(set(found)) == 3 and all(found)


def test_what_could_not_be_read_is_told_here_too() -> None:
    broken = THIS + "\n其中：1,23.4万元。"
    alone = CHECKER.check(read(broken)).documents[0]
    beside = CHECKER.compare(read(broken), read(PRIOR))
    assert beside.summary.figures == alone.summary.figures and beside.problems == alone.problems


def test_what_holds_shows_what_was_compared() -> None:
    (held,) = [one for one in compared(THIS, UNIT, relation="units").held if "880" in one.figures[0].text]
    assert held.calculation == ("880.00 万元 ≥ 300.00 万元 ?",)


def test_versions_take_what_is_accepted_and_refuse_what_they_cannot_tell(here: Path) -> None:
    assert run_command(["check", "later.txt", "--format", "json", "--output", "base.json"]) == 1
    assert run_command(["compare", "later.txt", "this.txt", "--baseline", "base.json"]) == 0
    assert run_command(["compare", "later.txt", "this.txt", "--also", "json=x.json"]) == 2


def test_a_repeated_slip_is_new(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = THIS.replace("880.00", "885.00")
    Path("this.txt").write_text(wrong, encoding="utf-8")
    Path("later.txt").write_text(wrong + "\n" + wrong.splitlines()[1], encoding="utf-8")
    assert run_command(["compare", "later.txt", "this.txt", "--lang", "en"]) == 1
    assert "1 new findings, 0 resolved, 1 still there" in capsys.readouterr().out


def test_names_cannot_steer_the_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "\x1b[31mred.txt"
    Path(name).write_text(PRIOR.replace("2021", "2019"), encoding="utf-8")
    assert run_command(["compare", "this.txt", name]) == 2
    assert run_command(["compare", "this.txt", name + ".gone"]) == 3
    assert "\x1b" not in capsys.readouterr().err


def test_an_example_of_another_year_is_told_at_its_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.yaml").write_text(
        "- id: own.same\n  title: {zh: 一致, en: Alike}\n  kind: agrees\n  when: {relation: prior-year}\n"
        "  severity: warning\n  basis: 内部规定\n  examples:\n"
        '  - {text: "某局2022年度部门决算", beside: ["某局2019年度部门决算"], verdict: holds}\n',
        encoding="utf-8",
    )
    assert run_command(["rules", "test", "own.yaml"]) == 4
    assert "own.yaml:8:5: error: example 1 of rule own.same cannot be tried: " in capsys.readouterr().out
