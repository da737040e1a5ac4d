"""``--to``: in which formats, and into which databases, a run is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from geomap.export import Dataset

_TO_HELP = (
    "By commas: geojson, gpkg, csv, acled-csv, ged-csv, geojsonl, geoparquet, "
    "geoparquet-parts, flatgeobuf, kml, xlsx, shapefile; or a database: "
    "postgresql://user@host/db. May be given several times."
)
Targets = Annotated[list[str], typer.Option("--to", metavar="<formats>", help=_TO_HELP)]
OptionalTargets = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="<formats>", help=f"{_TO_HELP}  [default: geojson,gpkg,csv]"),
]


def split_targets(given: list[str]) -> tuple[list[str], list[str]]:
    """Return the names of formats, each once, and the addresses of databases.

    >>> split_targets(["kml, xlsx", "csv,postgresql://one,two/db", "kml"])
    (['kml', 'xlsx', 'csv'], ['postgresql://one,two/db'])
    """
    formats, databases = [], []
    for text in given:
        # An address may hold commas, so it ends what it stands in.
        names, scheme, address = text.partition("postgresql://")
        formats += [name.strip() for name in names.split(",") if name.strip()]
        databases += [scheme + address] if scheme else []
    return list(dict.fromkeys(formats)), databases


def load_databases(
    dataset: Dataset, addresses: list[str], *, messages: Console
) -> list[dict[str, dict[str, int]]]:
    """Load a run into each database, say what changed there, and return it by tables."""
    from geomap.export.postgis import write_postgis

    loads = []
    for address in addresses:
        changes = {n: change._asdict() for n, change in write_postgis(dataset, address).items()}
        counts = ", ".join(f"{count} {what}" for what, count in changes["incidents"].items())
        messages.print(f"PostGIS: incidents {counts}", markup=False, highlight=False)
        loads.append(changes)
    return loads
