"""The columns of the files that a person corrects in."""

from __future__ import annotations

from typing import Final

from geomap.incidents.corrections.values import COUNT_FIELDS, STATUS_FIELD, TYPE_FIELD

CORRECTION_COLUMNS: Final = (
    *("action", "id", "field", "value", "lon", "lat", "author", "reason", "sources"),
)
"""Of a file of corrections, one a row."""

DATE_CELLS: Final = ("date_start", "date_end")
POINT_CELLS: Final = ("lon", "lat")
PLACE_CELLS: Final = ("place", *POINT_CELLS)
COUNT_CELLS: Final = tuple(sorted(COUNT_FIELDS, key=lambda name: name[-1]))
"""Those of side_a first."""
EDITABLE: Final = (*DATE_CELLS, TYPE_FIELD, STATUS_FIELD, *PLACE_CELLS, *COUNT_CELLS)
"""Cells of a review that a person may change."""

_OF_A: Final = tuple(name for name in COUNT_CELLS if name.endswith("_a"))
_OF_B: Final = tuple(name for name in COUNT_CELLS if name.endswith("_b"))
REVIEW_COLUMNS: Final = (
    *("kind", "id", "summary", *DATE_CELLS, "date_edtf", TYPE_FIELD, STATUS_FIELD, "place_named"),
    *(*PLACE_CELLS, "side_a", *_OF_A, "side_b", *_OF_B),
    *("action", "author", "reason", "checked", "suggestions", "quotes", "files"),
    *("sources", "as_written"),
)
"""Of a review, an incident or a name a row; the last two are for the program."""

INCIDENT_KIND: Final = "incident"
NAME_KIND: Final = "name"
LIST_MARK: Final = " | "
"""Between names of files, quotations and suggestions."""
