"""The narrow YAML: what is read, where it stands, and what is refused."""

import pytest
import yaml

from disclosure_rules.rulebook import RulebookError, yaml_positions
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.yaml_positions import read_yaml


def read(text: str | bytes):
    mistakes = Mistakes()
    content = text.encode("utf-8") if isinstance(text, str) else text
    file = read_yaml(content, name="x.yaml", mistakes=mistakes)
    mistakes.raise_if_any()
    return file


def told(text: str | bytes) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        read(text)
    return [str(mistake) for mistake in caught.value.mistakes]


@pytest.fixture(params=["libyaml", "python"])
def _either_parser(request, monkeypatch):
    if request.param == "python":
        monkeypatch.setattr(yaml_positions, "_LOADER", yaml.SafeLoader)


@pytest.mark.usefixtures("_either_parser")
def test_every_key_and_value_has_its_place():
    file = read("# 说明\n甲: 1\n乙:\n  - {丙: x}\n  - '丁'\n")
    assert file.data == {"甲": 1, "乙": [{"丙": "x"}, "丁"]}
    assert file.keys[("乙", 0, "丙")] == (4, 6)
    assert file.values[("乙", 0, "丙")] == (4, 9)
    assert file.values[("乙", 1)] == (5, 5)
    assert file.value_at(("乙", 0, "戊", 7)) == (4, 5)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.10", "0.10"),
        ("007", "007"),
        ("no", "no"),
        ("2021-01-01", "2021-01-01"),
        ("1e3", "1e3"),
        ("99999999999999999999", "99999999999999999999"),
        ("'5'", "5"),
        ("!!str 5", "5"),
        ("-5", -5),
        ("true", True),
        ("~", None),
        ("", None),
        ("''", ""),
    ],
)
def test_only_whole_numbers_booleans_and_null_are_not_text(written, value):
    found = read(f"201: {written}\n").data["201"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.usefixtures("_either_parser")
def test_a_key_written_twice_is_a_mistake_and_the_rest_is_still_read():
    assert told("a: {x: 1}\nb: 2\na: {x: 2}\n") == ["x.yaml:3:1: key `a` is written twice; first in line 1"]


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &a 1\nb: [" + "*a, " * 100_000 + "1]", "x.yaml:1:4: anchors"),
        ("b: [" + "*a, " * 100_000 + "1]", "x.yaml:1:5: aliases"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "x.yaml:1:4: anchors"),
        ("a: !!python/object/apply:os.getcwd []", "x.yaml:1:4: tags"),
        ("%YAML 1.1\n---\na: 1", "x.yaml:1:1: a line begins with `%`"),
        ("---\na: 1\n---\nb: 1", "x.yaml:3:1: the file holds more than one"),
        ("- " * 100, "nested deeper than 32"),
        ("[" * 500, "nested deeper than 32"),
        ("- a\n" * 100_001, "x.yaml:100000:3: the file holds more than 100,000"),
        ("#" * 2_000_001, "the file is larger than 2,000,000 bytes"),
        ("a: 1\nb: 收".encode() + b"\xff", "x.yaml:2:5: the file is not UTF-8 text"),
        ("a: 收入".encode("gb18030"), "the file is not UTF-8 text"),
        ("a: \0", "x.yaml:1:1: this is not YAML"),
        ("a: [1, 2\nb: 3", "this is not YAML"),
        ("? [a]\n: b", "x.yaml:1:3: a key must be a word"),
    ],
)
def test_what_is_refused_is_refused_in_one_sentence(text, words):
    (sentence,) = told(text)
    assert words in sentence


def test_an_empty_file_is_nothing_and_a_byte_order_mark_is_no_text():
    assert read("").data is None
    assert read("\ufeffa: 1").data == {"a": 1}
