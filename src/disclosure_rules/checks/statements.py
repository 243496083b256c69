"""Statements that must go together: a note on an empty table with the table, a part with its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import NUMBER, alternatives, in_roles, quoted, told
from disclosure_rules.quantity import Verdict

__all__ = ["empty_tables", "wholes_of_parts"]

_SHOWN = 6  # figures of a table that are shown against the note that denies them


class Words(Protocol):
    """The parameters that both forms have."""

    @property
    def words(self) -> tuple[str, ...]: ...

    @property
    def units(self) -> tuple[str, ...]: ...

    @property
    def whole_units(self) -> tuple[str, ...]: ...

    @property
    def unless(self) -> tuple[str, ...]: ...


def empty_tables(view: View, params: Words) -> Iterator[Outcome]:
    """A note that says that its table is empty stands below a table without figures."""
    facts = {fact.id: fact for fact in view.document.facts if "table" in fact.flags}
    for table in view.document.tables:
        figures = [facts[number] for number in table.facts if number in facts and facts[number].quantity.value]
        for index in table.notes:
            passage = view.document.passages[index]
            word = next((word for word in params.words if word in passage.text), None)
            if word is None or any(one in passage.text[: passage.text.find(word)] for one in params.unless):
                continue
            note = quoted(passage, 0, len(passage.text))
            if not figures:
                yield told((note,), "空表与说明相符", "the table is empty, as its note says", verdict=Verdict.HOLDS)
                continue
            shown = [Figure.of("operand", fact) for fact in figures[:_SHOWN]]
            yield told(
                (note, *shown),
                f"说明写有“{word}”，表中却有{len(figures)}个数",
                f"the note says that the table is empty, yet it has {len(figures)} figures",
            )


def wholes_of_parts(view: View, params: Words) -> Iterator[Outcome]:
    """A part is counted where the whole is counted too."""
    units = alternatives(params.units)
    part = re.compile(rf"(?:{alternatives(params.words)})[^。；\d]{{0,10}}{NUMBER}个?(?:{units})")
    whole = re.compile(rf"{NUMBER}个?(?:{alternatives(params.whole_units or params.units)})")
    for passage in in_roles(view, ("body",)):
        found = part.search(passage.text)
        if found is None:
            continue
        figure = quoted(passage, found.start(), found.end())
        before = whole.search(passage.text, 0, found.start()) or whole.search(passage.text, found.end())
        if before is not None:
            figures = (figure, quoted(passage, before.start(), before.end(), role="other"))
            yield told(figures, "整体与其中项都已写明", "the whole is stated with its part", verdict=Verdict.HOLDS)
        else:
            yield told(
                (figure,),
                f"只写了其中项，没有写整体的数量：{figure.text}",
                f"a part is counted, the whole is not: {figure.text}",
            )
