"""Columns as the page reads them: what repeats is written once, and a code for each row."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DECIMALS: Final = 6
"""Decimals of a degree that points have in the page."""
UNITS_A_DEGREE: Final = 10**DECIMALS

FeatureCollection = dict[str, Any]
"""GeoJSON, (lon, lat) in degrees, WGS 84."""


def to_columns(collection: FeatureCollection, *, decimals: int) -> dict[str, Any]:
    """Turn features into columns: their geometries, and one list for each property.

    The key of a property is written once and not with each feature; a feature without the property
    has null in its column. The id of a feature is the property ``id``.
    """
    features = collection["features"]
    rows = [read_properties(feature) for feature in features]
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        "count": len(rows),
        "geometry": [round_geometry(feature.get("geometry"), decimals) for feature in features],
        "properties": {name: check_numbers([row.get(name) for row in rows]) for name in names},
    }


def encode_column(values: Sequence[Any]) -> dict[str, Any]:
    """Return the different values, the most frequent first, and for each row the code of its value.

    A column whose rows are all alike has no codes.

    Examples
    --------
    >>> encode_column(["Sotk", None, None])
    {'values': [None, 'Sotk'], 'codes': [1, 0, 0]}
    >>> encode_column(["ARM", "ARM"])
    {'values': ['ARM']}
    """
    known = _rank(values)
    if len(known) == 1:
        return {"values": known}
    code_of = {value: code for code, value in enumerate(known)}
    return {"values": known, "codes": [code_of[value] for value in values]}


def encode_lists(lists: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return a column whose rows are lists: how long each is, and the codes of all, in one row.

    Examples
    --------
    >>> encode_lists([["a.txt"], [], ["b.txt", "a.txt"]])
    {'values': ['a.txt', 'b.txt'], 'lengths': [1, 0, 2], 'codes': [0, 1, 0]}
    """
    known = _rank(list(chain.from_iterable(lists)))
    code_of = {value: code for code, value in enumerate(known)}
    return {
        "values": known,
        "lengths": [len(row) for row in lists],
        "codes": [code_of[value] for row in lists for value in row],
    }


def encode_ids(ids: Sequence[Any]) -> dict[str, Any]:
    """Return ids as a column of their beginnings, which repeat, and a list of their last parts.

    Examples
    --------
    >>> encode_ids(["ARM-AZE-2022-09-12-c6e391", "ARM-AZE-2022-09-12-0a1b2c", "x"])
    {'heads': {'values': ['ARM-AZE-2022-09-12-', ''], 'codes': [0, 0, 1]},
     'tails': ['c6e391', '0a1b2c', 'x']}
    """
    parts = ["" if key is None else str(key) for key in ids]
    ends = [key.rfind("-") + 1 for key in parts]
    heads = [key[:end] for key, end in zip(parts, ends, strict=True)]
    tails = [key[end:] for key, end in zip(parts, ends, strict=True)]
    return {"heads": encode_column(heads), "tails": tails}


def check_numbers(values: Sequence[Any]) -> Sequence[Any]:
    """Return values as they are, unless one of them is a number that JSON cannot say.

    Raises
    ------
    ValueError
        A number is NaN or infinite.
    """
    for value in values:
        if type(value) is float and not math.isfinite(value):
            msg = f"expected a number or null, got {value}, which is not JSON compliant"
            raise ValueError(msg)
    return values


def read_properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the properties of a feature with its id among them."""
    properties: Mapping[str, Any] = feature.get("properties") or {}
    if "id" in properties or feature.get("id") is None:
        return properties
    return {**properties, "id": feature["id"]}


def round_geometry(geometry: Mapping[str, Any] | None, decimals: int) -> dict[str, Any] | None:
    """Return type and rounded coordinates, or ``None`` for what has no position."""
    if not geometry or not geometry.get("coordinates"):
        return None
    coordinates = _round_coordinates(geometry["coordinates"], decimals)
    return {"type": geometry["type"], "coordinates": coordinates}


def to_units(geometry: Mapping[str, Any] | None) -> tuple[int, int] | tuple[None, None]:
    """Return (lon, lat) of a point in whole units of 1e-6 degrees, or twice ``None``.

    Raises
    ------
    ValueError
        A coordinate is NaN or infinite.
    """
    if not geometry or geometry["type"] != "Point" or not geometry.get("coordinates"):
        return None, None
    lon, lat = geometry["coordinates"][:2]
    try:
        return round(lon * UNITS_A_DEGREE), round(lat * UNITS_A_DEGREE)
    except (ValueError, OverflowError) as error:
        msg = f"expected degrees, got lon {lon}, lat {lat}, which are not JSON compliant"
        raise ValueError(msg) from error


def _round_coordinates(coordinates: Sequence[Any], decimals: int) -> Sequence[Any]:
    """Round nested positions and drop heights."""
    if isinstance(coordinates[0], (list, tuple)):
        return [_round_coordinates(part, decimals) for part in coordinates if part]
    return check_numbers([round(float(number), decimals) for number in coordinates[:2]])


def _rank(values: Sequence[Any]) -> list[Any]:
    """Return the different values, the most frequent first, equals by their text."""
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], str(value)))
