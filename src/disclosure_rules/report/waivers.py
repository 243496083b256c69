"""Findings that somebody has accepted, with the reason: written explanations that a run takes into account.

A waiver names a finding by its id, or by its rule and its figures as printed. Both are made of the rule, the
coordinates and the figures, so a figure that changes opens the finding again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from disclosure_rules.checks.finding import Figure, Finding, Suppression
from disclosure_rules.report.report import DocumentReport, Report
from disclosure_rules.rulebook import Mistake, RulebookError
from disclosure_rules.rulebook.misfits import validate
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.yaml_positions import YamlFile, read_yaml
from disclosure_rules.sources.block import Problem

__all__ = [
    "Waiver",
    "WaiverError",
    "apply_waivers",
    "finding_key",
    "read_waivers",
    "waivers_schema",
    "without_unused",
]

_SPACE = re.compile(r"\s+")


class WaiverError(Exception):
    """A file of waivers is wrong; `mistakes` lists everything that is wrong with it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"`{value}` is no day; write it as 2027-06-30") from None


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Day = Annotated[date, BeforeValidator(_day)]
FigureTexts = Annotated[str, AfterValidator(lambda text: _SPACE.sub("", text))]


class WaiverShape(BaseModel):
    """One accepted finding. `figures` are all its figures as printed, by label or in any order; `coordinates` narrow
    the waiver to findings on figures that have them; `document` is the name of the file, which may hold `*`. Without a
    `reason`, and by whom it is given, nothing is accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    finding: Words | None = None
    rule: Words | None = None
    figures: dict[str, FigureTexts] | tuple[FigureTexts, ...] = ()
    coordinates: dict[str, str] = Field(default_factory=dict)
    document: Words = "*"
    reason: Text = ""
    by: Text = ""
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _names_a_finding(self) -> WaiverShape:
        if self.finding is None and (self.rule is None or not self.figures):
            raise ValueError("a waiver names a `finding` by its id, or a `rule` with the `figures` of the finding")
        return self


class WaiversShape(BaseModel):
    """A file of waivers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    waivers: tuple[WaiverShape, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An accepted finding, and where that is written: file, 1-based line and the line after its last."""

    said: WaiverShape
    file: str
    line: int
    end: int

    def speaks_of(self, document: str) -> bool:
        """Whether it is about a document of this name."""
        return fnmatchcase(document, self.said.document)

    def is_of(self, finding: Finding) -> bool:
        """Whether it accepts this finding."""
        if self.said.finding is not None:
            return self.said.finding in (finding.id, finding_key(finding.id))
        if self.said.rule != finding.rule or not self._has_coordinates(finding):
            return False
        said = self.said.figures
        left = list(finding.figures)
        for label, text in said.items() if isinstance(said, Mapping) else ((None, text) for text in said):
            same = [figure for figure in left if text in _prints(figure) and label in (None, figure.label)]
            if not same:
                return False
            left = [figure for figure in left if figure is not same[0]]
        if isinstance(said, Mapping):  # a label that stands for the same print twice is written once
            left = [figure for figure in left if said.get(figure.label) not in _prints(figure)]
        return not left

    def _has_coordinates(self, finding: Finding) -> bool:
        facts = [figure.fact for figure in finding.figures if figure.fact is not None]
        return all(
            any(fact.coordinates.get(axis) == member for fact in facts)
            for axis, member in self.said.coordinates.items()
        )


def _prints(figure: Figure) -> set[str]:
    """How a figure may be written in a waiver: as it is printed, or without the unit."""
    text = _SPACE.sub("", figure.text)
    unit = figure.quantity.unit.symbol if figure.quantity is not None else ""
    return {text, text.removesuffix(unit)}


def finding_key(identity: str) -> str:
    """A finding's id without the number of a repeat: what it is made of the rule, the coordinates and the figures."""
    return identity.partition("-")[0]


def waivers_schema() -> dict[str, Any]:
    """The JSON Schema of a file of waivers."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", **WaiversShape.model_json_schema()}


def read_waivers(content: bytes, *, name: str) -> tuple[Waiver, ...]:
    """Read a file of waivers; `name` is how it is shown. Raises WaiverError with every mistake in it."""
    mistakes = Mistakes()
    file = read_yaml(content, name=name, mistakes=mistakes)
    data: Any = {} if file.data is None else file.data
    known = data.get("waivers") or [] if isinstance(data, dict) else []
    said: list[WaiverShape | None] = []
    if not file.broken:
        whole = {**data, "waivers": []} if isinstance(data, dict) and isinstance(known, list) else data
        validate(WaiversShape, whole, file=file, path=(), mistakes=mistakes)
        for number, item in enumerate(known if isinstance(known, list) else []):
            said.append(validate(WaiverShape, item, file=file, path=("waivers", number), mistakes=mistakes))
    try:
        mistakes.raise_if_any()
    except RulebookError as error:
        raise WaiverError(error.mistakes) from None
    starts = [file.value_at(("waivers", number))[0] for number in range(len(said))]
    ends = [*starts[1:], _lines_of(file) + 1] if starts else []
    return tuple(
        Waiver(said=one, file=name, line=line, end=end)
        for one, line, end in zip(said, starts, ends, strict=True)
        if one is not None
    )


def _lines_of(file: YamlFile) -> int:
    return file.content.count(b"\n") + (not file.content.endswith(b"\n"))


def apply_waivers(report: Report, waivers: Sequence[Waiver], *, today: date) -> Report:
    """Suppress the findings that are accepted on this day, and tell the waivers that are expired, not yet in force,
    unclear, or that accept nothing."""
    items = list(report.documents)
    for waiver in waivers:
        about = [number for number, item in enumerate(items) if waiver.speaks_of(item.name) and item.document]
        matches = {number: [f for f in items[number].findings if waiver.is_of(f)] for number in about}
        found = [finding for one in matches.values() for finding in one]
        problem = _problem(waiver, found, today)
        if about and problem is not None:
            first = next((number for number in about if matches[number]), about[0])
            items[first] = replace(items[first], problems=(*items[first].problems, problem))
        if _in_force(waiver, today) and _is_clear(found):
            for number in about:
                items[number] = _suppressed(items[number], {finding.id for finding in matches[number]}, waiver)
    return replace(report, documents=tuple(items))


def without_unused(content: bytes, waivers: Sequence[Waiver], report: Report, *, today: date) -> tuple[bytes, int]:
    """Return a file's content without the waivers that are expired, or are about documents of the report and accept
    nothing in them; and how many these are. All other lines stay as they are."""
    lines = content.splitlines(keepends=True)
    gone = 0
    for waiver in reversed(waivers):
        about = [item for item in report.documents if waiver.speaks_of(item.name) and item.document is not None]
        used = any(waiver.is_of(finding) for item in about for finding in item.findings)
        expired = waiver.said.until is not None and waiver.said.until < today
        if expired or (about and not used):
            start, end = waiver.line - 1, waiver.end - 1
            while _is_comment(lines[start - 1]):  # it is about this waiver
                start -= 1
            while _is_comment(lines[end - 1]) or not lines[end - 1].strip():  # about the next one
                end -= 1
            while end < waiver.end - 1 and not lines[end].strip():
                end += 1
            del lines[start:end]
            gone += 1
    return b"".join(lines), gone


def _is_comment(line: bytes) -> bool:
    return line.lstrip().startswith(b"#")


def _in_force(waiver: Waiver, today: date) -> bool:
    since, until = waiver.said.since, waiver.said.until
    return _is_explained(waiver) and (since is None or since <= today) and (until is None or today <= until)


def _is_explained(waiver: Waiver) -> bool:
    return bool(waiver.said.reason and waiver.said.by)


def _is_clear(found: Iterable[Finding]) -> bool:
    """Whether it is one finding, if it stands in several places: one waiver accepts no two different ones."""
    return len({finding_key(finding.id) for finding in found}) <= 1


def _suppressed(item: DocumentReport, accepted: set[str], waiver: Waiver) -> DocumentReport:
    suppression = Suppression(by="waiver", reason=waiver.said.reason, who=waiver.said.by, until=waiver.said.until)
    findings = tuple(
        replace(finding, suppression=suppression) if finding.id in accepted else finding for finding in item.findings
    )
    return replace(item, findings=findings) if accepted else item


def _problem(waiver: Waiver, found: Sequence[Finding], today: date) -> Problem | None:
    place = f"{waiver.file}:{waiver.line}"
    severity = "warning"
    if not found:
        zh = "没有对应的问题（已改正，有关数字已变动，或没有运行它的规则），请核对后删除"
        en = "accepts nothing (it was mended, a figure has changed, or its rule was not run); look, and remove it"
    elif not _is_clear(found):
        ids = ", ".join(sorted({finding_key(finding.id) for finding in found}))
        zh = f"同时对应几个不同的问题，没有采用；请用 finding 写明是哪一个：{ids}"
        en = f"fits several findings, so it was not used; say which one by `finding`: {ids}"
    elif _in_force(waiver, today):
        return None
    elif not _is_explained(waiver):
        severity = "note"
        zh, en = "没有写明原因或由谁说明，没有采用", "does not say why, or by whom, so it was not used"
    elif waiver.said.until is not None and waiver.said.until < today:
        zh, en = f"已于 {waiver.said.until} 到期，没有采用", f"expired on {waiver.said.until}, so it was not used"
    else:
        zh, en = f"自 {waiver.said.since} 起生效，没有采用", f"holds from {waiver.said.since} on, so it was not used"
    return Problem(severity=severity, message={"zh": f"{place} 的说明{zh}。", "en": f"The waiver at {place} {en}."})
