"""Measure which share of an article makes a copy: on made copies, and on reports that are none.

Usage: python benchmarks/copies.py [FOLDER ...] [--seed 1]

Of each report of the folders (those of the tree when none is given) copies are made: cut after a
third, a half or two thirds of its sentences, under another header; and brought up to date: every
number told anew, one sentence in six dropped, one in four replaced by one of another report. What
is no copy: all pairs of the reports as they are, but for those that tests/gold calls copies; among
them are hundreds of reports of one event.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from pathlib import Path

from geomap.documents import read_corpus
from geomap.incidents.copies import MIN_CONTAINMENT, MIN_RUNS, find_copies
from geomap.incidents.sketches import hash_runs, measure_containment
from geomap.model import Document

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["corpus", *(f"tests/reports/{it}" for it in ("borders", "development", "linking_dev"))]
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
CUTS = {"a third": 1 / 3, "a half": 1 / 2, "two thirds": 2 / 3}


def main() -> None:
    """Print the share of copies found and the pairs wrongly taken for one, by threshold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", default=[str(ROOT / it) for it in FOLDERS])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    documents = list(read_corpus(options.folders).documents)
    runs = {it.id: hash_runs(it.text[it.body_start :]) for it in documents}
    chosen = random.Random(options.seed)  # noqa: S311 - no secret
    made = {name: [] for name in (*CUTS, "brought up to date")}
    copies: dict[str, list[Document]] = {name: [] for name in made}
    for document in documents:
        for name, text in make_copies(document, documents, chosen):
            copy = Document(id=f"{document.id}, {name}", source="", text=text)
            copies[name].append(copy)
            if len(hash_runs(text)) >= MIN_RUNS:
                made[name].append(measure_containment(hash_runs(text), runs[document.id]))
    marked = read_marked(options.folders)
    others, found = [], []
    for a, b in itertools.combinations(documents, 2):
        share = measure_containment(runs[a.id], runs[b.id])
        (found if frozenset((a.id, b.id)) in marked else others).append(share)
    print(f"{len(documents)} reports, {len(others):,} pairs that are no copies")
    rows = [*made.items(), *([("marked by hand", found)] if found else [])]
    print("at least  " + "  ".join(f"{name:>18}" for name, _ in rows) + "   no copies")
    for least in THRESHOLDS:
        shares = [sum(it >= least for it in values) / len(values) for _, values in rows]
        wrong = sum(it >= least for it in others)
        print(f"{least:8}  " + "  ".join(f"{it:18.3f}" for it in shares) + f"  {wrong:10}")
    print(f"the nearest of those that are none: {sorted(others)[-5:]}")
    print(f"found by find_copies, at least {MIN_CONTAINMENT}:")
    for name, texts in copies.items():
        groups = find_copies([*documents, *texts])
        right = sum(
            groups.voice_of(it.id) == groups.voice_of(it.id.partition(",")[0]) for it in texts
        )
        print(f"  {name:20} {right / len(texts):.3f}")


def make_copies(
    document: Document, others: list[Document], chosen: random.Random
) -> list[tuple[str, str]]:
    """Return made copies of a report: what was done, and the text."""
    body = document.text[document.body_start :]
    parts = re.split(r"(?<=[.!?”\"])\s+", body)
    copies = [
        (name, "The Gazette, from our agencies\n\n" + " ".join(parts[: round(len(parts) * share)]))
        for name, share in CUTS.items()
    ]
    other = chosen.choice(others)
    foreign = re.split(r"(?<=[.!?”\"])\s+", other.text[other.body_start :])
    told = []
    for part in parts:
        luck = chosen.random()
        if luck < 1 / 6:
            continue
        text = chosen.choice(foreign) if luck < 1 / 6 + 1 / 4 else part
        told.append(re.sub(r"\d+", lambda match: str(int(match[0][:9]) + 1), text))
    return [*copies, ("brought up to date", " ".join(told))]


def read_marked(folders: list[str]) -> set[frozenset[str]]:
    """Return the pairs that gold files call copies, each article's with each other."""
    marked = set()
    for folder in folders:
        gold = ROOT / "tests" / "gold" / f"{Path(folder).name}.json"
        if not gold.is_file():
            continue
        groups: dict[str, set[str]] = {}
        for name, report in json.loads(gold.read_text(encoding="utf-8")).get("reports", {}).items():
            if report["copy_of"]:
                groups.setdefault(report["copy_of"], {report["copy_of"]}).add(name)
        for group in groups.values():
            marked |= {frozenset(pair) for pair in itertools.combinations(sorted(group), 2)}
    return marked


if __name__ == "__main__":
    main()
