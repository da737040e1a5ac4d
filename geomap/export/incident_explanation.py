"""One incident with all that it rests on, from the words of the reports on, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.model import DateBasis
from geomap.yearless import write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.model import Claim, DateInterval, Document, Incident, Place, Resolution, Site, Span

_UNDATED: Final = (DateBasis.LINKED, DateBasis.NONE)
_BORDER_FIELDS: Final = (
    "border",
    "border_section",
    "border_km",
    "border_offset_km",
    "border_method",
    "border_side",
    "uncertainty_km",
    "not_attached_because",
)


def explain_incident(  # noqa: PLR0913 - what an incident rests on has this many parts
    incident: Incident,
    *,
    properties: Mapping[str, Any],
    sites: Iterable[Mapping[str, Any]],
    documents: Mapping[str, Document],
    resolutions: Mapping[str, Sequence[Resolution]],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Return everything that an incident was inferred from.

    Parameters
    ----------
    incident
        The incident.
    properties
        Those of its feature.
    sites
        The properties of the features of its sites, in their order.
    documents
        Document id to document.
    resolutions
        Document id to its resolved toponyms.
    names
        ISO alpha-3 to English name.

    Returns
    -------
    dict
        Values that JSON holds. ``start`` and ``end`` are half-open ranges of characters of the
        text of a report.
    """
    return {
        "id": incident.id,
        "summary": properties["summary"],
        "event_type": properties["event_type"],
        "sub_event_type": properties["sub_event_type"],
        "sides": [names.get(code, code) for code in incident.sides],
        "status": {
            "value": properties["status"],
            "claimed_by": properties["claimed_by"],
            "denied_by": properties["denied_by"],
            "confirmed_by": properties["confirmed_by"],
        },
        "date": {
            "start": properties["date_start"],
            "end": properties["date_end"],
            "precision": properties["date_precision"],
            "basis": properties["date_basis"],
            "edtf": properties["date_edtf"],
            "readings": list(_read_dates(incident.claims, documents)),
        },
        "reports": list(_list_reports(incident, properties["reasons"], documents)),
        "places": [
            _explain_site(site, feature, incident.claims, documents, resolutions)
            | {"country_name": _name_countries(site.place, names)}
            for site, feature in zip(incident.sites, sites, strict=True)
        ],
        "counts": list(_explain_counts(properties["casualties"], documents, names)),
        "quotes": _join_quotes(properties["evidence"]),
        "checked": properties["checked"],
    }


def _list_reports(
    incident: Incident, reasons: Iterable[Mapping[str, Any]], documents: Mapping[str, Document]
) -> Iterator[dict[str, Any]]:
    """Yield the reports with the reason why each belongs, and which others date an undated one."""
    dating = [
        documents[member.document_id].source
        for member in incident.members
        if member.date_basis not in _UNDATED
    ]
    for member, reason in zip(incident.members, reasons, strict=True):
        document = documents[member.document_id]
        yield {
            "source": document.source,
            "title": document.title,
            "publisher": document.publisher,
            "url": document.url,
            "published": document.published and document.published.isoformat(),
            "reason": reason["reason"],
            "date_basis": member.date_basis.value,
            "dated_by": dating if member.date_basis is DateBasis.LINKED else [],
        }


def _read_dates(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> Iterator[dict[str, Any]]:
    """Yield what each report says of the day, in its words and as it was counted, each once."""
    seen = set()
    for claim in claims:
        is_own = claim.date.is_known or claim.date.span is not None
        date = claim.date if is_own else claim.setting_date
        edtf = date and write_edtf(date)
        if date is None or not (edtf or date.span):
            continue
        document = documents[claim.document_id]
        key = document.id, date.span, edtf
        if key not in seen:
            seen.add(key)
            yield _read_date(date, document) | {"is_inferred": not is_own}


def _read_date(date: DateInterval, document: Document) -> dict[str, Any]:
    return {
        **_quote(date.span, document),
        "published": document.published and document.published.isoformat(),
        "date_start": date.start and date.start.isoformat(),
        "date_end": date.end and date.end.isoformat(),
        "date_edtf": write_edtf(date),
        "precision": date.precision,
        "basis": date.basis.value,
    }


def _quote(span: Span | None, document: Document) -> dict[str, Any]:
    return {
        "source": document.source,
        "start": span and span.start,
        "end": span and span.end,
        "quote": document.text[span.start : span.end] if span else None,
    }


def _explain_site(
    site: Site,
    feature: Mapping[str, Any],
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    resolutions: Mapping[str, Sequence[Resolution]],
) -> dict[str, Any]:
    stretches = site.border_point.stretches if site.border_point else ()
    return {
        "id": site.place.id,
        **{
            name: feature[name]
            for name in (
                *("place", "place_named", "place_basis", "role", "country", "admin1"),
                *("feature_code", "place_lon", "place_lat", "where_precision", "source_count"),
                *_BORDER_FIELDS,
            )
        },
        "stretches": [
            {
                "section": stretch.section,
                "from_km": round(stretch.from_km, 2),
                "to_km": round(stretch.to_km, 2),
            }
            for stretch in stretches
        ],
        "names": list(_list_names(site, claims, documents, resolutions)),
    }


def _name_countries(place: Place, names: Mapping[str, str]) -> str | None:
    return " / ".join(names.get(code, code) for code in sorted(place.countries)) or None


def _list_names(
    site: Site,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    resolutions: Mapping[str, Sequence[Resolution]],
) -> Iterator[dict[str, Any]]:
    """Yield where the reports name a place, and what else the name might have meant."""
    spans = {
        (named.span.document_id, named.span.start, named.span.end)
        for claim in claims
        for named in (*claim.sites, *claim.setting)
        if named.place.id == site.place.id
    }
    for document_id in dict.fromkeys(claim.document_id for claim in claims):
        own = [(start, end) for it, start, end in spans if it == document_id]
        for resolution in resolutions.get(document_id, ()):
            mention = resolution.mention
            if any(start < mention.end and mention.start < end for start, end in own):
                yield _explain_name(resolution, documents[document_id])


def _explain_name(resolution: Resolution, document: Document) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    return {
        "source": document.source,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.text,
        "taken_for": place and place.id,
        "reason": resolution.reason,
        "candidates": [
            {
                "id": candidate.place.id,
                "name": candidate.place.name,
                "country": candidate.place.country,
                "admin1": candidate.place.admin1,
                "feature_code": candidate.place.feature_code,
                "score": candidate.score,
            }
            for candidate in resolution.candidates
        ],
    }


def _explain_counts(
    counts: Iterable[Mapping[str, Any]],
    documents: Mapping[str, Document],
    names: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    """Yield the counts with the words of each figure in their history."""
    texts: dict[str, str] = {}
    for document in documents.values():
        # Of a file of several articles each goes on where the last one ends.
        told = texts.get(document.source, "")
        texts[document.source] = told + document.text[len(told) :]
    for count in counts:
        yield {
            **count,
            "side_name": names.get(count["side"], count["side"]),
            "history": [
                {**record, "quote": texts[record["source"]][record["start"] : record["end"]]}
                for record in count["history"]
            ],
        }


def _join_quotes(evidence: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give each passage once, with all the fields that it supports."""
    passages: dict[tuple[str, int, int], dict[str, Any]] = {}
    for piece in evidence:
        passage = passages.setdefault(
            (piece["source"], piece["start"], piece["end"]),
            {name: piece[name] for name in ("source", "start", "end", "quote")} | {"fields": []},
        )
        passage["fields"].append(piece["field"])
    return list(passages.values())
