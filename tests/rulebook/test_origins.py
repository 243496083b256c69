"""Which pack says what of a rule, and what a rulebook is when only some packs speak."""

from pathlib import Path

import pytest

from disclosure_rules.rulebook import chosen_by_document, history, of_packs, only_of

from .toy import PACKS, load, mistakes_of

BASE = frozenset({"base"})
BOTH = frozenset({"base", "county"})


def told(rule):
    return [
        (step.origin.pack, Path(step.origin.file).name, step.origin.line, dict(step.changed)) for step in history(rule)
    ]


def test_the_history_of_a_rule_is_who_declares_it_and_who_changes_what():
    rulebook = load("county")
    changed, untouched = rulebook.rules
    assert told(changed) == [
        ("base", "totals.yaml", 1, {}),
        (
            "county",
            "changes.yaml",
            2,
            {
                "severity": ("error", "warning"),
                "tolerance": ({"abs": "0.01"}, None),
                "message": (None, {"zh": "县里的说法", "en": "As the county says it"}),
            },
        ),
    ]
    assert [step.declares for step in history(changed)] == [True, False]
    assert all(step.in_force for step in history(changed))
    assert told(untouched) == [("base", "totals.yaml", untouched.origin.line, {})]
    (off,) = rulebook.disabled
    assert told(off)[1][3] == {"enabled": (True, False)}


def test_a_pack_that_does_not_speak_changes_nothing():
    rulebook = of_packs(load("county"), BASE)
    assert [rule.id for rule in rulebook.rules] == ["expenditure.by-nature", "balance.both-sides", "old.habit"]
    assert rulebook.disabled == ()
    rule = rulebook.rules[0]
    assert (rule.severity, rule.tolerance, rule.message) == ("error", {"abs": "0.01"}, None)
    assert [step.in_force for step in history(rule)] == [True, False], "its change is shown all the same"
    assert of_packs(rulebook, BOTH).rules == load("county").rules, "and comes back where it speaks"
    assert of_packs(load("county"), frozenset({"county"})).rules == (), "rules of a pack that does not speak are none"


def test_before_a_document_is_known_rules_are_as_declared():
    rulebook = load("county")
    declared = chosen_by_document(rulebook)
    assert [rule.severity for rule in declared.rules] == ["error", "warning", "note"]
    assert declared.rules == of_packs(rulebook, BASE).rules


def test_a_later_pack_has_the_last_word(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "extends: [county]\nrules:\n"
        "- {id: old.habit, enabled: true, title: {zh: 新, en: new}, basis: 新办法, docs: 见说明}\n"
        "- {id: expenditure.by-nature, severity: note}\n",
        encoding="utf-8",
    )
    rulebook = load(str(file))
    by_id = {rule.id: rule for rule in rulebook.rules}
    assert by_id["expenditure.by-nature"].severity == "note"
    assert by_id["expenditure.by-nature"].message["en"] == "As the county says it"
    revived = by_id["old.habit"]
    assert (revived.title["en"], revived.basis, revived.docs) == ("new", "新办法", {"zh": "见说明", "en": "见说明"})
    assert [step.origin.pack for step in history(revived)] == ["base", "county", "mine"]
    assert dict(history(revived)[2].changed)["enabled"] == (False, True)


def test_a_rule_that_is_declared_off_may_be_switched_on(tmp_path):
    file = tmp_path / "mine.yaml"
    rule = "{id: a.b, kind: relation, formula: a = b, severity: note, basis: x, title: {zh: 甲, en: a}, enabled: false}"
    file.write_text(f"extends: [base]\nrules:\n- {rule}\n", encoding="utf-8")
    assert [rule.id for rule in load(str(file)).disabled] == ["a.b"]
    later = tmp_path / "later.yaml"
    later.write_text("rules:\n- {id: a.b, enabled: true}\n", encoding="utf-8")
    assert "a.b" in [rule.id for rule in load(str(file), str(later)).rules]


@pytest.mark.parametrize("key", ["kind: relation", "scope: table", "missing: nil", "rounding: exact", "examples: []"])
def test_what_a_rule_compares_is_not_changed(tmp_path, key):
    file = tmp_path / "mine.yaml"
    file.write_text(f"extends: [base]\nrules:\n- {{id: balance.both-sides, {key}}}\n", encoding="utf-8")
    assert len(mistakes_of(str(file))) >= 1


def test_the_hash_tells_which_rules_speak(tmp_path):
    """Switching a rule off, changing it, leaving packs out and letting documents choose are all different rulebooks."""
    texts = ["", "rules: [{id: old.habit, enabled: false}]\n", "rules: [{id: old.habit, severity: error}]\n"]
    hashes = []
    for text in texts:
        file = tmp_path / "mine.yaml"
        file.write_text("extends: [base]\n" + text, encoding="utf-8")
        hashes.append(load(str(file)).sha256)
    county = load("county")
    hashes += [load("base").sha256, county.sha256, chosen_by_document(county).sha256, only_of(county, BASE).sha256]
    assert len(set(hashes)) == len(hashes)
    assert only_of(county, BASE).sha256 != only_of(county, BOTH).sha256
    assert of_packs(county, BASE).sha256 == county.sha256, "what a document chooses follows from the document"


def test_two_packs_in_another_order_are_another_rulebook(tmp_path):
    for name, severity in (("one", "note"), ("two", "error")):
        text = f"extends: [base]\nrules: [{{id: old.habit, severity: {severity}}}]\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    one, two = str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")
    first, second = load(one, two), load(two, one)
    assert [rule.severity for book in (first, second) for rule in book.rules if rule.id == "old.habit"] == [
        "error",
        "note",
    ]
    assert first.sha256 != second.sha256


def test_the_toy_county_is_a_pack_of_a_region():
    assert "region" in (PACKS / "county" / "pack.yaml").read_text(encoding="utf-8")
