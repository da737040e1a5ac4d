"""The review: a sheet with a row for each incident, and for each name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.export import describe_checks, encode_csv
from geomap.places.corrected import SUGGESTS
from geomap.places.suggest import suggest_names
from geomap.review.columns import (
    EDITABLE,
    INCIDENT_KIND,
    LIST_MARK,
    NAME_KIND,
    REVIEW_COLUMNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.export import Dataset
    from geomap.places import Gazetteer

_MAX_QUOTES: Final = 2_000
_MAX_LISTED: Final = 20
"""Entries of a cell: a spreadsheet cuts a cell at 32,767 characters."""
_MAX_SUGGESTIONS: Final = 3


def make_review(dataset: Dataset, gazetteer: Gazetteer) -> bytes:
    """Make the sheet of a run that a person corrects: CSV for a spreadsheet.

    Parameters
    ----------
    dataset
        The tables of the run.
    gazetteer
        Of whose names those are suggested that are spelt like one that is not in it.

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark, formulas disarmed. Cells of `EDITABLE` may be changed; what
        stood in them is kept in the last column.
    """
    rows = [
        *_iter_incident_rows(dataset),
        *_iter_name_rows(dataset.record.get("unresolved", ()), dataset.record, gazetteer),
    ]
    return encode_csv(REVIEW_COLUMNS, [[row.get(it) for it in REVIEW_COLUMNS] for row in rows])


def _iter_incident_rows(dataset: Dataset) -> Iterator[dict[str, Any]]:
    points = {
        site["incident_id"]: (site["place_lon"], site["place_lat"])
        for feature in dataset.iter_features("sites")
        if (site := feature["properties"])["main"]
    }
    rests = {it["id"]: it["claims"] for it in dataset.record.get("incidents", ())}
    for feature in dataset.iter_features("incidents"):
        row = feature["properties"]
        lon, lat = points.get(row["id"], (None, None))
        cells = {name: row.get(name) for name in REVIEW_COLUMNS} | {"lon": lon, "lat": lat}
        yield cells | {
            "kind": INCIDENT_KIND,
            "checked": LIST_MARK.join(describe_checks(row["checked"])),
            "quotes": _join_quotes(piece["quote"] for piece in row["evidence"]),
            "files": _join(row["sources"]),
            "sources": LIST_MARK.join(rests.get(row["id"], ())[:_MAX_LISTED]),
            "as_written": _write_down(cells),
        }


def _iter_name_rows(
    unresolved: Iterable[Mapping[str, Any]], record: Mapping[str, Any], gazetteer: Gazetteer
) -> Iterator[dict[str, Any]]:
    """Yield a row for each name, however often it stands in the reports."""
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for entry in unresolved:
        by_name.setdefault(entry["name"], []).append(entry)
    countries = sorted(record.get("parties", ()))
    for name, entries in by_name.items():
        like = suggest_names(name, gazetteer, countries=countries, limit=_MAX_SUGGESTIONS)
        yield {
            "kind": NAME_KIND,
            "summary": entries[0]["reason"],
            "place_named": name,
            "suggestions": LIST_MARK.join(f"{spelt}{SUGGESTS}{place.id}" for spelt, place in like),
            "quotes": _join_quotes(it["quote"] for it in entries if it["quote"]),
            "files": _join(it["source"] for it in entries),
            "as_written": _write_down({}),
        }


def _write_down(cells: Mapping[str, Any]) -> str:
    """Return what stands in the cells that may be changed, so that changes show."""
    kept = {name: cells[name] for name in EDITABLE if cells.get(name) is not None}
    return msgspec.json.encode({name: str(value) for name, value in kept.items()}).decode()


def _join_quotes(quotes: Iterable[str]) -> str:
    text = LIST_MARK.join(dict.fromkeys(" ".join(quote.split()) for quote in quotes))
    return text if len(text) <= _MAX_QUOTES else f"{text[:_MAX_QUOTES]}…"


def _join(names: Iterable[str]) -> str:
    listed: Sequence[str] = list(dict.fromkeys(names))
    more = [f"and {len(listed) - _MAX_LISTED} more"] if len(listed) > _MAX_LISTED else []
    return LIST_MARK.join([*listed[:_MAX_LISTED], *more])
