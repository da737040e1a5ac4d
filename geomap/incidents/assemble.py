"""Clusters of episodes to incidents: date, type, parties, sites, counts, status and a stable id."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from geomap.collecting import pause_collector
from geomap.incidents.attach import attach_sites, find_border
from geomap.incidents.clusters import LinkedCluster, describe_seed
from geomap.incidents.copies import Copies
from geomap.incidents.counts import reconcile_counts
from geomap.incidents.episodes import gather_episodes
from geomap.incidents.fragments import join_fragments
from geomap.incidents.identity import identify, tell_apart
from geomap.incidents.linking import link_episodes
from geomap.incidents.nearness import Nearness
from geomap.incidents.partitions import link_in_parts, link_part
from geomap.incidents.reminders import find_reminders
from geomap.incidents.repeats import join_repeats, split_repeats
from geomap.incidents.status import judge_status
from geomap.model import (
    BorderPoint,
    Casualty,
    Claim,
    ClaimSite,
    DateBasis,
    Document,
    Incident,
    Membership,
    Site,
    SiteRole,
    Stance,
    SubEventType,
)
from geomap.places.features import VAST_KM, division_rank, is_division

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.borders import Borders
    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.incidents.identity import Identity
    from geomap.incidents.partitions import LinkedPart, Part
    from geomap.model import Place
    from geomap.settings import LinkingSettings

_ROLE_ORDER: Final = (SiteRole.AT, SiteRole.AREA, SiteRole.DIRECTION)
_TYPE_ORDER: Final = (
    SubEventType.ARMED_CLASH,
    SubEventType.AIR_STRIKE,
    SubEventType.SHELLING,
    SubEventType.MINE,
    SubEventType.ATTACK,
    SubEventType.ABDUCTION,
    SubEventType.ARRESTS,
    SubEventType.TRANSFER,
    SubEventType.DISRUPTED_WEAPONS,
    SubEventType.LOOTING,
    SubEventType.OTHER,
)
_REGION_PRECISION: Final = 5
"""UCDP where_prec of a named region that is no administrative unit, and of the whole border."""


@pause_collector()
def link_claims(  # noqa: PLR0913 - what decides which claims are one
    documents: Sequence[Document],
    claims: Iterable[Claim],
    *,
    borders: Borders,
    within_km: float,
    settings: LinkingSettings,
    copies: Copies | None = None,
) -> list[Incident]:
    """Link the claims of all documents to incidents, in the order of their dates.

    Parameters
    ----------
    documents
        The reports.
    claims
        Their claims.
    borders
        The lines at hand; two places that face the same part of one are near each other.
    within_km
        How far from the line a place still faces it.
    settings
        How near is near.
    copies
        Which documents are versions of one article, from `find_copies`; without it, each speaks
        for itself.
    """
    copies = copies or Copies()
    linked = link_clusters(
        documents, claims, borders=borders, within_km=within_km, settings=settings, copies=copies
    )
    return make_incidents(linked, copies)


@pause_collector()
def link_clusters(  # noqa: PLR0913 - what decides which claims are one
    documents: Sequence[Document],
    claims: Iterable[Claim],
    *,
    borders: Borders,
    within_km: float,
    settings: LinkingSettings,
    copies: Copies,
    run: Callable[[Callable[[Part], LinkedPart], Iterable[Part]], Iterable[LinkedPart]]
    | None = None,
) -> list[LinkedCluster]:
    """Link the claims of all documents to clusters with ids, of which `make_incidents` makes more.

    Parameters
    ----------
    documents, claims, borders, within_km, settings, copies
        As `link_claims` takes them.
    run
        Applies a function to each part of the claims and keeps their order, as `map` does here, or
        a pool of processes elsewhere; all are linked at once where it is not given. What comes out
        is the same.
    """
    nearness = make_nearness(borders, within_km=within_km)
    episodes = gather_episodes(documents, claims, nearness=nearness)
    founding: list[Episode] = []
    fragments: list[Episode] = []
    for episode in episodes:
        (founding if episode.is_event else fragments).append(episode)
    reminders = find_reminders(founding)
    leading, repeats = split_repeats(founding, copies)
    if run is None:
        clusters = link_episodes(leading, nearness=nearness, settings=settings)
    else:
        link = partial(
            link_part,
            make_nearness=partial(make_nearness, borders, within_km=within_km),
            settings=settings,
        )
        clusters = link_in_parts(
            leading, nearness=nearness, settings=settings, run=partial(run, link)
        )
    join_repeats(clusters, repeats)
    recalled = [c for c in clusters if all(id(e) in reminders for e in c.episodes)]
    fragments += [episode for cluster in recalled for episode in cluster.episodes]
    passing = [c for c in clusters if all(e.claims[0].in_passing for e in c.episodes)]
    left_out = {id(cluster) for cluster in [*recalled, *passing]}
    clusters = [cluster for cluster in clusters if id(cluster) not in left_out]
    join_fragments(clusters, fragments)
    ids = tell_apart([identify_episodes(cluster.episodes) for cluster in clusters])
    return [LinkedCluster(it, cluster) for it, cluster in zip(ids, clusters, strict=True)]


@pause_collector()
def make_incidents(linked: Iterable[LinkedCluster], copies: Copies) -> list[Incident]:
    """Make incidents of clusters, in the same order.

    Parameters
    ----------
    linked
        From `link_clusters`, as they are or regrouped by corrections.
    copies
        Which documents are versions of one article.
    """
    return [_make_incident(it, copies) for it in linked]


def identify_episodes(episodes: Iterable[Episode]) -> Identity:
    """Make the id of what some episodes together tell."""
    return identify(episodes, choose_type=_choose_type)


def make_nearness(borders: Borders, *, within_km: float) -> Nearness:
    """Make what measures how far apart the sites of claims are.

    Parameters
    ----------
    borders
        The lines at hand.
    within_km
        How far from the line a place still faces it.
    """
    return Nearness(_make_attach(borders, within_km))


def _make_attach(
    borders: Borders, within_km: float
) -> Callable[[Sequence[tuple[ClaimSite, tuple[str, ...]]]], list[BorderPoint | None]]:
    def attach(sites: Sequence[tuple[ClaimSite, tuple[str, ...]]]) -> list[BorderPoint | None]:
        found = [
            (find_border(pair, borders, places=(site.place,), within_km=within_km), site)
            for site, pair in sites
        ]
        return attach_sites(found, within_km=within_km)

    return attach


def _make_incident(linked: LinkedCluster, copies: Copies) -> Incident:
    cluster = linked.cluster
    claims = tuple(claim for episode in cluster.episodes for claim in episode.claims)
    speaking = copies.list_speaking(claim.document_id for claim in claims)
    own = [claim for claim in claims if claim.document_id in speaking]
    sides = _choose_sides(own)
    standing = judge_status(own, sides=sides)
    return Incident(
        id=linked.id,
        claims=claims,
        members=tuple(_list_members(cluster, copies)),
        date=cluster.date,
        sub_event_type=_choose_type(own),
        sides=sides,
        sites=tuple(_unite_sites(cluster, copies)),
        casualties=reconcile_counts(
            cluster.casualties, sides=sides, superseded=_find_superseded(claims, copies)
        ),
        status=standing.status,
        claimed_by=standing.claimed_by,
        denied_by=standing.denied_by,
        confirmed_by=standing.confirmed_by,
        checked=linked.checked,
    )


def _find_superseded(claims: Sequence[Claim], copies: Copies) -> set[Casualty]:
    """Return the figures in whose place a later version of their report gives another one."""
    if not copies.versions:
        return set()
    latest: dict[tuple[object, ...], int] = {}
    told: list[tuple[tuple[object, ...], int, Casualty]] = []
    for claim in claims:
        version = copies.get(claim.document_id)
        # A mere copy gives the figures of its original, however late it comes.
        age = copies.age_of(claim.document_id) if version and version.is_update else 0
        voice = copies.voice_of(claim.document_id)
        for it in claim.casualties:
            key = (voice, it.side, it.measure, it.category, it.claimed_by_side)
            latest[key] = max(latest.get(key, 0), age)
            told.append((key, age, it))
    return {figure for key, age, figure in told if age < latest[key]}


def _list_members(cluster: Cluster, copies: Copies) -> Iterable[Membership]:
    """Give each document one reason; several episodes of one document join theirs."""
    sources = {episode.document.id: episode.document.source for episode in cluster.episodes}
    reasons: dict[str, list[str]] = {}
    bases: dict[str, DateBasis] = {}
    for member in cluster.members:
        document_id = member.episode.document.id
        reason = member.reason or describe_seed(member.episode)
        reasons.setdefault(document_id, []).append(reason)
        basis = DateBasis.LINKED if member.is_dated_by_link else member.episode.date.basis
        bases.setdefault(document_id, basis)
    for document_id, texts in reasons.items():
        version = copies.get(document_id)
        if version:
            what = "an updated version" if version.is_update else "copy"
            texts.insert(0, f"{what} of {sources.get(version.original, version.original)}")
        yield Membership(
            document_id=document_id,
            reason="; ".join(dict.fromkeys(texts)),
            date_basis=bases[document_id],
            copy_of=version.original if version else None,
        )


def _choose_sides(claims: Iterable[Claim]) -> tuple[str, ...]:
    counts = Counter({claim.document_id: claim.parties for claim in claims}.values())
    return max(counts, key=lambda pair: (len(pair), counts[pair], pair))


def _choose_type(claims: Sequence[Claim]) -> SubEventType:
    """Choose the type that most claims name; of two named as often, the wider one.

    A battle includes the shelling and the prisoners of its day. What is denied counts where nobody
    asserts anything: "no camp was attacked" makes no attack of a mine.
    """
    telling = [claim for claim in claims if claim.sub_event_type]
    telling = [claim for claim in telling if claim.stance is Stance.ASSERTS] or telling
    counts = Counter([claim.sub_event_type for claim in telling])
    told = [kind for kind in _TYPE_ORDER if kind in counts]
    return max(told, key=counts.__getitem__, default=_TYPE_ORDER[0])


def _unite_sites(cluster: Cluster, copies: Copies) -> list[Site]:
    """Unite the sites of all claims by place, the one that most documents name first.

    A unit that contains a more exact site is dropped, and so is a wider region; a main site comes
    from the documents that agree on it, not from the one that says most.
    """
    by_place: dict[str, list[ClaimSite]] = {}
    for site in cluster.sites:
        by_place.setdefault(site.place.id, []).append(site)
    order = {place_id: position for position, place_id in enumerate(by_place)}
    texts = {episode.document.id: episode.document.text for episode in cluster.episodes}
    sites = [_unite_site(named, texts, copies) for named in by_place.values()]
    exact = [site for site in sites if site.where_precision < _REGION_PRECISION]
    sites = [site for site in sites if site in exact or _is_narrower(site.place, exact)]
    # "In the Arar sector" tells more than the province that Arar is in, too.
    narrow = {SiteRole.AT, SiteRole.DIRECTION}
    inner = {s.place.admin1 for s in sites if not is_division(s.place) and s.role in narrow}
    sites = [
        site
        for site in sites
        if not (
            is_division(site.place) and site.role is SiteRole.AREA and site.place.admin1 in inner
        )
    ]
    return sorted(
        sites,
        key=lambda s: (
            -s.document_count,
            # Of two areas the narrower one tells more: an outpost beside the river it stands at.
            (s.place.radius_km or 0.0) > VAST_KM,
            s.where_precision,
            order[s.place.id],
        ),
    )


def _is_narrower(region: Place, others: Iterable[Site]) -> bool:
    """Tell whether a region says more than all others: a triangle of land, of its province."""
    radius = region.radius_km or math.inf
    return all(
        is_division(site.place) and (site.place.radius_km or 0.0) > radius for site in others
    )


def _unite_site(named: Sequence[ClaimSite], texts: Mapping[str, str], copies: Copies) -> Site:
    role = min((site.role for site in named), key=_ROLE_ORDER.index)
    chosen = min((site for site in named if site.role is role), key=lambda site: site.is_near)
    return Site(
        place=chosen.place,
        place_named=texts[chosen.span.document_id][chosen.span.start : chosen.span.end],
        role=role,
        where_precision=_where_precision(chosen),
        document_count=copies.count_voices(site.span.document_id for site in named),
        within=chosen.within,
        is_area=chosen.is_area,
        is_inferred=all(site.is_inferred for site in named),
    )


def _where_precision(site: ClaimSite) -> int:
    """Return UCDP where_prec of a site; an inferred one, or one near a place, is never exact."""
    named = judge_precision(site.place, role=site.role, within=site.within, is_area=site.is_area)
    return max(named, 2 if site.is_inferred or site.is_near else 1)


def judge_precision(
    place: Place, *, role: SiteRole, within: Place | None = None, is_area: bool = False
) -> int:
    """Return UCDP where_prec of a place that is named with an event; see `ClaimSite`."""
    if within is not None and is_area:
        return division_rank(within)
    if is_division(place):
        return division_rank(place)
    if (place.feature_code or "").startswith("RGN"):
        return _REGION_PRECISION
    if is_area:
        return 3
    return 1 if role is SiteRole.AT else 2
