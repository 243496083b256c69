"""Text becomes a figure: the one door for figures that are written with their unit."""

from __future__ import annotations

import re

from disclosure_rules.quantity.quantity import Quantity, QuantityError, quantity
from disclosure_rules.quantity.unit import unit_of

__all__ = ["parse_quantity"]

_LONGEST = 80

_BEFORE = {
    "at_least": ("≥", ">=", "不少于", "不低于", "不小于", "大于等于", "大于或等于", "至少", "超过", "逾"),
    "at_most": ("≤", "<=", "不超过", "不多于", "不高于", "不大于", "小于等于", "小于或等于", "至多"),
    "about": ("大约", "约为", "约", "近"),
}
_AFTER = {
    "at_least": ("及以上", "或以上", "以上"),
    "at_most": ("及以下", "或以下", "以下", "以内"),
    "about": ("左右", "上下"),
}
_MORE = ("余", "多")  # 30余万, 100多个: a lower bound
_NUMBER = re.compile(r"[-+−－＋]?[0-9０-９][0-9０-９,，.．]*")
_UNIT = re.compile(r"[^\d\s]{0,12}")


def parse_quantity(text: str) -> Quantity:
    """Return the figure written in `text`, such as `594.73 万元`, `≥15000 宗`, `98%以上`, `3.6余万 人次`, `约600人`.

    A number without a unit is `bare`. Raises QuantityError if the text is anything but one figure.
    """
    if len(text) > _LONGEST:
        raise QuantityError(f"not one figure: {text[:_LONGEST]!r}…")
    rest = "".join(text.split())
    qualifiers = []
    for qualifier, words in _BEFORE.items():
        if word := next((word for word in words if rest.startswith(word)), ""):
            qualifiers.append(qualifier)
            rest = rest.removeprefix(word)
            break
    number = _NUMBER.match(rest)
    if number is None:
        raise QuantityError(f"no number: {text!r}")
    symbol = rest[number.end() :]
    for qualifier, words in _AFTER.items():
        if word := next((word for word in words if symbol.endswith(word)), ""):
            qualifiers.append(qualifier)
            symbol = symbol.removesuffix(word)
            break
    symbol, more = _without_more(symbol)
    if more:
        qualifiers.append("at_least")
    if len(set(qualifiers)) > 1:
        raise QuantityError(f"two qualifiers at once: {text!r}")
    if not _UNIT.fullmatch(symbol):
        raise QuantityError(f"no unit: {text!r}")
    return quantity(number.group(), unit_of(symbol), text=text.strip(), qualifier=qualifiers[0] if qualifiers else "")


def _without_more(symbol: str) -> tuple[str, bool]:
    """Take 余 or 多 out, before the scale (余万件) or after it (万余件)."""
    for scale in ("", "万", "亿"):
        for word in _MORE:
            if symbol.startswith(scale + word):
                return scale + symbol.removeprefix(scale + word), True
    return symbol, False
