"""The names 类款项 by which expenditure is classified by function (政府收支分类科目)."""

from __future__ import annotations

import re

__all__ = ["function_paths"]

_MARK = re.compile(r"（\d{0,3}([类款项])）")
_BOUNDARY = re.compile(r"[，；。：！？、.．\d]|(?<=[\d一二三四五六七八九十])）")


def function_paths(text: str) -> list[tuple[int, int, dict[str, str]]]:
    """Function paths 类款项 in the text: start, end and the three names."""
    found: list[tuple[int, int, dict[str, str]]] = []
    start = None
    parts: dict[str, str] = {}
    previous_end = 0
    for mark in _MARK.finditer(text):
        level = mark[1]
        if level == "类":
            boundary = max(
                (m.end() for m in _BOUNDARY.finditer(text, max(0, mark.start() - 40), mark.start())), default=0
            )
            start, parts = max(boundary, previous_end, mark.start() - 40), {}
            parts["类"] = text[start : mark.start()].strip("“”、")
        elif start is not None and mark.start() - previous_end <= 60 and level not in parts:
            parts[level] = text[previous_end : mark.start()].removeprefix("支出").strip("“”、-")
            if level == "项" or not _MARK.search(text, mark.end(), mark.end() + 60):
                found.append((start, mark.end(), parts))
                start = None
        else:
            start = None
        previous_end = mark.end()
    return found
