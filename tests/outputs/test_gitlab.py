import json
import re

import pytest

from disclosure_rules.outputs.entries import clean
from reports import HOSTILE, full_report, hostile_report, written

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


@pytest.mark.parametrize("text", ["", *HOSTILE])
def test_gitlab_finds_what_it_needs(text: str) -> None:
    told = json.loads(written(hostile_report(text) if text else full_report(), "gitlab", language="en"))
    assert told
    for one in told:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in SEVERITIES and one["description"].strip()
        assert re.fullmatch(r"[0-9a-f]{64}", one["fingerprint"])
        path, begin = one["location"]["path"], one["location"]["lines"]["begin"]
        assert isinstance(begin, int) and begin >= 1
        assert path.startswith("drafts/") and not path.startswith("./")
    fingerprints = [one["fingerprint"] for one in told]
    assert len(set(fingerprints)) == len(fingerprints)
    assert not text or clean(text) in told[-1]["description"]


def test_what_is_suppressed_is_left_out_and_what_was_not_read_is_told() -> None:
    told = json.loads(written(full_report(), "gitlab", language="en"))
    assert [(one["check_name"], one["severity"], one["location"]["path"]) for one in told] == [
        ("disclosure-rules.reading", "minor", "drafts/toy.txt"),
        ("toy.sum", "critical", "drafts/toy.txt"),
        ("toy.part", "minor", "drafts/toy.txt"),
        ("toy.cut", "info", "drafts/toy.txt"),
        ("toy.sum", "critical", "drafts/决算 表.pdf"),
        ("disclosure-rules.reading", "critical", "drafts/lost.docx"),
    ]
