"""One written form for every character, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["NormaliseData", "normalise"]

_THOUSANDS_FORM = (
    r"(?<![\d.])\d{{1,3}}(?:[{marks}]\d{{3}})+(?!\d)"
    r"|(?<=[\u4e00-\u9fff])\d{{1,3}}[{marks}] \d{{3}}(?=(?:\.\d+)?[万亿]?元)"  # 费1, 537.4万元
)
_FIELD_FORM = r"(?:{names})[ \t]+\S{{1,40}}(?:[ \t]+\\?[a-zA-Z])?(?:[ \t]+\d{{1,4}})?"
_SIGN_REACH = 4  # characters within which the digit of a sign follows, white space between them
_LIST_MARKS = frozenset(
    map(chr, [*range(0x2474, 0x249C), *range(0x3220, 0x322A)])
)  # ⑴, ⒈, ㈠: several characters in one
_RESIDUE_LIMIT = 120  # characters a mark may span; an unclosed one is ordinary text


@dataclass(frozen=True, slots=True, kw_only=True)
class NormaliseData:
    """The fold tables of a vocabulary, ready for use; build them once with `of` and hand them to `normalise`."""

    residue: re.Pattern[str] | None
    fold: Mapping[int, str]
    thousands: re.Pattern[str]
    plain: str
    wide: str
    punctuation: Mapping[int, str]
    straight_quotes: str
    minus: str
    joins: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> NormaliseData:
        """Read the tables of `normalise.yaml`; absent keys mean that nothing is folded."""
        forms = [
            re.escape(mark["open"]) + rf"[^{re.escape(mark['close'])}]{{0,{_RESIDUE_LIMIT}}}" + re.escape(mark["close"])
            for mark in data.get("residue", ())
        ]
        if fields := data.get("fields", ()):
            forms.append(_FIELD_FORM.format(names="|".join(map(re.escape, fields))))
        separators = data.get("thousands", {})
        plain, wide = separators.get("plain", ","), separators.get("wide", "")
        return cls(
            residue=re.compile("|".join(forms)) if forms else None,
            fold=_table(data.get("fold", ())),
            thousands=re.compile(_THOUSANDS_FORM.format(marks=re.escape(plain + wide))),
            plain=plain,
            wide=wide,
            punctuation=_table(data.get("punctuation", ())),
            straight_quotes=data.get("straight_quotes", ""),
            minus=data.get("minus", ""),
            joins=data.get("joins", ""),
        )


def _table(pairs: object) -> Mapping[int, str]:
    table: dict[int, str] = {}
    for written, folded in pairs if isinstance(pairs, list | tuple) else ():
        table.update(zip(map(ord, written), folded, strict=True))
    return table


def normalise(raw: str, marks: NormaliseData) -> tuple[str, tuple[int, ...]]:
    """Return the text in one form, and for each of its characters where it stands in `raw`.

    Thousands commas go before punctuation is folded, so a malformed one (`211,5`) and the comma of a list of figures
    stay in the text. White space goes last; one space is kept where it parts two numbers or a list mark and a number.
    """
    kept = _without_residue(raw, marks)
    text = "".join(raw[i] for i in kept).translate(marks.fold)
    dropped = _thousands_separators(text, marks)
    characters: list[str] = []
    offsets: list[int] = []
    quotes = 0
    gap = False
    for index, character in enumerate(text):
        if "\u4e00" <= character <= "\u9fff" and ord(character) not in marks.punctuation:  # most characters
            characters.append(character)
            offsets.append(kept[index])
            gap = False
            continue
        if index in dropped:
            continue
        if character.isspace() or character in "\u200b\ufeff":
            gap = True
            continue
        if character in _LIST_MARKS:
            spelt = unicodedata.normalize("NFKC", character).translate(marks.punctuation)
            characters += spelt
            offsets += [kept[index]] * len(spelt)
            gap = False
            continue
        if character in marks.straight_quotes:
            character = "”" if quotes % 2 else "“"
            quotes += 1
        elif character in marks.minus and _is_minus(text, index, characters, marks):
            character = "-"
        else:
            character = marks.punctuation.get(ord(character), character)
        if gap and _parts_numbers(characters, character):
            characters.append(" ")
            offsets.append(kept[index] - 1)
        gap = False
        characters.append(character)
        offsets.append(kept[index])
    return "".join(characters), tuple(offsets)


def _without_residue(raw: str, marks: NormaliseData) -> list[int]:
    if marks.residue is None:
        return list(range(len(raw)))
    kept: list[int] = []
    end = 0
    for found in marks.residue.finditer(raw):
        kept.extend(range(end, found.start()))
        end = found.end()
    kept.extend(range(end, len(raw)))
    return kept


def _thousands_separators(text: str, marks: NormaliseData) -> frozenset[int]:
    return frozenset(
        at
        for found in marks.thousands.finditer(text)
        if _is_one_number(text, found.start(), found.end(), marks)
        for at in range(found.start(), found.end())
        if not text[at].isdigit()
    )


def _is_one_number(text: str, start: int, end: int, marks: NormaliseData) -> bool:
    separators = marks.plain + marks.wide
    if start > 1 and text[start - 1] in separators and text[start - 2].isdigit():
        return False  # the tail of something longer and ill-formed: 12,34,567
    if end + 1 < len(text) and text[end] in separators and text[end + 1].isdigit():
        return False
    inside = text[start:end]
    if not any(mark in inside for mark in marks.wide):
        return True
    # A full-width comma is a list's unless there are two of them, or decimals follow.
    return sum(mark in separators for mark in inside) > 1 or text[end : end + 1] == "."


def _is_minus(text: str, index: int, before: list[str], marks: NormaliseData) -> bool:
    following = text[index + 1 : index + 1 + _SIGN_REACH].lstrip()[:1]
    return following.isdigit() and not (before and (before[-1] in marks.joins or before[-1] in marks.minus))


def _parts_numbers(before: list[str], character: str) -> bool:
    if not before or not character.isdigit():
        return False
    return before[-1].isdigit() or (before[-1] == "." and len(before) > 1 and before[-2].isdigit())
