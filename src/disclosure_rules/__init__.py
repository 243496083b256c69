"""Read every figure of a published financial disclosure and report what cannot be true."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosure_rules.api import Checker, check, load_rulebook, read_document
    from disclosure_rules.checks.finding import Finding
    from disclosure_rules.facts import Document, Fact
    from disclosure_rules.quantity import Quantity, Verdict
    from disclosure_rules.report import Report
    from disclosure_rules.rulebook import RulebookError
    from disclosure_rules.sources import SourceError

__version__ = "0.1.0"

__all__ = [
    "Checker",
    "Document",
    "Fact",
    "Finding",
    "Quantity",
    "Report",
    "RulebookError",
    "SourceError",
    "Verdict",
    "check",
    "load_rulebook",
    "read_document",
]

# The front door opens room by room: importing the package costs nothing until a name is used.
_ROOMS = {
    "Checker": "api",
    "check": "api",
    "load_rulebook": "api",
    "read_document": "api",
    "Finding": "checks.finding",
    "Document": "facts",
    "Fact": "facts",
    "Quantity": "quantity",
    "Verdict": "quantity",
    "Report": "report",
    "RulebookError": "rulebook",
    "SourceError": "sources",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
