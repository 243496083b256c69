"""The rooms say of themselves what ARCHITECTURE.md says of them."""

import ast
import re
from pathlib import Path

import disclosure_rules

PACKAGE = Path(disclosure_rules.__file__).parent
PROJECT = Path(__file__).parents[2]
ROOMS = (
    "place.py",
    "quantity",
    "sources",
    "facts",
    "rulebook",
    "checks",
    "lint",
    "trials",
    "report",
    "outputs",
    "api.py",
    "cli",
)


def caption(room: str) -> str:
    module = PACKAGE / room if room.endswith(".py") else PACKAGE / room / "__init__.py"
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return docstring.splitlines()[0]


def test_captions() -> None:
    text = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z_.]+?)/?` \| (.+?) \|$", text, re.MULTILINE))
    assert told == {room: caption(room) for room in ROOMS}


def test_every_room_is_told() -> None:
    found = {
        path.name
        for path in PACKAGE.iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }
    assert found == set(ROOMS)
