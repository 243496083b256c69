"""A kind of rule as a page."""

from io import StringIO

import pytest

from disclosure_rules.checks import KINDS
from disclosure_rules.cli import run_command
from disclosure_rules.outputs import Options
from disclosure_rules.outputs.kind_page import explain_kind


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_key_of_every_kind_is_told(name: str, language: str) -> None:
    out = StringIO()
    explain_kind(KINDS[name], (), out, Options(language=language))
    text = out.getvalue()
    assert text.startswith(f"{name}  {KINDS[name].summary[language]}\n")
    for key in KINDS[name].params.model_json_schema().get("properties", {}):
        assert f"\n  {key}: " in text


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", "formula", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "  expect: string  (required)\n" in out and "  cells: {…: {…: string | integer}}  (required)\n" in out
    assert "Rules of this kind\n  fiscal.total-within-sources\n" in out
    assert run_command(["explain", "formulla"]) == 2
    assert "There is no rule and no kind of rule 'formulla'; did you mean `formula`?" in capsys.readouterr().err
