"""Names that a person has given a place: the whole run reads them so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from geomap.errors import CorrectionError
from geomap.incidents.corrections.edits import add_check
from geomap.incidents.corrections.records import Action, Applied, Unfitting
from geomap.places.corrected import choose_place
from geomap.places.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.incidents.corrections.records import Correction
    from geomap.model import Document, Incident, Place, Resolution
    from geomap.places import Gazetteer


class Named(NamedTuple):
    """Incidents that say which of their places a person has named, and what became of the rows."""

    incidents: list[Incident]
    applied: list[Applied]
    unfitting: list[Unfitting]


def choose_names(corrections: Iterable[Correction], gazetteer: Gazetteer) -> dict[str, Place]:
    """Return the names that corrections give, with their places; those that fit no place left out.

    For `geomap.places.corrected.add_names`, before the reports are read.
    """
    names = {}
    for correction in corrections:
        if correction.action is Action.NAME:
            try:
                names[correction.field] = _choose(correction, gazetteer)
            except CorrectionError:
                # `check_names` says so, together with all else that fits no more.
                continue
    return names


def check_names(
    incidents: Sequence[Incident],
    corrections: Iterable[Correction],
    *,
    gazetteer: Gazetteer,
    resolutions: Mapping[str, Sequence[Resolution]],
    documents: Mapping[str, Document],
) -> Named:
    """Tell which names the reports were read by, and mark the incidents that lie there.

    Parameters
    ----------
    incidents
        None is changed.
    corrections
        Of all actions; only those of names count.
    gazetteer
        With the names.
    resolutions
        Document id to its resolved toponyms.
    documents
        Document id to document.
    """
    marked = list(incidents)
    applied, unfitting = [], []
    for correction in corrections:
        if correction.action is not Action.NAME:
            continue
        try:
            place = _choose(correction, gazetteer)
            _require_named(correction.field, place, resolutions)
        except CorrectionError as error:
            unfitting.append(Unfitting(correction=correction, because=str(error)))
            continue
        ids = {it.id for it in marked if _tells_of(it, correction.field, place, documents)}
        marked = [add_check(it, "place", correction, None) if it.id in ids else it for it in marked]
        found = tuple(it.id for it in marked if it.id in ids)
        applied.append(Applied(correction=correction, incidents=found, fits_by="name"))
    return Named(marked, applied, unfitting)


def _choose(correction: Correction, gazetteer: Gazetteer) -> Place:
    lon, lat = correction.lon, correction.lat
    point = None if lon is None or lat is None else (lon, lat)
    place = choose_place(correction.value or correction.field, gazetteer, point=point)
    return msgspec.structs.replace(place, names=())


def _require_named(
    name: str, place: Place, resolutions: Mapping[str, Sequence[Resolution]]
) -> None:
    words = fold_name(name)
    meant = [
        resolution.place
        for found in resolutions.values()
        for resolution in found
        if fold_name(resolution.mention.text) == words
    ]
    if any(it is not None and it.id == place.id for it in meant):
        return
    others = sorted({f"{it.name} ({it.id})" for it in meant if it})
    msg = f"no report names {name!r} as a place"
    if others:
        msg = f"the reports' {name!r} is taken for {', '.join(others)}, not for {place.id}"
    raise CorrectionError(msg)


def _tells_of(
    incident: Incident, name: str, place: Place, documents: Mapping[str, Document]
) -> bool:
    """Tell whether an incident lies at a place that its reports call by a name."""
    if all(site.place.id != place.id for site in incident.sites):
        return False
    spans = (
        named.span
        for claim in incident.claims
        for named in (*claim.sites, *claim.setting)
        if named.place.id == place.id
    )
    words = fold_name(name)
    return any(
        fold_name(documents[it.document_id].text[it.start : it.end]) == words for it in spans
    )
