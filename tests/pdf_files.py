"""PDF files built for tests: text at places, rulings, forms, pictures and damaged fonts, without a PDF library."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["Pdf", "Sheet"]

_WIDE = 1000
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 2 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor /FontName"
    b" /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880"
    b" /StemV 93 >> >>] >>"
)
# A font whose codes stand for glyphs of an embedded program, with nothing that says which characters they are.
_NAMELESS = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs"
    b" << /g1 %d 0 R >> /Encoding << /Type /Encoding /Differences [1 /g1] >> /FirstChar 1 /LastChar 1 /Widths [1000]"
    b" /Resources << >> >>"
)


@dataclass(slots=True)
class Sheet:
    """A page; its methods draw and return it. Lengths are in points from the lower left corner."""

    width: int = 595
    height: int = 842
    rotate: int = 0
    crop: tuple[int, int, int, int] | None = None
    content: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = 12, matrix: str = "1 0 0 1", extra: str = ""
    ) -> Sheet:
        """Write a text whose baseline begins at a point; `extra` are operators before it, within the text object."""
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F {size} Tf {extra} {matrix} {x} {y} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, texts: Iterable[str], *, size: float = 12, pitch: float = 18) -> Sheet:
        """Write lines one below the other."""
        for number, text in enumerate(texts):
            self.text(x, y - number * pitch, text, size=size)
        return self

    def line(self, x: float, y: float, to_x: float, to_y: float, *, width: float = 0.5) -> Sheet:
        """Stroke a line."""
        self.content.append(f"{width} w {x} {y} m {to_x} {to_y} l S")
        return self

    def grid(self, across: Sequence[float], down: Sequence[float]) -> Sheet:
        """Stroke all lines of a grid; `down` is from the top."""
        for x in across:
            self.line(x, down[0], x, down[-1])
        for y in down:
            self.line(across[0], y, across[-1], y)
        return self

    def row(self, across: Sequence[float], y: float, texts: Sequence[str], *, size: float = 10) -> Sheet:
        """Write a text in each column."""
        for x, text in zip(across, texts, strict=False):
            if text:
                self.text(x + 2, y, text, size=size)
        return self

    def raw(self, operators: str) -> Sheet:
        """Draw anything else; forms are `/X`, pictures `/I`, a font without names `/N`, a damaged one `/D`."""
        self.content.append(operators)
        return self


@dataclass(slots=True)
class Pdf:
    """A file of sheets; `form` is the content of the form `/X` that all of them may draw."""

    sheets: list[Sheet] = field(default_factory=list)
    form: str = ""
    form_entries: str = ""

    def sheet(self, width: int = 595, height: int = 842, **options: object) -> Sheet:
        """Add a sheet and return it."""
        sheet = Sheet(width=width, height=height, **options)  # type: ignore[arg-type]
        self.sheets.append(sheet)
        return sheet

    def to_bytes(self) -> bytes:
        objects: list[bytes] = []

        def add(body: bytes) -> int:
            objects.append(body)
            return len(objects)

        def stream(body: bytes, entries: bytes = b"") -> bytes:
            packed = zlib.compress(body)
            head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), entries)
            return head + b"\nstream\n" + packed + b"\nendstream"

        catalog, tree = add(b""), add(b"")
        font = add(_FONT)
        glyph = add(stream(b"1000 0 0 0 1000 1000 d1 0 0 800 800 re f"))
        nameless = add(_NAMELESS % glyph)
        program = add(stream(b"no font at all" * 20, b"/Length1 280"))
        damaged = add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Lost /Encoding /Identity-H /DescendantFonts [<< /Type"
            b" /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Lost /CIDToGIDMap /Identity /DW 1000 /CIDSystemInfo"
            b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor"
            b" /FontName /AAAAAA+Lost /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200"
            b" /StemV 80 /FontFile2 %d 0 R >> >>] >>" % program
        )
        picture = add(
            stream(
                bytes([120]) * 100,
                b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
            )
        )
        fonts = b"/Font << /F %d 0 R /N %d 0 R /D %d 0 R >>" % (font, nameless, damaged)
        form = add(b"")
        resources = b"<< %s /XObject << /I %d 0 R /X %d 0 R >> >>" % (fonts, picture, form)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 2000 2000] /Resources << %s /XObject << /X %d 0 R >> >> %s"
        objects[form - 1] = stream(self.form.encode(), entries % (fonts, form, self.form_entries.encode()))
        pages = []
        for sheet in self.sheets:
            content = add(stream("\n".join(sheet.content).encode()))
            crop = b"/CropBox [%d %d %d %d]" % sheet.crop if sheet.crop else b""
            pages.append(
                add(
                    b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Rotate %d %s /Resources %s"
                    b" /Contents %d 0 R >>" % (tree, sheet.width, sheet.height, sheet.rotate, crop, resources, content)
                )
            )
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
        objects[tree - 1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
        return _written(objects, catalog)


def _written(objects: Sequence[bytes], root: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)
