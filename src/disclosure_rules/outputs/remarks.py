"""Remarks on a rulebook as lines that editors can follow, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from disclosure_rules.lint import Remark
from disclosure_rules.outputs.entries import clean
from disclosure_rules.outputs.json import write_data

__all__ = ["remark_data", "remark_lines", "write_remarks_json"]


def remark_lines(remarks: Sequence[Remark], language: str, *, total: bool = True) -> Iterator[str]:
    """A line a remark, as compilers write them, and below it the other places that have a part in it; with a `total`,
    how many there are."""
    for remark in remarks:
        hint = f" ({clean(remark.suggestion)})" if remark.suggestion else ""
        told = clean(remark.message.get(language) or remark.message["en"])
        yield f"{_shown(remark.place)}: {remark.severity}: {told}{hint} [{remark.code}]\n"
        for place, words in remark.related:
            yield f"  {_shown(place)}: {clean(words)}\n"
    if remarks and total:
        found = Counter(remark.severity for remark in remarks)
        yield ", ".join(f"{found[one]} {one}{'s' * (found[one] != 1)}" for one in ("error", "warning", "note")) + "\n"


def write_remarks_json(remarks: Sequence[Remark], stream: TextIO) -> None:
    """The remarks as JSON, in their order."""
    shape = {"schema": "disclosure-rules/remarks/1", "remarks": [remark_data(remark) for remark in remarks]}
    write_data(shape, stream)


def remark_data(remark: Remark) -> dict[str, Any]:
    """A remark as data."""
    return {
        "code": remark.code,
        "severity": remark.severity,
        **_placed(remark.place),
        "message": dict(remark.message),
        "suggestion": remark.suggestion,
        "related": [{**_placed(place), "message": words} for place, words in remark.related],
    }


def _placed(place: tuple[str, int, int]) -> dict[str, Any]:
    return dict(zip(("file", "line", "column"), place, strict=True))


def _shown(place: tuple[str, int, int]) -> str:
    return clean(":".join(map(str, place)))
