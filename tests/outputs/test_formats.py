"""What every format keeps to."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from disclosure_rules.outputs import FORMATS
from disclosure_rules.outputs.entries import clean, path_of
from disclosure_rules.outputs.options import Options
from reports import HOSTILE, full_report, hostile_report, written

GOLDEN = {"sarif": "sarif", "junit": "xml", "github": "txt", "gitlab": "json", "markdown": "md", "csv": "csv"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("format", sorted(GOLDEN))
def test_golden(format: str, language: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{format}.{language}.{GOLDEN[format]}", written(full_report(), format, language=language))


@pytest.mark.parametrize("format", sorted(FORMATS))
@pytest.mark.parametrize("text", HOSTILE)
def test_a_document_cannot_break_an_encoding_or_steer_a_terminal(format: str, text: str) -> None:
    told = written(hostile_report(text), format, language="en")
    told.encode("utf-8")
    assert not {"\x00", "\x1b", "\x08", "\r"} & set(told)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_same_input_gives_the_same_bytes(format: str) -> None:
    assert written(full_report(), format) == written(full_report(), format)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"text"}))
def test_nothing_to_tell_is_told(format: str) -> None:
    report = replace(full_report(), documents=())
    assert written(report, format).strip()


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_file_that_could_not_be_read_is_told(format: str) -> None:
    told = written(full_report(), format, language="en")
    assert "the file is broken" in told and "lost.docx" in told


@pytest.mark.parametrize(
    ("path", "base", "shown"),
    [
        ("a/b.docx", "/office", "a/b.docx"),
        ("./a/../b.docx", "/office", "b.docx"),
        ("../b.docx", "/office", "../b.docx"),
        ("/office/a/b.docx", "/office", "a/b.docx"),
        ("/office/a/b.docx", "/office/", "a/b.docx"),
        ("/offices/b.docx", "/office", "/offices/b.docx"),
        ("/b.docx", "/", "b.docx"),
        ("C:/office/b.docx", "C:/office", "b.docx"),
        ("C:/other/b.docx", "C:/office", "C:/other/b.docx"),
        ("", "/office", "toy.txt"),
    ],
)
def test_paths_are_told_from_the_folder_of_the_run(path: str, base: str, shown: str) -> None:
    item = replace(full_report().documents[0], path=path)
    assert path_of(item, Options(base=base)) == shown


def test_clean_text_is_one_line() -> None:
    assert clean("a\r\n\tb\u2028c\x85d") == "a b c d"
    assert clean("\x00\ud800\u202e\uffff") == "\ufffd" * 4
    assert clean("全年 594.73万元 😀") == "全年 594.73万元 😀"
