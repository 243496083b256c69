"""What could not be read of a PDF, in one sentence for each kind, however many pages it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from disclosure_rules.place import Place
from disclosure_rules.sources.block import Problem, SourceError
from disclosure_rules.sources.pdf.pages import Page

__all__ = ["encrypted", "no_text", "not_a_pdf", "page_problems", "ranges", "too_many_pages"]

# Severity, and what is told of the pages, in Chinese and English.
_KINDS: dict[str, tuple[str, str, str]] = {
    "failed": (
        "warning",
        "第 {pages} 页没有读取：页面已损坏，或内容多得不像一页报告。",
        "{Pages} {were} not read: damaged, or holding more than a page of a report does.",
    ),
    "scanned": (
        "warning",
        "第 {pages} 页只有图片，没有文字（可能是扫描件），没有读取。",
        "{Pages} {hold} pictures only and no text (scanned?), and {were} not read.",
    ),
    "recognised": (
        "warning",
        "第 {pages} 页是图片，图片下面不可见的识别文字不可靠，没有读取。",
        "{Pages} {are} pictures; the invisible text recognised below them is not reliable and was not read.",
    ),
    "unmapped": (
        "warning",
        "第 {pages} 页有字体没有字符对照表，其中有些字符读不出来，已用 “\ufffd” 代替。",
        "{Pages} {use} a font that does not name its characters; some are not known and stand as '\ufffd'.",
    ),
    "mute": (
        "warning",
        "第 {pages} 页有文字因字体损坏而读不出来，没有读取。",
        "{Pages} {hold} text in a damaged font, which was not read.",
    ),
    "slanted": (
        "note",
        "第 {pages} 页有斜排的文字（可能是水印），没有读取。",
        "{Pages} {hold} slanted text (a watermark?), which was not read.",
    ),
    "picture": (
        "note",
        "第 {pages} 页有图片，图片里的内容没有读取。",
        "{Pages} {hold} pictures; what they show was not read.",
    ),
    "annotation": (
        "note",
        "第 {pages} 页有批注、图章或表单域，其中的文字没有读取。",
        "{Pages} {hold} comments, stamps or form fields, whose text was not read.",
    ),
}
_VERBS = {"were": "was", "hold": "holds", "are": "is", "use": "uses"}


def page_problems(pages: Iterable[Page], failed: Sequence[int]) -> tuple[Problem, ...]:
    """One problem for each kind of thing that was not read."""
    concerned: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    concerned["failed"] += failed
    for page in pages:
        for kind in page.unread:
            concerned[kind].append(page.number)
    return tuple(_problem(kind, numbers) for kind, numbers in concerned.items() if numbers)


def _problem(kind: str, numbers: list[int]) -> Problem:
    severity, zh, en = _KINDS[kind]
    return Problem(
        severity=severity,
        message={"zh": zh.format(pages=ranges(numbers, "、")), "en": _english(en, numbers)},
        place=Place(page=numbers[0]),
    )


def _english(template: str, numbers: list[int]) -> str:
    one = len(numbers) == 1
    verbs = {many: single if one else many for many, single in _VERBS.items()}
    return template.format(Pages=f"{'Page' if one else 'Pages'} {ranges(numbers, ', ')}", **verbs)


def ranges(numbers: Sequence[int], separator: str) -> str:
    """Numbers in short.

    >>> ranges([1, 2, 3, 5], ", ")
    '1-3, 5'
    """
    starts = [0, *(index for index, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1), len(numbers)]
    runs = [numbers[start:end] for start, end in pairwise(starts)]
    return separator.join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def encrypted() -> SourceError:
    return SourceError(
        {
            "zh": "PDF 文件设有打开密码，无法读取，请去掉密码后另存再检查。",
            "en": "The PDF file is protected by a password; remove the password, save it and check it again.",
        }
    )


def not_a_pdf() -> SourceError:
    return SourceError(
        {
            "zh": "PDF 文件已损坏或不完整，无法打开，请重新导出或重新下载后再检查。",
            "en": "The PDF file is damaged or cut off and cannot be opened; export it or download it again.",
        }
    )


def too_many_pages(pages: int, limit: int) -> SourceError:
    return SourceError(
        {
            "zh": f"PDF 文件有 {pages} 页，超过上限 {limit} 页，不像一份公开报告，请拆分后再检查。",
            "en": f"The PDF file has {pages} pages, over the limit of {limit}; split it and check the parts.",
        }
    )


def no_text(problems: Sequence[Problem]) -> SourceError:
    """The error of a file none of whose pages holds text that could be read."""
    reasons_zh = "".join(problem.message["zh"] for problem in problems)
    reasons_en = " ".join(problem.message["en"] for problem in problems)
    return SourceError(
        {
            "zh": f"PDF 文件里没有能读取的文字，无从检查，请提供由原软件直接导出的 PDF 或 Word 文档。{reasons_zh}",
            "en": (
                "The PDF file holds no text that can be read, so there is nothing to check; supply a PDF exported "
                f"from the program it was written in, or the document itself. {reasons_en}"
            ).rstrip(),
        }
    )
