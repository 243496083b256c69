import re

import pytest

from disclosure_rules.outputs.entries import clean
from reports import HOSTILE, full_report, hostile_report, written

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(told: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner reads: it takes a line as a command, splits at `,` and `=`, then puts the escaped back."""
    lines = told.split("\n")
    assert lines.pop() == "" and "\r" not in told
    read = []
    for line in lines:
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        read.append((found[1], {key: put_back(value) for key, value in properties.items()}, put_back(found[3])))
    return read


def put_back(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_annotations() -> None:
    read = commands(written(full_report(), "github", language="en"))
    assert [(command, told.get("file"), told.get("line"), told.get("col")) for command, told, _ in read] == [
        ("error", "drafts/lost.docx", None, None),
        ("error", "drafts/toy.txt", "10", "7"),
        ("error", "drafts/决算 表.pdf", None, None),
        ("warning", "drafts/toy.txt", None, None),
        ("warning", "drafts/toy.txt", "10", "35"),
        ("notice", "drafts/toy.txt", "11", "11"),
        ("notice", None, None, None),
    ]
    assert read[1][1]["title"] == "toy.sum: A total equals its parts"
    assert "2 more accepted or in the baseline" in read[-1][2]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_command(text: str) -> None:
    read = commands(written(hostile_report(text), "github", language="en"))
    assert [command for command, _, _ in read] == ["error", "error", "notice", "notice"]
    assert read[1][1]["file"] == clean(f"drafts/{text}") or "/" in text
    assert clean(text) in read[1][2]
