"""Whatever stands where words are expected, a pack is loaded or its mistakes are told: nothing else is raised."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_rules import RulebookError, load_rulebook
from disclosure_rules.rulebook.packs import pack_homes
from disclosure_rules.rulebook.words import WORD_FILES

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.text("甲元占a, ", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text("甲a", min_size=1, max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@cache
def shipped(kind: str) -> Any:
    (home,) = pack_homes()
    files = [home / pack / f"{kind}.yaml" for pack in ("zh", "cn-final-accounts", "cn-performance")]
    path = next(file for file in files if file.is_file())
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, Any]:
    """A few keys of a vocabulary file down to a value that is replaced by anything."""
    kind = draw(st.sampled_from(sorted(WORD_FILES)))
    data, path = shipped(kind), []
    for _ in range(draw(st.integers(1, 4))):
        if not isinstance(data, dict) or not data:
            break
        path.append(draw(st.sampled_from(sorted(data, key=str))))
        data = data[path[-1]]
    value = draw(ANYTHING)
    for key in reversed(path):
        value = {key: value}
    return kind, value


@settings(max_examples=40, deadline=None)
@given(spoilt())
def test_spoilt_words_are_told(case: tuple[str, Any]) -> None:
    kind, value = case
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "own"
        pack.mkdir()
        (pack / "pack.yaml").write_text("id: own\nversion: '1'\ntitle: {zh: 自, en: Own}\nextends: [cn-performance]\n")
        (pack / f"{kind}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
        try:
            loaded = load_rulebook(str(pack))
        except RulebookError as error:
            assert error.mistakes
        else:
            (pack / "a.txt").write_text(
                "某局2022年度部门决算\n本年支出合计30万元，占50%，比上年增加2万元。\n", encoding="utf-8"
            )
            (report,) = loaded.check(pack / "a.txt", limits=None).documents
            assert report.document is not None, report.problems
