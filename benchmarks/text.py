"""Measure the whole text side: documents a second from text to claims, on one core.

Usage: python benchmarks/text.py [--other TEXTS.jsonl] [--documents 200] [--runs 3]

Two corpora of documents of 2,500 characters: reports of clashes, and one such report among nine
other texts (a JSON line each, with "text"; the annotated texts of the geoparser when not given).
Each is read in a process of its own, for the first time: names are not known from earlier texts,
and expressions are compiled by the first of the runs alone, as by the first run of a user.
As in a run, nobody asks what places a text names of which no claim can be made.
Beside geomap stands a peer of the first half of the work, as nothing that runs without a model does
the second:

    pip install flashgeotext
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from toponyms import make_documents

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "tests" / "reports" / "borders"
OTHERS_EACH = 9

PROLOGUE = """
import gc, json, resource, sys, time
from pathlib import Path
texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
"""
EPILOGUE = """
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps(dict(speed=len(texts) / sum(spent), places=spent[0] / len(texts) * 1000,
                      claims=spent[1] / len(texts) * 1000, memory=memory, found=found)))
"""
TOOLS = {
    "geomap": """
from geomap.borders import load_borders
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.documents import find_language, find_publication_date
from geomap.expressions import keep_expressions
from geomap.folders import find_gazetteer
from geomap.model import Document
from geomap.places import load_gazetteer, recase, resolve_document
folder = find_gazetteer()
gazetteer = load_gazetteer(folder)
extractor = RuleExtractor(gazetteer, load_borders(folder / "borders"))
extractor.extract([ResolvedDocument(Document(id="0", source="0", text="Posts were shelled."), ())])
found, spent = 0, [0.0, 0.0]
# As while a batch is read.
gc.disable()
for number, text in enumerate(texts):
    steps = [time.process_time()]
    day = find_publication_date(text)
    document = recase(Document(id=str(number), source="text", text=text, published=day and day.day,
                               language=find_language(text)), gazetteer)
    steps.append(time.process_time())
    if extractor.reads(document.language) and extractor.may_report(document):
        steps.append(time.process_time())
        resolved = resolve_document(document, gazetteer)
        steps.append(time.process_time())
        found += len(extractor.extract([ResolvedDocument(document, resolved)]))
    steps.append(time.process_time())
    for part, (begin, end) in enumerate(zip(steps, steps[1:])):
        spent[part % 2] += end - begin
# As after each batch: of the runs the later ones find what the first has compiled.
keep_expressions()
""",
    "flashgeotext": """
from loguru import logger
logger.remove()
from flashgeotext.geotext import GeoText
geotext = GeoText()
found, spent = 0, [0.0, 0.0]
begin = time.process_time()
for text in texts:
    found += sum(it["count"] for kind in geotext.extract(text).values() for it in kind.values())
spent[0] = time.process_time() - begin
""",
}


def main() -> None:
    """Print a row for each tool and corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--other", type=Path, default=ROOT / "tests" / "toponyms" / "gold.jsonl")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    reports = make_documents([p.read_text(encoding="utf-8") for p in sorted(REPORTS.glob("*.txt"))])
    lines = options.other.read_bytes().splitlines()
    others = make_documents([json.loads(line)["text"] for line in lines])
    corpora = {"reports": reports, "mixed": _mix(reports, others)}
    print(f"{'':24}{'documents/s':>12}{'places ms':>11}{'claims ms':>11}{'MB':>6}{'found':>8}")
    for name, texts in corpora.items():
        for tool, code in TOOLS.items():
            if importlib.util.find_spec(tool) is None:
                print(f"{tool:14}{name:10} not installed: pip install {tool}")
                continue
            row = _measure(PROLOGUE + code + EPILOGUE, texts[: options.documents], options.runs)
            print(
                f"{tool:14}{name:10}{row['speed']:12.0f}{row['places']:11.1f}{row['claims']:11.1f}"
                f"{row['memory']:6.0f}{row['found']:8,.0f}"
            )


def _mix(reports: list[str], others: list[str]) -> list[str]:
    """Return the texts with a report before every nine others."""
    mixed = []
    for number, start in enumerate(range(0, len(others), OTHERS_EACH)):
        mixed += [reports[number % len(reports)], *others[start : start + OTHERS_EACH]]
    return mixed


def _measure(code: str, texts: list[str], runs: int) -> dict[str, float]:
    """Return the medians of some runs, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        command = [sys.executable, "-c", code, str(path)]
        found = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _ in range(runs)
        ]
    return {key: statistics.median(run[key] for run in found) for key in found[0]}


if __name__ == "__main__":
    main()
