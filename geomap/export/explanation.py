"""One report with all that was understood in it, sentence by sentence, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.claims.structure import iter_sentences
from geomap.export.summary import name_event, summarise
from geomap.model import MentionKind
from geomap.yearless import write_edtf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.model import Casualty, Claim, ClaimSite, Document, Incident, Resolution


def explain_document(
    document: Document,
    *,
    resolutions: Sequence[Resolution],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Return what was understood of a report: its sentences with their claims, places, incidents.

    Parameters
    ----------
    document
        The report.
    resolutions, claims
        Its own.
    incidents
        Those that it tells of.
    names
        ISO alpha-3 to English name.

    Returns
    -------
    dict
        Values that JSON holds. Positions are half-open ranges of characters of the text.
    """
    incident_of = {claim.id: incident.id for incident in incidents for claim in incident.claims}
    parties = claims[0].parties if claims else ()
    return {
        "source": document.source,
        "language": document.language,
        "published": document.published and document.published.isoformat(),
        "parties": [names.get(code, code) for code in parties],
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "text": " ".join(sentence.text.split()),
                "claims": [
                    _explain_claim(claim, incident_of.get(claim.id), names)
                    for claim in claims
                    if _is_from(claim, sentence.start, sentence.end)
                ],
            }
            for sentence in iter_sentences(document)
        ],
        "places": _list_places(resolutions),
        "incidents": [
            {
                "id": incident.id,
                "summary": summarise(incident, names),
                "reasons": [m.reason for m in incident.members if m.document_id == document.id],
            }
            for incident in incidents
        ],
    }


def _is_from(claim: Claim, start: int, end: int) -> bool:
    return bool(claim.evidence) and start <= claim.evidence[0].span.start < end


def _explain_claim(claim: Claim, incident: str | None, names: Mapping[str, str]) -> dict[str, Any]:
    date = claim.date if claim.date.is_known or claim.date.yearless else claim.setting_date
    return {
        "event": name_event(claim.sub_event_type) if claim.sub_event_type else None,
        "stance": claim.stance.value,
        "date_start": date and date.start and date.start.isoformat(),
        "date_end": date and date.end and date.end.isoformat(),
        "date_edtf": date and write_edtf(date),
        "date_basis": date.basis.value if date else claim.date.basis.value,
        "said_on": claim.said_on and claim.said_on.isoformat(),
        "places": [_explain_site(site) for site in claim.sites or claim.setting],
        "losses": [_explain_loss(figure, names) for figure in claim.casualties],
        "speaker": claim.speaker.name if claim.speaker else None,
        "opens_event": claim.opens_event,
        "incident": incident,
    }


def _explain_site(site: ClaimSite) -> dict[str, Any]:
    return {
        "name": site.place.name,
        "country": site.place.country,
        "role": site.role.value,
        "basis": "inferred" if site.is_inferred else "named",
    }


def _explain_loss(figure: Casualty, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "measure": figure.measure.value,
        "side": names.get(figure.side, figure.side) if figure.side else None,
        "category": figure.category.value,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "scope": figure.scope.value,
    }


def _list_places(resolutions: Sequence[Resolution]) -> list[dict[str, Any]]:
    """List the names that mean a place, or that nobody knows, each once with its reason."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for resolution in resolutions:
        mention, place = resolution.mention, resolution.place
        if mention.kind is MentionKind.PLACE:
            key = mention.text, place.id if place else None
            entry = found.setdefault(
                key,
                {
                    "text": mention.text,
                    "name": place.name if place else None,
                    "country": place.country if place else None,
                    "feature_code": place.feature_code if place else None,
                    "reason": resolution.reason,
                    "count": 0,
                },
            )
            entry["count"] += 1
    return list(found.values())
