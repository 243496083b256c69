"""Counters and cached numbers as they are written."""

from __future__ import annotations

import pytest

from disclosure_rules.sources.docx.chart import stored_number
from disclosure_rules.sources.docx.numerals import write_counter


@pytest.mark.parametrize(
    ("style", "counter", "written"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCountingThousand", 100, "一百"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCounting", 0, "0"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 12, "一二"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 100_000, "100000"),
        ("none", 3, ""),
        ("neverHeardOf", 3, "3"),
    ],
)
def test_a_counter_is_written_in_its_style(style, counter, written):
    assert write_counter(counter, style) == written


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("0.59230000000000005", "0.5923"),
        ("0.40770000000000001", "0.4077"),
        ("5.9999999999999998E-2", "0.06"),
        ("594.73", "594.73"),
        ("594.70", "594.70"),
        (" 0 ", "0"),
        ("1.5E3", "1500"),
        ("123456789012345678", "123456789012346000"),
        ("#N/A", None),
        ("NaN", None),
        ("1E999999999", None),
        ("9" * 100, None),
        ("", None),
    ],
)
def test_a_cached_number_loses_only_binary_residue(stored, read):
    assert stored_number(stored) == read
