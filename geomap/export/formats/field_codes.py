"""Incidents in the columns of the two schemes that analysts code by hand: ACLED and UCDP GED.

Only what geomap truly knows is filled; the other columns are there and empty, so that a script
made for the scheme's own files finds them. ACLED's columns are those of its export of 2024, GED's
those of its version 24.1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from geomap.export.checked import describe_checks

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ACLED_COLUMNS", "GED_COLUMNS", "make_acled_row", "make_ged_row"]

ACLED_COLUMNS: Final = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp".split()
)
GED_COLUMNS: Final = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob".split()
)

_ACLED_TIME_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3}
"""ACLED time_precision (day, week, month) of UCDP date_prec; a year is none of them."""
_STRATEGIC: Final = "Strategic developments"
_CIVILIANS: Final = "Violence against civilians"
_PRIO_CELL_DEG: Final = 0.5
_PRIO_ROW: Final = 720


def make_acled_row(feature: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return an incident under ACLED's names.

    Parameters
    ----------
    feature
        Its GeoJSON feature.
    names
        ISO alpha-3 to English name, for the parties and the country.
    """
    row = feature["properties"]
    day = row["date_start"] or row["date_end"]
    event_type = row["event_type"]
    lon, lat = _coordinates(feature)
    return {
        "event_id_cnty": row["id"],
        "event_date": day,
        "year": day and int(day[:4]),
        "time_precision": _ACLED_TIME_PRECISION.get(row["date_precision"]),
        "disorder_type": _STRATEGIC if event_type == _STRATEGIC else "Political violence",
        "event_type": event_type,
        "sub_event_type": row["sub_event_type"],
        "actor1": _name(row["side_a"], names),
        "actor2": _name(row["side_b"], names),
        "civilian_targeting": "Civilian targeting" if event_type == _CIVILIANS else None,
        "country": _name(row["country"], names),
        "location": row["place"],
        "latitude": lat,
        "longitude": lon,
        "geo_precision": row["geo_precision"],
        "source": "; ".join(row["sources"]),
        "notes": " ".join([row["summary"] or "", *describe_checks(row["checked"])]).strip() or None,
        "fatalities": row["killed"],
    }


def make_ged_row(feature: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return an incident under the names of UCDP GED; see `make_acled_row`.

    Civilians are of no side there, and deaths_a and deaths_b are soldiers alone; who was neither
    called the one nor the other is deaths_unknown.
    """
    row = feature["properties"]
    day = row["date_start"] or row["date_end"]
    sides = [f"Government of {_name(code, names)}" if code else None for code in _sides(row)]
    lon, lat = _coordinates(feature)
    return {
        "id": row["id"],
        "year": day and int(day[:4]),
        "dyad_name": " - ".join(side for side in sides if side) if all(sides) else None,
        "side_a": sides[0],
        "side_b": sides[1],
        "number_of_sources": row["source_count"],
        "source_article": "; ".join(row["sources"]),
        "where_prec": row["where_precision"],
        "where_coordinates": row["place"],
        "where_description": row["place_named"],
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": None if lon is None else f"POINT ({lon} {lat})",
        "priogrid_gid": _prio_cell(lon, lat),
        "country": _name(row["country"], names),
        "date_prec": row["date_precision"],
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "deaths_a": _deaths(row, side=row["side_a"], category="military"),
        "deaths_b": _deaths(row, side=row["side_b"], category="military"),
        "deaths_civilians": _deaths(row, category="civilian"),
        "deaths_unknown": _deaths(row, category="unknown"),
        "best": row["killed"],
        "high": row["killed_high"],
        "low": row["killed_low"],
    }


def _sides(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return row["side_a"], row["side_b"]


def _name(codes: str | None, names: Mapping[str, str]) -> str | None:
    """Return the English name of a state, or of the two that a place lies between."""
    return " / ".join(names.get(code, code) for code in codes.split("|")) if codes else None


def _coordinates(feature: Mapping[str, Any]) -> tuple[float | None, float | None]:
    geometry = feature["geometry"]
    return tuple(geometry["coordinates"]) if geometry else (None, None)


def _deaths(row: Mapping[str, Any], *, category: str, side: str | None = None) -> int | None:
    """Add up the killed of a category, of one side or of all; ``None`` where none is known."""
    known = [
        count["best"]
        for count in row["casualties"]
        if count["measure"] == "killed"
        and count["category"] == category
        and count["scope"] == "event"
        and count["best"] is not None
        and (side is None or count["side"] == side)
    ]
    return sum(known) if known else None


def _prio_cell(lon: float | None, lat: float | None) -> int | None:
    """Return the cell of PRIO-GRID, 0.5 degrees wide, counted from the south-west corner."""
    if lon is None or lat is None:
        return None
    column = min(math.floor((lon + 180.0) / _PRIO_CELL_DEG), _PRIO_ROW - 1)
    line = min(math.floor((lat + 90.0) / _PRIO_CELL_DEG), _PRIO_ROW // 2 - 1)
    return line * _PRIO_ROW + column + 1
