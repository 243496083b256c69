"""What evaluating rules costs, against the same sums in hand-written interval arithmetic.

    python benchmarks/evaluation.py [--rounds N]

A structured document of 40 amounts is a tree of 12 wholes and their parts; 12 roll-up rules check it. Both sides get
their figures read and their rules loaded; both decide, by exact decimals, whether every whole can be the sum of its
parts. They run by turns, and the ratio of the medians is what to compare between versions.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import yaml

from disclosure_rules import Verdict, load_rulebook
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.run import run
from disclosure_rules.facts import Document
from disclosure_rules.facts.structured import parse_document

REPEAT = 20
HALF_CENT = Decimal("0.005")


def tree() -> dict[str, list[str]]:
    """Twelve wholes over 28 last parts: 1 + 3 + 8 wholes, 40 amounts."""
    lowest = [f"low{n}" for n in range(8)]
    leaves = iter(f"leaf{n}" for n in range(28))
    parts = {"all": ["mid0", "mid1", "mid2"], "mid0": lowest[:3], "mid1": lowest[3:6], "mid2": lowest[6:]}
    parts.update({name: [next(leaves) for _ in range(4 if n < 4 else 3)] for n, name in enumerate(lowest)})
    return parts


def amounts(parts: dict[str, list[str]]) -> dict[str, Decimal]:
    """An amount for every member; two of the wholes are wrong."""
    values = {f"leaf{n}": Decimal(1000 + 137 * n) / 100 for n in range(28)}
    for whole in reversed(parts):
        values[whole] = sum((values[part] for part in parts[whole]), Decimal(0))
    values["low2"] += Decimal("0.01")  # explained by rounding, as its own whole is
    values["low5"] += Decimal("7.50")
    return values


def pack(parts: dict[str, list[str]], folder: Path) -> Path:
    members = {whole: {"parts": names, "exhaustive": True, "zh": whole, "en": whole} for whole, names in parts.items()}
    members |= {f"leaf{n}": {"zh": f"leaf{n}", "en": f"leaf{n}"} for n in range(28)}
    concept = {"members": {"amount": {"zh": "金额", "en": "amount"}}}
    measure = {"members": {"amount": {"zh": "金额", "en": "amount"}}}
    vocabulary = {"concept": concept, "line": {"root": "all", "members": members}, "measure": measure}
    rules = [
        {
            "id": f"tree.{whole.replace('_', '-')}",
            "title": {"zh": "合计", "en": "total"},
            "kind": "rollup",
            "over": "line",
            "of": {"concept": "amount", "line": whole},
            "severity": "error",
            "basis": "benchmark",
        }
        for whole in parts
    ]
    (folder / "rules").mkdir(parents=True)
    texts = {
        "pack.yaml": {"id": "tree", "version": "1.0.0", "title": {"zh": "树", "en": "Tree"}},
        "dimensions.yaml": {"dimensions": vocabulary},
        "rules/tree.yaml": rules,
    }
    for name, content in texts.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def document(values: dict[str, Decimal]) -> Document:
    facts = [
        {"coordinates": {"concept": "amount", "line": name}, "quantity": f"{value:.2f} 万元", "label": name}
        for name, value in values.items()
    ]
    return parse_document(json.dumps({"period": 2021, "facts": facts}).encode(), "amounts.json")


def by_hand(parts: dict[str, list[str]], printed: dict[str, Decimal]) -> dict[str, bool]:
    """Whether each whole can be the sum of its parts."""
    answers = {}
    for whole, names in parts.items():
        low = sum((printed[name] - HALF_CENT for name in names), Decimal(0))
        high = sum((printed[name] + HALF_CENT for name in names), Decimal(0))
        answers[whole] = low <= printed[whole] + HALF_CENT and printed[whole] - HALF_CENT <= high
    return answers


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(REPEAT):
        action()
    return (time.perf_counter() - started) / REPEAT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    parts = tree()
    printed = amounts(parts)
    facts = document(printed)
    with tempfile.TemporaryDirectory() as folder:
        rulebook = load_rulebook(str(pack(parts, Path(folder) / "tree"))).rulebook
    rulebook_answer = run(rulebook, facts, KINDS)
    wrong = sum(finding.verdict is Verdict.VIOLATED for finding in rulebook_answer.findings)
    by_hand_wrong = sum(not possible for possible in by_hand(parts, printed).values())
    if wrong != by_hand_wrong or len(rulebook_answer.held) + wrong != len(parts):
        raise SystemExit(f"the two disagree: {wrong} and {by_hand_wrong} of {len(parts)} violated")
    pairs = [
        (seconds(lambda: run(rulebook, facts, KINDS)), seconds(lambda: by_hand(parts, printed))) for _ in range(rounds)
    ]
    rules, hand = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{len(printed)} amounts, {len(parts)} roll-ups, {wrong} violated")
    print(f"rules {rules * 1e6:.0f} µs, by hand {hand * 1e6:.0f} µs, ratio {rules / hand:.1f}")


if __name__ == "__main__":
    main()
