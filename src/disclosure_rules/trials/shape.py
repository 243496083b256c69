"""Files of tests for rules: what may be written in one, and how one is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from disclosure_rules.rulebook import Rulebook
from disclosure_rules.rulebook.misfits import validate
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.shape import Amount, Figure, RuleId, Severity, Shape, Text
from disclosure_rules.rulebook.yaml_positions import NodePath, YamlFile

__all__ = ["Expected", "RuleTest", "RuleTestShape", "RuleTestsShape", "read_tests", "tests_schema"]


class Expected(Shape):
    """A finding that must come: by its rule, and by as much else as is written. `figures` are some of its figures as
    printed, in any order; `expected` is the value the rule asks for, `gap` how far off the figure is."""

    rule: RuleId
    verdict: Literal["violated", "holds_by_truncation", "holds_by_rounding", "holds"] = "violated"
    severity: Severity | None = None
    figures: tuple[Figure, ...] = ()
    expected: Amount | None = None
    gap: Amount | None = None


class RuleTestShape(Shape):
    """A document, and every finding that must come of it: nothing else may. It is written in `text`, or `document` is
    the path of its file from the folder of the tests. `kind` and `region` are for a text that does not say what it is.

    `rules` are those that are run (by default all); `holds` are those that must find something that holds, so that
    silence is not merely that nobody looked.
    """

    name: Text
    text: str = ""
    document: str = ""
    kind: str = ""
    region: str = ""
    rules: tuple[RuleId, ...] = ()
    expect: tuple[Expected, ...] = Field(default=(), max_length=300)
    holds: tuple[RuleId, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _has_one_document(self) -> RuleTestShape:
        if bool(self.text.strip()) == bool(self.document):
            raise ValueError("a test has either a `text` or the path of a `document`")
        if self.document and (self.kind or self.region):
            raise ValueError("`kind` and `region` are for a `text`; a document says itself what it is")
        return self


class RuleTestsShape(Shape):
    """A file of tests."""

    tests: tuple[RuleTestShape, ...] = ()


def tests_schema() -> dict[str, Any]:
    """The JSON Schema of a file of tests."""
    return RuleTestsShape.model_json_schema()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """A test as read: what it says, the file it stands in and where in it."""

    said: RuleTestShape
    file: YamlFile
    path: NodePath
    folder: Path

    def place_of(self, *keys: str | int) -> tuple[str, int, int]:
        """File, line and column of what the test says under some keys, or of what is written around it."""
        return (self.file.name, *self.file.value_at((*self.path, *keys)))


def read_tests(file: YamlFile, folder: Path, rulebook: Rulebook, mistakes: Mistakes) -> Iterator[RuleTest]:
    """The tests of a file for a rulebook. Notes every mistake, a rule that does not exist among them."""
    if file.broken:
        return
    data: Any = {} if file.data is None else file.data
    items = data.get("tests") if isinstance(data, dict) else None
    whole = {**data, "tests": []} if isinstance(items, list) else data  # each is looked at by itself
    validate(RuleTestsShape, whole, file=file, path=(), mistakes=mistakes)
    known = frozenset(rule.id for rule in (*rulebook.rules, *rulebook.disabled))
    names: set[str] = set()
    for index, item in enumerate(items if isinstance(items, list) else ()):
        path: NodePath = ("tests", index)
        said = validate(RuleTestShape, item, file=file, path=path, mistakes=mistakes)
        if said is None:
            continue
        if said.name in names:
            mistakes.add(file.name, file.value_at((*path, "name")), f"there are two tests of the name `{said.name}`")
        names.add(said.name)
        _check_rules(said, known, file, path, mistakes)
        yield RuleTest(said=said, file=file, path=path, folder=folder)


def _check_rules(
    said: RuleTestShape, known: frozenset[str], file: YamlFile, path: NodePath, mistakes: Mistakes
) -> None:
    named: list[tuple[NodePath, str]] = []
    named += [(("rules", index), rule) for index, rule in enumerate(said.rules)]
    named += [(("holds", index), rule) for index, rule in enumerate(said.holds)]
    named += [(("expect", index, "rule"), one.rule) for index, one in enumerate(said.expect)]
    for keys, rule in named:
        place = file.value_at((*path, *keys))
        if rule not in known:
            mistakes.add(file.name, place, f"there is no rule `{rule}`", word=rule, among=sorted(known))
        elif said.rules and rule not in said.rules:
            mistakes.add(file.name, place, f"`{rule}` is not among the `rules` that the test runs")
