"""A stored value as a cell shows it under its number format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from disclosure_rules.sources.xlsx.codes import Section, Token, sections_of
from disclosure_rules.sources.xlsx.dates import render_date
from disclosure_rules.sources.xlsx.numbers import EXACT, general

__all__ = ["render_number", "render_text"]

_MOST_DECIMALS = 30  # what a spreadsheet allows


def render_number(number: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return what a cell with this format shows for a number.

    >>> render_number(Decimal("1234.565"), "#,##0.00_ ")
    '1,234.57'
    >>> render_number(Decimal(0), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
    '-'
    """
    sections = sections_of(code)
    section, signed = _chosen(sections[:3], number)
    if section is None:
        return general(number)
    if not section.tokens:
        return "" if len(sections) > 1 else general(number)
    if section.has("date", "elapsed") and not section.has("general"):
        shown = render_date(number, section.tokens, since_1904=since_1904)
        return general(number) if shown is None else shown
    negative = number < 0 and signed
    shown = _render(abs(number), section, _plan(code, sections.index(section)))
    return f"-{shown.lstrip()}".strip() if negative else shown.strip()


def render_text(text: str, code: str) -> str:
    """Return what a cell with this format shows for a text."""
    sections = sections_of(code)
    section = sections[3] if len(sections) > 3 else sections[0]
    if not section.has("text"):
        return "" if len(sections) > 3 and not section.tokens else text
    pieces = [text if kind == "text" else written for kind, written in section.tokens if kind in ("text", "literal")]
    shown = "".join(pieces)
    return text if shown.strip() == text.strip() else shown


def _chosen(sections: Sequence[Section], number: Decimal) -> tuple[Section | None, bool]:
    """Return the section for a number, and whether a minus is written before what it shows.

    Numbers told to be negative by their colour alone are given the minus that the colour stands for.
    """
    if any(section.condition is not None for section in sections):
        for position, section in enumerate(sections):
            if section.condition is None and position < len(sections) - 1:
                fits = number > 0 if position == 0 else number < 0
            else:
                fits = section.condition is None or _holds(number, *section.condition)
            if fits:
                return section, True
        return None, True
    if len(sections) == 1:
        return sections[0], True
    if number < 0:
        return sections[1], sections[1].coloured and not _shows_sign(sections[1])
    return sections[2 if number == 0 and len(sections) > 2 else 0], False


def _shows_sign(section: Section) -> bool:
    return any(kind == "literal" and any(mark in text for mark in "-－−(（△▲") for kind, text in section.tokens)


def _holds(number: Decimal, relation: str, limit: Decimal) -> bool:
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[relation]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What the placeholders of a section amount to. `point` is where the part after the point begins.

    `around` is what stands before and after the digits, where nothing stands between them and none may be left out.
    """

    power: int  # of ten, which the number is multiplied by: two for a percent sign, less three for a comma at the end
    decimals: int
    grouped: bool
    point: int
    around: tuple[str, str] | None


@lru_cache(maxsize=2048)
def _plan(code: str, number: int) -> _Plan | None:
    """Return the plan of a section of a format by its number, or None where it is no plain one."""
    section = sections_of(code)[number]
    tokens = section.tokens
    if section.has("general", "text", "exponent") or any(token == ("literal", "/") for token in tokens):
        return None
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        return None
    last = max((at for at in digits if at < point), default=-1)
    scaling = 0
    while last >= 0 and kinds[last + scaling + 1 : last + scaling + 2] == ["comma"]:
        scaling += 1
    grouped = any(kind == "comma" and digits[0] < at < last for at, kind in enumerate(kinds))
    inner = kinds[digits[0] : digits[-1] + 1]
    zeros = [tokens[at][1] for at in digits if at < point].count("0")
    plain = set(inner) <= {"digit", "point", "comma"} and zeros == 1
    plain = (
        plain
        and all(tokens[at][1] == "0" for at in digits if at > point)
        and (point < digits[-1] or point == len(kinds))
    )
    written = [text if kind in ("literal", "percent") else "" for kind, text in tokens]
    return _Plan(
        power=2 * kinds.count("percent") - 3 * scaling,
        decimals=min(sum(at > point for at in digits), _MOST_DECIMALS),
        grouped=grouped,
        point=point,
        around=("".join(written[: digits[0]]), "".join(written[digits[-1] + 1 :])) if plain else None,
    )


def _render(number: Decimal, section: Section, plan: _Plan | None) -> str:
    tokens = section.tokens
    if plan is None:
        return _unplanned(number, section)
    if plan.power:
        number = EXACT.scaleb(number, plan.power)
    rounded = number.quantize(Decimal((0, (1,), -plan.decimals)), ROUND_HALF_UP, EXACT)
    if plan.around is not None:
        before, after = plan.around
        return f"{before}{rounded:,f}{after}" if plan.grouped else f"{before}{rounded:f}{after}"
    whole, _, fraction = f"{rounded:f}".partition(".")
    return _whole(whole, tokens[: plan.point], grouped=plan.grouped) + _fraction(fraction, tokens[plan.point :])


def _unplanned(number: Decimal, section: Section) -> str:
    tokens = section.tokens
    number = EXACT.scaleb(number, 2 * sum(kind == "percent" for kind, _ in tokens))
    if section.has("exponent"):
        return _scientific(number, tokens)
    if section.has("digit", "general", "text"):
        return _around(general(number), tokens)
    return "".join(text for kind, text in tokens if kind in ("literal", "percent"))


def _whole(digits: str, tokens: Sequence[Token], *, grouped: bool) -> str:
    """Fill the placeholders before the point from the right; the leftmost takes the digits that are left."""
    left = "" if digits.strip("0") == "" else digits
    places = sum(kind == "digit" for kind, _ in tokens)
    pieces: list[str] = []
    count = 0
    for kind, text in reversed(tokens):
        if kind in ("literal", "percent"):
            pieces.append(text)
        if kind != "digit":
            continue
        places -= 1
        take = 1 if places else max(1, len(left))
        for _ in range(take):
            if not left and text != "0":
                break
            if grouped and count and count % 3 == 0:
                pieces.append(",")
            pieces.append(left[-1] if left else "0")
            left = left[:-1]
            count += 1
    return "".join(reversed(pieces))


def _fraction(digits: str, tokens: Sequence[Token]) -> str:
    """Fill the placeholders after the point; zeros at the end are shown where the format demands them."""
    kept = len(digits.rstrip("0"))
    position = 0
    pieces = []
    for kind, text in tokens:
        if kind == "digit":
            if position < kept or text == "0":
                pieces.append(digits[position : position + 1] or "0")
            position += 1
        elif kind in ("literal", "percent", "point"):
            pieces.append(text)
    return "".join(pieces)


def _scientific(number: Decimal, tokens: Sequence[Token]) -> str:
    exponent = next(at for at, (kind, _) in enumerate(tokens) if kind == "exponent")
    point = next((at for at, (kind, _) in enumerate(tokens[:exponent]) if kind == "point"), exponent)
    decimals = min(sum(kind == "digit" for kind, _ in tokens[point:exponent]), _MOST_DECIMALS)
    width = max(1, sum(kind == "digit" for kind, _ in tokens[exponent:]))
    power = number.adjusted() if number else 0
    mantissa = EXACT.scaleb(number, -power).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)
    if mantissa >= 10:
        mantissa, power = EXACT.scaleb(mantissa, -1).quantize(Decimal(1).scaleb(-decimals), context=EXACT), power + 1
    sign = "-" if power < 0 else "+" if tokens[exponent][1].endswith("+") else ""
    return f"{mantissa:f}E{sign}{abs(power):0{width}d}"


def _around(shown: str, tokens: Sequence[Token]) -> str:
    """Put a number in General among the literals of its format; a fraction (# ?/?) is shown as a decimal."""
    if not any(kind in ("general", "text") for kind, _ in tokens):
        return shown
    pieces = [shown if kind in ("general", "text") else text for kind, text in tokens if kind != "digit"]
    return "".join(pieces)
