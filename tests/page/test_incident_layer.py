"""Our incidents on a map of the user's own, and layers of folium's on ours, in a real browser."""

from __future__ import annotations

import json
import re
from importlib import resources
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import folium
import folium.plugins
import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from geomap.errors import PageError
from geomap.page import IncidentLayer, assets, build_map, render_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.browsing import Collections, Opener

LEAFLET = resources.files("xstatic.pkg.leaflet") / "data"


def _serve(route: Route) -> None:
    """Give Leaflet for folium's address of it, and nothing for all else that folium loads."""
    name = route.request.url.rpartition("/")[2]
    if name in {"leaflet.js", "leaflet.css"}:
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        route.fulfill(body=(LEAFLET / name).read_text(encoding="utf-8"), content_type=kind)
    else:
        route.fulfill(body="", content_type="text/plain")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Return a function that opens HTML in Chromium; the page, and a list of what goes wrong."""
    contexts = []

    def show_html(text: str) -> tuple[Page, list[str]]:
        file = tmp_path / "shown.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.route(re.compile("^https?:"), _serve)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(file.as_uri())
        return page, faults

    yield show_html
    for context in contexts:
        context.close()


@pytest.fixture
def result(collections: Collections) -> Any:  # noqa: ANN401 - what a Result has and the layer reads
    return _as_result(collections)


def _as_result(collections: Collections) -> Any:  # noqa: ANN401 - the same
    return SimpleNamespace(
        incident_features=collections["incidents"],
        site_features=collections["sites"],
        stretch_features=collections["stretches"],
        names={"ARM": "Armenia", "AZE": "Azerbaijan"},
    )


def _make_frame(collections: Collections) -> gpd.GeoDataFrame:
    features = collections["incidents"]["features"]
    points: Any = [Point(f["geometry"]["coordinates"]) if f["geometry"] else None for f in features]
    rows = pd.DataFrame([feature["properties"] for feature in features])
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")


def _make_map() -> folium.Map:
    return folium.Map((40.0, 45.5), zoom_start=8, tiles=None)


def test_a_layer_of_a_result_shows_in_a_notebook(
    result: Any,  # noqa: ANN401 - a Result's
    show: Callable[[str], tuple[Page, list[str]]],
    expect: Callable[..., Any],
) -> None:
    own = _make_map()
    folium.CircleMarker((40.2, 44.5), tooltip="the user's own").add_to(own)
    IncidentLayer(result).add_to(own)
    page, faults = show(own._repr_html_())
    frame = page.frame_locator("iframe")
    marker = frame.locator('.marker[data-incidents="mine"]')
    marker.focus()
    page.keyboard.press("Enter")
    story = frame.locator(".geomap-popup .story")
    expect(story).to_have_attribute("data-story", "mine")
    expect(story.locator("h2")).to_be_focused()
    expect(story.locator("h2")).to_have_css("font-size", "20px")
    # It has no address of ours to copy.
    expect(story.locator("[data-copy]")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    assert frame.locator(".stretch").count() == len(result.stretch_features["features"])
    assert faults == []


def test_a_layer_can_be_switched_off_and_on_and_two_stand_side_by_side(
    result: Any,  # noqa: ANN401 - a Result's
    collections: Collections,
    show: Callable[[str], tuple[Page, list[str]]],
    expect: Callable[..., Any],
) -> None:
    own = _make_map()
    frame = _make_frame(collections)
    IncidentLayer(frame[frame.status == "denied"], result=result, name="Denied").add_to(own)
    IncidentLayer(frame, name="All <img src=x onerror=alert(1)>", show=False).add_to(own)
    folium.LayerControl(collapsed=False).add_to(own)
    page, faults = show(own.get_root().render())
    markers = page.locator(".leaflet-geomap-marks-pane .marker")
    expect(markers).to_have_count(1)
    boxes = page.locator(".leaflet-control-layers-overlays input")
    boxes.nth(0).uncheck()
    expect(markers).to_have_count(0)
    expect(page.locator(".stretch")).to_have_count(0)
    boxes.nth(1).check()
    expect(markers).not_to_have_count(0)
    names = page.locator(".leaflet-control-layers-overlays").inner_text()
    assert "All <img src=x onerror=alert(1)>" in names
    assert faults == []


def test_a_stack_offers_its_incidents_to_choose_from(
    result: Any,  # noqa: ANN401 - a Result's
    show: Callable[[str], tuple[Page, list[str]]],
    expect: Callable[..., Any],
) -> None:
    own = _make_map()
    IncidentLayer(result).add_to(own)
    page, faults = show(own.get_root().render())
    page.locator('.marker[data-incidents~="jermuk"]').click()
    page.locator(".geomap-popup .item").last.click()
    expect(page.locator(".geomap-popup .story")).to_have_attribute("data-story", "jermuk-drone")
    # A press that begins while the map moves under it ends on the map, on a busy machine.
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
    page.locator(".geomap-popup .back").click()
    expect(page.locator(".geomap-popup .item")).to_have_count(2)
    assert faults == []


def _multiply(collections: Collections, count: int) -> Any:  # noqa: ANN401 - as a Result
    """Return a result of so many incidents in a square of two degrees."""
    pattern = collections["incidents"]["features"][0]
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [45 + n % 50 / 25, 39 + n // 50 % 50 / 25],
            },
            "properties": pattern["properties"] | {"id": f"no-{n}"},
        }
        for n in range(count)
    ]
    return _as_result({**collections, "incidents": {"features": features}})


def test_many_incidents_are_clusters(
    collections: Collections,
    show: Callable[[str], tuple[Page, list[str]]],
    expect: Callable[..., Any],
) -> None:
    own = _make_map()
    IncidentLayer(_multiply(collections, 1500), name="Ours").add_to(own)
    folium.LayerControl(collapsed=False).add_to(own)
    page, faults = show(own.get_root().render())
    markers = page.locator(".leaflet-geomap-marks-pane .marker")
    assert 1 < markers.count() < 100
    labels = [str(marker.get_attribute("aria-label")) for marker in markers.all()]
    counts = [int(label.split()[0].replace(",", "")) for label in labels]
    assert sum(counts) == 1500
    box = page.locator(".leaflet-control-layers-overlays input")
    box.uncheck()
    expect(markers).to_have_count(0)
    box.check()
    expect(markers).to_have_count(len(counts))
    markers.first.click()
    expect(page.locator(".geomap-popup .choice h2")).to_have_text(f"{counts[0]} incidents here")
    assert faults == []


def test_more_than_clusters_tell_apart_are_dots_that_can_be_pressed(
    collections: Collections,
    show: Callable[[str], tuple[Page, list[str]]],
    expect: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = assets.read_layer_script().replace("const MANY = 100_000;", "const MANY = 1200;")
    monkeypatch.setattr(assets, "read_layer_script", lambda: script)
    own = folium.Map((40.0, 46.0), zoom_start=8, tiles=None)
    IncidentLayer(_multiply(collections, 1500), name="Ours").add_to(own)
    folium.LayerControl(collapsed=False).add_to(own)
    page, faults = show(own.get_root().render())
    canvas = page.locator(".leaflet-geomap-dots-pane canvas")
    expect(canvas).to_have_count(1)
    expect(page.locator(".marker")).to_have_count(0)
    pixels = canvas.evaluate(
        "node => new Set(new Uint32Array(node.getContext('2d')"
        ".getImageData(0, 0, node.width, node.height).data.buffer)).size"
    )
    assert pixels > 1
    # The middle of the map is the place of one of them.
    page.locator(".folium-map").click(position={"x": 600, "y": 450})
    expect(page.locator(".geomap-popup .story")).to_be_visible()
    page.locator(".leaflet-control-layers-overlays input").uncheck()
    expect(canvas).to_have_count(0)
    assert faults == []


def test_its_style_stays_with_it(
    result: Any,  # noqa: ANN401 - a Result's
    show: Callable[[str], tuple[Page, list[str]]],
) -> None:
    def style_of_own_popup(own: folium.Map) -> str:
        folium.CircleMarker((40.2, 44.5), tooltip=folium.Tooltip("own", permanent=True)).add_to(own)
        page, _ = show(own.get_root().render())
        page.locator(".leaflet-tooltip").wait_for()
        return str(
            page.evaluate(
                "['.leaflet-tooltip', '.leaflet-control-zoom-in', 'body', '.leaflet-container']"
                ".map(it => getComputedStyle(document.querySelector(it)).cssText).join()"
            )
        )

    ours = _make_map()
    IncidentLayer(result).add_to(ours)
    assert style_of_own_popup(ours) == style_of_own_popup(_make_map())


def test_no_text_of_a_report_passes_through_a_template(hostile_collections: Collections) -> None:
    own = _make_map()
    IncidentLayer(_as_result(hostile_collections)).add_to(own)
    page = own.get_root().render()
    assert "{{ 7*7 }}" in page
    assert "{% endraw %}" in page
    assert "<img" not in page


def test_a_table_in_another_crs_is_placed_where_it_lies(collections: Collections) -> None:
    frame = _make_frame(collections)
    plain, projected = IncidentLayer(frame), IncidentLayer(frame.to_crs("EPSG:3857"))
    assert projected.payload == plain.payload
    (south, west), (north, east) = plain.get_bounds()
    assert (south, west) == pytest.approx((39.17, 44.76))
    assert (north, east) == pytest.approx((41.05, 46.44))


def test_lists_that_a_file_holds_as_text_are_lists_again(
    collections: Collections, tmp_path: Path
) -> None:
    frame = _make_frame(collections)
    written = frame.copy()
    for name in ("evidence", "casualties", "claimed_by", "reasons"):
        written[name] = [json.dumps(value, ensure_ascii=False) for value in frame[name]]
    written.to_file(tmp_path / "incidents.gpkg")
    read = gpd.read_file(tmp_path / "incidents.gpkg")
    assert '"quote":"Shots were heard at the border, says mine."' in IncidentLayer(read).payload
    frame["claimed_by"] = None
    frame["date_start"] = pd.to_datetime(frame["date_start"])
    payload = IncidentLayer(frame).payload
    assert "NaT" not in payload
    assert '"2023-04-11"' in payload


def test_a_table_that_is_none_of_incidents_is_refused(collections: Collections) -> None:
    frame = _make_frame(collections)
    with pytest.raises(PageError, match="lacks the columns date_end, status"):
        IncidentLayer(frame.drop(columns=["status", "date_end"]))
    areas = frame.set_geometry([Polygon([(0, 0), (1, 0), (1, 1)])] * len(frame), crs=frame.crs)
    with pytest.raises(PageError, match="row 0: expected a point or nothing, got a Polygon"):
        IncidentLayer(areas)
    with pytest.raises(PageError, match="expected a Result or a GeoDataFrame"):
        IncidentLayer([1, 2])  # type: ignore[arg-type]


def test_layers_of_folium_stand_on_our_page(
    open_page: Opener, collections: Collections, tmp_path: Path, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    ours = build_map(**collections)
    folium.Marker((41.2, 44.0), popup="Head <b>office</b>", tooltip="Office").add_to(ours)
    folium.GeoJson({"type": "Point", "coordinates": [47.5, 40.5]}, name="A point").add_to(ours)
    folium.LayerControl(collapsed=False).add_to(ours)
    file = tmp_path / "ours.html"
    file.write_text(render_page(ours), encoding="utf-8")
    opened.page.goto(file.as_uri())
    icons = opened.page.locator("img.leaflet-marker-icon")
    expect(icons).to_have_count(2)
    assert all(str(icon.get_attribute("src")).startswith("data:image/png") for icon in icons.all())
    icons.first.click()
    expect(opened.page.locator(".leaflet-popup-content b")).to_have_text("office")
    opened.page.locator(".leaflet-control-layers-overlays input").first.uncheck()
    expect(icons).to_have_count(1)
    assert opened.faults == []
    assert all(address.startswith(("file:", "data:")) for address in opened.requests)


@pytest.mark.parametrize(
    ("guest", "advice"),
    [
        (folium.Marker((40, 45), icon=folium.Icon(color="red")), "folium.Icon loads fonts"),
        (folium.plugins.HeatMap([(40.0, 45.0)]), "a layer loads this file"),  # type: ignore[no-untyped-call]
        (folium.TileLayer("https://a.example/{z}/{x}/{y}", attr="A"), r"result\.map\(tiles="),
    ],
    ids=["icon", "plugin", "tiles"],
)
def test_a_layer_that_loads_files_is_refused_with_what_to_do(
    collections: Collections,
    guest: Any,  # noqa: ANN401 - folium's
    advice: str,
) -> None:
    ours = build_map(**collections)
    guest.add_to(ours)
    with pytest.raises(PageError, match=advice):
        render_page(ours)
