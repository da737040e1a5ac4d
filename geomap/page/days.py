"""A page for each day, and an index of them: files in a folder of their own beside the map."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.page.build import build_map, render_page
from geomap.page.chronicle.scales import say_days
from geomap.page.day_index import render_day_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.export.writers import Content
    from geomap.page.columns import FeatureCollection
    from geomap.page.tiles import Tiles

FOLDER: Final = "days"
INDEX: Final = "index.html"
UNDATED: Final = "undated"


class Day(NamedTuple):
    """The incidents of a day: those that begin on it, or of which only is known that they end."""

    key: str
    """ISO 8601, or "undated"."""
    incidents: tuple[dict[str, Any], ...]
    """Features."""

    @property
    def file(self) -> str:
        """Return the name of its page, in the folder of the days."""
        return f"{self.key}.html"

    @property
    def words(self) -> str:
        """Return the day in words: "13 Sep 2022"."""
        if self.key == UNDATED:
            return "No date"
        day = dt.date.fromisoformat(self.key)
        return say_days(day, day)

    @property
    def year(self) -> str:
        """Return its year; "" for no date."""
        return "" if self.key == UNDATED else self.key[:4]


def make_day_files(
    layers: Mapping[str, FeatureCollection],
    *,
    title: str,
    credits: Sequence[str],  # noqa: A002 - the word for it
    tiles: Tiles | None = None,
    spellings: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Content]:
    """Return the pages of the days and their index, by their paths beside the map.

    Parameters
    ----------
    layers
        The collections that the map of all days is built from, by the names of `build_map`.
    title, credits, tiles
        Those of this map.
    spellings
        Names of places in all languages, for the search.

    Returns
    -------
    dict
        The index as bytes; each page as what writes it, so that only one is in hand at a time.
    """
    days = group_days(layers["incidents"])

    def write(day: Day, links: list[dict[str, str]], path: Path, _target: Path) -> None:
        chosen: dict[str, Any] = select_day(layers, day)
        page_map = build_map(
            **chosen,
            title=f"{title}: {day.words}" if day.key != UNDATED else f"{title}: without a date",
            credits=credits,
            tiles=tiles,
            extras={"siblings": links, "spellings": _names_of(chosen, spellings or {})},
        )
        path.write_bytes(render_page(page_map).encode())

    index = render_day_index(days, title=title, credits=credits)
    pages: dict[str, Content] = {
        f"{FOLDER}/{day.file}": partial(write, day, links) for day, links in link_days(days)
    }
    return {f"{FOLDER}/{INDEX}": index.encode(), **pages}


def group_days(incidents: FeatureCollection) -> list[Day]:
    """Return the days that have incidents in the order of time, those without a date last.

    The day of an incident is the one that it has in the page's tree of dates.
    """
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in incidents["features"]:
        row = feature["properties"]
        days[row["date_start"] or row["date_end"] or UNDATED].append(feature)
    return [Day(key, tuple(days[key])) for key in sorted(days)]


def select_day(layers: Mapping[str, FeatureCollection], day: Day) -> dict[str, Any]:
    """Return the layers with only the incidents of a day, and what belongs to these."""
    ids = {feature["properties"]["id"] for feature in day.incidents}
    chosen: dict[str, Any] = dict(layers)
    chosen["incidents"] = layers["incidents"] | {"features": list(day.incidents)}
    for name in ("sites", "stretches"):
        own = [it for it in layers[name]["features"] if it["properties"]["incident_id"] in ids]
        chosen[name] = layers[name] | {"features": own}
    return chosen


def link_days(days: Sequence[Day]) -> Iterator[tuple[Day, list[dict[str, str]]]]:
    """Yield each day with the links of its page: to the day before, to all, to the day after."""
    for number, day in enumerate(days):
        before = days[number - 1] if number else None
        after = days[number + 1] if number + 1 < len(days) else None
        links = [
            {"href": INDEX, "words": "All days"},
            {"href": "../map.html", "words": "Whole map"},
        ]
        if before:
            links.insert(0, {"href": before.file, "words": f"‹ {before.words}"})
        if after:
            links.append({"href": after.file, "words": f"{after.words} ›"})
        yield day, links


def _names_of(
    layers: Mapping[str, FeatureCollection], spellings: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """Return the spellings of the places of a day."""
    places = {feature["properties"]["place"] for feature in layers["sites"]["features"]}
    return {place: spellings[place] for place in sorted(places & spellings.keys())}
