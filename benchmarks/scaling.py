"""What running all rules costs beside reading the text into facts, and how both grow.

    python benchmarks/scaling.py [FILE...] [--rounds N]

For every file: the time from blocks to facts, the time of all rules over these facts, and their ratio, which should
stay below one. Then a made-up report with 1, 10 and 100 times as many figures, and the rulebook 1 and 4 times over:
what a figure costs should not grow with the number of figures, nor what a rule costs with the number of rules.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from disclosure_rules import Document, load_rulebook
from disclosure_rules.checks import KINDS
from disclosure_rules.checks.run import run
from disclosure_rules.checks.selection import applicable
from disclosure_rules.facts.extract import extract
from disclosure_rules.rulebook import Rulebook, available_packs
from disclosure_rules.sources import Source, read_bytes, read_source

FILES = sorted((Path(__file__).parents[1] / "fixtures").glob("service-centre-2021*.docx"))
ITEMS = 12  # of the made-up report, about 130 figures


def report(times: int) -> Source:
    """A report of so many sections, each about items of its own."""
    lines = ["某县便民中心2021年度部门决算"]
    for number in range(ITEMS * times):
        budget, spent = 100 + number % 37, 90 + number % 31
        prior = spent - 5
        lines += [
            f"（{number + 1}）项目{number}经费",
            f"项目{number}经费年初预算{budget}.00万元，支出决算{spent}.00万元，完成预算的{100 * spent / budget:.2f}%。"
            f"比上年增加5.00万元，增长{500 / prior:.2f}%。其中：设备{number}购置{spent - 30}.00万元，"
            f"占{100 * (spent - 30) / spent:.2f}%；维护{number}服务30.00万元，占{3000 / spent:.2f}%。",
        ]
    return read_bytes("report.txt", "\n".join(lines).encode("utf-8"))


def median(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def decided(rulebook: Rulebook, document: Document) -> int:
    """Run the rules over the document, whose index of facts is made anew, and word the findings."""
    return len(run(rulebook, replace(document), KINDS).findings)


def several(rulebook: Rulebook, times: int) -> Rulebook:
    """The rulebook so many times over, each copy under other ids."""
    rules = [replace(rule, id=f"{rule.id}-{n}") if n else rule for n in range(times) for rule in rulebook.rules]
    return replace(rulebook, rules=tuple(rules), sha256=f"{rulebook.sha256}{times}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    gc.set_threshold(100_000)  # as the command line does
    rulebook = load_rulebook().rulebook
    packs = dict(available_packs())
    for path in arguments.files:
        source = read_source(path)
        document = extract(source, rulebook.vocabulary)
        chosen = applicable(rulebook, document, packs)
        reading = median(arguments.rounds, lambda source=source: extract(source, rulebook.vocabulary))
        rules = median(arguments.rounds, lambda chosen=chosen, document=document: decided(chosen, document))
        print(
            f"{path.name}: {len(document.facts)} figures, {len(chosen.rules)} rules; facts {reading * 1e3:.0f} ms, "
            f"rules {rules * 1e3:.0f} ms, ratio {rules / reading:.2f}"
        )
    for times in (1, 10, 100):
        document = extract(report(times), rulebook.vocabulary)
        chosen = applicable(rulebook, document, packs)
        for copies in (1, 4):
            book = several(chosen, copies)
            took = median(1 if times == 100 else arguments.rounds, lambda b=book, d=document: decided(b, d))
            print(
                f"figures x{times} ({len(document.facts)}), rules x{copies} ({len(book.rules)}): {took * 1e3:.1f} ms, "
                f"{took * 1e9 / len(document.facts) / len(book.rules):.0f} ns a figure and rule"
            )


if __name__ == "__main__":
    main()
