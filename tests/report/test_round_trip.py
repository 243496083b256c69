"""What `read` writes is what `check` would have checked."""

import json
from io import StringIO
from pathlib import Path

import pytest

from disclosure_rules import Document, check, load_rulebook, read_document
from disclosure_rules.facts.structured import parse_document, write_document
from disclosure_rules.outputs import write

FIXTURES = Path(__file__).parents[2] / "fixtures"


def told(document: Document) -> object:
    stream = StringIO()
    write(check(document), stream, format="json")
    return json.loads(stream.getvalue())


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_a_structured_document_gets_the_report_of_its_source(suffix: str) -> None:
    document = read_document(FIXTURES / "service-centre-2021.docx")
    written = write_document(document, as_yaml=suffix == "yaml")
    assert told(parse_document(written.encode(), f"again.{suffix}")) == told(document)


def test_a_structured_document_by_hand_is_checked() -> None:
    report = load_rulebook().check(FIXTURES / "service-centre-2021.yaml")
    assert report.documents[0].problems == ()
    assert report.documents[0].summary.read >= 20
    assert any(finding.kind == "restated" for finding in report.findings)
