"""Numbers that know their unit and how far their digits can be trusted."""

from disclosure_rules.quantity.changes import judge_change
from disclosure_rules.quantity.comparisons import judge_order, judge_same
from disclosure_rules.quantity.expression import (
    Add,
    Div,
    Expression,
    Mul,
    Name,
    Num,
    Sub,
    names_of,
    range_of,
    value_of,
)
from disclosure_rules.quantity.formula import judge_formula
from disclosure_rules.quantity.growth import judge_base_total, judge_growth
from disclosure_rules.quantity.interval import End, Interval
from disclosure_rules.quantity.joint import Equation, Joint, jointly_possible, solve_jointly
from disclosure_rules.quantity.judgement import Judgement, decimal_text, interval_text, undetermined
from disclosure_rules.quantity.numeral import parse_quantity
from disclosure_rules.quantity.quantity import Quantity, QuantityError, quantity
from disclosure_rules.quantity.ratios import judge_average, judge_ratio
from disclosure_rules.quantity.sums import judge_shares_total, judge_sum, sum_verdict
from disclosure_rules.quantity.unit import BARE, FRACTION, UNITS, Unit, unit_of, with_unit
from disclosure_rules.quantity.verdict import Verdict
from disclosure_rules.quantity.witness import Comparison, find_witness, implied

__all__ = [
    "BARE",
    "FRACTION",
    "UNITS",
    "Add",
    "Comparison",
    "Div",
    "End",
    "Equation",
    "Expression",
    "Interval",
    "Joint",
    "Judgement",
    "Mul",
    "Name",
    "Num",
    "Quantity",
    "QuantityError",
    "Sub",
    "Unit",
    "Verdict",
    "decimal_text",
    "find_witness",
    "implied",
    "interval_text",
    "jointly_possible",
    "judge_average",
    "judge_base_total",
    "judge_change",
    "judge_formula",
    "judge_growth",
    "judge_order",
    "judge_ratio",
    "judge_same",
    "judge_shares_total",
    "judge_sum",
    "names_of",
    "parse_quantity",
    "quantity",
    "range_of",
    "solve_jointly",
    "sum_verdict",
    "undetermined",
    "unit_of",
    "value_of",
    "with_unit",
]
