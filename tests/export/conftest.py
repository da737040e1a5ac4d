"""The sample corpus as collections, and incidents made by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

import geomap
from geomap.model import (
    Claim,
    DateBasis,
    DateInterval,
    Document,
    Evidence,
    Incident,
    Membership,
    Place,
    Site,
    SiteRole,
    Span,
    Status,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Only QGIS's own Python can import it.
collect_ignore = ["qgis_check.py"]

TEXT = "=Shots, “fired” at the\r\nNowhere height; nobody knows where that is."


@pytest.fixture(scope="session")
def result(corpus_folder: Path) -> geomap.Result:
    """The incidents of the sample corpus."""
    return geomap.run(corpus_folder)


@pytest.fixture(scope="session")
def document() -> Document:
    return Document(id="a", source="below/=a.txt", text=TEXT)


@pytest.fixture(scope="session")
def make_incident() -> Callable[..., Incident]:
    """Return a function that makes a bare incident, whose fields can be given."""

    def make(**changes: Any) -> Incident:  # noqa: ANN401 - the fields of the record
        span = Span(document_id="a", start=0, end=len(TEXT))
        values: dict[str, Any] = {
            "id": "ARM-AZE-2022-09-13-000000",
            "claims": (
                Claim(
                    id="a#1",
                    document_id="a",
                    sub_event_type=SubEventType.ARMED_CLASH,
                    date=DateInterval(),
                    evidence=(Evidence(span=span, field="event"),),
                ),
            ),
            "members": (
                Membership(document_id="a", reason="tells of it", date_basis=DateBasis.EXPLICIT),
            ),
            "date": DateInterval(
                start=dt.date(2022, 9, 12),
                end=dt.date(2022, 9, 13),
                precision=2,
                basis=DateBasis.EXPLICIT,
            ),
            "sub_event_type": SubEventType.ARMED_CLASH,
            "sides": ("ARM", "AZE"),
            "sites": (),
            "casualties": (),
            "status": Status.REPORTED,
        }
        return Incident(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_site() -> Callable[..., Site]:
    """Return a function that makes a site at a point that may be unknown."""

    def make(lon: float | None, lat: float | None, **changes: Any) -> Site:  # noqa: ANN401
        place = Place(id="p:1", name="Nowhere Height", lon=lon, lat=lat, country="ARM")
        values: dict[str, Any] = {
            "place": place,
            "place_named": "Nowhere height",
            "role": SiteRole.AT,
            "where_precision": 1,
            "document_count": 1,
        }
        return Site(**(values | changes))

    return make
