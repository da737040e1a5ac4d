"""Choosing what each name means: bearers scored by how the report speaks of the world."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from geomap.model import Candidate, Document, Mention, Place, Resolution
from geomap.places.bearers import bearer_of
from geomap.places.context import PLACED, Context, Name, read_context, read_names
from geomap.places.kinds import DEMONYM, EMBEDDED, PERSON, PLACE
from geomap.places.outlook import Outlook, Ranking, explain_best
from geomap.places.recase import recase
from geomap.places.recognise import find_names
from geomap.places.respelt import RESPELT, find_respelt
from geomap.places.suggest import suggest_names
from geomap.places.unknown import find_unknown_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.places.gazetteer import Gazetteer
    from geomap.places.online.records import OnlineAnswer, OnlineReport

_PARTS: Final = frozenset({EMBEDDED, PERSON})
_MAX_CANDIDATES: Final = 5
_BESIDE: Final = 300
"""Characters within which a country is named beside a place."""
_MOST_PLACES: Final = 8_000
"""Places of a country up to which a name is compared with all of theirs for a hint."""


class NameService(Protocol):
    """What can be asked for names that the gazetteer lacks: `geomap.places.online`."""

    def locate(self, name: str, *, countries: Iterable[str] = ()) -> OnlineAnswer:
        """Look a name up in some countries, ISO alpha-3."""

    def report(self) -> OnlineReport:
        """Return what all look-ups so far came to."""


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

    Notes
    -----
    A text all in capitals is read as `recase` gives it; mentions have the letters of the original.
    """
    prose = recase(document, gazetteer)
    if prose is not document:
        return [
            _as_written(it, document) for it in resolve_document(prose, gazetteer, online=online)
        ]
    found = find_names(document, gazetteer)
    names = read_names(document.text, found, gazetteer)
    home = find_home(document.home, gazetteer) if document.home else None
    context = read_context(names, gazetteer, home=bearer_of(home) if home else None)
    resolutions = _with_one_sense(_resolve_names(names, context), names)
    # A part of another name says nothing of the whole: "Mill" of "the village of Old Mill".
    known = [it.mention for it in names if it.mention.kind not in _PARTS]
    unknown = find_unknown_names(document, known, gazetteer)
    if not unknown:
        # Names are found from left to right, and their resolutions are in the order of the text.
        return resolutions
    for mention in unknown:
        respelt = _resolve_respelt(mention, resolutions, context)
        resolutions.append(respelt or _resolve_unknown(mention, context, gazetteer, online))
    return sorted(resolutions, key=lambda resolution: resolution.mention.start)


def _as_written(resolution: Resolution, document: Document) -> Resolution:
    mention = resolution.mention
    text = document.text[mention.start : mention.end]
    return msgspec.structs.replace(resolution, mention=msgspec.structs.replace(mention, text=text))


@lru_cache(maxsize=1_000)
def find_home(home: str, gazetteer: Gazetteer) -> Place | None:
    """Return the place of a publisher's home, "Paris, Texas"; ``None`` when nobody knows it."""
    text = f"In {home}."
    found = resolve_document(Document(id="home", source="home", text=text), gazetteer)
    return next((it.place for it in found if it.place and it.place.lon is not None), None)


def _with_one_sense(resolutions: Sequence[Resolution], names: Sequence[Name]) -> list[Resolution]:
    """Give a bare name the sense in which the report says it once: "Aghdam village ... Aghdam"."""
    senses: dict[tuple[str, ...], Place] = {}
    for resolution, name in zip(resolutions, names, strict=True):
        if name.mention.kind is PLACE and resolution.place and name.is_told:
            senses.setdefault(name.words, resolution.place)
    if not senses:
        return list(resolutions)
    return [
        Resolution(
            mention=name.mention,
            place=senses[name.words],
            reason="the sense in which the report uses the name elsewhere",
            candidates=resolution.candidates,
        )
        if name.mention.kind is PLACE
        and not name.is_told
        and senses.get(name.words, resolution.place) != resolution.place
        else resolution
        for resolution, name in zip(resolutions, names, strict=True)
    ]


def _resolve_names(names: Sequence[Name], context: Context) -> list[Resolution]:
    # A name that stands again in the same surroundings means the same again.
    surroundings = [name.surroundings for name in names]
    distinct = dict(zip(surroundings, names, strict=True))
    known = {
        key: _resolve_alone(name, context.gazetteer)
        for key, name in distinct.items()
        if not _is_open(name)
    }
    still_open = {key: name for key, name in distinct.items() if key not in known}
    if still_open:
        outlook = Outlook(context, list(still_open.values()))
        for key, ranking in zip(still_open, outlook.rank(), strict=True):
            known[key] = _choose(ranking, context)
    return [
        it
        if (it := known[key]).mention is name.mention
        else msgspec.structs.replace(it, mention=name.mention)
        for key, name in zip(surroundings, names, strict=True)
    ]


def _is_open(name: Name) -> bool:
    """Tell whether a name may mean one of several places."""
    return name.mention.kind in PLACED and len(name.bearers) > 1


def _resolve_alone(name: Name, gazetteer: Gazetteer) -> Resolution:
    """Return what a name means that has but one meaning, or none."""
    if name.mention.kind is PERSON:
        return Resolution(mention=name.mention, place=None, reason="the name of a person")
    place = gazetteer.place(name.bearers[0].id)
    if name.mention.kind is DEMONYM:
        reason = f"people or adjective of {place.name}"
        return Resolution(mention=name.mention, place=place, reason=reason)
    return Resolution(
        mention=name.mention,
        place=place,
        reason="the only place of this name in the gazetteer",
        # A score compares the bearers of one name: the only one has nothing to compare with.
        candidates=(Candidate(place=place, score=0.0),),
    )


def _choose(ranking: Ranking, context: Context) -> Resolution:
    """Return the bearer of a name that most speaks for."""
    place_of = context.gazetteer.place
    candidates = tuple(
        Candidate(place=place_of(bearer.id), score=round(score, 2))
        for score, bearer in ranking.bearers[:_MAX_CANDIDATES]
    )
    return Resolution(
        mention=ranking.name.mention,
        place=candidates[0].place,
        reason=_explain(ranking, candidates[1].place, context),
        candidates=candidates,
    )


def _explain(ranking: Ranking, over: Place, context: Context) -> str:
    name, (_, best) = ranking.name, ranking.bearers[0]
    place_of = context.gazetteer.place
    reasons = []
    if best.is_country:
        reasons.append("the country")
    if name.container and name.is_within_container(best):
        reasons.append(f"in {place_of(name.container[0].id).name}, which the report adds")
    if name.heads:
        reasons.append(f"called {', '.join(sorted(name.heads))} in the report")
    elif best.is_division:
        reasons.append("taken for the division, as the report does not say that it means the town")
    if name.gloss:
        reasons.append(f"the report adds {place_of(name.gloss.id).name} in brackets")
    reasons += explain_best(ranking, context)
    return (
        f"{'; '.join(reasons) or 'best known of this name'}; preferred to {over.name} "
        f"({over.country})"
    )


def _resolve_respelt(
    mention: Mention, resolutions: Sequence[Resolution], context: Context
) -> Resolution | None:
    """Look a name that nobody bears up in other spellings.

    In the two countries that the text names most, and in those named near it.
    """
    near = {
        code
        for it in resolutions
        if it.place
        and it.place.feature_code
        and it.place.feature_code.startswith("PCL")
        and abs(it.mention.start - mention.start) <= _BESIDE
        for code in it.place.countries
    }
    place = find_respelt(mention.text, context.gazetteer, countries={*context.focus, *near})
    if place is None:
        return None
    return Resolution(
        mention=mention,
        place=place,
        reason=(
            f"{RESPELT}; taken for {place.name}, the only place whose name is spelt nearly so in "
            "the countries that the report speaks of"
        ),
        candidates=(Candidate(place=place, score=0.0),),
    )


def _resolve_unknown(
    mention: Mention, context: Context, gazetteer: Gazetteer, online: NameService | None
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


def _explain_unknown(mention: Mention, context: Context, gazetteer: Gazetteer) -> str:
    # Only in the countries that the report speaks of: the world has a like name for every word.
    if not context.focus:
        return "not in the gazetteer"
    likely = [code for code in context.focus if gazetteer.count_places(code) < _MOST_PLACES]
    near = _find_like(mention.text, gazetteer, tuple(likely)) if likely else None
    hint = f"; did the report mean {near}?" if near else ""
    return f"not in the gazetteer{hint}"


@lru_cache(maxsize=4_096)
def _find_like(name: str, gazetteer: Gazetteer, countries: tuple[str, ...]) -> str | None:
    # The reports of a corpus have the same names, and to compare one with all of a country is dear.
    near = suggest_names(name, gazetteer, countries=countries, limit=1)
    return near[0][0] if near else None
