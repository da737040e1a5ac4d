"""Measure linking: synthetic claims to events, with the time of each step and the peak memory.

Usage: python benchmarks/linking.py [--claims 1000000] [--peer-claims 5000] [--seed 1]

The claims are records as the text side makes them, two to three for each report. Of the reports
one in ten names no place, one in five two, one in three only a day of publication, and one in 200
no day at all. Two of three events are told once, some by hundreds. Their places lie along the
shipped borders, some often in the news and most hardly ever. Making the claims is not measured.

Beside it stands a peer: each report compared with every event found before it, by day, states and
kilometres alone. It does less than linking, and what it does grows with the square of the claims.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geomap.borders import Border, Borders, load_borders
from geomap.borders.geometry import interpolate_on_border
from geomap.folders import find_gazetteer
from geomap.incidents import link_claims
from geomap.incidents.areas import make_table
from geomap.incidents.assemble import make_nearness
from geomap.incidents.blocks import find_neighbours
from geomap.incidents.episodes import gather_episodes
from geomap.incidents.linking import link_episodes
from geomap.incidents.outlines import make_outlines
from geomap.model import (
    Casualty,
    Category,
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
from geomap.places.distances import distance_km
from geomap.settings import LinkingSettings

if TYPE_CHECKING:
    from geomap.incidents.nearness import Nearness

FIRST_DAY = dt.date(2014, 1, 1)
DAYS = 4000
BORDERS = 200
PLACES_EACH = 50
CLAIMS_EACH = 2.5
TEXT = "Troops of both sides exchanged fire near the village, the ministry of defence said."
TYPES = (SubEventType.ARMED_CLASH, SubEventType.SHELLING, SubEventType.MINE, SubEventType.ATTACK)


class World(NamedTuple):
    """Borders and the places along each."""

    borders: list[Border]
    places: list[list[Place]]


def main() -> None:
    """Print the time of each step, claims a second and the peak memory; then the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--peer-claims", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lines = load_borders(find_gazetteer() / "borders")
    world = make_world(lines, seed=options.seed)
    measure_peer(world, lines, options.peer_claims, options.seed)
    measure(world, options.claims, options.seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  peak memory, claims included {peak:6.2f} GB")


class Clock:
    """Tells the time since it was last read."""

    def __init__(self) -> None:
        self.read()

    def read(self) -> str:
        """Return the seconds since the last reading: of the wall, and of the processor."""
        now = time.perf_counter(), time.process_time()
        wall, busy = (new - old for new, old in zip(now, getattr(self, "_last", now), strict=True))
        self._last, self.busy = now, busy
        return f"{wall:6.1f} s, {busy:6.1f} s of the processor"


def measure(world: World, count: int, seed: int) -> None:
    """Time the steps of `link_claims` one by one, then all of it.

    Each begins with lines that are still to be read and places that are on none.
    """
    documents, claims = make_claims(world, count, seed=seed)
    settings = LinkingSettings()
    print(f"{len(claims):,} claims of {len(documents):,} reports")
    nearness = _make_fresh_nearness()
    clock = Clock()
    episodes = [e for e in gather_episodes(documents, claims, nearness=nearness) if e.is_event]
    print(f"  claims of one report and event   {clock.read()}")
    # Once beforehand, so that the steps can be seen.
    outlines = make_outlines(episodes)
    table = make_table(outlines, nearness=nearness, reach_km=2 * settings.near_km)
    print(f"  columns                          {clock.read()}")
    near = find_neighbours(table.rows, table.places, max_gap_days=settings.max_gap_days)
    print(f"  who is near whom, in columns     {clock.read()}")
    alone = np.bincount(table.of_episodes) * (np.diff(near.offsets) == 1) == 1
    del outlines, table, near
    nearness = _make_fresh_nearness()
    clock.read()
    clusters = link_episodes(episodes, nearness=nearness, settings=settings)
    taken = clock.read()
    print(f"  linking, both included           {taken}")
    print(
        f"    {len(episodes):,} reports, {alone.sum() / len(episodes):.0%} near no other: "
        f"{len(clusters):,} events, {len(claims) / clock.busy:,.0f} claims/s"
    )
    del clusters, episodes
    lines = load_borders(find_gazetteer() / "borders")
    clock.read()
    found = link_claims(documents, claims, borders=lines, within_km=50.0, settings=settings)
    print(f"  link_claims as a whole           {clock.read()}: {len(found):,} incidents")


def _make_fresh_nearness() -> Nearness:
    """Make one for which no line has been read, and no place put on one."""
    return make_nearness(load_borders(find_gazetteer() / "borders"), within_km=50.0)


def measure_peer(world: World, lines: Borders, count: int, seed: int) -> None:
    """Time linking and the peer on few claims."""
    documents, claims = make_claims(world, count, seed=seed)
    nearness = make_nearness(lines, within_km=50.0)
    episodes = gather_episodes(documents, claims, nearness=nearness)
    settings = LinkingSettings()
    clock = time.perf_counter()
    link_episodes(episodes, nearness=nearness, settings=settings)
    ours = time.perf_counter() - clock
    clock = time.perf_counter()
    events: list[list[tuple[dt.date, tuple[str, ...], Place | None]]] = []
    for episode in episodes:
        if episode.date.start is None:
            continue
        place = episode.sites[0].place if episode.sites else None
        row = (episode.date.start, episode.parties, place)
        home = next((event for event in events if any(_is_near(row, it) for it in event)), None)
        if home is None:
            events.append([row])
        else:
            home.append(row)
    peer = time.perf_counter() - clock
    print(f"{count:,} claims: linking {ours:.2f} s, all with all {peer:.2f} s")


def _is_near(
    a: tuple[dt.date, tuple[str, ...], Place | None],
    b: tuple[dt.date, tuple[str, ...], Place | None],
) -> bool:
    if a[1] != b[1] or abs((a[0] - b[0]).days) > 1:
        return False
    gap = distance_km(a[2], b[2]) if a[2] and b[2] else None
    return gap is None or gap <= 25  # noqa: PLR2004 - km


def make_world(lines: Borders, *, seed: int) -> World:
    """Make places up to 20 km from the lines of the longest borders."""
    random = np.random.default_rng(seed)
    borders = sorted(lines, key=lambda b: -sum(s.length_km for s in b.sections))[:BORDERS]
    places = []
    for border in borders:
        section = max(border.sections, key=lambda it: it.length_km)
        along = random.uniform(0, section.length_km, PLACES_EACH)
        aside = random.uniform(-0.18, 0.18, (PLACES_EACH, 2))
        found = []
        for number, (km, (east, north)) in enumerate(zip(along, aside, strict=True)):
            lon, lat = interpolate_on_border(border, section.name, float(km))
            found.append(
                Place(
                    id=f"{border.id}/{number}",
                    name=f"Village {number}",
                    lon=min(max(lon + east, -180.0), 180.0),
                    lat=lat + north,
                    country=border.sides[number % 2],
                    feature_code="PPL",
                )
            )
        places.append(found)
    return World(borders, places)


def make_claims(world: World, count: int, *, seed: int) -> tuple[list[Document], list[Claim]]:
    """Make reports and their claims."""
    random = np.random.default_rng(seed)
    report_count = int(count / CLAIMS_EACH)
    # How many reports tell of each event: most are told once, few by hundreds.
    sizes = np.minimum(random.zipf(2.1, report_count), 400)
    events = np.repeat(np.arange(report_count), sizes)[:report_count]
    size = int(events.max()) + 1
    border = random.choice(BORDERS, size, p=_decreasing(BORDERS, 0.7))
    place = random.choice(PLACES_EACH, size, p=_decreasing(PLACES_EACH, 0.7))
    day = random.integers(0, DAYS, size)
    kind = random.integers(0, len(TYPES), size)
    killed = random.poisson(2.0, size)
    extra = random.poisson(CLAIMS_EACH - 1, report_count)
    luck = random.random((report_count, 4))
    documents, claims = [], []
    for number, event in enumerate(events.tolist()):
        name = f"{number:07}.txt"
        told = FIRST_DAY + dt.timedelta(days=int(day[event]))
        basis, published = _date(luck[number], told)
        documents.append(Document(id=name, source=name, text=TEXT, published=published))
        line = world.borders[border[event]]
        sites = _choose_sites(world.places[border[event]], int(place[event]), luck[number], name)
        figure = Casualty(
            measure=Measure.KILLED,
            side=line.sides[0],
            category=Category.MILITARY,
            best=int(killed[event]),
            as_of=published,
            claimed_by_side=line.sides[0],
            span=Span(document_id=name, start=0, end=6),
        )
        claims += [
            Claim(
                id=f"{name}#{part}",
                document_id=name,
                sub_event_type=None if part else TYPES[kind[event]],
                date=DateInterval() if part else basis,
                sites=() if part else sites,
                parties=line.sides,
                border=line.sides,
                casualties=(figure,) if part == 1 else (),
                evidence=(
                    Evidence(span=Span(document_id=name, start=part, end=len(TEXT)), field="event"),
                ),
            )
            for part in range(1 + int(extra[number]))
        ]
    return documents, claims


def _date(luck: np.ndarray, told: dt.date) -> tuple[DateInterval, dt.date | None]:
    if luck[0] < 1 / 200:
        return DateInterval(weekday=told.weekday(), basis=DateBasis.WEEKDAY, precision=1), None
    published = told + dt.timedelta(days=1)
    if luck[0] < 1 / 3:
        return DateInterval(), published
    return DateInterval(start=told, end=told, precision=1, basis=DateBasis.EXPLICIT), published


def _choose_sites(
    places: list[Place], main: int, luck: np.ndarray, name: str
) -> tuple[ClaimSite, ...]:
    if luck[1] < 1 / 10:
        return ()
    span = Span(document_id=name, start=31, end=42)
    chosen = [places[main], places[(main + 1) % len(places)]] if luck[2] < 1 / 5 else [places[main]]
    return tuple(ClaimSite(place=place, role=SiteRole.AT, span=span) for place in chosen)


def _decreasing(count: int, power: float) -> np.ndarray:
    weights = np.arange(1, count + 1) ** -power
    return weights / weights.sum()


if __name__ == "__main__":
    main()
