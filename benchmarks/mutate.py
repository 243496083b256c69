"""Alter one printed figure at a time and count the alterations that are noticed.

    python benchmarks/mutate.py FILE… [--sample N] [--seed S] [--list]

For every figure of a text or Word file (chart data included) that has a unit: an amount gains 10 %, has two
neighbouring digits swapped, loses a digit, or is ten times as large; a percentage moves by 0.3 or by 3 points; a
count has digits swapped, loses one or is ten times as large. An alteration is caught if the altered file has a finding
that the original has not and that names the altered figure or one of the same paragraph. Not every figure stands in
a relation, so not every alteration can be caught: --list names what escapes.
"""

from __future__ import annotations

import argparse
import io
import itertools
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from pathlib import Path

from disclosure_rules import Checker, load_rulebook
from disclosure_rules.checks.finding import Finding

NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,])")
AMOUNT = re.compile(r"\s{0,2}(?:亿元|万元|元|亿|万(?!人|件|户|次))")
PERCENT = re.compile(r"\s{0,2}(?:%|％|个百分点)")
COUNT = re.compile(r"\s{0,2}(?:人次|批次|台（套）|个|件|宗|人|辆|台|套|次|项|名|批|家|户|册)")
TEXT_NODE = re.compile(r"(<(?:w:t|c:v)(?: [^>]{0,60})?>)([^<]{1,20000})(?=</)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure where it stands: in which part of the file, from where to where, and of what kind."""

    part: str
    start: int
    end: int
    text: str
    kind: str
    context: str


@dataclass(frozen=True, slots=True)
class Mutant:
    figure: Printed
    mutation: str
    text: str


class Original:
    """A file whose figures can be altered one at a time; `parts` are its texts by name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.members: dict[str, bytes] = {}
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                self.members = {info.filename: archive.read(info) for info in archive.infolist()}
            held = re.compile(r"word/(?:document|charts/chart\d{1,3})\.xml")
            self.parts = {n: data.decode() for n, data in self.members.items() if held.fullmatch(n)}
        else:
            self.parts = {"": path.read_text("utf-8")}

    def figures(self) -> Iterator[Printed]:
        for name, text in self.parts.items():
            for at, inside, chart in _texts(name, text):
                for match in NUMBER.finditer(inside):
                    kind = _kind(inside, match, chart)
                    if kind and Decimal(match.group().replace(",", "")):
                        around = inside[max(0, match.start() - 18) : match.end() + 8].replace("\n", " ")
                        start, end = at + match.start(), at + match.end()
                        yield Printed(name, start, end, match.group(), kind, unescape(around))

    def altered(self, mutant: Mutant) -> bytes:
        figure = mutant.figure
        text = self.parts[figure.part]
        text = text[: figure.start] + mutant.text + text[figure.end :]
        if not figure.part:
            return text.encode()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in self.members.items():
                archive.writestr(name, text.encode() if name == figure.part else data)
        return stream.getvalue()


def _texts(name: str, content: str) -> Iterator[tuple[int, str, bool]]:
    """Where text begins in a part, the text, and whether it is a value of a chart."""
    if not name:
        yield 0, content, False
        return
    for node in TEXT_NODE.finditer(content):
        yield node.start(2), node.group(2), node.group(1).startswith("<c:v")


def _kind(text: str, match: re.Match[str], chart: bool) -> str:
    if chart:
        return "chart" if "." in match.group() else ""
    end = match.end()
    if PERCENT.match(text, end):
        return "percentage"
    if AMOUNT.match(text, end):
        return "amount"
    return "count" if COUNT.match(text, end) and match.group() not in ("12345",) else ""


def _printed(value: Decimal, like: str) -> str:
    places = len(like.partition(".")[2])
    return f"{value:,.{places}f}" if "," in like else f"{value:.{places}f}"


def mutations(figure: Printed) -> Iterator[tuple[str, str]]:
    """(name, new print) of every alteration that changes the value."""
    text, value = figure.text, Decimal(figure.text.replace(",", ""))
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    if figure.kind == "percentage":
        for step in ("0.3", "3", "-0.3", "-3"):
            places = max(len(text.partition(".")[2]), len(step.partition(".")[2]))
            if value + Decimal(step) > 0:
                yield f"{'+' if step[0] != '-' else ''}{step}", f"{value + Decimal(step):.{places}f}"
        return
    if figure.kind != "count":
        yield "+10%", _printed(value * Decimal("1.1"), text)
    for a, b in itertools.pairwise(digits):
        if text[a] != text[b] and not (a == 0 and text[b] == "0"):
            yield "swap", text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
            break
    shorter = (text[: digits[1]] + text[digits[1] + 1 :]).replace(",", "") if len(digits) > 1 else "."
    if not shorter.endswith("."):
        yield "lost", shorter
    yield "x10", _printed(value * 10, text)


def fingerprint(finding: Finding) -> tuple[object, ...]:
    """What a finding says, apart from where its characters stand."""
    return finding.rule, tuple(sorted((f.role, f.text, f.place.line or 0) for f in finding.figures))


def names(finding: Finding, mutant: Mutant) -> bool:
    """Say whether a finding points at the altered figure, or at a figure of the same paragraph."""
    context = re.sub(r"\s", "", mutant.figure.context.replace(mutant.figure.text, "\0")).split("\0")
    around = [piece[-6:] if i == 0 else piece[:6] for i, piece in enumerate(context) if len(piece) >= 3]
    for figure in finding.figures:
        excerpt = re.sub(r"\s", "", figure.place.excerpt)
        if mutant.text in NUMBER.findall(figure.text) or any(piece in excerpt for piece in around):
            return True
    return False


class Bench:
    """Checks altered files and remembers what the original already has."""

    def __init__(self, checker: Checker, original: Original, folder: Path) -> None:
        self.checker = checker
        self.scratch = folder / original.path.name
        self.known = {fingerprint(f) for f in self.findings(original.path.read_bytes())}

    def findings(self, data: bytes) -> tuple[Finding, ...]:
        self.scratch.write_bytes(data)
        return self.checker.check(self.scratch).findings

    def new(self, data: bytes) -> list[Finding]:
        return [f for f in self.findings(data) if fingerprint(f) not in self.known]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, help="at most this many alterations a file (all if not given)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name what escapes")
    args = parser.parse_args()
    tried: Counter[tuple[str, str]] = Counter()
    caught: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    checker, control = load_rulebook(), 0
    with tempfile.TemporaryDirectory() as folder:
        for path in args.files:
            original = Original(path)
            bench = Bench(checker, original, Path(folder))
            control += len(bench.new(path.read_bytes()))
            mutants = [Mutant(f, name, text) for f in original.figures() for name, text in mutations(f)]
            mutants = [m for m in mutants if m.text != m.figure.text]
            if args.sample is not None and args.sample < len(mutants):
                mutants = random.Random(args.seed).sample(mutants, args.sample)
            for mutant in mutants:
                new = [f for f in bench.new(original.altered(mutant)) if names(f, mutant)]
                key = mutant.figure.kind, mutant.mutation
                tried[key] += 1
                caught["any"][key] += bool(new)
                noticed = any(f.severity != "note" for f in new)
                caught["told"][key] += noticed
                if args.list and not noticed:
                    change = f"{key[0]} {key[1]:5s} {mutant.figure.text} -> {mutant.text}"
                    print(f"escapes  {path.name}  {change}  …{mutant.figure.context}…")
    print(f"{'kind':12s}{'alteration':12s}{'tried':>7s}{'caught':>8s}{'any severity':>14s}")
    for key in sorted(tried):
        print(f"{key[0]:12s}{key[1]:12s}{tried[key]:7d}{caught['told'][key]:8d}{caught['any'][key]:14d}")
    total = sum(tried.values())
    told, anyhow = sum(caught["told"].values()), sum(caught["any"].values())
    share = f" = {100 * told / total:.1f} %" if total else ""
    print(f"{'all':24s}{total:7d}{told:8d}{anyhow:14d}{share}")
    print(f"unaltered: {control} new findings")
    return int(control > 0)


if __name__ == "__main__":
    sys.exit(main())
