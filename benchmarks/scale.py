"""Measure runs of many documents: speed and memory by number, workers and engine, and a second run.

Usage: python benchmarks/scale.py [--documents 1000 10000] [--workers 1 2] [--folder KEPT] [--dask]

Corpora are made by make_corpus.py: a tenth of clashes, a fifth copies, 2,500 characters each. Each
row is a process of its own. "read" is reading and understanding, "rest" all that follows: copies,
linking, tables, pages and files. On a machine that others use, the processor's time (of all
processes together) says more than the clock.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_corpus import write_corpus

ROOT = Path(__file__).resolve().parent.parent
CODE = """
import json, resource, sys, time
import geomap
from geomap.engine import choose_runner

def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in used)

def peak(who):
    return resource.getrusage(who).ru_maxrss / 1000

engine, workers, corpus, cache, out = sys.argv[1:]
notes = [(time.perf_counter(), spent())]
def note():
    notes.append((time.perf_counter(), spent()))
def track(batches):
    yield from batches
    note()
result = geomap.run(
    corpus,
    runner=choose_runner(engine, workers=int(workers)),
    cache=cache or None,
    keep_texts=False,
    track=track,
)
reading = peak(resource.RUSAGE_SELF) + peak(resource.RUSAGE_CHILDREN) * int(workers)
note()
result.write(out)
note()
steps = [[b - a for a, b in zip(x, y)] for x, y in zip(notes, notes[1:])]
print(json.dumps(dict(
    documents=len(result.corpus.documents), incidents=len(result.records),
    read=steps[0], link=steps[1], write=steps[2],
    # Workers are gone before anything is linked.
    memory=max(reading, peak(resource.RUSAGE_SELF)),
)))
"""


def main() -> None:
    """Print a row for each number of documents, engine and number of workers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where corpora are kept for the next time")
    parser.add_argument("--dask", action="store_true", help="beside processes, also on Dask")
    options = parser.parse_args()
    _time_start()
    print(
        f"{'':26}{'documents':>10}{'a second':>10}{'read s':>8}{'CPU s':>8}{'link s':>8}"
        f"{'CPU s':>8}{'write s':>9}{'CPU s':>8}{'CPU ms each':>13}{'MB':>7}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        for number in options.documents:
            corpus = folder / str(number)
            if not corpus.is_dir():
                write_corpus(corpus, documents=number)
            *fewer, most = sorted(options.workers)
            for workers in fewer:
                _print(f"processes, {workers}", _run("processes", workers, corpus, scratch))
            _run_twice(corpus, most, scratch)
            if options.dask:
                _print(f"dask, {most}", _run("dask", most, corpus, scratch))


def _run(
    engine: str, workers: int, corpus: Path, scratch: str, cache: str = ""
) -> dict[str, object]:
    command = [sys.executable, "-c", CODE, engine, str(workers), str(corpus), cache]
    done = subprocess.run(
        [*command, f"{scratch}/out"], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    row: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return row


def _run_twice(corpus: Path, workers: int, scratch: str) -> None:
    """Run with a cache, change one document, and run again."""
    cache = tempfile.mkdtemp(dir=scratch)
    _print(f"processes, {workers}, keeping", _run("processes", workers, corpus, scratch, cache))
    changed = next(corpus.rglob("*.txt"))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text}\nA soldier was killed near Goris on Monday.\n", encoding="utf-8")
    try:
        _print("second, one changed", _run("auto", workers, corpus, scratch, cache))
    finally:
        changed.write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in Path(cache).rglob("*") if path.is_file())
    print(f"  cache: {size / 1e6:.0f} MB")


def _print(name: str, row: dict[str, object]) -> None:
    read, link, write, number = (row[key] for key in ("read", "link", "write", "documents"))
    seconds, cpu = read  # type: ignore[misc]
    total = sum(part[1] for part in (read, link, write))  # type: ignore[index]
    print(
        f"{name:26}{number:>10,}{number / seconds:>10.0f}{seconds:>8.1f}{cpu:>8.1f}"  # type: ignore[operator]
        f"{link[0]:>8.1f}{link[1]:>8.1f}{write[0]:>9.1f}{write[1]:>8.1f}"  # type: ignore[index]
        f"{total / number * 1000:>13.2f}{row['memory']:>7.0f}",  # type: ignore[operator]
        flush=True,
    )


def _time_start() -> None:
    """Print how long whole commands take."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, arguments in {
            "geomap --help": ["--help"],
            "geomap map corpus/": ["map", str(ROOT / "corpus"), "-o", scratch, "-q", "--no-cache"],
        }.items():
            begun = time.perf_counter()
            command = [sys.executable, "-m", "geomap", *arguments]
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
            print(f"{name:26}{time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
