"""The tables of a run in PostGIS: made where they are missing, brought up to date by each load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.export.dataset import Dataset
    from geomap.export.postgis.loading import Change

__all__ = ["is_postgis_url", "write_postgis"]


def is_postgis_url(text: str) -> bool:
    """Tell whether a text is the address of a PostgreSQL database.

    >>> is_postgis_url("postgresql://analyst@localhost/news"), is_postgis_url("geojson")
    (True, False)
    """
    return text.startswith(("postgresql://", "postgres://"))


def write_postgis(dataset: Dataset, url: str, *, schema: str = "geomap") -> Mapping[str, Change]:
    """Load a run into a database: all of it or, where something fails, nothing.

    Rows are told apart by their ids: new ones are inserted, those that differ are updated, and what
    the reports of this run no longer tell is removed. What rests on other reports stays.

    Parameters
    ----------
    dataset
        The tables of the run.
    url
        ``postgresql://[user[:password]@][host][:port][/database][?option=value&...]``, the options
        those of libpq, and ``schema``.
    schema
        Schema of the tables where the URL names none; made if it is not there.

    Returns
    -------
    mapping
        Name of each of `geomap.export.TABLES` to how many of its rows were inserted, updated,
        removed, and left to the other reports that they rest on.

    Raises
    ------
    OutputError
        When psycopg or PostGIS is missing, the database cannot be reached, or the load is refused;
        the message never holds a password.
    """
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra, which only this output needs
    except ImportError as error:
        msg = f"PostGIS needs psycopg, which is missing ({error}): pip install 'geomap[postgis]'"
        raise OutputError(msg) from error
    from geomap.export.postgis.connection import load_into  # noqa: PLC0415 - imports psycopg

    return load_into(url, dataset, schema=schema)
