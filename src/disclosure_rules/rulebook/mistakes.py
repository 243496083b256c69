"""Every mistake of a rulebook, gathered before any is told."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

from disclosure_rules.rulebook.rule import Mistake, Rulebook, RulebookError

__all__ = ["Mistakes", "closest"]

_MOST = 500  # a file of nonsense is told in a bounded time
_LONGEST_WORD = 60
_MOST_CANDIDATES = 5_000


def closest(word: str, among: Iterable[str]) -> str:
    """The sentence `did you mean …?` for the known word nearest to this one, or nothing."""
    if not word or len(word) > _LONGEST_WORD:
        return ""
    known = list(islice(among, _MOST_CANDIDATES))
    cutoff = 0.6 if len(word) > 3 else 0.5  # 万圆 for 万元: half of a short word is all there is
    found = difflib.get_close_matches(word, known, n=1, cutoff=cutoff)
    if not found:
        found = [name for name in known if name.casefold() == word.casefold()]
    return f"did you mean `{found[0]}`?" if found else ""


class Mistakes:
    """A list that is only raised when it is complete."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, int, str], Mistake] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(
        self,
        file: str,
        position: tuple[int, int],
        message: str,
        *,
        suggestion: str = "",
        word: str = "",
        among: Iterable[str] = (),
    ) -> None:
        """Note one mistake at a 1-based (line, column). With `word`, the nearest of `among` is suggested."""
        line, column = position
        key = (file, line, column, message)
        if key in self._found or len(self) > _MOST:
            return
        if len(self) == _MOST:
            message, suggestion, word = "there are more mistakes than are shown", "", ""
        hint = suggestion or closest(word, among)
        self._found[key] = Mistake(file=file, line=line, column=column, message=message, suggestion=hint)

    def raise_if_any(self, without_them: Rulebook | None = None) -> None:
        """Raise RulebookError with everything noted, by file and line, and what could be read all the same."""
        if self._found:
            noted = sorted(self._found.values(), key=lambda m: (m.file, m.line, m.column, m.message))
            raise RulebookError(tuple(noted), without_them)
