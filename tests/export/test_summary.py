"""The sentence for each incident: what it says of losses, and by whose word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.export.summary import summarise
from geomap.model import (
    Category,
    Incident,
    Measure,
    Place,
    ReconciledCasualty,
    Scope,
    Site,
    SiteRole,
)

MakeIncident = Callable[..., Incident]
NAMES = {"ARM": "Armenia", "AZE": "Azerbaijan"}


def _count(
    figures: tuple[int | None, int | None, int | None], **changes: object
) -> ReconciledCasualty:
    low, best, high = figures
    values: dict[str, object] = {
        "measure": Measure.KILLED,
        "side": "ARM",
        "category": Category.MILITARY,
        "scope": Scope.EVENT,
        "as_of": None,
        "claimed_by": None,
    }
    return ReconciledCasualty(low=low, best=best, high=high, **(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (_count((3, 3, 3)), "Armenia: 3 killed."),
        (_count((3, 3, None)), "Armenia: at least 3 killed."),
        # A toll that grew is the last one; that others say more is said.
        (_count((1, 3, 3)), "Armenia: 3 killed."),
        (_count((3, 3, 8)), "Armenia: 3 (up to 8) killed."),
        # A side's word on its own losses stands; on the other's it is a claim.
        (_count((3, 3, 3), claimed_by="Ministry of Defence of Armenia"), "Armenia: 3 killed."),
        (
            _count((9, None, None), claimed_by="Ministry of Defence of Azerbaijan"),
            "Armenia: at least 9 killed (claimed by Ministry of Defence of Azerbaijan).",
        ),
        (_count((None, None, 9), claimed_by="media"), "up to 9 killed (claimed by media)."),
        (
            _count((12, 12, 12), side=None, claimed_by="residents"),
            "Side not named: 12 killed (according to residents).",
        ),
        (_count((12, 12, 12), side=None), "Side not named: 12 killed."),
        (_count((2, 2, 2), category=Category.CIVILIAN), "Armenia: 2 civilians killed."),
        (_count((70, 70, 70), scope=Scope.CUMULATIVE), "Armenia: 70 killed in all."),
    ],
)
def test_losses(make_incident: MakeIncident, count: ReconciledCasualty, words: str) -> None:
    assert words in summarise(make_incident(casualties=(count,)), NAMES)


def test_losses_that_nobody_counts_are_left_out(make_incident: MakeIncident) -> None:
    summary = summarise(make_incident(casualties=(_count((None, None, None)),)), NAMES)
    assert "killed" not in summary


def _site(name: str, code: str | None, role: SiteRole, *, is_area: bool = False) -> Site:
    place = Place(id=name, name=name, lon=45.0, lat=40.0, feature_code=code)
    return Site(
        place=place,
        place_named=name,
        role=role,
        where_precision=2,
        document_count=1,
        is_area=is_area,
    )


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        ([_site("Tegh", "PPL", SiteRole.AT)], "at Tegh,"),
        ([_site("Kalbajar District", "ADM2", SiteRole.AREA)], "in Kalbajar District,"),
        ([_site("Vardenis", "PPL", SiteRole.AREA, is_area=True)], "in Vardenis,"),
        ([_site("Tulung La", "PASS", SiteRole.AREA, is_area=True)], "at Tulung La,"),
        ([_site("Lachin", "PPL", SiteRole.DIRECTION)], "facing Lachin,"),
        # What says itself where it is.
        ([_site("between Lamu and Witu", None, SiteRole.AT)], "clash between Lamu and Witu,"),
        ([_site("12 km south of Tegh", None, SiteRole.AT)], "clash 12 km south of Tegh,"),
        (
            [
                _site("Tegh", "PPL", SiteRole.AT),
                _site("Kornidzor", "PPL", SiteRole.AT),
                _site("Lachin District", "ADM2", SiteRole.AREA),
            ],
            "at Tegh, Kornidzor and in Lachin District,",
        ),
    ],
)
def test_places(make_incident: MakeIncident, sites: list[Site], words: str) -> None:
    assert words in summarise(make_incident(sites=tuple(sites)), NAMES)
