"""Write the Word files of fixtures/ from fixtures/service-centre.content.yaml, byte for byte the same every time.

    python benchmarks/build_fixtures.py [--check]

The content has one text and two sets of figures: those that cannot be true together (service-centre-2021.docx) and
those that can (service-centre-2021-consistent.docx). With --check nothing is written; the status is 1 if a file
differs from what would be written.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CONTENT = FIXTURES / "service-centre.content.yaml"
EDITIONS = {"service-centre-2021.docx": "faulty", "service-centre-2021-consistent.docx": "consistent"}
MOMENT = (2022, 8, 1, 9, 0, 0)  # one fixed time, so that equal content gives equal bytes

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
W = f"{OFFICE}/wordprocessingml/2006/main"
R = f"{OFFICE}/officeDocument/2006/relationships"
A = f"{OFFICE}/drawingml/2006/main"
C = f"{OFFICE}/drawingml/2006/chart"
WP = f"{OFFICE}/drawingml/2006/wordprocessingDrawing"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def paragraph(text: str, style: str = "") -> str:
    """One paragraph in one run; a style is a heading level or the caption."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{run}</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; a cell written `text >2` spans two columns, and `^` continues the cell above it."""
    width = max(sum(int(cell.rpartition(" >")[2]) if " >" in cell else 1 for cell in row) for row in rows)
    grid = '<w:gridCol w:w="1500"/>' * width
    body = []
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            text, _, span = cell.rpartition(" >") if " >" in cell else (cell, "", "")
            below = rows[number + 1][column] if number + 1 < len(rows) and column < len(rows[number + 1]) else ""
            merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if below == "^" else ""
            properties = (f'<w:gridSpan w:val="{span}"/>' if span else "") + merge
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph('' if text == '^' else text)}</w:tc>")
        body.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"


def drawing(number: int) -> str:
    """The paragraph that holds chart `number`."""
    graphic = (
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" r:id="rIdChart{number}"/></a:graphicData></a:graphic>'
    )
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="4800000" cy="2700000"/><wp:docPr id="{number}" name="chart{number}"/>'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r></w:p>"
    )


def _cache(kind: str, values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(v)}</c:v></c:pt>' for i, v in enumerate(values) if v)
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return (
        f"<c:{kind}Ref><c:f>Sheet1!$A$1</c:f><c:{kind}Cache>{form}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _title(text: str) -> str:
    run = f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"
    return f"<c:title><c:tx><c:rich><a:bodyPr/>{run}</c:rich></c:tx></c:title>"


def chart(block: Mapping[str, Any]) -> str:
    """A chart part with cached data: a pie of shares, or columns with their unit as the title of the axis."""
    series = "".join(
        f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/><c:tx>{_cache("str", [name])}</c:tx>'
        f"<c:cat>{_cache('str', block['categories'])}</c:cat><c:val>{_cache('num', values)}</c:val></c:ser>"
        for i, (name, values) in enumerate(block["series"].items())
    )
    if block["type"] == "pie":
        plot = f'<c:pieChart><c:varyColors val="1"/>{series}</c:pieChart>'
    else:
        common = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        plot = (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>{series}<c:axId val="1"/><c:axId val="2"/>'
            f'</c:barChart><c:catAx><c:axId val="1"/>{common}<c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
            f'<c:valAx><c:axId val="2"/>{common}<c:axPos val="l"/>{_title(block["unit"])}<c:crossAx val="1"/></c:valAx>'
        )
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:chart>{_title(block["title"])}'
        f"<c:plotArea><c:layout/>{plot}</c:plotArea></c:chart></c:chartSpace>"
    )


def styles() -> str:
    """Named styles: three heading levels and the caption."""
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    caption = '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    return f'{HEAD}<w:styles xmlns:w="{W}">{named}{caption}</w:styles>'


def fill(value: Any, figures: Mapping[str, str]) -> Any:
    """Put the figures of one edition into the text, wherever `{name}` stands."""
    if isinstance(value, str):
        return value.format_map(figures)
    if isinstance(value, list):
        return [fill(item, figures) for item in value]
    return {key: fill(item, figures) for key, item in value.items()}


def blocks(content: Mapping[str, Any], edition: str) -> Iterator[tuple[str, Any]]:
    """The blocks of one edition as (kind, value)."""
    figures = {name: pair[edition] for name, pair in content["figures"].items()}
    for block in content["blocks"]:
        ((kind, value),) = block.items()
        yield kind, fill(value, figures)


def parts(content: Mapping[str, Any], edition: str) -> dict[str, str]:
    """Every part of the Word file by name, in the order it is stored."""
    body, charts = [], []
    for kind, value in blocks(content, edition):
        if kind == "table":
            body.append(table(value))
        elif kind == "chart":
            charts.append(chart(value))
            body.append(drawing(len(charts)))
        else:
            body.append(paragraph(value, {"p": "", "caption": "Caption"}.get(kind, f"Heading{kind[1:]}")))
    chart_names = [f"charts/chart{n}.xml" for n in range(1, len(charts) + 1)]
    overrides = "".join(f'<Override PartName="/word/{name}" ContentType="{CHART_TYPE}"/>' for name in chart_names)
    links = "".join(
        f'<Relationship Id="rIdChart{n}" Type="{R}/chart" Target="{name}"/>' for n, name in enumerate(chart_names, 1)
    )
    package = f"{OFFICE}/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}"><w:body>'
        f"{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rIdStyles" Type="{R}/styles" Target="styles.xml"/>{links}</Relationships>',
        "word/styles.xml": styles(),
        **{f"word/{name}": text for name, text in zip(chart_names, charts, strict=True)},
    }


def build(edition: str) -> bytes:
    """The Word file of one edition."""
    content = yaml.safe_load(CONTENT.read_text("utf-8"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts(content, edition).items():
            info = zipfile.ZipInfo(name, MOMENT)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode(), compress_type=zipfile.ZIP_STORED)  # zlib differs between builds
    return stream.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file differs")
    check = parser.parse_args().check
    stale = 0
    for name, edition in EDITIONS.items():
        path, data = FIXTURES / name, build(edition)
        same = path.exists() and path.read_bytes() == data
        stale += not same
        if not check:
            path.write_bytes(data)
        print(f"{name}: {len(data)} bytes, {'as it was' if same else 'differs' if check else 'written'}")
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
