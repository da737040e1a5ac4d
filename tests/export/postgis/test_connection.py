"""Addresses of databases, and what is said when one cannot be used."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import OutputError
from geomap.export.postgis import is_postgis_url, write_postgis
from geomap.export.postgis.connection import parse_url
from tests.export.postgis.samples import make_run
from tests.postgres import PASSWORD

if TYPE_CHECKING:
    from tests.postgres import Server


@pytest.mark.parametrize("url", ["postgresql://h/d", "postgres://", "postgresql:///d?host=/tmp"])
def test_an_address_is_known_by_its_scheme(url: str) -> None:
    assert is_postgis_url(url)


@pytest.mark.parametrize("text", ["geojson", "postgresql", "out/postgresql://x", "", "http://h"])
def test_other_words_are_no_address(text: str) -> None:
    assert not is_postgis_url(text)


def test_the_schema_is_taken_out_of_the_address() -> None:
    address = parse_url(
        "postgresql://u:p@h:5433/d?sslmode=require&schema=my%20news&connect_timeout=3",
        schema="geomap",
    )
    assert address.url == "postgresql://u:p@h:5433/d?sslmode=require&connect_timeout=3"
    assert address.schema == "my news"
    assert address.shown == "postgresql://u@h:5433/d"


def test_an_address_without_a_schema_has_the_given_one() -> None:
    assert parse_url("postgresql://", schema="geomap") == (
        "postgresql://",
        "geomap",
        "postgresql://",
    )
    assert parse_url("postgresql://h?schema=a", schema="geomap")[:2] == ("postgresql://h", "a")


@pytest.mark.parametrize("name", ["", "x" * 64, "ş" * 32, "a%00b"])
def test_a_name_that_postgresql_would_cut_is_refused(name: str) -> None:
    with pytest.raises(OutputError, match="1 to 63"):
        parse_url(f"postgresql://h/d?schema={name}", schema="geomap")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_password_is_never_shown(password: str) -> None:
    address = parse_url(f"postgresql://u:{quote(password, safe='')}@h/d", schema="geomap")
    assert address.shown == "postgresql://u@h/d"


@pytest.mark.parametrize(
    "password",
    ["s3cret@s3cret", "s3cret/s3cret", "s3cret%s3cret", "s3?/s3cret", "1/s3cret", "1?s3@s3cret"],
)
def test_a_password_that_is_not_encoded_is_not_repeated(password: str) -> None:
    with pytest.raises(OutputError, match="write % as %25") as caught:
        write_postgis(make_run({}), f"postgresql://u:{password}@127.0.0.1/d")
    error: BaseException | None = caught.value
    assert error is not None
    assert "s3cret" not in str(error)
    assert error.__cause__ is None


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(OutputError, match=r"postgresql://u@127\.0\.0\.1:1/d: cannot be conn") as it:
        write_postgis(make_run({}), "postgresql://u:s3cret@127.0.0.1:1/d")
    assert "s3cret" not in str(it.value)
    assert "check that the server runs" in str(it.value)


def test_a_database_that_is_not_there_is_named(postgres_server: Server) -> None:
    with pytest.raises(OutputError, match='database "nowhere" does not exist'):
        write_postgis(make_run({}), postgres_server.make_url("nowhere"))


def test_a_wrong_password_is_refused_and_not_shown(database: str, postgres_server: Server) -> None:
    del database
    wrong = "s3cret"
    with pytest.raises(OutputError, match="password authentication failed") as caught:
        write_postgis(make_run({}), postgres_server.make_loopback_url("news", password=wrong))
    assert "s3cret" not in str(caught.value)
    url = postgres_server.make_loopback_url("news")
    assert write_postgis(make_run({}), url)["incidents"].inserted == 0


def test_a_refused_load_does_not_show_the_password(database: str, postgres_server: Server) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("CREATE SCHEMA geomap CREATE TABLE incidents (id text)")
    with pytest.raises(OutputError, match="not made by geomap") as caught:
        write_postgis(make_run({}), postgres_server.make_loopback_url("news"))
    assert PASSWORD not in str(caught.value)
    assert quote(PASSWORD, safe="") not in str(caught.value)


def test_a_database_of_another_encoding_is_refused(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.make_url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(OutputError, match=r"holds text as LATIN1.*createdb --encoding=UTF8"):
        write_postgis(make_run({}), postgres_server.make_url("latin"))


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(OutputError, match=r"pip install 'geomap\[postgis\]'"):
        write_postgis(make_run({}), "postgresql://h/d")


def test_nothing_else_imports_psycopg() -> None:
    program = "import sys, geomap.cli, geomap.result; sys.exit('psycopg' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
