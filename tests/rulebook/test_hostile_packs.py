"""A pack is data: nothing in its folder is run, and nothing outside of it is read."""

import os
from pathlib import Path

import pytest

from .toy import load, mistakes_of


def pack(folder: Path, rules: str = "") -> Path:
    (folder / "rules").mkdir(parents=True)
    head = f"id: {folder.name}\nversion: '1'\ntitle: {{zh: 包, en: pack}}\n"
    (folder / "pack.yaml").write_text(head, encoding="utf-8")
    if rules:
        (folder / "rules" / "a.yaml").write_text(rules, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.mkdir [{ran}]",
        "- !!python/object/new:os.system ['mkdir {ran}']",
        "- id: !!python/name:os.system",
        "- !!python/module:subprocess",
        "- !!binary aGVsbG8=",
        "- !include /etc/passwd",
        "- &a [*a]",
        "%TAG ! tag:example.org,2000:\n---\n- !x 1",
    ],
)
def test_tags_and_anchors_are_refused_and_not_run(tmp_path, text):
    ran = tmp_path / "ran"
    (mistake, *_) = mistakes_of(pack(tmp_path / "a", text.format(ran=ran)))
    assert mistake.file == "a/rules/a.yaml" or mistake.file.endswith("rules/a.yaml")
    assert not ran.exists()


@pytest.mark.parametrize("where", ["pack.yaml", "rules/a.yaml", "lexicon.yaml"])
def test_a_file_that_is_a_link_out_of_the_pack_is_not_read(tmp_path, where):
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    folder = pack(tmp_path / "a")
    (folder / where).unlink(missing_ok=True)
    (folder / where).symlink_to(secret)
    (mistake,) = mistakes_of(folder)
    assert "link to a place outside" in mistake.message
    assert "hunter2" not in str(mistake)


def test_a_folder_of_rules_that_is_a_link_out_of_the_pack_is_not_read(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.yaml").write_text("password: hunter2\n", encoding="utf-8")
    folder = pack(tmp_path / "a")
    (folder / "rules").rmdir()
    (folder / "rules").symlink_to(tmp_path / "other", target_is_directory=True)
    (mistake,) = mistakes_of(folder)
    assert "link to a place outside" in mistake.message


def test_a_link_inside_the_pack_is_a_file_of_it(tmp_path):
    folder = pack(tmp_path / "a")
    (folder / "words").mkdir()
    (folder / "words" / "lexicon.yaml").write_text("functions: {x: [a]}\n", encoding="utf-8")
    (folder / "lexicon.yaml").symlink_to(folder / "words" / "lexicon.yaml")
    assert load(folder).vocabulary == {"lexicon": {"functions": {"x": ["a"]}}}


def test_code_beside_the_rules_is_left_alone(tmp_path):
    folder = pack(tmp_path / "a")
    trap = f"import os; os.mkdir({str(tmp_path / 'ran')!r})"
    for name in ("__init__.py", "conftest.py", "setup.py", "sitecustomize.py", "rules/__init__.py", "lexicon.py"):
        (folder / name).write_text(trap, encoding="utf-8")
    assert load(folder).rules == ()
    assert not (tmp_path / "ran").exists()


def test_a_huge_file_is_refused_unread(tmp_path):
    folder = pack(tmp_path / "a")
    with (folder / "lexicon.yaml").open("wb") as stream:
        stream.truncate(3_000_000_000)  # a hole: it takes no room on the disk
    (mistake,) = mistakes_of(folder)
    assert "larger than" in mistake.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file_of_a_pack(tmp_path):
    folder = pack(tmp_path / "a")
    os.mkfifo(folder / "lexicon.yaml")  # reading it would wait for ever
    assert load(folder).vocabulary == {}
