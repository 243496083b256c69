"""The packs on a whole narrative: nothing to say of accounts that agree, and the right rule for each slip."""

import pytest

from disclosure_rules.api import load_rulebook
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.run import RunResult, run
from disclosure_rules.checks.selection import applicable
from disclosure_rules.facts.extract import extract
from disclosure_rules.place import Place
from disclosure_rules.rulebook import available_packs
from disclosure_rules.sources.block import Paragraph, Source

BOOK = load_rulebook().rulebook
PACKS = available_packs()

ACCOUNTS = """\
某县水务站2023年度单位决算公开
一、收支总体情况
收入支出总计1260.40万元。
二、收入情况
本年收入合计1180.40万元。财政拨款收入960.00万元。事业收入100.00万元。其他收入120.40万元。年初结转和结余80.00万元。
三、支出情况
本年支出合计1210.15万元。基本支出700.15万元。项目支出510.00万元。年末结转和结余50.25万元。
四、财政拨款收支情况
财政拨款收、支总计990.00万元。年初财政拨款结转和结余30.00万元。财政拨款支出975.00万元。年末财政拨款结转和结余15.00万元。
五、一般公共预算财政拨款支出情况
一般公共预算财政拨款支出975.00万元。一般公共预算财政拨款基本支出600.00万元。一般公共预算财政拨款项目支出375.00万元。
六、“三公”经费情况
“三公”经费支出决算12.50万元。
因公出国（境）费支出3.00万元，全年安排因公出国（境）团组1个，累计2人次。
公务用车购置及运行维护费支出8.00万元。公务用车购置费支出0万元，全年购置公务用车0辆。公务用车运行维护费支出8.00万元，年末公务用车保有量2辆。
公务接待费支出1.50万元，全年接待9批次、70人次。
七、政府采购情况
政府采购支出总额90.00万元。政府采购货物支出40.00万元，政府采购工程支出20.00万元，政府采购服务支出30.00万元。
授予中小企业合同金额60.00万元，授予小微企业合同金额25.00万元。
八、国有资产占用情况
截至2023年12月31日，共有车辆5辆。应急保障用车2辆、其他用车3辆。
九、绩效情况
我单位对4个项目开展绩效自评，其中优3个、良1个。管网维护项目得分92分，评定等级为优。
"""

SLIPS = [
    ("年初结转和结余80.00", "年初结转和结余8.00", "total.income-side"),
    ("年末结转和结余50.25", "年末结转和结余52.50", "total.expenditure-side"),
    ("财政拨款收、支总计990.00", "财政拨款收、支总计999.00", "fiscal.income-side"),
    ("年末财政拨款结转和结余15.00", "年末财政拨款结转和结余51.00", "fiscal.expenditure-side"),
    ("财政拨款收入960.00", "财政拨款收入9600.00", "fiscal.within-revenue"),
    ("项目支出510.00", "项目支出5100.00", "expenditure.by-nature"),
    ("其他收入120.40", "其他收入1204.00", "revenue.by-source"),
    ("项目支出375.00", "项目支出357.00", "general-budget.by-nature"),
    ("“三公”经费支出决算12.50", "“三公”经费支出决算15.20", "three-public.by-purpose"),
    ("公务用车运行维护费支出8.00", "公务用车运行维护费支出80.00", "three-public.vehicles"),
    ("团组1个，累计2人次", "团组0个，累计0人次", "counts.abroad"),
    ("团组1个，累计2人次", "团组3个，累计2人次", "counts.persons-per-delegation"),
    ("购置公务用车0辆", "购置公务用车1辆", "counts.vehicles-bought"),
    ("接待9批次、70人次", "接待0批次、0人次", "counts.receptions"),
    ("接待9批次、70人次", "接待70批次、9人次", "counts.persons-per-reception"),
    ("政府采购服务支出30.00", "政府采购服务支出33.00", "procurement.by-object"),
    ("中小企业合同金额60.00", "中小企业合同金额160.00", "procurement.sme-within-total"),
    ("小微企业合同金额25.00", "小微企业合同金额75.00", "procurement.micro-within-sme"),
    ("其他用车3辆", "其他用车4辆", "vehicles.by-kind"),
    ("年末公务用车保有量2辆", "年末公务用车保有量12辆", "vehicles.official-within-held"),
    ("良1个", "良2个", "performance.number-by-grade"),
    ("得分92分", "得分82分", "performance.grade"),
]  # fmt: skip


def checked(text: str) -> RunResult:
    lines = text.splitlines()
    blocks = tuple(Paragraph(text=line, place=Place(line=n, block=n - 1)) for n, line in enumerate(lines, start=1))
    source = Source(name="accounts.txt", format="text", sha256="0" * 64, blocks=blocks)
    document = extract(source, BOOK.vocabulary)
    return run(applicable(BOOK, document, PACKS), document, KINDS)


def test_accounts_that_agree_give_nothing_to_say() -> None:
    result = checked(ACCOUNTS)
    assert [(finding.rule, finding.message["zh"]) for finding in result.findings] == []
    assert result.problems == ()


@pytest.mark.parametrize(("printed", "slip", "rule"), SLIPS, ids=[rule for _, _, rule in SLIPS])
def test_a_slip_is_told_by_its_rule(printed: str, slip: str, rule: str) -> None:
    assert ACCOUNTS.count(printed) == 1
    told = {finding.rule for finding in checked(ACCOUNTS.replace(printed, slip)).findings}
    assert rule in told


@pytest.mark.parametrize("rule", sorted({rule for _, _, rule in SLIPS}))
def test_a_slip_is_told_in_both_languages(rule: str) -> None:
    printed, slip, _ = next(case for case in SLIPS if case[2] == rule)
    (finding, *_) = [one for one in checked(ACCOUNTS.replace(printed, slip)).findings if one.rule == rule]
    assert finding.message["zh"] and finding.message["en"] and finding.message["zh"] != finding.message["en"]
    assert finding.basis and finding.calculation


def test_figures_rounded_to_one_decimal_give_nothing_to_say() -> None:
    rounded = (
        ACCOUNTS.replace("1210.15万元", "1210.2万元")
        .replace("700.15万元", "700.2万元")
        .replace("50.25万元", "50.3万元")
    )
    assert [finding.rule for finding in checked(rounded).findings] == []


@pytest.mark.parametrize(
    "left_out",
    [
        "年初结转和结余80.00万元。",
        "年末结转和结余50.25万元。",
        "其他收入120.40万元。",
        "公务用车购置费支出0万元，",
        "基本支出700.15万元。",
    ],
)
def test_what_is_not_stated_is_not_missed(left_out: str) -> None:
    assert ACCOUNTS.count(left_out) == 1
    assert [finding.rule for finding in checked(ACCOUNTS.replace(left_out, "")).findings] == []


def test_a_figure_stated_twice_makes_no_other_figure_wrong() -> None:
    text = ACCOUNTS.replace("三、支出情况\n", "三、支出情况\n全年支出合计1221.15万元。\n")
    assert {finding.rule for finding in checked(text).findings} == {"stated.restated"}


def test_a_government_report_is_no_account_of_a_unit() -> None:
    text = "某县2023年财政决算和2024年预算执行情况的报告\n收入总计500万元，支出总计480万元，年终结余20万元。"
    assert [finding.rule for finding in checked(text).findings if finding.rule.startswith("total.")] == []
