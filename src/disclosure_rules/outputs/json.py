"""The report as JSON: the contract other programs read, byte-identical for the same input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from disclosure_rules.checks.finding import Figure, Finding, Suppression
from disclosure_rules.facts import Document
from disclosure_rules.outputs.options import Options, language_of
from disclosure_rules.place import Place
from disclosure_rules.quantity import Quantity, Verdict, interval_text, quantity, unit_of
from disclosure_rules.report import CHECKED, Baseline, Coverage, DocumentReport, Report
from disclosure_rules.report.waivers import finding_key
from disclosure_rules.sources.block import Problem

__all__ = [
    "SCHEMA_ID",
    "baseline_of",
    "documents_of",
    "figure_data",
    "finding_data",
    "finding_of",
    "report_data",
    "write",
    "write_data",
]

SCHEMA_ID = "disclosure-rules/report/1"


def write(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as indented JSON. Only the text of problems depends on the language asked for."""
    write_data(report_data(report, options), stream)


def write_data(shape: Mapping[str, Any], stream: TextIO) -> None:
    """Write data as indented JSON."""
    text = json.dumps(shape, ensure_ascii=False, indent=1)
    # Half a character, as a file name may hold it, is in no encoding; JSON writes it as Python does.
    stream.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def report_data(report: Report, options: Options) -> dict[str, Any]:
    """Return the report as plain data; keys stand in the order of the contract, coordinates are sorted."""
    language = language_of(report, options)
    return {
        "schema": SCHEMA_ID,
        "tool": {"name": "disclosure-rules", "version": report.version},
        "rulebook": {
            "id": report.rulebook.id,
            "version": report.rulebook.version,
            "sha256": report.rulebook.sha256,
        },
        "documents": [_document(item, language, options) for item in report.documents],
    }


def documents_of(text: str) -> list[dict[str, Any]]:
    """The documents of a written report, as plain data. Raises ValueError if the text is no report of this schema."""
    try:
        data = json.loads(text, parse_float=str)
        if not isinstance(data, dict) or data.get("schema") != SCHEMA_ID:
            raise ValueError
        documents: list[dict[str, Any]] = data["documents"]
        for item in documents:
            item["source"]["name"], [finding["id"] for finding in item["findings"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("not a report written with --format json") from None
    return documents


def baseline_of(documents: Iterable[Mapping[str, Any]]) -> Baseline:
    """The findings of a written report, to compare a new one with."""
    baseline: dict[str, Counter[str]] = {}
    for item in documents:
        known = baseline.setdefault(item["source"]["name"], Counter())
        known.update(finding_key(finding["id"]) for finding in item["findings"])
    return baseline


def finding_of(data: Mapping[str, Any]) -> Finding:
    """Return a finding as it can be rebuilt from a written report: its figures are words without facts."""
    return Finding(
        id=data["id"],
        rule=data["rule"],
        kind=data["kind"],
        severity=data["severity"],
        verdict=Verdict(data["verdict"]),
        message=data["message"],
        title={},
        basis=data["basis"],
        figures=tuple(
            Figure(
                role=item["role"],
                text=item["text"],
                label=item["label"],
                place=_place_of(item["place"]),
                printed=_quantity_of(item),
            )
            for item in data["figures"]
        ),
        expected=data["expected"],
        gap=data["gap"],
        unit=data["unit"],
        calculation=tuple(data.get("calculation", ())),
        relations=tuple(data.get("relations", ())),
        root=data["root"],
    )


def _document(item: DocumentReport, language: str, options: Options) -> dict[str, Any]:
    document = item.document
    data: dict[str, Any] = {
        "source": {"name": item.name, "sha256": item.sha256, "format": item.format},
        **(_against(document) if document and document.relation else {}),
        "entity": document.entity if document else "",
        "period": str(document.period) if document and document.period is not None else None,
        "kind": document.kind if document else "",
        "summary": {
            "figures": item.summary.figures,
            "figures_read": item.summary.read,
            "figures_checked": item.summary.checked,
            "checks": {verdict.value: item.summary.checks[verdict] for verdict in CHECKED},
        },
        "problems": [_problem(problem, language) for problem in item.problems],
        "findings": [finding_data(finding) for finding in item.findings],
        "coverage": [_coverage(part) for part in item.coverage],
        "unread": [{"text": unread.text, "place": _place(unread.place)} for unread in item.unread],
    }
    if "holds" in options.show:
        data["holds"] = [finding_data(finding) for finding in item.held]
    if "unchecked" in options.show:
        data["unchecked"] = [figure_data(Figure.of("other", fact)) for fact in item.unchecked]
    return data


def _against(document: Document) -> dict[str, Any]:
    """How other documents stand to this one, where it was held against them."""
    others = [{"name": other.name, "sha256": other.sha256, "format": other.format} for other in document.others]
    return {"relation": document.relation, "against": others}


def _coverage(part: Coverage) -> dict[str, Any]:
    """One table (`table` is its title) or section; `unchecked` names the figures that nothing checks."""
    named = {"table": part.title} if part.section is None else {"section": part.section, "title": part.title}
    return {
        **named,
        "page": part.place.page,
        "line": part.place.line,
        "figures": part.figures,
        "figures_read": part.read,
        "figures_checked": part.checked,
        "unchecked": [{"text": fact.text, "label": fact.label, **_address(fact.place)} for fact in part.unchecked],
    }


def _address(place: Place) -> dict[str, int]:
    """Where a cell or a figure stands, as far as its format has it."""
    known = {"page": place.page, "line": place.line, "row": place.row, "column": place.column}
    return {name: number for name, number in known.items() if number is not None}


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    message = problem.message.get(language) or next(iter(problem.message.values()), "")
    return {
        "severity": problem.severity,
        "message": message,
        "place": _place(problem.place) if problem.place is not None else {},
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as data."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "verdict": finding.verdict.value,
        "message": dict(sorted(finding.message.items())),
        "basis": finding.basis,
        "expected": finding.expected,
        "gap": finding.gap,
        "unit": finding.unit,
        "root": finding.root,
        "calculation": list(finding.calculation),
        "relations": list(finding.relations),
        "figures": [figure_data(figure) for figure in finding.figures],
        **({"suppressed": _suppression(finding.suppression)} if finding.suppression else {}),
    }


def _suppression(suppression: Suppression) -> dict[str, str]:
    """By whom and why a finding does not count; what is not known is left out."""
    until = suppression.until.isoformat() if suppression.until else ""
    told = {"by": suppression.by, "reason": suppression.reason, "who": suppression.who, "until": until}
    return {key: value for key, value in told.items() if value}


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure as data, with its place."""
    fact, printed = figure.fact, figure.quantity
    return {
        "role": figure.role,
        "text": figure.text,
        "value": f"{printed.value:f}" if printed else None,
        "unit": printed.unit.symbol if printed else "",
        **(_stands_for(printed) if printed else {}),
        "label": figure.label,
        "coordinates": dict(sorted(fact.coordinates.items())) if fact else {},
        "place": _place(figure.place),
    }


def _stands_for(printed: Quantity) -> dict[str, str]:
    """The true values that a printed figure allows, in its unit; and what makes it more or less than a rounding."""
    told = {"interval": interval_text(printed.interval(), printed.decimals + 1, exponent=printed.unit.exponent)}
    if printed.qualifier:
        told["qualifier"] = printed.qualifier
    if printed.rounding != "nearest":
        told["rounding"] = printed.rounding
    return told


def _quantity_of(data: Mapping[str, Any]) -> Quantity | None:
    """The quantity of a figure in a written report; None where the figure is only words."""
    value = data.get("value")
    if value is None:
        return None
    qualifier, rounding = data.get("qualifier", ""), data.get("rounding", "nearest")
    return quantity(value, unit_of(data["unit"]), text=data["text"], qualifier=qualifier, rounding=rounding)


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page,
        "line": place.line,
        "section": place.section,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "excerpt": place.excerpt,
        "span": list(place.span) if place.span is not None else None,
        "box": list(place.box) if place.box is not None else None,
        **({"sheet": place.sheet} if place.sheet is not None else {}),
        **({"document": place.document} if place.document else {}),
    }


def _place_of(data: Mapping[str, Any]) -> Place:
    names = ("page", "line", "section", "table", "row", "column", "excerpt", "sheet", "document")
    span, box = data.get("span"), data.get("box")
    return Place(
        **{name: data[name] for name in names if data.get(name) is not None},
        span=tuple(span) if span else None,
        box=tuple(box) if box else None,
    )
