from io import StringIO
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from reports import HOSTILE, full_report, hostile_report, written

# The schema that Jenkins' xUnit plugin publishes.
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/junit-10.xsd"))


def suites(xml: str) -> dict[str, dict[str, list[object]]]:
    """What junitparser reads: by suite and case, how the case ended."""
    read = JUnitXml.fromstring(xml.encode("utf-8"))
    return {suite.name: {case.name: list(case.result) for case in suite} for suite in read}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_jenkins_accepts_it(language: str) -> None:
    SCHEMA.assertValid(etree.fromstring(written(full_report(), "junit", language=language).encode("utf-8")))


def test_the_schema_would_find_a_mistake() -> None:
    wrong = written(full_report(), "junit").replace("<failure", "<failed").replace("</failure", "</failed")
    assert not SCHEMA.validate(etree.fromstring(wrong.encode("utf-8")))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_xml(text: str) -> None:
    xml = written(hostile_report(text), "junit", language="en").encode("utf-8")
    root = etree.fromstring(xml)
    SCHEMA.assertValid(root)
    assert [case.tag for case in root.iter("failure", "skipped", "error")] == ["error", "failure", "skipped"]
    # no element but those of the format: the text made none
    known = "testsuites testsuite testcase properties property failure skipped error system-out"
    assert {element.tag for element in root.iter()} <= set(known.split())


def test_what_passes_fails_and_is_skipped() -> None:
    read = suites(written(full_report(), "junit", language="en"))
    assert list(read) == ["drafts/toy.txt", "drafts/决算 表.pdf", "drafts/lost.docx"]
    ends = {name.split(":")[0].split(" ")[0]: [type(one) for one in result]
            for name, result in read["drafts/toy.txt"].items() if name.startswith("toy.")}  # fmt: skip
    assert ends == {
        "toy.sum": [Failure],
        "toy.part": [Failure],
        "toy.known": [Skipped],
        "toy.old": [Skipped],
        "toy.cut": [],
        "toy.true": [],
    }
    assert [[type(one) for one in result] for result in read["drafts/lost.docx"].values()] == [[Error]]
    assert read["drafts/toy.txt"]["reading and checking"] == []


def test_a_failure_tells_its_working() -> None:
    read = suites(written(full_report(), "junit", language="en"))["drafts/toy.txt"]
    (failure,) = next(result for name, result in read.items() if name.startswith("toy.sum"))
    assert isinstance(failure, Failure) and failure.type == "error"
    assert "should be 612.73 万元, differs by 17.94 万元" in failure.message
    assert "working: 347.53 + 265.2 = 612.73" in failure.text and "basis: 某法第一条" in failure.text


@pytest.mark.parametrize("text", ["", HOSTILE[0]])
def test_the_numbers_are_those_of_the_cases(text: str) -> None:
    xml = written(hostile_report(text) if text else full_report(), "junit")
    told = JUnitXml.fromstring(xml.encode("utf-8"))
    before = [(one.tests, one.failures, one.errors, one.skipped) for one in told]
    total = (told.tests, told.failures, told.errors)
    told.update_statistics()
    assert [(one.tests, one.failures, one.errors, one.skipped) for one in told] == before
    assert (told.tests, told.failures, told.errors) == total
    assert before[0] == ((5, 1, 1, 1) if text else (8, 2, 0, 3))


def test_case_names_are_unique() -> None:
    root = etree.parse(StringIO(written(full_report(), "junit").split("\n", 1)[1])).getroot()
    for suite in root:
        names = [case.get("name") for case in suite.iterfind("testcase")]
        assert len(set(names)) == len(names)
