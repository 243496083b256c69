"""Modules and functions stay small enough to be read at once, and no number in the package is binary."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import disclosure_rules

PACKAGE = Path(disclosure_rules.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50
STARTS_PYTHON = {"sources/isolation/starting.py"}  # and has to know where it is
MAY_BE_BINARY = {"rulebook/mistakes.py"}  # how alike two words are, for a suggestion; no quantity


def shown(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_modules_are_small(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_functions_are_small(module: Path) -> None:
    large = {
        f"{node.name}:{node.lineno}"
        for node in nodes(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > MOST_LINES_OF_A_FUNCTION
    }
    assert large == set()


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_no_number_is_binary(module: Path) -> None:
    floats = {
        node.lineno
        for node in nodes(module)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        or (isinstance(node, ast.Name) and node.id == "float")
    }
    assert floats == set() or shown(module) in MAY_BE_BINARY


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_every_module_says_what_it_is(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert docstring and docstring.splitlines()[0].endswith((".", ":", "?"))


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_nothing_below_the_command_line_prints_or_leaves(module: Path) -> None:
    if module.parent.name == "cli":
        return
    doors = {"print", "exit", "quit", "input", "breakpoint", "eval", "exec"}
    used = {node.func.id for node in nodes(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    imported = {alias.name for node in nodes(module) if isinstance(node, ast.Import) for alias in node.names}
    assert used & doors == set()
    assert imported & {"sys", "time", "random"} == set() or shown(module) in STARTS_PYTHON


def nodes(module: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1
