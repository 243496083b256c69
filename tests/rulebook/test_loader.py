"""A rulebook that is right, and one in which everything is wrong that can be."""

import pickle

import pytest

from disclosure_rules.rulebook import Origin, RulebookError, load_rulebook

from .toy import KINDS, PACKS, load, mistakes_of

WRONG = """\
extends: [base]
rules:
- id: Bad_Id
  title: {zh: 甲, en: a}
  kind: parts
  of: {concept: expenditure}
  over: nature
  severity: error
  basis: x
- id: good.one
  title: {zh: 乙}
  kind: parts
  of: {concept: expendture, natur: total}
  over: natures
  unit: 万圆
  severity: eror
  basis: x
  tolerance: {abs: about 1, rell: 0.1}
- id: good.two
  title: {zh: 丙, en: c}
  kind: relaton
  severity: note
- id: good.three
  title: {zh: 丁, en: d}
  kind: relation
  formula: a + * b
  cells: {甲: {nature: projects}, 乙: {concept: =任意}}
  others: [{nature: total}, {nature: Basic}]
  formulas: x
  scop: file
  severity: note
  basis: x
  when: a >
  examples:
  - {given: {a: 1}, verdict: hold}
  - {verdict: holds}
- id: good.three
  title: {zh: 丁, en: d}
  kind: relation
  formula: a = b
  severity: note
  basis: x
- {id: balance.both-side, severity: note}
- 甲
"""
OPERAND = "expected `(`, `-`, a function, a name, a name in quotes, a number"
NO_SUCH_RULE = "no earlier pack has a rule `balance.both-side` to change, and a new rule needs `kind`"


def test_every_mistake_is_told_at_once_with_its_place(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(WRONG, encoding="utf-8")
    found = {(m.line, m.column): (m.message, m.suggestion) for m in mistakes_of(str(file))}
    assert all(m.file == str(file) for m in mistakes_of(str(file)))
    expected = {
        (3, 7): ("a rule id is a lower-case dotted path, such as `expenditure.by-nature`", ""),
        (11, 10): ("`en` is missing", ""),
        (13, 17): ("dimension `concept` has no member `expendture`", "did you mean `expenditure`?"),
        (13, 29): ("unknown dimension `natur`", "did you mean `nature`?"),
        (14, 9): ("unknown dimension `natures`", "did you mean `nature`?"),
        (15, 9): ("unknown unit `万圆`", "did you mean `万元`?"),
        (16, 13): ("`severity` is `eror`; it must be one of error, warning, note", "did you mean `error`?"),
        (18, 20): ("`about 1` is not a decimal number, such as 0.01", ""),
        (18, 29): ("unknown key `rell`", "did you mean `rel`?"),
        (19, 3): ("`basis` is missing", ""),
        (21, 9): ("unknown kind `relaton`", "did you mean `relation`?"),
        (26, 12): (f"expression, character 5: unexpected `*`; {OPERAND}", ""),
        (27, 23): ("dimension `nature` has no member `projects`", "did you mean `project`?"),
        (28, 38): ("dimension `nature` has no member `Basic`", "did you mean `basic`?"),
        (29, 3): ("unknown key `formulas`", "did you mean `formula`?"),
        (30, 3): ("unknown key `scop`", "did you mean `scope`?"),
        (33, 9): (f"expression, character 4: it stops too early; {OPERAND}", ""),
        (36, 5): ("an example needs figures in `given`, or a sentence in `text`", ""),
        (37, 7): (f"rule `good.three` is declared twice; first at {file}:23", ""),
        (43, 8): (NO_SUCH_RULE, "did you mean `balance.both-sides`?"),
        (44, 3): ("a rule is a mapping with an `id`", ""),
    }
    message, suggestion = found.pop((35, 30))
    assert message.startswith("`verdict` is `hold`; it must be one of holds, ")
    assert suggestion == "did you mean `holds`?"
    assert found == expected


def test_the_list_is_sorted_by_place(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(WRONG, encoding="utf-8")
    places = [(m.file, m.line, m.column) for m in mistakes_of(str(file))]
    assert places == sorted(places)


def test_a_rule_is_what_is_written():
    rule = next(rule for rule in load("base").rules if rule.id == "expenditure.by-nature")
    assert rule.title == {"zh": "支出等于各类支出之和", "en": "Expenditure equals its kinds"}
    assert rule.params.of == {"concept": "expenditure", "nature": "total"}
    assert (rule.severity, rule.scope, rule.missing, rule.rounding) == ("error", "file", "nil", "nearest")
    assert rule.tolerance == {"abs": "0.01"}
    assert rule.when == {"expression": "stated(总支出) and 总支出 > 0"}
    assert rule.origin == Origin(pack="base", file="packs/base/rules/totals.yaml", line=1, column=3)
    assert [example.verdict for example in rule.examples] == ["holds", "violated"]
    assert rule.examples[1].gap == "0.49 万元"


def test_a_code_written_as_a_number_is_a_member():
    rule = next(rule for rule in load("base").rules if rule.id == "balance.both-sides")
    assert rule.params.cells["支出"] == {"concept": "expenditure", "function": "201"}


def test_a_later_pack_changes_and_switches_off():
    rulebook = load("county")
    assert [rule.id for rule in rulebook.rules] == ["expenditure.by-nature", "balance.both-sides"]
    assert [rule.id for rule in rulebook.disabled] == ["old.habit"]
    rule = rulebook.rules[0]
    assert (rule.severity, rule.tolerance, rule.message["en"]) == ("warning", None, "As the county says it")
    assert rule.when == load("base").rules[0].when, "what the later pack does not say stays"
    assert (rule.origin.pack, rule.origin.line) == ("base", 1)
    assert [(c.origin.pack, c.origin.line) for c in rule.changes] == [("county", 2)]


def test_only_some_keys_may_be_changed(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "extends: [base]\nrules:\n"
        "- {id: old.habit, severity: error, formula: a = b}\n"
        "- {id: balance.both-sides, kind: relation}\n",
        encoding="utf-8",
    )
    unknown, twice = mistakes_of(str(file))
    assert str(unknown) == f"{file}:3:36: unknown key `formula`"
    assert twice.message == "rule `balance.both-sides` is declared twice; first at packs/base/rules/totals.yaml:15"
    assert twice.suggestion == (
        "to change it, give only basis, docs, enabled, id, message, severity, title, tolerance, when"
    )


def test_one_pack_changes_a_rule_once(tmp_path):
    file = tmp_path / "mine.yaml"
    text = "extends: [base]\nrules:\n- {id: old.habit, severity: error}\n- {id: old.habit, enabled: false}\n"
    file.write_text(text, encoding="utf-8")
    (twice,) = mistakes_of(str(file))
    assert str(twice) == f"{file}:4:8: rule `old.habit` is changed twice by one pack; first at {file}:3"


def test_vocabulary_is_merged_in_order_with_places():
    rulebook = load("county")
    lexicon = rulebook.vocabulary["lexicon"]
    assert [term["names"] for term in lexicon["terms"]] == [["总支出"], ["基本支出"], ["支出合计"]]
    assert rulebook.vocabulary["outline"]["heading"] == {"longest": 50, "longest_inline": 18}
    total = rulebook.vocabulary["dimensions"]["dimensions"]["nature"]["members"]["total"]
    assert total == {"parts": ["basic", "project", "subsidies"], "exhaustive": True}
    places = rulebook.vocabulary_positions
    assert places[("lexicon", "terms", 1)] == ("packs/base/lexicon.yaml", 3, 5)
    assert places[("lexicon", "terms", 2, "names", 0)] == ("packs/county/lexicon.yaml", 2, 14)
    assert places[("outline", "heading", "longest")] == ("packs/county/outline.yaml", 1, 11)
    parts = ("dimensions", "dimensions", "nature", "members", "total", "parts")
    assert places[(*parts, 2)] == ("packs/county/dimensions.yaml", 5, 50)
    assert (*parts, 3) not in places


def test_vocabulary_of_another_shape_is_a_mistake(tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        "{id: odd, version: '1', title: {zh: 怪, en: odd}, extends: base}", encoding="utf-8"
    )
    (folder / "lexicon.yaml").write_text("terms: {a: b}\n", encoding="utf-8")
    (mistake,) = mistakes_of(folder)
    assert mistake.message == "`terms`: should be a list"
    assert (mistake.line, mistake.column) == (1, 8)


def test_words_for_the_kinds_of_others_are_merged_as_they_are(tmp_path):
    for name, extends, words in (("first", "base", "marks: [a]"), ("second", "first", "marks: {a: b}")):
        folder = tmp_path / name
        folder.mkdir()
        head = f"{{id: {name}, version: '1', title: {{zh: 怪, en: odd}}, extends: {extends}}}"
        (folder / "pack.yaml").write_text(head, encoding="utf-8")
        (folder / "own.yaml").write_text(words + "\n", encoding="utf-8")
    assert load(tmp_path / "first").vocabulary["own"] == {"marks": ["a"]}
    (mistake,) = mistakes_of(tmp_path / "second")
    assert mistake.message == "`marks` is a list in an earlier pack, but a mapping here"
    assert (mistake.line, mistake.column) == (1, 1)


def test_a_broken_vocabulary_file_is_told_without_false_alarms_about_rules(tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        "{id: odd, version: '1', title: {zh: 怪, en: odd}, extends: base}", encoding="utf-8"
    )
    (folder / "dimensions.yaml").write_text("dimensions: [", encoding="utf-8")
    (mistake,) = mistakes_of(folder)
    assert "this is not YAML" in mistake.message


@pytest.mark.parametrize("text", ["", "[]", "rules: []"])
def test_a_file_without_rules_is_a_rulebook_without_rules(tmp_path, text):
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    if text:
        assert load(str(file)).rules == ()
    else:
        assert "mapping" in mistakes_of(str(file))[0].message


def test_the_fingerprint_changes_with_the_text_and_only_with_it(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("extends: [base]\n", encoding="utf-8")
    first = load(str(file)).sha256
    assert load(str(file)).sha256 == first
    file.write_text("extends: [base] \n", encoding="utf-8")
    assert load(str(file)).sha256 != first


def test_a_rulebook_goes_to_another_process():
    rulebook = load("county")
    assert pickle.loads(pickle.dumps(rulebook)) == rulebook


def test_the_toy_packs_are_the_ones_beside_this_file():
    assert (PACKS / "base" / "pack.yaml").is_file()


def test_words_of_a_region_add_to_those_of_all(tmp_path):
    """Where documents choose their packs, words are read in all of them: those of a region replace none."""
    for name, file, words in (
        ("adds", "lexicon", "terms: [{names: [县支出], set: {concept: expenditure}}]"),
        ("replaces", "outline", "heading: {longest: 9}"),
    ):
        (tmp_path / name).mkdir()
        head = f"id: {name}\nversion: '1'\ntitle: {{zh: 甲, en: a}}\nextends: [base]\napplies_to: {{region: 某省}}\n"
        (tmp_path / name / "pack.yaml").write_text(head, encoding="utf-8")
        (tmp_path / name / f"{file}.yaml").write_text(words + "\n", encoding="utf-8")
    added = load_rulebook((tmp_path / "adds",), kinds=KINDS, homes=(PACKS,), by_document=True)
    assert len(added.vocabulary["lexicon"]["terms"]) == 3
    assert load(tmp_path / "replaces").vocabulary["outline"]["heading"]["longest"] == 9, "asked for by name, it may"
    with pytest.raises(RulebookError) as caught:
        load_rulebook((tmp_path / "replaces",), kinds=KINDS, homes=(PACKS,), by_document=True)
    (mistake,) = caught.value.mistakes
    assert "cannot replace `longest` of an earlier pack" in mistake.message and mistake.line == 1
