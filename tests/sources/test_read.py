"""The one door: what the bytes are, and a sentence for whatever cannot be read."""

from __future__ import annotations

import os
import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from builders import CellXml, Docx, package, paragraph
from disclosure_rules.sources import FORMATS, Chart, SourceError, Table, read_bytes, read_source
from disclosure_rules.sources.formats import sniff

GOOD = Docx().paragraph("2023年收入合计5万元").to_bytes()
PARTS = Docx().paragraph("甲").package_parts()


def with_document(content: str | bytes) -> bytes:
    return package({**PARTS, "word/document.xml": content})


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


def locked() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(GOOD)
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start + 4 : start + 40] = bytes(36)
    return bytes(data)


def lying() -> bytes:
    """A part that unpacks to more than its header declares."""
    stream = BytesIO(package({**PARTS, "word/document.xml": b"<a>" + b" " * 100_000}))
    data = bytearray(stream.getvalue())
    position = data.rindex(b"word/document.xml")
    data[position - 22 : position - 18] = (500).to_bytes(4, "little")
    return bytes(data)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'

MANY = Docx().raw("".join(f"<w:p w:rsidR='{index * 7919}'/>" for index in range(100_001))).to_bytes()

REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\n", "no text"),
    "blank docx": (Docx().paragraph().to_bytes(), "no text"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG picture"),
    "bmp": (b"BM" + bytes(50), "BMP picture"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "no text"),
    "xml": (b"<?xml version='1.0'?><a/>", "XML"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "late zero": (b"text" * 5000 + b"\x00", "binary"),
    "xls": (compound("Workbook"), "damaged"),
    "encrypted": (compound("EncryptedPackage"), "password"),
    "other compound": (compound("x"), "damaged"),
    "xlsx": (package({"xl/workbook.xml": "<a/>"}), "Excel workbook"),
    "pptx": (package({"ppt/presentation.xml": "<a/>"}), "presentation"),
    "odt": (package({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
    "zip": (package({"a.txt": "甲"}), "zip archive"),
    "empty zip": (package({}), "zip archive"),
    "no body": (with_document("<a/>"), "without a body"),
    "locked": (locked(), "password"),
    "damaged": (damaged(), "damaged"),
    "lying": (lying(), "damaged"),
    "no xml": (with_document("甲"), "not well-formed"),
    "deep": (with_document("<a>" * 100_000), "nested too deeply"),
    "laughs": (with_document(LAUGHS), "entities"),
    "outside": (with_document(OUTSIDE), "entities"),
    "outside in utf-16": (with_document(OUTSIDE.encode("utf-16")), "entities"),
    "outside in utf-16-be": (with_document(OUTSIDE.encode("utf-16-be")), "entities"),
    "bomb": (with_document(b" " * 40_000_000), "zip bomb"),
    "dense bomb": (with_document(b" " * 5_000_000), "zip bomb"),
    "many parts": (package({f"part{index}": b"" for index in range(10_001)}), "10001 parts"),
    "many paragraphs": (MANY, "too many"),
    "unclosed": (GOOD[: len(GOOD) // 2], "cut off"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence_of_both_languages(name):
    data, reason = REFUSED[name]
    with pytest.raises(SourceError) as caught:
        read_bytes("report.docx", data)
    message = caught.value.message
    assert reason in message["en"]
    assert message["en"].startswith("report.docx: ")
    assert message["zh"].startswith("report.docx：")
    assert message["zh"].rstrip().endswith("。")
    assert "\n" not in message["en"] + message["zh"]


@pytest.mark.parametrize("length", [4, 30, 100, 500, len(GOOD) - 30, len(GOOD) - 1])
def test_a_truncated_document_is_refused(length):
    with pytest.raises(SourceError, match="damaged"):
        read_bytes("report.docx", GOOD[:length])


def test_a_bomb_beside_the_text_is_not_unpacked():
    data = package({**PARTS, "word/media/image1.png": b" " * 40_000_000})
    assert [block.text for block in read_bytes("report.docx", data).blocks] == ["甲"]


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch):
    document = Docx().paragraph("甲")
    for _ in range(8):
        document.chart("图", {"列1": [("甲", "1")] * 100})
    monkeypatch.setattr("disclosure_rules.sources.package.MAX_TOTAL", 40_000)
    source = read_bytes("report.docx", document.to_bytes())
    read = [block for block in source.blocks if isinstance(block, Chart)]
    assert 0 < len(read) < 8
    assert len(read) + len(source.problems) == 8


def test_deep_nesting_within_the_limit_is_read():
    nested = paragraph("甲")
    for _ in range(70):
        nested = f"<w:tbl><w:tr><w:tc>{nested}{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert len(read_bytes("report.docx", Docx().raw(nested).to_bytes()).blocks) == 70


def test_a_paragraph_of_five_megabytes_is_read():
    text = "收入五百万元" * 280_000
    assert read_bytes("report.docx", Docx().paragraph(text).to_bytes()).blocks[0].text == text


def test_an_absurd_span_is_cut_to_what_a_table_can_have():
    (block,) = read_bytes(
        "report.docx", Docx().table([[CellXml(paragraph("甲"), span=999_999), "乙"]]).to_bytes()
    ).blocks
    assert isinstance(block, Table)
    assert [c.column_span for c in block.rows[0]] == [1000, 1]


@pytest.mark.parametrize(
    ("name", "data", "format_name", "remarks"),
    [
        ("report.docx", GOOD, "docx", 0),
        ("report.txt", GOOD, "docx", 1),
        ("report", GOOD, "docx", 0),
        ("report.txt", "收入5万元".encode(), "text", 0),
        ("report.docx", "收入5万元".encode(), "text", 1),
        ("report.DOCX", GOOD, "docx", 0),
        ("report.txt", b"BM 5", "text", 0),
    ],
)
def test_content_wins_over_the_suffix_and_says_so(name, data, format_name, remarks):
    source = read_bytes(name, data)
    assert (source.format, len(source.problems)) == (format_name, remarks)


def test_a_source_carries_the_hash_of_its_bytes():
    source = read_bytes("report.txt", b"5")
    assert source.sha256 == "ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d"


def test_every_format_has_a_reader_and_suffixes_of_its_own():
    suffixes = [suffix for entry in FORMATS.values() for suffix in entry.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for entry in FORMATS.values():
        module, _, function = entry.reader.partition(":")
        assert callable(getattr(import_module(module), function))
    assert sniff(GOOD) in FORMATS


def test_a_file_is_read_from_its_path(tmp_path: Path):
    file = tmp_path / "报告.docx"
    file.write_bytes(GOOD)
    assert read_source(file).name == "报告.docx"
    assert read_source(str(file)).blocks[0].text == "2023年收入合计5万元"


def test_paths_that_are_no_files_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    reasons = {"missing": "does not exist", "pipe": "not a regular file", "": "is a folder", "a\0b": "cannot be opened"}
    for name, reason in reasons.items():
        with pytest.raises(SourceError, match=reason):
            read_source(tmp_path / name)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "report.txt"
    file.write_text("5", encoding="utf-8")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", denied)  # the tests may run as a user whom no permission stops
    with pytest.raises(SourceError, match="permissions"):
        read_source(file)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path):
    file = tmp_path / "report.txt"
    with file.open("wb") as stream:
        stream.truncate(101 * 1024 * 1024)
    with pytest.raises(SourceError, match="over the limit"):
        read_source(file)


def test_built_documents_are_the_same_every_time():
    assert Docx().paragraph("2023年收入合计5万元").to_bytes() == GOOD
    assert zipfile.ZipFile(BytesIO(GOOD)).testzip() is None
