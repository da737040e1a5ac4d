from __future__ import annotations

import msgspec
import pytest

from geomap.model import Candidate, Mention, MentionKind, Place, Resolution
from geomap.places.toponyms import ToponymOptions, make_toponyms

SOTK = Place(id="t:1", name="Sotk", lon=45.87, lat=40.2, country="ARM", feature_code="PPL")
NOWHERE = Place(id="t:2", name="Murov", country="ARM|AZE")


def _resolution(
    start: int, kind: MentionKind = MentionKind.PLACE, place: Place | None = SOTK
) -> Resolution:
    mention = Mention(document_id="a", start=start, end=start + 4, text="Sotk", kind=kind)
    candidates = (Candidate(place=SOTK, score=2.5), Candidate(place=NOWHERE, score=-1))
    return Resolution(mention=mention, place=place, reason="because", candidates=candidates)


RESOLUTIONS = (
    _resolution(0),
    _resolution(10, MentionKind.DEMONYM),
    _resolution(20, MentionKind.EMBEDDED),
    _resolution(30, place=None),
    _resolution(40, place=NOWHERE),
)


@pytest.mark.parametrize(
    ("options", "starts"),
    [
        (ToponymOptions(), [0]),
        (ToponymOptions(demonyms=True), [0, 10]),
        (ToponymOptions(embedded=True), [0, 20]),
        (ToponymOptions(unresolved=True), [0, 30, 40]),
        (ToponymOptions(demonyms=True, embedded=True, unresolved=True), [0, 10, 20, 30, 40]),
    ],
)
def test_only_what_is_asked_for(options: ToponymOptions, starts: list[int]) -> None:
    assert [t.start for t in make_toponyms(RESOLUTIONS, options=options)] == starts


def test_members_and_their_order() -> None:
    (toponym,) = make_toponyms(RESOLUTIONS[:1], options=ToponymOptions())
    assert msgspec.json.encode(toponym).decode() == (
        '{"start":0,"end":4,"text":"Sotk","lat":40.2,"lon":45.87,"id":"t:1","name":"Sotk",'
        '"country":"ARM","feature_code":"PPL","reason":"because"}'
    )


def test_a_name_without_a_place_has_nulls_and_its_reason() -> None:
    (toponym,) = make_toponyms(RESOLUTIONS[3:4], options=ToponymOptions(unresolved=True))
    assert (toponym.lat, toponym.lon, toponym.id, toponym.name) == (None,) * 4
    assert toponym.reason == "because"


def test_a_place_without_a_point_keeps_its_id() -> None:
    (toponym,) = make_toponyms(RESOLUTIONS[4:], options=ToponymOptions(unresolved=True))
    assert (toponym.lat, toponym.id, toponym.country) == (None, "t:2", "ARM|AZE")


def test_kind_and_candidates_stand_last() -> None:
    options = ToponymOptions(demonyms=True, candidates=True)
    toponym = msgspec.to_builtins(make_toponyms(RESOLUTIONS[1:2], options=options)[0])
    assert list(toponym)[-2:] == ["kind", "candidates"]
    assert toponym["kind"] == "demonym"
    assert [(c["id"], c["score"], c["lat"]) for c in toponym["candidates"]] == [
        ("t:1", 2.5, 40.2),
        ("t:2", -1, None),
    ]
