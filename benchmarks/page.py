"""Time how long the page takes to open and to redraw with many incidents, in Chromium.

Usage: python benchmarks/page.py [--incidents 10000] [--keep page.html]

The incidents are made up, along the line of tests/page/sample.py, with a fixed seed. A redraw is
from the change to the end of the frame that shows it; medians over ten changes of each kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import runpy
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from geomap.page import build_map, render_page

ROOT = Path(__file__).resolve().parent.parent
FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
CHANGES = {
    "a year off and on": ("document.querySelector('.years > .branch > .branch-row input').click()"),
    "a filter on and off": "document.querySelector('[data-filter=status] input').click()",
    "a step of the period": "document.querySelector('[aria-label^=\"On by\"]').click()",
    "a letter of a search": (
        "const box = document.querySelector('.search-box');"
        " box.value = 'jermuk'.slice(0, 1 + (step % 6));"
        " box.dispatchEvent(new Event('input'))"
    ),
    "zoom in and out": "geomap.map.setZoom(geomap.map.getZoom() + (step % 2 ? -1 : 1))",
}


def main() -> None:
    """Print the size of the page, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="Where the page is to stay.")
    options = parser.parse_args()
    collections = make_collections(options.incidents)
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder) / "map.html"
        file.write_bytes(render_page(build_map(**collections)).encode())
        print(f"{options.incidents} incidents, {file.stat().st_size / 1e6:.1f} MB")
        measure(file.resolve())


def make_collections(count: int) -> dict[str, Any]:
    """Return collections as the tests have them, with so many incidents along the line."""
    sample = runpy.run_path(str(ROOT / "tests/page/sample.py"))
    collections: dict[str, Any] = sample["make_collections"]()
    patterns = collections["incidents"]["features"]
    line = sample["MAIN_LINE"]
    chance = random.Random(1)  # noqa: S311 - no secret
    first = dt.date(2015, 1, 1)
    features = []
    for number in range(count):
        pattern = patterns[number % len(patterns)]
        a, b = line[(at := number % 21)], line[at + 1]
        share = chance.random()
        point = [a[i] + share * (b[i] - a[i]) + chance.gauss(0, 0.02) for i in (0, 1)]
        day = (first + dt.timedelta(days=chance.randrange(3000))).isoformat()
        key = f"ARM-AZE-{day}-{number:06x}"
        properties = pattern["properties"] | {"id": key, "date_start": day, "date_end": day}
        properties["sources"] = [f"report-{number % 3000}.txt"]
        geometry = {"type": "Point", "coordinates": point}
        features.append(pattern | {"id": key, "geometry": geometry, "properties": properties})
    collections["incidents"]["features"] = features
    return collections


def measure(file: Path) -> None:
    """Open a page and change what it shows."""
    chromium = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(file.as_uri())
        page.locator("#panel-list .item").first.wait_for()
        print(f"  {'open':24} {(time.perf_counter() - begun) * 1000:6.0f} ms")
        devtools = context.new_cdp_session(page)
        for name, change in CHANGES.items():
            taken = []
            for step in range(10):
                expression = (
                    f"(async () => {{ const step = {step}; await {FRAME};"
                    f" const begun = performance.now(); {change}; await {FRAME};"
                    " return performance.now() - begun; })()"
                )
                answer = devtools.send(
                    "Runtime.evaluate",
                    {"expression": expression, "returnByValue": True, "awaitPromise": True},
                )
                taken.append(answer["result"]["value"])
            print(f"  {name:24} {statistics.median(taken):6.0f} ms, most {max(taken):.0f}")
        browser.close()


if __name__ == "__main__":
    main()
