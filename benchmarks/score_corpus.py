"""Score the findings against answer keys: recall and false alarms, a document a line and in total.

    python benchmarks/score_corpus.py [--list] [--only NAME] [--corpus-only]

The corpus of real documents with its keys and its scorer is not part of the project: DISCLOSURE_CORPUS names its
folder (../shared beside the checkout if not set), and it is skipped where it is absent. The passages of
fixtures/provinces and fixtures/passages are scored by their own keys: findings in the text as it stands (of the latter
some have real slips, which are no false alarms), alterations caught, and harmless alterations that were flagged.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import yaml

from disclosure_rules import Checker, load_rulebook

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("DISCLOSURE_CORPUS", ROOT.parent / "shared"))
SUFFIXES = (".txt", ".pdf", ".html")
COMMAND_LINE = "from disclosure_rules.cli import main; main()"
LAST_LINE = re.compile(r"recall (\d+)/(\d+) certain (\d+)/(\d+) precision (\d+)/(\d+) false_alarms (\d+)")


def keyed_documents(only: str) -> list[tuple[Path, Path]]:
    """(document, key) of every document of the corpus that has a key."""
    pairs = []
    for key in sorted((CORPUS / "gold").rglob("*.yaml")):
        named = CORPUS / "corpus" / key.relative_to(CORPUS / "gold")
        documents = [named.with_suffix(suffix) for suffix in SUFFIXES if named.with_suffix(suffix).exists()]
        if documents and only in documents[0].name:
            pairs.append((documents[0], key))
    return pairs


def reports(documents: list[Path], folder: Path) -> list[Path]:
    """One report file for each document, from one run of the command line."""
    command = [sys.executable, "-c", COMMAND_LINE, "check", *map(str, documents)]
    out = folder / "report.json"
    command += ["--format", "json", "--output", str(out)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise SystemExit(f"the check failed ({run.returncode}): {run.stderr.strip()[-600:]}")
    whole = json.loads(out.read_text("utf-8"))
    paths = []
    for number, document in enumerate(whole["documents"]):
        path = folder / f"{number}.json"
        for finding in document["findings"]:
            finding["message"] = finding["message"]["zh"]  # the scorer lists it as one text
        path.write_text(json.dumps({**whole, "documents": [document]}, ensure_ascii=False), "utf-8")
        paths.append(path)
    return paths


def score_corpus(listing: bool, only: str) -> None:
    pairs = keyed_documents(only)
    if not pairs:
        print(f"no corpus at {CORPUS}: skipped")
        return
    total: Counter[str] = Counter()
    columns = ("recall", "of", "certain", "of certain", "true", "judged", "false alarms")
    print(f"{'document':26s}{'recall':>10s}{'certain':>10s}{'true':>10s}{'false alarms':>14s}")
    with tempfile.TemporaryDirectory() as folder:
        for (document, key), report in zip(pairs, reports([d for d, _ in pairs], Path(folder)), strict=True):
            command = [sys.executable, str(CORPUS / "score.py"), str(report), str(key)]
            command += ["--list"] if listing else []
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()
            match = LAST_LINE.fullmatch(output[-1])
            if match is None:
                raise SystemExit(f"the scorer said: {output[-1]}")
            numbers = dict(zip(columns, map(int, match.groups()), strict=True))
            total.update(numbers)
            print(_row(document.stem, numbers))
            for line in output[:-1]:
                print("    " + line)
    print(_row(f"all {len(pairs)} documents", total))


def _row(name: str, n: dict[str, int] | Counter[str]) -> str:
    pairs = (("recall", "of"), ("certain", "of certain"), ("true", "judged"))
    return f"{name:26s}" + "".join(f"{f'{n[a]}/{n[b]}':>10s}" for a, b in pairs) + f"{n['false alarms']:14d}"


def told(checker: Checker, text: str, scratch: Path) -> list[str]:
    """What is found above a note, one line each."""
    scratch.write_text(text, "utf-8")
    return [
        f"{f.rule}: {f.message.get('zh', '')} {[figure.text for figure in f.figures]}"
        for f in checker.check(scratch).findings
        if f.severity != "note"
    ]


def score_passages(name: str, listing: bool, only: str) -> None:
    checker = load_rulebook()
    total: Counter[str] = Counter()
    print(f"\n{name:44s}{'findings':>10s}{'caught':>12s}{'harmless flagged':>18s}")
    with tempfile.TemporaryDirectory() as folder:
        for key_path in sorted((ROOT / "fixtures" / name).glob("*.yaml")):
            if only not in key_path.name:
                continue
            key = yaml.safe_load(key_path.read_text("utf-8"))
            text = key_path.with_suffix(".txt").read_text("utf-8")
            scratch = Path(folder) / f"{key_path.stem}.txt"
            alarms = told(checker, text, scratch)
            n = Counter({"alarms": len(alarms)})
            lines = [f"alarm   {alarm}" for alarm in alarms]
            for kind in ("alterations", "harmless"):
                for entry in [*key[kind], *(key.get("truncated", []) if kind == "harmless" else [])]:
                    context = entry["context"]
                    found = told(checker, text.replace(context, context.replace(entry["from"], entry["to"])), scratch)
                    new = [line for line in found if line not in alarms]
                    n[kind] += 1
                    n[f"{kind} told"] += bool(new)
                    if kind == "alterations" and not new:
                        lines.append(f"missed  {entry['from']} -> {entry['to']} in {context}: {entry['breaks']}")
                    if kind == "harmless" and new:
                        lines.append(f"harmless flagged  {entry['from']} -> {entry['to']} in {context}: {new[0]}")
            total.update(n)
            print(_passage_row(key_path.stem, n))
            if listing:
                print("\n".join(f"    {line}" for line in lines))
    print(_passage_row("all", total))


def _passage_row(name: str, n: Counter[str]) -> str:
    caught = f"{n['alterations told']}/{n['alterations']}"
    return f"{name:44s}{n['alarms']:10d}{caught:>12s}{n['harmless told']:>15d}/{n['harmless']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--list", action="store_true", help="name what was missed and what was a false alarm")
    parser.add_argument("--only", default="", help="documents whose name holds this")
    parser.add_argument("--corpus-only", action="store_true", help="the corpus only")
    args = parser.parse_args()
    score_corpus(args.list, args.only)
    if not args.corpus_only:
        for name in ("provinces", "passages"):
            score_passages(name, args.list, args.only)


if __name__ == "__main__":
    main()
