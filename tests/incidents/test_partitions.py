"""Linking in parts, or by outlines, gives what linking report by report gives."""

from __future__ import annotations

import datetime as dt
import pickle
from functools import partial
from typing import TYPE_CHECKING
from unittest.mock import patch

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.borders import Borders, load_borders
from geomap.incidents.assemble import make_nearness
from geomap.incidents.clusters import describe_told
from geomap.incidents.episodes import Episode, make_episode
from geomap.incidents.linking import link_episodes
from geomap.incidents.outlines import Outlines, make_outlines
from geomap.incidents.partitions import LinkedPart, Part, link_in_parts, link_part, plan_parts
from geomap.model import (
    Casualty,
    Claim,
    ClaimSite,
    Course,
    DateBasis,
    DateInterval,
    Document,
    Evidence,
    Measure,
    Place,
    SiteRole,
    Span,
    Stance,
    SubEventType,
)
from geomap.settings import LinkingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from hypothesis.strategies import DrawFn

    from geomap.incidents.clusters import Cluster

SETTINGS = LinkingSettings(undated_min_score=2.5, undated_min_margin=0.2)
FIRST_DAY = dt.date(2022, 8, 25)
PLACES = [
    Place(
        id=f"x:{number}",
        name=f"Village {number}",
        lon=45.0 + 0.22 * number,
        lat=41.0 - 0.1 * number,
        country=("ARM", "AZE")[number % 2],
        feature_code="PPL",
    )
    for number in range(8)
] + [
    Place(id="x:region", name="The Hills", lon=45.5, lat=40.6, country="ARM", radius_km=150.0),
    Place(id="x:lost", name="Lostville", country="AZE", feature_code="PPL"),
]
TEXTS = (
    "Troops of both sides exchanged fire near the village, the ministry of defence said at noon.",
    "Shots were heard near Karvan, the army said; nobody knows who fired them first.",
    "A post was shelled at Karvan for hours, people of the valley told the radio.",
)
TYPES = (SubEventType.ARMED_CLASH, SubEventType.SHELLING, SubEventType.MINE)


@st.composite
def _dates(draw: DrawFn) -> DateInterval:
    first = FIRST_DAY + dt.timedelta(days=draw(st.integers(0, 20)))
    last = first + dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 5])))
    kind = draw(st.sampled_from(["day", "day", "day", "soft", "month", "end", "none", "weekday"]))
    if kind == "none":
        return DateInterval()
    if kind == "weekday":
        return DateInterval(weekday=first.weekday(), basis=DateBasis.WEEKDAY, precision=1)
    if kind == "end":
        return DateInterval(end=last, precision=3, basis=DateBasis.DATELINE)
    if kind == "month":
        end = FIRST_DAY.replace(month=9, day=30)
        return DateInterval(
            start=end.replace(day=1), end=end, precision=4, basis=DateBasis.EXPLICIT
        )
    basis = DateBasis.RELATIVE if kind == "soft" else DateBasis.EXPLICIT
    return DateInterval(start=first, end=last, precision=1 if first == last else 2, basis=basis)


_COURSES = st.one_of(
    st.none(),
    st.none(),
    st.builds(Course, goes_on=st.just(value=True)),
    st.builds(Course, days=st.integers(2, 4)),
    st.builds(Course, began=st.integers(0, 20).map(lambda n: FIRST_DAY + dt.timedelta(days=n))),
)


_PARTIES = st.sampled_from([("ARM", "AZE"), ("ARM", "AZE"), ("ARM",), (), ("AZE", "IRN")])


@st.composite
def _episodes(draw: DrawFn, number: int) -> list[Episode]:
    """One to three episodes of a report; those of a digest are of several borders and days."""
    name = f"{number:03}.txt"
    text = draw(st.sampled_from(TEXTS))
    date, parties = draw(_dates()), draw(_PARTIES)
    published = (date.end or FIRST_DAY) + dt.timedelta(days=1) if date.is_known else None
    document = Document(id=name, source=name, text=text, published=published)
    is_digest = draw(st.booleans())
    found = []
    for part in range(draw(st.sampled_from([1, 1, 2, 3]))):
        start = part
        if is_digest:
            date, parties = draw(_dates()), draw(_PARTIES)
            # One sentence may tell of two events.
            start = draw(st.sampled_from([0, part]))
        places = draw(st.lists(st.sampled_from(PLACES), max_size=2, unique_by=lambda it: it.id))
        sites = tuple(
            ClaimSite(place=it, role=SiteRole.AT, span=Span(document_id=name, start=0, end=6))
            for it in places
        )
        killed = draw(st.sampled_from([None, None, 2, 3, 71]))
        losses = () if killed is None else (_make_figure(killed, draw(st.booleans()), name),)
        claim = Claim(
            id=f"{name}#{part}",
            document_id=name,
            sub_event_type=draw(st.sampled_from(TYPES)),
            date=date,
            sites=sites,
            parties=parties,
            border=("ARM", "AZE") if draw(st.booleans()) else None,
            casualties=losses,
            stance=draw(st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.ALLEGES])),
            opens_event=part > 0 and draw(st.booleans()),
            course=draw(_COURSES),
            evidence=(
                Evidence(span=Span(document_id=name, start=start, end=len(text)), field="event"),
            ),
        )
        found.append(make_episode(document, [claim]))
    return found


def _make_figure(best: int, has_side: bool, name: str) -> Casualty:  # noqa: FBT001
    span = Span(document_id=name, start=0, end=6)
    return Casualty(measure=Measure.KILLED, side="AZE" if has_side else None, best=best, span=span)


@st.composite
def episodes(draw: DrawFn, max_reports: int = 14) -> list[Episode]:
    """Draw the episodes of some reports."""
    count = draw(st.integers(1, max_reports))
    return [it for number in range(count) for it in draw(_episodes(number))]


@pytest.fixture(scope="module")
def borders(gazetteer_folder: Path) -> Borders:
    return load_borders(gazetteer_folder / "borders")


def summarise(clusters: Iterable[Cluster]) -> list[object]:
    return [
        (cluster.date, [(m.episode.claims[0].id, m.reason, m.is_dated_by_link) for m in it])
        for cluster in clusters
        for it in [cluster.members]
    ]


@pytest.fixture(scope="module")
def link_elsewhere(borders: Borders) -> Callable[[Part], LinkedPart]:
    """Return what links a part as another process would: from what can be sent."""
    link = partial(
        link_part,
        make_nearness=partial(make_nearness, borders, within_km=50.0),
        settings=SETTINGS,
    )
    sent: Callable[[Part], LinkedPart] = pickle.loads(pickle.dumps(link))  # noqa: S301 - our own
    return sent


def send(link: Callable[[Part], LinkedPart], parts: Iterable[Part]) -> Iterator[LinkedPart]:
    for part in parts:
        answer = link(pickle.loads(pickle.dumps(part)))  # noqa: S301 - our own
        yield pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own


@settings(deadline=None, max_examples=50)
@given(told=episodes(), size=st.integers(1, 4), bucket_days=st.integers(1, 9))
def test_parts_give_what_the_whole_gives(
    borders: Borders,
    link_elsewhere: Callable[[Part], LinkedPart],
    told: list[Episode],
    size: int,
    bucket_days: int,
) -> None:
    nearness = make_nearness(borders, within_km=50.0)
    found = link_in_parts(
        told,
        nearness=nearness,
        settings=SETTINGS,
        run=partial(send, link_elsewhere),
        size=size,
        bucket_days=bucket_days,
    )
    assert summarise(found) == summarise(link_episodes(told, nearness=nearness, settings=SETTINGS))


@settings(deadline=None, max_examples=50)
@given(told=episodes(), size=st.integers(1, 4))
def test_each_episode_is_in_one_part(borders: Borders, told: list[Episode], size: int) -> None:
    known = [it for it in told if it.date.is_known]
    nearness = make_nearness(borders, within_km=50.0)
    parts = plan_parts(known, nearness=nearness, settings=SETTINGS, size=size)
    assert sorted(it for part in parts for it in part) == list(range(len(known)))
    assert all(len(part) >= size for part in parts[:-1])
    assert plan_parts(known, nearness=nearness, settings=SETTINGS, size=size, bucket_days=1) == (
        plan_parts(known, nearness=nearness, settings=SETTINGS, size=size, bucket_days=9)
    )


def test_a_digest_is_on_each_of_its_borders_at_once_and_in_parts(
    borders: Borders, link_elsewhere: Callable[[Part], LinkedPart]
) -> None:
    """Sites were put on the border that the last claim of their report was about."""
    told = [
        _tell(f"{number}.txt", part, place, parties)
        for number, part, place, parties in (
            (0, 0, PLACES[5], ("ARM", "AZE")),
            (1, 0, PLACES[4], ("ARM", "AZE")),
            (1, 1, PLACES[9], ("AZE", "IRN")),
        )
    ]
    nearness = make_nearness(borders, within_km=50.0)
    whole = link_episodes(told, nearness=nearness, settings=SETTINGS)
    alone = link_episodes(told[:2], nearness=nearness, settings=SETTINGS)
    found = link_in_parts(
        told, nearness=nearness, settings=SETTINGS, run=partial(send, link_elsewhere), size=1
    )
    assert summarise(found) == summarise(whole)
    assert summarise(whole)[: len(alone)] == summarise(alone)


def test_of_two_events_of_one_sentence_the_first_told_comes_first(
    borders: Borders, link_elsewhere: Callable[[Part], LinkedPart]
) -> None:
    """In parts, the one whose part began earlier came first."""
    far = Place(id="x:far", name="Far", lon=74.0, lat=34.0, country="IND", feature_code="PPL")
    told = [
        _tell("0.txt", 0, PLACES[0], ("ARM", "AZE")),
        _tell("0.txt", 0, far, ("IND", "PAK")),
        _tell("1.txt", 0, far, ("IND", "PAK"), first=FIRST_DAY - dt.timedelta(days=1)),
    ]
    nearness = make_nearness(borders, within_km=50.0)
    found = link_in_parts(
        told, nearness=nearness, settings=SETTINGS, run=partial(send, link_elsewhere), size=1
    )
    whole = link_episodes(told, nearness=nearness, settings=SETTINGS)
    assert summarise(found) == summarise(whole)
    assert len(found) == 3


def _tell(
    name: str,
    part: int,
    place: Place,
    parties: tuple[str, ...],
    *,
    first: dt.date = FIRST_DAY,
) -> Episode:
    span = Span(document_id=name, start=part, end=len(TEXTS[0]))
    claim = Claim(
        id=f"{name}#{place.id}",
        document_id=name,
        sub_event_type=SubEventType.SHELLING,
        date=DateInterval(start=first, end=first, precision=1, basis=DateBasis.EXPLICIT),
        sites=(ClaimSite(place=place, role=SiteRole.AT, span=span),),
        parties=parties,
        evidence=(Evidence(span=span, field="event"),),
    )
    return make_episode(Document(id=name, source=name, text=TEXTS[0]), [claim])


def test_nothing_has_no_parts(
    borders: Borders, link_elsewhere: Callable[[Part], LinkedPart]
) -> None:
    found = link_in_parts(
        [],
        nearness=make_nearness(borders, within_km=50.0),
        settings=SETTINGS,
        run=partial(send, link_elsewhere),
    )
    assert found == []


def outline_each(told: Sequence[Episode]) -> Outlines:
    """Give each episode an outline of its own, so that each is compared anew."""
    found = make_outlines(told)
    own = [
        msgspec.structs.replace(found.different[shared], number=number, episode=episode)
        for number, (shared, episode) in enumerate(zip(found.numbers, told, strict=True))
    ]
    columns = found.columns.take(found.numbers)
    return found._replace(numbers=np.arange(len(own)), different=own, columns=columns)


@settings(deadline=None, max_examples=100)
@given(told=episodes())
def test_one_answer_for_all_of_an_outline_is_the_answer_for_each(
    borders: Borders, told: list[Episode]
) -> None:
    nearness = make_nearness(borders, within_km=50.0)
    found = link_episodes(told, nearness=nearness, settings=SETTINGS)
    with patch("geomap.incidents.linking.make_outlines", outline_each):
        expected = link_episodes(told, nearness=nearness, settings=SETTINGS)
    assert summarise(found) == summarise(expected)


@settings(deadline=None)
@given(told=episodes())
def test_an_outline_adds_to_an_event_what_each_of_its_episodes_says(told: list[Episode]) -> None:
    found = make_outlines(told)
    for number, episode in zip(found.numbers.tolist(), told, strict=True):
        adds, own = found.different[number].told, describe_told(episode)
        assert list(adds.sites) == list(own.sites)
        assert adds.figures.keys() == own.figures.keys()
        assert (adds.parties, adds.place_ids) == (own.parties, own.place_ids)
