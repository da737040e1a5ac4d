"""The tables of a run, as every output holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.export.columns import iter_features, iter_flat_rows, iter_rows, make_columns
from geomap.export.fields import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa


__all__ = ["Dataset", "make_dataset"]

_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_BY_NAME: Final = {table.name: table for table in TABLES}


class Dataset:
    """Incidents, their sites, stretches, border, reports, claims and counts, with the run's record.

    Parameters
    ----------
    columns
        Name of each of `TABLES` to its columns, as `make_columns` makes them.
    title
        Title of the map.
    record
        What ``run.json`` says of the run, without its time.
    """

    def __init__(
        self, columns: Mapping[str, pa.Table], *, title: str, record: Mapping[str, Any]
    ) -> None:
        self.columns = {table.name: columns[table.name] for table in TABLES}
        self.title = title
        self.record = dict(record)

    def __eq__(self, other: object) -> bool:
        """Tell whether two hold the same, to the last character."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return (
            self.title == other.title
            and self.record == other.record
            and all(self.columns[name].equals(other.columns[name]) for name in self.columns)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Say how much there is."""
        return (
            f"<geomap.Dataset: {', '.join(f'{t.num_rows} {n}' for n, t in self.columns.items())}>"
        )

    def iter_rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, days as ISO 8601 text, lists as lists."""
        yield from iter_rows(_BY_NAME[name], self.columns[name])

    def iter_flat_rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, days as ISO 8601 text, lists as JSON text."""
        yield from iter_flat_rows(_BY_NAME[name], self.columns[name])

    def iter_features(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a layer as GeoJSON features, (lon, lat) in degrees, WGS 84."""
        yield from iter_features(_BY_NAME[name], self.columns[name])

    def make_features(self, name: str) -> dict[str, Any]:
        """Make the GeoJSON FeatureCollection of a layer."""
        return {"type": "FeatureCollection", "features": list(self.iter_features(name))}


def make_dataset(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], *, title: str, record: Mapping[str, Any]
) -> Dataset:
    """Make the tables of a run.

    Parameters
    ----------
    rows
        Name of each table to its rows, of each layer to its GeoJSON features.
    title, record
        As `Dataset` takes them.
    """
    columns = {table.name: make_columns(table, rows[table.name]) for table in TABLES}
    # As it will be read back: JSON knows no tuples.
    return Dataset(columns, title=title, record={key: _list(it) for key, it in record.items()})


def _list(value: object) -> object:
    """Return a value with lists for tuples; not by way of JSON, which would copy every text."""
    # Most is text and numbers, for which nobody need be asked.
    if isinstance(value, (list, tuple)):
        return [it if type(it) in _PLAIN else _list(it) for it in value]
    if isinstance(value, dict):
        return {key: it if type(it) in _PLAIN else _list(it) for key, it in value.items()}
    return value
