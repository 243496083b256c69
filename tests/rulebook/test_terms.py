"""A wrong lexicon is told when it is loaded, with the place and what was probably meant."""

from pathlib import Path

import pytest

from disclosure_rules import RulebookError, load_rulebook

PACK = "id: own\nversion: 1.0.0\ntitle: {zh: 自有, en: own}\nextends: [cn-final-accounts]\napplies_to: {language: zh}\n"


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("{names: [甲乙丙费], set: {concpet: expenditure}}", "unknown dimension `concpet` (did you mean `concept`?)"),
        ("{names: [甲乙丙费], set: {concept: expenditur}}", "has no member `expenditur` (did you mean `expenditure`?)"),
        ("{names: [甲乙丙费], set: {concept: revenue}, needs: {fund: [nosuch]}}", "has no member `nosuch`"),
        ("{names: [基本支出], set: {concept: revenue}}", "`基本支出` has two meanings"),
        ("{names: [], set: {concept: revenue}}", "a term has `names`"),
    ],
)
def test_a_wrong_term_is_told(term: str, told: str, tmp_path: Path) -> None:
    pack = tmp_path / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text(PACK, "utf-8")
    (pack / "lexicon.yaml").write_text(f"terms:\n  - {term}\n", "utf-8")
    with pytest.raises(RulebookError) as raised:
        load_rulebook(pack)
    (mistake,) = raised.value.mistakes
    assert told in str(mistake)
    assert (Path(mistake.file).name, mistake.line) == ("lexicon.yaml", 2)
