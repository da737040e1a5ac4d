"""Memory does not grow with the corpus: ten times the documents need what a part of them needs."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from geomap.documents import Failure, iter_entries, iter_sources
from geomap.documents.records import ignore_remark
from tests.documents.corpora import PLAIN, dump_csv, dump_lines, dump_parquet, make_record, write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FEW, MANY = 300, 2000
SLACK = 400_000
"""Bytes that buffers may differ by; what comes more in the large file has four times that."""


def make(name: str, count: int) -> bytes:
    text = "Two soldiers were wounded near Sotk, the ministry said on Tuesday. " * 15
    rows = [{"title": f"Report {number}", "text": f"{number} {text}"} for number in range(count)]
    if name.startswith("a.jsonl"):
        content = dump_lines(rows).encode()
        return gzip.compress(content, 1) if name.endswith(".gz") else content
    if name == "a.json":
        return b"[" + dump_lines(rows).encode().replace(b"}\n", b"},\n")[:-2] + b"]"
    if name == "a.csv":
        return dump_csv(rows).encode()
    if name == "a.parquet":
        return dump_parquet(rows, group=200)
    return b"".join(
        make_record(number, row["text"].encode(), media="text/plain")
        for number, row in enumerate(rows)
    )


def measure_peak(items: Iterable[object]) -> tuple[int, int]:
    """Return how many items there were, and the most memory that was held meanwhile."""
    tracemalloc.start()
    try:
        count = sum(not isinstance(it, Failure) for it in items)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.jsonl.gz", "a.json", "a.csv", "a.parquet", "a.warc"]
)
def test_a_large_file_is_not_held(tmp_path: Path, name: str) -> None:
    peaks = []
    # The first run loads modules.
    for count in (10, FEW, MANY):
        path = write(tmp_path / str(count) / name, make(name, count))
        found, peak = measure_peak(iter_entries([path]))
        assert found == count
        peaks.append(peak)
    assert peaks[2] < peaks[1] + SLACK


def test_a_folder_of_many_files_is_not_held(tmp_path: Path) -> None:
    for number in range(2000):
        write(tmp_path / f"{number % 60:02}" / f"{number}-{'x' * 60}.txt", "Text.")
    sources = iter_sources([tmp_path], options=PLAIN, report=ignore_remark)
    found, peak = measure_peak(sources)
    assert found == 2000
    assert peak < 200_000
