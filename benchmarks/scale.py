"""Measure runs of many documents: speed and memory by number, workers and engine, and a second run.

Usage: python benchmarks/scale.py [--documents 1000 10000] [--workers 1 2] [--folder KEPT] [--dask]
       python benchmarks/scale.py --rest [--documents 2000 6000]

Corpora are made by make_corpus.py: a tenth of clashes, a fifth copies, 2,500 characters each. Each
row is a process of its own. "read" is reading and understanding, "rest" all that follows: copies,
linking, tables, pages and files. On a machine that others use, the processor's time (of all
processes together) says more than the clock.

"--rest" compares Dask with processes when both have started: what the second number of documents
takes more than the first, twice on a Dask cluster that runs already, twice in new processes. What
they take to start, or to connect, is in both runs of each and falls out.
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
REST = """
import json, sys, time
from itertools import islice
from pathlib import Path
import psutil
import dask
from distributed import LocalCluster
from geomap.borders import load_borders
from geomap.documents import ReadOptions, iter_entries
from geomap.engine import choose_runner, split_batches
from geomap.engine.on_dask import CLUSTER_SETTINGS
from geomap.folders import find_gazetteer
from geomap.places import load_gazetteer
from geomap.understanding import BorderLines, ReportTask

def spent(process):
    used = process.cpu_times()
    alive = [it.cpu_times() for it in process.children(recursive=True)]
    gone = used.children_user + used.children_system
    return used.user + used.system + gone + sum(it.user + it.system for it in alive)

def measure(engine, entries, scheduler=None):
    workers = None if scheduler else 2
    runner = choose_runner(engine, workers=workers, scheduler=scheduler)
    begun = time.perf_counter(), spent(me)
    for outcomes in runner.run(task, split_batches(entries)):
        assert all(it.error is None for it in outcomes)
    return time.perf_counter() - begun[0], spent(me) - begun[1]

if __name__ == "__main__":
    me = psutil.Process()
    corpus, fewer, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder = find_gazetteer()
    task = ReportTask(
        gazetteer=load_gazetteer(folder),
        lines=BorderLines(folder=folder / "borders", files=()),
        options=ReadOptions(),
    )
    entries = list(iter_entries([corpus], task.options, report=lambda _: None))
    found = []
    with (
        dask.config.set(CLUSTER_SETTINGS),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        # The first batches open all that workers need.
        measure("dask", entries[:fewer], cluster.scheduler_address)
        for _ in range(rounds):
            found.append([])
            for engine, address in (("processes", None), ("dask", cluster.scheduler_address)):
                first, all_ = (measure(engine, entries[:it], address) for it in (fewer, None))
                found[-1].append([b - a for a, b in zip(first, all_)])
    print(json.dumps([len(entries) - fewer, found]))
"""


def main() -> None:
    """Print a row for each number of documents, engine and number of workers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where corpora are kept for the next time")
    parser.add_argument("--dask", action="store_true", help="beside processes, also on Dask")
    parser.add_argument("--rest", action="store_true", help="only Dask and processes at rest")
    options = parser.parse_args()
    if options.rest:
        _compare_at_rest(*options.documents[:2])
        return
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


def _compare_at_rest(fewer: int, more: int, rounds: int = 3) -> None:
    """Print what the same documents take of two started processes and of two Dask workers."""
    with tempfile.TemporaryDirectory() as scratch:
        write_corpus(Path(scratch) / "news", documents=more)
        # A file: Dask's workers start by importing it.
        script = Path(scratch) / "rest.py"
        script.write_text(REST, encoding="utf-8")
        command = [sys.executable, str(script), f"{scratch}/news", str(fewer), str(rounds)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    number, found = json.loads(done.stdout.splitlines()[-1])
    print(f"{number:,} documents, two workers at rest, batches of 200")
    for processes, dask in found:
        print(
            f"  processes {processes[0]:6.1f} s, CPU {processes[1]:6.1f} s;  "
            f"dask {dask[0]:6.1f} s, CPU {dask[1]:6.1f} s: {dask[1] / processes[1] - 1:+.1%}"
        )


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
