"""Time `geomap gazetteer import` on a GeoNames dump of a million made places.

Usage: python benchmarks/time_import.py [--rows 1000000]

A whole process on one core, with its peak memory. One row in ten thousand is broken, so that the
reports of faults are part of it.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SYLLABLES = "ka lo mi sur ten var dza gor ni shen bel ta ru zan pol ech vi mor".split()


def main() -> None:
    """Print rows a minute and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.txt"
        _write_dump(dump, rows)
        begin = time.perf_counter()
        done = subprocess.run(
            [
                "taskset",
                "-c",
                "0",
                sys.executable,
                "-m",
                "geomap",
                "gazetteer",
                "import",
                str(dump),
            ],
            env={**os.environ, "GEOMAP_DATA_DIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - begin
        index = next((Path(folder) / "gazetteer").iterdir())
        print(done.stderr.splitlines()[-1])
        print(f"dump {dump.stat().st_size / 1e6:.0f} MB, index {index.stat().st_size / 1e6:.0f} MB")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"{rows / seconds * 60:,.0f} rows a minute, {seconds:.1f} s, peak {peak:.2f} GB")


def _write_dump(path: Path, rows: int) -> None:
    chance = random.Random(1)  # noqa: S311 - names that are made, not secrets

    def make_name() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()

    with path.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            name = make_name()
            others = ",".join(make_name() for _ in range(chance.randint(0, 5)))
            lat = "broken" if number % 10_000 == 1 else f"{chance.uniform(-60, 70):.5f}"
            cells = [
                str(20_000_000 + number), name, name, others, lat,
                f"{chance.uniform(-180, 180):.5f}", "P", "PPL", "AM", "", "08", "", "", "",
                str(chance.choice((0, 500, 2000))), "", "100", "Asia/Yerevan", "2024-01-01",
            ]  # fmt: skip
            stream.write("\t".join(cells) + "\n")


if __name__ == "__main__":
    main()
