"""Time and memory of writing many incidents, beside geopandas writing the same tables.

    python benchmarks/export.py [--incidents 100000] [--formats geojson,gpkg,geoparquet]

The incidents of the sample corpus are repeated under other ids and days, with all their quotations,
counts, claims and sites, and stored. Then each format is written in a process of its own that reads
them back, as `geomap export` does; its peak memory includes the tables. The peer is what one would
write by hand: geopandas' `to_file` and `to_parquet` of the incidents and the sites alone. Times are
of the processor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[1]
PEERS = {"geopandas-gpkg": "gpkg", "geopandas-geojson": "geojson", "geopandas-parquet": "parquet"}


def main() -> None:
    """Measure each format in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--formats", default="geojson,gpkg,geoparquet")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        print(json.dumps(make(options.make, options.incidents)))
    elif options.one:
        print(json.dumps(measure(options.one[0].split(","), Path(options.one[1]))))
    else:
        compare(options.incidents, options.formats)


def compare(count: int, formats: str) -> None:
    """Print what making the tables takes, and then each format."""
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        made = call("--make", folder, "--incidents", str(count))
        print(
            f"{count:,} incidents: their tables are made in {made['seconds']:.1f} s; written as "
            f"GeoJSON, GeoPackage and GeoParquet from there in {made['write_s']:.1f} s, "
            f"{made['peak_mb']:.0f} MB at most with the records of the run"
        )
        print(f"{'':34}{'read':>9}{'write':>9}{'size':>10}{'peak':>10}")
        for names in [formats, *formats.split(","), *PEERS]:
            figures = call("--one", names, folder)
            print(
                f"{names:34}{figures['read_s']:>7.1f} s{figures['write_s']:>7.1f} s"
                f"{figures['size_mb']:>7.0f} MB{figures['peak_mb']:>7.0f} MB"
            )


def call(*arguments: str) -> dict[str, float]:
    """Run this script once more, and return the figures that it prints."""
    found = subprocess.run(
        [sys.executable, __file__, *arguments], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(found.stdout)
    return figures


def make(folder: Path, count: int) -> dict[str, float]:
    """Store the tables of many incidents."""
    result = repeat_sample(count)
    begun = time.process_time()
    result.dataset  # noqa: B018 - made on first use
    made = time.process_time()
    with tempfile.TemporaryDirectory(prefix="geomap-") as other:
        result.export(Path(other), to=["geojson", "gpkg"])
    result.export(folder, to=["geoparquet"])
    return {
        "seconds": made - begun,
        "write_s": time.process_time() - made,
        "peak_mb": read_peak_mb(),
    }


def measure(names: list[str], folder: Path) -> dict[str, float]:
    """Return the time to read the tables, the time to write them, the size and the peak memory."""
    import geomap  # noqa: PLC0415 - not in the process that only prints

    begun = time.process_time()
    result = geomap.read(folder)
    is_peer = names[0] in PEERS
    tables = (result.incidents, result.sites) if is_peer else ()
    read = time.process_time()
    with tempfile.TemporaryDirectory(prefix="geomap-") as made:
        path = Path(made)
        if is_peer:
            write_by_hand(path, PEERS[names[0]], *tables)
        else:
            result.export(path, to=names)
        seconds = time.process_time() - read
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return {
        "read_s": read - begun,
        "write_s": seconds,
        "size_mb": size / 1e6,
        "peak_mb": read_peak_mb(),
    }


def read_peak_mb() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def repeat_sample(count: int):  # noqa: ANN201 - a geomap.Result
    """Return the result of the sample corpus with its incidents repeated."""
    import geomap  # noqa: PLC0415 - not in the process that only prints

    result = geomap.run(ROOT / "corpus")
    originals = result.records
    result.records = tuple(
        msgspec.structs.replace(
            originals[number % len(originals)],
            id=f"{originals[number % len(originals)].id}-{number}",
            date=_shift(originals[number % len(originals)].date, number // len(originals) % 3650),
            claims=tuple(
                msgspec.structs.replace(claim, id=f"{claim.id}-{number}")
                for claim in originals[number % len(originals)].claims
            ),
        )
        for number in range(count)
    )
    result.claims = tuple(claim for incident in result.records for claim in incident.claims)
    return result


def write_by_hand(folder: Path, name: str, incidents, sites) -> None:  # noqa: ANN001 - GeoDataFrames
    """Write two tables as geopandas does, lists as JSON where the format has none."""
    for layer, table in (("incidents", incidents), ("sites", sites)):
        if name == "parquet":
            table.to_parquet(folder / f"{layer}.parquet", write_covering_bbox=True)
            continue
        for column in table.columns:
            if table[column].dtype == object:
                table[column] = table[column].map(json.dumps)
        path = folder / (f"{layer}.geojson" if name == "geojson" else "incidents.gpkg")
        table.to_file(path, layer=layer, driver="GPKG" if name == "gpkg" else "GeoJSON")


def _shift(date, days: int):  # noqa: ANN001, ANN202 - a DateInterval
    gap = dt.timedelta(days=days)
    return msgspec.structs.replace(
        date, start=date.start and date.start + gap, end=date.end and date.end + gap
    )


if __name__ == "__main__":
    main()
