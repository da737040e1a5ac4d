"""Runs made by hand: which report tells of which incident, and all that hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.export import TABLES, make_dataset
from geomap.export.postgis.loading import Change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.export import Dataset, Table

__all__ = ["HOSTILE", "NOTHING", "POINT", "make_run"]

NOTHING: Final = {table.name: Change() for table in TABLES}
"""What a load returns that did nothing."""

POINT: Final = {"type": "Point", "coordinates": [46.123456, 39.654321]}
LINE: Final = {"type": "LineString", "coordinates": [[46.0, 39.5], [46.25, 39.75]]}
HOSTILE: Final = (
    "[1,2]",
    '{"a": 1}',
    '=HYPERLINK("https://example.org")',
    "]]>",
    "<script>alert(1)</script>",
    'it\'s "quoted" and $$dollar$$ and %s and {}',
    "'); DROP TABLE geomap.incidents; --",
    "\\N",
    "\\.",
    "\\u0000 is six characters",
    "tab\tline\nreturn\rbell\x07escape\x1bdelete\x7f",
    "Սյունիք, Ջերմուկ",
    "ناگورنو قره‌باغ",
    "Qarabağ 🕊️ \U0001f1e6\U0001f1f2",
    "",
    " ",
    "NULL",
)
"""Texts that some format or other takes for more than text."""


def make_run(
    told: Mapping[str, Sequence[str]],
    *,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    title: str = "Made by hand",
) -> Dataset:
    """Make the tables of a run.

    Parameters
    ----------
    told
        File name of each report to the ids of the incidents that it tells of. Each of these gets
        a site with a stretch and a casualty, and of each report a claim.
    changes
        Id of an incident to what is known of it, its ``geometry`` too; everything else is null.
    title
        Title of the run.
    """
    sources: dict[str, list[str]] = {}
    for report, ids in told.items():
        for incident in ids:
            sources.setdefault(incident, []).append(report)
    known = changes or {}
    rows: dict[str, list[dict[str, Any]]] = {
        "incidents": [{"id": i, "sources": s, **known.get(i, {})} for i, s in sources.items()],
        "sites": [{"id": f"{i}/1", "incident_id": i, "main": True} for i in sources],
        "stretches": [
            {"id": f"{i}/1/1", "incident_id": i, "site_id": f"{i}/1", "from_km": 0.5}
            for i in sources
        ],
        "border": [{"id": "ARM-AZE/main", "border": "ARM-AZE", "length_km": 12.5}],
        "documents": [{"id": report, "claim_count": len(ids)} for report, ids in told.items()],
        "claims": [
            {"id": f"{report}#{number}", "document_id": report, "incident_id": incident}
            for report, ids in told.items()
            for number, incident in enumerate(ids, start=1)
        ],
        "casualties": [{"id": f"{i}/killed-ARM-military", "incident_id": i} for i in sources],
    }
    return make_dataset(
        {table.name: [_complete(table, row) for row in rows[table.name]] for table in TABLES},
        title=title,
        record={"credits": ["nobody"]},
    )


def _complete(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of which all is null that is not known, or a layer's feature of it."""
    properties = {field.name: None for field in table.fields} | row
    if table.geometry is None:
        return properties
    geometry = properties.pop("geometry", POINT if table.geometry == "Point" else LINE)
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}
