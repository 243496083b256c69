"""Packs of other distributions: found by entry point, and no code of theirs is run."""

import json
import sys
from pathlib import Path

import pytest

from disclosure_rules import api, load_rulebook
from disclosure_rules.rulebook import RulebookError, available_packs
from disclosure_rules.rulebook.installed import GROUP, installed_homes
from disclosure_rules.rulebook.mistakes import Mistakes

RULE = """\
- id: acme.house-rule
  title: {zh: 甲, en: a}
  kind: malformed
  form: doubled
  words: [！！]
  severity: note
  basis: 内部规定
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed distributions that Python looks into."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    api._shipped.cache_clear()
    yield folder
    api._shipped.cache_clear()


def write_pack(home: Path, name: str = "cn-acme") -> Path:
    (home / name / "rules").mkdir(parents=True)
    (home / name / "pack.yaml").write_text(
        f"id: {name}\nversion: '1'\ntitle: {{zh: 包, en: pack}}\nextends: [cn-final-accounts]\n", encoding="utf-8"
    )
    (home / name / "rules" / "house.yaml").write_text(RULE, encoding="utf-8")
    return home / name


def install(site: Path, value: str, *, files: dict[str, str] | None = None, name: str = "acme-rules") -> None:
    """Write what an installer leaves of a distribution."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nacme = {value}\n", encoding="utf-8")
    for path, text in (files or {}).items():
        (info / path if path == "direct_url.json" else site / path).write_text(text, encoding="utf-8")
    recorded = [f"{info.name}/METADATA,,", *(f"{path},," for path in files or ())]
    (info / "RECORD").write_text("\n".join(recorded) + "\n", encoding="utf-8")


def mistakes() -> list[str]:
    found = Mistakes()
    installed_homes(found)
    try:
        found.raise_if_any()
    except RulebookError as error:
        return [str(one) for one in error.mistakes]
    return []


@pytest.mark.parametrize("value", ["acme_rules.packs", "acme_rules:packs", "acme_rules . packs"])
def test_a_pack_of_another_distribution_is_one_like_the_shipped(site, value):
    write_pack(site / "acme_rules" / "packs")
    install(site, value)
    assert "cn-acme" in available_packs()
    assert "acme.house-rule" in [rule.id for rule in load_rulebook().rulebook.rules]
    named = load_rulebook("cn-acme").rulebook
    assert named.packs == ("core", "zh", "cn-final-accounts", "cn-acme")


def test_no_code_of_the_distribution_is_run(site):
    pack = write_pack(site / "acme_rules" / "packs")
    trap = "import pathlib\npathlib.Path(__file__).with_suffix('.run').touch()\nraise SystemExit(9)\n"
    folders = (site / "acme_rules", site / "acme_rules" / "packs", pack, pack / "rules")
    for folder in folders:
        (folder / "__init__.py").write_text(trap, encoding="utf-8")
        (folder / "conftest.py").write_text(trap, encoding="utf-8")
    install(site, "acme_rules.packs")
    assert "acme.house-rule" in [rule.id for rule in load_rulebook("cn-acme").rulebook.rules]
    assert [name for name in sys.modules if name.startswith("acme_rules")] == []
    assert list(site.rglob("*.run")) == []


def test_a_project_that_is_installed_in_place_is_found(site, tmp_path):
    write_pack(tmp_path / "project" / "src" / "acme_rules" / "packs")
    told = {"url": (tmp_path / "project").as_uri(), "dir_info": {"editable": True}}
    install(site, "acme_rules.packs", files={"direct_url.json": json.dumps(told)})
    assert "cn-acme" in available_packs()


def test_a_path_file_of_an_editable_install_is_read_and_not_run(site, tmp_path):
    write_pack(tmp_path / "project" / "acme_rules" / "packs")
    lines = f"import os; os.mkdir({str(tmp_path / 'ran')!r})\n{tmp_path / 'project'}\n"
    install(site, "acme_rules.packs", files={"__acme.pth": lines})
    assert "cn-acme" in available_packs()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("value", ["acme_rules.packs", "acme_rules", "os", "..", "acme_rules.packs:x.y", "a-b"])
def test_what_names_no_folder_of_packs_is_one_clear_mistake(site, value):
    (site / "acme_rules").mkdir()
    install(site, value)
    (mistake,) = mistakes()
    assert "acme-rules 1.0" in mistake and "names no folder of packs" in mistake and "uninstall" in mistake


@pytest.mark.parametrize("text", ["{", "[]", '{"url": "https://example.org/x", "dir_info": {"editable": true}}'])
def test_a_strange_record_is_no_folder(site, text):
    install(site, "acme_rules.packs", files={"direct_url.json": text})
    assert len(mistakes()) == 1


def test_a_link_out_of_the_distribution_is_not_followed(site, tmp_path):
    write_pack(tmp_path / "elsewhere")
    (site / "acme_rules").mkdir()
    (site / "acme_rules" / "packs").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    install(site, "acme_rules.packs")
    assert len(mistakes()) == 1


def test_an_id_that_is_taken_is_a_mistake(site):
    write_pack(site / "acme_rules" / "packs", "core")
    install(site, "acme_rules.packs")
    with pytest.raises(RulebookError, match="there is another pack `core`"):
        available_packs()


def test_without_such_distributions_there_is_nothing(site):
    assert installed_homes(Mistakes()) == ()
