"""Items of expenditure in prose (类/款/项) against one another and against the lines of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure_rules.checks.finding import Figure, Outcome
from disclosure_rules.checks.view import View
from disclosure_rules.checks.wording import alternatives, in_roles, quoted, told
from disclosure_rules.facts import Fact, Passage
from disclosure_rules.facts.paths import function_paths
from disclosure_rules.quantity import Verdict

__all__ = ["Items", "listed_items", "other_item", "reason_direction"]

_FUNCTION, _ECONOMIC = "function", "economic"
_CLAUSE = "，。；：！？"
_LONGEST = 60
_OF = "的"
_A_SLIP = 2  # names by which a list and the table may differ and still be one list with a slip
_MOSTLY = 4, 5  # so much of a list must be lines of the table


@dataclass(frozen=True)
class Items:
    """The items that the passages of a document speak of, one a passage, and all names of items."""

    view: View

    @cached_property
    def by_passage(self) -> Mapping[int, Mapping[str, str]]:
        """The names by level of the one item that a passage is about."""
        found: dict[int, Mapping[str, str]] = {}
        for passage in in_roles(self.view, ("body",)):
            paths = function_paths(passage.text)
            if len(paths) == 1 and "项" in paths[0][2]:
                found[passage.index] = paths[0][2]
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of an item, and every name with that of its 款 before it."""
        found: set[str] = set()
        for parts in self.by_passage.values():
            found |= own_names(parts)
        for table in self.view.document.tables:
            for code, name in table.names.items():
                if table.systems.get(code) == _FUNCTION and len(code) > 5:
                    found |= {name, table.names.get(code[:5], "") + name}
        return frozenset(name for name in found if len(name) > 2)


def own_names(parts: Mapping[str, str]) -> set[str]:
    """What an item may be called by."""
    names = {parts["项"]}
    if "款" in parts:
        names |= {parts["款"] + parts["项"], parts["款"]}
    if "类" in parts:
        names |= {parts["类"], parts["类"] + parts["项"]}
    return names


def other_item(view: View, purposes: Sequence[str], reasons: Sequence[str], money: Sequence[str]) -> Iterator[Outcome]:
    """A purpose or a reason that is word for word the name of another item was copied from there."""
    items = Items(view)
    tails = alternatives((*money, *_directions(view)))
    form = re.compile(
        rf"(?:{alternatives((*purposes, *reasons))})[是为]?[：，]?"
        rf"(?P<name>[^{_CLAUSE}]{{3,{_LONGEST}}}?)(?:{tails})*(?=[{_CLAUSE}]|$)"
    )
    for index, parts in items.by_passage.items():
        passage, own = view.document.passages[index], own_names(parts)
        for found in form.finditer(passage.text):
            name = found["name"]
            if name not in items.names:
                continue
            figure = quoted(passage, found.start("name"), found.end("name"), label=parts["项"])
            if name in own:
                yield told((figure,), "说明的是本项", "it speaks of its own item", verdict=Verdict.HOLDS)
            elif _is_copied(items, index, name, found[0], own):
                yield told(
                    (figure, *_item(passage, parts)),
                    f"“{parts['项']}”的说明写的是另一项“{name}”",
                    f"the text on {parts['项']} speaks of another item, {name}",
                    expected=parts["项"],
                )


def _is_copied(items: Items, index: int, name: str, said: str, own: set[str]) -> bool:
    """Whether what is said word for word of another item is said there too: then it was copied from there."""
    if any(name in mine for mine in own) or any(mine in name for mine in own if mine == items.by_passage[index]["项"]):
        return False
    return any(
        other != index and name in own_names(parts) and said in items.view.document.passages[other].text
        for other, parts in items.by_passage.items()
    )


def _item(passage: Passage, parts: Mapping[str, str]) -> tuple[Figure, ...]:
    at = passage.text.find(parts["项"])
    return (quoted(passage, at, at + len(parts["项"]), role="other"),) if at >= 0 else ()


def _directions(view: View) -> Mapping[str, str]:
    """The words of the vocabulary for a rise, a fall and no change."""
    cues = view.vocabulary.get("cues", {}).get("cues", {})
    return {word: name for name in ("up", "down", "flat") for word in cues.get(name, ())}


def reason_direction(view: View, reasons: Sequence[str], money: Sequence[str]) -> Iterator[Outcome]:
    """A reason that only names the item and a direction must name the direction that its figures have."""
    items, directions = Items(view), _directions(view)
    form = re.compile(
        rf"(?:{alternatives(tuple(reasons))})[是为]?[：，]?(?P<name>[^{_CLAUSE}]{{2,{_LONGEST}}}?)"
        rf"(?:{alternatives(tuple(money))})?(?P<word>{alternatives(tuple(directions))})(?=[{_CLAUSE}]|$)"
    )
    figures: dict[int, list[Fact]] = {}
    for fact in view.document.facts:
        if fact.passage in items.by_passage:
            figures.setdefault(fact.passage, []).append(fact)
    for index, parts in items.by_passage.items():
        passage = view.document.passages[index]
        for found in form.finditer(passage.text):
            said = directions[found["word"]]
            of_another = passage.text[: found.start()].endswith(_OF)  # 决算数小于预算数的主要原因
            if found["name"] in own_names(parts) and said != "flat" and not of_another:
                stated = quoted(passage, found.start("name"), found.end("word"), label=parts["项"])
                yield from _against_figures(stated, said, found["word"], figures.get(index, ()))


def _against_figures(stated: Figure, said: str, word: str, figures: Sequence[Fact]) -> Iterator[Outcome]:
    """What a reason says of the direction, against the changes stated in its paragraph, if these are of one mind."""
    changes = [f for f in figures if f.measure in ("change_rate", "change_amount") and f.quantity.value]
    directions = {"up" if fact.quantity.value > 0 else "down" for fact in changes}
    if len(directions) != 1:
        return
    evidence = [Figure.of("operand", fact) for fact in figures if fact in changes or fact.measure == "amount"]
    if said in directions:
        yield told((stated, *evidence), "原因与增减一致", "the reason goes with the change", verdict=Verdict.HOLDS)
        return
    yield told(
        (stated, *evidence),
        f"“{stated.label}”的原因写作“{word}”，与数字的增减不符",
        f"the reason for {stated.label} says the opposite of its figures",
    )


# ------------------------------------------------------------------ names of economic items against the table


def listed_items(view: View, heads: Mapping[str, str], cues: Sequence[str], opens: Sequence[str]) -> Iterator[Outcome]:
    """The economic items that a list names are those of the table that are not nil; `heads` are what is listed, with
    the nature of expenditure it is."""
    lines = _lines(view)
    if not lines:
        return
    form = re.compile(
        rf"(?P<head>{alternatives(tuple(heads))})[^；。：]{{0,40}}?(?:{alternatives(tuple(cues))})[：，]?(?P<list>[^；。]+)"
    )
    classes = view.vocabulary.get("tables", {}).get("classes", {})
    for passage in in_roles(view, ("body",)):
        for found in form.finditer(passage.text):
            own = {
                name: fact for name, (code, fact) in lines.items() if code[:3] in classes.get(heads[found["head"]], ())
            }
            names = _split(found["list"], own)
            known = [name for name in names if name in own]
            if (
                not own
                or any(word in found["list"] for word in opens)
                or len(known) * _MOSTLY[1] < len(names) * _MOSTLY[0]
            ):
                continue
            yield _compared(passage, found.start("list"), known, own)


def _compared(passage: Passage, start: int, known: Sequence[str], own: Mapping[str, Fact | None]) -> Outcome:
    present = {name for name, fact in own.items() if fact is not None and fact.quantity.value}
    extra = [name for name in known if name not in present]
    missing = sorted(present - set(known))
    text = passage.text
    if not extra and not missing:
        whole = quoted(passage, start, start + len(known[0]))
        return told((whole,), "所列科目与表一致", "the items named are those of the table", verdict=Verdict.HOLDS)
    spots = [text.find(name, start) for name in extra]
    figures = [quoted(passage, at, at + len(name)) for name, at in zip(extra, spots, strict=True) if at >= 0]
    figures = figures or [quoted(passage, start, min(start + _LONGEST, len(text)))]
    facts = [Figure.of("operand", fact) for name in missing if (fact := own[name]) is not None]
    said = [f"列有表中无数的“{'、'.join(extra)}”"] if extra else []
    said += [f"未列表中有数的“{'、'.join(missing)}”"] if missing else []
    return told(
        (*figures, *facts),
        "所列科目与表不一致：" + "，".join(said),
        f"the items named differ from the table: {', '.join(extra) or 'none'} named but nil, "
        f"{', '.join(missing) or 'none'} not named",
        severity="" if 0 < len(extra) <= _A_SLIP and 0 < len(missing) <= _A_SLIP else "note",
    )


def _split(text: str, known: Mapping[str, object]) -> list[str]:
    """The names of a list; two that a word joins (住房公积金和退休费) are two where the table knows them apart."""
    names: list[str] = []
    for name in re.split(r"[、，](?![^（]*）)", text):
        parts = [_bare(part) for part in re.split(r"[和及与]", name)]
        names += parts if len(parts) > 1 and all(part in known for part in parts) else [_bare(name)]
    return names


def _bare(name: str) -> str:
    return name.replace(" ", "").strip("、，")


def _lines(view: View) -> dict[str, tuple[str, Fact | None]]:
    """The economic items of the tables by name: code, and the figure if the line has one."""
    names = {
        code: _bare(name)
        for table in view.document.tables
        for code, name in table.names.items()
        if table.systems.get(code) == _ECONOMIC and len(code) > 3
    }
    facts: dict[str, Fact] = {}
    for fact in view.document.facts:
        code = fact.coordinates.get(_ECONOMIC, "")
        if code in names and (code not in facts or fact.quantity.value):
            facts[code] = fact
    return {name: (code, facts.get(code)) for code, name in names.items()}
