"""What a number in the text is read as: which figure, of which subject."""

from __future__ import annotations

from disclosure_rules.facts.clause import BUDGETS, basis_of
from disclosure_rules.facts.fact import Evidence
from disclosure_rules.facts.measures import ATTRIBUTES, Classified
from disclosure_rules.facts.mentions import is_against_another, record
from disclosure_rules.facts.respective import of_base, on_bases, read_respective, run_of_numbers
from disclosure_rules.facts.sides import side_of
from disclosure_rules.facts.state import State
from disclosure_rules.facts.statement import Label, Mention, Statement
from disclosure_rules.facts.subjects import (
    completed_label,
    item_of_any_name,
    label_behind,
    label_of,
    named_statement,
    open_statement,
    statement_about,
)
from disclosure_rules.facts.timing import current_period
from disclosure_rules.facts.tokens import Token, TokenKind
from disclosure_rules.facts.totals import announce_parts, total_of_parts

__all__ = ["read_number"]


def read_number(state: State, index: int) -> int:
    """Read the number at `index`, and those after it that belong to it; the index of the token to go on with."""
    token, clause = state.tokens[index], state.clause
    if not state.figures.is_figure(token, state.tokens[index - 1] if index else None):
        return _as_text(state, index)
    pronoun, share = clause.last("former", "latter"), clause.last("share")
    if pronoun >= 0 and (share == -1 or pronoun < share):
        _refer(state)
    if (end := _rate_of_base(state, index)) > index:
        return end
    run = run_of_numbers(state, index) if clause.last("respective", "each", "share") >= 0 else [index]
    if len(run) > 1 and read_respective(state, run):
        state.end_clause()
        return run[-1] + 1
    if _bound(state, index):
        return index + 1
    found = state.measures.classify(token, clause)
    if found is None:
        return _as_text(state, index)
    _name_ratio(state, found)
    if found.measure == "amount" and not found.basis and (basis := state.budget_before_bracket):
        found.basis, found.label = basis, []
        found.flags.add("rate_base")
    if (found.measure in ("amount", "count") or found.guessed) and state.compares_before_bracket:
        found.measure, found.label = "prior", []
    _figure(state, index, found)
    state.end_clause()
    return index + 1


def _as_text(state: State, index: int) -> int:
    token = state.tokens[index]
    state.clause.append(Token(TokenKind.TEXT, token.text, token.start, token.end))
    return index + 1


# ------------------------------------------------------------------ numbers that say of what they are


def _refer(state: State) -> None:
    """前者, 后者: the two statements with figures before."""
    if not state.pair:
        state.pair = [s for s in state.reading.statements if s.level() is not None][-2:]
    if len(state.pair) == 2:
        latter = state.clause.last("latter") >= 0
        state.subject = state.pair[latter]
        if latter and state.in_bracket:
            word = next(token.text for token in state.clause.tokens if "latter" in token.cues)
            state.frames.push("cue", state.subject, closed=False, cue=word)


def _rate_of_base(state: State, index: int) -> int:
    """The rate in 完成预算84万元的73 % or 占总数352万元的59 %: its base is the figure just read; where to go on."""
    base, state.base_of_rate = state.base_of_rate, None
    subject, token = state.subject, state.tokens[index]
    if base is None or subject is None or state.clause.text not in state.grammar.attributive:
        return index
    if not state.figures.is_ratio(token):
        return index
    run = run_of_numbers(state, index)
    if len(run) > 1:
        of_base(state, run, base)
    elif base.statement is subject:
        record(state, token, Classified("completion_rate", basis=base.basis or "budget"), subject)
    elif (share := record(state, token, Classified("share"), subject)) is not None:
        share.base_statement = base.statement
    state.end_clause()
    return run[-1] + 1


def _bound(state: State, index: int) -> bool:
    """低于66.5亿元的债务限额: another figure that the subject is said to be above or below."""
    subject, clause, token = state.subject, state.clause, state.tokens[index]
    words = clause.tokens[-1].cues & {"above", "below"} if clause.tokens else frozenset()
    if not words or subject is None or subject.level() is None or state.rate_follows(index):
        return False
    joined = any(after.text.startswith(state.grammar.attributive) for after in state.following(index, 1))
    quantity = state.figures.quantity(token)
    if not joined or quantity is None:
        return False
    direction = "up" if "above" in words else "down"
    mention = Mention(
        token, quantity, "bound", period=current_period(state), direction=direction, statement=subject,
        sentence=state.sentence,
    )  # fmt: skip
    subject.mentions.append(mention)
    state.reading.figures += 1
    state.end_clause()
    return True


def _name_ratio(state: State, found: Classified) -> None:
    """减少18.5万元（65.37%）is the rate of that change; 1196万元（94.59%）is the share of that item."""
    unnamed = found.guessed and found.measure == "ratio"
    last = state.subject.mentions[-1] if state.subject is not None and state.subject.mentions else None
    if state.rates_follow and found.measure in ("ratio", "amount") and not (unnamed and last is None):
        found.measure = "change_rate" if found.measure == "ratio" else "change_amount"
    elif unnamed and last is not None and state.in_bracket and last.measure == "change_amount":
        found.measure, found.direction = "change_rate", last.direction
        found.flags |= last.flags & {"undecided"}
    elif unnamed and last is not None and state.in_bracket and last.is_level:
        budget = _budget_beside(last)
        found.measure, found.basis = ("completion_rate", budget) if budget else ("share", "")


def _budget_beside(last: Mention) -> str:
    """The budget that the statement gave before what was completed: 预算600万元，完成850万元（141.67%）."""
    assert last.statement is not None
    before = [m for m in last.statement.mentions if m.is_level and m is not last and m.sentence == last.sentence]
    budget = next((m.basis for m in reversed(before) if m.basis in BUDGETS), "")
    return budget if budget and last.basis not in BUDGETS else ""


# ------------------------------------------------------------------ the subject


def _figure(state: State, index: int, found: Classified) -> None:
    token, clause = state.tokens[index], state.clause
    label = _label(state, index, found)
    if _is_completed(state, index, found):
        label = None
    if "each" in clause.cues and _each(state, index, found, label):
        return
    if _base_of_share(state, index):
        return
    statement = _statement_for(state, label, found)
    if statement is None:
        state.reading.leave(token)
        return
    mention = record(state, token, found, statement, unit="%" if "unit_missing" in found.flags else None)
    total = clause.last("total_after")
    unnamed_level = label is None and "sum" not in statement.flags and found.measure in ("amount", "count")
    if total >= 0 and unnamed_level and not state.frames.top_is_begun:
        announce_parts(state, statement, clause.tokens[total].text)
    if mention is not None and state.rate_follows(index):
        mention.flags.add("rate_base")
        state.base_of_rate = mention


def _is_completed(state: State, index: int, found: Classified) -> bool:
    """为预留任务1500万元的121.8%: the goal that the subject completed, not a subject of its own."""
    text, subject = state.clause.text, state.subject
    if not text.startswith(state.grammar.predicates) or subject is None or subject.level() is None:
        return False
    is_goal = found.measure == "amount" and any(word in text for word in state.grammar.plans)
    if is_goal and state.rate_follows(index):
        found.basis = "target"
        return True
    return False


def _label(state: State, index: int, found: Classified) -> Label | None:
    label = label_of(state, found.label)
    if label is None and found.measure == "amount" and state.frames.top_is_fresh:
        label = item_of_any_name(state)
    if label is None and (found.measure in ("count", "amount") or found.guessed):
        return label_behind(state, index, found)
    if label is not None and found.measure == "count" and label.text.count("、") > 1:
        return label_behind(state, index, found) or label  # a list of names, then their number
    return label


def _each(state: State, index: int, found: Classified, label: Label | None) -> bool:
    """各, 均: one number for every basis or subject that the clause names."""
    bases = state.clause.bases
    if len(bases) > 1 and on_bases(state, [index] * len(bases), bases, found):
        state.bases = bases
        return True
    if label is None or len(label.parts) < 2:
        return False
    for name in label.parts:
        statement = named_statement(state, name, attribute=found.measure in ATTRIBUTES)
        record(state, state.tokens[index], found, statement)
    return True


def _base_of_share(state: State, index: int) -> bool:
    """The amount in 占总支出352万元的59 %: of the base, not of the subject."""
    share = state.clause.last("share")
    if share == -1 or state.subject is None or not state.rate_follows(index) or state.clause.bases:
        return False
    base = label_of(state, [t for t in state.clause.tokens[share + 1 :] if not t.cues or t.terms])
    if base is None:
        return False
    state.base_of_rate = record(state, state.tokens[index], Classified("amount"), statement_about(state, base))
    return True


def _statement_for(state: State, label: Label | None, found: Classified) -> Statement | None:
    """The statement a figure belongs to: one of the same label, the current subject, or a new one."""
    attribute = found.measure in ATTRIBUTES
    if attribute and is_against_another(state):
        label = None
    label = None if _goes_on(state, label) else completed_label(state, label)
    if found.measure in ("amount", "count") and (total := total_of_parts(state, label)) is not None:
        state.subject = total
        return total
    label = label or _verb_as_name(state, found)
    if label is None and attribute and state.clause.last("total_after") >= 0 and state.clause.last("share") == -1:
        return None  # 合计少97万元: of the list as a whole, which has no statement here
    if label is None and _is_of_another_kind(state, found):
        state.subject = state.headed or _money_before(state) or state.subject
    if label is None and found.measure == "ratio":
        label = state.dangling
    state.dangling = None
    if label is None:
        return _carried(state, found, attribute)
    if attribute:
        state.subject = statement_about(state, label)
    elif not _awaits_figure(state, label, found):
        state.subject = open_statement(state, label)
    return state.subject


def _goes_on(state: State, label: Label | None) -> bool:
    """支出 after a subject of its own: what that spent, not another figure."""
    subject, top = state.subject, state.frames.top
    if label is None or label.known or label.coordinates.keys() != {"concept"}:
        return False
    if top is not None and top.kind == "cue" and top.parent is subject:
        return False  # 非税收入，其中：专项收入: an item
    if subject is None or "concept" not in subject.coordinates:
        return False
    side = side_of(label.coordinates)
    words = (side for word, side in state.grammar.sides.items() if word in subject.label.text)
    return bool(side) and (side_of(subject.coordinates) or next(words, side)) == side


def _awaits_figure(state: State, label: Label, found: Classified) -> bool:
    """Whether the subject has the label and no figure yet on this basis and of this period."""
    if state.subject is None or state.subject.coordinates != label.coordinates:
        return False
    basis = found.basis or state.setting.default_basis
    return state.subject.level(basis, current_period(state)) is None


def _verb_as_name(state: State, found: Classified) -> Label | None:
    """An item of a list of counts that has no name but a verb: 受理12件，其中，办结9件，在办3件."""
    text = state.clause.text
    if found.measure != "count" or not state.frames.awaits_counts:
        return None
    found.basis = ""
    return Label(text, {"concept": f"={text}"}) if text else None


def _is_of_another_kind(state: State, found: Classified) -> bool:
    """运行维护费：保有量11辆，预算33万元: money after a count is of what the colon or the passage named."""
    level = state.subject.level() if state.subject is not None else None
    return level is not None and level.measure == "count" and found.measure not in ("count", "ratio", "points")


def _money_before(state: State) -> Statement | None:
    """The last statement of money in the sentence, else the first in the passage: 接待12批次，较上年减少2万元."""
    money = [s for s in state.reading.statements if (level := s.level()) is not None and level.measure == "amount"]
    compares = state.reference is not None or state.clause.direction
    said = [s for s in money if s.sentence == state.sentence]
    return (said[-1] if said else money[0]) if money and compares else None


def _carried(state: State, found: Classified, attribute: bool) -> Statement | None:
    """The subject of a figure without a label: the current one, else the heading's, a bare 预算数, or the lead's."""
    if state.subject is not None:
        return state.subject
    clause = state.clause
    if state.topic is not None:
        state.subject = open_statement(state, state.topic, Evidence.GUESSED)
    elif found.measure == "amount" and clause.bases:
        name = next(token.text for token in clause.tokens if basis_of(token))
        state.subject = open_statement(state, Label(name, {"concept": f"={name}"}))
    elif state.lead is not None and (attribute or clause.last("total_after") >= 0):
        state.subject = open_statement(state, state.lead.label, Evidence.CARRIED)
    return state.subject
