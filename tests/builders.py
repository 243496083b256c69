"""Word documents built for tests: real parts in a real package, without a word processor."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

__all__ = ["CellXml", "Docx", "Level", "cell", "chart_part", "package", "paragraph", "run", "table"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PREFIXES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_A}" xmlns:c="{_C}" xmlns:wp="{_WP}" xmlns:mc="{_MC}" '
    f'xmlns:wps="{_WPS}" xmlns:pic="{_PIC}" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PIECE = re.compile("[\t\n]|[^\t\n]+")


@dataclass(frozen=True, slots=True)
class Level:
    """A list level: number format, template (`第%1部分`), first number, and a style it belongs to."""

    style: str
    template: str
    start: int = 1
    paragraph_style: str = ""
    more: str = ""  # further XML of the level


@dataclass(frozen=True, slots=True)
class CellXml:
    """A table cell: its blocks as XML, the columns it takes, and `restart` or `continue` in a vertical merge."""

    blocks: str
    span: int = 1
    merge: str = ""


def run(text: str, *, properties: str = "") -> str:
    """Return a `w:r`; a newline is a line break, a tab a tab. `properties` is the inside of its `w:rPr`."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    for piece in _PIECE.findall(_UNWRITABLE.sub("", text)):
        if piece == "\t":
            inside += "<w:tab/>"
        elif piece == "\n":
            inside += "<w:br/>"
        else:
            inside += f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
    return f"<w:r>{inside}</w:r>"


def paragraph(
    *parts: str, style: str = "", number: tuple[int, int] | None = None, level: int | None = None, properties: str = ""
) -> str:
    """Return a `w:p`. A part that begins with `<` is XML, any other is the text of a run.

    `number` is (list, level from 0), `level` the heading level from 1, `properties` more of its `w:pPr`.
    """
    inside = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if number is not None:
        inside += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    if level is not None:
        inside += f'<w:outlineLvl w:val="{level - 1}"/>'
    inside += properties
    head = f"<w:pPr>{inside}</w:pPr>" if inside else ""
    return f"<w:p>{head}{''.join(part if part.startswith('<') else run(part) for part in parts)}</w:p>"


def cell(text: str, *, span: int = 1, merge: str = "") -> CellXml:
    """Return a cell with one paragraph for every line of the text."""
    return CellXml("".join(paragraph(line) if line else paragraph() for line in text.split("\n")), span, merge)


def table(rows: Sequence[Sequence[str | CellXml]], *, row_properties: Mapping[int, str] | None = None) -> str:
    """Return a `w:tbl`; `row_properties` is the inside of a row's `w:trPr` by its index."""
    written = ""
    for index, row in enumerate(rows):
        properties = (row_properties or {}).get(index, "")
        written += "<w:tr>" + (f"<w:trPr>{properties}</w:trPr>" if properties else "")
        for entry in row:
            this = cell(entry) if isinstance(entry, str) else entry
            inside = f'<w:gridSpan w:val="{this.span}"/>' if this.span > 1 else ""
            inside += f"<w:vMerge w:val={quoteattr(this.merge)}/>" if this.merge else ""
            written += f"<w:tc><w:tcPr>{inside}</w:tcPr>{this.blocks}</w:tc>"
        written += "</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


def chart_part(title: str, series: Mapping[str, Sequence[tuple[str, str]]], *, unit_line: str = "") -> str:
    """Return a chart part with cached data: series name to points (category, value); a unit is an axis title."""

    def words(text: str) -> str:
        rich = f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"
        return f"<c:title><c:tx><c:rich><a:bodyPr/>{rich}</c:rich></c:tx></c:title>"

    def points(entries: Sequence[str]) -> str:
        return "".join(f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(entries))

    written = ""
    for index, (name, data) in enumerate(series.items()):
        named = f'<c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>'
        tx = f"<c:tx><c:strRef><c:f>S!$B$1</c:f><c:strCache>{named}</c:strCache></c:strRef></c:tx>" if name else ""
        categories = f"<c:strCache>{points([category for category, _ in data])}</c:strCache>"
        values = f"<c:numCache><c:formatCode>General</c:formatCode>{points([value for _, value in data])}</c:numCache>"
        written += (
            f'<c:ser><c:idx val="{index}"/>{tx}<c:cat><c:strRef>{categories}</c:strRef></c:cat>'
            f"<c:val><c:numRef>{values}</c:numRef></c:val></c:ser>"
        )
    head = words(title) if title else '<c:autoTitleDeleted val="1"/>'
    axis = f"<c:valAx>{words(unit_line)}</c:valAx>" if unit_line else ""
    plot = f"<c:plotArea><c:barChart>{written}</c:barChart>{axis}</c:plotArea>"
    return f'{_HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart>{head}{plot}</c:chart></c:chartSpace>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of the parts, the same bytes for the same parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@dataclass
class Docx:
    """A document in the making; every method that adds a block returns the document.

    `lists` are the levels of each list, numbered from 1; `list_overrides` maps a list to the inside of its `w:num`;
    `styles` is the inside of the styles part, `parts` are further parts of the package.
    """

    lists: Sequence[Sequence[Level]] = ()
    list_overrides: Mapping[int, str] = field(default_factory=dict)
    styles: str = ""
    blocks: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    parts: dict[str, str | bytes] = field(default_factory=dict)

    def paragraph(
        self, *parts: str, style: str = "", number: tuple[int, int] | None = None, level: int | None = None
    ) -> Docx:
        """Add a paragraph, as `paragraph` builds it."""
        return self.raw(paragraph(*parts, style=style, number=number, level=level))

    def table(self, rows: Sequence[Sequence[str | CellXml]]) -> Docx:
        """Add a table of texts and cells."""
        return self.raw(table(rows))

    def chart(
        self, title: str, series: Mapping[str, Sequence[tuple[str, str]]], *, unit_line: str = "", text: str = ""
    ) -> Docx:
        """Add a chart in a paragraph of its own, after `text`."""
        self.charts.append(chart_part(title, series, unit_line=unit_line))
        drawing = (
            f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{_C}">'
            f'<c:chart r:id="chart{len(self.charts)}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
        return self.raw(paragraph(*([text] if text else []), drawing))

    def raw(self, xml: str) -> Docx:
        """Add a block given as XML; the usual prefixes are declared."""
        self.blocks.append(xml)
        return self

    def package_parts(self) -> dict[str, str | bytes]:
        """Return the parts of the package by path."""
        relations = {"styles": ("styles", "styles.xml"), "numbering": ("numbering", "numbering.xml")}
        parts: dict[str, str | bytes] = {
            "word/document.xml": f"{_HEAD}<w:document {_PREFIXES}><w:body>{''.join(self.blocks)}</w:body></w:document>",
            "word/styles.xml": f"{_HEAD}<w:styles {_PREFIXES}>{self.styles}</w:styles>",
            "word/numbering.xml": f"{_HEAD}<w:numbering {_PREFIXES}>{self._numbering()}</w:numbering>",
        }
        for index, chart in enumerate(self.charts, start=1):
            relations[f"chart{index}"] = ("chart", f"charts/chart{index}.xml")
            parts[f"word/charts/chart{index}.xml"] = chart
        head = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations({"main": ("officeDocument", "word/document.xml")}),
            "word/_rels/document.xml.rels": _relations(relations),
        }
        return {**head, **parts, **self.parts}

    def to_bytes(self) -> bytes:
        """Return the document as a file's bytes."""
        return package(self.package_parts())

    def _numbering(self) -> str:
        written = ""
        for identifier, levels in enumerate(self.lists, start=1):
            written += f'<w:abstractNum w:abstractNumId="{identifier}">'
            for index, level in enumerate(levels):
                style = f"<w:pStyle w:val={quoteattr(level.paragraph_style)}/>" if level.paragraph_style else ""
                written += (
                    f'<w:lvl w:ilvl="{index}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.style}"/>'
                    f"{level.more}{style}<w:lvlText w:val={quoteattr(level.template)}/></w:lvl>"
                )
            written += "</w:abstractNum>"
        for identifier in range(1, len(self.lists) + 1):
            override = self.list_overrides.get(identifier, "")
            reference = "" if "abstractNumId" in override else f'<w:abstractNumId w:val="{identifier}"/>'
            written += f'<w:num w:numId="{identifier}">{reference}{override}</w:num>'
        return written

    def _types(self) -> str:
        overrides = {f"/word/{name}.xml": f"{_WORD_TYPE}{name}+xml" for name in ("styles", "numbering")}
        overrides["/word/document.xml"] = f"{_WORD_TYPE}document.main+xml"
        for index in range(1, len(self.charts) + 1):
            overrides[f"/word/charts/chart{index}.xml"] = (
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
            )
        written = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
        defaults = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        return f'{_HEAD}<Types xmlns="{_TYPES}">{defaults}{written}</Types>'


def _relations(entries: Mapping[str, tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{identifier}" Type="{_R}/{kind}" Target="{target}"/>'
        for identifier, (kind, target) in entries.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{written}</Relationships>'
