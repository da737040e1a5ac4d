"""Time and memory of writing many incidents, beside geopandas writing the same tables.

    python benchmarks/export.py [--incidents 100000] [--formats geojson,gpkg,geoparquet]

The incidents of the sample corpus are repeated under other ids and days, with all their quotations,
counts and sites. Each format is written in a process of its own, which has the records at hand, as
after a run; its peak memory includes them. Times are of the processor. The peer is what one would
write by hand: geopandas' `to_file` and `to_parquet` of the incidents and the sites alone.
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
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one.split(","), options.incidents)))
        return
    print(f"{options.incidents:,} incidents")
    print(f"{'':34}{'tables':>9}{'write':>9}{'size':>10}{'peak':>10}")
    for names in [options.formats, *options.formats.split(","), *PEERS]:
        figures = json.loads(
            subprocess.run(
                [sys.executable, __file__, "--one", names, "--incidents", str(options.incidents)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        print(
            f"{names:34}{figures['tables_s']:>7.1f} s{figures['write_s']:>7.1f} s"
            f"{figures['size_mb']:>7.0f} MB{figures['peak_mb']:>7.0f} MB"
        )


def measure(names: list[str], count: int) -> dict[str, float]:
    """Return the time to make the tables, the time to write them, the size and the peak memory."""
    result = repeat_sample(count)
    begun = time.process_time()
    is_peer = names[0] in PEERS
    if is_peer:
        incidents, sites = result.incidents, result.sites
    else:
        result.dataset  # noqa: B018 - made on first use
    made = time.process_time()
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        path = Path(folder)
        if is_peer:
            write_by_hand(path, PEERS[names[0]], incidents, sites)
        else:
            result.export(path, to=names)
        seconds = time.process_time() - made
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return {
        "tables_s": made - begun,
        "write_s": seconds,
        "size_mb": size / 1e6,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


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
