"""Make the reference pages of ``docs/`` from the definitions in the code.

    python docs/make_reference.py

Writes ``fields.md``, what each column of each output holds, and ``incidents.schema.json``, the JSON
Schema of ``incidents.geojson``. A test fails where they are not as this would write them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.export import TABLES, dump_json, make_incident_schema
from geomap.export.formats.gdal_files import SHAPEFILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export import Field, Table

DOCS = Path(__file__).parent

HEAD = """# Fields

What each column of the outputs holds. This page is made from the definitions that the code itself
uses (`python docs/make_reference.py`), and so is [the JSON Schema](incidents.schema.json) of
`incidents.geojson`.

Unknown is null, never 0: a 0 is a reported zero. Coordinates are (lon, lat) in degrees, WGS 84
(EPSG:4326). Distances are geodesic kilometres. Days are dates, counts are integers that may be
null. Lists and records are JSON text where a format has no lists (GeoPackage, FlatGeobuf, CSV,
XLSX), and lists where it has (GeoJSON, GeoParquet).

| Layer or table | In `incidents.gpkg` and `geoparquet/` | Also as |
| --- | --- | --- |
| incidents | points | `incidents` as GeoJSON, CSV, FlatGeobuf, KML, XLSX, Shapefile |
| sites | points | `sites` as GeoJSON, FlatGeobuf; in the XLSX and the Shapefile |
| stretches | lines | in the KML |
| border | lines | in the KML |
| documents, claims, casualties | tables | in the XLSX |
"""
SHAPEFILE = """
## Names in a Shapefile

A Shapefile holds names of ten characters, texts of 254 bytes and no records: `casualties`,
`evidence` and `reasons` are left out, `checked` is told in words, lists are joined by "; ", and a
text that is cut ends with "…". These columns have shorter names there:

| Column | In a Shapefile |
| --- | --- |
"""


def main() -> None:
    """Write the pages."""
    (DOCS / "fields.md").write_text(make_fields_page(), encoding="utf-8")
    (DOCS / "incidents.schema.json").write_bytes(dump_json(make_incident_schema()))


def make_fields_page() -> str:
    """Return ``fields.md``."""
    short = "".join(f"| `{long}` | `{short}` |\n" for long, short in SHAPEFILE_NAMES.items())
    return HEAD + "".join(map(describe_table, TABLES)) + SHAPEFILE + short


def describe_table(table: Table) -> str:
    """Return a section with a row for each column."""
    lines = [f"\n## {table.name}\n", table.description]
    lines += [
        f"`{column}` holds the `id` of a row of [{other}](#{other})."
        for column, other in table.references
    ]
    lines += ["", "| Column | Type | Meaning |", "| --- | --- | --- |"]
    return "\n".join([*lines, *iter_rows(table.fields)]) + "\n"


def iter_rows(fields: Iterable[Field], prefix: str = "") -> Iterator[str]:
    """Yield a row for each field, those of its records after it."""
    for field in fields:
        meaning = field.description
        if field.values:
            meaning += " One of " + ", ".join(f"`{value}`" for value in field.values) + "."
        yield f"| `{prefix}{field.name}` | {field.type} | {meaning} |"
        yield from iter_rows(field.parts, prefix=f"{prefix}{field.name}[].")


if __name__ == "__main__":
    main()
