"""Measure the index of a million names: opening, memory and speed, beside two peers in one run.

Usage: python benchmarks/gazetteer.py [--names 1000000] [--megabytes 4]

The peers are not among geomap's dependencies; without them their rows say so:

    pip install ahocorasick_rs flashgeotext

All of them look for the same names: those of the shipped index, filled up with made ones to the
number asked for. The text is that of the sample reports, repeated. Each measurement is a process of
its own. The peers look for the exact characters of a name; geomap folds case, diacritics and
script, and finds names in any spelling.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from geomap.folders import find_gazetteer
from geomap.model import Place
from geomap.places import load_gazetteer
from geomap.places.index_building import IndexBuilder

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT_CHARS = 2_500
SYLLABLES = "ka lo mi sur ten var dza gor ni shen bel ta ru zan pol ech vi mor".split()

# What every measuring process begins with. The memory is what the process holds for itself alone
# and its part of what it shares, as the kernel counts it.
PROLOGUE = """
import json, sys, time
from pathlib import Path
def memory_mb():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return int(next(l for l in lines if l.startswith("Pss:")).split()[1]) / 1000
def say(**found): print(json.dumps(found))
text = Path(sys.argv[2]).read_text(encoding="utf-8")
before = memory_mb()
"""
GEOMAP = """
import numpy
from geomap.places.index import PlaceIndex
from geomap.places.scan import scan_words
before = memory_mb()
begin = time.perf_counter()
index = PlaceIndex(Path(sys.argv[1]))
index.lookup(("goris",))
opened = time.perf_counter() - begin
index.find_matches(scan_words(text[:100000]))
begin = time.perf_counter()
SCAN
seconds = time.perf_counter() - begin
say(open_s=opened, memory_mb=memory_mb() - before, speed=len(text) / seconds / 1e6, found=found)
"""
GEOMAP_WHOLE = GEOMAP.replace(
    "SCAN",
    "found = sum(int((index.find_matches(scan_words(text[at : at + 1000000])) > 0).sum())"
    " for at in range(0, len(text), 1000000))",
)
GEOMAP_DOCUMENTS = GEOMAP.replace(
    "SCAN",
    f"found = sum(int((index.find_matches(scan_words(text[at : at + {DOCUMENT_CHARS}])) > 0).sum())"
    f" for at in range(0, len(text), {DOCUMENT_CHARS}))",
)
AHOCORASICK = """
import ahocorasick_rs
before = memory_mb()
names = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
begin = time.perf_counter()
automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
opened = time.perf_counter() - begin
begin = time.perf_counter()
found = len(automaton.find_matches_as_indexes(text))
seconds = time.perf_counter() - begin
say(open_s=opened, memory_mb=memory_mb() - before, speed=len(text) / seconds / 1e6, found=found)
"""
FLASHGEOTEXT = """
from flashgeotext.config import GeoTextConfiguration
from flashgeotext.geotext import GeoText
from flashgeotext.lookup import LookupData
from loguru import logger
logger.remove()
before = memory_mb()
names = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
begin = time.perf_counter()
geotext = GeoText(config=GeoTextConfiguration(use_demo_data=False))
geotext.add(LookupData(name="places", data={name: [name] for name in names}))
opened = time.perf_counter() - begin
text = text[:1000000]
begin = time.perf_counter()
found = sum(it["count"] for it in geotext.extract(input_text=text)["places"].values())
seconds = time.perf_counter() - begin
say(open_s=opened, memory_mb=memory_mb() - before, speed=len(text) / seconds / 1e6, found=found)
"""


# Workers that have all opened the index and looked a text up hold its pages together.
WORKER = """
from geomap.places.index import PlaceIndex
from geomap.places.scan import scan_words
index = PlaceIndex(Path(sys.argv[1]))
index.find_matches(scan_words(text[:1000000]))
print(flush=True)
sys.stdin.readline()
lines = Path("/proc/self/smaps").read_text().split(sys.argv[1])[1].splitlines()
sizes = {l.split(":")[0]: int(l.split()[1]) / 1000 for l in lines[1:4] + lines[4:12] if "kB" in l}
say(rss=sizes["Rss"], pss=sizes["Pss"])
"""


def main() -> None:
    """Print a row for each way of looking names up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index, names, text = _prepare(Path(folder), options.names, options.megabytes)
        print(f"{options.names:,} names; text of {text.stat().st_size / 1e6:.1f} MB")
        print(f"index {index.stat().st_size / 1e6:.0f} MB; medians of {options.runs} processes\n")
        print(f"{'':34}{'open s':>9}{'memory MB':>11}{'M chars/s':>11}{'found':>10}")
        for label, code, module in (
            ("geomap, the text at once", GEOMAP_WHOLE, "geomap"),
            (f"geomap, {DOCUMENT_CHARS:,} characters each", GEOMAP_DOCUMENTS, "geomap"),
            ("ahocorasick_rs", AHOCORASICK, "ahocorasick_rs"),
            ("flashgeotext (first 1 MB)", FLASHGEOTEXT, "flashgeotext"),
        ):
            if importlib.util.find_spec(module) is None:
                print(f"{label:34} not installed: pip install {module}")
                continue
            _report(label, code, [index, text, names], options.runs)
        _report_sharing([index, text, names], worker_count=4)


def _report_sharing(paths: list[Path], *, worker_count: int) -> None:
    """Print what the pages of the index take in each of several workers, alone and shared."""
    command = [sys.executable, "-c", PROLOGUE + WORKER, *map(str, paths)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(worker_count)
    ]
    for worker in workers:
        worker.stdout.readline()
    found = []
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
        found.append(json.loads(worker.stdout.readline()))
    for worker in workers:
        worker.communicate()
    rss, pss = (sum(row[key] for row in found) for key in ("rss", "pss"))
    print(f"\n{worker_count} workers map {rss:.0f} MB of the index, and hold {pss:.0f} MB in all")


def _report(label: str, code: str, paths: list[Path], runs: int) -> None:
    command = [sys.executable, "-c", PROLOGUE + code, *map(str, paths)]
    found = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    row = {key: statistics.median(run[key] for run in found) for key in found[0]}
    print(
        f"{label:34}{row['open_s']:9.3f}{row['memory_mb']:11.0f}{row['speed']:11.2f}"
        f"{row['found']:10,.0f}"
    )


def _prepare(folder: Path, name_count: int, megabytes: float) -> tuple[Path, Path, Path]:
    """Write an index, the same names as a list, and a text."""
    shipped = load_gazetteer(find_gazetteer()).layers[0]
    builder, names = IndexBuilder(), set[str]()
    for row in range(len(shipped)):
        place = shipped.place(row)
        builder.add(place)
        names.update((place.name, *place.names))
    chance = random.Random(1)  # noqa: S311 - names that are made, not secrets
    number = 0
    while len(names) < name_count:
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(3, 6))).capitalize()
        if name not in names:
            names.add(name)
            builder.add(Place(id=f"made:{number}", name=name, lon=0.5, lat=0.5))
            number += 1
    index, listed, text = folder / "million.places", folder / "names.json", folder / "text.txt"
    builder.write(index, facts={})
    listed.write_text(json.dumps(sorted(names), ensure_ascii=False), encoding="utf-8")
    reports = "\n\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))
    )
    repeats = max(1, round(megabytes * 1e6 / len(reports)))
    text.write_text("\n\n".join([reports] * repeats), encoding="utf-8")
    return index, listed, text


if __name__ == "__main__":
    main()
