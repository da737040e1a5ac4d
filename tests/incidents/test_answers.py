"""A side's answer adds its voice to an event, and turns the report to no other one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from geomap.incidents.answers import is_answer
from geomap.model import (
    Casualty,
    Claim,
    ClaimSite,
    DateInterval,
    Incident,
    Measure,
    Place,
    SiteRole,
    Span,
    Stance,
    SubEventType,
)

LinkReports = Callable[..., list[Incident]]

ANSWER = Claim(
    id="a#2",
    document_id="a",
    sub_event_type=None,
    date=DateInterval(),
    stance=Stance.DENIES,
    refers_back=True,
)
SITE = ClaimSite(
    place=Place(
        id="gm:here",
        name="Here",
        names=("Here",),
        lon=1.0,
        lat=1.0,
        country="AAA",
        admin1=None,
        feature_code="PPL",
    ),
    role=next(iter(SiteRole)),
    span=Span(document_id="a", start=0, end=4),
)
TWO_EVENTS = (
    "Armenia said that Azerbaijani troops shelled a post near Sotk on Monday."
    " A drone hit a truck near Yeraskh on Tuesday."
)


@pytest.mark.parametrize("stance", [Stance.ASSERTS, Stance.DENIES])
def test_an_answer_says_yes_or_no_and_tells_nothing(stance: Stance) -> None:
    assert is_answer(msgspec.structs.replace(ANSWER, stance=stance))


@pytest.mark.parametrize(
    "told",
    [
        {"sub_event_type": SubEventType.SHELLING},
        {"casualties": (Casualty(measure=Measure.KILLED, best=2),)},
        {"sites": (SITE,)},
        {"setting": (SITE,)},
        {"date": DateInterval(start=dt.date(2022, 9, 12), end=dt.date(2022, 9, 12))},
        {"refers_back": False},
    ],
    ids=lambda told: next(iter(told)),
)
def test_what_tells_something_is_no_answer(told: dict[str, object]) -> None:
    assert not is_answer(msgspec.structs.replace(ANSWER, **told))


@pytest.mark.parametrize(
    ("reply", "wounded_at"),
    [
        ("Baku denied involvement.", "Yeraskh"),
        # Where the shelling itself is told again, it is there that the report goes on.
        ("Baku denied that it had shelled a post near Sotk.", "Sotk"),
    ],
)
def test_the_losses_behind_an_answer_are_of_the_event_told_last(
    link_reports: LinkReports, reply: str, wounded_at: str
) -> None:
    text = f"{TWO_EVENTS} {reply} Two soldiers were wounded.\n"
    incidents = link_reports({"a": ("2022-09-14", text)})
    assert len(incidents) == 2
    places = [it.sites[0].place.name for it in incidents if it.casualties]
    assert places == [wounded_at]
    assert "contested" in {it.status.value for it in incidents}
