"""What an event learns from the episodes that join it."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.incidents.clusters import Cluster, Member
from geomap.incidents.episodes import Episode, is_surer, make_episode, unite_dates
from geomap.incidents.outlines import make_outlines
from geomap.model import (
    Casualty,
    Claim,
    ClaimSite,
    DateBasis,
    DateInterval,
    Document,
    Evidence,
    Measure,
    Place,
    SiteRole,
    Span,
    SubEventType,
)

DAY = dt.date(2022, 9, 13)
SURE = DateInterval(start=DAY, end=DAY, precision=1, basis=DateBasis.EXPLICIT)
UNSURE = DateInterval(start=DAY, end=DAY, precision=1, basis=DateBasis.DATELINE)


@st.composite
def dates(draw: st.DrawFn) -> DateInterval:
    start = draw(st.none() | st.just(DAY) | st.just(DAY + dt.timedelta(days=1)))
    return DateInterval(
        start=start,
        end=draw(st.sampled_from([None, start, DAY + dt.timedelta(days=2)])),
        precision=draw(st.none() | st.integers(1, 5)),
        basis=draw(st.sampled_from(DateBasis)),
        weekday=draw(st.none() | st.integers(0, 1)),
        year=draw(st.none() | st.just(2022)),
    )


@given(told=st.lists(dates(), min_size=1, max_size=4))
def test_what_a_surer_date_leaves_nothing_to_add_changes_nothing(told: list[DateInterval]) -> None:
    kept = [it for it in told if not any(is_surer(other, it) for other in told)]
    assert unite_dates(kept) == unite_dates(told)


def make(
    name: str, *, date: DateInterval = SURE, place: str = "Sotk", killed: int | None = None
) -> Episode:
    span = Span(document_id=name, start=0, end=5)
    figure = Casualty(measure=Measure.KILLED, side="ARM", best=killed)
    where = ClaimSite(place=Place(id=place, name=place), role=SiteRole.AT, span=span)
    claim = Claim(
        id=f"{name}#0",
        document_id=name,
        sub_event_type=SubEventType.SHELLING,
        date=date,
        sites=(where,),
        parties=("ARM", "AZE"),
        casualties=(figure,) if killed else (),
        evidence=(Evidence(span=span, field="event"),),
    )
    return make_episode(Document(id=name, source=name, text="They clashed."), [claim])


@pytest.mark.parametrize(
    ("joining", "is_new"),
    [
        (make("b", date=UNSURE), False),
        (make("b", date=msgspec.structs.replace(SURE, end=DAY + dt.timedelta(days=1))), True),
        (make("b", place="Jermuk"), True),
        (make("b", date=UNSURE, killed=3), False),
        (make("b", killed=4), True),
    ],
)
def test_answers_hold_until_something_new_is_told(joining: Episode, *, is_new: bool) -> None:
    first = make("a", killed=3)
    outlines = make_outlines([first, joining]).different
    cluster = Cluster(first, outline=outlines[0])
    cluster.answers[7], cluster.reasons[7] = 2, "same day"
    assert cluster.add(Member(joining, "same place"), outline=outlines[1])
    assert (not cluster.answers) is is_new
    assert (not cluster.reasons) is is_new
    # What it says of itself is what its episodes say, however much was new.
    alone = Cluster(first)
    alone.add(Member(joining, "same place"))
    assert alone.date == cluster.date == unite_dates([first.date, joining.date])
    assert alone.place_ids == cluster.place_ids
    assert alone.figures.keys() == cluster.figures.keys()
