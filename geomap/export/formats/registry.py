"""Which formats there are, and which files each makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.errors import OutputError
from geomap.export.formats.csv_files import make_acled_csv, make_csv, make_ged_csv
from geomap.export.formats.gdal_files import make_flatgeobuf, make_shapefile
from geomap.export.formats.geojson import make_geojson, make_geojson_lines
from geomap.export.formats.geoparquet import make_geoparquet
from geomap.export.formats.gpkg import make_gpkg
from geomap.export.formats.kml import make_kml
from geomap.export.formats.parquet_parts import PARTS, write_parts
from geomap.export.formats.xlsx import make_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["DEFAULT_FORMATS", "FORMATS", "Format", "choose_formats", "make_files", "write_folders"]


class Format(NamedTuple):
    """A format of files: what it is called, what it is for, and what makes its files."""

    name: str
    description: str
    make_files: Callable[[Dataset], Mapping[str, Content]]
    """Files that are written together, all or none."""
    write: Callable[[Dataset, Path], list[Path]] | None = None
    """Writes a folder of its own, below that of the files, which it brings up to date by itself."""


FORMATS: Final[Mapping[str, Format]] = {
    entry.name: entry
    for entry in (
        Format("geojson", "GeoJSON, for every GIS and for the web", make_geojson),
        Format("gpkg", "GeoPackage: all layers and tables, styled for QGIS", make_gpkg),
        Format("csv", "CSV, with the Frictionless description of its columns", make_csv),
        Format("acled-csv", "CSV in ACLED's columns", make_acled_csv),
        Format("ged-csv", "CSV in the columns of UCDP GED", make_ged_csv),
        Format("geojsonl", "GeoJSON, a feature a line", make_geojson_lines),
        Format("geoparquet", "GeoParquet 1.1, a file for each table", make_geoparquet),
        Format(
            PARTS,
            "GeoParquet by year and border, with a manifest; only what changed is written",
            lambda _: {},
            lambda dataset, folder: write_parts(dataset, folder / PARTS),
        ),
        Format("flatgeobuf", "FlatGeobuf", make_flatgeobuf),
        Format("kml", "KML with time spans, for Google Earth", make_kml),
        Format("xlsx", "A workbook, a sheet for each table", make_xlsx),
        Format(
            "shapefile",
            "Zipped Shapefile; short names, cut texts, no counts by side",
            make_shapefile,
        ),
    )
}
"""All formats of files, by the names that ``--to`` takes."""

DEFAULT_FORMATS: Final = ("geojson", "gpkg", "csv")
"""What a run writes where nothing else is asked for."""


def choose_formats(names: Iterable[str]) -> tuple[Format, ...]:
    """Return the formats of these names, each once, in the order given.

    Raises
    ------
    OutputError
        When a name is not one of `FORMATS`.
    """
    chosen = list(dict.fromkeys(names))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        msg = f"unknown format {', '.join(unknown)}; there are {', '.join(FORMATS)}"
        raise OutputError(msg)
    return tuple(FORMATS[name] for name in chosen)


def make_files(dataset: Dataset, formats: Sequence[Format]) -> dict[str, Content]:
    """Return the files of all these formats, by their names below the output's folder."""
    return {
        name: content for entry in formats for name, content in entry.make_files(dataset).items()
    }


def write_folders(dataset: Dataset, formats: Sequence[Format], folder: Path) -> list[Path]:
    """Write those of these formats that are folders of their own; return their files."""
    return [path for entry in formats if entry.write for path in entry.write(dataset, folder)]
