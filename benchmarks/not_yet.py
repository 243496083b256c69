"""Bring the `not_yet` lists of fixtures/provinces up to date with what escapes now.

    python benchmarks/not_yet.py

An alteration that is caught now leaves its list; one that escapes enters it, to be given a reason by hand. A list that
grows is a step back: read the difference before it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import yaml

from disclosure_rules import Checker, load_rulebook

PROVINCES = Path(__file__).resolve().parent.parent / "fixtures" / "provinces"


def told(checker: Checker, text: str, scratch: Path) -> set[tuple[str, ...]]:
    """What is found above a note."""
    scratch.write_text(text, "utf-8")
    found = checker.check(scratch).findings
    return {(f.rule, *(figure.text for figure in f.figures)) for f in found if f.severity != "note"}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def main() -> int:
    checker = load_rulebook()
    unexplained = 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "passage.txt"
        for path in sorted(PROVINCES.glob("*.yaml")):
            written = path.read_text("utf-8")
            key = yaml.safe_load(written)
            text = path.with_suffix(".txt").read_text("utf-8")
            reasons = {(e["context"], e["to"]): e["reason"] for e in key.get("not_yet", [])}
            before = told(checker, text, scratch)
            lines = []
            for entry in key["alterations"]:
                context, new = entry["context"], entry["to"]
                if told(checker, text.replace(context, context.replace(entry["from"], new)), scratch) <= before:
                    reason = reasons.get((context, new), "not looked at")
                    unexplained += reason == "not looked at"
                    lines.append(f"  - {{context: {quoted(context)}, to: {quoted(new)}, reason: {quoted(reason)}}}\n")
            kept = written.partition("not_yet:\n")[0]
            path.write_text(kept + ("not_yet:\n" + "".join(lines) if lines else ""), "utf-8")
            print(f"{path.stem:22s}{len(lines):4d} of {len(key['alterations'])} not yet")
    print(f"{unexplained} without a reason")
    return int(unexplained > 0)


if __name__ == "__main__":
    sys.exit(main())
