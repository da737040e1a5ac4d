"""Texts with their toponyms marked, and a map beside them: one file, no network request.

It does without folium: Leaflet draws the markers, and the page's own script does the rest.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import jinja2

from geomap.model import Document, Place, Record, Resolution
from geomap.page import assets
from geomap.page.basemap import load_basemap
from geomap.page.document import write_policy
from geomap.page.packing import dump_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.places import Gazetteer

_SCRIPT_FILES: Final = (
    "script/nodes.js",
    "script/words.js",
    "script/rows.js",
    "script/outlines.js",
    "script/basemap.js",
    "script/labels.js",
    "toponyms_map.js",
    "toponyms.js",
)
_STYLE_FILES: Final = ("style/colours.css", "style/frame.css", "style/map.css", "toponyms.css")
_MOST_ALTERNATIVES: Final = 3
_WIDE_DEG: Final = 40.0
"""In a view wider than this, names of divisions would only make the file larger."""
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END: Final = re.compile("\r\n?")


class ShownText(Record):
    """A document, and those of its resolutions that are to be seen, in the order of the text."""

    document: Document
    resolutions: tuple[Resolution, ...]


def render_toponyms_page(
    texts: Sequence[ShownText],
    *,
    gazetteer: Gazetteer,
    gazetteer_folder: Path,
    describe_feature: Callable[[str | None], str],
    credits: Sequence[str],  # noqa: A002 - the word for it
) -> str:
    """Return the whole HTML of a page that shows what each name in some texts was taken for.

    Parameters
    ----------
    texts
        In the order in which the page offers them.
    gazetteer
        Names of countries and divisions, and the places that the base map labels.
    gazetteer_folder
        Where the base map is read from.
    describe_feature
        Feature code to words.
    credits
        Who made the data, in plain text.

    Raises
    ------
    GazetteerError
        When a file of the base map is malformed.
    """
    places = {
        resolution.place.id: resolution.place
        for text in texts
        for resolution in text.resolutions
        if resolution.place
    }
    indexes = {place_id: index for index, place_id in enumerate(places)}
    payload = {
        "credits": list(credits),
        "texts": [_make_text(text, indexes) for text in texts],
        "places": [
            _make_place(place, gazetteer, describe_feature(place.feature_code))
            for place in places.values()
        ],
        **_make_basemap(places.values(), gazetteer=gazetteer, folder=gazetteer_folder),
    }
    template = jinja2.Template(_read("toponyms.html"), keep_trailing_newline=True)
    # Only the payload holds what others wrote, and nothing compiles it.
    page: str = template.render(
        leaflet_style=assets.read_leaflet_style(),
        leaflet_script=assets.read_leaflet_script(),
        page_style="\n".join(map(_read, _STYLE_FILES)),
        payload=dump_json(payload),
        script=f'(function () {{\n"use strict";\n{"".join(map(_read, _SCRIPT_FILES))}}})();',
    )
    return page.replace("@policy@", write_policy(page), 1)


def _make_text(text: ShownText, indexes: Mapping[str, int]) -> dict[str, Any]:
    """Return a text as pieces, every second one a mention: no counting of characters in a page."""
    pieces, mentions = [], []
    end = 0
    for resolution in _iter_apart(text.resolutions):
        mention = resolution.mention
        pieces += [
            text.document.text[end : mention.start],
            text.document.text[mention.start : mention.end],
        ]
        end = mention.end
        mentions.append(_make_mention(resolution, indexes))
    pieces.append(text.document.text[end:])
    return {
        "id": _clean(text.document.id),
        "pieces": [_clean(piece) for piece in pieces],
        "mentions": mentions,
    }


def _iter_apart(resolutions: Iterable[Resolution]) -> Iterator[Resolution]:
    """Yield the resolutions without those that begin inside the one before."""
    end = 0
    for resolution in sorted(resolutions, key=lambda r: (r.mention.start, -r.mention.end)):
        if resolution.mention.start >= end:
            yield resolution
            end = resolution.mention.end


def _make_mention(resolution: Resolution, indexes: Mapping[str, int]) -> dict[str, Any]:
    place = resolution.place
    others = [c.place for c in resolution.candidates if c.place != place]
    return {
        "kind": resolution.mention.kind.value,
        "place": indexes[place.id] if place else None,
        "reason": _clean(resolution.reason),
        "others": [_clean(_name_with_country(it)) for it in others[:_MOST_ALTERNATIVES]],
    }


def _name_with_country(place: Place) -> str:
    return f"{place.name} ({place.country.replace('|', ', ')})" if place.country else place.name


def _make_place(place: Place, gazetteer: Gazetteer, feature: str) -> dict[str, Any]:
    division = gazetteer.division(place.admin1)
    within = [division.name] if division and division.id != place.id else []
    countries = [gazetteer.country_name(code) for code in sorted(place.countries)]
    if place.name not in countries:
        within.append(", ".join(countries))
    return {
        "id": place.id,
        "name": _clean(place.name),
        "feature": feature,
        "within": _clean(", ".join(filter(None, within))),
        "lon": place.lon,
        "lat": place.lat,
    }


def _make_basemap(places: Iterable[Place], *, gazetteer: Gazetteer, folder: Path) -> dict[str, Any]:
    """Return the land around some places, the names near them, and the box to which land is cut."""
    points = [(p.lon, p.lat) for p in places if p.lon is not None and p.lat is not None]
    near = load_basemap(folder, [_collect(points)], gazetteer=gazetteer)
    west, south, east, north = near["frame"]
    # A map is seldom of the shape of its places: land on all sides of them, and names only near.
    reach = max(east - west, north - south)
    corners = [
        (max(west - reach, -180.0), max(south - reach, -90.0)),
        (min(east + reach, 180.0), min(north + reach, 90.0)),
    ]
    land = load_basemap(folder, [_collect(corners)], gazetteer=gazetteer)
    shapes = [f for f in land["features"] if f["geometry"]["type"] != "Point"]
    names = [
        feature
        for feature in near["features"]
        if feature["geometry"]["type"] == "Point"
        and not (reach > _WIDE_DEG and feature["properties"]["kind"] == "division")
    ]
    return {
        "basemap": [{**f["properties"], "geometry": f["geometry"]} for f in (*shapes, *names)],
        "frame": land["frame"],
    }


def _collect(points: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Return points (lon, lat) as a FeatureCollection."""
    features = [{"geometry": {"type": "Point", "coordinates": point}} for point in points]
    return {"features": features}


def _clean(text: str) -> str:
    """Return a text with line feeds for line ends, and a visible sign for what cannot be seen."""
    return _UNSEEN.sub("\ufffd", _LINE_END.sub("\n", text))


def _read(name: str) -> str:
    """Return a file beside this module, with line feeds only, as browsers hash it."""
    file = resources.files("geomap.page").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")
