"""First-order divisions of Natural Earth 4.1, generalised, out of Debian's qgis-common.

Public domain. The divisions carry no ISO 3166-2 codes and some wrong names (the polygon of Lachin
is named after Lankaran), so they are told apart by position only. A fifth of them are invalid as
they stand and are repaired here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import shapely
from debian_packages import DebianFile, fetch_debian_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

WORLD_MAP: Final = DebianFile(
    package="qgis-common",
    member="usr/share/qgis/resources/data/world_map.gpkg",
    sha256="ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2",
    seen_in="3.22.16+dfsg-1",
)
CREDIT: Final = "Natural Earth 4.1, public domain (generalised; Debian qgis-common)"


def read_divisions(codes: Collection[str], *, packages: Path) -> dict[str, list[BaseGeometry]]:
    """Return the polygons of the divisions of each country, by ISO alpha-3 code, valid, WGS 84."""
    path = fetch_debian_file(WORLD_MAP, folder=packages)
    table = gpd.read_file(path, layer="states_provinces", columns=["adm0_a3"])
    return {
        code: list(shapely.make_valid(table.geometry[table["adm0_a3"] == code].to_numpy()))
        for code in codes
    }
