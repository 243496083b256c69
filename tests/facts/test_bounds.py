"""What nobody would write is left unread and counted, never passed over, and costs little time."""

from pathlib import Path

from disclosure_rules import load_rulebook


def test_a_paragraph_without_end_is_left_unread_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("本年支出合计594.73万元。\n" + "基本支出347.53万元，项目支出265.2万元，" * 600, "utf-8")
    (document,) = load_rulebook().check(path).documents
    assert document.summary.figures == 1201
    assert document.summary.read == 1
    assert any("1200 numbers were not read" in problem.message["en"] for problem in document.problems)


def test_the_passage_beside_it_is_still_checked(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(
        "本年支出合计594.73万元，其中：基本支出347.53万元，项目支出265.2万元。\n" + "基本支出347.53万元，" * 1200,
        "utf-8",
    )
    (document,) = load_rulebook().check(path).documents
    (error,) = [finding for finding in document.findings if finding.severity == "error"]
    assert (error.figures[0].text, error.gap) == ("594.73万元", "17.940")
