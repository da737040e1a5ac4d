"""`Resolution` to what ``geomap toponyms`` writes: a flat record for each name with its point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.model import MentionKind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Candidate, Resolution


class ToponymOptions(Record):
    """Which names are given, and what beside the place that each was taken for."""

    demonyms: bool = False
    """Also adjectives and peoples: "Armenian forces"."""
    embedded: bool = False
    """Also names that are part of other names: "Kalbajar Hydro Company"."""
    unresolved: bool = False
    """Also names without a place, and places without a point."""
    candidates: bool = False
    """With the places that the name could mean, and their scores."""

    @property
    def kinds(self) -> frozenset[MentionKind]:
        """The kinds of names that are given."""
        kinds = {MentionKind.PLACE}
        if self.demonyms:
            kinds.add(MentionKind.DEMONYM)
        if self.embedded:
            kinds.add(MentionKind.EMBEDDED)
        return frozenset(kinds)


class ToponymCandidate(Record):
    """A place that a name could mean; degrees, WGS 84."""

    id: str
    name: str
    country: str | None
    feature_code: str | None
    lat: float | None
    lon: float | None
    score: float
    """Higher is better; comparable within one name only."""


class Toponym(Record):
    """A name in a text and the place it was taken for; ``None`` where none is known.

    Half-open ``[start, end)`` in characters (code points) of the text; degrees, WGS 84.
    """

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    id: str | None
    name: str | None
    country: str | None
    """ISO 3166-1 alpha-3; two joined by "|" for a feature on the border."""
    feature_code: str | None
    reason: str
    kind: MentionKind | msgspec.UnsetType = msgspec.UNSET
    """Only where kinds beside places are asked for."""
    candidates: tuple[ToponymCandidate, ...] | msgspec.UnsetType = msgspec.UNSET
    """The best first, only where they are asked for."""


def select_resolutions(
    resolutions: Iterable[Resolution], *, options: ToponymOptions
) -> list[Resolution]:
    """Return the resolutions that are asked for, in the order of the text."""
    return [
        resolution
        for resolution in resolutions
        if resolution.mention.kind in options.kinds
        and (options.unresolved or _has_point(resolution))
    ]


def make_toponyms(
    resolutions: Iterable[Resolution], *, options: ToponymOptions
) -> tuple[Toponym, ...]:
    """Return a record for each resolution that is asked for, in the order of the text."""
    return tuple(
        _make_toponym(resolution, options)
        for resolution in select_resolutions(resolutions, options=options)
    )


def _has_point(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.lon is not None


def _make_toponym(resolution: Resolution, options: ToponymOptions) -> Toponym:
    mention, place = resolution.mention, resolution.place
    tells_kinds = options.kinds != {MentionKind.PLACE}
    return Toponym(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        id=place.id if place else None,
        name=place.name if place else None,
        country=place.country if place else None,
        feature_code=place.feature_code if place else None,
        reason=resolution.reason,
        kind=mention.kind if tells_kinds else msgspec.UNSET,
        candidates=tuple(map(_make_candidate, resolution.candidates))
        if options.candidates
        else msgspec.UNSET,
    )


def _make_candidate(candidate: Candidate) -> ToponymCandidate:
    place = candidate.place
    return ToponymCandidate(
        id=place.id,
        name=place.name,
        country=place.country,
        feature_code=place.feature_code,
        lat=place.lat,
        lon=place.lon,
        score=candidate.score,
    )
