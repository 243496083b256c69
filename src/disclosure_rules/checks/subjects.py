"""Names of subjects of the classification of expenditure against their codes and the year: a name has its years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import in_roles, quoted, told
from disclosure_rules.facts import Passage
from disclosure_rules.facts.document import TableRead
from disclosure_rules.facts.paths import function_paths
from disclosure_rules.quantity import Verdict

__all__ = ["Subjects", "subject_names"]

_FUNCTION = "function"
_LEVELS = {"类": 3, "款": 5, "项": 7}  # digits of a code
_NOISE = re.compile(r"[\s（）()“”\"'、，,·:：.]")
_TAIL = "支出"
_SHORTEST_CUT = 4  # characters of a name that was cut off and still is told from others
_SPAN = re.compile(r"(\d{4})?\.\.(\d{4})?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the classification writes it, with the first and the last year in which it stood."""

    text: str
    first: int
    last: int

    def stands_in(self, year: int) -> bool:
        return self.first <= year <= self.last


class Subjects:
    """The names of one system (`function`, `economic`) by code, and the codes by bare name."""

    def __init__(self, written: Mapping[str, object]) -> None:
        self.names = {code: _names(names) for code, names in written.items()}
        self.codes: dict[str, set[str]] = defaultdict(set)
        for code, names in self.names.items():
            for name in names:
                self.codes[bare(name.text)].add(code)

    def judge(self, code: str, printed: str, year: int) -> tuple[Verdict, tuple[Name, ...]]:
        """Whether a code may bear a name in a year, and the names that it bears then.

        Undetermined where the code or the name is not known, or the name may be a known one that was cut off.
        """
        own, name = self.names.get(code, ()), bare(printed)
        now = tuple(one for one in own if one.stands_in(year))
        if any(bare(one.text) == name for one in now):
            return Verdict.HOLDS, now
        known = any(bare(one.text) == name for one in own)
        if not own or not now or not name or (not known and _may_be_cut(name, [bare(one.text) for one in now])):
            return Verdict.UNDETERMINED, now
        is_anothers = any(len(other) == len(code) for other in self.codes.get(name, ()))
        return (Verdict.VIOLATED if known or is_anothers else Verdict.UNDETERMINED), now

    def below(self, parent: str, level: str, printed: str) -> set[str]:
        """The codes of a level that ever bore the name, below a parent's code (empty: anywhere)."""
        codes = self.codes.get(bare(printed), set())
        return {code for code in codes if len(code) == _LEVELS[level] and code.startswith(parent)}


def bare(name: str) -> str:
    """A name without what is written now so and now so: blanks, brackets, 支出 at its end."""
    plain = _NOISE.sub("", name)
    return plain.removesuffix(_TAIL) or plain


def _names(written: object) -> tuple[Name, ...]:
    if isinstance(written, Mapping):
        return tuple(Name(str(text), *_years(str(span))) for text, span in written.items())
    return tuple(Name(str(text), *_years("..")) for text in (written if isinstance(written, list) else [written]))


def _years(span: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(span)
    if found is None:
        raise ValueError(f"`{span}` is no span of years such as 2014..2018")
    return int(found[1] or 0), int(found[2] or 9999)


def _may_be_cut(name: str, others: Sequence[str]) -> bool:
    """Whether one of the names may be the other, cut off or with something added."""
    return any(
        min(len(name), len(other)) >= _SHORTEST_CUT and (other.startswith(name) or name.startswith(other))
        for other in others
    )


def subject_names(view: View) -> Iterator[Outcome]:
    """The names of codes in tables, and those of the paths in the text (类, 款, 项), are those of the year reported."""
    year, written = view.document.period, view.vocabulary.get("subjects", {})
    if year is None:
        return
    systems = {system: Subjects(names) for system, names in written.items()}
    told_of: set[tuple[str, str]] = set()
    for table in view.document.tables:
        yield from _in_table(view, table, systems, year, told_of)
    if _FUNCTION in systems:
        for passage in in_roles(view, ("body", "terms")):
            if view.document.report_periods is None or passage.report == 0:
                yield from _in_text(passage, systems[_FUNCTION], year, told_of)


def _in_table(
    view: View, table: TableRead, systems: Mapping[str, Subjects], year: int, told_of: set[tuple[str, str]]
) -> Iterator[Outcome]:
    right: list[str] = []
    for code, name in table.names.items():
        subjects = systems.get(table.systems.get(code, ""))
        verdict, now = subjects.judge(code, name, year) if subjects else (Verdict.UNDETERMINED, ())
        if verdict is Verdict.HOLDS:
            right.append(name)
        elif verdict is Verdict.VIOLATED and (code, name) not in told_of:
            told_of.add((code, name))
            yield _wrong(_cell(view, table, code, name), f"{code} {name}", now, year)
    if right:
        figure = _cell(view, table, "", right[0])
        yield told((figure,), "科目名称是当年的", "the subjects bear the names of the year", verdict=Verdict.HOLDS)


def _cell(view: View, table: TableRead, code: str, name: str) -> Figure:
    """The cell of a table that holds the name, in the line of the code if both stand in one."""
    cells = [
        passage
        for passage in in_roles(view, ("cell",))
        if passage.place.block == table.place.block and bare(name) and bare(name) in bare(passage.text)
    ]
    lines = {
        passage.place.row
        for passage in in_roles(view, ("cell",))
        if code and passage.place.block == table.place.block and code.endswith(passage.text or "-")
    }
    best = next((cell for cell in cells if cell.place.row in lines), cells[0] if cells else None)
    if best is None:
        return Figure(role="stated", text=name, place=table.place, label=code)
    return quoted(best, 0, len(best.text), label=code)


def _wrong(figure: Figure, printed: str, now: Sequence[Name], year: int) -> Outcome:
    expected = "、".join(name.text for name in now)
    return told(
        (figure,),
        f"“{printed}”不是{year}年的科目名称，{year}年为“{expected}”",
        f"“{printed}” is not the name of a subject of {year}; that is “{expected}”",
        expected=expected,
    )


def _in_text(passage: Passage, subjects: Subjects, year: int, told_of: set[tuple[str, str]]) -> Iterator[Outcome]:
    for start, end, parts in function_paths(passage.text):
        parent, at, right = "", start, True
        for level, name in parts.items():
            at = max(passage.text.find(name, at, end), at)
            figure = quoted(passage, at, min(at + len(name), end), label=level)
            problem = _misnamed(subjects, parent, level, name, year)
            if problem is not None:
                right = False
                if (level, name) not in told_of:
                    told_of.add((level, name))
                    yield _wrong(figure, f"{name}（{level}）", problem, year)
                break
            codes = subjects.below(parent, level, name)
            if len(codes) != 1:
                break  # not known, or several: of what stands below nothing is known
            parent = codes.pop()
        if right and parent:
            whole = quoted(passage, start, end)
            yield told((whole,), "科目名称是当年的", "the subjects bear the names of the year", verdict=Verdict.HOLDS)


def _misnamed(subjects: Subjects, parent: str, level: str, name: str, year: int) -> tuple[Name, ...] | None:
    """The names that should stand in place of one that is not of the year, None where nothing is wrong for certain."""
    if level != "类" and not parent:
        return None  # without the 类, a 款 of the same name may be another
    codes = subjects.below(parent, level, name)
    verdicts = [subjects.judge(code, name, year) for code in sorted(codes)]
    if verdicts:
        wrong = all(verdict is Verdict.VIOLATED for verdict, _ in verdicts)
        return verdicts[0][1] if wrong else None
    if level == "款" and subjects.below("", "类", name):
        # 住房保障支出（款）: the name of a 类 written again where one of its 款 belongs
        inside = [code for code in subjects.names if len(code) == _LEVELS["款"] and code.startswith(parent)]
        now = [one for code in inside for one in subjects.names[code] if one.stands_in(year)]
        return tuple(now) or None
    return None
