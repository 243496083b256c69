"""What a web page holds besides its text: pictures, frames, attachments, parts that are hidden."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Problem
from disclosure_rules.sources.html.tokens import Open

__all__ = ["Unread"]

_ATTACHMENT = re.compile(r"\.(?:xlsx?|xlsm|xlsb|et|pdf|docx?|wps|ofd|csv|zip|rar|7z)$", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,6})")
_STYLED = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*(\d{1,6})(?:\.\d+)?\s*(px|pt)?", re.IGNORECASE)
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "applet"})
_ICON = 100  # pixels: a picture lower or narrower than this holds no table
_DATA = 8_000  # characters of a picture written into the page that is more than an icon
_NAMED = 5  # attachments named in a message
_LONGEST_NAME = 60

_COUNTED: tuple[tuple[str, str, str], ...] = (
    (
        "picture",
        "有 {n} 幅图片没有读取，图中的数字未检查。",
        "{n} pictures were not read; figures in them are unchecked.",
    ),
    (
        "frame",
        "页面嵌有 {n} 个框架或嵌入对象，其中的内容没有读取，请把它们另存后一并检查。",
        "{n} frames or embedded objects of the page were not read; save what they show and check it too.",
    ),
    (
        "hidden",
        "有 {n} 处不显示的文字没有读取（首处在第 {line} 行）。",
        "{n} parts with text that is not displayed were not read (first on line {line}).",
    ),
    (
        "deleted",
        "有 {n} 处标为已删除的文字没有读取（首处在第 {line} 行）。",
        "{n} parts marked as deleted were not read (first on line {line}).",
    ),
    (
        "unended",
        "有 {n} 处标记没有结束（首处在第 {line} 行），其后直到文件末尾的内容没有读取。",
        "{n} tags or comments never end (first on line {line}); what follows to the end of the file was not read.",
    ),
    (
        "cut",
        "页面在第 {line} 行中断，没有写完，其后的内容可能丢失。",
        "The page breaks off on line {line} before its end; what should follow may be lost.",
    ),
    (
        "chart",
        "有 {n} 幅由脚本或矢量绘制的图没有读取。",
        "{n} drawings made by scripts or vectors were not read.",
    ),
)
_WARNED = frozenset({"frame", "unended", "cut"})


@dataclass(slots=True)
class Unread:
    """Counts by kind, with the first line of each, and the names of what the page links to."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)  # address to name

    def add(self, kind: str, line: int) -> None:
        """Count one more thing that was not read."""
        self.counts[kind] += 1
        self.first.setdefault(kind, line)

    def look_at(self, token: Open, line: int, *, muted: str) -> None:
        """Count what an element brings along that is not text; `muted` is why the element is no text, if so."""
        name, attributes = token.name, token.attributes
        if muted == "hidden":
            return
        if name == "a":
            self._link(attributes.get("href", ""))
        elif name == "img" or (name == "input" and attributes.get("type", "").lower() == "image"):
            self._picture(attributes, line)
        elif name == "canvas":
            self.add("chart", line)
        elif name in _FRAMES and (attributes.get("src") or attributes.get("data")):
            self._link(attributes.get("src") or attributes.get("data") or "")
            self.add("frame", line)

    def _picture(self, attributes: dict[str, str], line: int) -> None:
        sizes = [found.group(1) for name in ("width", "height") if (found := _PIXELS.match(attributes.get(name, "")))]
        sizes += [found.group(2) for found in _STYLED.finditer(attributes.get("style", "")) if found.group(3)]
        source = attributes.get("src", "")
        small = source.startswith("data:") and len(source) < _DATA
        if not small and not any(int(size) < _ICON for size in sizes):
            self.add("picture", line)

    def _link(self, address: str) -> None:
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).strip()
        if _ATTACHMENT.search(path):
            self.attachments.setdefault(path, re.split(r"[/\\]", path)[-1][-_LONGEST_NAME:])

    def problems(self, *, tables: bool) -> tuple[Problem, ...]:
        """Say what was not read; `tables` tells whether the page has any table that was."""
        problems = []
        for kind, zh, en in _COUNTED:
            count = self.counts[kind]
            if not count:
                continue
            first = self.first[kind]
            warned = kind in _WARNED or (kind in ("picture", "chart") and not tables)
            message = {"zh": zh.format(n=count, line=first), "en": en.format(n=count, line=first)}
            place = Place(line=first) if first else None
            problems.append(Problem(severity="warning" if warned else "note", message=message, place=place))
        if self.attachments:
            problems.append(Problem(severity="note", message=self._attached()))
        return tuple(problems)

    def _attached(self) -> dict[str, str]:
        names = list(self.attachments.values())
        count, shown = len(names), names[:_NAMED]
        more_zh, more_en = ("等", ", …") if count > _NAMED else ("", "")
        return {
            "zh": f"页面链接的 {count} 个附件没有读取（{'、'.join(shown)}{more_zh}），表格常在其中，请一并检查。",
            "en": f"{count} attachments were not read ({', '.join(shown)}{more_en}); they often hold the tables.",
        }
