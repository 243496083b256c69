"""A rule meets a document; one file per kind of rule."""

from collections.abc import Mapping
from types import MappingProxyType

from disclosure_rules.checks import (
    agrees,
    change,
    change_between,
    completion,
    consolidated,
    count,
    direction,
    formula,
    limit,
    malformed,
    names,
    period,
    placeholder,
    required,
    restated,
    rollup,
    score,
    share,
    shares_total,
    unit,
)
from disclosure_rules.checks.kind import Kind

__all__ = ["KINDS"]

_ALL = (
    rollup, share, shares_total, change, completion, limit, restated, direction, count, score, formula, unit,
    required, period, placeholder, malformed, names, agrees, consolidated, change_between,
)  # fmt: skip

KINDS: Mapping[str, Kind] = MappingProxyType({module.KIND.name: module.KIND for module in _ALL})
