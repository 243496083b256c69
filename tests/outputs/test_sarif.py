import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sarif_kit.validate import validation_errors

from disclosure_rules.api import check
from disclosure_rules.outputs.sarif import FINGERPRINT
from disclosure_rules.report import Report
from reports import HOSTILE, full_report, hostile_report, written


def run_of(report: Report, **options: object) -> dict[str, Any]:
    log = json.loads(written(report, "sarif", **options))
    assert validation_errors(log) == []
    (run,) = log["runs"]
    return run


def results(run: dict[str, Any]) -> dict[str, Any]:
    return {f"{one['ruleId']} {one['locations'][0]['physicalLocation']['artifactLocation']['index']}": one
            for one in run["results"]}  # fmt: skip


def test_the_schema_would_find_a_mistake() -> None:
    log = json.loads(written(full_report(), "sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert validation_errors(log)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_valid(text: str) -> None:
    run = run_of(hostile_report(text))
    assert len(run["results"]) == 2
    assert not re.search(r"\]\(", json.dumps([one["message"] for one in run["results"]], ensure_ascii=False))
    uri = run["artifacts"][0]["location"]["uri"]
    assert uri.isascii() and not set(uri) & set(" <>\"'|:\\\n")


def test_rules_are_told_whether_they_found_something_or_not() -> None:
    run = run_of(full_report(), language="en")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(
        ["toy.sum", "toy.part", "toy.known", "toy.old", "toy.cut", "toy.true"]
    )
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    (rule,) = [rule for rule in rules if rule["id"] == "toy.true"]
    assert rule["name"] == "ToyTrue"
    assert rule["shortDescription"]["text"] == "A total equals its parts"
    assert "某法第一条" in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["kind"] == "toy.true"


def test_a_result_tells_all_of_a_finding() -> None:
    report = full_report()
    one = results(run_of(report, language="en"))["toy.sum 0"]
    assert (one["level"], one["kind"]) == ("error", "fail")
    assert one["properties"]["expected"] == "612.73" and one["properties"]["gap"] == "17.94"
    assert one["properties"]["unit"] == "万元"
    (finding,) = [one for one in report.documents[0].findings if one.rule == "toy.sum"]
    assert one["partialFingerprints"][FINGERPRINT] == finding.id
    assert [related["message"]["text"] for related in one["relatedLocations"]] == [
        "日常部分 347.53万元 [二（二）, line 10]",
        "专项部分 265.2万元 [二（二）, line 10]",
    ]
    assert one["suppressions"] == []


def test_github_knows_findings_apart() -> None:
    run = run_of(full_report())
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(set(hashes)) == len(hashes)


def test_what_is_suppressed_is_told_with_its_reason() -> None:
    told = results(run_of(full_report(), language="en"))
    (waiver,) = told["toy.known 0"]["suppressions"]
    assert (waiver["kind"], waiver["status"]) == ("external", "accepted")
    assert waiver["justification"] == "accepted, 上级已批复, 财务科, until 2027-06-30"
    assert waiver["properties"] == {"by": "waiver", "who": "财务科", "until": "2027-06-30"}
    (baseline,) = told["toy.old 0"]["suppressions"]
    assert baseline["justification"] == "in the baseline"


def test_a_page_has_no_lines_but_a_name() -> None:
    one = results(run_of(full_report(), language="en"))["toy.sum 1"]
    (place,) = one["locations"]
    assert place["physicalLocation"]["region"]["startLine"] == 1
    assert "startColumn" not in place["physicalLocation"]["region"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "drafts/%E5%86%B3%E7%AE%97%20%E8%A1%A8.pdf"
    (logical,) = place["logicalLocations"]
    assert logical["fullyQualifiedName"] == "page:3/table:2/row:5/column:4"
    assert logical["properties"]["box"] == [100, 200, 300, 400]
    assert "page 3, table 2, row 5, column 4" in one["message"]["text"]


def test_how_the_run_ended() -> None:
    report = full_report()
    (invocation,) = run_of(report, language="en")["invocations"]
    assert invocation["executionSuccessful"] is False and invocation["exitCode"] == 3
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        "drafts/toy.txt: page 7 has no text",
        "drafts/lost.docx: the file is broken",
    ]
    readable = replace(report, documents=report.documents[:2])
    for fail_on, code in (("error", 1), ("never", 0)):
        (invocation,) = run_of(readable, fail_on=fail_on)["invocations"]
        assert invocation["executionSuccessful"] is True and invocation["exitCode"] == code


def test_the_rules_and_the_files_can_be_told_again() -> None:
    run = run_of(full_report())
    assert run["properties"]["rulebook"] == {"id": "toy", "version": "1", "sha256": "1" * 64}
    assert [one.get("hashes") for one in run["artifacts"]] == [{"sha-256": "0" * 64}, {"sha-256": "2" * 64}, None]


def test_an_absolute_path_is_an_absolute_uri() -> None:
    report = full_report()
    item = replace(report.documents[0], path="/data/决算.txt")
    run = run_of(replace(report, documents=(item,)), base="/office")
    assert run["artifacts"][0]["location"] == {"uri": "file:///data/%E5%86%B3%E7%AE%97.txt"}


def test_columns_are_those_of_the_file(tmp_path: Path) -> None:
    lines = [
        "某单位2021年度部门决算说明",
        "　　2021年度支出总计594.73万元，其中基本支出347.53万元，项目支出265.2万元。",
        "　　与2020年相比，支出增加10万元。",
        "",
        "　　2021年度支出总计694.73万元。",
    ]
    path = tmp_path / "决算.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = run_of(check(path, limits=None), base=tmp_path.as_posix())
    places = [place["physicalLocation"] for one in run["results"]
              for place in (*one["locations"], *one.get("relatedLocations", ()))]  # fmt: skip
    assert all(place["artifactLocation"]["uri"] == "%E5%86%B3%E7%AE%97.txt" for place in places)
    regions = [place["region"] for place in places if "startColumn" in place["region"]]
    assert regions
    for region in regions:
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    # the last paragraph may go on below: nothing says that it is one line
    assert {region["startLine"] for region in regions} <= {2, 3}


def test_a_structured_document_has_no_lines_of_its_own() -> None:
    report = full_report()
    item = replace(report.documents[0], path="facts.json")
    one = run_of(replace(report, documents=(item,)))["results"][0]
    assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def multitool() -> str:
    """The validator that the authors of SARIF ship on npm (@microsoft/sarif-multitool)."""
    found = os.environ.get("SARIF_MULTITOOL") or shutil.which("sarif") or shutil.which("Sarif.Multitool")
    if not found:
        pytest.skip("needs @microsoft/sarif-multitool of npm, or its path in SARIF_MULTITOOL")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_validator_of_its_authors_finds_no_error(tmp_path: Path, language: str) -> None:
    tool = multitool()
    files = [tmp_path / "full.sarif", tmp_path / "hostile.sarif"]
    files[0].write_text(written(full_report(), "sarif", language=language), "utf-8")
    files[1].write_text(written(hostile_report("".join(HOSTILE)), "sarif", language=language), "utf-8")
    wanted = ("--rule-kind", "Sarif;Ghas", "--level", "Error", "--kind", "Fail")
    run = subprocess.run(
        [tool, "validate", *map(str, files), *wanted],
        capture_output=True,
        text=True,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        check=False,
    )
    told = [line for line in (run.stdout + run.stderr).splitlines() if " error " in line.lower()]
    assert told == [] and run.returncode == 0, run.stdout + run.stderr
    assert "Analyzing" in run.stdout
