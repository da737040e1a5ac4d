"""Addresses of databases, and a load over one connection in one transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from geomap.errors import OutputError
from geomap.export.postgis.failures import describe_connect_failure, describe_failure
from geomap.export.postgis.loading import load_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.export.dataset import Dataset
    from geomap.export.postgis.loading import Change

__all__ = ["Address", "load_into", "parse_url"]

_MAX_NAME_BYTES: Final = 63
"""PostgreSQL cuts longer names."""
_CREDENTIALS: Final = re.compile(r"^\w+://([^@/]*@)?")
"""Scheme, user and password, where libpq sees their end."""
_SCHEMA_OPTION: Final = "schema="
_ENCODING: Final = "UTF8"
_MALFORMED: Final = (
    "the address of the database cannot be read; expected "
    "postgresql://user:password@host:port/database?schema=name. In user and password, write "
    "% as %25, @ as %40, / as %2F, : as %3A, ? as %3F"
)
"""Says nothing of the address itself: what cannot be read may be a password."""


class Address(NamedTuple):
    """Where to load: the URL for libpq, the schema, and the address as messages show it."""

    url: str
    schema: str
    shown: str


def parse_url(url: str, *, schema: str) -> Address:
    """Take the schema out of a URL, and check what libpq would repeat in a message.

    Raises
    ------
    OutputError
        When the URL or the schema cannot be used.
    """
    base, _, query = url.partition("?")
    options = [option for option in query.split("&") if option]
    schemas = [o.removeprefix(_SCHEMA_OPTION) for o in options if o.startswith(_SCHEMA_OPTION)]
    rest = "&".join(option for option in options if not option.startswith(_SCHEMA_OPTION))
    plain = f"{base}?{rest}" if rest else base
    known = _read_parts(plain)
    name = unquote(schemas[-1]) if schemas else schema
    size = len(name.encode())
    if not 0 < size <= _MAX_NAME_BYTES or "\0" in name:
        msg = f"schema={name!r} has {size} bytes; the name of a schema has 1 to {_MAX_NAME_BYTES}"
        raise OutputError(msg)
    return Address(url=plain, schema=name, shown=_show(known))


def load_into(url: str, dataset: Dataset, *, schema: str) -> Mapping[str, Change]:
    """Load a dataset into the database of a URL, as `write_postgis` does."""
    address = parse_url(url, schema=schema)
    try:
        connection = psycopg.connect(
            address.url, client_encoding=_ENCODING, fallback_application_name="geomap"
        )
    except psycopg.Error as error:
        raise OutputError(describe_connect_failure(error, shown=address.shown)) from error
    try:
        # Commits at its end, and rolls everything back where anything is raised.
        with connection:
            _require_encoding(connection, address)
            # Each statement must see what the load before has left, whatever the server's default.
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            return load_dataset(connection, dataset, schema=address.schema)
    except psycopg.Error as error:
        where = f"{address.shown}, schema {address.schema}"
        raise OutputError(describe_failure(error, where=where)) from error


def _read_parts(url: str) -> Mapping[str, Any]:
    """Return the options that libpq reads from a URL."""
    rest = _CREDENTIALS.sub("", url).partition("?")[0]
    try:
        known = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # Not chained: libpq repeats what it could not read.
        raise OutputError(_MALFORMED) from None
    ports = str(known.get("port", "")).split(",")
    # A sign that is not encoded makes a part of the password the host, port or database.
    if "@" in rest or not all(port.isdecimal() or not port for port in ports):
        raise OutputError(_MALFORMED)
    return known


def _show(known: Mapping[str, Any]) -> str:
    """Return an address without any secret."""
    user = f"{known['user']}@" if "user" in known else ""
    port = f":{known['port']}" if "port" in known else ""
    database = f"/{known['dbname']}" if "dbname" in known else ""
    return f"postgresql://{user}{known.get('host', '')}{port}{database}"


def _require_encoding(connection: psycopg.Connection[Any], address: Address) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != _ENCODING:
        msg = (
            f"{address.shown}: the database holds text as {encoding}, and reports are in any "
            f"script; expected {_ENCODING}: make one with createdb --encoding=UTF8 "
            "--template=template0"
        )
        raise OutputError(msg)
