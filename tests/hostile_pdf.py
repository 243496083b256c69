"""PDF files that nobody means well with, written object by object."""

from __future__ import annotations

from collections.abc import Iterator

from hostile import SENTENCE, flate, flate_bomb

Objects = dict[int, bytes]

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    b"/FontDescriptor 9 0 R>>]>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 880/StemV 93>>"
)


def written(objects: Objects, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """The file of these objects, with its table of where they stand."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(made), max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00001 f \n"
    return bytes(made + b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(flate(data), entries + b"/Filter/FlateDecode")


def shown(text: str, left: int = 50, bottom: int = 700, size: int = 10) -> bytes:
    return b"BT /F %d Tf %d %d Td <%s> Tj ET\n" % (size, left, bottom, text.encode("gbk").hex().encode())


def one_page(
    content: bytes, *, box: bytes = b"0 0 595 842", resources: bytes = b"", more: Objects | None = None
) -> Objects:
    """The objects of a file of one page; `content` is its stream object."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources 4 0 R/Contents 5 0 R>>" % box,
        4: b"<</Font<</F 8 0 R>>%s>>" % resources,
        5: content,
        8: _FONT,
        9: _DESCRIPTOR,
        **(more or {}),
    }


def document() -> bytes:
    """A file of two pages with prose and a ruled table, to mutate."""
    prose = b"".join(shown(SENTENCE[i : i + 40], bottom=800 - i) for i in range(0, len(SENTENCE), 40))
    table = b"".join(b"50 %d 400 0.5 re f\n" % (600 - 20 * i) for i in range(12))
    table += b"".join(b"%d 380 0.5 220 re f\n" % left for left in (50, 250, 450))
    table += b"".join(shown(f"项目{i}", 60, 585 - 20 * i) + shown(f"{i}.{i:02}", 260, 585 - 20 * i) for i in range(11))
    objects = one_page(packed(prose + table))
    objects[2] = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    objects[6] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 4 0 R/Contents 7 0 R>>"
    objects[7] = stream(prose + table)
    return written(objects)


def _form(content: bytes, draws: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<<%s>>>>" % draws)


def files(size: int) -> Iterator[tuple[str, bytes]]:
    """Files of one bad idea each; `size` is how often they have it (10 ** 6 is much)."""
    for made in (_forms, _trees, _contents, _structure):
        for name, objects in made(size):
            yield f"{name}.pdf", objects if isinstance(objects, bytes) else written(objects)


def _forms(size: int) -> Iterator[tuple[str, Objects]]:
    said = shown("支出5万元")
    draw = {"content": stream(said + b"/A Do"), "resources": b"/XObject<</A 20 0 R>>"}
    yield "form-in-itself", one_page(**draw, more={20: _form(b"/A Do", b"/A 20 0 R")})  # type: ignore[arg-type]
    turns = {20: _form(b"/B Do", b"/B 21 0 R"), 21: _form(b"/A Do", b"/A 20 0 R")}
    yield "forms-in-turn", one_page(**draw, more=turns)  # type: ignore[arg-type]
    depth = size // 100
    chain = {20 + i: _form(b"/N Do", b"/N %d 0 R" % (21 + i)) for i in range(depth)} | {20 + depth: _form(said)}
    yield "forms-nested", one_page(**draw, more=chain)  # type: ignore[arg-type]
    doubled = {20 + i: _form(b"/N Do /N Do " * 5, b"/N %d 0 R" % (21 + i)) for i in range(25)} | {45: _form(said)}
    yield "forms-doubled", one_page(**draw, more=doubled)  # type: ignore[arg-type]
    glyph = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 21 0 R>>/FirstChar 97"
    glyph += b"/LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/Resources<</Font<</T 20 0 R>>>>>>"
    typed = {20: glyph, 21: stream(b"1 0 d0 BT /T 1 Tf (aaaaaaaa) Tj ET")}
    yield "glyph-in-itself", one_page(stream(b"BT /T 9 Tf (a) Tj ET"), resources=b"/Font<</T 20 0 R>>", more=typed)


def _trees(size: int) -> Iterator[tuple[str, Objects]]:
    whole = one_page(stream(shown("支出5万元")))
    yield "tree-loop", {**whole, 2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}
    yield "tree-parent-loop", {**whole, 3: whole[3].replace(b"/Parent 2 0 R", b"/Parent 3 0 R")}
    looped = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"
    yield "tree-long-loop", {**whole, 2: b"<</Type/Pages/Kids[6 0 R]/Count 5>>", 6: looped}
    for count in (b"1000000000", b"-1", b"0", b"99", b"(x)"):
        yield f"count-{count.decode().strip('()')}", {**whole, 2: b"<</Type/Pages/Kids[3 0 R]/Count %s>>" % count}
    depth = size // 100
    nodes = {20 + i: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (19 + i, 21 + i) for i in range(depth)}
    yield (
        "tree-deep",
        {
            **whole,
            2: b"<</Type/Pages/Kids[20 0 R]/Count 1>>",
            **nodes,
            20 + depth: whole[3].replace(b"/Parent 2", b"/Parent %d" % (19 + depth)),
        },
    )
    kids = size // 50
    yield "kids-same", {**whole, 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * kids, kids)}


def _contents(size: int) -> Iterator[tuple[str, Objects]]:
    said = shown("支出5万元")
    bad = {
        "arrays-nested": b"[" * size,
        "dictionaries-nested": b"/A <</A " * (size // 8),
        "states": b"q Q " * size,
        "states-open": b"q " * size,
        "segments": b"0 0 m " + b"9 9 l 5 7 l " * (size // 2) + b"S ",
        "strokes": b"".join(b"%d %d m %d %d l S " % (i % 595, i % 842, i % 497, i % 371) for i in range(size // 10)),
        "boxes": b"".join(b"%d %d 90 1 re f " % (i % 500, i % 800) for i in range(size // 10)),
        "grid": b"".join(b"0 %d.%d 595 0.1 re f %d.%d 0 0.1 842 re f " % (i // 9, i % 9, i // 9, i % 9)
                         for i in range(min(size // 100, 5000))),
        "characters": b"BT /F 1 Tf 0 400 Td <%s> Tj ET " % (b"D6A7" * size),
        "letters": b"".join(shown("7", i % 595, i * 7 % 842, 6) for i in range(size // 50)),
        "numbers": b"9" * size + b" 0 Td ",
        "images": b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * (size // 10),
    }  # fmt: skip
    for name, content in bad.items():
        yield name, one_page(packed(said + content))
        if name in ("arrays-nested", "states"):
            yield f"{name}-plain", one_page(stream(said + content))
    for name, box in (
        ("huge", b"0 0 1e30 1e30"),
        ("large", b"0 0 2000000000 2000000000"),
        ("none", b"0 0 0 0"),
        ("turned", b"595 842 0 0"),
        ("words", b"/a (b) null []"),
    ):
        yield f"box-{name}", one_page(stream(said), box=box)
    yield "bomb", one_page(stream(flate_bomb(size * 200), b"/Filter/FlateDecode"))
    yield "bomb-twice", one_page(stream(flate_bomb(size * 2000, 2), b"/Filter[/FlateDecode/FlateDecode]"))
    wide = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    yield "predictor", one_page(stream(flate(said), wide))
    yield "filters", one_page(stream(flate(said), b"/Filter[%s]" % (b"/ASCIIHexDecode" * (size // 100))))


def _structure(size: int) -> Iterator[tuple[str, Objects | bytes]]:
    said = shown("支出5万元")
    whole = one_page(stream(said))
    yield "object-nested", {**whole, 20: b"[" * size}
    yield "catalog-nested", {**whole, 1: b"<</Type/Catalog/Pages 2 0 R/Names " + b"<</A" * (size // 10) + b">>"}
    yield "length-of-itself", {**whole, 5: b"<</Length 5 0 R>>\nstream\n%s\nendstream" % said}
    yield "length-lies", {**whole, 5: b"<</Length 2000000000>>\nstream\n%s\nendstream" % said}
    yield "reference-loop", {**whole, 4: b"20 0 R", 20: b"21 0 R", 21: b"20 0 R"}
    yield "previous-loop", written(whole, b"/Root 1 0 R/Prev 9").replace(b"/Prev 9", b"/Prev 0")
    yield "no-table", written(whole).replace(b"xref", b"xrxx")
    yield "no-root", written(whole, b"")
    yield "locked", written(whole, b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O(x)/U(x)/P -1>>")
    mapped = packed(
        b"1 begincodespacerange<0000><ffff>endcodespacerange 1 beginbfrange<0000><ffff><0000>endbfrange " * 99
    )
    yield "map", {**whole, 8: _FONT[:-2] + b"/ToUnicode 20 0 R>>", 20: mapped}
    yield "objects", {**whole, **{20 + i: b"null" for i in range(size // 10)}}
    yield "only-head", b"%PDF-1.7\n"
    yield "only-noise", b"%PDF-1.7\n" + bytes(i * 7919 % 256 for i in range(size // 10))
