"""Word documents: paragraphs with their numbers, tables with their merges, charts with the data they keep."""

from __future__ import annotations

from collections import Counter

from disclosure_rules.place import Place
from disclosure_rules.sources.assembly import Assembly, SeriesDraft
from disclosure_rules.sources.block import Block, Problem, SourceError
from disclosure_rules.sources.docx.body import Body, ChartHere, ParagraphHere
from disclosure_rules.sources.docx.chart import ChartData, read_chart
from disclosure_rules.sources.docx.names import CHART, RELATION_ID, W
from disclosure_rules.sources.docx.numbering import Numbering
from disclosure_rules.sources.docx.styles import Styles
from disclosure_rules.sources.package import Package, Relationships

__all__ = ["read"]

_USUAL_MAIN = "word/document.xml"

# What was passed over: severity, Chinese, English; `{n}` is how many.
_UNREAD: tuple[tuple[str, str, str, str], ...] = (
    (
        "picture",
        "note",
        "有 {n} 幅图片没有读取，图中的数字未检查。",
        "{n} pictures were not read; figures in them are unchecked.",
    ),
    ("note", "note", "有 {n} 处脚注或尾注没有读取。", "{n} footnotes or endnotes were not read."),
    (
        "object",
        "warning",
        "有 {n} 个嵌入对象（如 Excel 表）没有读取。",
        "{n} embedded objects (such as sheets) were not read.",
    ),
    ("diagram", "warning", "有 {n} 个 SmartArt 图形没有读取。", "{n} SmartArt diagrams were not read."),
    ("chart", "warning", "有 {n} 个图表没有可读的数据。", "{n} charts have no data that can be read."),
    ("equation", "warning", "有 {n} 个公式没有读取。", "{n} equations were not read."),
    ("import", "warning", "有 {n} 段导入的内容（altChunk）没有读取。", "{n} imported parts (altChunk) were not read."),
)


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a Word document and what could not be read.

    A line is the order of a paragraph in the document, those in cells and text boxes counted. Tracked insertions are
    read, deletions and hidden text are not, nor are headers, footers and notes. Raises SourceError for a package
    that is damaged, hostile or no Word document.
    """
    package = Package(data)
    main = package.main_part() or _USUAL_MAIN  # some programs forget to say which part it is
    root = package.xml(main)
    body = None if root is None or root.tag != W + "document" else root.find(W + "body")
    if body is None:
        raise _not_word(package)
    relations = package.relationships(main)
    parts = dict(relations.values())
    styles = Styles(package.xml(parts.get("styles", "")))
    numbering = Numbering(package.xml(parts.get("numbering", "")), styles.numbering_styles())
    reader = Body(styles, numbering)
    assembly = Assembly()
    problems: list[Problem] = []
    for draft in reader.read(body):
        if isinstance(draft, ParagraphHere):
            if draft.content.text.strip():
                assembly.paragraph(draft.content, level=draft.level, number=draft.number)
        elif isinstance(draft, ChartHere):
            try:
                chart = _chart(package, relations, draft.relation)
            except SourceError as error:
                problems.append(Problem(severity="warning", message=error.message, place=Place(line=draft.line)))
                continue
            if chart is None:
                reader.unread["chart"] += 1
            else:
                drafts = (
                    SeriesDraft(name=entry.name, line=draft.line, value_line=draft.line, points=entry.points)
                    for entry in chart.series
                )
                assembly.chart(chart.title, drafts, line=draft.line, unit_line=chart.unit_line)
        else:
            assembly.table(draft.rows, line=draft.line)
    return tuple(assembly.blocks), (*problems, *_passed_over(reader.unread))


def _chart(package: Package, relations: Relationships, relation: str) -> ChartData | None:
    """Return the data of the chart that a relationship names, or None where it keeps none."""
    part = relations.get(relation, ("", ""))[1]
    root = package.xml(part)
    if root is None:
        return None
    shapes = None
    reference = root.find(CHART + "userShapes")
    if reference is not None:
        shapes = package.xml(package.relationships(part).get(reference.get(RELATION_ID, ""), ("", ""))[1])
    chart = read_chart(root, shapes)
    return chart if chart.series else None


def _passed_over(unread: Counter[str]) -> list[Problem]:
    return [
        Problem(severity=severity, message={"zh": zh.format(n=unread[kind]), "en": en.format(n=unread[kind])})
        for kind, severity, zh, en in _UNREAD
        if unread[kind]
    ]


def _not_word(package: Package) -> SourceError:
    names = package.names()
    if "xl/workbook.xml" in names:
        zh, en = "Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"
    elif "ppt/presentation.xml" in names:
        zh, en = "演示文稿（.pptx）", "a presentation (.pptx)"
    elif "content.xml" in names and "mimetype" in names:
        zh, en = "OpenDocument 文件", "an OpenDocument file"
    elif "word/document.xml" in names:
        zh, en = "缺少正文的 Word 文档", "a Word document without a body"
    else:
        zh, en = "压缩包（.zip）", "a zip archive"
    return SourceError(
        {
            "zh": f"文件内容是{zh}，目前还不能读取，请另存为 .docx 或纯文本（.txt）后再检查。",
            "en": f"The file is {en}, which cannot be read yet; save it as .docx or as plain text (.txt).",
        }
    )
