"""``geomap locate``: one name to the places that bear it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from geomap.cli.options import (
    GazetteerPaths,
    Online,
    OnlineContact,
    OnlineHost,
    OnlineUser,
    make_online,
    open_places,
    print_online,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places import Gazetteer
    from geomap.places.online import OnlineGeocoder
    from geomap.places.search import Located, LocatedPlace

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap locate Karakilise                     every place of this name, the likeliest first
  geomap locate Karakilise --near Goris        the nearest to Goris first
  geomap locate Tovuz --near 45.6,41.0         the same, by longitude and latitude
  geomap locate Georgia --country US
  geomap locate Lachin --feature ADM --json
  geomap locate "Nerkin Hand" --online nominatim

\b
Exit code 0: found. 1: no such name, or none that fits. 2: wrong use."""

FEATURE_WORDS = {
    "PPLC": "capital",
    "PPL": "town",
    "ADM1": "division",
    "ADM": "district",
    "PCL": "country",
    "TERR": "territory",
    "CONT": "continent",
    "RGN": "region",
    "OCN": "ocean",
    "SEA": "sea",
    "GULF": "gulf",
    "BAY": "bay",
    "STRT": "strait",
    "LK": "lake",
    "RSV": "reservoir",
    "STM": "river",
    "CNL": "canal",
    "MT": "mountain",
    "PK": "peak",
    "HLL": "height",
    "VLC": "volcano",
    "PASS": "pass",
    "DSRT": "desert",
    "PEN": "peninsula",
    "ISL": "island",
    "VAL": "valley",
    "PLN": "plain",
    "PLAT": "plateau",
    "CAPE": "cape",
}
"""Starts of feature codes in words; the first that fits counts."""

_WIDE, _NARROW = 110, 90
"""Columns of a terminal from which on all columns of the table fit, and nearly all."""


def locate(  # noqa: PLR0917 - typer makes each parameter an option
    name: Annotated[list[str], typer.Argument(help="The name, in any spelling or script.")],
    near: Annotated[
        str | None,
        typer.Option(help="A point as LON,LAT in degrees, or a name: the nearest place first."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only places of this country: a code or a name.")
    ] = None,
    feature: Annotated[
        list[str] | None,
        typer.Option(
            help="Only these GeoNames feature codes, or codes that begin so: PPL, ADM, MT. May be "
            "given several times.",
            show_default=False,
        ),
    ] = None,
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="Places to print.")] = 20,
    gazetteer: GazetteerPaths = None,
    online: Online = None,
    online_host: OnlineHost = None,
    online_user: OnlineUser = None,
    online_contact: OnlineContact = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything as JSON instead of a table.")
    ] = False,
) -> None:
    """Look a name up in the gazetteer: all places that bear it, the likeliest first."""
    from geomap.places.search import locate_name

    places = open_places(gazetteer)
    code = _read_country(country, places) if country else None
    geocoder = make_online(online, host=online_host, user=online_user, contact=online_contact)
    located = locate_name(
        " ".join(name),
        places,
        near=_read_near(near, places) if near else None,
        country=code,
        features=[start.upper() for start in feature or ()],
    )
    if geocoder is not None and not located.places:
        located = _ask_online(located, geocoder, country=code)
    if as_json:
        _print_json(located, places)
    elif located.places:
        _print_table(located.places[:most], places, is_near=near is not None)
        if len(located.places) > most:
            Console(stderr=True).print(f"... and {len(located.places) - most} more (--most)")
    if not located.places:
        if not as_json:
            _print_nothing_found(located, is_limited=bool(country or feature))
        raise typer.Exit(1)


def _ask_online(located: Located, geocoder: OnlineGeocoder, *, country: str | None) -> Located:
    """Return what an online geocoder knows of a name, and say whose it is or why there is none."""
    import msgspec

    from geomap.places.name_entries import NameKind
    from geomap.places.search import LocatedPlace

    with geocoder:
        answer = geocoder.locate(located.name, countries=(country,) if country else ())
        report = geocoder.report()
    console = Console(stderr=True, soft_wrap=True)
    print_online(console, report)
    if answer.places:
        console.print(f"From {answer.provider} at {answer.host}: {answer.licence}", markup=False)
    found = tuple(
        LocatedPlace(
            place=place, spelling=place.name, kind=NameKind.NAME, score=0.0, distance_km=None
        )
        for place in answer.places
    )
    return msgspec.structs.replace(located, places=found)


def describe_feature(code: str | None) -> str:
    """Return a feature code in words, or the code itself."""
    words = (word for start, word in FEATURE_WORDS.items() if (code or "").startswith(start))
    return next(words, code or "")


def _read_near(text: str, gazetteer: Gazetteer) -> tuple[float, float]:
    """Return the point (lon, lat) of a pair of degrees, or of the likeliest bearer of a name."""
    from geomap.places.search import locate_name
    from geomap.places.sources.rows import read_degrees

    lon, comma, lat = text.partition(",")
    if comma:
        degrees = read_degrees(lon.strip(), lat.strip())
        if isinstance(degrees, str):
            raise typer.BadParameter(degrees, param_hint="'--near'")
        return degrees
    for found in locate_name(text, gazetteer).places:
        if found.place.lon is not None and found.place.lat is not None:
            return found.place.lon, found.place.lat
    msg = f"expected LON,LAT or the name of a place, got {text!r}"
    raise typer.BadParameter(msg, param_hint="'--near'")


def _read_country(text: str, gazetteer: Gazetteer) -> str:
    from geomap.borders.countries import CountryNames

    return CountryNames(gazetteer.countries, gazetteer.alpha3).find(text)


def _print_table(places: Sequence[LocatedPlace], gazetteer: Gazetteer, *, is_near: bool) -> None:
    console = Console()
    names = [
        "name",
        "matched",
        "feature",
        "division",
        "country",
        "people",
        "km",
        "lon",
        "lat",
        "id",
    ]
    left_out = set() if is_near else {"km"}
    if console.width < _WIDE:
        left_out |= {"people"}
    if console.width < _NARROW:
        left_out |= {"division"}
    shown = [name for name in names if name not in left_out]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        is_number = name in {"people", "km", "lon", "lat"}
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=is_number or name == "id",
            overflow="fold",
        )
    for located in places:
        cells = _make_cells(located, gazetteer)
        table.add_row(*(cells[name] for name in shown))
    console.print(table, highlight=False, markup=False)


def _make_cells(located: LocatedPlace, gazetteer: Gazetteer) -> dict[str, str]:
    place = located.place
    division = gazetteer.division(place.admin1)
    return {
        "name": place.name,
        "matched": "" if located.spelling == place.name else located.spelling,
        "feature": describe_feature(place.feature_code),
        "division": division.name if division and division.id != place.id else "",
        "country": " / ".join(map(gazetteer.country_name, sorted(place.countries))),
        "people": f"{place.population:,}" if place.population else "",
        "km": "" if located.distance_km is None else f"{located.distance_km:,.0f}",
        "lon": "–" if place.lon is None else f"{place.lon:.4f}",
        "lat": "–" if place.lat is None else f"{place.lat:.4f}",
        "id": place.id,
    }


def _print_nothing_found(located: Located, *, is_limited: bool) -> None:
    console = Console(stderr=True, soft_wrap=True)
    limits = " that fits --country and --feature" if is_limited else ""
    console.print(f"geomap: no place {located.name!r}{limits} in the gazetteer", markup=False)
    if located.suggestions:
        console.print(f"Did you mean: {', '.join(located.suggestions)}?", markup=False)


def _print_json(located: Located, gazetteer: Gazetteer) -> None:
    import msgspec

    content = {
        "name": located.name,
        "places": [_make_record(found, gazetteer) for found in located.places],
        "suggestions": list(located.suggestions),
    }
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(content)) + b"\n")


def _make_record(located: LocatedPlace, gazetteer: Gazetteer) -> dict[str, Any]:
    place = located.place
    division = gazetteer.division(place.admin1)
    return {
        "id": place.id,
        "name": place.name,
        "matched": located.spelling,
        "kind": located.kind.name.lower(),
        "feature_code": place.feature_code,
        "lon": place.lon,
        "lat": place.lat,
        "country": place.country,
        "admin1": place.admin1,
        "admin1_name": division.name if division else None,
        "population": place.population,
        "radius_km": place.radius_km,
        "distance_km": located.distance_km,
        "score": located.score,
        "variants": list(place.names),
    }
