"""Which lines are headings, of which level, and which are titles of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from disclosure_rules.facts.contents import Entry, Line
from disclosure_rules.facts.marks import Mark

__all__ = ["Headings"]


class Headings:
    """Answers about the lines of one source, by the words and lengths of outline.yaml.

    `listed` are the lines of tables of contents, `entries` what those announce, `tables` the blocks that are tables.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        listed: frozenset[int],
        entries: Sequence[Entry],
        data: Mapping[str, Any],
        *,
        tables: frozenset[int],
    ) -> None:
        self.lines = lines
        self.listed = listed
        self._entries = {entry.title: entry for entry in reversed(entries) if len(entry.title) >= 4}
        self._rules = data.get("heading", {})
        self._report = data.get("report", {})
        self._terms = tuple(data.get("terms", ()))
        self._caption = tuple(data.get("caption", ()))
        self._tables = tables
        self._declared: dict[int, int] = {}
        for line in lines:
            if line.level is not None and line.mark is not None:
                self._declared.setdefault(line.level, line.mark.style.level)

    def title(self, line: Line) -> tuple[str, bool]:
        """The title a marked line gives, and whether a sentence follows it on the line; empty if it gives none."""
        rules = self._rules
        text = line.title
        if not rules or not text or any(word in text for word in rules["item"]):
            return "", False
        bare = text.rstrip("：")
        stops = rules["stops"]
        if bare[-1:] in stops:
            bare = bare[:-1]
            longest = rules["longest_stopped"]
        else:
            longest = rules["longest"]
        bare = _without_note(bare, longest)
        is_whole = bool(bare) and len(bare) <= longest and not any(stop in bare for stop in stops)
        if is_whole and (text[-1] not in stops or not any(mark in bare for mark in rules["breaks"])):
            return ("", False) if self._states_amount(bare) else (bare, False)
        ends = [at for stop in rules["inline_stops"] if (at := text.find(stop)) > 0]
        title = text[: min(ends)] if ends else ""
        if not title or len(title) > rules["longest_inline"] or any(mark in title for mark in rules["breaks"]):
            return "", False
        return ("", False) if self._states_amount(title) else (title, True)

    def _states_amount(self, title: str) -> bool:
        return any(unit in title and title[title.index(unit) - 1].isdigit() for unit in self._rules["never"])

    def level(self, mark: Mark, last: Mapping[int, int], *, is_heading: bool) -> int:
        """The level of a mark among the lists that are open; `last` maps a level to its last number."""
        own, upper = mark.style.level, mark.style.upper
        if upper is None or not is_heading or last.get(own) == mark.ordinal - 1:
            return own
        if last.get(upper) == mark.ordinal - 1:
            return upper
        between = any(upper < level < own for level in last)
        return upper if mark.ordinal == 1 and upper not in last and not between else own

    def declared_level(self, line: Line) -> int | None:
        """The level of an unnumbered heading that only the format declares to be one."""
        if line.level is None or not self._rules or not self._is_line_of_title(line.text, self._rules["longest"]):
            return None
        return self._declared.get(line.level, min(line.level, 6))

    def announced(self, at: int) -> Entry | None:
        """The entry of the table of contents that an unnumbered line repeats, alone or after the entity's name."""
        text = self.lines[at].text
        if not self._entries or not self._is_line_of_title(text, self._rules["longest"]):
            return None
        if text in self._entries:
            return self._entries[text]
        return next((entry for title, entry in self._entries.items() if text.endswith(title)), None)

    def opens_terms(self, title: str) -> bool:
        """Whether a section of that title defines terms."""
        return title.endswith(self._terms) if self._terms else False

    def is_caption(self, line: Line) -> bool:
        """Whether a line is the caption of a figure or table: 图1：…"""
        if not line.text.startswith(self._caption) or not self._caption:
            return False
        rest = line.text[1:].lstrip("0123456789-")
        return rest[:1] in ("：", ".", "、") and len(rest) < len(line.text) - 1

    def report_title(self, at: int) -> str:
        """The title of a report that begins at this line, with the entity named above it; empty if none does."""
        line = self.lines[at]
        if not self._report or line.mark is not None or at in self.listed:
            return ""
        if not self._is_line_of_title(line.text, self._report["longest"]):
            return ""
        if self.is_form(at):
            return line.text
        if not line.text.endswith(tuple(self._report["titles"])) or not self._restarts(at):
            return ""
        return (self.entity_line(at) or "") + line.text

    def is_form(self, at: int) -> bool:
        """Whether the line is the title of a form: it says so, and a table stands below it."""
        line = self.lines[at]
        if not self._report or line.mark is not None or not any(word in line.text for word in self._report["form"]):
            return False
        after = self.lines[at + 1].block if at + 1 < len(self.lines) else None
        return any(
            block in self._tables
            for block in range(line.block + 1, line.block + 3)
            if after is None or block < after or len(self.lines[at + 1].text) < 12
        )

    def entity_line(self, at: int) -> str | None:
        """The line above a title where it is only a name."""
        if at == 0 or at - 1 in self.listed or self.lines[at - 1].mark is not None:
            return None
        above = self.lines[at - 1]
        is_name = self._is_line_of_title(above.text, self._report["longest_entity"]) and "，" not in above.text
        return above.text if is_name and not self.is_caption(above) else None

    def _restarts(self, at: int) -> bool:
        for index in range(at + 1, min(at + 1 + self._report["reach"], len(self.lines))):
            mark = self.lines[index].mark
            if mark is not None:
                return mark.ordinal == 1 and min(mark.style.level, mark.style.upper or 9) <= 2
        return False

    def _is_line_of_title(self, text: str, longest: int) -> bool:
        return len(text) <= longest and not any(stop in text for stop in (*self._rules["stops"], "："))


def _without_note(title: str, longest: int) -> str:
    """A title that is too long only for the bracket it ends with, without that bracket."""
    if len(title) <= longest and "，" not in title:
        return title
    at = title.find("（")
    return title[:at] if at > 0 and title.endswith("）") else title
