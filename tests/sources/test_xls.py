"""Legacy workbooks: the same sheets as in newer ones, from records instead of XML."""

from __future__ import annotations

import struct
import time
from collections.abc import Sequence
from decimal import Decimal

import pytest

from disclosure_rules.sources import Paragraph, Source, SourceError, Table, read_bytes
from disclosure_rules.sources.compound import Compound
from disclosure_rules.sources.xls.records import packed, records

END_OF_CHAIN, FREE = 0xFFFFFFFE, 0xFFFFFFFF
GENERAL, PLAIN_ACCOUNTING, PERCENT, FRAMED = 0, 1, 2, 3  # styles of `workbook`


def compound(streams: dict[str, bytes], *, version: int = 3) -> bytes:
    """A compound file of streams, small ones among them, its parts in a fixed order."""
    size = 512 if version == 3 else 4096
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        if not data:
            return END_OF_CHAIN
        first = len(sectors)
        for at in range(0, len(data), size):
            sectors.append(data[at : at + size].ljust(size, b"\0"))
            table.append(len(sectors))
        table[-1] = END_OF_CHAIN
        return first

    mini, mini_table, entries = b"", [], []
    for name, data in streams.items():
        if len(data) >= 4096:
            start = put(data)
        else:
            start = len(mini) // 64
            count = -(-len(data) // 64)
            mini += data.ljust(count * 64, b"\0")
            mini_table += [*range(start + 1, start + count), END_OF_CHAIN]
        entries.append((name, 2, start, len(data)))
    root = ("Root Entry", 5, put(mini), len(mini))
    directory = b""
    for number, (name, kind, start, length) in enumerate([root, *entries]):
        right = number + 1 if 0 < number < len(entries) else FREE
        child = 1 if number == 0 and entries else FREE
        written = name.encode("utf-16-le") + b"\0\0"
        directory += written.ljust(64, b"\0") + struct.pack(
            "<HBBIII16x4xQQIII", len(written), kind, 1, FREE, right, child, 0, 0, start, length, 0
        )
    first_directory = put(directory)
    first_mini = put(struct.pack(f"<{len(mini_table)}I", *mini_table))
    pointers = size // 4
    fat = 1
    while fat * pointers < len(table) + fat:
        fat += 1
    at = [len(sectors) + number for number in range(fat)]
    table += [0xFFFFFFFD] * fat
    packed_table = struct.pack(f"<{fat * pointers}I", *table, *[FREE] * (fat * pointers - len(table)))
    sectors += [packed_table[number * size : (number + 1) * size] for number in range(fat)]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, version, 0xFFFE, 9 if size == 512 else 12, 6)
    )
    header += bytes(10) + struct.pack(
        "<IIIIIIIII", fat, first_directory, 0, 4096, first_mini, 1 if mini else 0, END_OF_CHAIN, 0, at[0]
    )
    header += struct.pack(f"<{fat - 1}I", *at[1:]) + struct.pack(f"<{109 - fat}I", *[FREE] * (109 - fat))
    return header.ljust(size, b"\0") + b"".join(sectors)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(content: str, *, length: str = "H") -> bytes:
    """A text in one byte a character where that will do, else in two."""
    try:
        written, wide = content.encode("latin-1"), 0
    except UnicodeEncodeError:
        written, wide = content.encode("utf-16-le"), 1
    return struct.pack(f"<{length}B", len(content), wide) + written


def shared(row: int, column: int, index: int, style: int = GENERAL) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, style, index))


def label(row: int, column: int, content: str, style: int = GENERAL) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, style) + text(content))


def number(row: int, column: int, value: str, style: int = GENERAL) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, float(value)))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, GENERAL) + result + bytes(8))


BEGIN_SHEET = record(0x809, struct.pack("<HH12x", 0x0600, 0x10))
END = record(0x0A)
ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def workbook(
    *sheets: bytes, names: Sequence[str] = ("收入表", "支出表"), states: Sequence[int] = (), further: bytes = b""
) -> bytes:
    """A workbook of sheets, each the records between its begin and its end."""
    styles = b""
    for code, border in ((0, 0), (164, 0), (10, 0), (164, 0x1111)):
        styles += record(0xE0, struct.pack("<HHHHHI6x", 0, code, 0, 0, 0, border)[:20])
    head = record(0x809, struct.pack("<HH12x", 0x0600, 0x05)) + further
    head += record(0x41E, struct.pack("<H", 164) + text(ACCOUNTING)) + styles
    entries = [(names[at], states[at] if at < len(states) else 0) for at in range(len(sheets))]
    length = len(head) + sum(len(record(0x85, bytes(6) + text(name, length="B"))) for name, _ in entries) + len(END)
    bodies = b""
    for (name, state), sheet in zip(entries, sheets, strict=True):
        head += record(0x85, struct.pack("<IBB", length + len(bodies), state, 0) + text(name, length="B"))
        bodies += BEGIN_SHEET + sheet + END
    return compound({"Workbook": (head + END + bodies).ljust(4096, b"\0")})


def read(*sheets: bytes, **options: object) -> Source:
    return read_bytes("book.xls", workbook(*sheets, **options))  # type: ignore[arg-type]


def shown(found: Source) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found.blocks
        if isinstance(block, Paragraph | Table)
    ]


def said(found: Source) -> list[str]:
    return [problem.message["en"] for problem in found.problems]


TABLE = label(0, 0, "项目") + label(0, 1, "金额") + label(1, 0, "收入") + number(1, 1, "594.73000000000002")


def test_numbers_are_shown_as_their_formats_say():
    sheet = (
        label(0, 0, "甲局收入决算表")
        + b"".join(label(2, at, name, FRAMED) for at, name in enumerate(("项目", "本年", "上年")))
        + label(3, 0, "收入", FRAMED)
        + number(3, 1, "1594.73000000000002", FRAMED)
        + number(3, 2, "0", FRAMED)
        + label(4, 0, "增长", FRAMED)
        + record(0xBD, struct.pack("<HHHIHIH", 4, 1, PERCENT, 1234 << 2 | 3, FRAMED, (-325 << 2 | 3) & 0xFFFFFFFF, 2))
        + record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 2))
    )
    found = read(sheet)
    assert found.format == "xls"
    assert shown(found) == [
        "甲局收入决算表",
        [["项目", "本年", "上年"], ["收入", "1,594.73", "-"], ["增长", "1234.00%", "-3.25"]],
    ]
    table = found.blocks[1]
    assert isinstance(table, Table)
    last = table.rows[-1][-1].place
    assert (last.sheet, last.row, last.column) == ("收入表", 5, 3)


def test_cells_of_all_kinds():
    texts = (
        text("共享")
        + struct.pack("<HBHI", 2, 1 | 8 | 4, 1, 3)
        + "富文".encode("utf-16-le")
        + bytes(4)
        + bytes(3)
        + text("abc")
    )
    sheet = (
        shared(0, 0, 0) + shared(0, 1, 1) + shared(0, 2, 2) + shared(0, 3, 99)
        + record(0x205, struct.pack("<HHHBB", 1, 0, 0, 1, 0)) + record(0x205, struct.pack("<HHHBB", 1, 1, 0, 23, 1))
        + formula(1, 2, struct.pack("<d", 0.5)) + formula(2, 0, b"\0" * 6 + b"\xff\xff") + record(0x207, text("文"))
        + formula(2, 1, b"\x01\0\x01\0\0\0\xff\xff") + formula(2, 2, b"\x02\0\x2a\0\0\0\xff\xff")
        + formula(2, 3, b"\x03\0\0\0\0\0\xff\xff") + record(0x27E, struct.pack("<HHHI", 3, 0, 0, 7 << 2 | 2))
        + record(0x201, struct.pack("<HHH", 3, 1, 0)) + record(0xBE, struct.pack("<HHHHH", 3, 2, 0, 0, 3))
        + label(3, 4, "末")
    )  # fmt: skip
    found = read(sheet, further=record(0xFC, struct.pack("<II", 3, 3) + texts))
    assert shown(found)[1] == [["共享", "富文", "abc"], ["TRUE", "#REF!", "0.5"], ["文", "TRUE", "#N/A"], ["7", "末"]]
    assert said(found) == [
        "Sheet '收入表' has 2 cells that show an error (first in B2); correct their formulas.",
    ]


def test_texts_cut_over_several_records():
    first, second = "收入支出决算总表", "abcdefgh"
    whole = text(first) + text(second)
    for cut in range(3, len(text(first)), 2):
        if cut in (len(text(first)) - 1,):
            continue
        head, tail = whole[:cut], whole[cut:]
        parts = record(0xFC, struct.pack("<II", 2, 2) + head) + record(0x3C, b"\x01" + tail)
        assert shown(read(shared(0, 0, 0) + shared(1, 0, 1), further=parts)) == [first, second], cut
    cut = len(text(first)) + 6  # within the second, which goes on in two bytes a character
    parts = record(0xFC, struct.pack("<II", 2, 2) + whole[:cut]) + record(
        0x3C, b"\x01" + second[3:].encode("utf-16-le")
    )
    assert shown(read(shared(0, 0, 0) + shared(1, 0, 1), further=parts)) == [first, second]


def test_what_is_hidden_is_told():
    row = struct.pack("<HHHHHHI", 5, 0, 1, 255, 0, 0, 0x20)
    sheet = (
        record(0x7D, struct.pack("<HHHHHH", 2, 2, 2048, 0, 1, 0))
        + TABLE
        + label(0, 2, "藏")
        + record(0x208, row)
        + label(5, 0, "藏")
    )
    found = read(sheet, TABLE, states=[0, 1])
    assert shown(found) == ["收入表", [["项目", "金额"], ["收入", "594.73"]]]
    assert said(found) == [
        "Sheet '收入表' has 2 cells in hidden rows or columns, which were not read (first in C1).",
        "1 hidden sheets were not read (支出表).",
    ]


def test_pictures_and_charts_are_told():
    drawn = b"".join(record(0x5D, struct.pack("<HHHH", 0x15, 18, kind, 1) + bytes(14)) for kind in (8, 8, 6, 5, 25))
    chart = record(0x809, struct.pack("<HH12x", 0x0600, 0x20)) + label(9, 9, "图中") + END
    found = read(TABLE + drawn + chart)
    assert shown(found) == ["收入表", [["项目", "金额"], ["收入", "594.73"]]]
    assert said(found) == [
        "The workbook has 4 cells and 2 pictures; figures in the pictures are unchecked.",
        "1 charts have no data that can be read.",
        "1 text boxes were not read.",
    ]


def test_far_corners_cost_nothing():
    begun = time.perf_counter()
    dimensions = record(0x200, struct.pack("<IIHHH", 0, 65536, 0, 256, 0))
    assert shown(read(dimensions + number(0, 0, "1") + number(65535, 255, "2"))) == ["1", "2"]
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("bits", "value"),
    [
        (59473 << 2 | 3, "594.73"),
        ((-7 << 2 | 2) & 0xFFFFFFFF, "-7"),
        (struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32, "1.5"),
        (struct.unpack("<Q", struct.pack("<d", 150.0))[0] >> 32 | 1, "1.5"),
    ],
)
def test_packed_numbers(bits: int, value: str):
    assert packed(bits) == Decimal(value)


@pytest.mark.parametrize("version", [3, 4])
def test_streams_large_and_small(version: int):
    streams = {"大": bytes(range(256)) * 80, "小": b"abc" * 40, "空": b"", "b": b"\1" * 5000}
    found = Compound(compound(streams, version=version))
    assert found.names() == streams.keys()
    assert {name: found.stream(name) for name in streams} == streams
    assert found.stream("无") == b""


def circular() -> bytes:
    data = bytearray(workbook(TABLE))
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 + table * 512, 0)  # the first sector follows itself
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compound({"Book": bytes(5000)}), "Excel 95"),
        (compound({"Workbook": record(0x809, struct.pack("<HH", 0x0500, 5)).ljust(5000, b"\0")}), "Excel 95"),
        (compound({"Workbook": b"x" * 5000}), "Excel 95"),
        (workbook(TABLE, further=record(0x2F, bytes(6))), "password"),
        (workbook(TABLE)[:600], "damaged"),
        (circular(), "damaged"),
        (workbook(b""), "no text"),
        (compound({"Other": b"x"}), "legacy Office file"),
        (compound({"EncryptedPackage": b"x"}), "password"),
    ],
    ids=range(9),
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str):
    with pytest.raises(SourceError, match=reason):
        read_bytes("book.xls", data)


def test_too_many_cells_are_refused_for_their_sheet_only():
    many = b"".join(
        record(0xBD, struct.pack("<HH", row, 0) + struct.pack("<HI", 0, 6) * 256 + struct.pack("<H", 255))
        for row in range(400)
    )
    found = read(many, TABLE)
    assert shown(found) == ["支出表", [["项目", "金额"], ["收入", "594.73"]]]
    (problem,) = found.problems
    assert problem.severity == "warning" and problem.place is not None and problem.place.sheet == "收入表"


@pytest.mark.parametrize("length", [1500, 2000, 2048, 2500, 3000])
def test_a_truncated_file_never_fails_otherwise(length: int):
    data = workbook(TABLE * 60)[:length]
    try:
        read_bytes("book.xls", data)
    except SourceError as error:
        assert error.message["zh"].endswith("。")


@pytest.mark.parametrize(
    "kind", [0xFC, 0x41E, 0x85, 0xE0, 0x22, 0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x204, 0x205, 0xE5, 0x7D]
)
@pytest.mark.parametrize("length", [0, 1, 3, 5, 7, 9, 13])
def test_records_that_are_too_short_do_not_stop_reading(kind: int, length: int):
    short = record(kind, b"\xff" * length)
    assert [["项目", "金额"], ["收入", "594.73"]] in shown(read(short + TABLE, further=short))


def test_a_record_longer_than_the_stream_ends_it():
    assert list(records(record(1, b"ab") + b"\x05\x00\xff\xff")) == list(records(record(1, b"ab")))
