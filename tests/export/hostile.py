"""Datasets of any content, for round trips: hostile texts in every field of every record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from geomap.export import TABLES, Dataset, Field, make_dataset

if TYPE_CHECKING:
    from geomap.export import Table

__all__ = ["HOSTILE", "datasets", "make_hostile_dataset"]

HOSTILE: Final = (
    "[1,2]",
    '{"a": null}',
    '=HYPERLINK("http://example.org";"click")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "]]>",
    "<script>alert(1)</script>",
    "</script>",
    "${alert(1)}",
    "'; DROP TABLE incidents; --",
    '"quoted", and; separated',
    "line\r\nbreak\nand\rreturn\ttab",
    "control \x01\x02\x08\x0b\x1f\x7f characters",
    "Գեղարքունիք",
    "كيليكيا",
    "\u202eright to left\u202c",
    "🗺️ 👩‍👩‍👧",
    "e\u0301 and é",
    "  blanks at both ends  ",
    "null",
    "0",
    "1",
    "true",
    "2020-07-12",
    "",
    "\u2028\u2029\ufeff",
)
"""Texts that some reader takes for something else."""

_TEXTS: Final = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
_DAYS: Final = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat)
_NUMBERS: Final = st.floats(-1e6, 1e6).map(lambda number: round(number, 6) + 0.0)
_PLAIN: Final[dict[str, st.SearchStrategy[Any]]] = {
    "string": _TEXTS,
    "integer": st.integers(0, 2**31 - 1),
    "number": _NUMBERS,
    "boolean": st.booleans(),
    "date": _DAYS,
    "strings": st.lists(_TEXTS, max_size=3),
}
_LON, _LAT = st.floats(-180, 180), st.floats(-90, 90)
_POSITIONS: Final = st.tuples(
    _LON.map(lambda x: round(x, 6) + 0.0), _LAT.map(lambda x: round(x, 6) + 0.0)
)


def make_hostile_dataset(*, without: str = "") -> Dataset:
    """Return a dataset with a row for each hostile text, in which every text field holds it.

    Parameters
    ----------
    without
        Characters that a format cannot hold; they are left out.
    """
    rows: dict[str, Any] = {}
    for table in TABLES:
        rows[table.name] = [
            _wrap(table, _fill(table, text, number), [44.0 + number, 40.0])
            for number, text in enumerate(_clean(text, without) for text in HOSTILE)
        ]
    return make_dataset(rows, title=HOSTILE[3], record={"credits": list(HOSTILE)})


@st.composite
def datasets(draw: st.DrawFn, *, without: str = "") -> Dataset:
    """Draw datasets of up to three rows in each table, any value null that may be."""
    rows: dict[str, Any] = {}
    for table in TABLES:
        count = draw(st.integers(0, 3))
        rows[table.name] = [
            _wrap(
                table,
                {field.name: draw(_values(field)) for field in table.fields}
                | {"id": f"{number}{draw(_TEXTS)}"},
                draw(st.none() | _POSITIONS.map(list))
                if table.geometry == "Point"
                else draw(_POSITIONS.map(list)),
            )
            for number in range(count)
        ]
    if without:
        rows = _clean(rows, without)
    return make_dataset(rows, title=_clean(draw(_TEXTS), without), record={"credits": []})


def _values(field: Field) -> st.SearchStrategy[Any]:
    if field.type == "objects":
        parts = {part.name: _values(part) for part in field.parts}
        record = st.fixed_dictionaries(parts).map(lambda made: {name: made[name] for name in parts})
        return st.none() | st.lists(record, max_size=2)
    return st.none() | _PLAIN[field.type]


def _fill(table: Table, text: str, number: int) -> dict[str, Any]:
    return {field.name: _sample(field, text, number) for field in table.fields} | {
        "id": f"{number} {text}"
    }


def _sample(field: Field, text: str, number: int) -> Any:  # noqa: ANN401 - by the field's type
    samples: dict[str, Any] = {
        "string": text,
        "integer": number,
        "number": number / 8,
        "boolean": number % 2 == 0,
        "date": dt.date(2020, 1, 1 + number).isoformat(),
        "strings": [text, ""],
    }
    if field.type == "objects":
        return [{part.name: _sample(part, text, number) for part in field.parts}]
    return samples[field.type]


def _wrap(table: Table, row: dict[str, Any], position: list[float] | None) -> dict[str, Any]:
    """Return a row, or the feature of a layer."""
    if not table.geometry:
        return row
    coordinates = position if table.geometry == "Point" else [position, [0.0, 0.0]]
    geometry = position and {"type": table.geometry, "coordinates": coordinates}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}


def _clean(value: Any, without: str) -> Any:  # noqa: ANN401 - plain values
    """Return plain values without some characters in their texts."""
    if isinstance(value, str):
        return value.translate(dict.fromkeys(map(ord, without)))
    if isinstance(value, dict):
        return {key: _clean(item, without) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item, without) for item in value]
    return value
