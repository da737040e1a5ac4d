"""Details of incidents as the page reads them: by columns, and what repeats is written once.

A list of values stands for a column that has one value for each row. Else a column is a mapping:

- ``values`` and ``codes``: the different values, and the number of each row's; no codes where all
  rows are alike;
- ``lengths`` and ``columns``: rows that are lists of records, ``None`` for no list; the columns are
  those of all the records, one list after the other;
- ``of_sources``: numbers of values among the ``sources`` of the row's incident;
- ``same`` and ``rest``: 1 for each row whose value is what its incident has, and a column of the
  others; no ``rest`` where all are the same;
- ``passages``: rows that are lists of evidence. What rests on one passage stands in one record,
  with the names of the ``fields``; ``end`` is left out where it is ``start`` and the length of the
  quote, in Unicode characters.
"""

from __future__ import annotations

from itertools import chain, compress, groupby, repeat
from operator import eq, itemgetter
from typing import TYPE_CHECKING, Any, Final

from geomap.page.columns import (
    DECIMALS,
    UNITS_A_DEGREE,
    check_numbers,
    read_properties,
    round_geometry,
    to_units,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    Column: TypeAlias = dict[str, Any] | Sequence[Any]
    Sources: TypeAlias = Sequence[Sequence[str]]
    """For each row the sources of its incident."""

_FEW: Final = 0.5
"""Share of different values up to which codes are shorter than the values."""
_EVIDENCE: Final = ("source", "start", "end", "quote", "field")
_read_passage: Final = itemgetter(*_EVIDENCE[:4])
_read_field: Final = itemgetter(_EVIDENCE[4])


def make_block(
    features: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    sites: Sequence[Sequence[Mapping[str, Any]]],
) -> dict[str, Any]:
    """Return the details of some incidents.

    Parameters
    ----------
    features
        Features of incidents.
    names
        The properties that are details; one that no incident has is left out.
    sites
        For each incident the features of its sites.

    Raises
    ------
    ValueError
        A number is NaN or infinite.
    """
    rows = [read_properties(feature) for feature in features]
    sources = [row.get("sources") or () for row in rows]
    block: dict[str, Any] = {
        "columns": {
            name: encode_values(values, sources) for name, values in _take_columns(rows, names)
        }
    }
    shapes = [_round_shape(feature) for feature in features]
    if any(shapes):
        block["geometry"] = shapes
    if any(sites):
        block["sites"] = _encode_sites(sites, features, rows)
    return block


def _take_columns(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> list[tuple[str, Sequence[Any]]]:
    """Return the values of each name; a name that has none is left out."""
    try:
        # By far the fastest, where all rows have all of them.
        columns = list(zip(*map(itemgetter(*names, names[0]), rows), strict=True))[: len(names)]
    except (IndexError, KeyError):
        columns = [tuple(row.get(name) for row in rows) for name in names]
    return [
        (name, values)
        for name, values in zip(names, columns, strict=True)
        if values.count(None) < len(values)
    ]


def encode_values(values: Sequence[Any], sources: Sources) -> Column:
    """Return the shortest column for some values.

    Parameters
    ----------
    values
        What JSON can say.
    sources
        For each value the sources of its incident.

    Examples
    --------
    >>> encode_values(["ARM", "ARM", None, "ARM", "ARM"], [()] * 5)
    {'values': ['ARM', None], 'codes': [0, 0, 1, 0, 0]}
    >>> encode_values([[{"side": "ARM", "low": 1}, {"side": "ARM", "low": 2}], None], [()] * 2)
    {'lengths': [2, None], 'columns': {'side': {'values': ['ARM']}, 'low': (1, 2)}}
    """
    kinds = set(map(type, values))
    if kinds <= {str, tuple, type(None)}:
        return _encode_texts(values)
    if kinds <= {list, type(None)}:
        return _encode_lists(values, sources)
    return check_numbers(values) if float in kinds else values


def _encode_texts(values: Sequence[Any]) -> Column:
    known = list(dict.fromkeys(values))
    if len(known) == 1:
        return {"values": known}
    if len(known) > _FEW * len(values):
        return values
    code_of = {value: code for code, value in enumerate(known)}
    return {"values": known, "codes": [code_of[value] for value in values]}


def _encode_lists(lists: Sequence[Any], sources: Sources) -> Column:
    """Return a column of lists of records; of other lists one that is made of texts, if it can."""
    items = list(chain.from_iterable(filter(None, lists)))
    kinds = set(map(type, items))
    if kinds != {dict}:
        as_texts = [None if row is None else tuple(row) for row in lists]
        return _encode_texts(as_texts) if kinds <= {str} else lists
    keys = set(map(tuple, items))
    if keys == {_EVIDENCE}:
        return _encode_evidence(lists, sources)
    if len(keys) > 1:
        return lists
    lengths = [None if row is None else len(row) for row in lists]
    return _encode_records(items, lengths, sources)


def _encode_records(
    records: Sequence[dict[str, Any]], lengths: Sequence[int | None], sources: Sources
) -> dict[str, Any]:
    """Return the columns of records that all have the same properties in the same order."""
    of_each = list(chain.from_iterable(map(repeat, sources, (n or 0 for n in lengths))))
    names = tuple(records[0])
    columns = {
        name: _encode_field(name, values, of_each) for name, values in _take_columns(records, names)
    }
    return {"lengths": lengths, "columns": {name: columns.get(name) for name in names}}


def _encode_field(name: str, values: Sequence[Any], sources: Sources) -> Column:
    if name == "source":
        try:
            numbers = [own.index(it) for own, it in zip(sources, values, strict=True)]
        except ValueError:
            # Another file than those of the incident.
            return encode_values(values, sources)
        return {"of_sources": numbers}
    return encode_values(values, sources)


def _encode_evidence(lists: Sequence[Any], sources: Sources) -> dict[str, Any]:
    """Return a column of evidence, each passage once for all that rests on it in a row."""
    rows = [
        [
            (*passage, tuple(map(_read_field, pieces)))
            for passage, pieces in groupby(row or (), _read_passage)
        ]
        for row in lists
    ]
    names = (*_EVIDENCE[:4], "fields")
    passages = [dict(zip(names, it, strict=True)) for it in chain.from_iterable(rows)]
    lengths = [None if row is None else len(own) for row, own in zip(lists, rows, strict=True)]
    column = _encode_records(passages, lengths, sources)
    if all(map(_ends_with_its_quote, passages)):
        del column["columns"]["end"]
    return {"passages": column}


def _ends_with_its_quote(passage: Mapping[str, Any]) -> bool:
    start, end, quote = passage["start"], passage["end"], passage["quote"]
    return type(start) is int and type(quote) is str and bool(end == start + len(quote))


def _encode_sites(
    sites: Sequence[Sequence[Mapping[str, Any]]],
    features: Sequence[Mapping[str, Any]],
    incidents: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the sites of incidents; where one has what its incident has, only that it does."""
    rows = [
        {**read_properties(site), "geometry": _shorten(site.get("geometry"))}
        for site in chain.from_iterable(sites)
    ]
    lengths = list(map(len, sites))
    names = tuple(dict.fromkeys(chain.from_iterable(rows)))
    columns = dict(_take_columns(rows, names))
    owners = list(chain.from_iterable(map(repeat, incidents, lengths)))
    keys = [row.get("id") for row in owners]
    numbers = chain.from_iterable(range(1, length + 1) for length in lengths)
    points = map(repeat, map(_find_point, features), lengths)
    told = set().union(*incidents)
    expected = {
        **dict(_take_columns(owners, tuple(name for name in columns if name in told))),
        "id": [f"{key}/{number}" for key, number in zip(keys, numbers, strict=True)],
        "incident_id": keys,
        "geometry": list(chain.from_iterable(points)),
    }
    nothing = (None,) * len(rows)
    return {
        "lengths": lengths,
        "columns": {
            name: _compare(values, expected.get(name, nothing)) for name, values in columns.items()
        },
    }


def _compare(values: Sequence[Any], expected: Sequence[Any]) -> Column:
    same = list(map(int, map(eq, values, expected)))
    if all(same):
        return {"same": 1}
    rest = list(compress(values, (1 - is_same for is_same in same)))
    column = encode_values(rest, [()] * len(rest))
    return {"same": same, "rest": column} if any(same) else column


def _find_point(feature: Mapping[str, Any]) -> list[float] | None:
    """Return (lon, lat) of a feature as the page reads it from the columns at its start."""
    lon, lat = to_units(feature.get("geometry"))
    return None if lon is None or lat is None else [lon / UNITS_A_DEGREE, lat / UNITS_A_DEGREE]


def _shorten(geometry: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - a pair, or GeoJSON
    """Return rounded (lon, lat) of a point, and any other geometry as it is written."""
    rounded = round_geometry(geometry, DECIMALS)
    return rounded["coordinates"] if rounded and rounded["type"] == "Point" else rounded


def _round_shape(feature: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a geometry that is not a point, which the columns at the start cannot hold."""
    geometry = feature.get("geometry")
    if not geometry or geometry["type"] == "Point":
        return None
    return round_geometry(geometry, DECIMALS)
