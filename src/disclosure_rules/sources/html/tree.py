"""From tokens to a tree of paragraphs and tables, the way browsers repair what is not well-formed."""

from __future__ import annotations

import re

from disclosure_rules.sources.assembly import refuse_more_than
from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.html.ink import Ink
from disclosure_rules.sources.html.nodes import CellNode, Flow, ParagraphNode, RowNode, TableNode
from disclosure_rules.sources.html.scope import Scope, State, changed
from disclosure_rules.sources.html.tokens import Open, Scanner, Text
from disclosure_rules.sources.html.unread import Unread

__all__ = ["build"]

_DEEPEST_TABLE = 40  # tables within tables
_DEEPEST = 20_000  # elements open in one cell; unclosed ones pile up
_VOID = frozenset(
    (
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
    )
) | {"source", "track", "wbr"}
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext", "pre",
    "search", "section", "select", "summary", "textarea", "ul", "xmp",
))
# fmt: on
_IN_TABLES = frozenset({"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_CLOSES = {"li": {"p", "li"}, "dt": {"p", "dt", "dd"}, "dd": {"p", "dt", "dd"}, "option": {"option"}}
_P = frozenset({"p"})
_RAISED = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
_NUMBER = re.compile(r"\s{0,9}(\d{1,9})")


def build(page: str, unread: Unread) -> Flow:
    """Return the paragraphs and tables of a page in order; what is no text of it is counted in `unread`.

    Raises SourceError where there are more pieces, or deeper tables, than a disclosure has.
    """
    return _Builder(page, unread).run()


class _Builder:
    def __init__(self, page: str, unread: Unread) -> None:
        self._page = page
        self._counted = (0, 1)  # a position in the page and the line it is on
        self._xml = page.lstrip("\ufeff \n\t")[:5].lower() == "<?xml"
        self._unread = unread
        self._noted = True  # whether text was found in the muted part that is open
        self._state = State()
        self._ink = Ink()
        self._scopes = [Scope(state=self._state, flow=[])]
        self._pieces = 0
        self._ended = False  # whether the page says that it is at its end

    def run(self) -> Flow:
        scanner = Scanner(self._page)
        for token in scanner.tokens():
            if isinstance(token, Text):
                self._text(token)
            elif isinstance(token, Open):
                self._open(token)
            elif token.name in _IN_TABLES:
                self._close_in_table(token.name)
            else:
                self._ended = self._ended or token.name in ("body", "html")
                self._close(token.name)
        if not self._ended and (len(self._scopes) > 1 or self._scopes[0].names["body"]):
            self._unread.add("cut", self._page.count("\n") + 1)
        while len(self._scopes) > 1:
            self._leave()
        self._flush()
        for position in scanner.unended:
            self._unread.add("unended", self._page.count("\n", 0, position) + 1)
        return self._scopes[0].flow

    def _line(self, position: int) -> int:
        """Return the line of a position; positions are asked for in order."""
        before, line = self._counted
        line += self._page.count("\n", before, position)
        self._counted = (position, line)
        return line

    def _text(self, token: Text) -> None:
        state, line = self._state, self._line(token.start)
        if state.shown:
            table = _RAISED.get(state.raised)
            raw = token.raw if table is None or "&" in token.raw else token.raw.translate(table)
            self._ink.write(raw, line, escaped=token.escaped, kept=state.kept)
        elif not self._noted and token.raw.replace("&nbsp;", "").strip():
            self._noted = True
            self._unread.add(state.muted or "hidden", line)

    def _open(self, token: Open) -> None:
        name, line, before = token.name, self._line(token.start), self._state
        state = changed(before, token)
        if before.shown:
            self._noted = False
            self._unread.look_at(token, line, muted=state.muted)
        if name in _IN_TABLES:
            self._open_in_table(token, line)
            return
        if name == "br":
            if before.shown:
                self._ink.line_break()
            return
        scope = self._scopes[-1]
        if name in _BLOCKS:
            self._flush()
            block = next((opened for opened, _ in reversed(scope.opened[-9:]) if opened in _BLOCKS), "")
            if block in _CLOSES.get(name, _P):
                self._state = scope.pop(block)
                state = changed(self._state, token)
        if name in _VOID or (token.closed and self._xml):
            return
        # Inline elements that change nothing are not remembered, so that they need not be closed in order.
        if name in _BLOCKS or state != self._state or scope.names[name]:
            if len(scope.opened) >= _DEEPEST:
                raise _too_deep(line)
            scope.push(name, self._state)
            self._state = state

    def _close(self, name: str) -> None:
        scope = self._scopes[-1]
        if name == "br":
            self._ink.line_break()
        if name in _BLOCKS:
            self._flush()
            if scope.names[name]:
                self._state = scope.pop(name)
        elif scope.names[name]:
            self._state = scope.remove(name, self._state)

    def _open_in_table(self, token: Open, line: int) -> None:
        name = token.name
        self._flush()
        if name == "table":
            if self._scopes[-1].table is not None:
                self._leave()
            self._begin_table(token, line)
            return
        self._leave_cell()
        scope = self._scopes[-1]
        table = scope.table
        if table is None or name in ("col", "colgroup"):
            return
        if name == "caption":
            self._state = changed(scope.state_of_table, token)
            self._enter(Scope(state=scope.state_of_table, flow=table.before))
        elif name in ("tbody", "thead", "tfoot"):
            table.groups.append([])
            scope.row = None
            self._state = scope.state_of_group = scope.state_of_row = changed(scope.state_of_table, token)
        elif name == "tr":
            self._begin_row(scope, table, token)
        else:
            self._begin_cell(scope, table, token, line)

    def _begin_table(self, token: Open, line: int) -> None:
        if sum(scope.table is not None for scope in self._scopes) >= _DEEPEST_TABLE:
            raise _too_deep(line)
        table, outside = TableNode(line), self._state
        state = changed(outside, token)
        if not state.muted:
            self._scopes[-1].flow.append(table)
        self._state = state
        scope = Scope(state=outside, flow=table.before, table=table)
        scope.state_of_table = scope.state_of_group = scope.state_of_row = state
        self._enter(scope)

    def _begin_row(self, scope: Scope, table: TableNode, token: Open | None) -> None:
        self._count()
        self._state = scope.state_of_row = (
            scope.state_of_group if token is None else changed(scope.state_of_group, token)
        )
        scope.row = RowNode(displayed=not self._state.muted)
        if not table.groups:
            table.groups.append([])
        table.groups[-1].append(scope.row)

    def _begin_cell(self, scope: Scope, table: TableNode, token: Open, line: int) -> None:
        self._count()
        if scope.row is None:
            self._begin_row(scope, table, None)
        self._state = changed(scope.state_of_row, token)
        cell = CellNode(
            line,
            _span(token.attributes.get("rowspan"), 1),
            max(1, _span(token.attributes.get("colspan"), 1)),
            displayed=not self._state.muted,
        )
        if scope.row is not None:
            scope.row.cells.append(cell)
        self._enter(Scope(state=scope.state_of_row, flow=cell.flow))

    def _close_in_table(self, name: str) -> None:
        self._flush()
        if len(self._scopes) == 1 or name in ("col", "colgroup"):
            return
        self._leave_cell()
        scope = self._scopes[-1]
        if name == "table":
            self._leave()
        elif name == "tr":
            scope.row = None
            self._state = scope.state_of_row = scope.state_of_group
        elif name in ("tbody", "thead", "tfoot"):
            scope.row = None
            scope.table.groups.append([]) if scope.table else None
            self._state = scope.state_of_row = scope.state_of_group = scope.state_of_table

    def _enter(self, scope: Scope) -> None:
        self._scopes.append(scope)

    def _leave(self) -> None:
        """Close a cell, or a table that is in no cell."""
        self._flush()
        self._state = self._scopes.pop().state

    def _leave_cell(self) -> None:
        """Go back to the table that the innermost cell is of; outside of all tables do nothing."""
        if len(self._scopes) > 1 and self._scopes[-1].table is None:
            self._leave()

    def _count(self, pieces: int = 1) -> None:
        self._pieces += pieces
        refuse_more_than(self._pieces)

    def _flush(self) -> None:
        """End the paragraph that is being gathered."""
        strands = self._ink.take_paragraphs()
        self._count(len(strands))
        self._scopes[-1].flow.extend(ParagraphNode(strand, self._state.level) for strand in strands)


def _span(declared: str | None, default: int) -> int:
    number = _NUMBER.match(declared or "")
    return int(number.group(1)) if number else default


def _too_deep(line: int) -> SourceError:
    return SourceError(
        {
            "zh": f"网页第 {line} 行的标记嵌套过深，不像一份公开报告，请用浏览器另存后再检查。",
            "en": f"The page nests its elements too deeply at line {line}; save it again from a browser.",
        }
    )
