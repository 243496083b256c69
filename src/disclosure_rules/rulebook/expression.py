"""The small language of formulas and guards: arithmetic, comparison, and a handful of functions over cells.

    收入总计 = 本年收入 + 使用非财政拨款结余 + '年初结转和结余'
    stated(项目支出) and 项目支出 > 0

A name is a word of letters and digits in any script, or anything in quotes. Text becomes a syntax tree
(`rulebook.syntax`) and nothing else: it is never evaluated here.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, v_args

from disclosure_rules.rulebook.mistakes import closest
from disclosure_rules.rulebook.syntax import (
    Add,
    And,
    Call,
    Compare,
    Div,
    Mul,
    Name,
    Neg,
    Node,
    Not,
    Num,
    Or,
    Sub,
    is_condition,
)

__all__ = [
    "ExpressionError",
    "parse_condition",
    "parse_expression",
]

MAX_LENGTH = 2_000
MAX_TOKENS = 400
MAX_DEPTH = 32

_ARITY = {"sum": (1, None), "min": (1, None), "max": (1, None), "count": (1, None), "abs": (1, 1), "stated": (1, 1)}

_GRAMMAR = r"""
?start: disjunction | total
?disjunction: conjunction | disjunction _OR conjunction -> or_
?conjunction: negation | conjunction _AND negation -> and_
?negation: condition | _NOT condition -> not_
?condition: total COMPARISON total -> compare
    | STATED _LEFT name _RIGHT -> call
    | _LEFT disjunction _RIGHT
?total: product | total _PLUS product -> add | total _MINUS product -> sub
?product: factor | product _TIMES factor -> mul | product _OVER factor -> div
?factor: atom | _MINUS atom -> neg
?atom: NUMBER -> number
    | name
    | FUNCTION _LEFT total (_COMMA total)* _RIGHT -> call
    | _LEFT total _RIGHT
name: WORD | QUOTED

STATED.3: /stated(?=[ \t]*[(（])/
FUNCTION.2: /[^\W\d]\w*(?=[ \t]*[(（])/
WORD: /[^\W\d]\w*/
QUOTED: /'[^'\r\n]+'|"[^"\r\n]+"/
NUMBER: /[0-9]+(\.[0-9]+)?/
COMPARISON: "<=" | ">=" | "==" | "!=" | "=" | "<" | ">" | "≤" | "≥" | "≠" | "＝" | "＜" | "＞"
_LEFT: "(" | "（"
_RIGHT: ")" | "）"
_COMMA: "," | "，"
_PLUS: "+" | "＋"
_MINUS: "-" | "－" | "−"
_TIMES: "*" | "×"
_OVER: "/" | "÷"
_OR.4: /or(?!\w)/
_AND.4: /and(?!\w)/
_NOT.4: /not(?!\w)/
%ignore /[ \t\r\n\u3000]+/
"""

_SPOKEN = {
    "WORD": "a name",
    "QUOTED": "a name in quotes",
    "NUMBER": "a number",
    "FUNCTION": "a function",
    "STATED": "`stated`",
    "COMPARISON": "a comparison",
    "_LEFT": "`(`",
    "_RIGHT": "`)`",
    "_COMMA": "`,`",
    "_PLUS": "`+`",
    "_MINUS": "`-`",
    "_TIMES": "`*`",
    "_OVER": "`/`",
    "_OR": "`or`",
    "_AND": "`and`",
    "_NOT": "`not`",
    "$END": "the end",
}
_COMPARISONS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "＝": "=", "＜": "<", "＞": ">"}


class ExpressionError(ValueError):
    """The text is no expression. `column` is the 1-based character; `expected` says what could stand there."""

    def __init__(self, reason: str, column: int, *, expected: tuple[str, ...] = (), suggestion: str = "") -> None:
        wanted = f"; expected {', '.join(expected)}" if expected else ""
        super().__init__(f"expression, character {column}: {reason}{wanted}")
        self.column = column
        self.expected = expected
        self.suggestion = suggestion


def parse_expression(text: str) -> Node:
    """Parse an arithmetic expression or a condition. Raises ExpressionError."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH:,} characters", MAX_LENGTH + 1)
    if not text.strip():
        raise ExpressionError("there is nothing here", 1, expected=("a name", "a number"))
    parser = _parser()
    try:
        _bounded(parser, text)
        tree: Node = parser.parse(text)  # type: ignore[assignment]  # the transformer makes nodes of trees
    except UnexpectedCharacters as error:
        found = text[error.pos_in_stream or 0]
        reason = "a quote is not closed" if found in "'\"" else f"`{found}` has no meaning here"
        raise ExpressionError(reason, (error.pos_in_stream or 0) + 1) from None
    except UnexpectedToken as error:
        at_end = error.token.type == "$END"
        reason = "it stops too early" if at_end else f"unexpected `{error.token}`"
        column = len(text) + 1 if at_end else (error.token.start_pos or 0) + 1
        wanted = sorted(_SPOKEN.get(name, name) for name in error.accepts or error.expected)
        raise ExpressionError(reason, column, expected=tuple(wanted)) from None
    except UnexpectedEOF:
        raise ExpressionError("it stops too early", len(text) + 1) from None
    return tree


def parse_condition(text: str) -> Node:
    """Parse an expression that is true or false. Raises ExpressionError."""
    tree = parse_expression(text)
    if not is_condition(tree):
        expected = ("a comparison", "`stated(…)`")
        raise ExpressionError("this is a number, not a condition", len(text) + 1, expected=expected)
    return tree


def _bounded(parser: Lark, text: str) -> None:
    """Refuse what is too long or too deeply nested, and unknown functions, before anything is built."""
    depth = 0
    for count, token in enumerate(parser.lex(text), start=1):
        column = (token.start_pos or 0) + 1
        depth += {"_LEFT": 1, "_RIGHT": -1}.get(token.type, 0)
        if depth > MAX_DEPTH:
            raise ExpressionError(f"brackets are nested deeper than {MAX_DEPTH} levels", column)
        if count > MAX_TOKENS:
            raise ExpressionError(f"more than {MAX_TOKENS} numbers, names and signs", column)
        if token.type == "FUNCTION" and token not in _ARITY:
            hint = closest(str(token), _ARITY) or "a label that holds brackets is written in quotes"
            raise ExpressionError(f"no function `{token}`; there are {', '.join(_ARITY)}", column, suggestion=hint)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="basic", transformer=_Nodes())


@v_args(inline=True)
class _Nodes(Transformer[Token, Any]):
    """Builds the tree while the text is parsed, so that no tree is ever walked by recursion."""

    add = Add
    sub = Sub
    mul = Mul
    div = Div
    neg = Neg
    or_ = Or
    and_ = And
    not_ = Not

    def number(self, token: Token) -> Num:
        return Num(Decimal(str(token)))

    def name(self, token: Token) -> Name:
        return Name(str(token[1:-1]) if token.type == "QUOTED" else str(token))

    def compare(self, left: Node, operator: Token, right: Node) -> Compare:
        return Compare(_COMPARISONS.get(str(operator), str(operator)), left, right)

    def call(self, function: Token, *arguments: Node) -> Call:
        most = _ARITY[str(function)][1]
        if most is not None and len(arguments) > most:
            raise ExpressionError(f"`{function}` takes one argument", (function.start_pos or 0) + 1)
        return Call(str(function), arguments)
