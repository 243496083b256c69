"""The reference of the rules is what the packs say."""

from pathlib import Path

from disclosure_rules.cli import run_command

REFERENCE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_reference_is_as_the_packs_have_it(tmp_path: Path) -> None:
    written = tmp_path / "rules.md"
    assert run_command(["rules", "reference", "--output", str(written)]) == 0
    assert written.read_text("utf-8") == REFERENCE.read_text("utf-8"), (
        "write it anew: disclosure-rules rules reference --output docs/rules.md"
    )
