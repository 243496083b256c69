"""Plain text: one paragraph a line, lines broken at a margin joined, tables and charts written out read back."""

from __future__ import annotations

from disclosure_rules.sources.assembly import Assembly, Strand, refuse_more_than
from disclosure_rules.sources.block import Block, Paragraph, Problem, SourceError
from disclosure_rules.sources.text.encoding import decode
from disclosure_rules.sources.text.overlong import cut
from disclosure_rules.sources.text.wrapping import join_wrapped, margin_of
from disclosure_rules.sources.text.written import chart_at, form_at, table_at

__all__ = ["MAX_TEXT", "read"]

# The longest disclosures of a whole province have 3 MB of text; more is a dump of many files.
MAX_TEXT = 8 * 1024 * 1024
_LONGEST_TITLE = 60  # characters of a line that can be the title of a chart


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a text file and what could not be read. Lines are counted as `\\n` or `\\r\\n` end them.

    Raises SourceError for an unknown encoding and for more text than `MAX_TEXT` bytes.
    """
    if len(data) > MAX_TEXT:
        size, limit = len(data) // (1024 * 1024), MAX_TEXT // (1024 * 1024)
        raise SourceError(
            {
                "zh": f"文本有 {size} MB，超过上限 {limit} MB，不像一份公开报告，请拆分后再检查。",
                "en": f"The text has {size} MB, over the limit of {limit} MB for one disclosure; split it.",
            }
        )
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_more_than(text.count("\n") + text.count("\t"))
    lines = text.split("\n")
    margin = margin_of(lines)
    assembly = Assembly()
    position = 0
    while position < len(lines):
        if not lines[position].strip() and "\t" not in lines[position]:
            position += 1
        elif "\t" in lines[position]:
            position = _add_tabbed(assembly, lines, position, margin)
        else:
            position = _add_prose(assembly, lines, position, margin)
    return tuple(assembly.blocks), _problems(lines, encoding)


def _add_prose(assembly: Assembly, lines: list[str], start: int, margin: int | None) -> int:
    end = start
    while end < len(lines) and lines[end].strip() and "\t" not in lines[end]:
        end += 1
    numbered = [(piece, index + 1) for index in range(start, end) for piece in cut(lines[index]) if piece.strip()]
    for content in join_wrapped(numbered, margin):
        assembly.paragraph(content)
    return end


def _add_tabbed(assembly: Assembly, lines: list[str], start: int, margin: int | None) -> int:
    chart = chart_at(lines, start)
    if chart is not None:
        title, line = _take_title(assembly, start + 1)
        assembly.chart(title, chart.series, line=line, unit_line=chart.unit_line)
        return chart.end
    table = table_at(lines, start) or form_at(lines, start)
    if table is not None and table.rows:
        assembly.table(table.rows, line=start + 1)
        return table.end
    # Lines that were looked at together and found to be no table are not looked at again: the time stays linear.
    position, end = start, start + 1 if table is None else table.end
    while position < end:
        if lines[position].strip() and "\t" not in lines[position]:
            position = _add_prose(assembly, lines, position, margin)
            continue
        if lines[position].strip():
            for piece in cut(lines[position]):
                assembly.paragraph(Strand(text=piece, lines=((0, position + 1),)))
        position += 1
    return position


def _take_title(assembly: Assembly, line: int) -> tuple[str, int]:
    """Take the line before a chart off the paragraphs where it can be its title; `line` is where the data begin."""
    before = assembly.blocks[-1] if assembly.blocks else None
    if isinstance(before, Paragraph) and not before.lines and "\t" not in before.text:
        title = before.text.strip()
        if len(title) <= _LONGEST_TITLE and not title.endswith(("。", "；", "：", ":", "，")):
            assembly.blocks.pop()
            return title, before.place.line or line
    return "", line


def _problems(lines: list[str], encoding: str) -> tuple[Problem, ...]:
    problems = []
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"):
        message = {
            "zh": f"文件没有注明编码，按猜测的 {encoding} 读取，请核对文字。",
            "en": f"The file does not say its encoding; it was read as {encoding}, which is a guess.",
        }
        problems.append(Problem(severity="warning", message=message))
    lost = [number for number, line in enumerate(lines, start=1) if "\ufffd" in line]
    if lost:
        message = {
            "zh": f"有 {len(lost)} 行含有无法还原的字符（首处在第 {lost[0]} 行），其中的数字可能不全。",
            "en": f"{len(lost)} lines hold characters lost before the file came here (first on line {lost[0]}).",
        }
        problems.append(Problem(severity="warning", message=message))
    return tuple(problems)
