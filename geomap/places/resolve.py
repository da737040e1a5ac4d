"""Choosing what each name means: candidates scored by how the report speaks of the world."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from geopy.distance import great_circle

from geomap.model import Candidate, Document, Mention, MentionKind, Place, Record, Resolution
from geomap.places.features import is_country, is_division, is_town
from geomap.places.fold import fold_name
from geomap.places.prominence import measure_prominence
from geomap.places.recognise import (
    find_bearers,
    find_mentions,
    find_unknown_names,
    is_prominent,
    iter_heads,
)
from geomap.places.suggest import suggest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.places.gazetteer import Gazetteer
    from geomap.places.online.records import OnlineAnswer, OnlineReport

DIVISION_HEADS: Final = frozenset(
    "district districts rayon rayons region regions province provinces county oblast marz "
    "direction directions section sections sector sectors".split()
)
TOWN_HEADS: Final = frozenset("city town village villages settlement settlements community".split())
_MAX_CANDIDATES: Final = 5
_FAR_KM: Final = 150.0
_FAR_FROM_BORDER_KM: Final = 60.0
_ONE_PLACE_KM: Final = 60.0
"""Places of one name and country nearer than this are one for the context: a town and its unit."""


class _Context(Record):
    """What a whole report says about where it speaks of."""

    focus: tuple[str, ...]
    """ISO alpha-3 of the two countries named most, the most named first."""
    anchors: tuple[Place, ...]
    """Places whose names mean only one thing."""


def resolve_toponyms(
    documents: Iterable[Document], *, gazetteer: Gazetteer
) -> dict[str, list[Resolution]]:
    """Find the toponyms of each document and choose what each means.

    Returns
    -------
    dict
        Document id to its resolutions in the order of the text; a resolution without a place says
        why, and a demonym is resolved to its country.
    """
    return {document.id: resolve_document(document, gazetteer) for document in documents}


class NameService(Protocol):
    """What can be asked for names that the gazetteer lacks: `geomap.places.online`."""

    def locate(self, name: str, *, countries: Iterable[str] = ()) -> OnlineAnswer:
        """Look a name up in some countries, ISO alpha-3."""

    def report(self) -> OnlineReport:
        """Return what all look-ups so far came to."""


def resolve_document(
    document: Document, gazetteer: Gazetteer, *, online: NameService | None = None
) -> list[Resolution]:
    """Resolve the toponyms of one document.

    Parameters
    ----------
    document
        The report.
    gazetteer
        The places that are known.
    online
        Asked for names that stand where a place's does and that the gazetteer lacks; only in the
        countries that the report speaks of, so that no namesake elsewhere is taken for it.
    """
    mentions = find_mentions(document, gazetteer)
    unknown = find_unknown_names(document, mentions, gazetteer)
    context = _read_context(mentions, gazetteer)
    resolutions = _with_one_sense(
        [_resolve(mention, document.text, context, gazetteer) for mention in mentions],
        document.text,
    )
    resolutions += [_resolve_unknown(it, context, gazetteer, online) for it in unknown]
    return sorted(resolutions, key=lambda resolution: resolution.mention.start)


def _with_one_sense(resolutions: Sequence[Resolution], text: str) -> list[Resolution]:
    """Give a bare name the sense in which the report introduced it: "Aghdam village ... Aghdam"."""
    senses: dict[tuple[str, ...], Place] = {}
    settled = []
    for resolution in resolutions:
        mention, words = resolution.mention, fold_name(resolution.mention.text)
        heads = frozenset(iter_heads(text, mention.start, mention.end))
        is_bare = not heads & (DIVISION_HEADS | TOWN_HEADS)
        known = senses.get(words)
        if mention.kind is MentionKind.PLACE and resolution.place and not is_bare:
            senses.setdefault(words, resolution.place)
        elif is_bare and known and known != resolution.place and resolution.candidates:
            resolution = Resolution(  # noqa: PLW2901 - the same mention, understood better
                mention=mention,
                place=known,
                reason="the sense in which the report uses the name before",
                candidates=resolution.candidates,
            )
        settled.append(resolution)
    return settled


def _read_context(mentions: Sequence[Mention], gazetteer: Gazetteer) -> _Context:
    counts: Counter[str] = Counter()
    bearers: list[tuple[Place, ...]] = []
    for mention in mentions:
        if mention.kind is MentionKind.DEMONYM:
            counts[gazetteer.demonym_country(fold_name(mention.text)) or ""] += 1
            continue
        candidates = find_bearers(mention.text, gazetteer)
        if any(is_country(place) for place in candidates):
            counts.update(p.country for p in candidates if is_country(p) and p.country)
        else:
            bearers.append(candidates)
    named = set(counts)
    anchors: dict[str, Place] = {}
    for candidates in bearers:
        likely = _find_likely(candidates, named)
        if len({place.country for place in likely}) == 1 and _within_km(likely) < _ONE_PLACE_KM:
            counts.update(likely[0].countries)
            if likely[0].id not in gazetteer.capitals:
                anchors[likely[0].id] = likely[0]
    return _Context(
        focus=tuple(code for code, _ in counts.most_common(2) if code),
        anchors=tuple(anchors.values()),
    )


def _find_likely(candidates: Sequence[Place], countries: set[str]) -> Sequence[Place]:
    """Return the bearers of a name in the countries that are named, else the well-known ones."""
    there = [place for place in candidates if place.countries & countries]
    return there or [place for place in candidates if is_prominent(place)] or candidates


def _resolve(mention: Mention, text: str, context: _Context, gazetteer: Gazetteer) -> Resolution:
    words = fold_name(mention.text)
    if mention.kind is MentionKind.DEMONYM:
        code = gazetteer.demonym_country(words) or ""
        country = gazetteer.countries.get(code)
        return Resolution(
            mention=mention,
            place=country.place if country else None,
            reason=f"people or adjective of {gazetteer.country_name(code)}",
        )
    heads = frozenset(iter_heads(text, mention.start, mention.end))
    gloss = _find_gloss(text, mention.end, gazetteer)
    scored = sorted(
        (
            (_score(place, heads, gloss, context, gazetteer), place)
            for place in find_bearers(mention.text, gazetteer)
        ),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    candidates = tuple(Candidate(place=p, score=round(s, 2)) for s, p in scored[:_MAX_CANDIDATES])
    return Resolution(
        mention=mention,
        place=candidates[0].place,
        reason=_explain(candidates, heads, gloss, context),
        candidates=candidates,
    )


def _score(
    place: Place,
    heads: frozenset[str],
    gloss: Place | None,
    context: _Context,
    gazetteer: Gazetteer,
) -> float:
    score = measure_prominence(place)
    if is_division(place):
        # A bare name shared by a district and its town is taken for the district: the wider reading
        # is never false, and its uncertainty says so.
        score += 1.0 + 4.0 * bool(heads & DIVISION_HEADS) - 6.0 * bool(heads & TOWN_HEADS)
    elif heads & TOWN_HEADS and is_town(place):
        score += 1.5
    if place.countries & set(context.focus):
        score += 3.0
    if gloss and place.admin1 and place.admin1 == gloss.admin1:
        score += 3.0
    score -= 3.0 * min(_distance_to_context_km(place, context, gazetteer), _FAR_KM) / _FAR_KM
    return score


def _distance_to_context_km(place: Place, context: _Context, gazetteer: Gazetteer) -> float:
    """Distance to the nearest place of one meaning that the report names besides this one.

    Where it names none, the distance to the nearest known place of the other country of the two
    it speaks of: a report on their border means the homonym near the border.
    """
    others = [anchor for anchor in context.anchors if anchor.name != place.name]
    if not others and len(context.focus) > 1 and place.country in context.focus:
        other = context.focus[1 - context.focus.index(place.country)]
        if place.lon is None or place.lat is None:
            return 0.0
        away_km = gazetteer.distance_to_country_km(place.lon, place.lat, other) or 0.0
        return away_km * _FAR_KM / _FAR_FROM_BORDER_KM
    distances = [d for d in (distance_km(place, other) for other in others) if d is not None]
    return min(distances, default=0.0)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance of two places in km, ``None`` when one has no coordinates."""
    if a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return None
    return _great_circle_km(a.lon, a.lat, b.lon, b.lat)


@lru_cache(maxsize=100_000)
def _great_circle_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Measure a pair of points once: the reports of a corpus name the same places many times."""
    return float(great_circle((lat_a, lon_a), (lat_b, lon_b)).km)


def _within_km(places: Sequence[Place]) -> float:
    distances = [distance_km(places[0], place) for place in places]
    return max((d for d in distances if d is not None), default=0.0)


def _find_gloss(text: str, end: int, gazetteer: Gazetteer) -> Place | None:
    """Return the unit in brackets behind a name: "Basarkechar [Gegharkunik]"."""
    rest = text[end : end + 48].lstrip(" \u00a0")
    closing = {"[": "]", "(": ")"}.get(rest[:1])
    if closing is None or closing not in rest:
        return None
    found = find_bearers(rest[1 : rest.index(closing)], gazetteer)
    return next(iter(sorted(found, key=lambda place: not is_division(place))), None)


def _explain(
    candidates: Sequence[Candidate],
    heads: frozenset[str],
    gloss: Place | None,
    context: _Context,
) -> str:
    best = candidates[0].place
    if len(candidates) == 1:
        return "the only place of this name in the gazetteer"
    reasons = []
    if is_country(best):
        reasons.append("the country")
    if heads:
        reasons.append(f"called {', '.join(sorted(heads))} in the report")
    elif is_division(best):
        reasons.append("taken for the division, as the report does not say that it means the town")
    if gloss:
        reasons.append(f"the report adds {gloss.name} in brackets")
    if best.countries & set(context.focus):
        reasons.append("in a country that the report speaks of")
    if context.anchors:
        reasons.append("near the other places of the report")
    over = candidates[1].place
    return (
        f"{'; '.join(reasons) or 'largest of this name'}; preferred to {over.name} ({over.country})"
    )


def _resolve_unknown(
    mention: Mention, context: _Context, gazetteer: Gazetteer, online: NameService | None
) -> Resolution:
    """Ask online for a name that nobody knows, or say that nobody does."""
    reason = _explain_unknown(mention, context, gazetteer)
    if online is None or not context.focus:
        return Resolution(mention=mention, place=None, reason=reason)
    answer = online.locate(mention.text, countries=context.focus)
    bearers = answer.places[: answer.exact_count]
    if not bearers:
        asked = answer.message or "the service does not know it"
        return Resolution(
            mention=mention, place=None, reason=f"{reason}; {answer.provider}: {asked}"
        )
    return Resolution(
        mention=mention,
        place=bearers[0],
        reason=(
            f"not in the gazetteer; found online by {answer.provider} at {answer.host}, "
            f"{answer.licence}"
        ),
        candidates=tuple(Candidate(place=place, score=0.0) for place in bearers[:_MAX_CANDIDATES]),
    )


def _explain_unknown(mention: Mention, context: _Context, gazetteer: Gazetteer) -> str:
    # Only in the countries that the report speaks of: the world has a like name for every word.
    if not context.focus:
        return "not in the gazetteer"
    near = suggest_names(mention.text, gazetteer, countries=context.focus, limit=1)
    hint = f"; did the report mean {near[0][0]}?" if near else ""
    return f"not in the gazetteer{hint}"
