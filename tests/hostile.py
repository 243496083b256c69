"""Files that nobody means well with, made in code: the same bytes in every run."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

# ------------------------------------------------------------------ jobs for a worker, which can import this module


def sleeps(context: object, name: str, data: bytes) -> None:
    time.sleep(600)


def spins(context: object, name: str, data: bytes) -> None:
    while True:
        pass


def crashes(context: object, name: str, data: bytes) -> None:
    os.abort()


def leaves(context: object, name: str, data: bytes) -> None:
    os._exit(7)


def hoards(context: object, name: str, data: bytes) -> int:
    return len([bytearray(1 << 20) for _ in range(1 << 14)])


def hoards_and_crashes(context: object, name: str, data: bytes) -> None:
    """As native code does: the memory is used, then there is no more."""
    held = []
    try:
        while True:
            held.append(b"x" * (1 << 20))
    except MemoryError:
        os.abort()


def is_killed(context: object, name: str, data: bytes) -> None:
    os.kill(os.getpid(), 9)


def starts_others(context: object, name: str, data: bytes) -> None:
    """Start two programs, one in a group of its own, write down which, and hang."""
    others = [subprocess.Popen(["sleep", "600"], process_group=group) for group in (None, 0)]
    Path(name).write_text(" ".join(str(other.pid) for other in others), "ascii")
    time.sleep(600)


def fails(context: object, name: str, data: bytes) -> None:
    raise IndexError("deep inside")


def chatters(context: object, name: str, data: bytes) -> int:
    return os.write(1, b"noise") + os.write(2, b"noise")


def echoes(context: object, name: str, data: bytes) -> tuple[object, str, int, int]:
    return context, name, len(data), os.getpid()


def crashes_when_used(context: object, name: str, data: bytes) -> str:
    """Crash in a worker that has worked before, as after damage done by another file."""
    if _before:
        os.abort()
    _before.append(name)
    return name


def forges(context: object, name: str, data: bytes) -> object:
    return _Forged()


class _Forged:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("echo forged",)


_before: list[str] = []

# ------------------------------------------------------------------ mutations


def mutated(data: bytes, number: int, seed: int = 20240229) -> Iterator[tuple[str, bytes]]:
    """`number` versions of a file: cut off, with bits turned, with bytes overwritten, moved or repeated."""
    dice = random.Random(seed)
    for index in range(number):
        kind = ("cut", "bits", "bytes", "moved")[index % 4]
        copy = bytearray(data)
        at = dice.randrange(len(data))
        if kind == "cut":
            del copy[at:]
        elif kind == "bits":
            for _ in range(dice.choice((1, 8, 64))):
                copy[dice.randrange(len(copy))] ^= 1 << dice.randrange(8)
        elif kind == "bytes":
            size = dice.choice((1, 4, 32, 256))
            copy[at : at + size] = dice.randbytes(size)
        else:
            size = dice.choice((4, 64, 1024))
            copy[dice.randrange(len(copy)) : 0] = copy[at : at + size]
        yield f"{kind}-{index:03}", bytes(copy)


def mutated_package(data: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    """Half of the versions mutate the container, half a part in it, in a container that is whole."""
    yield from mutated(data, number // 2)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = sorted(name for name, part in parts.items() if len(part) > 100)
    for index, name in enumerate(names[i % len(names)] for i in range(number - number // 2)):
        ((kind, part),) = list(mutated(parts[name], 1 + index % 4, seed=index))[-1:]
        yield f"part-{index:03}-{kind}", zipped({**parts, name: part})


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


# ------------------------------------------------------------------ texts

SENTENCE = (
    "2021年一般公共预算财政拨款支出594.73万元，占本年支出合计的100%。与2020年相比，增加17.94万元，增长3.1%。"
    "其中：基本支出329.5万元，占55.4%；项目支出265.2万元，占44.6%。"
)


def texts(size: int) -> Iterator[tuple[str, bytes]]:
    """Plain texts of about `size` characters."""
    many = size // len(SENTENCE)
    made = {
        "prose.txt": "\n".join(SENTENCE.replace("594.73", f"{i}.73") for i in range(many)),
        "line.txt": SENTENCE * many,
        "paragraphs.txt": "\n".join(SENTENCE * 60 for _ in range(many // 60 + 1)),
        "figures.txt": "\n".join(f"支出{i}万元" for i in range(size // 10)),
        "digits.txt": "\n".join("1" * 9990 for _ in range(size // 10_000 + 1)),
        "commas.txt": "\n".join("，、；。" * 2400 for _ in range(size // 10_000 + 1)),
        "brackets.txt": "\n".join("（" * 4900 + "1万元" + "）" * 4900 for _ in range(size // 10_000 + 1)),
        "table.txt": "\n".join("\t".join([f"项目{i}", *("7.00" for _ in range(20))]) for i in range(size // 110)),
        "same.txt": "\n".join("\t".join(["本年支出合计", *("7.00" for _ in range(20))]) for i in range(size // 110)),
        "headings.txt": "\n".join(f"一、支出{i}万元" for i in range(size // 13)),
        "marks.txt": "\n".join("（一）一、1.①" for _ in range(size // 10)),
        "controls.txt": "\x1b[2J支出5万元\u202e\u0000" * (size // 20),
    }
    for name, text in made.items():
        yield name, text.encode()


def structured(size: int) -> Iterator[tuple[str, bytes]]:
    """Structured documents that expand, nest, or hold numbers without end."""
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    yield "nested.json", b"[" * size
    yield "nested.yaml", b"[" * (size // 10)
    yield "indented.yaml", "".join(" " * i + "a:\n" for i in range(min(size, 1500))).encode()
    yield "laughs.yaml", laughs.encode()
    yield "exponent.yaml", b"schema: disclosure-rules/document/1\nperiod: 1e999999999\n"
    yield "facts.json", _stated("facts.json", ["5"] * (size // 100))
    for name, value in (("exponent", "1e999999999"), ("small", "1e-999999999"), ("digits", "9" * size)):
        yield f"{name}.json", _stated(f"{name}.json", [value, value, "5"])
    yield "period.json", _stated("period.json", ["5"]).replace(b"2021", b"9" * size)


def _stated(name: str, values: list[str]) -> bytes:
    """A structured document of these amounts, the same cell over and over."""
    cell = {"concept": "expenditure", "measure": "amount", "period": "2021"}
    facts = [
        {"id": i, "coordinates": cell, "quantity": {"text": value, "value": value, "unit": "万元"}, "label": "支出"}
        for i, value in enumerate(values)
    ]
    source = {"name": name, "format": "text", "sha256": ""}
    document = {"schema": "disclosure-rules/document/1", "source": source, "period": 2021, "facts": facts}
    return json.dumps(document, ensure_ascii=False).encode()


# ------------------------------------------------------------------ web pages


def pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Web pages; `size` is how often they do it."""
    row = "<tr><td>支出</td><td>5万元</td></tr>"
    made = {
        "divs.html": "<html><body>" + "<div>" * size + "支出5万元",
        "tables.html": "<html><body>" + "<table><tr><td>" * (size // 10) + "支出5万元",
        "colspan.html": f"<html><table><tr><td colspan=1000000000 rowspan=1000000000>支出</td></tr>{row * 50}</table>",
        "spans.html": "<html><table>" + '<tr><td colspan="1000" rowspan="1000">1</td></tr>' * (size // 50) + "</table>",
        "unclosed.html": "<html><body><p>支出5万元<b><i><table><tr><td>" + "<p>7<td>8<tr>" * (size // 10),
        "formats.html": "<html><body>" + "<b><i>支出5万元<p>" * (size // 10),
        "rows.html": "<html><table>" + row * size + "</table>",
        "attributes.html": "<html><body " + "a=1 " * size + ">支出5万元",
        "comment.html": "<html><body>支出5万元<!--" + "-" * size,
        "entities.html": "<html><body>支出5万元" + "&#x10ffff;&amp;&" * size,
        "style.html": "<html><body><p style='" + "a:b;" * size + "'>支出5万元",
        "less.html": "<html><body>支出5万元" + "<" * (size * 20),
        "quotes.html": "<html><body>支出5万元" + '<a href="' * size,
        "archive.mht": "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" * (size // 10),
    }
    for name, text in made.items():
        yield name, text.encode()


def page() -> bytes:
    """A page to mutate."""
    rows = "".join(f"<tr><td>项目{i}</td><td colspan=1>{i}.{i:02}</td></tr>" for i in range(30))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>决算</title></head><body><h1>2021年决算</h1>\
<p>{SENTENCE}</p><table><tr><th>项目</th><th>金额（万元）</th></tr>{rows}</table></body></html>".encode()


def flate(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def flate_bomb(size: int, times: int = 1) -> bytes:
    """`size` empty lines, packed so many times over."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\n" * 1_000_000) for _ in range(size // 1_000_000)] + [
        packer.compress(b"\n"),
        packer.flush(),
    ]
    made = b"".join(parts)
    return flate(made) if times > 1 else made


def fixture(name: str) -> bytes:
    return (Path(__file__).parent.parent / "fixtures" / name).read_bytes()
