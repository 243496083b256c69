"""Where packs lie and how they extend one another."""

import shutil
from pathlib import Path

import pytest

from disclosure_rules.rulebook import RulebookError, available_packs, packs

from .toy import PACKS, load, mistakes_of


def write_pack(folder: Path, *, extends: str = "", extra: str = "") -> Path:
    folder.mkdir(parents=True)
    head = f"id: {folder.name}\nversion: '1'\ntitle: {{zh: 包, en: pack}}\nextends: [{extends}]\n{extra}"
    (folder / "pack.yaml").write_text(head, encoding="utf-8")
    return folder


def test_a_pack_says_what_it_is_for():
    found = available_packs((PACKS,))
    assert list(found) == ["base", "county"]
    base = found["base"]
    assert (base.version, base.title["en"], base.detect) == ("1.2.0", "Toy pack", ("决算", "收支总计"))
    assert (base.applies_to.kind, base.applies_to.language) == (("final-accounts",), ("zh",))
    assert (base.applies_to.years.first, base.applies_to.years.last) == (2015, None)
    assert found["county"].extends == ("base",)


def test_the_wheel_comes_before_the_checkout(tmp_path, monkeypatch):
    module = tmp_path / "src" / "disclosure_rules" / "rulebook" / "packs.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(packs, "__file__", str(module))
    assert packs.pack_homes() == ()
    (tmp_path / "rules").mkdir()
    assert packs.pack_homes() == (), "a folder named rules beside somebody's src is not ours without a pyproject.toml"
    (tmp_path / "pyproject.toml").touch()
    assert packs.pack_homes() == (tmp_path / "rules",)
    (module.parents[1] / "rules").mkdir()
    assert packs.pack_homes() == (module.parents[1] / "rules",)


def test_packs_come_base_first_and_once():
    assert load("county", "base").packs == ("base", "county")
    assert load("county", "base").id == "base+county"
    assert load("county").id == "county"


def test_a_folder_or_a_file_may_be_given_by_its_path(tmp_path):
    shutil.copytree(PACKS / "county", tmp_path / "county")
    shutil.copytree(PACKS / "base", tmp_path / "base")
    assert load(tmp_path / "county").packs == ("base", "county")
    file = tmp_path / "mine.yaml"
    file.write_text("extends: [county]\nrules:\n- {id: balance.both-sides, severity: error}\n", encoding="utf-8")
    rulebook = load(str(file))
    assert (rulebook.id, rulebook.packs) == ("mine", ("base", "county", "mine"))
    assert {rule.id: rule.severity for rule in rulebook.rules}["balance.both-sides"] == "error"


def test_a_circle_is_a_mistake_at_the_line_that_closes_it(tmp_path):
    write_pack(tmp_path / "a", extends="b")
    write_pack(tmp_path / "b", extends="c")
    write_pack(tmp_path / "c", extends="x, a")
    found = [str(mistake) for mistake in mistakes_of(tmp_path / "a")]
    assert f"{tmp_path.name}/c/pack.yaml:4:14: packs extend one another in a circle: a → b → c → a" in found
    assert f"{tmp_path.name}/c/pack.yaml:4:11: there is no pack `x` to extend" in found


def test_a_long_chain_is_refused(tmp_path):
    for number in range(60):
        write_pack(tmp_path / f"p{number}", extends=f"p{number + 1}")
    assert any("more than 20 deep" in mistake.message for mistake in mistakes_of(tmp_path / "p0"))


def test_an_unknown_name_is_told_with_the_nearest():
    (mistake,) = mistakes_of("countty")
    assert str(mistake) == "countty:1:1: there is no pack of this name, and no such file (did you mean `county`?)"


@pytest.mark.parametrize("name", ["x" * 5_000, "../../x", "a\0b", "", "收入"])
def test_a_name_no_pack_can_have_is_one_mistake(tmp_path, name):
    assert len(mistakes_of(f"{tmp_path}/{name}x")) == 1
    file = tmp_path / "mine.yaml"
    file.write_text("extends: ['" + name.replace("\0", "") + "']\n", encoding="utf-8")
    assert len(mistakes_of(str(file))) == 1


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    (mistake,) = mistakes_of(tmp_path)
    assert "it has no pack.yaml" in mistake.message


def test_the_folder_is_named_like_the_pack(tmp_path):
    write_pack(tmp_path / "a").rename(tmp_path / "b")
    (mistake,) = mistakes_of(tmp_path / "b")
    assert (mistake.line, mistake.column) == (1, 5)


def test_a_wrong_manifest_is_told_by_the_listing_too(tmp_path):
    write_pack(tmp_path / "a", extra="detects: [x]\n")
    with pytest.raises(RulebookError) as caught:
        available_packs((tmp_path,))
    assert [m.suggestion for m in caught.value.mistakes] == ["did you mean `detect`?"]
