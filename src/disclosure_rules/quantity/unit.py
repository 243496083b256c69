"""What a figure is counted in, and which units may meet in one relation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

__all__ = ["BARE", "FRACTION", "UNITS", "Unit", "unit_of", "with_unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, its dimension, and how many base units one of it is (always a power of ten).

    Dimensions and their base: `money` 元, `ratio` 1, `points` 1 (百分点 are hundredths), `count` one item, `score` 分,
    `measure` one of it (公里, 吨: rounded when printed, unlike counts), `bare` a number without a unit, and the name
    of a foreign currency. `classifier` is what a count or measure counts (件 for 万件), else empty; `exponent` is
    the power of ten in `scale`.
    """

    symbol: str
    dimension: str
    scale: Fraction
    exponent: int = field(init=False, compare=False, repr=False)
    classifier: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        zeros = len(str(max(self.scale.numerator, self.scale.denominator))) - 1
        exponent = zeros if self.scale >= 1 else -zeros
        if self.scale != Fraction(10) ** exponent:
            raise ValueError(f"the scale of a unit is a power of ten, not {self.scale}")
        counted = self.dimension in ("count", "measure")
        object.__setattr__(self, "exponent", exponent)
        object.__setattr__(self, "classifier", _split(self.symbol)[1] if counted else "")

    def compares_with(self, other: Unit) -> bool:
        """Tell whether figures in the two units may stand in one sum or comparison.

        Counts do, whatever they count; measures only of the same thing; a bare number may be a ratio.
        """
        if self is other:
            return True
        if self.dimension == other.dimension:
            return self.dimension != "measure" or self.classifier == other.classifier
        return {self.dimension, other.dimension} == {"bare", "ratio"}

    @property
    def is_ratio(self) -> bool:
        """Whether a figure in this unit can be a share or a rate: a ratio, or a number without a unit."""
        return self.dimension in ("ratio", "bare")

    def __str__(self) -> str:
        return self.symbol


def _money(symbol: str, exponent: int) -> Unit:
    return Unit(symbol, "money", Fraction(10**exponent))


_PERCENT = Unit("%", "ratio", Fraction(1, 100))
_POINTS = Unit("百分点", "points", Fraction(1, 100))
BARE = Unit("", "bare", Fraction(1))
FRACTION = Unit("", "ratio", Fraction(1))

# 千 and 百 are no scale before a classifier: 千克 and 千米 are units of their own.
_SCALES = {"万亿": 12, "亿": 8, "万": 4}
_FOREIGN = frozenset({"美元", "港元", "港币", "欧元", "日元", "英镑", "澳元"})
# fmt: off
_MEASURES = frozenset(
    {
        "米", "千米", "公里", "平方米", "平方公里", "平方千米", "立方米", "吨", "千克", "公斤", "克",
        "升", "亩", "公顷", "度", "千瓦时", "千瓦", "小时", "学时", "课时", "分钟",
    }
)
# fmt: on

UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "": BARE,
        "元": _money("元", 0),
        "百元": _money("百元", 2),
        "千元": _money("千元", 3),
        "万元": _money("万元", 4),
        "十万元": _money("十万元", 5),
        "百万元": _money("百万元", 6),
        "千万元": _money("千万元", 7),
        "亿元": _money("亿元", 8),
        "十亿元": _money("十亿元", 9),
        "万亿元": _money("万亿元", 12),
        "%": _PERCENT,
        "％": _PERCENT,
        "‰": Unit("‰", "ratio", Fraction(1, 1000)),
        "百分点": _POINTS,
        "个百分点": _POINTS,
        "分": Unit("分", "score", Fraction(1)),
    }
)


def _split(symbol: str) -> tuple[int, str]:
    """Split 万件 into the power of ten and the classifier."""
    for prefix, exponent in _SCALES.items():
        if symbol.startswith(prefix):
            return exponent, symbol.removeprefix(prefix)
    return 0, symbol


@lru_cache(maxsize=1024)
def unit_of(symbol: str) -> Unit:
    """Return the unit written as `symbol`: a word not in `UNITS` is a classifier, and 万 or 亿 before it its scale."""
    known = UNITS.get(symbol)
    if known is not None:
        return known
    exponent, classifier = _split(symbol)
    if not classifier:
        dimension = "bare"
    elif classifier in _FOREIGN:
        dimension = classifier
    else:
        dimension = "measure" if classifier in _MEASURES else "count"
    return Unit(symbol, dimension, Fraction(10**exponent))


def with_unit(number: str, unit: str) -> str:
    """Return a number as text with the symbol of its unit, if it has one."""
    return f"{number} {unit}" if unit and unit not in ("%", "‰") else f"{number}{unit}"
