"""What is said about a workbook: hidden parts, formulas without values, errors, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Problem
from disclosure_rules.sources.xlsx.shown import Sheet, letters

__all__ = ["sheet_problems", "workbook_problems"]

_FEW = 50  # cells for each picture: fewer, and the pictures are the content
_NAMED = 5

# Kind, severity, Chinese, English; {n} how many, {cell} the first of them, {sheet} the sheet.
_CELLS: tuple[tuple[str, str, str, str], ...] = (
    (
        "uncomputed",
        "warning",
        "工作表“{sheet}”有 {n} 个公式没有保存计算结果（首处在 {cell}），请用 Excel 或 WPS 打开并保存后再检查。",
        "Sheet '{sheet}' has {n} formulas without stored results (first in {cell}); open it in Excel and save it.",
    ),
    (
        "error",
        "warning",
        "工作表“{sheet}”有 {n} 个单元格显示错误值（首处在 {cell}），请改正公式。",
        "Sheet '{sheet}' has {n} cells that show an error (first in {cell}); correct their formulas.",
    ),
    (
        "lost",
        "warning",
        "工作表“{sheet}”有 {n} 个单元格的文字缺失（首处在 {cell}），文件已损坏。",
        "Sheet '{sheet}' has {n} cells whose text is missing (first in {cell}): the file is damaged.",
    ),
    (
        "hidden",
        "note",
        "工作表“{sheet}”隐藏的行或列中有 {n} 个单元格没有读取（首处在 {cell}）。",
        "Sheet '{sheet}' has {n} cells in hidden rows or columns, which were not read (first in {cell}).",
    ),
    (
        "covered",
        "note",
        "工作表“{sheet}”有 {n} 个单元格被合并单元格盖住，没有读取（首处在 {cell}）。",
        "Sheet '{sheet}' has {n} cells covered by merged cells, which were not read (first in {cell}).",
    ),
)
_UNREAD: tuple[tuple[str, str, str], ...] = (
    ("object", "有 {n} 个嵌入对象没有读取。", "{n} embedded objects were not read."),
    ("chart", "有 {n} 个图表没有可读的数据。", "{n} charts have no data that can be read."),
    ("box", "有 {n} 个文本框没有读取。", "{n} text boxes were not read."),
    ("sheet", "有 {n} 个工作表缺失，没有读取。", "{n} sheets are missing from the file and were not read."),
)


def sheet_problems(name: str, sheet: Sheet) -> tuple[Problem, ...]:
    """Say what of a sheet was not read or cannot be right."""
    problems = []
    for kind, severity, zh, en in _CELLS:
        if not sheet.counts[kind]:
            continue
        row, column = sheet.first[kind]
        said = {"sheet": name, "n": sheet.counts[kind], "cell": f"{letters(column)}{row}"}
        message = {"zh": zh.format(**said), "en": en.format(**said)}
        problems.append(Problem(severity=severity, message=message, place=Place(sheet=name, row=row, column=column)))
    return tuple(problems)


def workbook_problems(hidden: Sequence[str], unread: Counter[str], cells: int) -> tuple[Problem, ...]:
    """Say what of a whole workbook was not read; `cells` is how many show something."""
    problems = []
    pictures = unread["picture"]
    if pictures:
        message = {
            "zh": f"工作簿有 {cells} 个有内容的单元格和 {pictures} 幅图片，图片没有读取，图中的数字未检查。",
            "en": f"The workbook has {cells} cells and {pictures} pictures; figures in the pictures are unchecked.",
        }
        severity = "warning" if cells < _FEW * pictures else "note"
        problems.append(Problem(severity=severity, message=message))
    for kind, zh, en in _UNREAD:
        if unread[kind]:
            message = {"zh": zh.format(n=unread[kind]), "en": en.format(n=unread[kind])}
            problems.append(Problem(severity="warning", message=message))
    if hidden:
        names, more = hidden[:_NAMED], len(hidden) > _NAMED
        message = {
            "zh": f"有 {len(hidden)} 个隐藏的工作表没有读取（{'、'.join(names)}{'等' if more else ''}）。",
            "en": f"{len(hidden)} hidden sheets were not read ({', '.join(names)}{', …' if more else ''}).",
        }
        problems.append(Problem(severity="note", message=message))
    return tuple(problems)
