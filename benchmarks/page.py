"""Time the page beside stock folium's: making it, opening it, and redrawing it, in Chromium.

Usage: python benchmarks/page.py [--incidents 1000 10000] [--folium FOLDER] [--full] [--keep FOLDER]

The incidents are made up (page_incidents.py), with a fixed seed. Each page is made in a process of
its own and opened from disk. Making is processor time; *ready* is the browser's own clock, from
the start of the navigation until a frame is drawn in which the incidents stand; a *step* is from a
press on the time strip's button to the end of the frame that shows it, the median of ten. Beside
each stands the processor time of the page's main thread, which other programs disturb less.

A page that is not made within ten minutes and 20 GB, or not opened within ten minutes, is said to
have died there, and is not tried with more incidents. Stock folium has no time strip to step.

folium's pages load libraries from content networks. --folium names a folder that holds them, as
`npm install --prefix FOLDER leaflet@1.9.3 leaflet.markercluster@1.1.0 jquery@3.7.1 bootstrap@5.2.2
leaflet.awesome-markers` fills it; the browser gets them from there, and no tiles are drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    import folium
    from playwright.sync_api import Browser, CDPSession, Route

FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
STEP = "document.querySelector('[aria-label^=\"On by\"]').click()"
UP_TO_ITS_END = "document.querySelectorAll('.mode input')[1].click()"
PATIENCE_S = 600
MOST_BYTES = 20 * 10**9
FULL_UP_TO = 100_000
"""Incidents with all details that are made up beside each other in memory."""


def main() -> None:
    """Print a table: a row for each way of making the page and each number of incidents."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--folium", type=Path, help="Folder of the libraries that folium loads.")
    parser.add_argument("--full", action="store_true", help="Also with all details.")
    parser.add_argument("--keep", type=Path, help="Where the pages are to stay.")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        print(json.dumps(make_page(*options.make)))
        return
    ways = ["geomap, lean", *(["geomap, full"] if options.full else [])]
    ways += list(_FOLIUM) if options.folium else []
    print(
        f"{'':18} {'incidents':>9} {'make s':>7} {'GB':>5} {'MB':>7} {'ready s':>8} {'cpu s':>6}"
        f" {'step ms':>8} {'cpu ms':>7} {'all up to its end':>17}"
    )
    dead: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for count in sorted(options.incidents):
            for way in ways:
                if way in dead or (way.endswith("full") and count > FULL_UP_TO):
                    continue
                file = (options.keep or Path(folder)) / f"{way.replace(', ', '-')}-{count}.html"
                print(f"{way:18} {count:9}", end="", flush=True)
                try:
                    print(make_apart(way, count, file), end="", flush=True)
                    print(open_apart(file, libraries=options.folium), flush=True)
                except DiedError as death:
                    print(f" died {death}", flush=True)
                    dead.add(way)


class DiedError(Exception):
    """A page was not made or not opened within reason."""


def make_apart(way: str, count: int, file: Path) -> str:
    """Make a page in a process of its own; return the columns of making."""
    command = [sys.executable, __file__, "--make", way, str(count), str(file)]
    began = time.monotonic()
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=PATIENCE_S
        )
    except subprocess.TimeoutExpired as error:
        msg = f"while it was made, after {PATIENCE_S} s"
        raise DiedError(msg) from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr.splitlines() or [f"signal {-error.returncode}"])[-1]
        msg = f"while it was made, after {time.monotonic() - began:.0f} s: {last}"
        raise DiedError(msg) from error
    made = json.loads(done.stdout)
    size = file.stat().st_size / 1e6
    return f" {made['seconds']:7.2f} {made['gigabytes']:5.2f} {size:7.2f}"


def open_apart(file: Path, *, libraries: Path | None) -> str:
    """Open a page in a browser of its own; return the columns of opening and redrawing."""
    with sync_playwright() as playwright:
        chromium = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            return open_page(browser, file, libraries=libraries)
        except PlaywrightError as error:
            msg = f"while it was opened: {error.message.splitlines()[0]}"
            raise DiedError(msg) from error
        finally:
            browser.close()


def make_page(way: str, count: str, file: str) -> dict[str, float]:
    """Make a page; what it is made from was there before, unless it is made as it is read."""
    from page_incidents import make_collections  # noqa: PLC0415 - only the process that makes

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    collections = make_collections(int(count), full=way.endswith("full"))
    if way in _FOLIUM:
        # It asks for them as lists, which takes time that is not its own.
        collections["incidents"]["features"] = list(collections["incidents"]["features"])
    render = _render_geomap if way.startswith("geomap") else _FOLIUM[way]
    # Once beforehand, so that no library is read within the time.
    render(make_collections(12))
    began = time.process_time()
    page = render(collections).encode()
    seconds = time.process_time() - began
    began = time.process_time()
    if not isinstance(collections["incidents"]["features"], list):
        for _ in range(2):
            for _feature in collections["incidents"]["features"]:
                pass
    seconds -= time.process_time() - began
    Path(file).write_bytes(page)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"seconds": seconds, "gigabytes": peak}


def _render_geomap(collections: dict[str, Any]) -> str:
    from geomap.page import build_map, render_page  # noqa: PLC0415 - only the process that makes

    return render_page(build_map(**collections))


def _render_markers(collections: dict[str, Any]) -> str:
    import folium  # noqa: PLC0415 - see above

    page_map = _make_folium_map()
    for feature in collections["incidents"]["features"]:
        row, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        words = f"{row['date_start']} {row['place']}: {row['summary']}"
        folium.Marker((lat, lon), popup=words).add_to(page_map)
    return str(page_map.get_root().render())


def _render_geojson(collections: dict[str, Any]) -> str:
    import folium  # noqa: PLC0415 - see above

    page_map = _make_folium_map()
    popup = folium.GeoJsonPopup(["date_start", "place", "summary"])
    folium.GeoJson(collections["incidents"], popup=popup).add_to(page_map)
    return str(page_map.get_root().render())


def _render_fast_markers(collections: dict[str, Any]) -> str:
    from folium.plugins import FastMarkerCluster  # noqa: PLC0415 - see above

    features = collections["incidents"]["features"]
    page_map = _make_folium_map()
    points = [feature["geometry"]["coordinates"][::-1] for feature in features]
    FastMarkerCluster(points).add_to(page_map)
    return str(page_map.get_root().render())


def _make_folium_map() -> folium.Map:
    import folium  # noqa: PLC0415 - see above

    page_map = folium.Map((40.1, 45.6), tiles=None, zoom_start=8)
    # folium drops it where there are no tiles, and clusters need it.
    page_map.options.update(max_zoom=18)
    return page_map


_FOLIUM = {
    "folium Marker": _render_markers,
    "folium GeoJson": _render_geojson,
    "folium FastMarker": _render_fast_markers,
}


def open_page(browser: Browser, file: Path, *, libraries: Path | None) -> str:
    """Return the columns of opening and redrawing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    if libraries:
        context.route("https://**/*", lambda route: _hand_over(route, libraries))
    faults: list[object] = []

    def note(error: object) -> None:
        faults.append(error)

    page.on("pageerror", note)
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    is_ours = file.name.startswith("geomap")
    page.goto(file.resolve().as_uri(), wait_until="commit" if is_ours else "load")
    ends_at = time.monotonic() + PATIENCE_S
    while is_ours and not ask(devtools, "Boolean(window.geomap)") and time.monotonic() < ends_at:
        time.sleep(0.02)
    ready = ask(devtools, f"{FRAME}.then(() => performance.now())") / 1000
    if faults:
        return f" failed: {faults[0]}"
    columns = f" {ready:8.2f} {_processor_s(devtools):6.2f}"
    if is_ours:
        time.sleep(0.5)
        step, processor = _time_steps(devtools)
        ask(devtools, f"{UP_TO_ITS_END}; geomap.showing.clear()")
        end, end_processor = _time_steps(devtools, back=True)
        columns += f" {step:8.0f} {processor:7.0f} {end:8.0f} {end_processor:7.0f}"
    context.close()
    return columns


def _time_steps(devtools: CDPSession, *, back: bool = False) -> tuple[float, float]:
    """Return the median of a step of the period and its processor time, in ms."""
    step = STEP.replace("On by", "Back by") if back else STEP
    before = _processor_s(devtools)
    timed = (
        f"(async () => {{ await {FRAME}; const begun = performance.now(); {step};"
        f" await {FRAME}; return performance.now() - begun; }})()"
    )
    taken = [float(ask(devtools, timed)) for _ in range(10)]
    return statistics.median(taken), (_processor_s(devtools) - before) * 100


def _processor_s(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def ask(devtools: CDPSession, expression: str) -> float:
    """Return the value of an expression in the page, past its policy."""
    answer = devtools.send(
        "Runtime.evaluate",
        {"expression": expression, "returnByValue": True, "awaitPromise": True},
    )
    return float(answer["result"].get("value", "nan"))


def _hand_over(route: Route, libraries: Path) -> None:
    """Answer a request to a content network from the folder of libraries, or with nothing."""
    # jquery-3.7.1.min.js -> jquery.min.js, as the package has it.
    name = re.sub(r"-[\d.]+\d", "", route.request.url.rsplit("/", 1)[-1].split("?")[0])
    found = next(libraries.rglob(name), None)
    if found:
        route.fulfill(path=found)
    else:
        route.fulfill(body="")


if __name__ == "__main__":
    main()
