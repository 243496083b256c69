"""Function paths in a text: 一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）."""

from __future__ import annotations

import re

__all__ = ["function_paths"]

_MARK = re.compile(r"（\d{0,3}([类款项])）")
_BOUNDARY = re.compile(r"[，；。：！？、.．\d]|(?<=[\d一二三四五六七八九十])）")
_LONGEST_CLASS = 40  # characters of the name of a 类
_LONGEST_NAME = 60  # characters between one mark and the next


def function_paths(text: str) -> list[tuple[int, int, dict[str, str]]]:
    """The function paths of a text: start, end, and the names by their level (类, 款, 项)."""
    found: list[tuple[int, int, dict[str, str]]] = []
    start: int | None = None
    parts: dict[str, str] = {}
    previous_end = 0
    for mark in _MARK.finditer(text):
        level = mark[1]
        if level == "类" or (level == "款" and start is None):  # 法院（款）行政运行（项）: the 类 stands before
            start = max(_class_start(text, mark.start()), previous_end)
            parts = {level: text[start : mark.start()].strip("“”、")}
            if level == "款" and not _MARK.search(text, mark.end(), mark.end() + _LONGEST_NAME):
                start = None
        elif start is not None and mark.start() - previous_end <= _LONGEST_NAME and level not in parts:
            parts[level] = text[previous_end : mark.start()].removeprefix("支出").strip("“”、-")
            if level == "项" or not _MARK.search(text, mark.end(), mark.end() + _LONGEST_NAME):
                found.append((start, mark.end(), parts))
                start = None
        else:
            start = None
        previous_end = mark.end()
    return found


def _class_start(text: str, end: int) -> int:
    """Where the name of a 类 that ends at `end` begins: after the last mark before it."""
    furthest = end - _LONGEST_CLASS
    return max((m.end() for m in _BOUNDARY.finditer(text, max(0, furthest), end)), default=furthest)
