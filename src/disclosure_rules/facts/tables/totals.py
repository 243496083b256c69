"""合计 and 总计: which lines a total adds up is what its figures bear out among what its place allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_rules.facts.fact import Fact, Relation
from disclosure_rules.facts.tables.figures import List
from disclosure_rules.facts.tables.lines import Line
from disclosure_rules.facts.tables.trust import bears_out, fails, relation, says_something
from disclosure_rules.facts.tables.words import TableWords

__all__ = ["totals"]

_FEWEST = 2
_Held = tuple[List, Line]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Lines that a total may add up; `plain` if its place leaves no doubt that it claims to."""

    lines: tuple[_Held, ...]
    plain: bool

    @property
    def sure(self) -> bool:
        """Whether marks or codes tell the level of each line."""
        return all(line.code or line.depth for _, line in self.lines)


def totals(lists: Sequence[List], words: TableWords, classes: Mapping[str, Sequence[str]]) -> Iterator[Relation]:
    """The relations of all totals of a table."""
    for found in lists:
        for line in found.lines:
            if line.is_bare and line.cells:
                yield from _best(found, line, [_Choice(c.lines, False) for c in _choices(found, line, lists, words)])
            elif line.is_total:
                names = classes.get(line.coordinates.get("nature", ""), ())
                held = [
                    (other, inner) for other in lists for inner in other.lines if inner.code and inner.code in names
                ]
                if held:
                    yield from _best(found, line, [_Choice(tuple(held), True)])
                else:
                    yield from _best(found, line, _choices(found, line, lists, words))


def _best(found: List, total: Line, choices: Sequence[_Choice]) -> Sequence[Relation]:
    """The relations of the choice that most columns bear out; of the first if it is plain and none do."""
    best: Sequence[Relation] = ()
    most = -1
    for number, choice in enumerate(choices):
        relations = list(_relations(found, total, choice))
        wrong = sum(fails(one) for one in relations)
        right = sum(bears_out(one) for one in relations)
        if right and right - wrong > most and (right > wrong or not number):
            best, most = relations, right - wrong
    if best:
        return best
    first = next((choice for choice in choices if choice.lines), None)
    if first is None or not first.plain:
        return ()
    relations = list(_relations(found, total, first))
    told = [one for one in relations if says_something(one)]
    if any(map(fails, told)) and (more := _with_more(found, total, first, choices)):
        return more
    if not first.sure and any(_holds_subtotals(one) for one in told):
        return ()
    return relations if len(told) < 3 or sum(map(fails, told)) * 2 <= len(told) else ()


def _with_more(found: List, total: Line, first: _Choice, choices: Sequence[_Choice]) -> Sequence[Relation]:
    """The relations of a choice that adds the same lines and others, if all of them hold: 支出合计 is 本年支出小计 and
    what is carried on, though that is nil."""
    held = {line for _, line in first.lines}
    for choice in choices:
        if held < {line for _, line in choice.lines}:
            relations = list(_relations(found, total, choice))
            if not any(map(fails, relations)):
                return relations
    return ()


def _holds_subtotals(one: Relation) -> bool:
    """Whether a part is the sum of those right after it: then the parts are of several levels that nothing tells."""
    parts = one.readings[0].roles["part"]
    for at in range(len(parts) - _FEWEST):
        total, end = parts[at].quantity.base, at + 1
        if total <= 0:
            continue
        while end < len(parts) and total > 0:
            total -= parts[end].quantity.base
            end += 1
        if total == 0 and end - at > _FEWEST and any(part.quantity.value for part in parts[at + _FEWEST : end]):
            return True
    return False


def _relations(found: List, total: Line, choice: _Choice) -> Iterator[Relation]:
    for place, column in enumerate(found.columns):
        whole = found.in_line(total, column)
        if whole is None or whole.quantity.unit.dimension == "ratio":
            continue
        facts = [fact for held, line in choice.lines if (fact := _answering(held, line, found, place)) is not None]
        facts = [fact for fact in facts if fact.quantity.unit.dimension == whole.quantity.unit.dimension]
        if facts and not _is_average(whole, facts):
            yield relation(whole, facts, "total")


def _is_average(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether a figure below scores is no sum of them: the 合计 of the scores of projects is their average."""
    scores = [part.quantity.base for part in parts]
    return whole.quantity.unit.dimension == "score" and whole.quantity.base <= max(scores)


def _answering(held: List, line: Line, found: List, place: int) -> Fact | None:
    """The figure of a line in the column that answers to the one at `place` in the list of the total."""
    numbers = list(held.columns)
    if held is not found and len(numbers) != len(found.columns):
        return None
    return held.in_line(line, numbers[place])


def _choices(found: List, total: Line, lists: Sequence[List], words: TableWords) -> list[_Choice]:
    """What a total may add up, the likeliest first."""
    lines = found.lines
    has_codes = any(line.code for line in lines)
    tops = [line for line in lines if _is_top(line) and (line.code or not has_codes)]
    loose = [line for line in lines if line.follows and not line.is_total]
    sums = [line for line in lines if line.is_total and line is not total]
    above = [line for line in sums if line.row < total.row]
    last = above[-1].row if above else -1
    since = [line for line in tops if last < line.row < total.row]
    first = next((line.row for line in sums if line.row > total.row), None)
    below = [line for line in tops if line.row > total.row and (first is None or line.row < first)]
    chosen: list[tuple[Sequence[Line], bool]] = []
    simple = not loose and not sums
    if words.is_grand(total.label) and above and not has_codes:
        chosen.append(([above[-1], *since], True))
    if has_codes:
        chosen.append((tops, not sums))
        chosen.append((since, False))
    elif any(line.row < total.row for line in tops):
        chosen.append((since, not loose))
    else:
        chosen.append((below, simple))
    if above:
        chosen.append(([above[-1], *since], False))
        chosen.append((above, False))
        chosen.append((tops, False))
    if sums and not above:
        chosen.append((sums, False))
    if loose:
        chosen.append((sorted([*since, *loose], key=lambda line: line.row), False))
    result = [_Choice(tuple((found, line) for line in own), plain) for own, plain in chosen if own]
    return [*result, *_over_lists(total, lists)]


def _over_lists(total: Line, lists: Sequence[List]) -> Iterator[_Choice]:
    """A total over all lists of a table: of all their lines, or of the totals that each of them has above it."""
    if len(lists) < 2:
        return
    tops = [(found, line) for found in lists for line in found.lines if _is_top(line) and line is not total]
    sums = [
        (found, line)
        for found in lists
        for line in found.lines
        if line.is_total and line.row < total.row and line.label != total.label
    ]
    for held in (tops, sums):
        if len(held) > 1:
            yield _Choice(tuple(held), False)


def _is_top(line: Line) -> bool:
    return line.parent is None and not line.is_total and not line.of_which and not line.is_bare
