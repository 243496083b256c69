"""Respective lists: several figures in a row that belong to several subjects, bases or wholes, in order."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_rules.facts.clause import Clause
from disclosure_rules.facts.lexicon import Lexicon
from disclosure_rules.facts.measures import ATTRIBUTES, Classified
from disclosure_rules.facts.mentions import record
from disclosure_rules.facts.sides import SIDES, is_grand_total
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Label, Mention, Statement
from disclosure_rules.facts.subjects import label_of, named_statement, open_statement, statement_about
from disclosure_rules.facts.tokens import Token, TokenKind, tokenise

__all__ = ["of_base", "on_bases", "read_respective", "run_of_numbers"]


def run_of_numbers(state: State, index: int) -> list[int]:
    """Indices of the numbers that follow each other with nothing but 、 ， 和 between, from the one at `index` on."""
    run, tokens = [index], state.tokens
    while run[-1] + 2 < len(tokens) and tokens[run[-1] + 1].text in state.grammar.joins:
        if tokens[run[-1] + 2].kind is not TokenKind.NUMBER:
            break
        run.append(run[-1] + 2)
    return run


def read_respective(state: State, run: Sequence[int]) -> bool:
    """Give the numbers of a run to the subjects named or stated before, in order; False if the text does not say so."""
    found = state.measures.classify(state.tokens[run[-1]], state.clause)
    if found is None:
        return False
    bases = state.clause.bases or state.bases
    if len(bases) == len(run) and found.measure in ("amount", "count"):
        return on_bases(state, run, bases, found)
    if found.measure == "share" and found.base is not None and state.subject is not None:
        if not _of_wholes(state, run, found.base, state.subject):
            _shares_of(state, run, _recent(state, len(run)) or [], found)
        return True
    subjects = _subjects(state, len(run), found)
    if subjects is not None:
        for number, subject in zip(run, subjects, strict=True):
            record(state, state.tokens[number], found, subject, unit=_unit_of_run(state, number, run))
        return True
    if found.measure in ("share", "change_rate") and len(run) > 2 and not label_of(state, found.label):
        for number in run:  # whose they are cannot be told, and is not guessed
            state.reading.leave(state.tokens[number])
        return True
    return False


def on_bases(state: State, run: Sequence[int], bases: Sequence[str], found: Classified) -> bool:
    """预算数、决算数分别为a、b: one subject, one figure a basis. False if no subject is named."""
    label = label_of(state, [t for t in state.clause.tokens if not t.cues or t.terms])
    statement = statement_about(state, label) if label is not None else state.subject
    if statement is None:
        return False
    state.subject = statement
    for number, basis in zip(run, bases, strict=True):
        based = Classified(found.measure, found.label, basis=basis)
        record(state, state.tokens[number], based, statement, unit=_unit_of_run(state, number, run))
    return True


def _of_wholes(state: State, run: Sequence[int], base: list[Token], part: Statement) -> bool:
    """占A、B的比重分别为a%、b%: one part, shares of several wholes."""
    label = label_of(state, base)
    if label is None or len(label.parts) != len(run):
        return False
    for number, name in zip(run, label.parts, strict=True):
        share = record(state, state.tokens[number], Classified("share"), part, unit=_unit_of_run(state, number, run))
        if share is not None:
            share.base = Label(name, {"concept": f"={name}"})
    return True


def of_base(state: State, run: Sequence[int], base: Mention) -> None:
    """甲a、乙b，分别占总额c的p%、q%: the shares of the items before in a figure that is stated with them."""
    own = [s for s in state.reading.statements if s is not base.statement]
    beside = [s for s in own if s.sentence == state.sentence and s.level() is not None][-len(run) :]
    for share in _shares_of(state, run, beside, Classified("share")):
        share.base_statement = base.statement


def _shares_of(state: State, run: Sequence[int], items: Sequence[Statement], found: Classified) -> list[Mention]:
    """甲a、乙b，分别占总额的p%、q%: a share for each item; all are left unread if there are not just so many items."""
    if len(items) != len(run):
        for number in run:
            state.reading.leave(state.tokens[number])
        return []
    shares = (
        record(state, state.tokens[number], found, item, unit=_unit_of_run(state, number, run))
        for number, item in zip(run, items, strict=True)
    )
    return [share for share in shares if share is not None]


def _unit_of_run(state: State, number: int, run: Sequence[int]) -> str | None:
    """The unit at the end of the run for a number without one of its own."""
    own, last = state.tokens[number].data, state.tokens[run[-1]].data
    return None if "unit" in own or "scale" in own else last.get("scale", "") + last.get("unit", "")


def _subjects(state: State, count: int, found: Classified) -> list[Statement] | None:
    """The statements that `count` figures belong to: of the names in the clause or before it, else the last ones."""
    label = label_of(state, found.label)
    names: Sequence[str] = label.parts if label is not None else ()
    if len(names) != count:
        names = _listed_names(state.text, state.clause, count, state.setting.lexicon)
    if names:
        return [named_statement(state, name, attribute=found.measure in ATTRIBUTES) for name in names]
    recent = _recent(state, count)
    if recent is None and count == len(SIDES) and label is not None and is_grand_total(label.coordinates):
        sides = (Label(label.text, {**label.coordinates, "side": side}, True) for side in SIDES)
        return [open_statement(state, side) for side in sides]  # 收、支总计分别为a、b
    return recent


def _listed_names(text: str, clause: Clause, count: int, lexicon: Lexicon) -> list[str]:
    """Names listed without figures earlier in the sentence: 按工程、货物、服务三类划分，金额依次为…."""
    if not clause.tokens:
        return []
    cue = max(clause.last("respective", "each"), 0)
    end = clause.tokens[cue].start
    start = max(text.rfind(mark, 0, end) for mark in "。；：") + 1
    for match in reversed(list(lexicon.name_list.finditer(text, start, end))):
        if text[match.start() - 1 : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit():
            continue
        names = _with_common_noun(lexicon.names_in(match[0]), lexicon)
        if len(names) == count and all(names):
            return names
    return []


def _with_common_noun(names: list[str], lexicon: Lexicon) -> list[str]:
    """甲区、乙县公共预算收入: the noun behind the last name is that of all, unless the names are terms."""
    first, last = tokenise(names[0], lexicon), tokenise(names[-1], lexicon)
    if len(last) < 2 or len(first) != 1 or not bool(first[0].terms) == bool(last[0].terms) != bool(last[1].terms):
        return names
    noun = names[-1][len(last[0].text) :]
    alone = [*names[:-1], last[0].text]
    return alone if first[0].terms else [name + noun for name in alone]


def _recent(state: State, count: int) -> list[Statement] | None:
    """The last `count` statements of the sentence that stand side by side, if there are just so many."""
    statements = state.reading.statements
    for frame in reversed(state.reading.frames):
        if len(frame.items) == count and frame.kind != "bracket" and frame.items[-1] in statements[-3 * count :]:
            return list(frame.items)
    pool = [s for s in statements if s.sentence == state.sentence and s.level() is not None]
    tail = pool[-count:]
    if len(tail) < count or any(s.frame is not tail[0].frame for s in tail):
        return None
    siblings = [s for s in pool if s.frame is tail[0].frame]
    return tail if tail[0].frame is None or len(siblings) == count else None
