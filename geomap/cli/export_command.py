"""``geomap export``: the result of an earlier run in other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from geomap.cli.slice_options import Bbox, OnlyBorder, Since, Until, make_slice
from geomap.cli.targets import Targets, load_databases, split_targets

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap export output/incidents.gpkg --to kml,xlsx
  geomap export output/ --to acled-csv -o for-acled/
  geomap export output/geoparquet --to gpkg,html -o out/
  geomap export output/ --to geojsonl -o out/ --json
  geomap export output/ --to postgresql://analyst@localhost/news
  geomap export output/ --to gpkg --since 2022-09-01 --until 2022-09-30 -o september/
  geomap export output/geoparquet-parts --to gpkg --border ARM-AZE -o arm-aze/
  geomap export output/ --to csv --bbox 44.7,40.5,46,41.3 -o tavush/

\b
Formats:
  geojson      GeoJSON, for every GIS and for the web
  gpkg         GeoPackage: all layers and tables, styled for QGIS
  csv          CSV, and datapackage.json that says what its columns are
  acled-csv    CSV in ACLED's columns; what geomap does not know is empty
  ged-csv      CSV in the columns of UCDP GED; the same
  geojsonl     GeoJSON, a feature a line
  geoparquet   GeoParquet 1.1, a file for each table
  geoparquet-parts   GeoParquet by year and border, with a manifest
  flatgeobuf   FlatGeobuf
  kml          KML with time spans, for Google Earth
  xlsx         a workbook, a sheet for each table
  shapefile    zipped Shapefile: short names, cut texts, no counts by side
  html         map.html and border.html, the pages
  postgresql://user@host/db   PostGIS; see docs/postgis.md

\b
Exit code 0: done. 2: wrong use, or nothing could be done; what stood in
the folder before is still there."""


def export(  # noqa: PLR0917 - typer makes each parameter an option
    result: Annotated[
        Path,
        typer.Argument(
            help="incidents.gpkg or the folder geoparquet or geoparquet-parts of a run, or the "
            "folder they stand in.",
            show_default=False,
        ),
    ],
    to: Targets,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the files; made if missing.")
    ] = Path("output"),
    since: Since = None,
    until: Until = None,
    only_border: OnlyBorder = None,
    bbox: Bbox = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the paths written as JSON.")
    ] = False,
) -> None:
    """Write the incidents of an earlier run in other formats, without reading the reports again."""
    from geomap.export import choose_formats, dump_json
    from geomap.stored import read

    names, databases = split_targets(to)
    choose_formats(name for name in names if name != "html")
    part = make_slice(since=since, until=until, border=only_border, bbox=bbox)
    stored = read(result, only=part)
    written = stored.export(output, to=names) if names else []
    loads = load_databases(stored.dataset, databases, messages=Console(stderr=True, soft_wrap=True))
    if as_json:
        content = {"files": [str(path) for path in written], "loads": loads}
        sys.stdout.buffer.write(dump_json(content))
        return
    for path in written:
        print(path)  # noqa: T201
