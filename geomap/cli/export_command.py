"""``geomap export``: the result of an earlier run in other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Formats, split_formats

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap export output/incidents.gpkg --to kml,xlsx
  geomap export output/ --to acled-csv -o for-acled/
  geomap export output/geoparquet --to gpkg,html -o out/
  geomap export output/ --to geojsonl -o out/ --json

\b
Formats:
  geojson      GeoJSON, for every GIS and for the web
  gpkg         GeoPackage: all layers and tables, styled for QGIS
  csv          CSV, and datapackage.json that says what its columns are
  acled-csv    CSV in ACLED's columns; what geomap does not know is empty
  ged-csv      CSV in the columns of UCDP GED; the same
  geojsonl     GeoJSON, a feature a line
  geoparquet   GeoParquet 1.1, a file for each table
  flatgeobuf   FlatGeobuf
  kml          KML with time spans, for Google Earth
  xlsx         a workbook, a sheet for each table
  shapefile    zipped Shapefile: short names, cut texts, no counts by side
  html         map.html and border.html, the pages

\b
Exit code 0: done. 2: wrong use, or nothing could be done; what stood in
the folder before is still there."""


def export(
    result: Annotated[
        Path,
        typer.Argument(
            help="incidents.gpkg or the folder geoparquet of a run, or the folder they stand in.",
            show_default=False,
        ),
    ],
    to: Formats,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the files; made if missing.")
    ] = Path("output"),
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the paths written as JSON.")
    ] = False,
) -> None:
    """Write the incidents of an earlier run in other formats, without reading the reports again."""
    from geomap.export import choose_formats, dump_json
    from geomap.stored import read

    names = split_formats(to)
    choose_formats(name for name in names if name != "html")
    written = read(result).export(output, to=names)
    if as_json:
        sys.stdout.buffer.write(dump_json({"files": [str(path) for path in written]}))
        return
    for path in written:
        print(path)  # noqa: T201
