"""Measure documents a second, memory and the first answer of geoparsing, beside two peers.

Usage: python benchmarks/toponyms.py [--texts TEXTS.jsonl] [--documents 400] [--runs 3]

The peers are not among geomap's dependencies; without them their rows say so:

    pip install flashgeotext geotext

They find names of cities and countries and choose no meaning; geomap finds names of all kinds,
judges each by its surroundings, and resolves it to a point. Documents are of 2,500 characters:
longer texts are cut, shorter ones joined until they are that long. A text that comes twice is
measured twice; with fewer texts than documents the caches of all tools gain by it.
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

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT_CHARS = 2_500
LEAST_CHARS = 2_000

# What every measuring process begins with, before it imports a tool.
PROLOGUE = """
import json, resource, sys, time
from pathlib import Path
texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
begin = time.perf_counter()
"""
EPILOGUE = """
find(texts[0])
first = time.perf_counter() - begin
begin = time.perf_counter()
found = sum(find(text) for text in texts)
seconds = time.perf_counter() - begin
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps(dict(first_s=first, speed=len(texts) / seconds, memory_mb=memory, found=found)))
"""
TOOLS = {
    "geomap": """
from geomap.folders import find_gazetteer
from geomap.model import Document
from geomap.places import load_gazetteer, resolve_document
gazetteer = load_gazetteer(find_gazetteer())
def find(text):
    resolved = resolve_document(Document(id="1", source="text", text=text), gazetteer)
    return sum(resolution.place is not None for resolution in resolved)
""",
    "flashgeotext": """
from loguru import logger
logger.remove()
from flashgeotext.geotext import GeoText
geotext = GeoText()
def find(text):
    return sum(it["count"] for kind in geotext.extract(text).values() for it in kind.values())
""",
    "geotext": """
from geotext import GeoText
def find(text):
    found = GeoText(text)
    return len(found.cities) + len(found.countries)
""",
}


def main() -> None:
    """Print a row for each tool."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, default=ROOT / "tests" / "toponyms" / "gold.jsonl")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    lines = options.texts.read_bytes().splitlines()
    texts = make_documents([json.loads(line)["text"] for line in lines])
    texts = (texts * (1 + options.documents // len(texts)))[: options.documents]
    size = statistics.mean(len(text) for text in texts)
    print(f"{len(texts)} documents of {size:,.0f} characters; medians of {options.runs} processes")
    print(f"{'':14}{'documents/s':>13}{'first answer s':>16}{'memory MB':>11}{'found':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        for tool, code in TOOLS.items():
            if importlib.util.find_spec(tool) is None:
                print(f"{tool:14} not installed: pip install {tool}")
                continue
            _report(tool, [sys.executable, "-c", PROLOGUE + code + EPILOGUE, str(path)], options)


def make_documents(texts: list[str]) -> list[str]:
    """Return texts of nearly one length: joined where they are short, cut where they are long."""
    documents, parts = [], []
    for text in texts:
        parts.append(text)
        joined = "\n\n".join(parts)
        if len(joined) >= LEAST_CHARS:
            documents.append(joined[:DOCUMENT_CHARS])
            parts = []
    return documents or ["\n\n".join(parts)]


def _report(tool: str, command: list[str], options: argparse.Namespace) -> None:
    found = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(options.runs)
    ]
    row = {key: statistics.median(run[key] for run in found) for key in found[0]}
    print(
        f"{tool:14}{row['speed']:13.0f}{row['first_s']:16.2f}{row['memory_mb']:11.0f}"
        f"{row['found']:8,.0f}"
    )


if __name__ == "__main__":
    main()
