"""Time `geomap map` on the sample corpus, beside a plain folium page of the same points.

Usage: python benchmarks/time_map.py [--runs 3]

Whole processes, so that importing counts; medians over the runs, peak memory of the largest. The
peer draws the incidents of an earlier run as stock folium markers in one layer for each date: it
reads no report, so it is a lower bound for what any page costs with this library.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER = """
import json, sys, folium
incidents = json.load(open(sys.argv[1]))["features"]
page = folium.Map([40, 46], zoom_start=8)
layers = {}
for feature in incidents:
    row, geometry = feature["properties"], feature["geometry"]
    day = row["date_start"] or row["date_end"] or "no date"
    if day not in layers:
        layers[day] = folium.FeatureGroup(name=day).add_to(page)
    if geometry:
        folium.Marker(geometry["coordinates"][::-1]).add_to(layers[day])
folium.LayerControl().add_to(page)
page.save(sys.argv[2])
"""


def main() -> None:
    """Print both medians, their ratio, and the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        ours = [sys.executable, "-m", "geomap", "map", str(ROOT / "corpus"), "-o", str(out), "-q"]
        subprocess.run(ours, check=True, capture_output=True)
        peer = [sys.executable, "-c", PEER, str(out / "incidents.geojson"), str(out / "peer.html")]
        seconds = {"geomap map": _time(ours, runs), "plain folium": _time(peer, runs)}
        count = len(json.loads((out / "incidents.geojson").read_bytes())["features"])
        print(f"{count} incidents; medians of {runs} whole processes")
        for name, value in seconds.items():
            print(f"  {name:14} {value:6.2f} s")
        print(f"  ratio          {seconds['geomap map'] / seconds['plain folium']:6.2f}")
        print(f"  page           {(out / 'map.html').stat().st_size / 1e3:6.0f} kB")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"  peak memory    {peak:6.0f} MB")


def _time(command: list[str], runs: int) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
