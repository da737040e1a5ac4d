"""Corrections of the fields of incidents, one by one; each touches what it names and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from geomap.errors import CorrectionError
from geomap.incidents.assemble import judge_precision
from geomap.incidents.corrections.counting import find_count, set_count
from geomap.incidents.corrections.fitting import Fitting
from geomap.incidents.corrections.records import Action, Applied, Unfitting
from geomap.incidents.corrections.values import (
    COUNT_FIELDS,
    OPEN,
    TYPE_FIELD,
    read_change,
    read_count,
    read_days,
)
from geomap.incidents.sentences import list_sentence_keys
from geomap.model import Check, DateInterval, Incident, Place, Site, SiteRole, Status
from geomap.places.corrected import put_at
from geomap.places.features import is_division
from geomap.places.fold import fold_name
from geomap.yearless import write_edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.incidents.corrections.records import Correction
    from geomap.model import Document


class PlaceFinder(Protocol):
    """Finds the place that a correction means; raises `CorrectionError` where it is not clear."""

    def __call__(
        self, text: str, point: tuple[float, float] | None, countries: Iterable[str]
    ) -> Place:
        """Return the place of a name or an id, at a point (lon, lat) if one is given."""


class Edited(NamedTuple):
    """Incidents as corrected, and what became of the corrections."""

    incidents: list[Incident]
    applied: list[Applied]
    unfitting: list[Unfitting]


def edit_incidents(  # noqa: PLR0913 - what a correction may need, each by its name
    incidents: Sequence[Incident],
    corrections: Iterable[Correction],
    *,
    documents: Mapping[str, Document],
    find_place: PlaceFinder,
    attach: Callable[[Incident], Incident],
    gone: Mapping[str, str],
) -> Edited:
    """Apply the corrections of fields to incidents that are on their borders.

    Parameters
    ----------
    incidents
        None is changed.
    corrections
        Of all actions; those that regroup reports and those of names are left aside.
    documents
        Document id to document.
    find_place
        For what is moved.
    attach
        Puts an incident on its border anew.
    gone
        Ids that were put away before, and how.
    """
    by_id = {incident.id: incident for incident in incidents}

    def list_sentences(identity: str) -> list[str]:
        return list_sentence_keys(by_id[identity].claims, documents)

    fitting = Fitting(by_id, list_sentences=list_sentences, gone=gone)
    applied, unfitting = [], []
    for correction in corrections:
        edit = _EDITS.get(correction.action)
        if edit is None:
            continue
        everywhere = correction.action is Action.RENAME and not correction.id
        fit = None if everywhere else fitting.find([correction.id], correction.sources)
        try:
            if fit and not fit.ids:
                raise CorrectionError(fit.because)  # noqa: TRY301 - one way out for all that does not fit
            ids = fit.ids if fit else _find_named(by_id.values(), correction.field)
            edited = {it: edit(by_id[it], correction, find_place) for it in ids}
        except CorrectionError as error:
            unfitting.append(Unfitting(correction=correction, because=str(error)))
            continue
        for it, incident in edited.items():
            moved = incident.sites != by_id[it].sites
            by_id[it] = attach(incident) if moved else incident
        by = fit.by if fit else "name"
        applied.append(Applied(correction=correction, incidents=tuple(ids), fits_by=by))
    return Edited([by_id[incident.id] for incident in incidents], applied, unfitting)


def add_check(incident: Incident, field: str, correction: Correction, was: str | None) -> Incident:
    """Return an incident that says what was corrected of it."""
    check = Check(field=field, author=correction.author, reason=correction.reason, was=was)
    return msgspec.structs.replace(incident, checked=(*incident.checked, check))


def _change(incident: Incident, correction: Correction, _: PlaceFinder) -> Incident:
    field = correction.field
    if field in COUNT_FIELDS:
        count, number = COUNT_FIELDS[field], read_count(field, correction.value)
        known = find_count(incident, count)
        counts = set_count(incident, count, number, author=correction.author)
        edited = msgspec.structs.replace(incident, casualties=counts)
        return add_check(edited, field, correction, None if known is None else str(known))
    value = read_change(field, correction.value)
    if value is Status.CONFIRMED_BY_BOTH and len(incident.sides) < 2:  # noqa: PLR2004 - both
        msg = f"{incident.id} has one party alone, so that not both can confirm it"
        raise CorrectionError(msg)
    was = incident.sub_event_type if field == TYPE_FIELD else incident.status
    edited = msgspec.structs.replace(incident, **{field: value})
    return add_check(edited, field, correction, was.value)


def _date(incident: Incident, correction: Correction, _: PlaceFinder) -> Incident:
    edited = msgspec.structs.replace(incident, date=read_days(correction.value))
    return add_check(edited, "date", correction, _say_days(incident.date))


def _say_days(date: DateInterval) -> str | None:
    if not date.is_known:
        return write_edtf(date)
    if date.start == date.end:
        return str(date.start)
    return f"{date.start or OPEN}/{date.end or OPEN}"


def _move(incident: Incident, correction: Correction, find_place: PlaceFinder) -> Incident:
    main = incident.sites[0] if incident.sites else None
    lon, lat = correction.lon, correction.lat
    point = None if lon is None or lat is None else (lon, lat)
    if correction.value:
        place = find_place(correction.value, point, incident.sides)
    elif main and point:
        # The same place, whose point the gazetteer has wrong, or a spot in it.
        place = put_at(main.place, point)
    else:
        msg = f"{incident.id} has no place yet: give the point a name, as the value"
        raise CorrectionError(msg)
    others = [site for site in incident.sites[1:] if site.place.id != place.id]
    sites = (_make_site(place, main), *others)
    edited = msgspec.structs.replace(incident, sites=sites)
    return add_check(edited, "place", correction, _say_place(main.place) if main else None)


def _make_site(place: Place, main: Site | None) -> Site:
    code = place.feature_code or ""
    role = SiteRole.AREA if is_division(place) or code.startswith("RGN") else SiteRole.AT
    return Site(
        place=place,
        place_named=main.place_named if main else place.name,
        role=role,
        where_precision=judge_precision(place, role=role),
        document_count=main.document_count if main else 0,
        is_corrected=True,
    )


def _say_place(place: Place) -> str:
    if place.lon is None or place.lat is None:
        return place.name
    return f"{place.name} ({place.lon:.5f}, {place.lat:.5f})"


def _rename(incident: Incident, correction: Correction, _: PlaceFinder) -> Incident:
    named = [site.place.name for site in incident.sites if _is_named(site.place, correction.field)]
    if not named:
        msg = f"{incident.id} has no place {correction.field}"
        raise CorrectionError(msg)
    sites = tuple(
        msgspec.structs.replace(
            site, place=msgspec.structs.replace(site.place, name=correction.value)
        )
        if _is_named(site.place, correction.field)
        else site
        for site in incident.sites
    )
    edited = msgspec.structs.replace(incident, sites=sites)
    return add_check(edited, "place", correction, named[0])


def _find_named(incidents: Iterable[Incident], name: str) -> list[str]:
    """Return the ids of the incidents with a place of this name or id."""
    found = [it.id for it in incidents if any(_is_named(site.place, name) for site in it.sites)]
    if not found:
        msg = f"no incident has a place {name}"
        raise CorrectionError(msg)
    return found


def _is_named(place: Place, name: str) -> bool:
    return place.id == name or fold_name(place.name) == fold_name(name)


_EDITS = {
    Action.CHANGE: _change,
    Action.DATE: _date,
    Action.MOVE: _move,
    Action.RENAME: _rename,
}
