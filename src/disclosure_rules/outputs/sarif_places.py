"""Texts and places as SARIF tells them: files as URIs, lines and columns as far as there are any, cells by name."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from disclosure_rules.checks.finding import Figure
from disclosure_rules.outputs.entries import clean, is_absolute, line_of
from disclosure_rules.outputs.evidence import Speech, place_words
from disclosure_rules.outputs.regions import Columns
from disclosure_rules.place import Place
from disclosure_rules.report import DocumentReport

__all__ = ["ROOT", "artifact", "location", "message", "uri_of"]

ROOT = "%SRCROOT%"  # how SARIF viewers call the root of the repository
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "pdf": "application/pdf",
    "text": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def message(text: str) -> dict[str, str]:
    """A text that viewers show as it is: `[words](target)` in it would be a link."""
    return {"text": text.replace("](", "] (")}


def uri_of(path: str) -> dict[str, str]:
    """The location of a file: relative to the root of the repository, or absolute where the path is."""
    try:
        name = path.encode("utf-8", "surrogateescape")  # a file name that is not UTF-8 keeps its bytes
    except UnicodeEncodeError:
        name = path.encode("utf-8", "replace")
    if not is_absolute(path):
        return {"uri": quote(name, safe="/"), "uriBaseId": ROOT}
    drive = "" if path.startswith("/") else "/"
    return {"uri": f"file://{drive}{quote(name, safe='/:')}"}


def artifact(item: DocumentReport, path: str) -> dict[str, Any]:
    """A file of the run, with what was understood of it."""
    summary = item.summary
    return {
        "location": uri_of(path),
        "roles": ["analysisTarget"],
        **({"mimeType": _TYPES[item.format]} if item.format in _TYPES else {}),
        **({"hashes": {"sha-256": item.sha256}} if item.sha256 else {}),
        "properties": {
            "format": item.format,
            "figures": summary.figures,
            "figuresRead": summary.read,
            "figuresChecked": summary.checked,
        },
    }


def location(
    item: DocumentReport, path: str, figure: Figure | None, columns: Columns, artifact_index: int, speech: Speech
) -> dict[str, Any]:
    """Where a figure stands. GitHub wants a line of every location; what has no lines stands on the first."""
    place = figure.place if figure is not None else Place()
    line = line_of(item, place)
    region: dict[str, Any] = {"startLine": max(1, line or 1)}
    span = columns.of(figure) if figure is not None else None
    if figure is not None and span is not None:
        region |= {"startColumn": span[0], "endColumn": span[1], "snippet": {"text": clean(columns.text(figure))}}
    artifact = uri_of(place.document) if place.document else {**uri_of(path), "index": artifact_index}
    physical: dict[str, Any] = {"artifactLocation": artifact, "region": region}
    if place.excerpt:
        context = {"startLine": region["startLine"], "snippet": {"text": clean(place.excerpt)}}
        if span is not None:
            physical["contextRegion"] = context
        else:
            region |= {"snippet": context["snippet"]}
    logical = _logical(place, speech)
    return {"physicalLocation": physical, **({"logicalLocations": [logical]} if logical else {})}


def _logical(place: Place, speech: Speech) -> dict[str, Any]:
    """Section, sheet, page, table, row and column: in words, and for programs as properties."""
    names = ("section", "sheet", "page", "line", "table", "row", "column")
    known = {name: value for name in names if (value := getattr(place, name)) is not None}
    if not known:
        return {}
    told = {name: clean(value) if isinstance(value, str) else value for name, value in known.items()}
    kind = "cell" if place.row is not None else "page" if place.page is not None else "section"
    return {
        "name": clean(place_words(place, speech, with_section=True)),
        "fullyQualifiedName": "/".join(f"{name}:{value}" for name, value in told.items()),
        "kind": kind,
        "properties": {**told, **({"box": list(place.box)} if place.box is not None else {})},
    }
